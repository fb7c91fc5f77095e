"""A translation shared out among the captions of what it translates."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence

from pipelines.graphics.typesetting.phrases import phrases

__all__ = ["shared_out"]

_DROP_AT_END = "，。、；：,.;:— "
_SLACK = 2.5
"""A cut lies at most so many mean captions away from where it is due."""
_CUT = 0.35
"""How much a bad place to cut weighs beside a part that is too long or too short."""


def shared_out(text: str, captions: Sequence[str]) -> list[str]:
    """As many parts as captions, each about as long, as a share, as what it stands under.

    Parts are cut between phrases, at best after a mark. A translation of one language has no
    times of its own: it is shown with the caption it belongs to.

    Args:
        text: The translation of all captions together; empty gives empty parts.
        captions: What is said, caption by caption.
    """
    pieces = phrases(" ".join(text.split()))
    if not pieces or not captions:
        return [""] * len(captions)
    weights = [max(1, len("".join(one.split()))) for one in captions]
    ends = _cuts([len(piece.text) for piece in pieces], [piece.cost for piece in pieces], weights)
    out: list[str] = []
    at = 0
    for end in ends:
        part = "".join(piece.text + piece.gap for piece in pieces[at:end])
        out.append(part.strip().rstrip(_DROP_AT_END))
        at = end
    return out


def _cuts(widths: Sequence[int], costs: Sequence[float], weights: Sequence[int]) -> list[int]:
    """After which pieces to cut: dynamic programming over captions and pieces."""
    count, parts = len(widths), len(weights)
    total, ratio = [0], sum(widths) / sum(weights)
    for width in widths:
        total.append(total[-1] + width)
    wanted = [weight * ratio for weight in weights]
    mean = sum(wanted) / parts
    best: dict[int, float] = {0: 0.0}
    came: list[dict[int, int]] = []
    due = 0.0
    for number, length in enumerate(wanted):
        due += length
        row: dict[int, float] = {}
        back: dict[int, int] = {}
        for end in _near(total, due, _SLACK * mean) if number + 1 < parts else (count,):
            cut = _CUT * costs[end - 1] if 0 < end < count else 0.0
            for first, before in best.items():
                if first <= end:
                    off = (total[end] - total[first] - length) / mean
                    score = before + off * off + cut + (1.0 if first == end else 0.0)
                    if score < row.get(end, math.inf):
                        row[end], back[end] = score, first
        best = row
        came.append(back)
    out: list[int] = []
    end = count
    for back in reversed(came):
        out.append(end)
        end = back[end]
    return out[::-1]


def _near(total: Sequence[int], due: float, slack: float) -> range:
    """Cuts not too far from where one is due; always the nearest one."""
    low = bisect.bisect_left(total, due - slack)
    high = bisect.bisect_right(total, due + slack)
    nearest = min(bisect.bisect_left(total, due), len(total) - 1)
    return range(min(low, nearest), max(high, nearest + 1))
