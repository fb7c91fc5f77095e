"""Light and soft colour that several arts share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame
from pipelines.graphics.colour import hex_to_rgb, oklab_to_rgb, rgb_to_oklab
from pipelines.graphics.raster import Array

__all__ = ["gradient", "mesh_gradient", "spot"]


def spot(frame: Frame, x: float, y: float, radius: float, power: float = 2.0) -> Array:
    """A round glow: 1 at (x, y), 1/e at ``radius`` px; higher powers have a flatter middle."""
    small = frame.reduced(320)
    scale = small.width / frame.width
    px, py = small.xy
    distance = ((px - x * scale) ** 2 + (py - y * scale) ** 2) / np.float32((radius * scale) ** 2)
    return frame.enlarged(np.exp(-(distance ** np.float32(power / 2))).astype(np.float32))


def mesh_gradient(
    frame: Frame,
    colours: Sequence[str],
    points: Sequence[tuple[float, float]],
    rng: np.random.Generator,
    *,
    warp: float = 0.12,
    power: float = 2.2,
) -> Array:
    """Colours (hex) that flow into each other from points (fractions of the frame).

    Inverse-distance blend in OKLab, so that no blend turns muddy, over a plane that noise has
    bent by ``warp``.
    """
    small = frame.reduced(300)
    width, height = small.width, small.height
    cell = max(width, height) / 2.2
    bend_x = raster.value_noise(width, height, cell, rng) - np.float32(0.5)
    bend_y = raster.value_noise(width, height, cell, rng) - np.float32(0.5)
    px, py = small.xy
    x = px / width + np.float32(2 * warp) * bend_x
    y = py / height + np.float32(2 * warp) * bend_y
    wide = np.float32(min(1.6, max(0.6, small.aspect)))
    blended = np.zeros((height, width, 3), np.float32)
    weights = np.zeros((height, width, 1), np.float32)
    for (at_x, at_y), colour in zip(points, colours, strict=True):
        squared = ((x - np.float32(at_x)) * wide) ** 2 + (y - np.float32(at_y)) ** 2
        weight = ((squared + np.float32(0.006)) ** np.float32(-power / 2))[..., None]
        blended += weight * rgb_to_oklab(hex_to_rgb(colour))
        weights += weight
    rgb = oklab_to_rgb(blended / weights).astype(np.float32)
    return np.clip(frame.enlarged(rgb), 0, 1)


def gradient(frame: Frame, stops: Sequence[tuple[float, str]], t: Array) -> Array:
    """Colours along ``t`` (any shape that broadcasts to the frame), blended in OKLab.

    Args:
        frame: Tells the size.
        stops: (position, hex), positions rising.
        t: Position of each pixel.
    """
    ramp = np.linspace(stops[0][0], stops[-1][0], 512)
    where = [at for at, _ in stops]
    labs = np.array([rgb_to_oklab(hex_to_rgb(c).astype(np.float64)) for _, c in stops])
    table = np.stack([np.interp(ramp, where, labs[:, i]) for i in range(3)], axis=-1)
    colours = np.clip(oklab_to_rgb(table), 0, 1)
    flat = np.stack([np.interp(t, ramp, colours[:, i]) for i in range(3)], axis=-1)
    shape = (frame.height, frame.width, 3)
    return np.array(np.broadcast_to(flat.astype(np.float32), shape))
