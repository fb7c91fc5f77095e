"""Stills as the compositor wants them: read, upright, premultiplied, fitted, with their shadow."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.documents.shot import Box, Motion, PictureLayer
from pipelines.graphics.compositor.backdrop import Still
from pipelines.graphics.compositor.planes import inverse
from pipelines.graphics.compositor.whole import whole_picture
from pipelines.graphics.photo import open_photo

__all__ = ["box_px", "contain", "covering_still", "read_pixels", "read_rgba", "with_shadow"]

Pixels = NDArray[np.uint8]


def box_px(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """A box in px of the frame: left, top, width, height."""
    return box.x * size[0], box.y * size[1], box.w * size[0], box.h * size[1]


def _stamp(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return 0, 0  # reading it says what is wrong
    return stat.st_size, stat.st_mtime_ns


def read_pixels(file: Path, wanted: tuple[int, int]) -> Pixels:
    """Read a picture upright, in sRGB: RGB [h, w, 3], or premultiplied RGBA [h, w, 4] if clear.

    Args:
        file: PNG, JPEG, WebP, TIFF … of any mode.
        wanted: The size it will be shown at, px; a JPEG may come smaller, down to that.

    Raises:
        InputError: It is no picture, or a monstrously large one.
    """
    pixels = np.asarray(open_photo(file, wanted=wanted))
    if pixels.shape[2] == 3:
        return np.ascontiguousarray(pixels)
    if pixels[..., 3].min() == 255:
        return np.ascontiguousarray(pixels[..., :3])
    return _premultiplied(pixels)


def read_rgba(file: Path, wanted: tuple[int, int]) -> Pixels:
    """Read a picture as premultiplied RGBA [h, w, 4]; see :func:`read_pixels`."""
    pixels = read_pixels(file, wanted)
    if pixels.shape[2] == 4:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA), np.uint8)


def covering_still(file: Path, layer: PictureLayer, size: tuple[int, int]) -> Still:
    """A picture layer's file, ready to be sampled by its camera move.

    The last few are kept: the pieces of a video show the same picture in a body and in two joins.
    """
    move = layer.motion.model_dump_json()
    box = layer.box or Box(x=0, y=0, w=1, h=1)
    whole = (box.x, box.y, box.w, box.h) if layer.fit == "whole" else None
    return _covering_still(file, _stamp(file), move, whole, size)


@lru_cache(maxsize=4)
def _covering_still(
    file: Path,
    stamp: tuple[int, int],
    move: str,
    whole: tuple[float, float, float, float] | None,
    size: tuple[int, int],
) -> Still:
    motion = Motion.model_validate_json(move)
    views = (motion.start, motion.end, *(key.view for key in motion.via))
    zoom = max(view.zoom for view in views)
    pixels = read_pixels(file, (round(size[0] * zoom), round(size[1] * zoom)))
    if whole is not None:
        pixels = whole_picture(np.ascontiguousarray(pixels[..., :3]), size, zoom, whole)
    return Still(pixels, motion, size)


def _premultiplied(rgba: Pixels) -> Pixels:
    alpha = rgba[..., 3]
    out = np.empty_like(rgba)
    for channel in range(3):
        out[..., channel] = cv2.multiply(
            np.ascontiguousarray(rgba[..., channel]), np.ascontiguousarray(alpha), scale=1 / 255
        )
    out[..., 3] = alpha
    return out


def contain(rgba: Pixels, width: float, height: float) -> Pixels:
    """Scale a premultiplied picture to fit inside a box, its shape kept; sides even."""
    scale = min(width / rgba.shape[1], height / rgba.shape[0])
    size = (
        max(2, 2 * round(rgba.shape[1] * scale / 2)),
        max(2, 2 * round(rgba.shape[0] * scale / 2)),
    )
    if size == (rgba.shape[1], rgba.shape[0]):
        return rgba
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    fitted = np.asarray(cv2.resize(rgba, size, interpolation=how), np.uint8)
    # Bicubic overshoots: a premultiplied colour may not exceed its alpha.
    fitted[..., :3] = np.minimum(fitted[..., :3], fitted[..., 3:])
    return fitted


def with_shadow(
    rgba: Pixels, blur: float, offset: float, strength: float = 0.4
) -> tuple[Pixels, int]:
    """Lay a premultiplied picture over its own soft shadow.

    Args:
        rgba: [h, w, 4] premultiplied.
        blur: Standard deviation, px.
        offset: How far below the picture the shadow lies, px.
        strength: Opacity 0–1 of the shadow.

    Returns:
        A larger picture, and by how many px (even) it grew on every side.
    """
    margin = 2 * round((3 * blur + offset) / 2 + 1)
    wide = np.pad(rgba, ((margin, margin), (margin, margin), (0, 0)))
    down = np.array([[1, 0, 0], [0, 1, offset]], np.float32)
    height, width = wide.shape[:2]
    shadow = cv2.warpAffine(np.ascontiguousarray(wide[..., 3]), down, (width, height))
    # A wide blur is the same at a quarter of the size, and ten times as fast.
    part = 4 if blur > 8 else 1
    small = cv2.resize(shadow, (width // part, height // part), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), blur / part)
    shadow = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    shadow = cv2.convertScaleAbs(shadow, alpha=strength)
    hidden = cv2.multiply(shadow, inverse(wide[..., 3]), scale=1 / 255)
    wide[..., 3] += np.asarray(hidden, np.uint8)  # black: only alpha changes
    return wide, margin
