"""Supervise a data folder with the trial engines until killed: ``python supervise.py FOLDER``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pipelines.registry import Registry
from pipelines.registry.build import collect
from studio.app.studio import Studio
from studio.settings import Settings


def main() -> None:
    """Work on the queue for ever."""
    manifest = collect(["trial_engines"])
    registry = Registry(
        {card.id: card for card in manifest.engines}, {card.id: card for card in manifest.workflows}
    )
    studio = Studio(Settings(data=Path(sys.argv[1]), cores=2), registry)
    with studio.supervised():
        print("ready", flush=True)
        while True:
            time.sleep(1)


if __name__ == "__main__":
    main()
