"""Blueprint: a machine part drawn in plan and section on a fine grid, with its dimensions.

Dark palettes give white lines on blue-black paper, light ones coloured ink on white; the classic
look, light lines on the brand's deep colour, is the default. Param ``paper``: "deep" or "plain".
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.light import spot
from pipelines.graphics.art.print_ink import paper_texture
from pipelines.graphics.colour import hex_to_rgb

__all__ = ["paint"]


def _grid(frame: Frame, p: QPainter, line: str) -> None:
    """Fine squares, every fifth line stronger, and a frame with marks as on drawing sheets."""
    unit = frame.unit
    step = unit / 48
    hx, hy = frame.hero.centre
    for way, (side, across, origin) in enumerate(
        ((frame.width, frame.height, hx), (frame.height, frame.width, hy))
    ):
        first = math.ceil(-origin / step)
        for i in range(first, first + math.ceil(side / step) + 1):
            colour = QColor(line)
            colour.setAlphaF(0.26 if i % 5 == 0 else 0.11)
            p.setPen(QPen(colour, unit * (0.0011 if i % 5 == 0 else 0.0007)))
            at = origin + i * step
            ends = (
                (QPointF(at, 0), QPointF(at, across))
                if way == 0
                else (QPointF(0, at), QPointF(across, at))
            )
            p.drawLine(*ends)
    margin = min(frame.width, frame.height) * 0.028
    colour = QColor(line)
    colour.setAlphaF(0.5)
    p.setPen(QPen(colour, unit * 0.0014))
    p.setBrush(Qt.BrushStyle.NoBrush)
    sheet = QRectF(margin, margin, frame.width - 2 * margin, frame.height - 2 * margin)
    p.drawRect(sheet)
    for i in range(1, 8):
        x = sheet.left() + sheet.width() * i / 8
        y = sheet.top() + sheet.height() * i / 8
        tick = margin * 0.4
        for a, b in (
            (QPointF(x, sheet.top()), QPointF(x, sheet.top() - tick)),
            (QPointF(x, sheet.bottom()), QPointF(x, sheet.bottom() + tick)),
            (QPointF(sheet.left(), y), QPointF(sheet.left() - tick, y)),
            (QPointF(sheet.right(), y), QPointF(sheet.right() + tick, y)),
        ):
            p.drawLine(a, b)


def _gear(x: float, y: float, radius: float, teeth: int) -> QPainterPath:
    """A spur gear's outline: flanks drawn in to the root circle between its teeth."""
    path = QPainterPath()
    pitch = 2 * math.pi / teeth
    for i in range(teeth):
        for share, r in ((-0.30, 0.885), (-0.17, 1.0), (0.17, 1.0), (0.30, 0.885)):
            angle = (i + share) * pitch
            point = QPointF(x + radius * r * math.cos(angle), y + radius * r * math.sin(angle))
            path.lineTo(point) if path.elementCount() else path.moveTo(point)
    path.closeSubpath()
    return path


class _Drawing:
    """Lines of a technical drawing: visible, hidden, centre and dimension lines."""

    def __init__(self, p: QPainter, line: str, accent: str, unit: float) -> None:
        self.p, self.line, self.accent, self.unit = p, line, accent, unit
        p.setBrush(Qt.BrushStyle.NoBrush)

    def pen(self, weight: float, alpha: float = 1.0, dash: tuple[float, ...] = ()) -> None:
        colour = QColor(self.line)
        colour.setAlphaF(alpha)
        pen = QPen(colour, self.unit * 0.0012 * weight)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dash:
            pen.setDashPattern(list(dash))
        self.p.setPen(pen)

    def circle(self, x: float, y: float, r: float) -> None:
        self.p.drawEllipse(QPointF(x, y), r, r)

    def axes(self, x: float, y: float, r: float) -> None:
        self.pen(0.8, 0.75, (14, 4, 3, 4))
        self.p.drawLine(QPointF(x - r, y), QPointF(x + r, y))
        self.p.drawLine(QPointF(x, y - r), QPointF(x, y + r))

    def dimension(self, a: QPointF, b: QPointF) -> None:
        """A dimension line with arrow heads at both ends."""
        colour = QColor(self.accent)
        self.p.setPen(QPen(colour, self.unit * 0.0013))
        self.p.drawLine(a, b)
        angle = math.atan2(b.y() - a.y(), b.x() - a.x())
        size = self.unit * 0.011
        self.p.setBrush(colour)
        self.p.setPen(Qt.PenStyle.NoPen)
        for end, turn in ((a, angle), (b, angle + math.pi)):
            head = QPainterPath(end)
            for side in (-0.2, 0.2):
                head.lineTo(
                    end.x() + size * math.cos(turn + side), end.y() + size * math.sin(turn + side)
                )
            head.closeSubpath()
            self.p.drawPath(head)
        self.p.setBrush(Qt.BrushStyle.NoBrush)

    def extension(self, a: QPointF, b: QPointF) -> None:
        self.p.setPen(QPen(QColor(self.accent), self.unit * 0.0008))
        self.p.drawLine(a, b)

    def hatch(self, path: QPainterPath, step: float) -> None:
        box = path.boundingRect()
        self.p.save()
        self.p.setClipPath(path)
        self.pen(0.65, 0.6)
        at = box.left() - box.height()
        while at < box.right():
            self.p.drawLine(
                QPointF(at, box.bottom()), QPointF(at + box.height(), box.bottom() - box.height())
            )
            at += step
        self.p.restore()


def _plan(d: _Drawing, x: float, y: float, r: float, rng: np.random.Generator) -> None:
    """The part from above: gear, web with holes, hub with keyway; a smaller gear meshes."""
    teeth = int(rng.integers(22, 30))
    d.pen(1.9)
    d.p.drawPath(_gear(x, y, r, teeth))
    d.pen(1.0, 0.7, (8, 5))
    d.circle(x, y, r * 0.94)
    d.pen(1.5)
    for share in (0.80, 0.34, 0.19):
        d.circle(x, y, r * share)
    d.pen(0.8, 0.75, (14, 4, 3, 4))
    d.circle(x, y, r * 0.57)
    holes = int(rng.integers(5, 8))
    for i in range(holes):
        angle = 2 * math.pi * i / holes - math.pi / 2
        hx, hy = x + r * 0.57 * math.cos(angle), y + r * 0.57 * math.sin(angle)
        d.pen(1.5)
        d.circle(hx, hy, r * 0.125)
        d.pen(0.9, 0.8)
        d.circle(hx, hy, r * 0.095)
    d.pen(1.5)
    d.p.drawRect(QRectF(x - r * 0.045, y - r * 0.245, r * 0.09, r * 0.075))
    d.axes(x, y, r * 1.16)
    turn = rng.uniform(0.45, 0.75)
    small = r * 0.44
    sx, sy = x + (r + small) * 0.945 * math.cos(turn), y + (r + small) * 0.945 * math.sin(turn)
    d.pen(1.6)
    d.p.drawPath(_gear(sx, sy, small, max(9, round(teeth * 0.44))))
    d.pen(1.3)
    for share in (0.62, 0.26):
        d.circle(sx, sy, small * share)
    d.axes(sx, sy, small * 1.25)
    top = y - r * 1.22
    for side in (-1, 1):
        d.extension(QPointF(x + side * r, y), QPointF(x + side * r, top - r * 0.05))
    d.dimension(QPointF(x - r, top), QPointF(x + r, top))
    angle = -2.45
    reach = QPointF(x + r * 1.35 * math.cos(angle), y + r * 1.35 * math.sin(angle))
    d.dimension(
        QPointF(x + r * 0.8 * math.cos(angle), y + r * 0.8 * math.sin(angle)), QPointF(x, y)
    )
    d.extension(QPointF(x + r * 0.8 * math.cos(angle), y + r * 0.8 * math.sin(angle)), reach)


def _section(d: _Drawing, x: float, y: float, r: float) -> None:
    """The part cut through its axis, hatched, lined up with the plan."""
    half = [(0.16, 1.0, 0.16), (0.07, 0.80, 0.2), (0.21, 0.34, 0.0)]
    for way in (-1, 1):
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for depth, outer, _ in half:
            inner = {1.0: 0.80, 0.80: 0.34, 0.34: 0.19}[outer]
            path.addRect(
                QRectF(
                    x - depth * r,
                    min(y + way * inner * r, y + way * outer * r),
                    2 * depth * r,
                    (outer - inner) * r,
                )
            )
        path = path.simplified()
        d.hatch(path, r * 0.045)
        d.pen(1.8)
        d.p.drawPath(path)
    d.pen(1.4)
    for side in (-1, 1):
        d.p.drawLine(
            QPointF(x + side * 0.21 * r, y - 0.19 * r), QPointF(x + side * 0.21 * r, y + 0.19 * r)
        )
    d.axes(x, y, r * 1.12)
    low = y + r * 1.16
    for side in (-1, 1):
        d.extension(
            QPointF(x + side * 0.16 * r, y + r), QPointF(x + side * 0.16 * r, low + r * 0.05)
        )
    d.dimension(QPointF(x - 0.16 * r, low), QPointF(x + 0.16 * r, low))


def paint(frame: Frame) -> Painted:
    """The plan stands in the hero box, the section beside or below it."""
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    dark, plain = pal.mode == "dark", frame.word("paper", "deep") == "plain"
    if plain:
        ground, line, accent = pal.paper, pal.mix("primary", "deep", 0.55), pal.accent
    elif dark:
        ground, line, accent = pal.surface, pal.mix("primary", "light", 0.72), pal.accent
    else:
        ground, line, accent = (
            pal.mix("deep", "ink", 0.22),
            pal.mix("tint", "light", 0.55),
            pal.mix("accent2", "light", 0.15),
        )
    picture = np.empty((frame.height, frame.width, 3), np.float32)
    picture[:] = hex_to_rgb(ground)
    hx, hy = hero.centre
    lit = hex_to_rgb(pal.mix(ground, "primary", 0.55))
    raster.screen(picture, spot(frame, hx, hy, unit * 0.55), lit, 0.10 if plain else 0.34)
    raster.over(picture, frame.draw(lambda p: _grid(frame, p, line)))
    bare = picture.copy()
    rng = frame.rng("part")
    wide = hero.w > hero.h * 1.15
    r = min(hero.w * (0.27 if wide else 0.36), hero.h * (0.38 if wide else 0.33))
    x, y = (hero.x + hero.w * 0.36, hy) if wide else (hx - r * 0.22, hero.y + hero.h * 0.44)

    def part(p: QPainter) -> None:
        drawing = _Drawing(p, line, accent, unit)
        _plan(drawing, x, y, r, rng)
        at = x + r * (1.95 if wide else 1.62)
        if at + r * 0.25 < frame.width * 1.02:
            _section(drawing, at, y - (0 if wide else r * 0.30), r * (1.0 if wide else 0.72))

    raster.over(picture, frame.draw(part))
    glow = raster.blur(np.clip(picture - bare, 0, 1), unit * 0.006)
    if not plain:
        picture += glow * np.float32(0.5)
    calm(frame, picture, bare, 0.9)
    paper_texture(frame, picture, 0.09)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.012))
