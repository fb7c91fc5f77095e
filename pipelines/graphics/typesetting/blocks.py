"""Blocks: a text broken into lines and fitted into a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.graphics.typesetting.breaking import break_evenly, count_lines
from pipelines.graphics.typesetting.faces import Face, ShapedLine
from pipelines.graphics.typesetting.phrases import Piece, clusters, phrases, split_piece

__all__ = ["Align", "Block", "PlacedLine", "fit_block", "without_missing"]

Align = Literal["left", "center", "right"]

_HANGS = "，。、！？；：”’」』》）"
_MOST_TRIED = 6  # numbers of lines that are compared
_BAD_BREAK = 0.32  # how much smaller type may be for the sake of a better break
_SMALLER = (1.0, 0.94, 0.88, 0.82, 0.76)  # sizes that are compared for their breaks
_DISPLAY = 4  # lines; longer texts keep their size whatever their breaks
_OPTICAL = 0.35  # em of side bearing at most that may hang over the margin


@dataclass(frozen=True)
class PlacedLine:
    """A line on the page: its start on the baseline, px."""

    line: ShapedLine
    x: float
    baseline: float


@dataclass(frozen=True)
class Block:
    """A text set in lines, px.

    ``top`` and ``bottom`` are trimmed to what the eye sees: from the caps of the first line to the
    last baseline (or its descenders), so that gaps between blocks look as large as they are.

    Attributes:
        clipped: Whether text had to be cut off at the end to fit.
    """

    face: Face
    px: float
    lines: tuple[ShapedLine, ...]
    clipped: bool = False

    @property
    def leading(self) -> float:
        return self.px * self.face.style.leading

    @property
    def ascent(self) -> float:
        """From the top of the block to its first baseline."""
        return self.px * self.face.top(self.lines[0].text)

    @property
    def height(self) -> float:
        descent = self.px * self.face.bottom(self.lines[-1].text)
        return self.ascent + (len(self.lines) - 1) * self.leading + descent

    @property
    def width(self) -> float:
        return max(line.width for line in self.lines) * self.px

    @property
    def missing(self) -> str:
        return "".join(dict.fromkeys("".join(line.missing for line in self.lines)))

    def place(self, x: float, y: float, width: float, align: Align) -> Iterator[PlacedLine]:
        """The lines inside a column that starts at ``x`` and is ``width`` wide; ``y`` is its top.

        The left and right edges are optical: the ink, not the side bearing, meets the margin.
        """
        for index, line in enumerate(self.lines):
            if align == "left":
                at = x - min(line.ink.left(), _OPTICAL) * self.px
            elif align == "right":
                bearing = min(line.width - line.ink.right(), _OPTICAL)
                at = x + width - (line.width - bearing) * self.px
            else:
                hang = 0.25 if line.text[-1:] in _HANGS else 0.0
                at = x + (width - (line.width - hang) * self.px) / 2
            yield PlacedLine(line, at, y + self.ascent + index * self.leading)


@dataclass(frozen=True)
class _Measured:
    """A paragraph with the widths of its pieces in em."""

    pieces: Sequence[Piece]
    widths: Sequence[float]
    gaps: Sequence[float]

    @property
    def total(self) -> float:
        return sum(self.widths) + sum(self.gaps)


def fit_block(
    text: str,
    face: Face,
    width: float,
    px: float,
    *,
    max_lines: int = 99,
    min_px: float = 8.0,
) -> Block | None:
    """Set a text as large as it fits: at most ``px``, at most ``max_lines`` lines.

    Among the numbers of lines the one wins whose type is largest, unless a little smaller type
    breaks between phrases where the larger would tear one.

    Args:
        text: May have line feeds; each line feed breaks.
        face: How it is set.
        width: Width of the column, px.
        px: The size wanted.
        max_lines: More lines than this are not taken (paragraphs always get one each).
        min_px: Smaller than this is not read by anybody; a text that does not fit even then is
            cut and ends in "…" (``Block.clipped``).

    Returns:
        The block, or None where nothing of the text can be shown.
    """
    if face.style.upper:
        text = text.upper()
    paragraphs = [_measure(line, face) for line in text.split("\n") if line.strip()]
    if not paragraphs or width <= 0:
        return None
    allowed = max(max_lines, 1)
    if len(paragraphs) > allowed:
        paragraphs = [_measure(" ".join(text.split()), face)]
    low, high = min(min_px, px), px
    if not _fits(paragraphs, width / low, allowed):
        return _cut(" ".join(text.split()), face, low, width, allowed)
    best: tuple[float, Block] | None = None
    for lines in range(len(paragraphs), min(allowed, _MOST_TRIED) + 1):
        size = _largest(paragraphs, width, low, high, lines)
        if size is None:
            continue
        largest = _set(paragraphs, face, size, width)[0]
        for share in _SMALLER if lines <= _DISPLAY else (1.0,):
            if size * share < low:
                break
            block, cost = _set(paragraphs, face, size * share, width)
            score = size * share * (1 - _BAD_BREAK * cost)
            if best is None or score > best[0] * 1.01:
                best = (score, block)
            if cost == 0:
                break  # smaller type cannot break better
        if len(largest.lines) < lines or size == high:
            break  # more lines would not make it larger
    if best is not None:
        return best[1]
    size = _largest(paragraphs, width, low, high, allowed) or low
    return _set(paragraphs, face, size, width)[0]


def _largest(
    paragraphs: Sequence[_Measured], width: float, low: float, high: float, lines: int
) -> float | None:
    """The largest size that needs no more lines than that; None: not even the smallest."""
    if _fits(paragraphs, width / high, lines):
        return high
    if not _fits(paragraphs, width / low, lines):
        return None
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(paragraphs, width / middle, lines) else (low, middle)
    return low


def without_missing(text: str, face: Face) -> tuple[str, str]:
    """The text without characters that no font has, and those characters."""
    lines = [face.shape(line).missing for line in text.split("\n")]
    missing = "".join(dict.fromkeys("".join(lines)))
    if not missing:
        return text, ""
    gone = set(clusters(missing))
    kept = "".join(cluster for cluster in clusters(text) if cluster not in gone)
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")), missing


def _measure(paragraph: str, face: Face) -> _Measured:
    pieces = phrases(paragraph)
    return _Measured(
        pieces, [face.width(p.text) for p in pieces], [face.width(p.gap) for p in pieces]
    )


def _fits(paragraphs: Sequence[_Measured], limit: float, allowed: int) -> bool:
    """Whether whole words fit. A word longer than a line does not: first the type gets smaller."""
    if sum(p.total for p in paragraphs) > limit * allowed * 1.1 + limit:
        return False
    if any(w > limit for p in paragraphs for w in p.widths):
        return False
    return sum(count_lines(p.widths, p.gaps, limit) for p in paragraphs) <= allowed


def _set(
    paragraphs: Sequence[_Measured], face: Face, px: float, width: float
) -> tuple[Block, float]:
    """The block, and how bad its line breaks are: between the mean and the worst."""
    lines: list[str] = []
    paid: list[float] = []
    for paragraph in paragraphs:
        pieces = paragraph.pieces
        costs = [p.cost for p in pieces]
        for first, end in break_evenly(paragraph.widths, paragraph.gaps, costs, width / px):
            inner = "".join(p.text + p.gap for p in pieces[first : end - 1])
            lines.append(inner + pieces[end - 1].text)
            if end < len(pieces):
                paid.append(costs[end - 1])
    cost = (max(paid) + sum(paid) / len(paid)) / 2 if paid else 0.0
    return Block(face, px, tuple(face.shape(line) for line in lines)), cost


def _cut(text: str, face: Face, px: float, width: float, allowed: int) -> Block | None:
    """What fits at the smallest size: long words torn, and the rest replaced by "…"."""
    limit = width / px
    head = text[: int(limit * allowed * 8) + 8]  # no face is narrower than 1/8 em on average
    pieces: list[Piece] = []
    for piece in phrases(head):
        pieces += split_piece(piece) if face.width(piece.text) > limit else [piece]
    paragraph = _measured(pieces, face)
    if len(head) == len(text) and _fits([paragraph], limit, allowed):
        return _set([paragraph], face, px, width)[0]
    kept = _most_that_fit(pieces, face, limit, allowed)
    if not kept:
        return None
    block, _ = _set([_measured(kept, face)], face, px, width)
    return Block(face, px, block.lines, clipped=True)


def _most_that_fit(pieces: list[Piece], face: Face, limit: float, allowed: int) -> list[Piece]:
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        ok = _fits([_measured(_ellipsis(pieces[:middle]), face)], limit, allowed)
        low, high = (middle, high) if ok else (low, middle - 1)
    return _ellipsis(pieces[:low])


def _ellipsis(pieces: list[Piece]) -> list[Piece]:
    if not pieces:
        return []
    return [*pieces[:-1], Piece(pieces[-1].text.rstrip("，。、！？；：,.!?;:—") + "…")]


def _measured(pieces: Sequence[Piece], face: Face) -> _Measured:
    return _Measured(
        pieces, [face.width(p.text) for p in pieces], [face.width(p.gap) for p in pieces]
    )
