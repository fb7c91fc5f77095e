"""A picture seen whole in a frame of another shape, over a blurred and darkened copy of itself.

A wide blur makes the slowest of gradients, on which eight bits show steps; a little noise, fixed
from frame to frame so that it costs the encoder nothing, breaks them up.
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.graphics.compositor.planes import Plane

__all__ = ["blurred_planes", "whole_picture"]

_DARKER = 0.55  # of the light of the picture is left behind it
_SMALL = 96  # px, the shorter side of the copy that is blurred
_BLUR = 0.08  # standard deviation, as a share of the copy's shorter side
_LINE = 0.03  # of a side of the frame: narrower than that, nothing can be made out
_GRAIN = 0.9  # standard deviation of the noise, in steps of eight bits

Pixels = NDArray[np.uint8]


@lru_cache(maxsize=1)
def _noise(height: int, width: int) -> NDArray[np.float32]:
    """A tile of noise, repeated over [height, width]."""
    side = 256
    tile = np.random.default_rng(7).standard_normal((side, side)).astype(np.float32)
    tile = np.clip(tile, -2, 2) * np.float32(_GRAIN)
    return np.tile(tile, (math.ceil(height / side), math.ceil(width / side)))[:height, :width]


def _covering(shape: tuple[int, int], size: tuple[float, float]) -> tuple[slice, slice]:
    """Rows and columns of the middle part that has the shape of ``size``."""
    height, width = shape
    scale = min(width / size[0], height / size[1])
    wide = max(1, min(width, round(size[0] * scale)))
    high = max(1, min(height, round(size[1] * scale)))
    top, left = (height - high) // 2, (width - wide) // 2
    return slice(top, top + high), slice(left, left + wide)


def _soft(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.float32]:
    """The middle of a picture, blurred, at ``size`` (width, height)."""
    part = picture[_covering((picture.shape[0], picture.shape[1]), size)]
    scale = _SMALL / min(size)
    small = max(2, round(size[0] * scale)), max(2, round(size[1] * scale))
    copy = cv2.resize(part, small, interpolation=cv2.INTER_AREA).astype(np.float32)
    copy = cv2.GaussianBlur(copy, (0, 0), _BLUR * _SMALL, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(copy, size, interpolation=cv2.INTER_CUBIC), np.float32)


def _shade(size: tuple[int, int], inner: tuple[int, int, int, int]) -> NDArray[np.float32]:
    """How much light a soft shadow of the picture (left, top, width, height) leaves behind it."""
    part = max(1, min(size) // 120)
    small = size[0] // part + 1, size[1] // part + 1
    mask = np.zeros((small[1], small[0]), np.float32)
    left, top, width, height = (value / part for value in inner)
    mask[round(top) : round(top + height), round(left) : round(left + width)] = 1
    mask = cv2.GaussianBlur(mask, (0, 0), 0.025 * min(small), borderType=cv2.BORDER_REPLICATE)
    wide = cv2.resize(mask, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(1 - 0.5 * np.clip(wide, 0, 1), np.float32)


def whole_picture(
    rgb: Pixels,
    size: tuple[int, int],
    zoom: float,
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0),
) -> Pixels:
    """Compose a picture of the frame's shape: all of ``rgb``, on its blurred self.

    Args:
        rgb: [h, w, 3].
        size: Width and height of the frame, px.
        zoom: How close the camera comes; the result is as fine as that needs, and as ``rgb`` is.
        box: Where in the frame it is fitted: left, top, width, height as fractions.

    A picture so slender that all of it would be a line is given back as it is, to be covered with.
    """
    scale = min(box[2] * size[0] / rgb.shape[1], box[3] * size[1] / rgb.shape[0])
    if min(rgb.shape[1] * scale / size[0], rgb.shape[0] * scale / size[1]) < _LINE:
        return rgb
    finer = max(1.0, min(zoom, 1 / scale))
    width, height = (max(2, 2 * round(side * finer / 2)) for side in size)
    inner = (
        min(width, max(1, round(rgb.shape[1] * scale * finer))),
        min(height, max(1, round(rgb.shape[0] * scale * finer))),
    )
    how = cv2.INTER_AREA if inner[0] < rgb.shape[1] else cv2.INTER_LANCZOS4
    left = round(min(max(0.0, (box[0] + box[2] / 2) * width - inner[0] / 2), width - inner[0]))
    top = round(min(max(0.0, (box[1] + box[3] / 2) * height - inner[1] / 2), height - inner[1]))
    behind = _soft(rgb, (width, height)) * _DARKER
    behind *= _shade((width, height), (left, top, *inner))[..., None]
    behind += _noise(height, width)[..., None]
    out = np.clip(np.rint(behind), 0, 255).astype(np.uint8)
    out[top : top + inner[1], left : left + inner[0]] = cv2.resize(rgb, inner, interpolation=how)
    return out


def blurred_planes(
    planes: tuple[Plane, Plane, Plane], size: tuple[int, int]
) -> tuple[Plane, Plane, Plane]:
    """What lies behind footage seen whole: its own planes, blurred and darkened, at ``size``."""
    out: list[Plane] = []
    for plane, part, black in zip(planes, (1, 2, 2), (16, 128, 128), strict=True):
        soft = _soft(plane, (size[0] // part, size[1] // part))
        soft = black + (soft - black) * np.float32(_DARKER)
        if part == 1:
            soft += _noise(size[1], size[0])
        out.append(np.clip(np.rint(soft), 0, 255).astype(np.uint8))
    return out[0], out[1], out[2]
