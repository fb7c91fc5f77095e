"""Cropping a photo to a page: what draws the eye stays in, and out from under the type.

Saliency: frequency-tuned, Achanta et al. 2009.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.raster import Array

__all__ = ["Crop", "best_crop", "cropped", "saliency"]

_WORK = 160  # px of the longer side the search works at
_ZOOMS = (1.0, 1.12, 1.28)
_STEPS = 17  # places tried along each side
_ZOOM_COST = 0.35  # closer crops lose sharpness and surroundings
_UNDER_COST = 1.1
_CENTRE_COST = 0.03


class Crop(NamedTuple):
    """A part of a picture, px: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float


def saliency(picture: Array) -> Array:
    """How much each pixel stands out from the whole picture: float32 [h, w] 0–1.

    Args:
        picture: float32 [h, w, 3] sRGB 0–1.
    """
    lab = np.asarray(cv2.cvtColor(np.clip(picture, 0, 1), cv2.COLOR_RGB2Lab), np.float32)
    soft = raster.blur(lab, max(0.8, min(lab.shape[:2]) / 120))
    away = np.linalg.norm(soft - lab.reshape(-1, 3).mean(axis=0), axis=-1)
    low, high = np.percentile(away, (30, 99))
    return np.clip((away - low) / max(1e-6, high - low), 0, 1).astype(np.float32)


def best_crop(picture: Array, width: int, height: int, quiet: Array | None = None) -> Crop:
    """The part of a picture to fill a page with.

    Tries places and a few zooms; a crop is good that keeps most of what is salient, little of it
    below type, and is neither much enlarged nor far from the middle.

    Args:
        picture: float32 [h, w, 3] sRGB 0–1.
        width: Of the page; only the aspect counts.
        height: Of the page.
        quiet: float32 [any, any] over the page, 1 where type stands; None: nowhere.
    """
    tall, wide = picture.shape[:2]
    factor = min(1.0, _WORK / max(tall, wide))
    small = raster.resize(picture, max(8, round(wide * factor)), max(8, round(tall * factor)))
    seen = saliency(small) ** 2
    total = float(seen.sum()) or 1.0
    rows, columns = seen.shape
    aspect = width / height
    best: tuple[float, Crop] | None = None
    for zoom in _ZOOMS:
        w = min(columns, rows * aspect) / zoom
        h = w / aspect
        type_at = (
            None if quiet is None else raster.resize(quiet, max(2, round(w)), max(2, round(h)))
        )
        for x in np.unique(np.linspace(0, columns - w, _STEPS if columns - w > 0.5 else 1)):
            for y in np.unique(np.linspace(0, rows - h, _STEPS if rows - h > 0.5 else 1)):
                part = seen[
                    round(float(y)) : round(float(y)) + max(2, round(h)),
                    round(float(x)) : round(float(x)) + max(2, round(w)),
                ]
                kept = float(part.sum())
                under = 0.0
                if type_at is not None:
                    under = float((part * type_at[: part.shape[0], : part.shape[1]]).sum())
                off = abs(x + w / 2 - columns / 2) / columns + abs(y + h / 2 - rows / 2) / rows
                score = (kept - _UNDER_COST * under) / total
                score -= _ZOOM_COST * (zoom - 1) + _CENTRE_COST * off
                if best is None or score > best[0] + 1e-6:
                    best = (score, Crop(float(x), float(y), w, h))
    assert best is not None  # there is at least one zoom and one place
    up_x, up_y = wide / columns, tall / rows
    x, y, w, h = best[1]
    return Crop(x * up_x, y * up_y, w * up_x, h * up_y)


def cropped(picture: Array, width: int, height: int, quiet: Array | None = None) -> Array:
    """The picture as a page of ``width`` × ``height`` px, cropped by :func:`best_crop`."""
    crop = best_crop(picture, width, height, quiet)
    tall, wide = picture.shape[:2]
    scale = width / crop.w
    if scale < 0.5:  # sampling alone would shimmer
        picture = raster.resize(picture, max(1, round(wide * scale)), max(1, round(tall * scale)))
        crop, scale = Crop(*(value * scale for value in crop)), 1.0
    down = height / crop.h
    matrix = np.array([[scale, 0, -crop.x * scale], [0, down, -crop.y * down]], np.float32)
    page = cv2.warpAffine(
        np.ascontiguousarray(picture[..., :3]),
        matrix,
        (width, height),
        flags=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.clip(page, 0, 1).astype(np.float32)
