"""Terrazzo: stone chips of the palette in polished cement, each with veins and a fine rim.

Param ``scale`` (default 1): size of the chips.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]

_TRIES = 2600


def _chip(x: float, y: float, radius: float, rng: np.random.Generator) -> QPolygonF:
    """A broken stone: five to nine corners, longer than wide, no two alike."""
    corners = int(rng.integers(5, 10))
    turn, stretch = rng.uniform(0, 2 * math.pi), rng.uniform(0.55, 0.95)
    angles = np.sort(rng.uniform(0, 1, corners) * 0.55 + np.arange(corners)) / corners * 2 * math.pi
    points = []
    for angle in angles:
        r = radius * rng.uniform(0.78, 1.05)
        dx, dy = r * math.cos(angle), r * stretch * math.sin(angle)
        points.append(
            QPointF(
                x + dx * math.cos(turn) - dy * math.sin(turn),
                y + dx * math.sin(turn) + dy * math.cos(turn),
            )
        )
    return QPolygonF(points)


def _placed(frame: Frame, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Chips (x, y, radius) px that do not touch; the largest first, and most of them at the hero's
    rim and beyond, so that its middle stays a place to put something."""
    unit, scale = frame.unit, frame.number("scale", 1.0)
    hx, hy = frame.hero.centre
    chips: list[tuple[float, float, float]] = []
    taken = np.empty((0, 3))
    for i in range(_TRIES):
        u, v, size, keep = rng.random(4)
        share = i / _TRIES
        radius = unit * scale * (0.062 * (1 - share) ** 3.2 + 0.0045) * (0.7 + 0.5 * size)
        x, y = (u * 1.1 - 0.05) * frame.width, (v * 1.1 - 0.05) * frame.height
        away = math.hypot((x - hx) / (frame.hero.w * 0.42), (y - hy) / (frame.hero.h * 0.42))
        if away < 1 and keep > 0.25 + 0.5 * away:
            continue
        if frame.quiet(x, y, radius) and radius > unit * 0.007:
            continue
        if len(taken):
            gaps = np.hypot(taken[:, 0] - x, taken[:, 1] - y) - taken[:, 2] - radius * 0.98
            if gaps.min() < unit * 0.0035:
                continue
        taken = np.vstack([taken, (x, y, radius)])
        chips.append((x, y, radius))
    return chips


def paint(frame: Frame) -> Painted:
    """Chips all over, sparser in the hero's middle; only specks where type stands."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    picture = frame.filled("surface" if dark else "paper")
    clouds = raster.fbm(frame.width, frame.height, unit * 0.35, frame.rng("cement"), 3) - 0.5
    raster.tone(picture, np.clip(clouds * 2, 0, 1), pal.rgb("tint"), 0.35)
    ground = picture.copy()
    _specks(frame, picture)
    rng = frame.rng("chips")
    chips = _placed(frame, rng)
    colours = [
        pal.primary,
        pal.accent,
        pal.accent2,
        pal.mix("deep", "primary", 0.15),
        pal.mix("tint", "primary", 0.35),
        pal.mix("ink", "deep", 0.5) if not dark else pal.mix("light", "tint", 0.25),
        pal.mix("light", "tint", 0.25) if not dark else pal.mix("ink", "primary", 0.45),
    ]
    chances = np.array([0.20, 0.18, 0.17, 0.12, 0.15, 0.07, 0.11])
    picks = rng.choice(len(colours), len(chips), p=chances)

    def stones(p: QPainter) -> None:
        for (x, y, radius), pick in zip(chips, picks, strict=True):
            stone = _chip(x, y, radius, rng)
            shade = QColor(colours[int(pick)]).lighter(int(rng.uniform(94, 108)))
            # Corners are a little worn: a round-joined outline of its own colour.
            pen = QPen(shade, radius * 0.16)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            p.setPen(pen)
            p.setBrush(shade)
            p.drawPolygon(stone)
            if radius < unit * 0.016:
                continue
            path = QPainterPath()
            path.addPolygon(stone)
            p.save()
            p.setClipPath(path)
            vein = shade.lighter(122) if rng.random() < 0.6 else shade.darker(118)
            vein.setAlpha(120)
            for _ in range(int(rng.integers(1, 4))):
                angle, off = rng.uniform(0, math.pi), rng.normal(0, 0.35) * radius
                c, s = math.cos(angle), math.sin(angle)
                p.setPen(QPen(vein, radius * rng.uniform(0.02, 0.07)))
                line = QPainterPath(QPointF(x - c * radius * 1.2 - s * off, y - s * radius * 1.2))
                line.cubicTo(
                    QPointF(x - s * off * 1.6, y + c * off),
                    QPointF(x + rng.normal(0, 0.3) * radius, y + rng.normal(0, 0.3) * radius),
                    QPointF(x + c * radius * 1.2, y + s * radius * 1.2 + off),
                )
                p.drawPath(line)
            p.restore()

    layer = frame.draw(stones)
    edge = layer[..., 3] - raster.blur(layer[..., 3], max(0.6, unit * 0.0012))
    raster.over(picture, layer)
    raster.multiply(picture, np.clip(edge, 0, 1), hex_to_rgb(pal.mix("ink", "deep", 0.4)), 0.35)
    mottle = raster.fbm(frame.width, frame.height, unit * 0.012, frame.rng("mottle"), 3) - 0.5
    picture *= 1 + np.float32(0.10) * mottle[..., None] * layer[..., 3:]
    calm(frame, picture, ground, 0.72)
    hx, hy = frame.hero.centre
    polish = spot(frame, hx - unit * 0.2, hy - unit * 0.34, unit * 0.55)
    raster.screen(picture, polish, pal.rgb("light"), 0.16 if not dark else 0.07)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.012))


def _specks(frame: Frame, picture: Array) -> None:
    """The sand of the cement."""
    pal, unit, rng = frame.palette, frame.unit, frame.rng("specks")
    shades = [pal.mix("deep", "ink", 0.3), pal.primary, pal.accent, pal.mix("tint", "deep", 0.3)]
    spots = rng.random((1500, 3))
    picks = rng.integers(len(shades), size=1500)

    def sand(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        for (u, v, size), pick in zip(spots, picks, strict=True):
            colour = QColor(shades[int(pick)])
            colour.setAlpha(150)
            p.setBrush(colour)
            r = unit * (0.0007 + 0.0016 * size**3)
            p.drawEllipse(QPointF(u * frame.width, v * frame.height), r, r * 0.8)

    raster.over(picture, frame.draw(sand))
