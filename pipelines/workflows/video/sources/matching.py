"""Pictures matched to sentences one by one, in the order of the text: a pure function.

Words decide (file names, what the person wrote, captions in the file), then what the sentence makes
one expect to see (colour, light), then the order in which the pictures were given.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.workflows.video.sources.words import content_words, spoken_rules

__all__ = ["PictureFacts", "Scores", "assign", "match_pictures", "name_words"]

_WORD = 1.0  # what a matching word is worth beside the others below
_LOOK = 0.25
_PLACE = 0.08  # a picture given in the middle belongs rather to the middle of the text
_ANY = 0.05  # some picture is better than none
_ORDINARY = frozenset(
    "img image photo picture pic dsc dscf pxl screenshot screen shot copy final untitled"
    " 图 图片 照片 截图 截屏 微信 wechat file export edit jpg jpeg png webp".split()
)

Scores = list[list[float]]
"""A row a sentence, a column a picture."""


@dataclass(frozen=True)
class PictureFacts:
    """What is known of a picture: words about it, its light 0–1, shares of named colours."""

    words: str = ""
    light: float | None = None
    colours: Mapping[str, float] = field(default_factory=dict)


def name_words(file: str) -> str:
    """The words in a file name: ``IMG_2041 red-bridge.jpg`` tells of a red bridge."""
    stem = file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\-.+\s]+", " ", stem)
    kept = [w for w in spaced.split() if w.lower() not in _ORDINARY and not re.search(r"\d{3}", w)]
    return " ".join(w for w in kept if not w.isdigit())


def _wordy(sentences: Sequence[Sequence[str]], pictures: Sequence[Sequence[str]]) -> Scores:
    """Words in common, rare ones counting more."""
    seen = Counter(word for each in (*sentences, *pictures) for word in set(each))
    total = len(sentences) + len(pictures)

    def worth(word: str) -> float:
        return math.log(1 + total / seen[word])

    def one(sentence: set[str], picture: set[str]) -> float:
        both = sum(worth(word) for word in sentence & picture)
        # 大桥 in the name, 桥 in the sentence: worth less than the word itself.
        parts = sum(
            0.6 * worth(word)
            for word in picture - sentence
            if not word.isascii() and any(word in other or other in word for other in sentence)
        )
        return (both + parts) / math.sqrt(max(1, len(picture)))

    return [[one(set(s), set(p)) for p in pictures] for s in sentences]


def _looks(words: Sequence[str], picture: PictureFacts) -> float:
    """How well colour and light fit what the sentence makes one expect, 0–1."""
    if picture.light is None:
        return 0.0
    text = " ".join(words)
    best = 0.0
    for scene in spoken_rules()["scene"]:
        if not any(_in(each, words, text) for each in scene["words"].split()):
            continue
        colour = sum(picture.colours.get(name, 0.0) for name in scene["colours"])
        light = 1 - min(1.0, abs(picture.light - scene["light"]) / 0.5)
        best = max(best, 0.75 * min(1.0, colour / 0.6) + 0.25 * light)
    return best


def _in(wanted: str, words: Sequence[str], text: str) -> bool:
    return wanted in words if wanted.isascii() else wanted in text


def match_pictures(sentences: Sequence[str], pictures: Sequence[PictureFacts]) -> list[int | None]:
    """The picture of each sentence, or None; each picture once at most.

    Where words tell where a picture belongs, it goes there even if it was given out of order; all
    the others keep the order they were given in.
    """
    if not sentences or not pictures:
        return [None] * len(sentences)
    said = [content_words(each) for each in sentences]
    told = [content_words(each.words) for each in pictures]
    wordy = _wordy(said, told)
    order = _in_text_order(wordy, len(pictures))
    count, most = len(sentences), len(pictures)
    scores: Scores = []
    for i, words in enumerate(said):
        row: list[float] = []
        for place, j in enumerate(order):
            far = abs((i + 0.5) / count - (place + 0.5) / most)
            look = _looks(words, pictures[j])
            row.append(_ANY + _WORD * wordy[i][j] + _LOOK * look + _PLACE * (1 - far))
        scores.append(row)
    return [None if place is None else order[place] for place in assign(scores)]


def _in_text_order(wordy: Scores, most: int) -> list[int]:
    """Pictures in the order of the sentences their words speak of; the others stay between."""
    count = len(wordy)
    at: list[float] = []
    for j in range(most):
        column = [row[j] for row in wordy]
        best = max(column)
        at.append((column.index(best) + 0.5) / count if best > 0 else (j + 0.5) / most)
    return sorted(range(most), key=lambda j: (at[j], j))


def assign(scores: Scores) -> list[int | None]:
    """The best assignment in which later rows get later columns: dynamic programming, O(n·m).

    Args:
        scores: ≥ 0 each; [rows][columns].

    Returns:
        The column of each row, or None; each column once at most. As many are used as there can
        be, and of all such assignments the one with the greatest sum.
    """
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[(0, 0.0)] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            used, total = best[i - 1][j - 1]
            taken = (used + 1, total + scores[i - 1][j - 1])
            best[i][j] = max(taken, best[i - 1][j], best[i][j - 1])
    out: list[int | None] = [None] * rows
    i, j = rows, columns
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            out[i] = j
    return out
