"""What festive arts share: gold that suits the palette, auspicious clouds (祥云), calm for type."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame
from pipelines.graphics.colour import Palette, hex_to_oklch, oklch_to_hex
from pipelines.graphics.raster import Array

__all__ = ["calm", "cloud", "dust", "emptier_side", "gold"]

_GOLD_HUE = 84.0


def gold(palette: Palette, lightness: float = 0.84) -> str:
    """Gold, leaning a little to the accent: festive beside any brand colour."""
    _, chroma, hue = hex_to_oklch(palette.accent)
    away = (hue - _GOLD_HUE + 180) % 360 - 180
    own = min(12.0, max(-12.0, 0.25 * away))
    return oklch_to_hex(lightness, min(0.145, max(0.11, chroma)), _GOLD_HUE + own)


def calm(frame: Frame, picture: Array, ground: Array, strength: float = 0.8) -> None:
    """Take the picture back to its bare ground where type will stand.

    Args:
        frame: Of the picture.
        picture: Changed in place.
        ground: What the picture was before anything was drawn on it, same size.
        strength: 1: nothing drawn is left there.
    """
    if frame.keep_out is None:
        return
    # Wide, soft edges: nobody should see a box where the drawing ends.
    wide = raster.blur(np.clip(frame.keep_out, 0, 1), frame.unit * 0.035)
    weight = (np.clip(wide * np.float32(1.35), 0, 1) * np.float32(strength))[..., None]
    picture += weight * (ground - picture)


def emptier_side(frame: Frame, rng: np.random.Generator) -> int:
    """−1 (left) or 1 (right): where type leaves more room; by chance where it leaves as much."""
    chance = -1 if rng.random() < 0.5 else 1
    if frame.keep_out is None:
        return chance
    third = max(1, frame.width // 3)
    left, right = frame.keep_out[:, :third].mean(), frame.keep_out[:, -third:].mean()
    return chance if abs(left - right) < 0.02 else (-1 if left < right else 1)


def cloud(
    painter: QPainter,
    at: tuple[float, float],
    width: float,
    *,
    fill: Sequence[str],
    line: str,
    rng: np.random.Generator,
    rings: int = 3,
) -> None:
    """An auspicious cloud: overlapping curls of rings on a flat foot with streaming tails.

    Args:
        painter: Where to draw.
        at: Middle of its foot, px.
        width: px.
        fill: Two hex colours from top to foot.
        line: Hex colour of rings and tails.
        rng: Of sizes.
        rings: In every curl.
    """
    x, y = at
    pen = QPen(QColor(line), width * 0.0095)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    curls = [
        (-0.30, 0.10, 0.105),
        (0.31, 0.09, 0.10),
        (-0.17, 0.20, 0.135),
        (0.18, 0.17, 0.13),
        (0.01, 0.27, 0.165),
        (-0.08, 0.08, 0.115),
        (0.10, 0.06, 0.10),
    ]
    painter.save()
    painter.setClipRect(QRectF(x - width, y - width, 2 * width, width))
    for dx, up, r in curls:
        radius = width * r * rng.uniform(0.92, 1.08)
        middle = QPointF(x + dx * width, y - up * width)
        shade = QLinearGradient(0, middle.y() - radius, 0, middle.y() + radius)
        shade.setColorAt(0, QColor(fill[0]))
        shade.setColorAt(1, QColor(fill[1]))
        painter.setPen(pen)
        painter.setBrush(QBrush(shade))
        painter.drawEllipse(middle, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, rings):
            inner = radius * (1 - ring / rings)
            # The rings lean on the foot of the curl, as a rolled-up scroll does.
            low = QPointF(middle.x(), middle.y() + (radius - inner) * 0.30)
            painter.drawEllipse(low, inner, inner)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for dx, dy, length in ((0.0, 0.0, 0.98), (0.16, 0.036, 0.62), (-0.2, 0.070, 0.44)):
        half = length * width / 2 * rng.uniform(0.94, 1.06)
        thick = QPen(QColor(line), width * 0.015)
        thick.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(thick)
        level = y + dy * width
        painter.drawLine(
            QPointF(x + dx * width - half, level), QPointF(x + dx * width + half, level)
        )


def dust(frame: Frame, picture: Array, colour: Array, count: int, name: str) -> None:
    """Fine motes of light, more of them towards the hero's middle."""
    rng, unit = frame.rng(name), frame.unit
    hx, hy = frame.hero.centre
    layer = np.zeros((frame.height, frame.width), np.float32)
    px, py = frame.xy
    for u, v, size, near in rng.random((count, 4)):
        x, y = u * frame.width, v * frame.height
        if near < 0.4:
            x, y = hx + (x - hx) * 0.6, hy + (y - hy) * 0.6
        if frame.quiet(x, y, unit * 0.004):
            continue
        radius = max(0.5, unit * (0.0008 + 0.0022 * size**4))
        reach = math.ceil(radius * 3)
        left, right = int(max(0, x - reach)), int(min(frame.width, x + reach + 1))
        top, bottom = int(max(0, y - reach)), int(min(frame.height, y + reach + 1))
        if right <= left or bottom <= top:
            continue
        away = np.hypot(px[:, left:right] - x, py[top:bottom] - y) / radius
        layer[top:bottom, left:right] += np.exp(-(away**2)) * (0.25 + 0.75 * size)
    raster.screen(picture, np.clip(layer, 0, 1), colour, 0.85)
