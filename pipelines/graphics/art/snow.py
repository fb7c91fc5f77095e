"""Snow: pines under snow on rolling drifts, flakes near and far, a warm light. Christmas."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPolygonF

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm, gold
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.layers import cover_below, light_disc, ridge, vertical
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _pine(
    p: QPainter,
    at: tuple[float, float],
    tall: float,
    colours: tuple[str, str, str],
    rng: np.random.Generator,
) -> None:
    """A pine with its foot at (x, y): drooping tiers, snow on the side of the light."""
    x, y = at
    needle, shade, snow = (QColor(colour) for colour in colours)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(shade.darker(125))
    p.drawRect(
        int(x - tall * 0.014), int(y - tall * 0.08), max(1, int(tall * 0.028)), int(tall * 0.09)
    )
    tiers = 8
    for i in range(tiers):
        low = 0.06 + 0.84 * (1 - (i + 1) / tiers) ** 1.05
        t = (i + 0.6) / tiers
        half = tall * (0.035 + 0.255 * t) * rng.uniform(0.93, 1.07)
        base = y - tall * low
        top = base - tall * (0.13 + 0.10 * t)
        teeth = 5 + int(5 * t)
        points, white = [QPointF(x, top)], [QPointF(x, top - tall * 0.004)]
        for j in range(teeth * 2 + 1):
            share = j / (teeth * 2)
            droop = 0.020 * (1 - 4 * (share - 0.5) ** 2) - 0.012 * (abs(share - 0.5) * 2) ** 3
            tooth = (0.016 if j % 2 else -0.010) * rng.uniform(0.5, 1.2)
            points.append(QPointF(x + half * (1 - 2 * share), base + tall * (droop + tooth)))
        dark = QLinearGradient(0, top, 0, base)
        dark.setColorAt(0, needle)
        dark.setColorAt(1, shade)
        p.setBrush(QBrush(dark))
        p.drawPolygon(QPolygonF(points))
        for j in range(9):
            share = j / 8
            px = x + half * (0.30 - 1.22 * share) * 0.80
            climb = (abs(px - x) / half) ** 1.08
            py = top + (base - top) * climb
            ragged = tall * rng.uniform(0.026, 0.056) * (0.5 + 0.5 * t)
            white.append(QPointF(px, py + (ragged if j % 2 else ragged * 0.25)))
        white.append(QPointF(x - half * 0.80, top + (base - top) * 0.80))
        snow.setAlphaF(0.92)
        p.setBrush(snow)
        p.drawPolygon(QPolygonF(white))


def _grove(frame: Frame, picture: Array, far: float, level: Array, index: int) -> None:
    """A row of pines on a drift; it opens in the hero's middle, the tallest stand beside it."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    rng = frame.rng(f"grove {index}")
    haze = pal.mix("deep", "primary", 0.35) if dark else pal.mix("tint", "primary", 0.25)
    green = pal.mix("deep", "paper", 0.25) if dark else pal.mix("deep", "primary", 0.15)
    needle = pal.mix(green, haze, 0.78 * far)
    shade = pal.mix(pal.mix(green, "ink" if not dark else "paper", 0.45), haze, 0.78 * far)
    white = pal.mix(pal.mix("light", "tint", 0.10 if not dark else 0.35), haze, 0.55 * far)
    middle = frame.hero.centre[0]
    trees = []
    count = 7 + int(8 * far)
    for i in range(count):
        u = (i + rng.uniform(0.15, 0.85)) / count
        x = (u * 1.12 - 0.06) * frame.width
        aside = min(1.0, abs(x - middle) / (frame.hero.w * 0.5))
        tall = unit * (0.16 + 0.22 * (1 - far)) * (0.45 + 0.65 * aside) * rng.uniform(0.72, 1.12)
        if far < 0.5 and aside < 0.52:
            continue
        ground = float(level[int(min(frame.width - 1, max(0, x)))]) + tall * 0.03
        trees.append((x, ground, tall))

    def plant(p: QPainter) -> None:
        for x, y, tall in sorted(trees, key=lambda tree: tree[1]):
            _pine(p, (x, y), tall, (needle, shade, white), rng)

    raster.over(picture, frame.draw(plant))
    if far < 0.2:  # a few lights in the nearest trees
        warm = pal.mix(gold(pal, 0.90), "light", 0.25)
        for x, y, tall in trees:
            for _ in range(6):
                v = rng.uniform(0.15, 0.75)
                at = (x + tall * rng.uniform(-0.17, 0.17) * (1 - v), y - tall * v)
                light_disc(
                    frame, picture, at, unit * 0.010, colour=warm, opacity=0.30, soft=1.0, rim=0.0
                )
                light_disc(
                    frame, picture, at, unit * 0.0032, colour=warm, opacity=0.95, soft=0.5, rim=0.0
                )


def _flakes(frame: Frame, picture: Array) -> None:
    """Falling snow: fine and sharp far off, large and blurred close by."""
    pal, unit, rng = frame.palette, frame.unit, frame.rng("flakes")
    white = pal.light
    spots = rng.random((420, 3))

    def fall(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        for u, v, size in spots:
            x, y = u * frame.width, v * frame.height
            r = unit * (0.0010 + 0.0034 * size**3)
            if frame.quiet(x, y, r):
                continue
            colour = QColor(white)
            colour.setAlphaF(0.45 + 0.5 * size)
            p.setBrush(colour)
            p.drawEllipse(QPointF(x, y), r, r)

    raster.over(picture, frame.draw(fall))
    for u, v, size in rng.random((34, 3)):
        x, y, r = u * frame.width, v * frame.height, unit * (0.007 + 0.019 * size**2)
        if frame.quiet(x, y, r * 1.2):
            continue
        light_disc(
            frame, picture, (x, y), r, colour=white, opacity=0.34 - 0.14 * size, soft=0.6, rim=0.1
        )


def paint(frame: Frame) -> Painted:
    """A clearing in the hero box, lit warmly; drifts below, pines on both sides."""
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    dark = pal.mode == "dark"
    sky = (
        [
            (0, pal.paper),
            (0.5, pal.mix("surface", "deep", 0.6)),
            (1, pal.mix("deep", "primary", 0.4)),
        ]
        if dark
        else [(0, pal.mix("tint", "primary", 0.28)), (0.45, pal.tint), (1, pal.paper)]
    )
    picture = np.repeat(vertical(frame, sky), frame.width, axis=1)
    hx = hero.centre[0]
    low = min(frame.height * 0.86, hero.y + hero.h * 0.84)
    warm = hex_to_rgb(pal.mix(gold(pal, 0.86), "accent", 0.35))
    raster.screen(picture, spot(frame, hx, low - unit * 0.10, unit * 0.36), warm, 0.55)
    ground = picture.copy()
    bank = pal.mix("light", "tint", 0.55) if dark else pal.light
    cool = pal.mix("deep", "primary", 0.5) if dark else pal.mix("tint", "primary", 0.22)
    for i, far in enumerate((1.0, 0.55, 0.0)):
        rng = frame.rng(f"drift {i}")
        level = low + unit * (0.0 + 0.085 * i)
        edge = np.float32(level) + ridge(frame, rng, 0.5, 0.22) * np.float32(unit * 0.036)
        edge = edge.astype(np.float32)
        _grove(frame, picture, far, edge, i)
        lit = pal.mix(bank, cool, 0.42 * far + (0.12 if dark else 0.0))
        cover_below(
            frame,
            picture,
            edge,
            [lit, pal.mix(lit, cool, 0.5), pal.mix(lit, cool, 0.85)],
            unit * 0.26,
            rim=(pal.light, unit * 0.006, 0.35 - 0.2 * far),
        )
        mist = spot(frame, hx, low, unit * 0.40)
        raster.screen(picture, mist, warm, 0.16 * (1 - i / 3))
    calm(frame, picture, ground, 0.88)
    _flakes(frame, picture)
    return Painted(raster.grain(np.clip(picture, 0, 1), frame.rng("grain"), 0.011))
