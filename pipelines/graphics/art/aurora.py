"""Aurora: an eclipse in deep space, fine strands streaming round it, one star of light. Dark."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.art.strands import Whirl, strands
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]

_ANGLE = math.radians(-48)  # where the light breaks over the rim


def _sky(frame: Frame, x: float, y: float, radius: float) -> Array:
    """Deep space with two colours of light behind the disc."""
    pal = frame.palette
    near = (x / frame.width, y / frame.height)
    picture = mesh_gradient(
        frame,
        [pal.paper, pal.paper, pal.surface, pal.mix("deep", "primary", 0.18), pal.paper],
        [(0.0, 0.0), (0.1, 1.0), (0.5, 0.62), near, (1.0, 0.95)],
        frame.rng("sky"),
        warp=0.1,
    )
    for dx, dy, size, colour, strength in (
        (0.0, 0.0, 2.2, pal.mix("primary", "deep", 0.3), 0.42),
        (0.75, -0.65, 1.4, pal.mix("accent", "deep", 0.10), 0.5),
        (-0.95, 0.6, 1.4, pal.mix("accent2", "deep", 0.10), 0.46),
    ):
        glow = spot(frame, x + dx * radius, y + dy * radius, radius * size)
        raster.screen(picture, glow, hex_to_rgb(colour), strength)
    far = np.ones((frame.height, frame.width), np.float32) - spot(frame, x, y, radius * 3.4)
    return raster.multiply(picture, far, pal.rgb("paper"), 0.55)


def _corona(frame: Frame, x: float, y: float, radius: float) -> Array:
    """Faint rays fanning out from where the light breaks, [h, w]."""
    small = frame.reduced(420)
    scale = small.width / frame.width
    px, py = small.xy
    fx, fy = x + radius * math.cos(_ANGLE), y + radius * math.sin(_ANGLE)
    dx, dy = px - np.float32(fx * scale), py - np.float32(fy * scale)
    angle = np.arctan2(dy, dx)
    away = np.hypot(dx, dy) / np.float32(radius * scale)
    rng = frame.rng("rays")
    rays = np.zeros_like(angle)
    for turn, width, strength in zip(
        rng.normal(0, 0.75, 14), rng.uniform(0.018, 0.10, 14), rng.uniform(0.2, 1, 14), strict=True
    ):
        off = (angle - _ANGLE - turn + np.pi) % (2 * np.pi) - np.pi
        rays += np.exp(-((off / width) ** 2)) * strength
    fall = np.exp(-((away / 1.7) ** 1.4)) * np.clip(away * 3, 0, 1)
    return frame.enlarged(np.clip(rays * fall, 0, 1).astype(np.float32))


def _disc(frame: Frame, picture: Array, x: float, y: float, radius: float) -> None:
    """The black disc, its lit rim and the glow just outside, only where they are seen."""
    pal = frame.palette
    reach = radius * 1.75
    left, top, right, bottom = frame.window(Box(x - reach, y - reach, 2 * reach, 2 * reach))
    if right - left < 2 or bottom - top < 2:
        return
    part = picture[top:bottom, left:right]
    px, py = frame.xy
    dx, dy = px[:, left:right] - np.float32(x), py[top:bottom] - np.float32(y)
    away = np.hypot(dx, dy)
    toward = (dx * np.float32(math.cos(_ANGLE)) + dy * np.float32(math.sin(_ANGLE))) / (
        away + np.float32(1e-3)
    )
    lit = toward * np.float32(0.5) + np.float32(0.5)
    off = (away - np.float32(radius)) / np.float32(radius)
    disc = np.clip((np.float32(radius) - away) + np.float32(0.5), 0, 1)
    raster.tone(part, disc, pal.rgb("paper") * 0.4)

    inner = np.clip(1 + off, 0, 1) ** 6 * disc * (0.30 + 0.70 * np.clip(toward, 0, 1))
    raster.screen(part, inner, pal.rgb("primary"), 0.72)
    bright = lit * lit
    glow = np.exp(-np.abs(off) / 0.11) * bright * np.clip((off + 0.14) / 0.14, 0, 1) ** 2
    raster.screen(part, glow, pal.rgb("primary"), 0.62)
    edge = np.clip((1.75 - (1 + off)) / 0.3, 0, 1)  # fade out before the window ends
    halo = np.exp(-np.abs(off) / 0.32) * bright * lit * (off > 0) * edge
    raster.screen(part, halo, pal.rgb("accent"), 0.34)
    width = np.float32(0.005) + np.float32(0.015) * bright
    ring = np.exp(-((off / width) ** 2)) * (0.10 + 0.90 * lit**1.6)
    warm = hex_to_rgb(pal.mix("primary", "light", 0.78))
    colour = warm * lit[..., None] + pal.rgb("accent2") * (1 - lit[..., None])
    raster.screen(part, ring, colour)


def _flare(frame: Frame, picture: Array, x: float, y: float, radius: float) -> None:
    """The star on the rim with its level streak and two faint ghosts."""
    pal = frame.palette
    fx, fy = x + radius * math.cos(_ANGLE), y + radius * math.sin(_ANGLE)
    px, py = frame.xy
    white, tinted = pal.rgb("light"), hex_to_rgb(pal.mix("primary", "light", 0.55))
    raster.screen(picture, spot(frame, fx, fy, radius * 0.3, 1.1), tinted, 0.45)
    box = Box(fx - radius * 0.5, fy - radius * 0.5, radius, radius)
    left, top, right, bottom = frame.window(box)
    if right - left > 1 and bottom - top > 1:
        star = np.exp(
            -np.hypot(px[:, left:right] - fx, py[top:bottom] - fy) / np.float32(radius * 0.05)
        )
        raster.screen(picture[top:bottom, left:right], star.astype(np.float32), white, 0.97)
    thick = radius * 0.0042 + frame.unit / 1400
    left, top, right, bottom = frame.window(Box(0, fy - thick * 9, frame.width, thick * 18))
    if bottom > top:
        streak = np.exp(-np.abs(py[top:bottom] - fy) / thick) * np.exp(
            -np.abs(px - fx) / (radius * 0.55)
        )
        raster.screen(picture[top:bottom], streak.astype(np.float32), tinted, 0.65)


def _stars(frame: Frame, picture: Array, x: float, y: float, radius: float) -> None:
    rng, unit = frame.rng("stars"), frame.unit
    light = np.zeros((frame.height, frame.width), np.float32)
    for u, v, size in rng.random((300, 3)):
        cx, cy = u * frame.width, v * frame.height
        if math.hypot(cx - x, cy - y) < radius * 1.15 or frame.quiet(cx, cy, unit * 0.004):
            continue
        r = unit * (0.0006 + 0.0011 * size**6)
        left, top, right, bottom = frame.window(Box(cx - 4 * r, cy - 4 * r, 8 * r, 8 * r), 1)
        px, py = frame.xy
        away = np.hypot(px[:, left:right] - cx, py[top:bottom] - cy) / max(r, 0.45)
        light[top:bottom, left:right] += np.exp(-(away**2)) * (0.12 + 0.7 * size**2)
    raster.screen(picture, np.clip(light, 0, 1), frame.palette.rgb("light"), 0.75)


def paint(frame: Frame) -> Painted:
    """The eclipse stands in the hero box."""
    frame = replace(frame, palette=frame.palette.in_mode("dark"))
    pal, hero = frame.palette, frame.hero
    x, y = hero.centre
    radius = min(hero.w, hero.h) * 0.37
    soft = frame.reduced(420)
    scale = soft.width / frame.width
    picture = np.clip(frame.enlarged(_sky(soft, x * scale, y * scale, radius * scale)), 0, 1)
    rays = _corona(frame, x, y, radius)
    raster.screen(picture, rays, hex_to_rgb(pal.mix("primary", "light", 0.4)), 0.26)

    rng = frame.rng("strands")
    count = 5200
    turn = rng.random(count) * 2 * np.pi
    away = radius * (1.0 + 0.66 * np.abs(rng.normal(0, 1, count)))
    starts = np.stack(
        [(x + away * np.cos(turn)) / frame.width, (y + away * np.sin(turn)) / frame.height], axis=-1
    )
    light = strands(
        frame,
        rng,
        [pal.primary, pal.accent, pal.accent2, pal.mix("accent2", "light", 0.35)],
        starts.astype(np.float32),
        whirl=Whirl(x, y, radius * 1.75),
    )
    if frame.keep_out is not None:
        light *= (1 - 0.88 * frame.keep_out)[..., None]
    picture += light * (1 - picture)
    _stars(frame, picture, x, y, radius)
    _disc(frame, picture, x, y, radius)
    _flare(frame, picture, x, y, radius)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.013))
