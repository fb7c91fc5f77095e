"""Halftone: a ball of light and a sweep of colour, printed in dots of two inks on flat paper."""

from __future__ import annotations

import math

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.print_ink import halftone, ink_texture, paper_texture
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _sweep(frame: Frame, angle: float, start: float, end: float) -> Array:
    """A ramp 0–1 across the frame in a direction, [h, w] at reduced size."""
    small = frame.reduced(420)
    px, py = small.xy
    u = (px / small.width - 0.5) * math.cos(angle) + (py / small.height - 0.5) * math.sin(angle)
    bend = raster.value_noise(small.width, small.height, small.unit * 0.6, frame.rng("bend")) - 0.5
    t = np.clip((u + 0.10 * bend + 0.5 - start) / (end - start), 0, 1)
    t = t * t * (3 - 2 * t)
    if small.keep_out is not None:  # dots shrink towards the type; they are not cut off
        wide = raster.blur(np.clip(small.keep_out, 0, 1), small.unit * 0.06)
        t = t * (1 - np.clip(wide * 1.35, 0, 1))
    return t.astype(np.float32)


def paint(frame: Frame) -> Painted:
    """The ball stands in the hero box; dots swell away from it to one corner."""
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    dark = pal.mode == "dark"
    rng = frame.rng("halftone")
    picture = frame.filled("paper")
    base = pal.mix("tint", "paper", 0.35) if not dark else pal.surface
    raster.tone(
        picture, frame.enlarged(_sweep(frame, math.pi / 2, 0.0, 1.0)), hex_to_rgb(base), 0.9
    )
    # Inks darken light paper; on dark paper they are opaque, so they are laid on as light.
    first, second = pal.primary, pal.accent
    page = Box(0, 0, frame.width, frame.height)
    cell = unit * 0.0175
    turn = math.pi / 2 + rng.uniform(-0.7, 0.7)
    _screened(
        frame, picture, page, _sweep(frame, turn, 0.42, 1.12) * 0.92, ink=first, cell=cell, angle=15
    )
    _screened(
        frame,
        picture,
        page,
        _sweep(frame, turn + math.pi, 0.66, 1.25) * 0.62,
        ink=second,
        cell=cell,
        angle=48,
    )
    _ball(frame, picture, hero, cell)
    if not dark:
        picture = 1 - (1 - picture) * (0.35 + 0.65 * ink_texture(frame, rng))[..., None]
    paper_texture(frame, picture, 0.09)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.010))


def _screened(
    frame: Frame,
    picture: Array,
    box: Box,
    darkness: Array,
    *,
    ink: str,
    cell: float,
    angle: float,
) -> None:
    """One ink; on dark paper the complement is multiplied into the negative: light dots."""
    colour = hex_to_rgb(ink)
    if frame.palette.mode == "light":
        halftone(frame, picture, box, darkness, colour=colour, cell=cell, angle=angle, opacity=0.94)
        return
    np.subtract(1, picture, out=picture)
    halftone(frame, picture, box, darkness, colour=1 - colour, cell=cell, angle=angle)
    np.subtract(1, picture, out=picture)


def _ball(frame: Frame, picture: Array, hero: Box, cell: float) -> None:
    """A flat disc, shaded to a ball by dots that grow towards its shadow; offset like misprint."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    hx, hy = hero.centre
    radius = min(hero.w, hero.h) * 0.40
    px, py = frame.xy
    if frame.keep_out is not None:  # out of the way of type, as far as the hero allows
        quiet = np.clip(frame.keep_out, 0, 1)
    else:
        quiet = np.zeros((1, 1), np.float32)
    away = np.hypot(px - np.float32(hx), py - np.float32(hy))
    disc = np.clip(np.float32(radius) - away + np.float32(0.5), 0, 1) * (1 - 0.85 * quiet)
    body = pal.mix("accent2", "paper", 0.08) if not dark else pal.mix("accent2", "deep", 0.25)
    raster.tone(picture, disc, hex_to_rgb(body), 0.97)
    box = Box(hx - radius, hy - radius, 2 * radius, 2 * radius)
    left, top, right, bottom = frame.window(box)
    if right - left < 4 or bottom - top < 4:
        return
    step = max(1.0, unit / 420)
    gx = np.arange(left, right, step, dtype=np.float32)
    gy = np.arange(top, bottom, step, dtype=np.float32)
    nx = (gx[None, :] - np.float32(hx)) / np.float32(radius)
    ny = (gy[:, None] - np.float32(hy)) / np.float32(radius)
    rr = nx * nx + ny * ny
    nz = np.sqrt(np.clip(1 - rr, 0, 1))
    light = np.clip(-0.50 * nx - 0.58 * ny + 0.64 * nz, -0.2, 1)
    inside = np.clip((1.0 - np.sqrt(rr)) * np.float32(radius / step) + 0.5, 0, 1)
    if frame.keep_out is not None:
        part = raster.resize(
            np.ascontiguousarray(frame.keep_out[top:bottom, left:right]), len(gx), len(gy)
        )
        inside = inside * (1 - 0.85 * np.clip(part, 0, 1))
    shade = np.clip(0.92 - light * 1.05, 0, 1) * inside
    warm = np.clip(0.62 - light * 0.9, 0, 1) * inside
    inks = (pal.accent, pal.mix("primary", "deep", 0.45))
    _screened(frame, picture, box, warm.astype(np.float32), ink=inks[0], cell=cell * 0.9, angle=42)
    moved = Box(box.x + cell * 0.12, box.y + cell * 0.12, box.w, box.h)
    _screened(
        frame,
        picture,
        moved,
        (shade**1.25).astype(np.float32) * 0.9,
        ink=inks[1],
        cell=cell * 0.9,
        angle=15,
    )
