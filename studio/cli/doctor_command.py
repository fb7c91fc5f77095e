"""``aigc-studio doctor``: what this machine has, what it lacks, and how to get it."""

from __future__ import annotations

import argparse
import json

from studio.cli.words import Say

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    parser.add_argument("--json", action="store_true", help=say("as JSON", "以 JSON 输出"))
    parser.add_argument(
        "--all", action="store_true", help=say("optional things too", "同时列出可选项")
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Show every check. Returns 0: something missing is news, not a failure."""
    from studio.app.doctor import examine
    from studio.settings import Settings

    checks = examine(args.data.absolute() if args.data else Settings().data)
    if args.json:
        print(json.dumps([check.model_dump(mode="json") for check in checks], ensure_ascii=False))
        return 0
    signs = {"ok": "✓", "warn": "!", "missing": "✗"}
    hidden = 0
    for check in checks:
        if check.optional and check.state != "ok" and not args.all:
            hidden += 1
            continue
        title, detail = check.title, check.detail
        told = f"{say(title.en, title.zh)}: {say(detail.en, detail.zh)}"
        print(f"{'·' if check.optional else signs[check.state]} {told}")
        if check.fix is not None and check.state != "ok":
            print(f"    → {say(check.fix.en, check.fix.zh)}")
    if hidden:
        print(
            say(
                f"· {hidden} optional things (GPU encoders, neural engines, models) are not there:"
                " aigc-studio doctor --all",
                f"· 另有 {hidden} 个可选项（GPU 编码器、神经网络引擎、模型）未安装："
                "aigc-studio doctor --all",
            )
        )
    return 0
