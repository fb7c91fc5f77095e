"""``aigc-studio gui``: open the window."""

from __future__ import annotations

import argparse

from studio.cli.words import Say

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command has none of its own."""


def run(args: argparse.Namespace, say: Say) -> int:
    """Start the window in a process of its own: the command line and the window share no code."""
    import subprocess
    import sys

    command = [sys.executable, "-m", "studio.ui"]
    if args.data is not None:
        command += ["--data", str(args.data.absolute())]
    return subprocess.call(command)
