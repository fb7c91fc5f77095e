"""Pages of captions: at most two lines each, when each is shown, and which word is lit when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.documents.shot import Box, Caption, CaptionStyle
from pipelines.graphics.caption_words import HYPHEN, Torn, piece_width, split_wide, whole_links
from pipelines.graphics.typesetting.breaking import break_evenly, count_lines
from pipelines.graphics.typesetting.faces import Face
from pipelines.graphics.typesetting.phrases import Piece, has_han, phrases
from pipelines.graphics.video_text import drawable

__all__ = ["SECOND", "CaptionPage", "Lit", "break_caption", "safe_box"]

SECOND = 0.62
"""Size of the second language beside the first."""

_SAFE = Box(x=0.08, y=0.06, w=0.84, h=0.88)
_LINES = 2
_DROPPED = "，、。；："  # falls away where a Chinese caption line ends
_LINGER = 0.35  # s that a word stays lit when nothing follows


@dataclass(frozen=True)
class Lit:
    """From frame ``start`` on, characters ``first`` to ``last`` of a line are lit.

    ``said`` is the frame the word's sound ends at, ``end`` when its light goes out.
    """

    start: int
    said: int
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
    second: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    """A line as it is set, and which of the caption's characters (spaces not counted) it shows.

    ``torn``: it ends with a hyphen that is none of them.
    """

    text: str
    first: int
    end: int
    torn: bool


def safe_box(style: CaptionStyle) -> Box:
    """The part of the frame that captions stay in."""
    return style.safe or _SAFE


def break_caption(
    caption: Caption,
    style: CaptionStyle,
    face: Face,
    size: tuple[int, int],
    fps: int,
    *,
    pad: float,
) -> tuple[CaptionPage, ...]:
    """Break a caption into lines and, where two lines do not hold it, into pages.

    Pages are as even as the phrases allow; each begins with its first word, or at its share of
    the time where the caption has no words with times at all.

    Args:
        caption: What is said, and when.
        style: For the size and the safe area.
        face: What it is set in.
        size: Of the frame, px.
        fps: Frames per second.
        pad: What stands out of the words at either side, em.
    """
    caption = caption.model_copy(
        update={"text": drawable(caption.text, face), "second": drawable(caption.second, face)}
    )
    em = style.size * size[1]
    room = safe_box(style).w * size[0]
    limit = max(1.0, room / em - 2 * pad)
    pieces = _pieces(caption.text, face, limit)
    if not pieces:
        return ()
    wide = max(1.0, room / em / SECOND - 2 * pad)
    other = _pieces(caption.second, face, wide)
    pages = _break_pages(pieces, face, limit, least=max(1, -(-_count(other, face, wide) // _LINES)))
    words = _gathered(_word_places(caption), pieces)
    starts = _page_starts(caption, pages, words, fps)
    below = _second_lines(other, len(pages), face, wide)
    spans = pairwise((*starts, caption.end))
    return tuple(
        CaptionPage(
            start, end, tuple(line.text for line in lines), _lit(lines, words, end, fps), two
        )
        for (start, end), lines, two in zip(spans, pages, below, strict=True)
        if end > start
    )


# --- breaking ----------------------------------------------------------------------------------


def _pieces(text: str, face: Face, limit: float) -> list[Piece]:
    out: list[Piece] = []
    for piece in whole_links(phrases(" ".join(text.split()))):
        out += split_wide(piece, face, limit) if face.width(piece.text) > limit else [piece]
    return out


def _count(pieces: Sequence[Piece], face: Face, limit: float) -> int:
    return count_lines(
        [piece_width(p, face) for p in pieces], [face.width(p.gap) for p in pieces], limit
    )


def _break_pages(
    pieces: list[Piece], face: Face, limit: float, least: int = 1
) -> list[list[_Line]]:
    """Pages of at most two lines; as many as ``least`` where the phrases allow it."""
    widths = [piece_width(piece, face) for piece in pieces]
    gaps = [face.width(piece.gap) for piece in pieces]
    costs = [piece.cost for piece in pieces]

    def lines_of(first: int, end: int, width: float) -> list[tuple[int, int]]:
        part = slice(first, end)
        ranges = break_evenly(widths[part], gaps[part], costs[part], width)
        return [(first + a, first + b) for a, b in ranges]

    def fits(first: int, end: int) -> bool:
        return count_lines(widths[first:end], gaps[first:end], limit) <= _LINES

    # A page is a line of twice the width, less what breaking it wastes.
    pages: list[tuple[int, int]] = []
    whole = _whole_width(widths, gaps) / limit
    for stretch in (_LINES, 1.9, 1.75, 1.6, 1.4, 1.0, *(whole / least * f for f in (1.2, 1, 0.8))):
        pages = [(0, len(pieces))] if fits(0, len(pieces)) and least <= 1 else []
        pages = pages or lines_of(0, len(pieces), limit * stretch)
        if all(fits(*page) for page in pages) and len(pages) >= min(least, len(pieces)):
            break
    order = [0]
    for piece in pieces:
        order.append(order[-1] + len("".join(piece.text.split())))
    return [
        [
            _Line(
                _joined(pieces[first:end]),
                order[first],
                order[end],
                isinstance(pieces[end - 1], Torn),
            )
            for first, end in lines_of(*page, limit)
        ]
        for page in pages
    ]


def _joined(pieces: Sequence[Piece]) -> str:
    text = "".join(piece.text + piece.gap for piece in pieces[:-1]) + pieces[-1].text
    if isinstance(pieces[-1], Torn):
        return text + HYPHEN
    if has_han(text) and text.rstrip(_DROPPED):
        text = text.rstrip(_DROPPED)
    return text


def _whole_width(widths: Sequence[float], gaps: Sequence[float]) -> float:
    return sum(widths) + sum(gaps[:-1])


def _second_lines(
    pieces: Sequence[Piece], pages: int, face: Face, limit: float
) -> list[tuple[str, ...]]:
    """The second language on as many pages as the first, broken evenly at its phrases."""
    if not pieces:
        return [()] * pages
    widths = [piece_width(piece, face) for piece in pieces]
    gaps = [face.width(piece.gap) for piece in pieces]
    costs = [piece.cost for piece in pieces]
    parts = [(0, len(pieces))]
    for room in (1.0, 1.15, 1.35, 1.7) if pages > 1 else ():
        found = break_evenly(widths, gaps, costs, _whole_width(widths, gaps) / pages * room)
        if len(found) <= pages:
            parts = found
            break
    out: list[tuple[str, ...]] = []
    for first, end in parts:
        part = slice(first, end)
        ranges = break_evenly(widths[part], gaps[part], costs[part], limit)
        out.append(tuple(_joined(pieces[first + a : first + b]) for a, b in ranges))
    return [*out, *[()] * pages][:pages]


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
    """The frame each page begins at; the first one at the caption's start.

    A page that begins within a word begins when as much of it has been said.
    """
    total = pages[-1][-1].end
    starts = [caption.start]
    for page in pages[1:]:
        first = page[0].first
        said = [word.start for word in words if word.first >= first]
        torn = next((word for word in words if word.first < first < word.last), None)
        if torn is not None:
            share = (first - torn.first) / (torn.last - torn.first)
            frame = round((torn.start + (torn.end - torn.start) * share) * fps)
        elif said:
            frame = round(said[0] * fps)
        elif words:  # signs or emoji alone: they come when all has been said
            frame = round(words[-1].end * fps)
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
                torn = line.torn and last == line.end  # the hyphen is lit with its word
                span = _characters(line.text, first - line.first, last - line.first + torn)
                if span[0] < span[1]:
                    times = (word.start, min(word.end, until), until)
                    start, said, over = (min(round(time * fps), end) for time in times)
                    out.append(Lit(start, said, over, number, *span))
    return tuple(out)


def _characters(text: str, first: int, last: int) -> tuple[int, int]:
    """Places in ``text`` of its characters ``first`` to ``last``, counted without spaces."""
    places = [index for index, char in enumerate(text) if not char.isspace()]
    inside = places[first:last]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
