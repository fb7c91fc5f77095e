"""A still that fills the frame under a moving camera, smooth to a twentieth of a pixel.

``cv2.resize`` is four times as fast as ``warpAffine`` but starts at whole source pixels only. So a
few more pixels are rendered than needed, and the whole-pixel start is chosen from which one of them
falls on the wanted sub-pixel position; the surplus is cut off. Where no start comes close enough
(scales near a simple fraction), ``warpAffine`` does the frame.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.documents.shot import Motion
from pipelines.graphics.compositor.motion import Window, window_at
from pipelines.graphics.compositor.planes import Frame, Plane, to_planes

__all__ = ["Backdrop", "sample_plane"]

_SURPLUS = 64  # px rendered beyond what is needed, at most
_TOLERANCE = 0.05  # px
_DETUNE = 1 + 1 / 61  # keeps the scale of a plain pan off 1, where every start has one phase
_MOST = 2.5  # times the frame: no picture is kept larger, however close
_OFFSETS = np.arange(_SURPLUS) + 0.5

_Pair: TypeAlias = tuple[float, float]


def _start(step: float, position: float) -> tuple[int, int, float]:
    """Whole-pixel start, surplus, and error (px) with which a position is reached.

    ``resize`` puts output pixel ``m`` at ``start + (m + 0.5) * step - 0.5``.
    """
    wanted = position + 0.5 - _OFFSETS * step
    error = np.abs(wanted - np.round(wanted))
    # Among equally good ones the smallest surplus costs least.
    best = int(np.argmin(error + np.arange(_SURPLUS) * 2e-4))
    return round(float(wanted[best])), best, float(error[best])


def sample_plane(padded: Plane, pad: int, step: _Pair, at: _Pair, out: Plane) -> None:
    """Fill ``out`` with ``padded`` sampled bilinearly every ``step`` px.

    Args:
        padded: The plane with ``pad`` px repeated around it.
        pad: px; at least 64 times the larger step.
        step: Source px per output px, across and down.
        at: Where output pixel (0, 0) is taken from: x, y in px of the plane without padding.
        out: Contiguous or not, [h, w].
    """
    height, width = out.shape
    x0, more_x, error_x = _start(step[0], at[0])
    y0, more_y, error_y = _start(step[1], at[1])
    if max(error_x, error_y) > _TOLERANCE:
        matrix = np.array([[step[0], 0, at[0] + pad], [0, step[1], at[1] + pad]])
        how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        out[...] = cv2.warpAffine(
            padded, matrix, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE
        )
        return
    columns = math.ceil((width + more_x + 1) * step[0]) + 2
    rows = math.ceil((height + more_y + 1) * step[1]) + 2
    region = padded[y0 + pad : y0 + pad + rows, x0 + pad : x0 + pad + columns]
    sampled = cv2.resize(
        region, None, fx=1 / step[0], fy=1 / step[1], interpolation=cv2.INTER_LINEAR
    )
    np.copyto(out, sampled[more_y : more_y + height, more_x : more_x + width])


def _padded(plane: Plane, pad: int) -> Plane:
    wide = cv2.copyMakeBorder(plane, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    return np.asarray(wide, np.uint8)


class _Level:
    """The picture's planes at one resolution, padded for :func:`sample_plane`."""

    def __init__(self, rgb: NDArray[np.uint8]) -> None:
        self.height, self.width = rgb.shape[:2]
        self.pad = 2 * _SURPLUS + 8  # steps stay below 2: farther out, the next level serves
        self.planes = tuple(_padded(plane, self.pad) for plane in to_planes(rgb))


def _even(value: float) -> int:
    return max(2, 2 * round(value / 2))


class Backdrop:
    """A picture that covers the frame, under a camera move.

    Args:
        rgb: [h, w, 3], of any size.
        motion: The move over the whole shot.
        size: Width and height of the frame, px.
    """

    def __init__(self, rgb: NDArray[np.uint8], motion: Motion, size: tuple[int, int]) -> None:
        self._motion, self._size = motion, size
        self._still: Frame | None = None
        self._picture = (rgb.shape[1], rgb.shape[0])
        self._levels = [_Level(_fitted(rgb, self._closest_scale()))]
        widest = max(self._window(0.0).width, self._window(1.0).width)
        # Halves for far views, so that sampling never skips pixels.
        while self._step(self._levels[-1], widest) > 1.9:
            height, width = self._levels[-1].height // 2, self._levels[-1].width // 2
            small = np.asarray(
                cv2.resize(rgb, (_even(width), _even(height)), interpolation=cv2.INTER_AREA),
                np.uint8,
            )
            self._levels.append(_Level(small))

    def _window(self, t: float) -> Window:
        return window_at(self._motion, t, self._picture, self._size)

    def _closest_scale(self) -> float:
        """Resolution at which the closest view has one picture pixel per frame pixel."""
        closest = min(self._window(0.0).width, self._window(1.0).width)
        cover = max(self._size[0] / self._picture[0], self._size[1] / self._picture[1])
        return min(self._size[0] / closest, _MOST * cover) * _DETUNE

    def _step(self, level: _Level, window_width: float) -> float:
        return window_width / self._size[0] * level.width / self._picture[0]

    def paint(self, frame: Frame, t: float) -> None:
        """Fill the frame with the view at ``t`` 0–1."""
        if self._motion.start != self._motion.end:
            self._sample(frame, t)
            return
        if self._still is None:
            self._still = Frame(*self._size)
            self._sample(self._still, 0.0)
        np.copyto(frame.buffer, self._still.buffer)

    def _sample(self, frame: Frame, t: float) -> None:
        window = self._window(t)
        level = next(
            (one for one in self._levels if self._step(one, window.width) <= 1.9), self._levels[-1]
        )
        # Sides are rounded to even numbers, so the two directions differ by a hair.
        across, down = level.width / self._picture[0], level.height / self._picture[1]
        step = window.width / self._size[0] * across, window.height / self._size[1] * down
        x = window.x * across + 0.5 * step[0] - 0.5
        y = window.y * down + 0.5 * step[1] - 0.5
        luma, *chroma = level.planes
        sample_plane(luma, level.pad, step, (x, y), frame.y)
        # A chroma sample lies at luma (2 i, 2 j + 0.5), in the source as in the frame.
        at = x / 2, (y + 0.5 * step[1] - 0.5) / 2
        for plane, out in zip(chroma, (frame.u, frame.v), strict=True):
            sample_plane(plane, level.pad, step, at, out)


def _fitted(rgb: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """The picture at a scale, with even sides; fine pictures by area, coarse ones by Lanczos."""
    height, width = rgb.shape[:2]
    size = _even(width * scale), _even(height * scale)
    if size == (width, height):
        return rgb
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
    return np.asarray(cv2.resize(rgb, size, interpolation=how), np.uint8)
