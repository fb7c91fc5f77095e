"""Where a camera operator would look: the noisy places of interest as one calm path a shot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipelines.generators.footage.looking import LOOKS, Look
from pipelines.roles.footage import FocusPoint, Span

__all__ = ["calm", "focus_path"]

_TUBE = 0.05
"""How far the path may stay from what is followed, fractions of the picture."""
_STILL = 0.12
"""A shot whose interest stays within that is looked at without moving."""
_MEDIAN = 5
_ROUNDS = 240

Line = NDArray[np.float64]


def focus_path(looks: Sequence[Look], shots: Sequence[Span]) -> tuple[FocusPoint, ...]:
    """A calm path through the looks, shot by shot, twice a second and at both ends of each shot."""
    path: list[FocusPoint] = []
    for shot in shots:
        here = [look for look in looks if shot.start - 1e-6 <= look.t < shot.end - 1e-6]
        if not here:
            continue
        if len(here) > 1 and not here[0].faces:
            # Nothing has moved yet at the first look; what moves next was there already.
            here[0] = replace(here[0], x=here[1].x, y=here[1].y)
        t = np.array([look.t for look in here])
        x = calm(np.array([look.x for look in here]))
        y = calm(np.array([look.y for look in here]))
        times = np.unique(np.r_[shot.start, t[1:-1:2], max(shot.start, shot.end - 0.02)])
        for at in times:
            path.append(
                FocusPoint(
                    t=round(float(at), 3),
                    x=round(float(np.interp(at, t, x)), 4),
                    y=round(float(np.interp(at, t, y)), 4),
                )
            )
    return tuple(path)


def calm(places: Line) -> Line:
    """The calmest line within a narrow tube around the places, outliers left out.

    A string pulled tight in the tube: smoothed and put back into it, again and again.

    Args:
        places: ``[n]``, one every quarter of a second, 0–1.
    """
    if len(places) < 3:
        return np.full(len(places), float(np.median(places)))
    half = _MEDIAN // 2
    padded = np.pad(places, half, mode="edge")
    steady = np.median(np.lib.stride_tricks.sliding_window_view(padded, _MEDIAN), axis=1)
    low, high = np.percentile(steady, (5, 95))
    if high - low < _STILL:
        return np.full(len(places), (low + high) / 2)
    line = steady.copy()
    for _ in range(_ROUNDS):
        padded = np.pad(line, 1, mode="edge")
        line = (padded[:-2] + 2 * line + padded[2:]) / 4
        line = np.clip(line, steady - _TUBE, steady + _TUBE)
    return _rounded_off(line)


def _rounded_off(line: Line) -> Line:
    """Corners taken off the tight string: a second's weighted mean."""
    half = LOOKS // 2
    weights = np.hanning(2 * half + 3)[1:-1]
    first, last = line[0], line[-1]
    # Mirrored through its ends, so that a steady move is not slowed down there.
    head = 2 * first - line[1 : half + 1][::-1]
    tail = 2 * last - line[-half - 1 : -1][::-1]
    padded = np.concatenate([head, line, tail])
    smooth = np.convolve(padded, weights / weights.sum(), "valid")
    return np.clip(smooth, 0, 1)
