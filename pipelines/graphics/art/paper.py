"""Paper: cut sheets stacked round a bright opening, each throwing a soft shadow on the next."""

from __future__ import annotations

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.light import spot
from pipelines.graphics.art.print_ink import paper_texture
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]

_SHEETS = 6


def _depth(frame: Frame) -> Array:
    """How far from the opening, [h, w]: 0 in the hero's middle, about 1 at its rim, wavy."""
    small = frame.reduced(420)
    hx, hy = small.hero.centre
    half_w, half_h = small.hero.w * 0.46, small.hero.h * 0.46
    px, py = small.xy
    dx, dy = (px - np.float32(hx)) / half_w, (py - np.float32(hy)) / half_h
    away = (np.abs(dx) ** 2.4 + np.abs(dy) ** 2.4) ** np.float32(1 / 2.4)
    rng = frame.rng("edges")
    wavy = raster.fbm(small.width, small.height, small.unit * 0.42, rng, 2, gain=0.35) - 0.5
    return frame.enlarged((away + np.float32(0.58) * wavy).astype(np.float32))


def paint(frame: Frame) -> Painted:
    """Sheets from the deepest, brightest one in the hero box out to the frame."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    inner, outer = (
        (
            [pal.mix("accent", "light", 0.45), pal.accent, pal.primary],
            [pal.deep, pal.surface, pal.paper],
        )
        if dark
        else (
            [pal.mix("accent2", "light", 0.55), pal.mix("accent2", "accent", 0.3), pal.accent],
            [pal.mix("primary", "accent", 0.35), pal.primary, pal.mix("primary", "deep", 0.5)],
        )
    )
    picture = np.empty((frame.height, frame.width, 3), np.float32)
    picture[:] = hex_to_rgb(inner[0])
    hx, hy = frame.hero.centre
    raster.screen(
        picture,
        spot(frame, hx, hy, min(frame.hero.w, frame.hero.h) * 0.42),
        hex_to_rgb(pal.mix("accent2", "light", 0.85)),
        0.75,
    )
    depth = _depth(frame)
    small = frame.reduced(620)
    coarse = raster.resize(depth, small.width, small.height)
    slope = np.float32(min(frame.hero.w, frame.hero.h) * 0.46)  # px a unit of depth, about
    shade = hex_to_rgb(pal.paper if dark else pal.mix("deep", "primary", 0.2))
    colours = [*inner[1:], *outer]
    for i, colour in enumerate(colours[:_SHEETS]):
        edge = np.float32(0.58 + 0.27 * i + 0.02 * i * i)
        cast = np.clip((coarse - edge) * slope * np.float32(small.unit / unit) + 0.5, 0, 1)
        moved = raster.shifted(cast.astype(np.float32), small.unit * 0.008, small.unit * 0.016)
        shadow = frame.enlarged(raster.blur(moved, small.unit * 0.015))
        raster.multiply(picture, shadow, shade, 0.46)
        beyond = (depth - edge) * slope
        mask = np.clip(beyond + np.float32(0.5), 0, 1)
        raster.tone(picture, mask, hex_to_rgb(colour))
        rim = np.clip(1 - np.abs(beyond) / np.float32(unit * 0.009), 0, 1)
        raster.screen(picture, rim * rim * mask, pal.rgb("light"), 0.16)
    paper_texture(frame, picture, 0.055)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.011))
