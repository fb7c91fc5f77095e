"""Geometric: a printed grid of circles, arcs and stripes with one large shape as its focus."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.print_ink import paper_texture

__all__ = ["paint"]


def _tile(p: QPainter, cell: QRectF, kind: int, turn: int, ink: QColor, second: QColor) -> None:  # noqa: PLR0917 - a drawing call
    """One shape in a cell, turned by quarter circles."""
    side = cell.width()
    p.save()
    p.setClipRect(cell)
    p.translate(cell.center())
    p.rotate(90 * turn)
    half = side / 2
    p.setBrush(ink)
    corner = QPointF(-half, -half)
    if kind == 0:  # quarter circles, one in the other
        p.drawEllipse(corner, side, side)
        p.setBrush(second)
        p.drawEllipse(corner, side * 0.5, side * 0.5)
    elif kind == 1:
        p.drawEllipse(QPointF(0, 0), half * 0.86, half * 0.86)
        p.setBrush(second)
        p.drawEllipse(QPointF(0, 0), half * 0.34, half * 0.34)
    elif kind == 2:  # two half circles
        p.drawEllipse(QPointF(-half, 0), half, half)
        p.setBrush(second)
        p.drawEllipse(QPointF(half, 0), half, half)
    elif kind == 3:
        p.drawPolygon(QPolygonF([corner, QPointF(half, -half), QPointF(-half, half)]))
    elif kind == 4:  # stripes
        for i in range(4):
            p.drawRect(QRectF(-half, -half + i * side / 4, side, side / 8))
    elif kind == 5:  # dots
        for i in range(4):
            for j in range(4):
                at = QPointF(-half + (i + 0.5) * side / 4, -half + (j + 0.5) * side / 4)
                p.drawEllipse(at, side * 0.055, side * 0.055)
    else:  # petals
        petal = QPainterPath(corner)
        petal.quadTo(QPointF(half, -half), QPointF(half, half))
        petal.quadTo(QPointF(-half, half), corner)
        p.drawPath(petal)
    p.restore()


def _focus(p: QPainter, x: float, y: float, radius: float, frame: Frame) -> None:
    """Rings cut by a quarter: the one large shape."""
    pal = frame.palette
    rings = [pal.deep, pal.primary, pal.accent, pal.accent2, pal.paper, pal.primary]
    for i, colour in enumerate(rings):
        p.setBrush(QColor(colour))
        size = radius * (1 - i * 0.165)
        p.drawEllipse(QPointF(x, y), size, size)
    p.setBrush(QColor(pal.ink if pal.mode == "light" else pal.paper))
    p.drawPie(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), 0, 90 * 16)
    p.setBrush(QColor(pal.accent))
    p.drawEllipse(QPointF(x + radius * 0.5, y - radius * 0.5), radius * 0.26, radius * 0.26)


def paint(frame: Frame) -> Painted:
    """Cells under type stay plain; two by two cells in the hero box hold the focus."""
    pal, rng = frame.palette, frame.rng("grid")
    shorter = min(frame.width, frame.height)
    side = shorter / (5 if frame.aspect < 1.6 else 4)
    columns, rows = math.ceil(frame.width / side), math.ceil(frame.height / side)
    grounds = [pal.paper, pal.surface, pal.tint, pal.accent2, pal.primary, pal.deep]
    odds = np.array([0.30, 0.20, 0.20, 0.12, 0.10, 0.08])
    inks = [pal.primary, pal.accent, pal.deep, pal.accent2, pal.ink]
    hx, hy = frame.hero.centre
    focus_x, focus_y = max(1, round(hx / side)), max(1, round(hy / side))

    def grid(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.fillRect(QRectF(0, 0, frame.width, frame.height), QColor(pal.paper))
        for row in range(rows):
            for column in range(columns):
                ground = grounds[int(rng.choice(len(grounds), p=odds))]
                kind, turn, one, two = (int(rng.integers(n)) for n in (8, 4, 5, 4))
                cell = QRectF(column * side, row * side, side, side)
                if frame.quiet(cell.center().x(), cell.center().y(), side * 0.42):
                    continue
                p.fillRect(cell.adjusted(0, 0, 0.5, 0.5), QColor(ground))
                usable = [ink for ink in inks if ink != ground]
                ink, second = usable[one % len(usable)], usable[(one + 1 + two) % len(usable)]
                if kind < 7:
                    _tile(
                        p,
                        cell,
                        kind,
                        turn,
                        QColor(ink),
                        QColor(second if second != ink else ground),
                    )
        box = QRectF((focus_x - 1) * side, (focus_y - 1) * side, 2 * side, 2 * side)
        p.fillRect(box, QColor(pal.tint))
        p.setClipRect(box)
        _focus(p, focus_x * side, focus_y * side, side * 0.94, frame)

    picture = frame.draw(grid)[..., :3].copy()
    paper_texture(frame, picture, 0.07)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.011))
