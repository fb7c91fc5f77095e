"""Layers under a curve (hills, waves, paper) and discs of light."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame
from pipelines.graphics.colour import hex_to_rgb, oklab_to_rgb, rgb_to_oklab
from pipelines.graphics.raster import Array

__all__ = ["cover_below", "light_disc", "ridge", "vertical"]


def ridge(frame: Frame, rng: np.random.Generator, swells: float, roughness: float = 0.5) -> Array:
    """A skyline −1…1 along the frame, [w]: ``swells`` hills a √area, finer ones on top."""
    x = (np.arange(frame.width, dtype=np.float32) + np.float32(0.5)) / np.float32(frame.unit)
    line = np.zeros(frame.width, np.float32)
    total, weight, pace = 0.0, 1.0, swells * 2 * math.pi
    for phase, stretch in zip(
        rng.uniform(0, 2 * math.pi, 5), rng.uniform(0.8, 1.25, 5), strict=True
    ):
        line += np.float32(weight) * np.sin(x * np.float32(pace * stretch) + np.float32(phase))
        total += weight
        weight *= roughness
        pace *= 2.1
    return line / np.float32(total)


def vertical(frame: Frame, stops: Sequence[tuple[float, str]]) -> Array:
    """A sky: colours (hex) at heights (0 top, 1 bottom), blended in OKLab; [h, 1, 3]."""
    t = (np.arange(frame.height) + 0.5) / frame.height
    labs = np.array([rgb_to_oklab(hex_to_rgb(colour).astype(np.float64)) for _, colour in stops])
    where = [at for at, _ in stops]
    ramp = np.stack([np.interp(t, where, labs[:, i]) for i in range(3)], axis=-1)
    return np.clip(oklab_to_rgb(ramp), 0, 1).astype(np.float32)[:, None, :]


def cover_below(
    frame: Frame,
    picture: Array,
    edge: Array,
    colours: Sequence[str],
    depth: float,
    *,
    shadow: tuple[str, float, float] | None = None,
    rim: tuple[str, float, float] | None = None,
) -> None:
    """Cover everything below a curve.

    Args:
        frame: Of the picture.
        picture: Changed in place.
        edge: y of the curve, px, [w].
        colours: Hex, from the edge downwards, evenly spread over ``depth``; the last goes on.
        depth: px.
        shadow: (colour, blur px, opacity) of the shadow thrown on what is above the edge.
        rim: (colour, width px, opacity) of a light along the edge.
    """
    reach = 0 if shadow is None else shadow[1] * 3
    top = int(max(0, math.floor(float(edge.min()) - reach - 1)))
    if top >= frame.height:
        return
    part = picture[top:]
    _, y = frame.xy
    below = y[top:] - edge[None, :]
    if shadow is not None:
        colour, soft, opacity = shadow
        dark = np.exp(np.minimum(below, 0) / np.float32(soft))
        raster.multiply(part, dark, hex_to_rgb(colour), opacity)
    labs = np.array([rgb_to_oklab(hex_to_rgb(c).astype(np.float64)) for c in colours])
    where = np.linspace(0, 1, len(colours))
    steps = np.linspace(0, 1, 256)
    table = np.stack([np.interp(steps, where, labs[:, i]) for i in range(3)], axis=-1)
    table = np.clip(oklab_to_rgb(table), 0, 1).astype(np.float32)
    # Between two of 256 entries lies less than a grain of film.
    index = np.clip(below * np.float32(255 / max(depth, 1.0)), 0, 255).astype(np.uint8)
    raster.tone(part, np.clip(below + np.float32(0.5), 0, 1), table[index])
    if rim is not None:
        colour, wide, opacity = rim
        light = np.exp(-np.maximum(below, 0) / np.float32(wide)) * np.clip(below + 0.5, 0, 1)
        raster.screen(part, light.astype(np.float32), hex_to_rgb(colour), opacity)


def light_disc(
    frame: Frame,
    picture: Array,
    at: tuple[float, float],
    radius: float,
    *,
    colour: str,
    opacity: float,
    soft: float = 0.1,
    rim: float = 0.35,
) -> None:
    """An out-of-focus light: a disc a little brighter at its rim; px."""
    x, y = at
    left, top, right, bottom = frame.window(Box(x - radius, y - radius, 2 * radius, 2 * radius), 2)
    if right <= left or bottom <= top:
        return
    px, py = frame.xy
    away = np.hypot(px[:, left:right] - np.float32(x), py[top:bottom] - np.float32(y)) / radius
    mask = np.clip((1 - away) / max(soft, 1.2 / radius), 0, 1)
    mask *= 1 - rim + rim * np.clip(away, 0, 1) ** 3
    raster.screen(
        picture[top:bottom, left:right], mask.astype(np.float32), hex_to_rgb(colour), opacity
    )
