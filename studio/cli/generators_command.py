"""``aigc-studio generators``: what can be run."""

from __future__ import annotations

import argparse
import json
import sys

from studio.cli.words import Say

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    parser.add_argument("--json", action="store_true", help=say("as JSON", "以 JSON 输出"))


def run(args: argparse.Namespace, say: Say) -> int:
    """List engines by role, then workflows."""
    from pipelines.registry import discover

    registry = discover()
    if args.json:
        cards = [*registry.engines.values(), *registry.workflows.values()]
        print(json.dumps([card.model_dump(mode="json") for card in cards], ensure_ascii=False))
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in (
        say("Role", "用途"),
        say("Engine", "生成器"),
        say("Version", "版本"),
        say("What it does", "说明"),
        say("Commercial use", "可商用"),
    ):
        table.add_column(title, overflow="fold")
    for card in sorted(registry.engines.values(), key=lambda card: (card.role, card.id)):
        summary = say(card.summary.en, card.summary.zh)
        table.add_row(card.role, card.id, card.version, summary, card.commercial)
    for flow in registry.workflows.values():
        summary = say(flow.summary.en, flow.summary.zh)
        table.add_row(say("workflow", "工作流"), flow.id, flow.version, summary, "")
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    for fault in registry.faults:
        print(f"{say('left out', '已忽略')}: {fault}", file=sys.stderr)
    return 0
