"""Sampling a picture's planes at any place and scale, smooth to a twentieth of a pixel.

``cv2.resize`` is four times as fast as ``warpAffine`` but starts at whole source pixels only. So a
few more pixels are rendered than needed, and the whole-pixel start is chosen from which one of them
falls on the wanted sub-pixel position; the surplus is cut off, or lands in the room around a frame.
Where no start comes close enough (scales near a simple fraction), ``warpAffine`` does the frame.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from pipelines.graphics.compositor.motion import Window
from pipelines.graphics.compositor.planes import Plane, Roomy

__all__ = ["Area", "Level", "Sampler", "padded"]

_SURPLUS = 64  # px rendered beyond what is needed, at most; or as many as a target has room for
_TOLERANCE = 0.05  # px
_PAD = 2 * _SURPLUS + 8  # steps stay below 2: for farther views there are smaller levels
_OFFSETS = np.arange(_SURPLUS) + 0.5
# Among equally good starts the smallest surplus costs least.
_COST = np.arange(_SURPLUS) * 2e-4

_Pair: TypeAlias = tuple[float, float]
Target: TypeAlias = Plane | Roomy
Area: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom; px of the frame, even."""


def padded(plane: Plane) -> Plane:
    """The plane with its border repeated around it, as :class:`Level` wants it."""
    wide = cv2.copyMakeBorder(plane, _PAD, _PAD, _PAD, _PAD, cv2.BORDER_REPLICATE)
    return np.asarray(wide, np.uint8)


@dataclass(frozen=True)
class Level:
    """A picture's planes at one resolution, :func:`padded`: ``luma`` ones and half-sized ones.

    ``width`` and ``height`` are of the luma planes without padding, px.
    """

    width: int
    height: int
    luma: tuple[Plane, ...]
    chroma: tuple[Plane, ...]


def _start(step: float, position: float, most: int) -> tuple[int, int, float]:
    """Whole-pixel start, surplus (``most`` at most), and error (px) of reaching a position.

    ``resize`` puts output pixel ``m`` at ``start + (m + 0.5) * step - 0.5``.
    """
    wanted = position + 0.5 - _OFFSETS[:most] * step
    error = np.abs(wanted - np.rint(wanted))
    best = int((error + _COST[:most]).argmin())
    return round(float(wanted[best])), best, float(error[best])


class Sampler:
    """Samples levels into planes; keeps the memory it works in from frame to frame."""

    def __init__(self) -> None:
        self._scratch: Plane = np.empty(0, np.uint8)

    def sample(
        self,
        level: Level,
        window: Window,
        size: tuple[int, int],
        outs: tuple[Sequence[Target], Sequence[Target]],
        area: Area | None = None,
    ) -> None:
        """Fill planes with what a window of a level shows.

        Args:
            level: The source.
            window: In px of the level, without padding.
            size: Width and height of the frame that the whole window fills, px.
            outs: The frame's luma planes and chroma planes, one for each of the level's.
            area: The part of the frame the planes stand for; None: all of it.
        """
        left, top = (area[0], area[1]) if area else (0, 0)
        step = window.width / size[0], window.height / size[1]
        x = window.x + (left + 0.5) * step[0] - 0.5
        y = window.y + (top + 0.5) * step[1] - 0.5
        for plane, out in zip(level.luma, outs[0], strict=True):
            self._plane(plane, step, (x, y), out)
        # A chroma sample lies at luma (2 i, 2 j + 0.5), in the source as in the frame.
        at = x / 2, (y + 0.5 * step[1] - 0.5) / 2
        for plane, out in zip(level.chroma, outs[1], strict=True):
            self._plane(plane, step, at, out)

    def _plane(self, source: Plane, step: _Pair, at: _Pair, target: Target) -> None:
        """Fill a target with a padded plane sampled bilinearly every ``step`` px from ``at`` on."""
        out = target.plane if isinstance(target, Roomy) else target
        height, width = out.shape
        most = min(_SURPLUS, target.left) if isinstance(target, Roomy) else _SURPLUS
        x0, more_x, error_x = _start(step[0], at[0], most)
        y0, more_y, error_y = _start(step[1], at[1], most)
        if max(error_x, error_y) > _TOLERANCE:
            matrix = np.array([[step[0], 0, at[0] + _PAD], [0, step[1], at[1] + _PAD]])
            how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            out[...] = cv2.warpAffine(
                source, matrix, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE
            )
            return
        columns = math.ceil((width + more_x) * step[0]) + 1
        rows = math.ceil((height + more_y) * step[1]) + 1
        region = source[y0 + _PAD : y0 + _PAD + rows, x0 + _PAD : x0 + _PAD + columns]
        # As cv2.resize rounds it: to the nearest, halves to even.
        shape = round(region.shape[0] * (1 / step[1])), round(region.shape[1] * (1 / step[0]))
        made = self._room_in(target, (more_y, more_x), shape)
        into = self._room(shape) if made is None else made
        sampled = cv2.resize(
            region, None, dst=into, fx=1 / step[0], fy=1 / step[1], interpolation=cv2.INTER_LINEAR
        )
        if made is None or not np.shares_memory(sampled, into):
            np.copyto(out, sampled[more_y : more_y + height, more_x : more_x + width])

    @staticmethod
    def _room_in(target: Target, more: tuple[int, int], shape: tuple[int, int]) -> Plane | None:
        """Memory around a target in which what is sampled comes to lie at its place."""
        if not isinstance(target, Roomy):
            return None
        top, left = target.left - more[0], target.left - more[1]
        if left + shape[1] > target.memory.shape[1] or top + shape[0] > target.memory.shape[0]:
            return None
        return target.memory[top : top + shape[0], left : left + shape[1]]

    def _room(self, shape: tuple[int, int]) -> Plane:
        """Memory of that shape: fresh pages for every frame would cost as much as sampling."""
        if self._scratch.size < shape[0] * shape[1]:
            self._scratch = np.empty(round(shape[0] * shape[1] * 1.1), np.uint8)
        return self._scratch[: shape[0] * shape[1]].reshape(shape)
