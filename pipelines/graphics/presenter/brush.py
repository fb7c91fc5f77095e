"""What the parts of the presenter are painted with: fills, lines, and soft light and shadow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
)

from pipelines.graphics.presenter.geometry import Joint, capsule
from pipelines.graphics.presenter.palette import with_alpha

__all__ = ["Brush", "across", "glow"]

Shape = QPainterPath | QPolygonF
Paint = QColor | QBrush
Stop = tuple[float, QColor]


def across(ax: float, ay: float, bx: float, by: float, *stops: Stop) -> QBrush:
    """A linear gradient from (ax, ay) to (bx, by)."""
    gradient = QLinearGradient(ax, ay, bx, by)
    for at, colour in stops:
        gradient.setColorAt(at, colour)
    return QBrush(gradient)


def glow(x: float, y: float, radius: float, *stops: Stop) -> QBrush:
    """A radial gradient."""
    gradient = QRadialGradient(x, y, radius)
    for at, colour in stops:
        gradient.setColorAt(at, colour)
    return QBrush(gradient)


class Brush:
    """A painter with the few strokes this style has.

    Args:
        painter: Active, antialiased, scaled to units.
    """

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter

    def fill(self, shape: Shape, paint: Paint) -> None:
        """Fill a shape, no outline."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(paint)
        if isinstance(shape, QPolygonF):
            self.painter.drawPolygon(shape)
        else:
            self.painter.drawPath(shape)

    def oval(self, x: float, y: float, rx: float, ry: float, paint: Paint) -> None:
        """Fill an ellipse with the radii ``rx`` and ``ry``."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(paint)
        self.painter.drawEllipse(QPointF(x, y), rx, ry)

    def line(self, shape: Shape, colour: Paint, width: float) -> None:
        """Draw along a shape with round ends."""
        pen = QPen(QBrush(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        if isinstance(shape, QPolygonF):
            self.painter.drawPolygon(shape)
        else:
            self.painter.drawPath(shape)

    def soft(
        self, shape: Shape, colour: QColor, alpha: float, spread: float, steps: int = 3
    ) -> None:
        """A soft-edged shadow or light of a shape, ``spread`` units wide at its edge.

        Made of a few wide strokes: cheaper than a blur, and smooth enough at this softness.
        """
        share = alpha / (steps + 1)
        self.fill(shape, with_alpha(colour, share))
        for step in range(1, steps + 1):
            self.line(shape, with_alpha(colour, share), 2 * spread * step / steps)

    def soft_limb(self, a: Joint, b: Joint, colour: QColor, alpha: float, spread: float) -> None:
        """A soft shadow of a limb between two joints: one fill, shaded across the limb."""
        dx, dy = b[0] - a[0], b[1] - a[1]
        size = math.hypot(dx, dy) or 1.0
        radius = max(a[2], b[2]) + spread
        nx, ny = -dy / size * radius, dx / size * radius
        dark, clear = with_alpha(colour, alpha), with_alpha(colour, 0)
        edge = spread / radius
        paint = across(
            a[0] - nx, a[1] - ny, a[0] + nx, a[1] + ny,
            (0, clear), (edge, dark), (1 - edge, dark), (1, clear),
        )  # fmt: skip
        self.fill(capsule(a, b, spread), paint)

    @contextmanager
    def inside(self, *shapes: QPainterPath) -> Iterator[None]:
        """Paint only inside the shapes' common area."""
        self.painter.save()
        for shape in shapes:
            self.painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        try:
            yield
        finally:
            self.painter.restore()

    @contextmanager
    def on_figure(self) -> Iterator[None]:
        """Paint only where something is painted already: for shadows that must not leave it."""
        self.painter.save()
        self.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        try:
            yield
        finally:
            self.painter.restore()

    @contextmanager
    def moved(
        self, x: float, y: float, *, degrees: float = 0.0, scale: Sequence[float] = (1.0, 1.0)
    ) -> Iterator[None]:
        """Paint in a frame of its own: moved, then turned, then scaled."""
        self.painter.save()
        self.painter.translate(x, y)
        self.painter.rotate(degrees)
        self.painter.scale(scale[0], scale[1])
        try:
            yield
        finally:
            self.painter.restore()
