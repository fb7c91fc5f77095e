"""A page of captions as it is set: every line and word with its place, in px of its own bitmap."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from pipelines.documents.shot import Box, CaptionStyle
from pipelines.graphics.caption_pages import SECOND, CaptionPage, Lit, safe_box
from pipelines.graphics.typesetting.faces import REFERENCE, Face, ShapedLine
from pipelines.graphics.typesetting.phrases import clusters

__all__ = ["Area", "SetLine", "SetPage", "SetWord", "Span", "cluster_spans", "even", "set_page"]

Area = tuple[int, int, int, int]
"""Left, top, right, bottom; even px."""

_BACKWARDS = ("R", "AL")  # letters read from right to left
_SECOND_GAP = 0.3  # em between the two languages, beside the leading
_ABOVE, _BELOW = 1.0, 0.36  # em of a line's box; emoji and marks may be taller than letters


@dataclass(frozen=True)
class Span:
    """From ``left`` to ``right``, px in the bitmap; ``backwards``: read from right to left."""

    left: float
    right: float
    backwards: bool = False


@dataclass(frozen=True)
class SetLine:
    """A line, its size and the start of its baseline, px in the bitmap."""

    text: str
    shaped: ShapedLine
    px: float
    x: float
    baseline: float

    @property
    def right(self) -> float:
        return self.x + self.shaped.width * self.px


@dataclass(frozen=True)
class SetWord:
    """A timed word of a line.

    ``tight`` is the word alone, ``whole`` it with all up to the next word (marks, spaces, emoji),
    so that every part of the line belongs to a word. Frames: ``start``; ``said`` when its sound
    ends; ``end`` when the next one takes over.
    """

    line: int
    text: str
    tight: Span
    whole: Span
    start: int
    said: int
    end: int
    steps: tuple[Span, ...]


@dataclass(frozen=True)
class SetPage:
    """A page as set for a look; the bitmap's corner lies at ``x``, ``y`` of the frame, even px."""

    page: CaptionPage
    style: CaptionStyle
    face: Face
    px: float
    fps: int
    width: int
    height: int
    x: int
    y: int
    lines: tuple[SetLine, ...]
    second: tuple[SetLine, ...]
    words: tuple[SetWord, ...]

    @cached_property
    def bands(self) -> tuple[tuple[int, int], ...]:
        """Top and bottom of each line's share of the bitmap; the second language is not in it."""
        tops = [0]
        for before, after in pairwise(self.lines):
            middle = (before.baseline + 0.3 * self.px + after.baseline - 0.9 * self.px) / 2
            tops.append(even(middle))
        last = self.lines[-1].baseline + 0.45 * self.px
        tops.append(min(self.height, even(last)) if self.second else self.height)
        return tuple(pairwise(tops))

    @property
    def rest(self) -> tuple[Area, ...]:
        """What is below the bands: the second language."""
        bottom = self.bands[-1][1]
        return ((0, bottom, self.width, self.height),) if bottom < self.height else ()

    def band(self, line: int, left: float, right: float) -> Area:
        """Columns of a line's band."""
        top, bottom = self.bands[line]
        return max(0, even(left)), top, min(self.width, even(right)), bottom


def even(value: float) -> int:
    """The nearest even number."""
    return 2 * round(value / 2)


def set_page(
    page: CaptionPage,
    style: CaptionStyle,
    face: Face,
    size: tuple[int, int],
    fps: int,
    *,
    leading: float,
    margin: float,
) -> SetPage:
    """Place a page, centred at ``style.centre_y`` and kept inside the safe area.

    Args:
        page: What to set.
        style: Size, place, safe area.
        face: As pages were broken with.
        size: Of the frame, px.
        fps: Frames per second.
        leading: From baseline to baseline, em.
        margin: Room around the words for strokes, plates and shadows, em.
    """
    px = style.size * size[1]
    small = px * SECOND
    shaped = [face.shape(text) for text in page.lines]
    below = [face.shape(text) for text in page.second]
    wide = max([s.width * px for s in shaped] + [s.width * small for s in below])
    tall = (_ABOVE + _BELOW + (len(shaped) - 1) * leading) * px
    if below:
        tall += (_SECOND_GAP * px) + (1 + (len(below) - 1) * leading) * small
    room = margin * px
    width, height = even(wide + 2 * room), even(tall + 2 * room)
    safe = safe_box(style)
    y = even(_top(safe, style, size, tall) - room)
    lines = tuple(
        SetLine(one.text, one, px, (width - one.width * px) / 2, room + (_ABOVE + i * leading) * px)
        for i, one in enumerate(shaped)
    )
    first = lines[-1].baseline + (_BELOW + _SECOND_GAP) * px + 0.72 * small
    second = tuple(
        SetLine(one.text, one, small, (width - one.width * small) / 2, first + i * leading * small)
        for i, one in enumerate(below)
    )
    x = even((size[0] - width) / 2)
    words = _set_words(page, lines, face)
    return SetPage(page, style, face, px, fps, width, height, x, y, lines, second, words)


def _top(safe: Box, style: CaptionStyle, size: tuple[int, int], tall: float) -> float:
    top = style.centre_y * size[1] - tall / 2
    low = (safe.y + safe.h) * size[1] - tall
    return max(min(top, low), safe.y * size[1])


# --- words -------------------------------------------------------------------------------------


def _set_words(page: CaptionPage, lines: tuple[SetLine, ...], face: Face) -> tuple[SetWord, ...]:
    out: list[SetWord] = []
    for number, line in enumerate(lines):
        spans = cluster_spans(line, face)
        inside = sorted((w for w in page.lit if w.line == number), key=lambda w: w.first)
        for index, word in enumerate(inside):
            first = 0 if index == 0 else word.first
            last = inside[index + 1].first if index + 1 < len(inside) else len(line.text)
            tight = _between(spans, word.first, word.last)
            whole = _between(spans, first, last)
            if tight and whole:
                steps = tuple(span for at, span in spans if first <= at < last)
                out.append(_word(word, line.text, _union(tight), _union(whole), steps))
    return tuple(sorted(out, key=lambda w: (w.start, w.line)))


def _word(lit: Lit, text: str, tight: Span, whole: Span, steps: tuple[Span, ...]) -> SetWord:
    return SetWord(
        lit.line, text[lit.first : lit.last], tight, whole, lit.start, lit.said, lit.end, steps
    )


def _between(spans: list[tuple[int, Span]], first: int, last: int) -> list[Span]:
    return [span for at, span in spans if first <= at < last]


def _union(spans: list[Span]) -> Span:
    backwards = sum(s.backwards for s in spans) * 2 > len(spans)
    return Span(min(s.left for s in spans), max(s.right for s in spans), backwards)


def cluster_spans(line: SetLine, face: Face) -> list[tuple[int, Span]]:
    """Where each character (with its marks) of a line stands, with its place in the text.

    What is read from left to right is found by its glyphs, as a cursor stands in two places where
    directions change; glyphs of what is read from right to left do not tell their character.
    """
    layout = QTextLayout(line.text, face.font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    text_line = layout.createLine()
    layout.endLayout()
    start = text_line.naturalTextRect().left()
    glyphs = _glyphs(layout)
    scale = line.px / REFERENCE
    out: list[tuple[int, Span]] = []
    place, units = 0, 0
    for cluster in clusters(line.text):
        end = units + len(cluster.encode("utf-16-le")) // 2  # Qt counts UTF-16 units
        backwards = unicodedata.bidirectional(cluster[0]) in _BACKWARDS
        boxes = [] if backwards else [box for at in range(units, end) for box in glyphs.get(at, ())]
        if boxes:
            left, right = min(b[0] for b in boxes), max(b[1] for b in boxes)
        else:
            a = _cursor_x(text_line, units, QTextLine.Edge.Leading)
            b = _cursor_x(text_line, end - 1, QTextLine.Edge.Trailing)
            wide = face.width(cluster) * REFERENCE
            if backwards and not -1 <= a - b <= 2 * wide + 1:  # one of them is the other place
                a = b + wide
            left, right = min(a, b), max(a, b)
        span = Span(line.x + (left - start) * scale, line.x + (right - start) * scale, backwards)
        out.append((place, span))
        place, units = place + len(cluster), end
    return out


def _glyphs(layout: QTextLayout) -> dict[int, list[tuple[float, float]]]:
    """Left and right ends of the glyphs by their place in the text, of runs from left to right."""
    out: dict[int, list[tuple[float, float]]] = {}
    for run in layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        if run.isRightToLeft():
            continue
        wide = [p.x() for p in run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())]
        for at, place, width in zip(run.stringIndexes(), run.positions(), wide, strict=True):
            out.setdefault(at, []).append((place.x(), place.x() + width))
    return out


def _cursor_x(line: QTextLine, place: int, edge: QTextLine.Edge) -> float:
    x: Any = line.cursorToX(place, edge)  # PySide gives (x, place), its stubs promise object
    return float(x[0] if isinstance(x, tuple) else x)
