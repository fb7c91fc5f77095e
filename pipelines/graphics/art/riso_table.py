"""Riso motifs from the table: a cup of coffee, a slice of citrus, a record."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

from pipelines.graphics.art.riso_spot import MIDDLE, Spot, drop_shadow

__all__ = ["citrus", "cup", "record"]


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


def cup(s: Spot) -> None:
    china = s.mix("paper", "light", 0.6)

    def saucer(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.mix("paper", "light", 0.4))
        p.drawEllipse(MIDDLE, 1, 1)
        p.setBrush(Qt.BrushStyle.NoBrush)
        for radius, width in ((0.93, 0.0115), (0.895, 0.0055)):
            p.setPen(s.pen("ink", width))
            p.drawEllipse(MIDDLE, radius, radius)

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
        p.drawEllipse(MIDDLE, 0.66, 0.66)
        p.setBrush(s.brush("deep"))
        p.drawEllipse(MIDDLE, 0.585, 0.585)
        crema = QRadialGradient(0, 0, 0.58)
        crema.setColorAt(0, s.mix("primary", "accent", 0.3))
        crema.setColorAt(0.74, s.mix("primary", "deep", 0.12))
        crema.setColorAt(1, s.brush("deep"))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(crema)
        p.drawEllipse(MIDDLE, 0.56, 0.56)
        _rosetta(p, s, 0.56)

    drop_shadow(s)
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


def citrus(s: Spot) -> None:
    rng = s.frame.rng("pulp")
    count = 10
    span = 2 * math.pi / count

    def slice_(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.mix("primary", "accent", 0.5))
        p.drawEllipse(MIDDLE, 1, 1)
        p.setBrush(s.mix("paper", "light", 0.3))
        p.drawEllipse(MIDDLE, 0.90, 0.90)
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

    drop_shadow(s)
    s.draw(slice_)
    deep = s.frame.palette.mix("accent", "primary", 0.3)
    s.dots(
        lambda x, y: np.clip(0.15 + (x * 0.6 + y * 0.8) * 0.75, 0, 0.8) * (np.hypot(x, y) < 0.80),
        ink=deep,
        angle=22,
        opacity=0.7,
    )


def record(s: Spot) -> None:
    def disc(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(s.brush("ink"))
        p.drawEllipse(MIDDLE, 1, 1)
        p.setBrush(Qt.BrushStyle.NoBrush)
        for i in range(15):
            radius = 0.95 - i * 0.036
            wide = 0.010 if i % 5 == 4 else 0.0038
            p.setPen(QPen(s.mix("ink", "paper", 0.30 if i % 5 == 4 else 0.22), wide))
            p.drawEllipse(MIDDLE, radius, radius)
        sheen = QColor(s.mix("ink", "paper", 0.75))
        sheen.setAlphaF(0.15)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(sheen)
        for start in (28, 208):
            p.drawPie(QRectF(-0.96, -0.96, 1.92, 1.92), start * 16, 34 * 16)
        p.setBrush(s.brush("accent"))
        p.drawEllipse(MIDDLE, 0.37, 0.37)
        p.setBrush(s.brush("paper"))
        p.drawPie(QRectF(-0.37, -0.37, 0.74, 0.74), 200 * 16, 140 * 16)
        p.setBrush(s.mix("primary", "deep", 0.4))
        p.drawEllipse(MIDDLE, 0.15, 0.15)
        p.setBrush(s.brush("paper"))
        p.drawEllipse(MIDDLE, 0.032, 0.032)

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

    drop_shadow(s)
    s.draw(disc)
    s.dots(
        lambda x, y: np.clip(0.2 + (x + y) * 1.1, 0, 0.8) * (np.hypot(x, y) < 0.37),
        ink="deep",
        opacity=0.6,
    )
    s.draw(arm)
