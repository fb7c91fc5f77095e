"""Where one shot ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipelines.roles.footage import Span

__all__ = ["find_shots"]

_LEAST = 9.0
"""Mean difference of tiny frames, 0–255, below which nothing is a cut."""
_TIMES = 3.5
"""How far a cut stands above the changes around it."""
_AROUND = 10
_FLASH = 0.2
"""Seconds within which there and back is a flash and no cut."""


def find_shots(changes: Sequence[float], fps: float, start: float = 0.0) -> tuple[Span, ...]:
    """Shots from the difference of each frame to the one before.

    A cut is a change that is large and stands out from those around it, so that a wild pan is
    none; there and back within a fifth of a second is a flash, and none either.
    """
    values = np.asarray(changes, float)
    count = len(values)
    cuts: list[int] = []
    for i in np.flatnonzero(values > _LEAST):
        first, last = max(1, i - _AROUND), min(count, i + _AROUND + 1)
        around = np.delete(values[first:last], i - first)
        usual = float(np.percentile(around, 75)) if len(around) else 0.0
        if i > 0 and values[i] > _TIMES * usual + 4.0:
            cuts.append(int(i))
    cuts = _without_flashes(cuts, max(1, round(_FLASH * fps)))
    edges = [0, *cuts, count]
    return tuple(
        Span(start=round(start + a / fps, 4), end=round(start + b / fps, 4))
        for a, b in pairwise(edges)
        if b > a
    )


def _without_flashes(cuts: list[int], least: int) -> list[int]:
    kept: list[int] = []
    i = 0
    while i < len(cuts):
        j = i
        while j + 1 < len(cuts) and cuts[j + 1] - cuts[j] < least:
            j += 1
        if j != i + 1:
            kept.append(cuts[i])
        i = j + 1
    return kept
