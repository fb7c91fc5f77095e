"""Captions: pages of at most two lines, when each is shown, which word is lit, and their bitmaps.

The letters of a page are outlined and drawn twice, plain and lit; while a word is said, its
rectangle is taken from the lit drawing. So a moving highlight costs a small copy, not a drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from pipelines.documents.shot import Caption, CaptionStyle
from pipelines.graphics.typesetting.breaking import break_evenly, count_lines
from pipelines.graphics.typesetting.faces import REFERENCE, Face, FontBook
from pipelines.graphics.typesetting.phrases import Piece, has_han, phrases, split_piece
from pipelines.graphics.video_text import canvas, draw_line, drawable, sans

__all__ = ["CaptionBitmap", "CaptionPage", "Lit", "caption_face", "caption_pages", "draw_page"]

_WIDTH = 0.84  # of the frame, at most
_SAFE = 0.06  # of the frame's height above and below
_LINES = 2
_LEADING = 1.28
_STROKE = 0.072  # em to each side of a letter
_DROPPED = "，、。；："  # falls away where a Chinese caption line ends
_LINGER = 0.35  # s that a word stays lit when nothing follows


@dataclass(frozen=True)
class Lit:
    """From frame ``start`` on, characters ``first`` to ``last`` of a line are lit."""

    start: int
    end: int
    line: int
    first: int
    last: int


@dataclass(frozen=True)
class CaptionPage:
    """What is shown from frame ``start`` to ``end`` (excluded) of the shot."""

    start: int
    end: int
    lines: tuple[str, ...]
    lit: tuple[Lit, ...] = ()


@dataclass(frozen=True)
class CaptionBitmap:
    """A drawn page: two premultiplied RGBA bitmaps of one shape, and where they go, even px.

    ``areas`` has one rectangle (left, top, right, bottom; even px inside the bitmap) per entry of
    the page's ``lit``.
    """

    plain: NDArray[np.uint8]
    lit: NDArray[np.uint8]
    x: int
    y: int
    areas: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class _Line:
    """A line as it is set, and which of the caption's characters (spaces not counted) it shows."""

    text: str
    first: int
    end: int


def caption_face(style: CaptionStyle, book: FontBook) -> Face:
    """The bold face captions are set in."""
    return sans(book, 700, _LEADING, style.font)


def caption_pages(
    caption: Caption, style: CaptionStyle, face: Face, size: tuple[int, int], fps: int
) -> tuple[CaptionPage, ...]:
    """Break a caption into lines and, where two lines do not hold it, into pages.

    Pages are as even as the phrases allow; each begins with its first word, or at its share of
    the time where no words are given.
    """
    caption = caption.model_copy(update={"text": drawable(caption.text, face)})
    limit = size[0] * _WIDTH / (style.size * size[1]) - 2 * _STROKE  # em
    pieces = _pieces(caption.text, face, limit)
    if not pieces:
        return ()
    pages = _break_pages(pieces, face, limit)
    words = _gathered(_word_places(caption), pieces)
    starts = _page_starts(caption, pages, words, fps)
    return tuple(
        CaptionPage(start, end, tuple(line.text for line in lines), _lit(lines, words, end, fps))
        for (start, end), lines in zip(pairwise((*starts, caption.end)), pages, strict=True)
        if end > start
    )


# --- breaking ----------------------------------------------------------------------------------


def _pieces(text: str, face: Face, limit: float) -> list[Piece]:
    out: list[Piece] = []
    for piece in phrases(" ".join(text.split())):
        out += split_piece(piece) if face.width(piece.text) > limit else [piece]
    return out


def _break_pages(pieces: list[Piece], face: Face, limit: float) -> list[list[_Line]]:
    widths = [face.width(piece.text) for piece in pieces]
    gaps = [face.width(piece.gap) for piece in pieces]
    costs = [piece.cost for piece in pieces]

    def lines_of(first: int, end: int, width: float) -> list[tuple[int, int]]:
        part = slice(first, end)
        ranges = break_evenly(widths[part], gaps[part], costs[part], width)
        return [(first + a, first + b) for a, b in ranges]

    def fits(first: int, end: int) -> bool:
        return count_lines(widths[first:end], gaps[first:end], limit) <= _LINES

    # A page is a line of twice the width, less what breaking it wastes.
    for stretch in (_LINES, 1.9, 1.75, 1.6, 1.4, 1.0):
        pages = [(0, len(pieces))] if fits(0, len(pieces)) else []
        pages = pages or lines_of(0, len(pieces), limit * stretch)
        if all(fits(*page) for page in pages):
            break
    order = [0]
    for piece in pieces:
        order.append(order[-1] + len("".join(piece.text.split())))
    return [
        [
            _Line(_joined(pieces[first:end]), order[first], order[end])
            for first, end in lines_of(*page, limit)
        ]
        for page in pages
    ]


def _joined(pieces: Sequence[Piece]) -> str:
    text = "".join(piece.text + piece.gap for piece in pieces[:-1]) + pieces[-1].text
    if has_han(text) and text.rstrip(_DROPPED):
        text = text.rstrip(_DROPPED)
    return text


# --- timing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Word:
    """A word's characters in the caption, spaces not counted, and its time in seconds."""

    first: int
    last: int
    start: float
    end: float


def _word_places(caption: Caption) -> list[_Word]:
    """Where the words stand in the caption.

    Their own ranges are used where they fit this text, else they are looked for one after another.
    """
    text, at = caption.text, 0
    counted = [0]
    for char in text:
        counted.append(counted[-1] + (not char.isspace()))
    out: list[_Word] = []
    for word in caption.words:
        first, last = word.first, word.last
        if text[first:last] != word.text or not word.text:
            first = text.find(word.text, at) if word.text else -1
            last = first + len(word.text)
        if first < 0:
            continue
        at = last
        out.append(_Word(counted[first], counted[last], word.start, word.end))
    return out


def _gathered(words: list[_Word], pieces: Sequence[Piece]) -> list[_Word]:
    """Han characters that are timed one by one, put together to the words they make.

    A highlight that hops five times a second is not read; one that follows words is.
    """
    owner: list[int] = []
    for number, piece in enumerate(pieces):
        owner += [number] * len("".join(piece.text.split()))
    out: list[_Word] = []
    for word in words:
        before = out[-1] if out else None
        same = before is not None and owner[before.first] == owner[word.first]
        if before and same and word.last - word.first == 1 and before.last == word.first:
            out[-1] = _Word(before.first, word.last, before.start, word.end)
        else:
            out.append(word)
    return out


def _page_starts(
    caption: Caption, pages: list[list[_Line]], words: list[_Word], fps: int
) -> list[int]:
    """The frame each page begins at; the first one at the caption's start."""
    total = pages[-1][-1].end
    starts = [caption.start]
    for page in pages[1:]:
        first = page[0].first
        said = [word.start for word in words if word.first >= first]
        if said:
            frame = round(said[0] * fps)
        else:
            frame = caption.start + round((caption.end - caption.start) * first / total)
        starts.append(min(max(frame, starts[-1]), caption.end))
    return starts


def _lit(lines: list[_Line], words: list[_Word], end: int, fps: int) -> tuple[Lit, ...]:
    """When which part of a page is lit; a word that is torn between lines is lit in both."""
    out: list[Lit] = []
    for index, word in enumerate(words):
        following = words[index + 1].start if index + 1 < len(words) else float("inf")
        until = min(following, word.end + _LINGER)
        for number, line in enumerate(lines):
            first, last = max(word.first, line.first), min(word.last, line.end)
            if first < last:
                span = _characters(line.text, first - line.first, last - line.first)
                if span[0] < span[1]:
                    shown = round(word.start * fps), min(round(until * fps), end)
                    out.append(Lit(*shown, number, *span))
    return tuple(out)


def _characters(text: str, first: int, last: int) -> tuple[int, int]:
    """Places in ``text`` of its characters ``first`` to ``last``, counted without spaces."""
    places = [index for index, char in enumerate(text) if not char.isspace()]
    inside = places[first:last]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


# --- drawing -----------------------------------------------------------------------------------


def draw_page(
    page: CaptionPage, style: CaptionStyle, face: Face, size: tuple[int, int]
) -> CaptionBitmap:
    """Draw a page: centred at ``style.centre_y``, kept inside the safe area."""
    px = style.size * size[1]
    lines = [face.shape(text) for text in page.lines]
    margin = (_STROKE + 0.22) * px  # stroke and shadow
    wide = max(line.width for line in lines) * px
    # Emoji and marks may be taller than letters: room for a whole line's height.
    above, below = 1.0 * px, 0.36 * px
    tall = above + below + (len(lines) - 1) * _LEADING * px
    width, height = _even(wide + 2 * margin), _even(tall + 2 * margin)
    x = _even((size[0] - width) / 2)
    middle = style.centre_y * size[1]
    top = min(max(middle - tall / 2, _SAFE * size[1]), (1 - _SAFE) * size[1] - tall)
    y = _even(top - margin)
    origins = [
        QPointF((width - line.width * px) / 2, margin + above + index * _LEADING * px)
        for index, line in enumerate(lines)
    ]

    def letters(colour: str, stroked: bool) -> NDArray[np.uint8]:
        stroke = (QColor(style.stroke), _STROKE * px) if stroked else None

        def paint(painter: QPainter) -> None:
            for line, origin in zip(lines, origins, strict=True):
                draw_line(painter, line, origin, px, QColor(colour), stroke=stroke)

        return canvas(width, height, paint)

    plain = _shaded(letters(style.colour, stroked=True), px)
    lit = _shaded(letters(style.highlight, stroked=True), px) if page.lit else plain
    bounds = [
        (origin.x(), origin.y() - 1.02 * px, width, origin.y() + 0.34 * px) for origin in origins
    ]
    areas = tuple(_area(page, one, face, px, bounds[one.line]) for one in page.lit)
    return CaptionBitmap(plain, lit, x, y, areas)


def _even(value: float) -> int:
    return 2 * round(value / 2)


def _shaded(rgba: NDArray[np.uint8], px: float) -> NDArray[np.uint8]:
    """A soft shadow below the stroke, for pictures as bright as the letters."""
    alpha = np.ascontiguousarray(rgba[..., 3])
    down = np.array([[1, 0, 0], [0, 1, 0.045 * px]], np.float32)
    shadow = cv2.warpAffine(alpha, down, (alpha.shape[1], alpha.shape[0]))
    shadow = cv2.GaussianBlur(shadow, (0, 0), max(0.5, 0.07 * px))
    hidden = cv2.multiply(shadow, 255 - alpha, scale=0.5 / 255)
    out = rgba.copy()
    out[..., 3] = cv2.add(alpha, hidden)
    return out


def _area(
    page: CaptionPage, lit: Lit, face: Face, px: float, bounds: tuple[float, float, int, float]
) -> tuple[int, int, int, int]:
    """The rectangle of a lit word; ``bounds`` are its line's start, top, right end and bottom."""
    text = page.lines[lit.line]
    left, right = _extent(text, face, lit.first, lit.last)
    scale = px / REFERENCE
    room = 0.02 * px  # letters without side bearing end there
    first = max(0, _even(bounds[0] + left * scale - room))
    last = min(bounds[2], _even(bounds[0] + right * scale + room))
    return first, max(0, _even(bounds[1])), last, _even(bounds[3])


def _extent(text: str, face: Face, first: int, last: int) -> tuple[float, float]:
    """Left and right end of characters ``first`` to ``last`` at the reference size."""
    layout = QTextLayout(text, face.font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    start = line.naturalTextRect().left()
    ends = [_cursor_x(line, _utf16(text[:place])) - start for place in (first, last)]
    return min(ends), max(ends)


def _cursor_x(line: object, place: int) -> float:
    x = line.cursorToX(place)  # pyright: ignore[reportAttributeAccessIssue]
    return float(x[0] if isinstance(x, tuple) else x)


def _utf16(text: str) -> int:
    """Qt counts UTF-16 units, so an emoji counts twice."""
    return len(text.encode("utf-16-le")) // 2
