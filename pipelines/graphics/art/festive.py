"""Festive: fireworks over a dark sky, or confetti and streamers over light paper.

Param ``style``: "fireworks", "confetti"; by default the palette's mode decides.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm, dust, gold
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.layers import vertical
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _burst(
    p: QPainter,
    at: tuple[float, float],
    radius: float,
    *,
    colours: list[str],
    rng: np.random.Generator,
    unit: float,
) -> None:
    """One shell: trails that fly out, slow down and bend under gravity, a spark at each end."""
    x, y = at
    count = int(rng.integers(64, 96))
    for i in range(count):
        angle = 2 * math.pi * (i + rng.uniform(-0.3, 0.3)) / count
        reach = radius * math.sqrt(rng.uniform(0.30, 1.0))
        colour = QColor(colours[0 if reach < radius * 0.62 else 1])
        fall = radius * 0.16 * (reach / radius) ** 2
        points = []
        for t in np.linspace(0.18, 1, 12):
            points.append(
                (x + reach * t * math.cos(angle), y + reach * t * math.sin(angle) + fall * t * t)
            )
        for j in range(len(points) - 1):
            share = (j + 1) / (len(points) - 1)
            colour.setAlphaF(0.10 + 0.80 * share**1.6)
            pen = QPen(colour, unit * (0.0006 + 0.0016 * share) * (0.6 + 0.5 * radius / unit / 0.2))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            p.setPen(pen)
            p.drawLine(QPointF(*points[j]), QPointF(*points[j + 1]))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(colours[2]))
        spark = unit * rng.uniform(0.0012, 0.0032)
        p.drawEllipse(QPointF(*points[-1]), spark, spark)


def _shells(frame: Frame, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Where shells burst: a large one in the hero, others round it, none in the type."""
    unit, hero = frame.unit, frame.hero
    hx, hy = hero.centre
    size = min(min(hero.w, hero.h) * 0.46, unit * 0.34)
    shells = [(hx + hero.w * rng.uniform(-0.08, 0.08), hy - hero.h * 0.10, size)]
    for _ in range(60):
        radius = unit * rng.uniform(0.07, 0.19)
        x, y = rng.uniform(0.02, 0.98) * frame.width, rng.uniform(0.03, 0.72) * frame.height
        apart = all(math.hypot(x - a, y - b) > (radius + c) * 0.78 for a, b, c in shells)
        if apart and not frame.quiet(x, y, radius * 0.6):
            shells.append((x, y, radius))
        if len(shells) == 7:
            break
    return shells


def _fireworks(frame: Frame) -> Array:
    pal, unit = frame.palette, frame.unit
    dark = pal.in_mode("dark")
    sky = [(0, dark.paper), (0.55, dark.surface), (1, dark.mix("deep", "primary", 0.25))]
    picture = np.repeat(vertical(frame, sky), frame.width, axis=1)
    smoke = raster.fbm(frame.width, frame.height, unit * 0.30, frame.rng("smoke"), 4, aspect=1.6)
    raster.screen(picture, np.clip((smoke - 0.45) * 2, 0, 1), dark.rgb("deep"), 0.55)
    ground = picture.copy()
    rng = frame.rng("shells")
    shells = _shells(frame, rng)
    sets = [
        [dark.mix("accent", "light", 0.5), gold(dark), "#ffffff"],
        [dark.mix("primary", "light", 0.45), dark.primary, dark.mix("accent", "light", 0.6)],
        [dark.mix("accent2", "light", 0.5), dark.accent2, gold(dark, 0.93)],
    ]

    def bursts(p: QPainter) -> None:
        for i, (x, y, radius) in enumerate(shells):
            _burst(p, (x, y), radius, colours=sets[i % 3], rng=rng, unit=unit)
        for i, (x, y, radius) in enumerate(shells[:3]):  # the rocket's trail below its shell
            colour = QColor(sets[i % 3][1])
            for j in range(16):
                colour.setAlphaF(0.34 * (1 - j / 16))
                p.setPen(QPen(colour, unit * 0.0016))
                top = y + radius * (0.2 + 0.10 * j)
                sway = math.sin(j * 0.35) * radius * 0.03
                p.drawLine(QPointF(x + sway, top), QPointF(x + sway * 1.1, top + radius * 0.10))

    layer = frame.draw(bursts)
    for x, y, radius in shells:
        glow = spot(frame, x, y, radius * 0.75)
        raster.screen(picture, glow, hex_to_rgb(dark.mix("primary", "accent", 0.4)), 0.20)
    for blur, strength in ((0.018, 0.9), (0.005, 0.8)):
        soft = raster.blur(np.ascontiguousarray(layer[..., :3]), unit * blur)
        picture += np.clip(soft * np.float32(strength), 0, 1) * (1 - picture)
    raster.over(picture, layer)
    dust(frame, picture, hex_to_rgb(gold(dark, 0.92)), 150, "embers")
    calm(frame, picture, ground, 0.9)
    return picture


def _flake(p: QPainter, at: tuple[float, float], size: float, colour: str, turn: float) -> None:
    """A piece of paper, tumbling: its lit face or its shaded back."""
    x, y = at
    c, s = math.cos(turn), math.sin(turn)
    thin = 0.25 + 0.75 * abs(math.cos(turn * 2.7))
    corners = [(-1, -0.55 * thin), (1, -0.62 * thin), (0.92, 0.55 * thin), (-1.05, 0.6 * thin)]
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(colour).lighter(100 + int(22 * math.sin(turn * 3))))
    p.drawPolygon(
        QPolygonF(
            [QPointF(x + size * (a * c - b * s), y + size * (a * s + b * c)) for a, b in corners]
        )
    )


def _streamer(
    p: QPainter, at: tuple[float, float], unit: float, colour: str, rng: np.random.Generator
) -> None:
    """A curl of paper ribbon, front and back by turns."""
    x, y = at
    turns, long = int(rng.integers(3, 6)), unit * rng.uniform(0.13, 0.22)
    heading = rng.uniform(0.2, math.pi - 0.2)
    wide = unit * rng.uniform(0.018, 0.028)
    steps = turns * 18
    before: QPointF | None = None
    for i in range(steps + 1):
        t = i / steps
        phase = t * turns * 2 * math.pi
        along, side = t * long + math.sin(phase) * wide * 0.55, math.cos(phase) * wide
        point = QPointF(
            x + along * math.cos(heading) - side * math.sin(heading),
            y + along * math.sin(heading) + side * math.cos(heading),
        )
        if before is not None:
            shade = QColor(colour).darker(100 + int(26 * (0.5 - 0.5 * math.sin(phase))))
            pen = QPen(shade, unit * 0.0075 * (0.55 + 0.45 * abs(math.sin(phase * 0.5 + 0.6))))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            p.setPen(pen)
            p.drawLine(before, point)
        before = point


def _confetti(frame: Frame) -> Array:
    pal, unit = frame.palette, frame.unit
    hx, hy = frame.hero.centre
    paper = [(0, pal.paper), (0.6, pal.mix("paper", "tint", 0.35)), (1, pal.tint)]
    picture = np.repeat(vertical(frame, paper), frame.width, axis=1)
    raster.screen(picture, spot(frame, hx, hy, unit * 0.4), pal.rgb("light"), 0.7)
    ground = picture.copy()
    rng = frame.rng("confetti")
    colours = [pal.primary, pal.accent, pal.accent2, gold(pal), pal.mix("primary", "light", 0.4)]

    def ring(spread: float) -> tuple[float, float]:
        """Round the hero rather than in it, so that a product is framed and not littered."""
        angle, away = rng.uniform(0, 2 * math.pi), 0.75 + abs(rng.normal(0, spread))
        return (
            hx + frame.hero.w * 0.62 * away * math.cos(angle),
            hy + frame.hero.h * 0.62 * away * math.sin(angle),
        )

    def pieces(count: int, size: tuple[float, float]) -> Array:
        def paint_them(p: QPainter) -> None:
            for _ in range(count):
                x, y = ring(0.55)
                turn, big = rng.uniform(0, 6.28), unit * rng.uniform(*size)
                colour, kind = colours[int(rng.integers(5))], rng.random()
                if kind < 0.22:
                    p.setPen(Qt.PenStyle.NoPen)
                    p.setBrush(QColor(colour))
                    p.drawEllipse(
                        QPointF(x, y), big * 0.75, big * (0.3 + 0.45 * abs(math.cos(turn)))
                    )
                else:
                    _flake(p, (x, y), big, colour, turn)

        return frame.draw(paint_them)

    far = pieces(190, (0.003, 0.006))
    raster.over(picture, raster.blur(far, unit * 0.0012), 0.75)
    middle = pieces(120, (0.007, 0.0125))
    shade = raster.shifted(np.ascontiguousarray(middle[..., 3]), unit * 0.004, unit * 0.009)
    raster.multiply(picture, raster.blur(shade, unit * 0.006), pal.rgb("deep"), 0.28)
    raster.over(picture, middle)

    def ribbons(p: QPainter) -> None:
        for _ in range(11):
            _streamer(p, ring(0.35), unit, colours[int(rng.integers(4))], rng)

    curls = frame.draw(ribbons)
    shade = raster.shifted(np.ascontiguousarray(curls[..., 3]), unit * 0.005, unit * 0.011)
    raster.multiply(picture, raster.blur(shade, unit * 0.007), pal.rgb("deep"), 0.30)
    raster.over(picture, curls)
    calm(frame, picture, ground, 0.92)
    near = pieces(9, (0.020, 0.032))
    if frame.keep_out is not None:
        near *= (1 - np.clip(frame.keep_out, 0, 1))[..., None]
    raster.over(picture, raster.blur(near, unit * 0.0085), 0.85)
    return picture


def paint(frame: Frame) -> Painted:
    """The largest shell bursts in the hero box, or confetti flies out from behind it."""
    usual = "fireworks" if frame.palette.mode == "dark" else "confetti"
    style = frame.word("style", usual)
    picture = _confetti(frame) if style == "confetti" else _fireworks(frame)
    return Painted(raster.grain(np.clip(picture, 0, 1), frame.rng("grain"), 0.011))
