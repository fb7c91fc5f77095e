"""Typewriter: letters appear one by one with the voice, behind a block cursor."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from PySide6.QtGui import QColor

from pipelines.graphics.caption_looks.drawing import Rgba, filled, over, rounded, tinted
from pipelines.graphics.caption_looks.look import Drawn, Look, Part, swapped
from pipelines.graphics.caption_looks.plate import hugging
from pipelines.graphics.caption_looks.setting import Area, SetPage, Span, even

__all__ = ["TYPEWRITER"]

_MONO = (
    "JetBrains Mono",
    "Cascadia Mono",
    "Menlo",
    "Consolas",
    "DejaVu Sans Mono",
    "Noto Sans Mono CJK SC",
)
_PAD_X, _TOP, _BOTTOM = 0.72, 1.08, 0.4
_BLINK = 0.53  # s on, and off, once nothing more is typed


def _draw(setting: SetPage) -> Drawn:
    style, lines = setting.style, (*setting.lines, *setting.second)
    mask = rounded(hugging(setting, lines, _PAD_X, _TOP, _BOTTOM), 0.1 * setting.px)
    plate = tinted(mask, style.stroke, 0.72)
    strokes = _strokes(setting)

    def bitmap(key: Hashable) -> Rgba:
        if key == "empty":
            below = QColor(style.colour).darker(115).name()
            return over(plate, filled(setting, setting.second, below))
        if key == "typed":
            return over(drawn.rgba("empty"), filled(setting, setting.lines, style.colour))
        width, height = even(0.52 * setting.px), even(1.06 * setting.px)
        return tinted(np.full((height, width), 255, np.uint8), style.highlight)

    def parts(index: int) -> Sequence[Part]:
        typed = [stroke for stroke in strokes if stroke[0] <= index]
        rest = [Part("empty", setting.x + a[0], setting.y + a[1], a) for a in setting.rest]
        shown = swapped(setting, _typed(setting, typed), "empty", "typed") + rest
        return [*shown, *_cursor(setting, strokes, typed, index)]

    drawn = Drawn(bitmap, parts)
    return drawn


Stroke = tuple[int, int, Span]
"""Frame, line, and the character's place."""


def _strokes(setting: SetPage) -> list[Stroke]:
    """When each character appears: within its word's time; all at once where there are none."""
    out: list[Stroke] = []
    for word in setting.words:
        length = max(1, word.said - word.start)
        for number, span in enumerate(word.steps):
            out.append((word.start + number * length // len(word.steps), word.line, span))
    told = {word.line for word in setting.words}
    for number, line in enumerate(setting.lines):
        if number not in told:
            out.append((setting.page.start, number, Span(line.x, line.right)))
    return sorted(out, key=lambda stroke: stroke[0])


def _typed(setting: SetPage, typed: Sequence[Stroke]) -> Iterator[tuple[Area, bool]]:
    for number in range(len(setting.lines)):
        spans = [span for _, line, span in typed if line == number]
        if not spans:
            yield setting.band(number, 0, setting.width), False
            continue
        left, right = min(s.left for s in spans), max(s.right for s in spans)
        yield setting.band(number, 0, left), False
        yield setting.band(number, left, right), True
        yield setting.band(number, right, setting.width), False


def _cursor(
    setting: SetPage, strokes: Sequence[Stroke], typed: Sequence[Stroke], index: int
) -> list[Part]:
    if not setting.words:
        return []
    if len(typed) == len(strokes):
        since = index - strokes[-1][0]
        if (since / setting.fps) % (2 * _BLINK) >= _BLINK:
            return []
    _, number, span = typed[-1] if typed else (0, strokes[0][1], None)
    line = setting.lines[number]
    width = 0.52 * setting.px
    x = line.x if span is None else span.right + 0.08 * setting.px
    if span is not None and span.backwards:
        x = span.left - width - 0.08 * setting.px
    top = line.baseline - 0.86 * setting.px
    return [Part("cursor", setting.x + even(x), setting.y + even(top))]


TYPEWRITER = Look(_draw, weight=500, leading=1.36, margin=0.9, pad=0.75, fonts=_MONO, scale=0.94)
