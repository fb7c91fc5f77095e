"""Outline pop: heavy letters in a thick outline; the word being said jumps out in colour."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from pipelines.graphics.caption_looks.drawing import Rgba, filled, over, stroked
from pipelines.graphics.caption_looks.look import Drawn, Look, Part
from pipelines.graphics.caption_looks.setting import SetLine, SetPage, SetWord, even
from pipelines.graphics.typesetting.phrases import has_han

__all__ = ["OUTLINE_POP"]

_WIDTH = 0.12
_DROP = 0.075  # em that the hard shadow lies lower
_SIZES = (1.02, 1.16, 1.11, 1.07)  # of the word in its first frames; the last one stays
_WORD_GAP = 0.24
_STICKS_OUT = 0.22  # em a word between spaces may grow to each side: its gaps stay open
_SHARPER = 1.25  # words are drawn larger than they are shown, as they grow


def _draw(setting: SetPage) -> Drawn:
    style = setting.style

    def bitmap(key: Hashable) -> Rgba:
        if key == "second":
            return _heavy(setting, setting.second, style.colour)
        if key == "all":
            return over(_heavy(setting, setting.lines, style.colour), drawn.rgba("second"))
        assert isinstance(key, tuple)
        kind, number = key[0], key[1]
        word = setting.words[number]
        if kind == "without":
            return _without(setting, word, drawn.rgba("all"))
        if kind == "word":
            return _word(setting, word)
        return _grown(drawn.rgba(("word", number)), _size(setting, word, key[2]))

    def parts(index: int) -> Sequence[Part]:
        said = [n for n, w in enumerate(setting.words) if w.start <= index < w.end]
        if not said:
            return [Part("all", setting.x, setting.y)]
        number = said[-1]
        word = setting.words[number]
        step = min(index - word.start, len(_SIZES) - 1)
        grown = drawn.rgba(("grown", number, step))
        line = setting.lines[word.line]
        middle = (word.tight.left + word.tight.right) / 2, line.baseline - 0.36 * setting.px
        x = setting.x + even(middle[0] - grown.shape[1] / 2)
        y = setting.y + even(middle[1] - grown.shape[0] / 2)
        ground = Part(("without", number), setting.x, setting.y)
        return [ground, Part(("grown", number, step), x, y)]

    drawn = Drawn(bitmap, parts)
    return drawn


def _heavy(setting: SetPage, lines: Sequence[SetLine], colour: str) -> Rgba:
    """Letters in their outline, over the same outline a little lower."""
    ink = stroked(setting, lines, setting.style.stroke, _WIDTH)
    down = np.array([[1, 0, 0], [0, 1, _DROP * setting.px]], np.float32)
    low = cv2.warpAffine(ink, down, (ink.shape[1], ink.shape[0]))
    return over(over(np.asarray(low, np.uint8), ink), filled(setting, lines, colour))


def _without(setting: SetPage, word: SetWord, everything: Rgba) -> Rgba:
    """The page without a word. The outline of its neighbours ends where it began."""
    out = everything.copy()
    top, bottom = setting.bands[word.line]
    first, last = round(word.tight.left), round(word.tight.right)
    room = round((_WIDTH + 0.02) * setting.px)
    columns = [(w.tight.left, w.tight.right) for w in setting.words if w.line == word.line]
    before = [right for _, right in columns if right <= word.tight.left + 1]
    after = [left for left, _ in columns if left >= word.tight.right - 1]
    first = max(first - room, round(max(before)) if before else 0)
    last = min(last + room, round(min(after)) if after else setting.width)
    out[top:bottom, max(0, first) : last] = 0
    return out


def _word(setting: SetPage, word: SetWord) -> Rgba:
    """The word by itself in the colour, larger, in a bitmap that is centred on it."""
    px = setting.px * _SHARPER
    shaped = setting.face.shape(word.text)
    room = (_WIDTH + _DROP + 0.1) * px
    width, height = even(shaped.width * px + 2 * room), even(1.9 * px)
    line = SetLine(word.text, shaped, px, (width - shaped.width * px) / 2, height / 2 + 0.36 * px)
    alone = replace(setting, px=px, width=width, height=height, lines=(line,), second=(), words=())
    return _heavy(alone, (line,), setting.style.highlight)


def _size(setting: SetPage, word: SetWord, step: int) -> float:
    """How large a word is shown; long ones grow by less, as Han words without gaps need not."""
    if has_han(word.text):
        return _SIZES[step]
    width = (word.tight.right - word.tight.left) / setting.px
    return min(_SIZES[step], 1 + 2 * _STICKS_OUT / max(width, 1e-6))


def _grown(large: Rgba, size: float) -> Rgba:
    width = even(large.shape[1] * size / _SHARPER)
    height = even(large.shape[0] * size / _SHARPER)
    return np.asarray(cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


OUTLINE_POP = Look(
    _draw, weight=900, leading=1.32, margin=0.5, pad=0.2, tracking=0.05, word_gap=_WORD_GAP
)
