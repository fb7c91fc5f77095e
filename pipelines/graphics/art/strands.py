"""Hair-fine lines that follow curl noise, and an art made of nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.colour import hex_to_rgb, rgb_to_hex
from pipelines.graphics.raster import Array

__all__ = ["Whirl", "paint", "strands"]

_UNIT = 1150.0  # lines are drawn at this √area at most; beyond, they are enlarged
_STEP = 1.05 / _UNIT


class Whirl(NamedTuple):
    """A round obstacle the lines stream around: centre and radius, px."""

    x: float
    y: float
    radius: float


def _flow(frame: Frame, rng: np.random.Generator, cell: float, whirl: Whirl | None) -> Array:
    """Unit direction of the stream, [h, w, 2]: the curl of a noise potential."""
    width, height = frame.width, frame.height
    potential = raster.fbm(width, height, cell * frame.unit, rng, 3, gain=0.42)
    if whirl is not None:
        x, y = frame.xy
        away = np.hypot(x - whirl.x, y - whirl.y) / np.float32(whirl.radius)
        near = np.exp(-(away**4))
        # Near the obstacle the potential is made of rings, so lines run round it.
        rings = whirl.radius / frame.unit * 0.95 * np.exp(-(away**2))
        potential = potential * (1 - near * 0.93) - rings
    down = cv2.Sobel(potential, cv2.CV_32F, 0, 1, ksize=3)
    across = cv2.Sobel(potential, cv2.CV_32F, 1, 0, ksize=3)
    flow = np.stack([down, -across], axis=-1).astype(np.float32)
    return flow / (np.linalg.norm(flow, axis=-1, keepdims=True) + np.float32(1e-9))


def strands(
    frame: Frame,
    rng: np.random.Generator,
    colours: Sequence[str],
    starts: Array,
    *,
    steps: int = 240,
    cell: float = 0.42,
    exposure: float = 0.13,
    whirl: Whirl | None = None,
) -> Array:
    """Light (float32 [h, w, 3], to be screened) of many fine lines, each one of the colours.

    Args:
        frame: Where to draw.
        rng: Of the noise, the colours and the strengths.
        colours: Hex; shared out evenly.
        starts: [n, 2] where lines begin, fractions of the frame.
        steps: Length of a line; 1000 steps are about one √area.
        cell: Size of the eddies, in √areas.
        exposure: Strength of a line.
        whirl: Something to stream around.
    """
    small = frame.reduced(_UNIT)
    width, height = small.width, small.height
    coarse = frame.reduced(320)
    ratio = coarse.width / frame.width
    around = None if whirl is None else Whirl(*(v * ratio for v in whirl))
    flow = _flow(coarse, rng, cell, around)
    at = (starts * (coarse.width, coarse.height)).astype(np.float32)
    kind = rng.integers(len(colours), size=len(starts))
    strength = (0.25 + 0.75 * rng.random(len(starts)) ** 2).astype(np.float32)
    stride = np.float32(_STEP * coarse.unit)
    scale = np.float32(width / coarse.width)
    # The same light falls on the frame at any resolution.
    strength *= np.float32(exposure * (small.unit / _UNIT) ** 2)

    places: list[list[NDArray[np.int32]]] = [[] for _ in colours]
    weights: list[list[Array]] = [[] for _ in colours]
    for step in range(steps):
        inside = (
            (at[:, 0] >= 0)
            & (at[:, 1] >= 0)
            & (at[:, 0] * scale < width - 1)
            & (at[:, 1] * scale < height - 1)
        )
        at, kind, strength = at[inside], kind[inside], strength[inside]
        if not len(at):
            break
        fade = np.float32(math.sin(math.pi * (step + 0.5) / steps))
        spot = at * scale
        column, row = spot[:, 0].astype(np.int32), spot[:, 1].astype(np.int32)
        fx, fy = (spot - np.stack([column, row], axis=-1)).astype(np.float32).T
        base = row * width + column
        for i in range(len(colours)):
            mine = kind == i
            b, x, y, w = base[mine], fx[mine], fy[mine], strength[mine] * fade
            places[i] += [b, b + 1, b + width, b + width + 1]
            weights[i] += [(1 - x) * (1 - y) * w, x * (1 - y) * w, (1 - x) * y * w, x * y * w]
        nearest = flow[
            np.minimum(at[:, 1].astype(np.int32), coarse.height - 1),
            np.minimum(at[:, 0].astype(np.int32), coarse.width - 1),
        ]
        at = at + nearest * stride
    total: Array = np.zeros((height * width, 3), np.float32)
    for i, colour in enumerate(colours):
        if places[i]:
            where, amount = np.concatenate(places[i]), np.concatenate(weights[i])
            light = np.bincount(where, amount, height * width).astype(np.float32)
            total += light[:, None] * hex_to_rgb(colour)
    glow = np.asarray(1 - np.exp(-total.reshape(height, width, 3)), np.float32)
    return np.clip(frame.enlarged(glow), 0, 1)


def _starts(frame: Frame, rng: np.random.Generator, count: int) -> Array:
    """Where lines begin: along a slanting band through the hero, denser towards its middle."""
    hx, hy = frame.hero.centre
    along = rng.uniform(-0.75, 0.75, count)
    tilt = rng.uniform(0.25, 0.6) * (1 if rng.random() < 0.5 else -1)
    off = rng.normal(0, 1, count) * rng.choice([0.05, 0.16], count)
    x = hx + frame.unit * (along * math.cos(tilt) - off * math.sin(tilt))
    y = hy + frame.unit * (along * math.sin(tilt) + off * math.cos(tilt))
    return np.stack([x / frame.width, y / frame.height], axis=-1).astype(np.float32)


def paint(frame: Frame) -> Painted:
    """A veil of thousands of lines sweeping through the hero box: light on dark, ink on light."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    hx, hy = frame.hero.centre
    near = (hx / frame.width, hy / frame.height)
    corners = [(0.0, 0.0), (1.0, 0.1), near, (0.0, 1.0), (1.0, 0.95)]
    flats = (
        [pal.paper, pal.surface, pal.mix("deep", "primary", 0.2), pal.paper, pal.paper]
        if dark
        else [pal.paper, pal.surface, pal.mix("tint", "paper", 0.4), pal.paper, pal.tint]
    )
    picture = mesh_gradient(frame, flats, corners, frame.rng("ground"), warp=0.12)
    glow = spot(frame, hx, hy, unit * 0.34)
    raster.screen(picture, glow, hex_to_rgb(pal.mix("primary", "deep", 0.4)), 0.26 if dark else 0)
    rng = frame.rng("strands")
    inks = (
        [pal.primary, pal.accent, pal.accent2, pal.mix("accent2", "light", 0.5)]
        if dark
        else [pal.primary, pal.mix("primary", "deep", 0.5), pal.accent, pal.accent2]
    )
    # Ink takes light away: what is drawn on light paper is the complement of the colour.
    drawn = inks if dark else [rgb_to_hex(1 - hex_to_rgb(ink)) for ink in inks]
    light = strands(
        frame,
        rng,
        drawn,
        _starts(frame, rng, 6400),
        steps=300,
        cell=0.62,
        exposure=0.26 if dark else 0.24,
    )
    if frame.keep_out is not None:
        light *= (1 - np.float32(0.9) * np.clip(frame.keep_out, 0, 1))[..., None]
    picture = picture + light * (1 - picture) if dark else picture * (1 - light)
    return Painted(raster.grain(picture.astype(np.float32), frame.rng("grain"), 0.012))
