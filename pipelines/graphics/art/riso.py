"""Riso: a two-ink print on rough paper, a halftone sun behind a printed motif.

Params: ``motif`` is one of ``MOTIFS``.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.print_ink import halftone, ink_texture, paper_texture
from pipelines.graphics.art.riso_nature import burst, hills, leaf
from pipelines.graphics.art.riso_spot import Motif, Spot
from pipelines.graphics.art.riso_table import citrus, cup, record
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["MOTIFS", "paint"]

MOTIFS: dict[str, Motif] = {
    "cup": Motif(cup),
    "hills": Motif(hills, sun=False),
    "record": Motif(record),
    "leaf": Motif(leaf),
    "citrus": Motif(citrus),
    "burst": Motif(burst, sun=False),
}
"""What can be printed, by name."""


def _sun(frame: Frame, picture: Array, at: tuple[float, float], radius: float) -> None:
    """A disc of the accent ink, darkened by dots from below, a little off register."""
    x, y = at
    box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
    left, top, right, bottom = frame.window(box, 2)
    if right - left < 2 or bottom - top < 2:
        return

    def disc(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0))
        painter.drawEllipse(QPointF(x - left, y - top), radius, radius)

    mask = raster.draw(right - left, bottom - top, disc)[..., 3]
    ink = ink_texture(frame, frame.rng("ink"))[top:bottom, left:right]
    raster.multiply(picture[top:bottom, left:right], mask * ink, frame.palette.rgb("accent"), 0.97)
    px, py = frame.xy
    off = frame.unit * 0.003
    dx, dy = px[:, left:right] - np.float32(x + off), py[top:bottom] - np.float32(y + off)
    inside = np.clip((radius - np.hypot(dx, dy)) + 0.5, 0, 1)
    dark = np.clip(0.30 + dy / (2.1 * radius), 0, 0.85) * inside
    # The second ink is a darker cousin of the first, as when red is printed over orange.
    over_ink = hex_to_rgb(frame.palette.mix("accent", "primary", 0.75))
    window = Box(left, top, right - left, bottom - top)
    halftone(
        frame,
        picture,
        window,
        dark.astype(np.float32),
        colour=over_ink,
        cell=frame.unit * 0.0086,
        angle=22,
        opacity=0.85,
    )


def paint(frame: Frame) -> Painted:
    """The motif fills the hero box, the sun peeps out behind it."""
    frame = replace(frame, palette=frame.palette.in_mode("light"))
    hero = frame.hero
    x, y = hero.centre
    radius = min(hero.w, hero.h) / 2
    picture = frame.filled("paper")
    name = frame.word("motif", "cup")
    motif = MOTIFS.get(name, MOTIFS["cup"])
    if motif.sun:
        _sun(frame, picture, (x - radius * 0.60, y - radius * 0.74), radius * 0.82)
    motif.draw(Spot(frame, picture, x, y, radius))
    paper_texture(frame, picture)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.013))
