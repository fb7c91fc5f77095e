"""Break a paragraph into lines: as few as possible, then as even as possible.

Pure numbers in, ranges out; dynamic programming over the break points (after Knuth and Plass,
"Breaking paragraphs into lines", 1981, with evenness in place of a justified measure).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["break_evenly", "count_lines"]

_MANY = 10  # above this many lines an even last line no longer matters
_ORPHAN = 0.38  # a last line shorter than this share of the ideal is an orphan


def count_lines(widths: Sequence[float], gaps: Sequence[float], limit: float) -> int:
    """Fewest lines the pieces need; a piece wider than the limit takes a line of its own.

    Args:
        widths: Width of each piece.
        gaps: Width of the space after each piece; falls away at a line end.
        limit: Width of a line, same unit.
    """
    lines, used = 0, math.inf
    for index, width in enumerate(widths):
        joined = used + gaps[index - 1] + width if index else math.inf
        if joined <= limit + 1e-6:
            used = joined
        else:
            lines, used = lines + 1, width
    return lines


def break_evenly(
    widths: Sequence[float],
    gaps: Sequence[float],
    costs: Sequence[float],
    limit: float,
) -> list[tuple[int, int]]:
    """Ranges ``(first, end)`` of pieces, one a line.

    Uses the fewest lines possible. Among those the lines are of even width, break where breaking
    is cheap, and leave no orphan at the end.

    Args:
        widths: Width of each piece.
        gaps: Width of the space after each piece.
        costs: How bad a break after each piece is, 0–1.
        limit: Width of a line. A piece wider than it gets a line of its own.
    """
    count = len(widths)
    if not count:
        return []
    lines = count_lines(widths, gaps, limit)
    if lines == 1:
        return [(0, count)]
    starts = _prefix(widths, gaps)
    if lines > _MANY:
        return _fill(starts, gaps, costs, limit)
    ideal = (starts[count] - gaps[-1]) / lines
    return _balance(starts, gaps, costs, limit=limit, lines=lines, ideal=ideal)


def _prefix(widths: Sequence[float], gaps: Sequence[float]) -> list[float]:
    total, out = 0.0, [0.0]
    for width, gap in zip(widths, gaps, strict=True):
        total += width + gap
        out.append(total)
    return out


def _balance(
    starts: list[float],
    gaps: Sequence[float],
    costs: Sequence[float],
    *,
    limit: float,
    lines: int,
    ideal: float,
) -> list[tuple[int, int]]:
    """Exactly ``lines`` lines with the least unevenness."""
    count = len(gaps)
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for line in range(1, lines + 1):
        reached: dict[int, tuple[float, int]] = {}
        for first, (so_far, _) in best[line - 1].items():
            for end in range(first + 1, count + 1):
                width = starts[end] - starts[first] - gaps[end - 1]
                if width > limit + 1e-6 and end > first + 1:
                    break
                score = so_far + ((width - ideal) / ideal) ** 2
                if end < count:
                    score += 0.35 * costs[end - 1]
                elif width < _ORPHAN * ideal:
                    score += 2.0
                if end not in reached or score < reached[end][0]:
                    reached[end] = (score, first)
        best.append(reached)
    return _trace(best, count)


def _trace(best: list[dict[int, tuple[float, int]]], end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for line in range(len(best) - 1, 0, -1):
        first = best[line][end][1]
        out.append((first, end))
        end = first
    return out[::-1]


def _fill(
    starts: list[float], gaps: Sequence[float], costs: Sequence[float], limit: float
) -> list[tuple[int, int]]:
    """Long text: full lines, a free last one."""
    count = len(gaps)
    best = [0.0] + [math.inf] * count
    came = [0] * (count + 1)
    for first in range(count):
        for end in range(first + 1, count + 1):
            width = starts[end] - starts[first] - gaps[end - 1]
            if width > limit + 1e-6 and end > first + 1:
                break
            slack = 0.0 if end == count else ((limit - width) / limit) ** 2 + 0.1 * costs[end - 1]
            if best[first] + slack + 0.01 < best[end]:
                best[end] = best[first] + slack + 0.01
                came[end] = first
    out: list[tuple[int, int]] = []
    end = count
    while end:
        out.append((came[end], end))
        end = came[end]
    return out[::-1]
