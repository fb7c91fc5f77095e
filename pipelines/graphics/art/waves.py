"""Waves: sheets of colour rolling over each other, each with a lit crest and a soft shadow."""

from __future__ import annotations

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.layers import cover_below, light_disc, ridge, vertical
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import hex_to_rgb

__all__ = ["paint"]


def paint(frame: Frame) -> Painted:
    """Calm above, moving below; a sun or moon of light over the crests."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    rng = frame.rng("waves")
    sky = (
        [(0, pal.paper), (0.5, pal.surface), (1, pal.deep)]
        if dark
        else [(0, pal.paper), (0.4, pal.mix("paper", "tint", 0.6)), (1, pal.tint)]
    )
    picture = np.repeat(vertical(frame, sky), frame.width, axis=1)
    x, y = frame.hero.centre
    lamp = hex_to_rgb(pal.mix("accent", "light", 0.25 if dark else 0.72))
    raster.screen(
        picture, spot(frame, x, y - unit * 0.10, unit * 0.40), lamp, 0.4 if dark else 0.75
    )
    light_disc(
        frame,
        picture,
        (x, y - unit * 0.10),
        unit * 0.13,
        soft=0.02,
        rim=0.0,
        opacity=0.85,
        colour=pal.mix("accent2" if dark else "accent", "light", 0.45 if dark else 0.8),
    )
    sheets = (
        [
            pal.mix("deep", "primary", 0.15),
            pal.mix("deep", "primary", 0.45),
            pal.mix("primary", "accent", 0.3),
            pal.mix("accent", "deep", 0.3),
            pal.mix("primary", "deep", 0.55),
            pal.mix("deep", "paper", 0.35),
        ]
        if dark
        else [
            pal.mix("accent2", "paper", 0.42),
            pal.mix("accent2", "tint", 0.15),
            pal.mix("accent", "tint", 0.35),
            pal.mix("primary", "accent", 0.45),
            pal.primary,
            pal.mix("primary", "deep", 0.55),
        ]
    )
    tilt = np.linspace(-0.5, 0.5, frame.width, dtype=np.float32)
    shade = pal.paper if dark else pal.mix("deep", "primary", 0.3)
    crest = pal.mix("accent" if dark else "light", "light", 0.5)
    for i, colour in enumerate(sheets):
        t = i / (len(sheets) - 1)
        level = frame.height * (0.50 + 0.40 * t)
        line = ridge(frame, rng, 0.42 + 0.14 * t, roughness=0.26)
        lean = np.float32(unit * rng.uniform(-0.16, 0.16)) * tilt
        edge = np.float32(level) + line * np.float32(unit * (0.082 - 0.03 * t)) + lean
        far = pal.mix(colour, pal.deep if not dark else pal.paper, 0.30 + 0.15 * t)
        near = pal.mix(colour, "light", 0.20 if not dark else 0.10)
        cover_below(
            frame,
            picture,
            edge.astype(np.float32),
            [near, colour, far],
            unit * 0.30,
            shadow=(shade, unit * 0.016, 0.34),
            rim=(crest, unit * 0.010, 0.30),
        )
    return Painted(raster.grain(picture, frame.rng("grain"), 0.013))
