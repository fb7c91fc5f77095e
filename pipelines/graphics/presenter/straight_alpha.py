"""From Qt's premultiplied pictures to straight alpha without dark edges."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

__all__ = ["pixels_of", "straighten"]

Pixels = NDArray[np.uint8]

FAINT = 20
"""Below this alpha the colour has too few levels left to be trusted, and is taken from nearby."""
COARSE = 8
"""Side of the blocks (px) in which colour is spread beyond the edges."""


def pixels_of(image: QImage) -> Pixels:
    """A view of a 32-bit picture, ``[h, w, 4]`` in the order blue, green, red, alpha.

    The view lives no longer than the picture.
    """
    rows = np.frombuffer(image.constBits(), np.uint8)
    return rows.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def _spread(premultiplied: Pixels) -> Pixels:
    """The colour of the nearest painted things everywhere, coarse: ``[h/8, w/8, 3]``.

    Pull–push (Gortler et al., "The Lumigraph", 1996): average down until nothing is empty, then
    fill the empty places of each finer level from the coarser one.
    """
    height, width = premultiplied.shape[:2]
    levels = [premultiplied]
    for factor in (2, COARSE):  # halving first is the fast way down
        size = (max(1, width // factor), max(1, height // factor))
        levels = [cv2.resize(levels[-1], size, interpolation=cv2.INTER_AREA)]
    while min(levels[-1].shape[:2]) > 8:
        h, w = levels[-1].shape[:2]
        levels.append(cv2.resize(levels[-1], (w // 2, h // 2), interpolation=cv2.INTER_AREA))
    colour: Pixels | None = None
    for level in reversed(levels):
        *channels, alpha = cv2.split(level)
        straight = cv2.divide(cv2.merge(channels), cv2.merge([alpha] * 3), scale=255)
        empty = (alpha < 2).view(np.uint8)
        if colour is None:
            painted = straight[alpha >= 2]
            straight[alpha < 2] = painted.mean(0) if len(painted) else 0
        else:
            size = (level.shape[1], level.shape[0])
            coarse = cv2.resize(colour, size, interpolation=cv2.INTER_NEAREST)
            cv2.copyTo(coarse, empty, straight)
        colour = np.asarray(straight, np.uint8)
    assert colour is not None
    return colour


def straighten(image: QImage) -> Pixels:
    """The picture with straight alpha; unpainted places get the colour of the nearest edge.

    So scaling, chroma subsampling and compositing never pull black into the edges.

    Args:
        image: ARGB32, premultiplied.

    Returns:
        ``[h, w, 4]`` blue, green, red, alpha; contiguous.
    """
    premultiplied = pixels_of(image)
    alpha = np.ascontiguousarray(premultiplied[..., 3])
    height, width = alpha.shape
    near = cv2.cvtColor(_spread(premultiplied), cv2.COLOR_BGR2BGRA)
    straight: Pixels = np.asarray(
        cv2.resize(near, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8
    )
    cv2.copyTo(premultiplied, (alpha >= FAINT).view(np.uint8), straight)
    # Only edges are translucent: a few thousand pixels to divide instead of a million.
    edge = np.flatnonzero((alpha >= FAINT) & (alpha < 255))
    thin = premultiplied.reshape(-1, 4)[edge]
    weight = thin[:, 3:].astype(np.uint16)
    flat = straight.reshape(-1, 4)
    flat[edge] = np.minimum((thin.astype(np.uint16) * 255 + weight // 2) // weight, 255)
    straight[..., 3] = alpha
    return straight
