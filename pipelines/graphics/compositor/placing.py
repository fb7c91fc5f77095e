"""Sprites on the move: faded, scaled, or lowered by parts of a pixel, then blended."""

from __future__ import annotations

import math

import cv2
import numpy as np

from pipelines.graphics.compositor.motion import Entrance
from pipelines.graphics.compositor.planes import Frame, Plane, Sprite, blend

__all__ = ["place"]

_EMPTY = 0  # premultiplied colour of nothing
_ALL = 255  # nothing there: all of what is below is kept


def place(frame: Frame, sprite: Sprite, x: int, y: float, how: Entrance) -> None:
    """Blend a sprite whose place is ``x`` (even) and ``y`` (any), as its entrance says."""
    if how.opacity <= 0.002:
        return
    if how.opacity < 1:
        sprite = sprite.faded(how.opacity)
    if abs(how.scale - 1) > 1e-4:
        sprite, grown = _scaled(sprite, how.scale)
        x, y = x - grown, y - grown
    y += how.below
    top = 2 * math.floor(y / 2)
    rows = y - top
    if rows > 0.004:
        sprite = _lowered(sprite, rows)
    blend(frame, sprite, x, top)


def _lowered(sprite: Sprite, rows: float) -> Sprite:
    """The sprite moved down by 0–2 px inside a canvas two rows higher."""

    def down(plane: Plane, empty: int, by: float) -> Plane:
        room = 2 if plane.shape[0] == sprite.height else 1
        padded = cv2.copyMakeBorder(plane, room, room, 0, 0, cv2.BORDER_CONSTANT, value=[empty])
        whole = int(by)
        share, height = by - whole, plane.shape[0] + room
        first = padded[room - whole : room - whole + height]
        if share < 0.002:
            return np.asarray(first, np.uint8)
        second = padded[room - whole - 1 : room - whole - 1 + height]
        return np.asarray(cv2.addWeighted(first, 1 - share, second, share, 0), np.uint8)

    return Sprite(
        down(sprite.y, _EMPTY, rows),
        down(sprite.u, _EMPTY, rows / 2),
        down(sprite.v, _EMPTY, rows / 2),
        down(sprite.keep, _ALL, rows),
        down(sprite.keep_c, _ALL, rows / 2),
    )


def _scaled(sprite: Sprite, scale: float) -> tuple[Sprite, int]:
    """The sprite scaled about its middle, and by how many px (even) the canvas grew each side."""
    longer = max(sprite.width, sprite.height)
    grown = 2 * math.ceil(max(0.0, scale - 1) * longer / 4 + 1)

    def zoom(plane: Plane, empty: int) -> Plane:
        chroma = plane.shape[0] != sprite.height
        part = 2 if chroma else 1
        size = (sprite.width + 2 * grown) // part, (sprite.height + 2 * grown) // part
        # Middles in this plane's own samples: chroma lies at luma (2 i, 2 j + 0.5).
        middle_x = (sprite.width - 1) / 2 / part
        middle_y = ((sprite.height - 1) / 2 - (0.5 if chroma else 0)) / part
        shift = grown / part
        matrix = np.array(
            [
                [scale, 0, middle_x * (1 - scale) + shift],
                [0, scale, middle_y * (1 - scale) + shift],
            ]
        )
        warped = cv2.warpAffine(
            plane,
            matrix,
            size,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=[empty],
        )
        return np.asarray(warped, np.uint8)

    planes = (zoom(sprite.y, _EMPTY), zoom(sprite.u, _EMPTY), zoom(sprite.v, _EMPTY))
    return Sprite(*planes, zoom(sprite.keep, _ALL), zoom(sprite.keep_c, _ALL)), grown
