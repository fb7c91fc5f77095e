"""Pictures in and out of a poster: the person's files, and the finished PNG."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from PySide6.QtGui import QImage

from pipelines.graphics import raster
from pipelines.graphics.photo import open_photo
from pipelines.graphics.raster import Array
from pipelines.sdk import InputError

__all__ = ["png_bytes", "read_background", "read_logo", "read_product"]

_LARGEST = 4000
"""Pictures are read at most this large on their longer side, px."""


def _read(path: Path, what: str) -> Array:
    """A picture as float32 [h, w, 3 or 4] RGB, straight alpha; upright, whatever its camera says,
    and in sRGB, whatever its file is in (CMYK, 16 bit, Display P3)."""
    try:
        picture = open_photo(path)
    except InputError as error:
        raise InputError(f"the {what} cannot be used: {error.message}", error.hint) from error
    picture.thumbnail((_LARGEST, _LARGEST), Image.Resampling.LANCZOS)
    return np.asarray(picture, np.float32) / np.float32(255)


def read_product(path: Path) -> Array:
    """The cut-out, cropped to what is not transparent: float32 [h, w, 4], straight alpha.

    Raises ``InputError`` if it is no picture, or empty.
    """
    pixels = _read(path, "product picture")
    if pixels.shape[2] == 3:
        opaque = np.ones((*pixels.shape[:2], 1), np.float32)
        pixels = np.concatenate([pixels, opaque], axis=2)
    rows = np.flatnonzero((pixels[..., 3] > 0.04).any(axis=1))
    columns = np.flatnonzero((pixels[..., 3] > 0.04).any(axis=0))
    if not len(rows):
        raise InputError("the product picture is empty", "cut the product out again")
    return np.ascontiguousarray(pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def read_background(path: Path) -> Array:
    """A picture for behind everything: float32 [h, w, 3]. Raises ``InputError`` if it is none."""
    return _read(path, "background picture")[..., :3]


def read_logo(path: Path) -> QImage:
    """The logo with its alpha. Raises ``InputError`` if it is no picture."""
    pixels = _read(path, "logo")
    if pixels.shape[2] == 3:
        return raster.to_qimage(pixels)
    layer = np.concatenate([pixels[..., :3] * pixels[..., 3:], pixels[..., 3:]], axis=2)
    return raster.to_qimage(layer)


def png_bytes(image: QImage) -> bytes:
    """An RGB888 image as PNG. Fast compression: the grain does not compress anyway."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    flags = [cv2.IMWRITE_PNG_COMPRESSION, 1]
    done, data = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), flags)
    if not done:
        raise InputError("the poster could not be written as PNG", "choose a smaller format")
    return data.tobytes()
