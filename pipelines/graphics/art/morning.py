"""Morning: the sun comes up over hills that fade into mist."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.layers import cover_below, light_disc, ridge, vertical
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _sky(frame: Frame, horizon: float) -> Array:
    """Colours of the hour, thin long clouds lit from below."""
    pal, at = frame.palette, horizon / frame.height
    dark = pal.mode == "dark"
    stops = (
        [
            (0, pal.deep),
            (at * 0.55, pal.mix("primary", "deep", 0.35)),
            (at * 0.85, pal.mix("accent", "primary", 0.35)),
            (at, pal.mix("accent", "light", 0.35)),
        ]
        if dark
        else [
            (0, pal.mix("primary", "tint", 0.60)),
            (at * 0.5, pal.mix("accent2", "tint", 0.5)),
            (at * 0.82, pal.mix("accent", "paper", 0.52)),
            (at, pal.mix("accent", "light", 0.72)),
        ]
    )
    picture = np.repeat(vertical(frame, [*stops, (1.0, stops[-1][1])]), frame.width, axis=1)
    _, y = frame.xy
    cloud = raster.fbm(
        frame.width, frame.height, frame.unit * 0.055, frame.rng("cloud"), 4, aspect=6.0
    )
    band = np.exp(-(((y - horizon * 0.55) / (horizon * 0.30)) ** 2))
    mask = np.clip((cloud - 0.52) * 5, 0, 1) * band
    lit = pal.mix("accent", "light", 0.72 if not dark else 0.3)
    raster.screen(picture, mask.astype(np.float32), hex_to_rgb(lit), 0.50)
    return picture


def _birds(frame: Frame, picture: Array, x: float, y: float) -> None:
    unit = frame.unit

    def flock(p: QPainter) -> None:
        p.setPen(QPen(QColor(frame.palette.mix("deep", "primary", 0.2)), unit * 0.0022))
        for dx, dy, size in (
            (-0.20, -0.10, 0.017),
            (-0.155, -0.125, 0.012),
            (-0.24, -0.135, 0.010),
        ):
            at, w = QPointF(x + dx * unit, y + dy * unit), size * unit
            bird = QPainterPath(at + QPointF(-w, -w * 0.15))
            bird.quadTo(at + QPointF(-w * 0.4, -w * 0.65), at)
            bird.quadTo(at + QPointF(w * 0.4, -w * 0.65), at + QPointF(w, -w * 0.15))
            p.drawPath(bird)

    box = Box(x - unit * 0.3, y - unit * 0.2, unit * 0.3, unit * 0.2)
    if not frame.quiet(x - unit * 0.2, y - unit * 0.12, unit * 0.06):
        frame.stamp(picture, box, flock)


def paint(frame: Frame) -> Painted:
    """The sun stands in the hero box, the nearest hill fills the foot of the frame."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    x, y = frame.hero.centre
    horizon = min(max(y + unit * 0.12, frame.height * 0.5), frame.height * 0.72)
    soft = frame.reduced(620)
    scale = soft.width / frame.width
    sky = _sky(soft, horizon * scale)
    warm = hex_to_rgb(pal.mix("accent", "light", 0.45))
    raster.screen(sky, spot(soft, x * scale, y * scale, soft.unit * 0.50), warm, 0.40)
    raster.screen(sky, spot(soft, x * scale, y * scale, soft.unit * 0.22), warm, 0.60)
    picture = np.clip(frame.enlarged(sky), 0, 1)
    light_disc(
        frame,
        picture,
        (x, y),
        unit * 0.092,
        soft=0.03,
        rim=0.0,
        opacity=0.96,
        colour=pal.mix("accent2", "light", 0.86),
    )
    rng = frame.rng("hills")
    mist = pal.mix("accent", "light", 0.62 if not dark else 0.25)
    near = pal.mix("deep", "ink" if not dark else "paper", 0.35)
    hues = [
        pal.mix("accent", "primary", 0.45),
        pal.mix("primary", "accent", 0.22),
        pal.primary,
        pal.mix("primary", "deep", 0.55),
        pal.deep,
        near,
    ]
    if dark:
        hues = [pal.mix(colour, "deep", 0.25) for colour in hues]
    count = len(hues)
    for i, hue in enumerate(hues):
        t = i / (count - 1)
        level = horizon + (frame.height * 0.96 - horizon) * t**1.15
        line = ridge(frame, rng, 0.55 + 0.5 * (1 - t), roughness=0.42)
        edge = np.float32(level) - line * np.float32(unit * (0.062 + 0.022 * t))
        veil = pal.mix(hue, mist, 0.66 * (1 - t) ** 1.1)
        foot = pal.mix(hue, mist, min(0.92, 0.90 * (1 - t * 0.75)))
        cover_below(
            frame,
            picture,
            edge,
            [veil, pal.mix(veil, foot, 0.45), foot],
            unit * 0.26,
            rim=(pal.mix("accent", "light", 0.55), unit * 0.006, 0.34 * (1 - t * 0.6)),
        )
    small = frame.reduced(320)
    ratio = small.width / frame.width
    haze = frame.enlarged(spot(small, x * ratio, horizon * ratio, small.unit * 0.34))
    raster.screen(picture, haze, hex_to_rgb(pal.mix("accent", "light", 0.4)), 0.26)
    _birds(frame, picture, x, y)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.012))
