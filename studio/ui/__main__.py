"""``python -m studio.ui [--data FOLDER]``: the desktop application."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from studio.settings import Settings


def main() -> int:
    """Read the arguments and run the window."""
    parser = argparse.ArgumentParser(prog="aigc-studio gui")
    parser.add_argument("--data", type=Path, help="data folder")
    known, rest = parser.parse_known_args()
    settings = Settings(data=known.data.absolute()) if known.data is not None else Settings()
    from studio.ui.application import run

    return run(settings, [sys.argv[0], *rest])


if __name__ == "__main__":
    sys.exit(main())
