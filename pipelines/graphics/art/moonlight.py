"""Moonlight: a full moon over moving water, osmanthus (桂花) in bloom, thin clouds. 中秋. Dark."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm, cloud, dust, emptier_side, gold
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.layers import cover_below, ridge, vertical
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _moon(frame: Frame, picture: Array, x: float, y: float, radius: float) -> None:
    """The disc with its seas and a shaded limb."""
    pal = frame.palette
    reach = radius * 1.03
    left, top, right, bottom = frame.window(Box(x - reach, y - reach, 2 * reach, 2 * reach))
    if right - left < 4 or bottom - top < 4:
        return
    part = picture[top:bottom, left:right]
    px, py = frame.xy
    dx, dy = px[:, left:right] - np.float32(x), py[top:bottom] - np.float32(y)
    away = np.hypot(dx, dy) / np.float32(radius)
    side = max(16, round(2 * radius))
    rng = frame.rng("seas")
    seas = raster.fbm(side, side, side * 0.34, rng, 5, gain=0.5)
    x0, y0 = round(left - (x - radius)), round(top - (y - radius))
    rows = np.clip(np.arange(bottom - top) + y0, 0, side - 1)
    columns = np.clip(np.arange(right - left) + x0, 0, side - 1)
    dark = np.clip((seas[np.ix_(rows, columns)] - 0.49) * 4.5, 0, 1)
    disc = np.clip((1 - away) * np.float32(radius) + np.float32(0.5), 0, 1)
    face = hex_to_rgb(pal.mix(gold(pal, 0.95), "light", 0.62))
    raster.tone(part, disc, face)
    shade = dark * disc * (1 - 0.35 * np.clip(away, 0, 1))
    raster.multiply(part, shade.astype(np.float32), hex_to_rgb(gold(pal, 0.80)), 0.55)
    limb = np.clip(away, 0, 1) ** 5 * disc
    raster.multiply(part, limb.astype(np.float32), hex_to_rgb(gold(pal, 0.86)), 0.40)


def _water(frame: Frame, picture: Array, x: float, level: float, radius: float) -> None:
    """Sheets of water from the horizon, and the moon's path on them."""
    pal, unit = frame.palette, frame.unit
    rng = frame.rng("water")
    sheets = 6
    for i in range(sheets):
        t = i / (sheets - 1)
        y = level + (frame.height - level) * (0.02 + 0.80 * t**1.25)
        line = ridge(frame, rng, 0.9 - 0.35 * t, 0.3)
        edge = np.float32(y) + line * np.float32(unit * (0.006 + 0.030 * t))
        near = pal.mix("deep", "primary", 0.42 - 0.22 * t)
        far = pal.mix("paper", "deep", 0.62 - 0.25 * t)
        rim = (gold(pal, 0.90), unit * (0.0020 + 0.0026 * t), 0.26 + 0.2 * t)
        shadow = (pal.paper, unit * 0.012, 0.30)
        cover_below(frame, picture, edge, [near, far], unit * 0.16, shadow=shadow, rim=rim)
    top = int(min(frame.height - 2, max(0, level)))
    part = picture[top:]
    small = frame.reduced(700)
    rows = max(2, round(part.shape[0] * small.height / frame.height))
    ripple = raster.fbm(
        small.width, rows, small.unit * 0.010, frame.rng("glitter"), 3, aspect=7.0, gain=0.6
    )
    ripple = raster.resize(ripple, frame.width, part.shape[0])
    px, py = frame.xy
    down = (py[top:] - np.float32(level)) / np.float32(max(1.0, frame.height - level))
    wide = np.float32(radius) * (0.42 + 0.75 * down)
    column = np.exp(-(((px - np.float32(x)) / wide) ** 2))
    glints = np.clip((ripple - (0.60 - 0.20 * column)) * 9, 0, 1) * column
    fade = np.clip(down * 14, 0, 1) * (1 - 0.45 * down)
    raster.screen(part, (glints * fade).astype(np.float32), hex_to_rgb(gold(pal, 0.93)), 0.85)


def _leaf(p: QPainter, at: QPointF, angle: float, length: float, colours: tuple[str, str]) -> None:
    """A pointed, glossy leaf with its midrib."""
    blade = QPainterPath(QPointF(0, 0))
    blade.cubicTo(0.25, -0.26, 0.7, -0.22, 1.0, 0.0)
    blade.cubicTo(0.7, 0.20, 0.25, 0.24, 0, 0)
    half = QPainterPath(QPointF(0, 0))
    half.cubicTo(0.25, -0.26, 0.7, -0.22, 1.0, 0.0)
    half.quadTo(0.5, -0.03, 0, 0)
    move = QTransform()
    move.translate(at.x(), at.y())
    move.rotateRadians(angle)
    move.scale(length, length)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(colours[0]))
    p.drawPath(move.map(blade))
    p.setBrush(QColor(colours[1]))
    p.drawPath(move.map(half))


def _blossoms(
    p: QPainter, at: QPointF, size: float, shades: list[str], rng: np.random.Generator
) -> None:
    """A cluster of four-petalled flowers."""
    p.setPen(Qt.PenStyle.NoPen)
    for _ in range(int(rng.integers(7, 13))):
        x, y = at.x() + rng.normal(0, size * 1.25), at.y() + rng.normal(0, size * 1.0)
        turn, r = rng.uniform(0, math.pi / 2), size * rng.uniform(0.30, 0.46)
        p.setBrush(QColor(shades[int(rng.integers(len(shades)))]))
        for petal in range(4):
            angle = turn + petal * math.pi / 2
            centre = QPointF(x + r * 0.75 * math.cos(angle), y + r * 0.75 * math.sin(angle))
            p.drawEllipse(centre, r * 0.56, r * 0.56)
        p.setBrush(QColor(shades[0]).darker(135))
        p.drawEllipse(QPointF(x, y), r * 0.24, r * 0.24)


def _osmanthus(frame: Frame, side: int) -> Array:
    """A branch from an upper corner, leaves in pairs, flowers where they meet."""
    pal, unit, rng = frame.palette, frame.unit, frame.rng("osmanthus")
    shades = [gold(pal, 0.80), gold(pal, 0.88), gold(pal, 0.94)]
    leaves = [
        (pal.mix("deep", "primary", 0.12), pal.mix("deep", "primary", 0.42)),
        (pal.mix("deep", "paper", 0.20), pal.mix("deep", "primary", 0.26)),
    ]
    edge = -unit * 0.02 if side < 0 else frame.width + unit * 0.02

    def branch(p: QPainter, at: QPointF, angle: float, long: float, wide: float) -> None:
        steps = max(4, int(long / (unit * 0.04)))
        knots = []
        for i in range(steps):
            angle += rng.normal(0, 0.10) + 0.02 * (-side)
            step = long / steps
            after = QPointF(at.x() + step * math.cos(angle), at.y() + step * math.sin(angle))
            pen = QPen(QColor(pal.mix("paper", "deep", 0.35)), wide * (1 - 0.75 * i / steps))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            p.setPen(pen)
            p.drawLine(at, after)
            at = after
            knots.append((at, angle))
            if wide > unit * 0.005 and i in (2, steps - 3):
                turn = angle + (0.7 if i == 2 else -0.7)
                branch(p, at, turn, long * 0.48, wide * 0.55)
        for at, angle in knots:
            for way in (-1, 1):
                turn = angle + way * rng.uniform(0.45, 1.0)
                length = unit * rng.uniform(0.042, 0.070)
                _leaf(p, at, turn, length, leaves[int(rng.integers(2))])
        for at, _ in knots[::2]:
            _blossoms(p, at, unit * 0.013, shades, rng)

    def paint_it(p: QPainter) -> None:
        start = frame.height * 0.04
        heading = 0.32 if side < 0 else math.pi - 0.32
        branch(p, QPointF(edge, start), heading, min(unit * 0.46, frame.width * 0.44), unit * 0.011)

    return frame.draw(paint_it)


def paint(frame: Frame) -> Painted:
    """The moon stands in the hero box, water below it; dark palettes are made of light ones."""
    frame = replace(frame, palette=frame.palette.in_mode("dark"))
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    x = hero.centre[0]
    radius = min(hero.w, hero.h) * 0.33
    y = hero.y + hero.h * 0.40
    level = min(frame.height * 0.90, hero.y + hero.h * 0.90)
    at = level / frame.height
    sky = [
        (0, pal.paper),
        (at * 0.55, pal.mix("surface", "deep", 0.5)),
        (at, pal.mix("deep", "primary", 0.36)),
        (1, pal.paper),
    ]
    picture = np.repeat(vertical(frame, sky), frame.width, axis=1)
    glow = hex_to_rgb(pal.mix("primary", "light", 0.35))
    for size, strength in ((3.1, 0.26), (1.85, 0.34), (1.28, 0.42)):
        raster.screen(picture, spot(frame, x, y, radius * size), glow, strength)
    ground = picture.copy()
    _moon(frame, picture, x, y, radius)
    veil = raster.fbm(frame.width, frame.height, unit * 0.11, frame.rng("veil"), 4, aspect=4.5)
    band = np.exp(-((((frame.xy[1]) - np.float32(y + radius * 0.7)) / np.float32(radius)) ** 2))
    wisps = np.clip((veil - 0.52) * 3.4, 0, 1) * band
    raster.tone(
        picture, wisps.astype(np.float32), hex_to_rgb(pal.mix("deep", "primary", 0.45)), 0.7
    )
    _water(frame, picture, x, level, radius)

    def clouds(p: QPainter) -> None:
        rng = frame.rng("clouds")
        fill = (pal.mix("deep", "primary", 0.55), pal.mix("deep", "primary", 0.15))
        for u, v, size in ((-0.92, 0.34, 1.30), (0.98, 0.05, 1.10), (0.86, 0.72, 0.88)):
            middle = (x + u * radius * 1.12, y + v * radius)
            cloud(p, middle, radius * size, fill=fill, line=gold(pal, 0.80), rng=rng)

    raster.over(picture, frame.draw(clouds), 0.94)
    calm(frame, picture, ground, 0.86)
    side = emptier_side(frame, frame.rng("side"))
    branch = _osmanthus(frame, side)
    if frame.keep_out is not None:
        branch *= (1 - np.float32(0.92) * np.clip(frame.keep_out, 0, 1))[..., None]
    raster.over(picture, branch)
    dust(frame, picture, hex_to_rgb(gold(pal, 0.92)), 120, "petals")
    return Painted(raster.grain(np.clip(picture, 0, 1), frame.rng("grain"), 0.012))
