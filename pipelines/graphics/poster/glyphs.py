"""Signs drawn as paths, so that no font has to have them."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform

__all__ = ["ASPECTS", "GlyphName", "fitted", "glyph_path"]

GlyphName = Literal["quote", "stars", "tick", "cross"]

ASPECTS: dict[str, float] = {"quote": 1.22, "stars": 5.9, "tick": 1.0, "cross": 1.0}
"""Width / height."""


def glyph_path(name: GlyphName) -> QPainterPath:
    """A sign in a box one high and ``ASPECTS[name]`` wide."""
    match name:
        case "quote":
            return _quote()
        case "stars":
            return _stars()
        case "tick":
            return _stroked([(0.02, 0.54), (0.36, 0.88), (0.98, 0.16)])
        case "cross":
            return _stroked([(0.1, 0.1), (0.9, 0.9)]).united(_stroked([(0.9, 0.1), (0.1, 0.9)]))


def _quote() -> QPainterPath:
    """Two opening commas: a ball below, a tail that rises to the right."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for x in (0.0, 0.66):
        comma = QPainterPath(QPointF(x + 0.5, 0.0))
        comma.cubicTo(QPointF(x + 0.2, 0.08), QPointF(x, 0.36), QPointF(x, 0.72))
        comma.cubicTo(QPointF(x, 0.9), QPointF(x + 0.12, 1.0), QPointF(x + 0.28, 1.0))
        comma.cubicTo(QPointF(x + 0.44, 1.0), QPointF(x + 0.55, 0.88), QPointF(x + 0.55, 0.73))
        comma.cubicTo(QPointF(x + 0.55, 0.58), QPointF(x + 0.44, 0.47), QPointF(x + 0.3, 0.47))
        comma.cubicTo(QPointF(x + 0.26, 0.47), QPointF(x + 0.23, 0.48), QPointF(x + 0.2, 0.49))
        comma.cubicTo(QPointF(x + 0.24, 0.32), QPointF(x + 0.36, 0.2), QPointF(x + 0.56, 0.13))
        comma.closeSubpath()
        path.addPath(comma)
    return path


def _stars() -> QPainterPath:
    """Five stars with a little air between them."""
    path = QPainterPath()
    for star in range(5):
        centre = QPointF(0.55 + star * 1.2, 0.53)
        for point in range(10):
            radius = 0.53 if point % 2 == 0 else 0.225
            angle = math.pi * (point / 5 - 0.5)
            at = centre + QPointF(radius * math.cos(angle), radius * math.sin(angle))
            path.lineTo(at) if point else path.moveTo(at)
        path.closeSubpath()
    return path


def _stroked(points: list[tuple[float, float]]) -> QPainterPath:
    line = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:]:
        line.lineTo(QPointF(x, y))
    stroker = QPainterPathStroker()
    stroker.setWidth(0.22)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(line)


def fitted(name: GlyphName, box: QRectF) -> QPainterPath:
    """A sign filling a box of its aspect."""
    transform = QTransform()
    transform.translate(box.x(), box.y())
    transform.scale(box.height(), box.height())
    return transform.map(glyph_path(name))
