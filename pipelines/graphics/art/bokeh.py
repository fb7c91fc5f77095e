"""Bokeh: lights out of focus drifting along a diagonal; light or dark by the palette."""

from __future__ import annotations

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.layers import light_disc
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _ground(frame: Frame) -> Array:
    pal, dark = frame.palette, frame.palette.mode == "dark"
    colours = (
        [
            pal.paper,
            pal.mix("deep", "paper", 0.5),
            pal.mix("primary", "paper", 0.58),
            pal.paper,
            pal.mix("accent", "paper", 0.62),
        ]
        if dark
        else [
            pal.paper,
            pal.mix("accent2", "tint", 0.4),
            pal.mix("tint", "primary", 0.35),
            pal.surface,
            pal.mix("accent", "tint", 0.5),
        ]
    )
    points = [(0.0, 0.0), (0.05, 0.65), (0.62, 0.5), (0.9, 1.0), (1.0, 0.05)]
    return mesh_gradient(frame, colours, points, frame.rng("ground"), warp=0.14)


def _lights(frame: Frame, picture: Array) -> None:
    pal, dark, unit = frame.palette, frame.palette.mode == "dark", frame.unit
    rng = frame.rng("lights")
    colours = (
        [
            pal.accent,
            pal.mix("accent2", "accent", 0.35),
            pal.mix("accent", "light", 0.6),
            pal.primary,
        ]
        if dark
        else [
            pal.light,
            pal.light,
            pal.mix("accent2", "light", 0.5),
            pal.mix("accent", "light", 0.4),
        ]
    )
    hx, hy = frame.hero.centre
    count = 96
    along = rng.uniform(-0.62, 0.62, count)
    across = rng.normal(0, 0.17, count)
    sizes = [float(v) for v in rng.random(count)]
    for i in sorted(range(count), key=lambda i: -sizes[i]):
        near = sizes[i] ** 2
        radius = unit * (0.010 + 0.075 * near)
        x = hx + unit * float(0.80 * along[i] + 0.62 * across[i])
        y = hy + unit * float(-0.72 * along[i] + 0.75 * across[i])
        loud = 0.25 if frame.quiet(x, y, radius * 0.6) else 1.0
        strength = (0.85 - 0.55 * near) * float(rng.uniform(0.45, 1.0)) * loud
        light_disc(
            frame,
            picture,
            (x, y),
            radius,
            colour=colours[int(rng.integers(len(colours)))],
            opacity=strength if dark else strength * 0.9,
            soft=float(rng.uniform(0.05, 0.22)),
            rim=0.42,
        )


def paint(frame: Frame) -> Painted:
    """Large faint lights behind, small bright ones in front, a glow in the hero box."""
    soft = frame.reduced(1000)
    picture = _ground(soft)
    pal, (x, y) = soft.palette, soft.hero.centre
    dark = pal.mode == "dark"
    glow = hex_to_rgb(pal.mix("accent", "light", 0.3 if dark else 0.8))
    raster.screen(picture, spot(soft, x, y, soft.unit * 0.38), glow, 0.3 if dark else 0.42)
    _lights(soft, picture)
    picture = frame.enlarged(picture)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.013))
