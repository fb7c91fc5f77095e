"""Lanterns: silk lanterns hang beside the hero, auspicious clouds (祥云) roll below. 春节."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm, cloud, dust, gold
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import Palette, hex_to_oklch, hex_to_rgb, oklch_to_hex
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _ground(frame: Frame) -> Array:
    """A glow behind the hero on the brand's deep (or paper) colour, with a faint lattice."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    outer = pal.mix("deep", "paper", 0.45) if dark else pal.mix("tint", "primary", 0.10)
    inner = pal.mix(_silk(pal), "deep", 0.22) if dark else pal.paper
    picture = np.empty((frame.height, frame.width, 3), np.float32)
    picture[:] = hex_to_rgb(outer)
    hx, hy = frame.hero.centre
    raster.tone(picture, spot(frame, hx, hy - unit * 0.06, unit * 0.62), hex_to_rgb(inner), 0.95)
    line = QColor(gold(pal, 0.78))
    line.setAlphaF(0.11 if dark else 0.22)

    def lattice(p: QPainter) -> None:
        """Overlapping circles (铜钱纹), the coin pattern."""
        p.setPen(QPen(line, unit * 0.0014))
        p.setBrush(Qt.BrushStyle.NoBrush)
        step = unit * 0.085
        rows, columns = math.ceil(frame.height / step) + 2, math.ceil(frame.width / step) + 2
        for row in range(-1, rows * 2):
            for column in range(-1, columns):
                x = (column + 0.5 * (row % 2)) * step
                p.drawEllipse(QPointF(x, row * step / 2), step / 2, step / 2)

    raster.over(picture, frame.draw(lattice))
    return picture


def _silk(palette: Palette) -> str:
    """The primary as dyed silk: deep and full, never pale."""
    lightness, chroma, hue = hex_to_oklch(palette.primary)
    return oklch_to_hex(min(lightness, 0.56), max(chroma, 0.18), hue)


def _lantern(p: QPainter, at: tuple[float, float], r: float, pal: Palette) -> None:
    """A ribbed silk lantern with gold caps, a cord from the top and a tassel; px."""
    x, y = at
    metal, dull = QColor(gold(pal, 0.86)), QColor(gold(pal, 0.64))
    cord = QPen(dull, r * 0.035)
    p.setPen(cord)
    p.drawLine(QPointF(x, -r), QPointF(x, y - r * 0.85))
    body = QRectF(x - r * 1.12, y - r * 0.82, r * 2.24, r * 1.64)
    silk = QRadialGradient(QPointF(x - r * 0.12, y + r * 0.02), r * 1.25)
    warm, mid = (
        QColor(pal.mix(gold(pal, 0.86), "accent", 0.35)),
        QColor(pal.mix("primary", "accent", 0.30)),
    )
    red, edge = QColor(_silk(pal)), QColor(pal.mix(_silk(pal), "deep", 0.70))
    for share, colour in ((0, warm), (0.30, mid), (0.62, red), (1.0, edge)):
        silk.setColorAt(share, colour)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QBrush(silk))
    p.drawEllipse(body)
    p.setBrush(Qt.BrushStyle.NoBrush)
    rib = QColor(gold(pal, 0.88))
    rib.setAlphaF(0.50)
    p.setPen(QPen(rib, r * 0.020))
    for share in (0.16, 0.42, 0.66, 0.86, 1.0):
        p.drawEllipse(QPointF(x, y), r * 1.12 * share, r * 0.82)
    for way in (-1, 1):
        cap = QRectF(x - r * 0.46, y + way * r * 0.82 - r * 0.10, r * 0.92, r * 0.20)
        shine = QLinearGradient(cap.left(), 0, cap.right(), 0)
        for share, colour in ((0, dull), (0.35, metal), (0.5, QColor(gold(pal, 0.95))), (1, dull)):
            shine.setColorAt(share, colour)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QBrush(shine))
        p.drawRoundedRect(cap, r * 0.06, r * 0.06)
    p.setBrush(metal)
    p.drawEllipse(QPointF(x, y + r * 1.12), r * 0.09, r * 0.09)
    p.setPen(QPen(dull, r * 0.03))
    p.drawLine(QPointF(x, y + r * 0.9), QPointF(x, y + r * 1.05))
    for i in range(13):
        share = (i - 6) / 6
        strand = QPainterPath(QPointF(x + share * r * 0.05, y + r * 1.18))
        strand.quadTo(
            x + share * r * 0.20,
            y + r * 1.45,
            x + share * r * 0.17,
            y + r * (1.98 - 0.08 * abs(share)),
        )
        colour = QColor(pal.mix(_silk(pal), gold(pal), 0.35) if i % 2 else _silk(pal))
        p.setPen(QPen(colour, r * 0.032))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(strand)


def _places(frame: Frame, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Lanterns (x, y, r), small and far ones first: to the sides, clear of type and hero."""
    unit, w = frame.unit, frame.width
    tries = [
        (0.26, 0.10, 0.040),
        (0.75, 0.085, 0.036),
        (0.035, 0.235, 0.052),
        (0.955, 0.27, 0.056),
        (0.13, 0.155, 0.086),
        (0.86, 0.175, 0.096),
    ]
    out = []
    for u, v, size in tries:
        x = w * u + unit * rng.uniform(-0.012, 0.012)
        y = unit * (v + rng.uniform(-0.015, 0.015)) * min(1.35, max(0.8, frame.height / unit))
        r = unit * size
        # Out of the words' way by pulling the cord up, as far as the lantern still shows.
        while frame.quiet(x, y + r * 0.4, r * 1.25) and y > -r * 0.2:
            y -= r * 0.3
        if not frame.quiet(x, y, r * 0.9):
            out.append((x, y, r))
    return out


def _clouds(frame: Frame, p: QPainter, rng: np.random.Generator) -> None:
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    dark = pal.mode == "dark"
    line = gold(pal, 0.84) if dark else gold(pal, 0.70)
    fills = (
        [(pal.mix(_silk(pal), "deep", 0.06), pal.mix(_silk(pal), "deep", 0.66))]
        if dark
        else [(pal.mix("primary", "light", 0.30), pal.mix("tint", "light", 0.2))]
    )
    low = min(frame.height * 0.985, hero.y + hero.h * 1.06)
    spots = [
        (0.02, low - unit * 0.10, 0.34),
        (0.99, low - unit * 0.13, 0.38),
        (0.30, low + unit * 0.015, 0.30),
        (0.74, low + unit * 0.03, 0.34),
        (-0.02, low + unit * 0.05, 0.42),
        (0.52, low + unit * 0.085, 0.36),
        (1.0, low + unit * 0.09, 0.40),
    ]
    for u, y, size in spots:
        cloud(p, (frame.width * u, y), unit * size, fill=fills[0], line=line, rng=rng)
    for u, v, size in ((0.16, 0.42, 0.17), (0.88, 0.50, 0.15)):
        x, y = frame.width * u, frame.height * v
        if not frame.quiet(x, y - unit * size * 0.2, unit * size * 0.3):
            cloud(p, (x, y), unit * size, fill=fills[0], line=line, rng=rng, rings=2)


def paint(frame: Frame) -> Painted:
    """Lanterns from the top, clouds to the hero's foot, gold dust in the light between."""
    pal, unit = frame.palette, frame.unit
    picture = _ground(frame)
    ground = picture.copy()
    rng = frame.rng("lanterns")
    places = _places(frame, rng)
    hx, hy = frame.hero.centre
    dark = pal.mode == "dark"
    raster.screen(
        picture,
        spot(frame, hx, hy, min(frame.hero.w, frame.hero.h) * 0.46),
        hex_to_rgb(pal.mix("primary", "accent", 0.30)),
        0.22 if dark else 0.16,
    )
    clouds = frame.draw(lambda p: _clouds(frame, p, frame.rng("clouds")))
    shade = raster.shifted(np.ascontiguousarray(clouds[..., 3]), 0, unit * 0.008)
    raster.multiply(picture, raster.blur(shade, unit * 0.012), pal.rgb("deep"), 0.35)
    raster.over(picture, clouds)
    calm(frame, picture, ground, 0.92)
    for x, y, r in places:
        glow = spot(frame, x, y, r * 2.1)
        raster.screen(picture, glow, hex_to_rgb(pal.mix("accent", "primary", 0.4)), 0.26)

    def hang(p: QPainter) -> None:
        for x, y, r in places:
            _lantern(p, (x, y), r, pal)

    hung = frame.draw(hang)
    if frame.keep_out is not None:
        hung *= (1 - np.float32(0.85) * np.clip(frame.keep_out, 0, 1))[..., None]
    raster.over(picture, hung)
    bloom = raster.blur(np.ascontiguousarray(hung[..., :3]), unit * 0.02)
    picture += np.clip(bloom, 0, 1) * np.float32(0.13) * (1 - picture)
    if dark:
        dust(frame, picture, hex_to_rgb(gold(pal, 0.9)), 190, "dust")
    return Painted(raster.grain(np.clip(picture, 0, 1), frame.rng("grain"), 0.011))
