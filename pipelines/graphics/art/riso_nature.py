"""Riso motifs from outside: hills, a monstera leaf, a burst of rays."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPolygonF,
    QTransform,
)

from pipelines.graphics.art.riso_spot import MIDDLE, Spot, drop_shadow

__all__ = ["burst", "hills", "leaf"]


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


def hills(s: Spot) -> None:
    phases = s.frame.rng("hills").uniform(0, 6, 4)
    ridges = [
        (_ridge(float(phases[0]), 0.10, 0.20), s.mix("accent2", "primary", 0.25)),
        (_ridge(float(phases[1]), 0.30, 0.17), s.mix("primary", "accent", 0.15)),
        (_ridge(float(phases[2]), 0.54, 0.14), s.mix("primary", "deep", 0.55)),
        (_ridge(float(phases[3]), 0.80, 0.09), s.mix("deep", "ink", 0.5)),
    ]
    badge = QPainterPath()
    badge.addEllipse(MIDDLE, 1, 1)

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

    drop_shadow(s)
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
            np.clip(0.8 - np.abs(y - 0.76) * 2.0 + x * 0.2, 0, 1) * 0.5 * (np.hypot(x, y) < 1)
        ),
        ink="ink",
        opacity=0.55,
    )


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


def leaf(s: Spot) -> None:
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
        lambda x, y: (
            np.clip(0.25 + x * 0.5 + y * 0.45, 0, 0.7) * np.clip((0.9 - np.hypot(x, y)) / 0.4, 0, 1)
        ),
        ink=s.frame.palette.mix("deep", "ink", 0.3),
        opacity=0.35,
    )


def burst(s: Spot) -> None:
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
        p.drawEllipse(MIDDLE, 0.56, 0.56)
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
