"""What a riso print can show. Each motif is drawn round a spot, sized by its radius."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
    QTransform,
)

from pipelines.graphics.art.frame import Box, Frame
from pipelines.graphics.art.print_ink import halftone
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["MOTIFS", "Motif", "Spot"]


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


_MIDDLE = QPointF(0, 0)


def _drop_shadow(s: Spot, radius: float = 1.0) -> None:
    """The dots of a shadow to the lower right of a disc."""
    s.dots(
        lambda x, y: (
            np.clip(1.02 - (np.hypot(x - 0.11, y - 0.13) / (1.09 * radius)) ** 3, 0, 1) * 0.62
        ),
        ink="ink",
        cell=0.0072,
        opacity=0.8,
    )


# --- a cup of coffee from above ---------------------------------------------------------------


def _petal(w: float, y: float, h: float) -> QPainterPath:
    """One layer of a rosetta: a wide leaf open at the top."""
    path = QPainterPath(QPointF(0, y + h))
    path.cubicTo(-w * 1.05, y + h * 0.55, -w, y - h * 0.55, -w * 0.62, y - h * 0.35)
    path.cubicTo(-w * 0.3, y - h * 0.2, -w * 0.12, y + h * 0.2, 0, y + h * 0.28)
    path.cubicTo(w * 0.12, y + h * 0.2, w * 0.3, y - h * 0.2, w * 0.62, y - h * 0.35)
    path.cubicTo(w, y - h * 0.55, w * 1.05, y + h * 0.55, 0, y + h)
    return path


def _rosetta(p: QPainter, s: Spot, q: float) -> None:
    milk, coffee = s.mix("paper", "light", 0.35), s.mix("primary", "deep", 0.35)
    p.save()
    p.rotate(18)
    p.setPen(Qt.PenStyle.NoPen)
    for w, y, h in (
        (0.76, 0.34, 0.50),
        (0.68, 0.19, 0.45),
        (0.60, 0.05, 0.41),
        (0.51, -0.08, 0.37),
        (0.42, -0.20, 0.33),
        (0.33, -0.31, 0.29),
    ):
        p.setBrush(milk)
        p.drawPath(_petal(q * w, q * y, q * h))
        p.setBrush(coffee)
        p.drawPath(_petal(q * w * 0.86, q * (y - 0.055), q * h * 0.86))
    p.setBrush(milk)
    y, w = -q * 0.47, q * 0.27
    heart = QPainterPath(QPointF(0, y + q * 0.36))
    heart.cubicTo(-w * 1.5, y, -w * 0.9, y - q * 0.30, 0, y - q * 0.08)
    heart.cubicTo(w * 0.9, y - q * 0.30, w * 1.5, y, 0, y + q * 0.36)
    p.drawPath(heart)
    p.setPen(QPen(milk, q * 0.03, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    p.drawLine(QPointF(0, -q * 0.2), QPointF(0, q * 0.84))
    p.restore()


def _cup(s: Spot) -> None:
    china = s.mix("paper", "light", 0.6)

    def saucer(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.mix("paper", "light", 0.4))
        p.drawEllipse(_MIDDLE, 1, 1)
        p.setBrush(Qt.BrushStyle.NoBrush)
        for radius, width in ((0.93, 0.0115), (0.895, 0.0055)):
            p.setPen(s.pen("ink", width))
            p.drawEllipse(_MIDDLE, radius, radius)

    def cup(p: QPainter) -> None:
        p.save()
        p.rotate(-34)
        p.setPen(s.pen("ink", 0.135))
        p.drawLine(QPointF(0.6, 0), QPointF(0.90, 0))
        p.setPen(QPen(china, 0.10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        p.drawLine(QPointF(0.6, 0), QPointF(0.90, 0))
        p.restore()
        p.setPen(s.pen("ink", 0.013))
        p.setBrush(china)
        p.drawEllipse(_MIDDLE, 0.66, 0.66)
        p.setBrush(s.brush("deep"))
        p.drawEllipse(_MIDDLE, 0.585, 0.585)
        crema = QRadialGradient(0, 0, 0.58)
        crema.setColorAt(0, s.mix("primary", "accent", 0.3))
        crema.setColorAt(0.74, s.mix("primary", "deep", 0.12))
        crema.setColorAt(1, s.brush("deep"))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(crema)
        p.drawEllipse(_MIDDLE, 0.56, 0.56)
        _rosetta(p, s, 0.56)

    _drop_shadow(s)
    s.draw(saucer)
    s.dots(
        lambda x, y: (
            np.clip(1 - np.abs(np.hypot(x - 0.06, y - 0.07) - 0.66) / 0.17, 0, 1)
            * (x + y > 0)
            * (np.hypot(x, y) < 0.99)
            * 0.5
        ),
        ink="ink",
        opacity=0.6,
    )
    s.draw(cup)
    s.dots(
        lambda x, y: (
            np.clip((x * 0.6 + y * 0.8) / 0.66 - 0.35, 0, 1) * (np.hypot(x, y) < 0.66) * 0.55
        ),
        ink="ink",
        opacity=0.55,
    )


# --- hills under a sun ------------------------------------------------------------------------


def _ridge(phase: float, base: float, height: float) -> QPainterPath:
    path = QPainterPath(QPointF(-1.1, 1.2))
    for i in range(45):
        x = -1.1 + i * 0.05
        y = base - height * (
            math.sin(x * 2.3 + phase) * 0.6
            + math.sin(x * 4.7 + phase * 2.1) * 0.28
            + math.sin(x * 9.1 + phase * 3.3) * 0.08
        )
        path.lineTo(x, y)
    path.lineTo(1.1, 1.2)
    path.closeSubpath()
    return path


def _hills(s: Spot) -> None:
    phases = s.frame.rng("hills").uniform(0, 6, 4)
    ridges = [
        (_ridge(float(phases[0]), 0.10, 0.20), s.mix("accent2", "primary", 0.25)),
        (_ridge(float(phases[1]), 0.30, 0.17), s.mix("primary", "accent", 0.15)),
        (_ridge(float(phases[2]), 0.54, 0.14), s.mix("primary", "deep", 0.55)),
        (_ridge(float(phases[3]), 0.80, 0.09), s.mix("deep", "ink", 0.5)),
    ]
    badge = QPainterPath()
    badge.addEllipse(_MIDDLE, 1, 1)

    def sky(p: QPainter) -> None:
        p.setClipPath(badge)
        p.fillRect(QRectF(-1, -1, 2, 2), s.mix("accent2", "paper", 0.55))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.brush("accent"))
        p.drawEllipse(QPointF(0.18, -0.16), 0.44, 0.44)

    def land(p: QPainter) -> None:
        p.setClipPath(badge)
        for path, colour in ridges:
            p.fillPath(path, colour)
        p.setPen(s.pen("ink", 0.016))
        for x, y, w in ((-0.46, -0.42, 0.085), (-0.30, -0.52, 0.065), (-0.62, -0.56, 0.05)):
            bird = QPainterPath(QPointF(x - w, y - w * 0.2))
            bird.quadTo(x - w * 0.4, y - w * 0.7, x, y)
            bird.quadTo(x + w * 0.4, y - w * 0.7, x + w, y - w * 0.2)
            p.drawPath(bird)

    _drop_shadow(s)
    s.draw(sky)
    s.dots(
        lambda x, y: (
            np.clip(0.15 + (y + 0.16) / 0.9, 0, 0.8) * (np.hypot(x - 0.18, y + 0.16) < 0.44)
        ),
        ink=s.frame.palette.mix("accent", "primary", 0.75),
        cell=0.0076,
        angle=22,
        opacity=0.9,
    )
    s.dots(
        lambda x, y: np.clip(-0.30 - y, 0, 1) * 0.8 * (np.hypot(x, y) < 1),
        ink="primary",
        cell=0.0076,
        angle=60,
        opacity=0.7,
    )
    s.draw(land)
    s.dots(
        lambda x, y: (
            np.clip(0.75 - np.abs(y - 0.36) * 2.6 + x * 0.35, 0, 1)
            * 0.5
            * (np.hypot(x, y) < 1)
            * (y > 0.12)
        ),
        ink="ink",
        opacity=0.55,
    )


# --- a vinyl record ---------------------------------------------------------------------------


def _record(s: Spot) -> None:
    def disc(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.brush("ink"))
        p.drawEllipse(_MIDDLE, 1, 1)
        p.setBrush(Qt.BrushStyle.NoBrush)
        for i in range(15):
            radius = 0.95 - i * 0.036
            wide = 0.010 if i % 5 == 4 else 0.0038
            p.setPen(QPen(s.mix("ink", "paper", 0.30 if i % 5 == 4 else 0.22), wide))
            p.drawEllipse(_MIDDLE, radius, radius)
        sheen = QColor(s.mix("ink", "paper", 0.75))
        sheen.setAlphaF(0.15)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(sheen)
        for start in (28, 208):
            p.drawPie(QRectF(-0.96, -0.96, 1.92, 1.92), start * 16, 34 * 16)
        p.setBrush(s.brush("accent"))
        p.drawEllipse(_MIDDLE, 0.37, 0.37)
        p.setBrush(s.brush("paper"))
        p.drawPie(QRectF(-0.37, -0.37, 0.74, 0.74), 200 * 16, 140 * 16)
        p.setBrush(s.mix("primary", "deep", 0.4))
        p.drawEllipse(_MIDDLE, 0.15, 0.15)
        p.setBrush(s.brush("paper"))
        p.drawEllipse(_MIDDLE, 0.032, 0.032)

    def arm(p: QPainter) -> None:
        rod = QPainterPath(QPointF(1.06, -0.86))
        rod.cubicTo(1.10, -0.25, 1.02, 0.05, 0.66, 0.42)
        p.setPen(s.pen("ink", 0.075))
        p.drawPath(rod)
        p.setPen(s.pen("paper", 0.048))
        p.drawPath(rod)
        p.setPen(s.pen("ink", 0.014))
        p.setBrush(s.brush("accent2"))
        p.save()
        p.translate(0.64, 0.44)
        p.rotate(135)
        p.drawRoundedRect(QRectF(-0.10, -0.06, 0.22, 0.12), 0.03, 0.03)
        p.restore()
        p.setBrush(s.mix("paper", "light", 0.5))
        p.drawEllipse(QPointF(1.06, -0.86), 0.13, 0.13)
        p.setBrush(s.brush("primary"))
        p.drawEllipse(QPointF(1.06, -0.86), 0.06, 0.06)

    _drop_shadow(s)
    s.draw(disc)
    s.dots(
        lambda x, y: np.clip(0.2 + (x + y) * 1.1, 0, 0.8) * (np.hypot(x, y) < 0.37),
        ink="deep",
        opacity=0.6,
    )
    s.draw(arm)


# --- a monstera leaf --------------------------------------------------------------------------


def _monstera() -> QPainterPath:
    """A heart-shaped leaf with deep cuts, tip down, within radius 1."""
    leaf = QPainterPath(QPointF(0, -0.62))
    leaf.cubicTo(-0.18, -1.02, -0.78, -0.98, -0.90, -0.42)
    leaf.cubicTo(-1.0, 0.12, -0.62, 0.72, 0, 1.02)
    leaf.cubicTo(0.62, 0.72, 1.0, 0.12, 0.90, -0.42)
    leaf.cubicTo(0.78, -0.98, 0.18, -1.02, 0, -0.62)
    # Qt cuts paths with the precision of pixels, so cut a large one.
    large = QTransform.fromScale(200, 200)
    for side in (-1, 1):
        for x, y, drop in ((0.26, -0.30, 0.02), (0.25, 0.02, 0.12), (0.20, 0.32, 0.20)):
            cut = QPainterPath(QPointF(side * x, y))
            cut.cubicTo(
                side * (x + 0.28), y - 0.05, side * 0.80, y + drop - 0.08, side * 1.2, y + drop
            )
            cut.lineTo(side * 1.2, y + drop + 0.13)
            cut.cubicTo(side * 0.80, y + drop + 0.05, side * (x + 0.22), y + 0.09, side * x, y)
            leaf = QTransform.fromScale(1 / 200, 1 / 200).map(
                large.map(leaf).subtracted(large.map(cut))
            )
    return leaf


def _leaf(s: Spot) -> None:
    leaf = _monstera()

    def blade(p: QPainter) -> None:
        p.rotate(24)
        p.fillPath(leaf, s.brush("primary"))
        p.setClipPath(leaf)
        p.fillRect(QRectF(0, -1.1, 1.2, 2.3), s.mix("primary", "deep", 0.45))
        p.setClipping(False)
        p.setPen(s.pen("paper", 0.022))
        stalk = QPainterPath(QPointF(0, 0.95))
        stalk.lineTo(0, -0.62)
        p.drawPath(stalk)
        p.setPen(s.pen("paper", 0.010))
        for side in (-1, 1):
            for y, reach in ((-0.50, 0.66), (-0.22, 0.70), (0.12, 0.62), (0.42, 0.40)):
                vein = QPainterPath(QPointF(0, y + 0.06))
                vein.quadTo(side * reach * 0.5, y - 0.06, side * reach, y + 0.06)
                p.drawPath(vein)
        p.setPen(s.pen("ink", 0.05))
        stem = QPainterPath(QPointF(0, -0.62))
        stem.cubicTo(0.02, -0.86, 0.10, -1.02, 0.22, -1.16)
        p.drawPath(stem)

    s.dots(
        lambda x, y: np.clip(1.0 - (np.hypot(x - 0.16, y - 0.18) / 0.95) ** 3, 0, 1) * 0.55,
        ink="ink",
        cell=0.0072,
        opacity=0.75,
    )
    s.draw(blade)
    s.dots(
        lambda x, y: np.clip(0.25 + x * 0.5 + y * 0.45, 0, 0.7) * (np.hypot(x, y) < 0.82),
        ink=s.frame.palette.mix("deep", "ink", 0.3),
        opacity=0.35,
    )


# --- a slice of citrus ------------------------------------------------------------------------


def _segment(start: float, span: float, inner: float, outer: float) -> QPainterPath:
    a, b = start + span * 0.045, start + span * 0.955
    middle = (a + b) / 2
    path = QPainterPath(QPointF(math.cos(middle) * inner, math.sin(middle) * inner))
    path.lineTo(math.cos(a) * outer * 0.93, math.sin(a) * outer * 0.93)
    path.quadTo(
        math.cos(a) * outer * 1.02,
        math.sin(a) * outer * 1.02,
        math.cos(a + span * 0.14) * outer,
        math.sin(a + span * 0.14) * outer,
    )
    path.quadTo(
        math.cos(middle) * outer * 1.05,
        math.sin(middle) * outer * 1.05,
        math.cos(b - span * 0.14) * outer,
        math.sin(b - span * 0.14) * outer,
    )
    path.quadTo(
        math.cos(b) * outer * 1.02,
        math.sin(b) * outer * 1.02,
        math.cos(b) * outer * 0.93,
        math.sin(b) * outer * 0.93,
    )
    path.closeSubpath()
    return path


def _citrus(s: Spot) -> None:
    rng = s.frame.rng("pulp")
    count = 10
    span = 2 * math.pi / count

    def slice_(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.mix("primary", "accent", 0.5))
        p.drawEllipse(_MIDDLE, 1, 1)
        p.setBrush(s.mix("paper", "light", 0.3))
        p.drawEllipse(_MIDDLE, 0.90, 0.90)
        for i in range(count):
            path = _segment(i * span + 0.2, span, 0.07, 0.82)
            p.fillPath(path, s.brush("primary"))
            p.setClipPath(path)
            p.setPen(QPen(s.mix("primary", "light", 0.45), 0.007))
            for _ in range(9):
                angle = i * span + 0.2 + span * float(rng.uniform(0.15, 0.85))
                near = float(rng.uniform(0.2, 0.6))
                far = near + float(rng.uniform(0.08, 0.2))
                p.drawLine(
                    QPointF(math.cos(angle) * near, math.sin(angle) * near),
                    QPointF(math.cos(angle) * far, math.sin(angle) * far),
                )
            p.setPen(Qt.PenStyle.NoPen)
            p.setClipping(False)

    _drop_shadow(s)
    s.draw(slice_)
    deep = s.frame.palette.mix("accent", "primary", 0.3)
    s.dots(
        lambda x, y: np.clip(0.15 + (x * 0.6 + y * 0.8) * 0.75, 0, 0.8) * (np.hypot(x, y) < 0.80),
        ink=deep,
        angle=22,
        opacity=0.7,
    )


# --- a burst of rays and a star -----------------------------------------------------------------


def _burst(s: Spot) -> None:
    def rays(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.brush("accent"))
        for i in range(24):
            angle, half = i * math.pi / 12, math.pi / 44
            reach = 1.24 if i % 2 else 1.02
            wedge = [
                QPointF(math.cos(angle + off) * r, math.sin(angle + off) * r)
                for off, r in (
                    (-half * 0.45, 0.62),
                    (half * 0.45, 0.62),
                    (half, reach),
                    (-half, reach),
                )
            ]
            p.drawPolygon(QPolygonF(wedge))

    def star(p: QPainter) -> None:
        points = [
            QPointF(
                math.cos(math.pi * i / 12 - 0.26) * (0.86 if i % 2 else 0.74),
                math.sin(math.pi * i / 12 - 0.26) * (0.86 if i % 2 else 0.74),
            )
            for i in range(24)
        ]
        p.setPen(s.pen("ink", 0.016))
        p.setBrush(s.brush("primary"))
        p.drawPolygon(QPolygonF(points))
        p.setBrush(s.mix("paper", "light", 0.4))
        p.drawEllipse(_MIDDLE, 0.56, 0.56)
        bolt = QPolygonF(
            [
                QPointF(x, y)
                for x, y in (
                    (0.10, -0.46),
                    (-0.24, 0.06),
                    (-0.03, 0.06),
                    (-0.12, 0.46),
                    (0.24, -0.10),
                    (0.03, -0.10),
                )
            ]
        )
        p.setBrush(s.brush("accent"))
        p.drawPolygon(bolt)

    s.draw(rays)
    s.dots(
        lambda x, y: np.clip(1.02 - (np.hypot(x - 0.10, y - 0.12) / 0.84) ** 4, 0, 1) * 0.6,
        ink="ink",
        cell=0.0072,
        opacity=0.8,
    )
    s.draw(star)
    s.dots(
        lambda x, y: (
            np.clip(0.1 + (x * 0.6 + y * 0.8) * 0.7, 0, 0.8)
            * (np.hypot(x, y) < 0.76)
            * (np.hypot(x, y) > 0.57)
        ),
        ink="deep",
        opacity=0.7,
    )
    s.dots(
        lambda x, y: np.clip((x * 0.6 + y * 0.8) * 0.8 - 0.1, 0, 0.6) * (np.hypot(x, y) < 0.55),
        ink="primary",
        opacity=0.6,
    )


MOTIFS: dict[str, Motif] = {
    "cup": Motif(_cup),
    "hills": Motif(_hills, sun=False),
    "record": Motif(_record),
    "leaf": Motif(_leaf),
    "citrus": Motif(_citrus),
    "burst": Motif(_burst, sun=False),
}
"""Motifs by name."""
