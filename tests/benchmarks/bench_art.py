"""How long each art takes: ``python tests/benchmarks/bench_art.py [width height]``.

Prints processor seconds, so that a busy machine does not change the figures.
"""

from __future__ import annotations

import sys
import time

from pipelines.graphics.art import ART_NAMES, ArtSpec, paint
from pipelines.graphics.art.contact_sheet import LOOKS
from pipelines.graphics.colour import palette


def main() -> None:
    width, height = (int(a) for a in sys.argv[1:3]) if len(sys.argv) > 2 else (1242, 1660)
    for name in ART_NAMES:
        colour, mode = LOOKS[name]
        spec = ArtSpec(name, 1, palette(colour, mode=mode))
        paint(64, 64, spec)  # imports
        start = time.process_time()
        paint(width, height, spec)
        print(f"{name:10} {width}×{height} {time.process_time() - start:6.2f} s")


if __name__ == "__main__":
    main()
