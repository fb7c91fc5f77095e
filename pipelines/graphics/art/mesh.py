"""Mesh: five colours melting into each other like silk."""

from __future__ import annotations

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.colour import hex_to_rgb

__all__ = ["paint"]


def paint(frame: Frame) -> Painted:
    """A soft gradient of the palette with one clear light near the hero."""
    pal, rng = frame.palette, frame.rng("mesh")
    dark = pal.mode == "dark"
    anchors = np.array([(0.05, 0.06), (0.95, 0.16), (0.62, 0.5), (0.04, 0.9), (0.97, 0.97)])
    points = [tuple(p) for p in anchors + rng.uniform(-0.09, 0.09, anchors.shape)]
    colours = (
        [
            pal.paper,
            pal.mix("primary", "deep", 0.35),
            pal.mix("accent", "deep", 0.5),
            pal.deep,
            pal.mix("accent2", "deep", 0.45),
        ]
        if dark
        else [
            pal.mix("tint", "light", 0.2),
            pal.accent,
            pal.mix("accent", "accent2", 0.5),
            pal.primary,
            pal.accent2,
        ]
    )
    turn = int(rng.integers(3))
    colours = colours[:1] + colours[1 + turn :] + colours[1 : 1 + turn]
    picture = mesh_gradient(frame, colours, points, rng, warp=0.2, power=2.6)
    x, y = frame.hero.centre
    glow = pal.mix("primary", "light", 0.3 if dark else 0.85)
    raster.screen(picture, spot(frame, x, y, frame.unit * 0.42), hex_to_rgb(glow), 0.3)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.016))
