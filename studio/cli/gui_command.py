"""``aigc-studio gui``: open the window."""

from __future__ import annotations

import argparse

from studio.cli.words import Say

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command has none of its own."""


def run(args: argparse.Namespace, say: Say) -> int:
    """Start the window in a process of its own: the command line and the window share no code."""
    import os
    import subprocess
    import sys

    from studio.errors import MissingTool

    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise MissingTool(
            say("there is no screen to open a window on", "当前没有可用的显示器，无法打开窗口"),
            "start it in a desktop session, or use: aigc-studio make",
        )
    command = [sys.executable, "-P", "-m", "studio.ui"]
    if args.data is not None:
        command += ["--data", str(args.data.absolute())]
    return subprocess.call(command)
