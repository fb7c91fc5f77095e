"""Which sentences of a text to say: the ones that the others lean on, in the order of the text.

TextRank: Mihalcea & Tarau 2004, "TextRank: Bringing Order into Texts".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from pipelines.workflows.video.sources.words import content_words

__all__ = ["key_sentences", "text_rank"]

_DAMPING = 0.85
_ROUNDS = 40
_MOST = 400  # sentences ranked; a longer text is ranked by its first ones
_REPEATS = 0.62  # of the words in common: then one of the two says nothing new
_LEAD = 0.6  # of the room: a first sentence within it is kept, it says what all is about
_OPENS = 1.12  # so does, in part, the first of a paragraph


def _similarity(first: set[str], second: set[str]) -> float:
    if len(first) < 2 or len(second) < 2:
        return 0.0
    return len(first & second) / (math.log(len(first)) + math.log(len(second)))


def text_rank(words: Sequence[Sequence[str]]) -> list[float]:
    """How important each sentence is, from its words; they add up to about their number."""
    sets = [set(each) for each in words]
    count = len(sets)
    links = [
        [_similarity(a, b) if i != j else 0.0 for j, b in enumerate(sets)]
        for i, a in enumerate(sets)
    ]
    out = [sum(row) for row in links]
    rank = [1.0] * count
    for _ in range(_ROUNDS):
        rank = [
            1
            - _DAMPING
            + _DAMPING * sum(links[j][i] / out[j] * rank[j] for j in range(count) if out[j])
            for i in range(count)
        ]
    return rank


def key_sentences(
    given: Sequence[str],
    room: float,
    length: Callable[[str], float],
    opens: Sequence[bool] = (),
) -> list[int]:
    """Numbers of the sentences to keep, in the order of the text.

    Args:
        given: All sentences.
        room: How much may be kept, in the unit of ``length``; one at least is kept.
        length: How much a sentence takes.
        opens: Which sentences open a paragraph; empty: none is known to.
    """
    head = list(given[:_MOST])
    words = [content_words(each) for each in head]
    rank = text_rank(words)
    for number in range(len(head)):
        if number and number < len(opens) and opens[number]:
            rank[number] *= _OPENS
        if head[number][-1:] in "?？" or len(words[number]) < 3:
            rank[number] *= 0.7
    kept: list[int] = []
    left = room
    if head and length(head[0]) <= _LEAD * room:
        rank[0] = max(rank) + 1  # whatever comes after leans on it
    for number in sorted(range(len(head)), key=lambda n: (-rank[n], n)):
        need = length(head[number])
        if kept and need > left:
            continue
        if any(_same(words[number], words[other]) for other in kept):
            continue
        kept.append(number)
        left -= need
    return sorted(kept)


def _same(first: Sequence[str], second: Sequence[str]) -> bool:
    a, b = set(first), set(second)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) > _REPEATS
