"""Beams: stage lights through haze onto a floor, dust glittering in them. Dark."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.layers import light_disc
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _beam(
    frame: Frame, origin: tuple[float, float], aim: float, spread: float, reach: float
) -> Array:
    """One cone of light: origin px, aim in radians (down is π/2), half angle, length px."""
    px, py = frame.xy
    dx, dy = px - np.float32(origin[0]), py - np.float32(origin[1])
    cos, sin = np.float32(math.cos(aim)), np.float32(math.sin(aim))
    along = dx * cos + dy * sin
    across = dy * cos - dx * sin
    wide = np.maximum(along, 1) * np.float32(math.tan(spread)) + np.float32(frame.unit * 0.006)
    body = np.exp(-(np.abs(across / wide) ** 3.2))
    fall = np.exp(-np.maximum(along, 0) / np.float32(reach)) * (along > 0)
    core = np.exp(-((across / (wide * 0.35)) ** 2)) * np.exp(-np.maximum(along, 0) / (reach * 0.3))
    return ((body * 0.72 + core * 0.5) * fall).astype(np.float32)


def _hall(frame: Frame) -> Array:
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    hx, hy = hero.centre
    floor = min(frame.height * 0.94, hero.y + hero.h * 0.96)
    picture = mesh_gradient(
        frame,
        [
            pal.paper,
            pal.mix("paper", "deep", 0.6),
            pal.mix("deep", "primary", 0.22),
            pal.paper,
            pal.paper,
        ],
        [(0.0, 0.1), (1.0, 0.15), (hx / frame.width, 0.55), (0.0, 1.0), (1.0, 1.0)],
        frame.rng("hall"),
        warp=0.08,
    )
    haze = raster.fbm(frame.width, frame.height, unit * 0.35, frame.rng("haze"), 4, aspect=1.6)
    haze = 0.55 + 0.9 * (haze - 0.5) + 0.2
    _, y = frame.xy
    above = 1 / (1 + np.exp(np.clip((y - floor) / (unit * 0.012), -30, 30)))
    rng = frame.rng("beams")
    top = -0.05 * frame.height
    lamps = np.linspace(-0.52, 0.52, 6) * max(frame.width, unit * 0.9) + hx
    for i, lamp in enumerate(lamps):
        side = (i - 2.5) / 2.5
        target = hx + side * unit * 0.12 * (-1 if i in (1, 4) else 1.8)
        aim = math.atan2(floor - top, target - lamp + float(rng.normal()) * unit * 0.02)
        light = _beam(frame, (float(lamp), top), aim, 0.055 + 0.02 * (i % 2), unit * 1.15)
        light *= haze * above
        colour = (pal.accent, pal.primary, pal.accent2)[i % 3]
        raster.screen(
            picture, np.clip(light, 0, 1), hex_to_rgb(pal.mix(colour, "light", 0.25)), 0.62
        )
    raster.screen(
        picture,
        spot(frame, hx, hy, unit * 0.42),
        hex_to_rgb(pal.mix("primary", "light", 0.25)),
        0.26,
    )
    px, _ = frame.xy
    squash = ((y - floor) / (unit * 0.055)) ** 2 + ((px - hx) / (unit * 0.42)) ** 2
    pool = np.exp(-(squash**0.8)).astype(np.float32)
    raster.screen(picture, pool, hex_to_rgb(pal.mix("accent", "light", 0.55)), 0.55)
    ring = np.exp(-(((np.sqrt(squash) - 1) / 0.05) ** 2)).astype(np.float32)
    raster.screen(picture, ring, hex_to_rgb(pal.mix("accent", "light", 0.7)), 0.22)
    return picture


def paint(frame: Frame) -> Painted:
    """Six lamps cross over the hero box and pool on the floor beneath it."""
    frame = replace(frame, palette=frame.palette.in_mode("dark"))
    soft = frame.reduced(700)
    picture = np.clip(frame.enlarged(_hall(soft)), 0, 1)
    rng, pal = frame.rng("dust"), frame.palette
    for u, v, size, strength in rng.random((130, 4)):
        x, y = u * frame.width, v * frame.height
        radius = frame.unit * (0.0010 + 0.0050 * size**5)
        if frame.quiet(x, y, radius):
            continue
        light_disc(
            frame,
            picture,
            (x, y),
            max(radius, 0.9),
            opacity=0.10 + 0.5 * strength**2,
            colour=pal.mix("accent2" if strength > 0.5 else "accent", "light", 0.6),
            soft=0.5,
        )
    return Painted(raster.grain(picture, frame.rng("grain"), 0.014))
