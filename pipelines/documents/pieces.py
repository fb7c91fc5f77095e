"""Into which pieces a long shot is cut, so that several cores render it and memory stays flat."""

from __future__ import annotations

from itertools import pairwise

__all__ = ["split_frames"]

_LONGEST_S = 8.0
"""Shorter than a group of pictures, so that each piece has one key frame and joins stay clean."""


def split_frames(first: int, last: int, fps: int) -> list[tuple[int, int]]:
    """Cut frames ``first`` to ``last`` (excluded) into even runs of eight seconds at most.

    Args:
        first: First frame of the body.
        last: The frame behind its last one; nothing is left if it is not greater.
        fps: Frames per second.

    Returns:
        ``(first, last)`` of each piece, in order, without gaps; lengths differ by a frame at most.
    """
    frames = last - first
    if frames <= 0:
        return []
    count = -(-frames // max(1, round(_LONGEST_S * fps)))
    edges = [first + round(frames * i / count) for i in range(count + 1)]
    return list(pairwise(edges))
