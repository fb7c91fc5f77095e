"""Neon: a city at the end of a glowing grid, a banded sun behind it. Tech, 双11. Dark."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.layers import vertical
from pipelines.graphics.art.light import gradient, spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _floor(frame: Frame, picture: Array, x: float, level: float) -> None:
    """The grid to the horizon: lines fade into haze before they could shimmer."""
    pal, unit = frame.palette, frame.unit
    top = int(max(0, math.ceil(level)))
    if frame.height - top < 4:
        return
    part = picture[top:]
    px, py = frame.xy
    below = np.maximum(py[top:] - np.float32(level), np.float32(0.5)) / np.float32(unit)
    depth = np.float32(0.085) / below
    across = (px - np.float32(x)) / np.float32(unit) * depth * np.float32(9.0)
    away = depth * np.float32(2.6)
    # How much of a cell one pixel spans, so that lines keep an even weight on the page.
    step_x = depth * np.float32(9.0 / unit)
    step_y = depth / below * np.float32(2.6 / unit)
    weight = np.float32(unit * 0.0012)
    lines_x = np.abs(across - np.round(across)) / np.maximum(step_x, 1e-6)
    lines_y = np.abs(away - np.round(away)) / np.maximum(step_y, 1e-6)
    near_x = np.clip(weight * (0.5 + 6 * below) - lines_x + 0.5, 0, 1)
    near_y = np.clip(weight * (0.5 + 6 * below) - lines_y + 0.5, 0, 1)
    shown_x, shown_y = (
        np.clip((1 / np.maximum(step * np.float32(unit), 1e-6) - 0.009) / 0.016, 0, 1)
        for step in (step_x, step_y)
    )
    line = np.maximum(near_x * shown_x, near_y * shown_y).astype(np.float32)
    halo = np.maximum(
        np.exp(-lines_x / np.float32(unit * 0.0055)) * shown_x,
        np.exp(-lines_y / np.float32(unit * 0.0055)) * shown_y,
    ).astype(np.float32)
    fade = np.clip(below / 0.02, 0, 1) * np.clip(1.25 - below * 0.9, 0.35, 1)
    glow, core = pal.rgb("primary"), hex_to_rgb(pal.mix("primary", "light", 0.55))
    raster.screen(part, halo * fade, glow, 0.42)
    raster.screen(part, line * fade, core, 0.95)


def _sun(frame: Frame, picture: Array, x: float, y: float, radius: float) -> None:
    """A disc from warm to hot, cut by bands that widen downwards."""
    pal = frame.palette
    left, top, right, bottom = frame.window(Box(x - radius, y - radius, 2 * radius, 2 * radius), 2)
    if right - left < 4 or bottom - top < 4:
        return
    part = picture[top:bottom, left:right]
    px, py = frame.xy
    away = np.hypot(px[:, left:right] - np.float32(x), py[top:bottom] - np.float32(y))
    disc = np.clip(np.float32(radius) - away + np.float32(0.5), 0, 1)
    t = (py[top:bottom] - np.float32(y - radius)) / np.float32(2 * radius)
    beat = (t * np.float32(11)) % 1
    cut = np.clip((t - 0.36) * 1.25, 0, 0.66)
    edge = np.float32(2 * radius / 11)
    band = np.where(cut > 0, np.clip((beat - cut) * edge + 0.5, 0, 1), 1)
    window = replace(frame, width=right - left, height=bottom - top, keep_out=None, product=None)
    stops = [
        (0.0, pal.mix("accent", "light", 0.30)),
        (0.45, pal.accent),
        (1.0, pal.mix("accent2", "primary", 0.12)),
    ]
    colours = gradient(window, stops, t)
    mask = (disc * band).astype(np.float32)
    raster.tone(part, mask, colours, 0.96)


def _city(frame: Frame, p: QPainter, x: float, level: float, far: float) -> None:
    """Towers with lit edges; the nearer row stands aside of the middle."""
    pal, unit = frame.palette, frame.unit
    rng = frame.rng(f"city {far:.1f}")
    colours = [pal.primary, pal.accent, pal.accent2]
    at = -unit * 0.04
    while at < frame.width:
        wide = unit * rng.uniform(0.040, 0.085) * (1.1 - 0.3 * far)
        aside = min(1.0, abs(at + wide / 2 - x) / (frame.hero.w * 0.5))
        tall = unit * rng.uniform(0.06, 0.20) * (0.35 + 0.95 * aside if far < 0.5 else 0.8)
        box = QRectF(at, level - tall, wide, tall + 2)
        body = QLinearGradient(0, box.top(), 0, box.bottom())
        body.setColorAt(0, QColor(pal.mix("paper", "deep", 0.35 + 0.4 * far)))
        body.setColorAt(1, QColor(pal.mix("deep", "primary", 0.10 + 0.35 * far)))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QBrush(body))
        p.drawRect(box)
        line = QColor(colours[int(rng.integers(3))])
        line.setAlphaF(0.95 - 0.55 * far)
        pen = QPen(line, unit * 0.0018)
        p.setPen(pen)
        p.drawPolyline([box.bottomLeft(), box.topLeft(), box.topRight(), box.bottomRight()])
        if rng.random() < 0.4:
            top = QPointF(box.center().x(), box.top())
            p.drawLine(top, QPointF(top.x(), top.y() - tall * rng.uniform(0.1, 0.35)))
        step = unit * 0.0115
        columns, rows = int(wide / step) - 1, int(tall / step) - 1
        lit = rng.random((max(1, rows), max(1, columns))) < rng.uniform(0.12, 0.4)
        shade = QColor(pal.mix(colours[int(rng.integers(3))], "light", 0.35))
        shade.setAlphaF(0.85 - 0.5 * far)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(shade)
        for row, column in zip(*np.nonzero(lit), strict=True):
            cell = QPointF(
                at + (column + 1) * wide / (columns + 1), level - tall + (row + 0.8) * step
            )
            p.drawRect(QRectF(cell.x() - step * 0.22, cell.y(), step * 0.44, step * 0.4))
        at += wide * rng.uniform(1.0, 1.16)


def paint(frame: Frame) -> Painted:
    """The sun stands in the hero box, the horizon at its foot."""
    frame = replace(frame, palette=frame.palette.in_mode("dark"))
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    x = hero.centre[0]
    level = min(frame.height * 0.84, hero.y + hero.h * 0.80)
    radius = min(hero.w * 0.36, hero.h * 0.40, unit * 0.30)
    y = level - radius * 0.80
    at = level / frame.height
    sky = [
        (0, pal.paper),
        (at * 0.5, pal.mix("paper", "deep", 0.55)),
        (at, pal.mix("deep", "primary", 0.42)),
        (min(1.0, at + 0.004), pal.mix("paper", "deep", 0.35)),
        (1.001, pal.paper),
    ]
    picture = np.repeat(vertical(frame, sky), frame.width, axis=1)
    stars = frame.rng("stars").random((260, 3))

    def twinkle(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        for u, v, size in stars:
            colour = QColor(pal.light)
            colour.setAlphaF(0.15 + 0.7 * size**2)
            p.setBrush(colour)
            r = unit * (0.0005 + 0.0012 * size**4)
            p.drawEllipse(QPointF(u * frame.width, v * level), r, r)

    raster.over(picture, frame.draw(twinkle))
    hot = hex_to_rgb(pal.mix("accent", "accent2", 0.4))
    raster.screen(picture, spot(frame, x, y, radius * 1.7), hot, 0.42)
    ground = picture.copy()
    _sun(frame, picture, x, y, radius)
    for far in (1.0, 0.0):
        layer = frame.draw(lambda p, far=far: _city(frame, p, x, level, far))
        raster.over(picture, layer)
    below = (frame.xy[1] > np.float32(level)).astype(np.float32)
    floor = np.repeat(vertical(frame, sky), frame.width, axis=1)
    raster.tone(picture, np.broadcast_to(below, picture.shape[:2]), floor)
    _floor(frame, picture, x, level)
    line = np.exp(-(((frame.xy[1] - np.float32(level)) / np.float32(unit * 0.0035)) ** 2))
    reach = np.exp(-(((frame.xy[0] - np.float32(x)) / np.float32(unit * 0.7)) ** 2))
    raster.screen(
        picture,
        np.asarray(line * reach, np.float32),
        hex_to_rgb(pal.mix("primary", "light", 0.6)),
        0.9,
    )
    bright = np.clip(picture - np.float32(0.55), 0, 1)
    picture += raster.blur(bright, unit * 0.020) * np.float32(0.40) * (1 - picture)
    picture += raster.blur(bright, unit * 0.005) * np.float32(0.30) * (1 - picture)
    np.clip(picture, 0, 1, out=picture)
    calm(frame, picture, ground, 0.86)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.013))
