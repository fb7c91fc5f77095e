"""Stills as the compositor wants them: read, upright, premultiplied, fitted, with their shadow."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.documents.shot import Box
from pipelines.graphics.compositor.planes import inverse
from pipelines.sdk import InputError

__all__ = ["box_px", "contain", "read_rgb", "read_rgba", "with_shadow"]

Pixels = NDArray[np.uint8]


def box_px(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """A box in px of the frame: left, top, width, height."""
    return box.x * size[0], box.y * size[1], box.w * size[0], box.h * size[1]


def _open(file: Path, mode: str, wanted: tuple[int, int]) -> Pixels:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(file) as image:
            # JPEGs far larger than needed are decoded at a half or a quarter, in a fraction of the
            # time and memory.
            image.draft("RGB", wanted)
            upright = ImageOps.exif_transpose(image)
            return np.asarray(upright.convert(mode))
    except Image.DecompressionBombError as error:
        raise InputError(f"the picture {file.name} is too large", "scale it down first") from error
    except (UnidentifiedImageError, OSError) as error:
        raise InputError(
            f"{file.name} cannot be read as a picture", "use PNG, JPEG or WebP"
        ) from error


def read_rgb(file: Path, wanted: tuple[int, int]) -> Pixels:
    """Read a picture as RGB [h, w, 3]; what is transparent becomes black.

    Args:
        file: PNG, JPEG, WebP …
        wanted: The size it will be shown at, px; a JPEG may come smaller, down to that.

    Raises:
        InputError: It is no picture, or a monstrously large one.
    """
    rgba = _open(file, "RGBA", wanted)
    if rgba[..., 3].min() == 255:
        return np.ascontiguousarray(rgba[..., :3])
    return np.ascontiguousarray(_premultiplied(rgba)[..., :3])


def read_rgba(file: Path, wanted: tuple[int, int]) -> Pixels:
    """Read a picture as premultiplied RGBA [h, w, 4]; see :func:`read_rgb`."""
    return _premultiplied(_open(file, "RGBA", wanted))


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
