"""The look of print: halftone dots, uneven ink, paper fibres."""

from __future__ import annotations

import math

import cv2
import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame
from pipelines.graphics.raster import Array

__all__ = ["halftone", "ink_texture", "paper_texture"]

_UNIT = 1436.0  # √area of a 1242 × 1660 poster; textures are made for it and scaled
_SIDE = 1024


def halftone(
    frame: Frame,
    picture: Array,
    box: Box,
    darkness: Array,
    *,
    colour: Array,
    cell: float,
    angle: float = 22.0,
    opacity: float = 1.0,
) -> None:
    """Print ``darkness`` over a box of the picture as round dots.

    Args:
        frame: The frame of the picture.
        picture: Changed in place.
        box: Where, px.
        darkness: 0–1 over the whole pixels of the box (``frame.window(box)``), any resolution.
        colour: The ink, sRGB [3].
        cell: Distance of dots, px.
        angle: Of the screen, degrees.
        opacity: Of the ink.
    """
    left, top, right, bottom = frame.window(box)
    if right - left < 2 or bottom - top < 2:
        return
    darkness = raster.resize(darkness, right - left, bottom - top)
    px, py = frame.xy
    # Anchor the screen to the box, so that a preview prints the same dots.
    x = (px[:, left:right] - np.float32(box.x)) / np.float32(cell)
    y = (py[top:bottom] - np.float32(box.y)) / np.float32(cell)
    cos, sin = np.float32(math.cos(math.radians(angle))), np.float32(math.sin(math.radians(angle)))
    u = x * cos + y * sin
    v = y * cos - x * sin
    u -= np.round(u)
    v -= np.round(v)
    away = np.sqrt(u * u + v * v)
    radius = np.sqrt(np.clip(darkness, 0, 1)) * np.float32(1.18 / math.sqrt(math.pi))
    dots = np.clip((radius - away) * np.float32(cell) + np.float32(0.5), 0, 1)
    dots *= darkness > 0.004
    raster.multiply(picture[top:bottom, left:right], dots, colour, opacity)


def _tiled(tile: Array, frame: Frame) -> Array:
    """A seamless tile laid over the frame, scaled with it."""
    side = max(16, round(_SIDE * frame.unit / _UNIT))
    how = cv2.INTER_AREA if side < _SIDE else cv2.INTER_CUBIC
    scaled = tile if side == _SIDE else cv2.resize(tile, (side, side), interpolation=how)
    rows, columns = math.ceil(frame.height / side), math.ceil(frame.width / side)
    return np.tile(scaled, (rows, columns))[: frame.height, : frame.width].astype(np.float32)


def _wrapped_noise(rng: np.random.Generator, sigma: tuple[float, float]) -> Array:
    """Seamless blurred noise of unit deviation, [side, side]; sigmas (down, across) up to 5 px."""
    pad = 16
    noise = np.pad(rng.standard_normal((_SIDE, _SIDE), np.float32), pad, mode="wrap")
    soft = cv2.GaussianBlur(noise, (0, 0), sigma[1], sigmaY=sigma[0])[pad:-pad, pad:-pad]
    return (soft / soft.std()).astype(np.float32)


def ink_texture(frame: Frame, rng: np.random.Generator) -> Array:
    """How well a flat area took the ink, about 0.8–1: specks where the paper shows."""
    speck = _wrapped_noise(rng, (1.6, 1.6))
    cover = 0.97 - 0.10 * np.clip(speck - 1.1, 0, 2)
    return _tiled(np.clip(cover, 0, 1).astype(np.float32), frame)


def paper_texture(frame: Frame, picture: Array, amount: float = 0.1) -> None:
    """Fibres, tooth and faint clouds of paper, multiplied into the whole picture."""
    rng = frame.rng("paper")
    tooth = _wrapped_noise(rng, (0.9, 0.9))
    fibres = _wrapped_noise(rng, (0.5, 4.0)) + _wrapped_noise(rng, (4.0, 0.5))
    clouds = raster.fbm(frame.width, frame.height, frame.unit * 0.09, rng, 3) - np.float32(0.5)
    grain = _tiled(np.float32(0.10) * tooth + np.float32(0.055) * fibres, frame)
    picture *= (1 + np.float32(amount) * (clouds * np.float32(0.55) + grain))[..., None]
