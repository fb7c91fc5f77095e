"""Where a riso motif is printed, and the tools to print it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
)

from pipelines.graphics.art.frame import Box, Frame
from pipelines.graphics.art.print_ink import halftone
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["MIDDLE", "Motif", "Spot", "drop_shadow"]


@dataclass(frozen=True, eq=False)
class Spot:
    """Where a motif is printed: its middle and radius in px, with the drawing it needs."""

    frame: Frame
    picture: Array
    x: float
    y: float
    r: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.r * 1.3, self.y - self.r * 1.3, self.r * 2.6, self.r * 2.6)

    def draw(self, paint: Callable[[QPainter], None]) -> None:
        """Draw with the middle at (0, 0) and the radius 1."""

        def centred(painter: QPainter) -> None:
            painter.translate(self.x, self.y)
            painter.scale(self.r, self.r)
            paint(painter)

        self.frame.stamp(self.picture, self.box, centred)

    def dots(
        self,
        darkness: Callable[[Array, Array], Array],
        *,
        ink: str,
        cell: float = 0.0066,
        angle: float = 45,
        opacity: float = 0.7,
    ) -> None:
        """Halftone by a function of (x, y), the middle at (0, 0) and the radius 1."""
        left, top, right, bottom = self.frame.window(self.box)
        if right - left < 2 or bottom - top < 2:
            return
        px, py = self.frame.xy
        x = (px[:, left:right] - np.float32(self.x)) / np.float32(self.r)
        y = (py[top:bottom] - np.float32(self.y)) / np.float32(self.r)
        tone = np.broadcast_to(darkness(x, y), (bottom - top, right - left)).astype(np.float32)
        halftone(
            self.frame,
            self.picture,
            Box(left, top, right - left, bottom - top),
            tone,
            colour=hex_to_rgb(self.colour(ink)),
            cell=self.frame.unit * cell,
            angle=angle,
            opacity=opacity,
        )

    def colour(self, name: str) -> str:
        return name if name.startswith("#") else self.frame.palette[name]

    def mix(self, first: str, second: str, t: float) -> QColor:
        return QColor(self.frame.palette.mix(first, second, t))

    def pen(self, role: str, width: float) -> QPen:
        return QPen(
            QColor(self.colour(role)),
            width,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )

    def brush(self, role: str) -> QColor:
        return QColor(self.colour(role))


@dataclass(frozen=True)
class Motif:
    """A motif, and whether the sun stands behind it."""

    draw: Callable[[Spot], None]
    sun: bool = True


MIDDLE = QPointF(0, 0)


def drop_shadow(s: Spot, radius: float = 1.0) -> None:
    """The dots of a shadow to the lower right of a disc."""
    s.dots(
        lambda x, y: (
            np.clip(1.02 - (np.hypot(x - 0.11, y - 0.13) / (1.09 * radius)) ** 3, 0, 1) * 0.62
        ),
        ink="ink",
        cell=0.0072,
        opacity=0.8,
    )
