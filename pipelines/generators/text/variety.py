"""Whether two texts really differ."""

from __future__ import annotations

import re

__all__ = ["likeness"]

_TOKEN = re.compile(r"[A-Za-z0-9']+|[\u3400-\u9fff]+")


def _tokens(text: str) -> frozenset[str]:
    """Words; for Chinese pairs of neighbouring characters."""
    found: set[str] = set()
    for run in _TOKEN.findall(text):
        if run[0] < "\u3400" or len(run) == 1:
            found.add(run.casefold())
        else:
            found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


def likeness(a: str, b: str) -> float:
    """Jaccard index of the tokens, 0 (nothing in common) to 1 (the same words)."""
    first, second = _tokens(a), _tokens(b)
    return len(first & second) / max(1, len(first | second))
