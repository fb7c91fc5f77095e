"""Open the studio as the command line's arguments say."""

from __future__ import annotations

import argparse

from studio.app.studio import Studio
from studio.settings import Settings

__all__ = ["open_studio"]


def open_studio(args: argparse.Namespace) -> Studio:
    """The studio on ``--data``, or on the default data folder."""
    return Studio(Settings(data=args.data.absolute()) if args.data else Settings())
