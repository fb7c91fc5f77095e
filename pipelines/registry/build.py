"""Write a package's manifest from its declarations.

``python -m pipelines.registry.build`` writes the built-in one; ``--check`` only compares.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path
from typing import Any

from pipelines.registry.manifest import Manifest, engine_card, workflow_card
from pipelines.sdk import Generator, Workflow

__all__ = ["collect", "main"]


def _modules(package: str) -> list[str]:
    root = importlib.import_module(package)
    found = pkgutil.walk_packages(root.__path__, prefix=f"{package}.")
    return sorted(info.name for info in found)


def collect(packages: list[str]) -> Manifest:
    """Import every module of the packages and gather what they declare, sorted by id."""
    engines: dict[str, Any] = {}
    workflows: dict[str, Any] = {}
    for name in [n for package in packages for n in _modules(package)]:
        for attribute, thing in vars(importlib.import_module(name)).items():
            call = f"{name}:{attribute}"
            if isinstance(thing, Generator) and thing.run.__module__ == name:
                engines[thing.id] = engine_card(thing, call)
            elif isinstance(thing, Workflow) and thing.run.__module__ == name:
                workflows[thing.id] = workflow_card(thing, call)
    return Manifest(
        engines=tuple(engines[k] for k in sorted(engines)),
        workflows=tuple(workflows[k] for k in sorted(workflows)),
    )


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns 1 with ``--check`` when the file is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only")
    args = parser.parse_args(arguments)
    package = importlib.import_module("pipelines.generators")
    target = Path(package.__path__[0]) / "manifest.json"
    manifest = collect(["pipelines.generators", "pipelines.workflows"])
    text = manifest.model_dump_json(indent=1) + "\n"
    if args.check:
        same = target.exists() and target.read_text(encoding="utf-8") == text
        if not same:
            sys.stderr.write("manifest.json is out of date: python -m pipelines.registry.build\n")
        return 0 if same else 1
    target.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(manifest.engines)} engines, {len(manifest.workflows)} workflows\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
