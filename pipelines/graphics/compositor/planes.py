"""BT.709 limited-range 4:2:0 planes: from RGB, laid over each other, and back for a preview.

Chroma is sited as H.264 has it by default: level with the even luma columns, half-way between two
rows. So chroma sample ``(i, j)`` lies at luma ``(2 i, 2 j + 0.5)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Frame",
    "Plane",
    "Roomy",
    "Sprite",
    "blend",
    "inverse",
    "sprite_from_rgba",
    "thumbnail",
    "to_planes",
]

Plane: TypeAlias = NDArray[np.uint8]

_SPARE = 8  # px to the right of a frame and below it, at least

_KR, _KB = 0.2126, 0.0722  # ITU-R BT.709-6, item 3.2
_KG = 1 - _KR - _KB
_WEIGHTS = np.array(
    [
        [_KR, _KG, _KB],
        [-_KR / (2 - 2 * _KB), -_KG / (2 - 2 * _KB), 0.5],
        [0.5, -_KG / (2 - 2 * _KR), -_KB / (2 - 2 * _KR)],
    ]
)
_SCALE = np.array([[219.0], [224.0], [224.0]]) / 255
_OFFSET = np.array([[16.0], [128.0], [128.0]]) / 255
# Four columns: premultiplied R, G, B and alpha. The offsets go with alpha, so the result is
# premultiplied as well.
_FROM_RGBA = np.hstack([_WEIGHTS * _SCALE, _OFFSET])


@dataclass(frozen=True)
class Roomy:
    """A plane inside memory with room around it: ``left`` px on its left, as many rows above it."""

    memory: Plane
    left: int
    plane: Plane


class Frame:
    """One picture as an encoder takes it: planes Y, U and V, with room around them.

    Sampling a picture gives a few rows and columns too many on its left and above it
    (``sampling``); thanks to the room they need not be cut off by a copy. What lies there means
    nothing. ``rows`` are the planes with the room to their sides, as they go through a pipe.

    Args:
        width: px, even.
        height: px, even.
    """

    LEFT = 64
    """Room on the left of the luma plane, px, and above it; half of it in the chroma planes."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        stride, tall = self.stride_of(width), height + self.LEFT + _SPARE
        self.buffer: Plane = np.empty(stride * tall * 3 // 2, np.uint8)
        size, quarter = stride * tall, stride * tall // 4
        memories = (
            self.buffer[:size].reshape(tall, stride),
            self.buffer[size : size + quarter].reshape(tall // 2, stride // 2),
            self.buffer[size + quarter :].reshape(tall // 2, stride // 2),
        )
        self.roomy = tuple(
            _roomy(memory, self.LEFT // part, width // part, height // part)
            for memory, part in zip(memories, (1, 2, 2), strict=True)
        )
        self.y, self.u, self.v = (one.plane for one in self.roomy)

    @classmethod
    def stride_of(cls, width: int) -> int:
        """Bytes from one luma row to the next; half of that in chroma."""
        return -(-(width + cls.LEFT + _SPARE) // 32) * 32

    @property
    def planes(self) -> tuple[Plane, Plane, Plane]:
        return self.y, self.u, self.v

    @property
    def rows(self) -> tuple[Plane, Plane, Plane]:
        """The planes' rows in full, contiguous: ``LEFT`` px and more than are seen."""
        first, second, third = (
            one.memory[one.left : one.left + one.plane.shape[0]] for one in self.roomy
        )
        return first, second, third


def _roomy(memory: Plane, left: int, width: int, height: int) -> Roomy:
    return Roomy(memory, left, memory[left : left + height, left : left + width])


@dataclass(frozen=True)
class Sprite:
    """A layer with alpha, premultiplied: luma ``y`` and chroma ``u``, ``v``.

    ``keep`` (luma size) and ``keep_c`` (chroma size) say how much of what lies below stays, 0–255.
    Width and height are even.
    """

    y: Plane
    u: Plane
    v: Plane
    keep: Plane
    keep_c: Plane

    @property
    def width(self) -> int:
        return self.y.shape[1]

    @property
    def height(self) -> int:
        return self.y.shape[0]

    def faded(self, opacity: float) -> Sprite:
        """The sprite with its alpha multiplied by ``opacity`` 0–1."""

        def thin(plane: Plane, empty: float = 0) -> Plane:
            mixed = cv2.convertScaleAbs(plane, alpha=opacity, beta=empty * (1 - opacity))
            return np.asarray(mixed, np.uint8)

        colours = thin(self.y), thin(self.u), thin(self.v)
        return Sprite(*colours, thin(self.keep, 255), thin(self.keep_c, 255))


def _halved(plane: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Chroma at half size, sited left: 1-2-1 across, 1-1 down."""
    height, width = plane.shape
    pairs = cv2.resize(plane, (width, height // 2), interpolation=cv2.INTER_AREA)
    across = np.array([0.25, 0.5, 0.25], np.float32)
    smooth = cv2.sepFilter2D(pairs, -1, across, np.array([1.0], np.float32))
    return np.asarray(np.ascontiguousarray(smooth[:, ::2]), np.uint8)


def to_planes(rgb: NDArray[np.uint8]) -> tuple[Plane, Plane, Plane]:
    """RGB [h, w, 3] with even sides → Y [h, w], U and V [h/2, w/2]."""
    matrix = np.hstack([_WEIGHTS * _SCALE, _OFFSET * 255])
    full = np.asarray(cv2.transform(rgb, matrix), np.uint8)
    luma, blue, red = (np.asarray(plane, np.uint8) for plane in cv2.split(full))
    return luma, _halved(blue), _halved(red)


def sprite_from_rgba(rgba: NDArray[np.uint8]) -> Sprite:
    """Premultiplied RGBA [h, w, 4] → sprite; odd sides get one empty column or row."""
    height, width = rgba.shape[:2]
    if height % 2 or width % 2:
        rgba = np.pad(rgba, ((0, height % 2), (0, width % 2), (0, 0)))
    full = np.asarray(cv2.transform(rgba, _FROM_RGBA), np.uint8)
    luma, blue, red = (np.asarray(plane, np.uint8) for plane in cv2.split(full))
    alpha = np.asarray(cv2.extractChannel(rgba, 3), np.uint8)
    return Sprite(
        y=luma,
        u=_halved(blue),
        v=_halved(red),
        keep=inverse(alpha),
        keep_c=inverse(_halved(alpha)),
    )


def inverse(plane: Plane) -> Plane:
    """255 minus the plane: alpha from what is kept, and back."""
    return np.asarray(cv2.bitwise_not(plane), np.uint8)


def _lay(below: Plane, keep: Plane, above: Plane) -> None:
    kept = cv2.multiply(below, keep, scale=1 / 255)
    cv2.add(kept, above, dst=below)


def blend(frame: Frame, sprite: Sprite, x: int, y: int) -> None:
    """Lay a sprite over the frame at even ``x``, ``y``; what sticks out is cut off."""
    left, top = max(0, x), max(0, y)
    right = min(frame.width, x + sprite.width)
    bottom = min(frame.height, y + sprite.height)
    if left >= right or top >= bottom:
        return
    source = np.s_[top - y : bottom - y, left - x : right - x]
    target = np.s_[top:bottom, left:right]
    _lay(frame.y[target], sprite.keep[source], sprite.y[source])
    source_c = np.s_[(top - y) // 2 : (bottom - y) // 2, (left - x) // 2 : (right - x) // 2]
    target_c = np.s_[top // 2 : bottom // 2, left // 2 : right // 2]
    _lay(frame.u[target_c], sprite.keep_c[source_c], sprite.u[source_c])
    _lay(frame.v[target_c], sprite.keep_c[source_c], sprite.v[source_c])


def thumbnail(frame: Frame, height: int) -> NDArray[np.uint8]:
    """The frame as a small RGB picture [height, …, 3]."""
    width = max(2, round(frame.width * height / frame.height))
    small = [
        cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA) for plane in frame.planes
    ]
    yuv = cv2.merge(small)
    back = np.linalg.inv(_WEIGHTS * _SCALE)
    matrix = np.hstack([back, -back @ (_OFFSET * 255)])
    return np.asarray(cv2.transform(yuv, matrix), np.uint8)
