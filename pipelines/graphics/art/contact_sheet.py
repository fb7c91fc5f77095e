"""All arts on one sheet, to look at: ``python -m pipelines.graphics.art.contact_sheet sheet.png``.

Options: ``--size 480x640``, ``--seed 1``, ``--art stage,riso``; colours and modes vary by art.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art import ART_NAMES, ArtSpec, paint
from pipelines.graphics.colour import Mode, palette
from pipelines.graphics.raster import Array

__all__ = ["LOOKS", "contact_sheet"]

LOOKS: dict[str, tuple[str, Mode]] = {
    "stage": ("#d9523f", "light"),
    "riso": ("#b8672f", "light"),
    "aurora": ("#4a6cff", "dark"),
    "mesh": ("#7b6cf0", "light"),
    "bokeh": ("#c98a2b", "dark"),
    "beams": ("#7a4cff", "dark"),
    "waves": ("#1f86d6", "light"),
    "geometric": ("#e2542c", "light"),
    "paper": ("#e0563f", "light"),
    "morning": ("#f0803c", "light"),
    "city": ("#e8973a", "dark"),
    "table": ("#d98a5a", "light"),
    "fresh": ("#3aa85a", "light"),
    "ink_wash": ("#3f7f78", "light"),
    "terrazzo": ("#e0714f", "light"),
    "blueprint": ("#2f6fe0", "light"),
    "halftone": ("#e2452c", "light"),
    "strands": ("#3f6cf0", "dark"),
    "festive": ("#e0482f", "dark"),
    "lanterns": ("#d8342a", "dark"),
    "moonlight": ("#3d62c9", "dark"),
    "snow": ("#2f8f6b", "light"),
    "neon": ("#c04cff", "dark"),
}
"""A becoming colour and light for each art."""


def contact_sheet(
    names: tuple[str, ...], width: int, height: int, seed: int = 1, columns: int = 5
) -> Array:
    """The arts side by side with a gap of 8 px, float32 [h, w, 3] sRGB."""
    tiles = []
    for name in names:
        colour, mode = LOOKS[name]
        picture = paint(width, height, ArtSpec(name, seed, palette(colour, mode=mode)))
        tiles.append(np.pad(picture, ((0, 8), (0, 8), (0, 0)), constant_values=0.5))
    while len(tiles) % columns:
        tiles.append(np.full_like(tiles[0], 0.5))
    rows = [np.hstack(tiles[i : i + columns]) for i in range(0, len(tiles), columns)]
    return np.vstack(rows).astype(np.float32)


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="480x640")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--columns", type=int, default=5)
    parser.add_argument("--art", default=",".join(ART_NAMES))
    options = parser.parse_args()
    width, height = (int(side) for side in options.size.split("x"))
    names = tuple(options.art.split(","))
    sheet = contact_sheet(names, width, height, options.seed, min(options.columns, len(names)))
    raster.to_qimage(sheet).save(str(options.out))


if __name__ == "__main__":
    main()
