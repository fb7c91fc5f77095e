"""Vertical Chinese: columns from right to left, marks turned and placed as the script wants them.

Characters stand upright; marks take their vertical forms (OpenType ``vert``); one or two digits
stand upright in one square (縦中横); longer Latin runs lie on their side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainterPath, QTransform

from pipelines.graphics.typesetting.blocks import Align, Block, PlacedLine
from pipelines.graphics.typesetting.breaking import break_evenly, count_lines
from pipelines.graphics.typesetting.faces import REFERENCE, Face, ShapedLine, shape_with
from pipelines.graphics.typesetting.phrases import Piece, clusters, phrases, split_piece

__all__ = ["VerticalBlock", "fit_vertical"]

_RISE = 0.88
"""From the top of a character's square to its baseline, em."""

_RUN = re.compile(r"[\u0021-\u024f]+")
_NO_WIDTH = "\u2060\u200b\ufe0e\ufe0f"
_TURNED = "—–―…‥"  # Latin faces have them without vertical forms
_QUOTES = str.maketrans("“”‘’", "『』「」")  # as GB/T 15834 wants them in columns
_UPRIGHT = 2  # digits that share a square


@dataclass(frozen=True)
class VerticalBlock(Block):
    """A text in columns; ``lines`` are the columns, the first one rightmost.

    A column's outline starts at its top, in the middle of its width.

    Attributes:
        tall: Length of each column, em.
    """

    tall: tuple[float, ...] = ()

    @property
    def pitch(self) -> float:
        """From column to column, px."""
        return self.px * max(1.15, self.face.style.leading)

    @property
    def ascent(self) -> float:
        return self.px * _RISE

    @property
    def height(self) -> float:
        return max(self.tall) * self.px

    @property
    def width(self) -> float:
        return self.px + (len(self.lines) - 1) * self.pitch

    def place(self, x: float, y: float, width: float, align: Align) -> Iterator[PlacedLine]:
        """The columns: ``x`` of their middle, ``baseline`` their top."""
        spare = width - self.width
        left = x + {"left": 0.0, "center": spare / 2, "right": spare}[align]
        for index, line in enumerate(self.lines):
            middle = left + self.width - self.px / 2 - index * self.pitch
            yield PlacedLine(line, middle, y)

    def boxes(
        self, x: float, y: float, width: float, align: Align
    ) -> list[tuple[float, float, float, float]]:
        """Left, top, width, height of every column, px."""
        return [
            (placed.x - self.px / 2, placed.baseline, self.px, tall * self.px)
            for placed, tall in zip(self.place(x, y, width, align), self.tall, strict=True)
        ]


def fit_vertical(
    text: str,
    face: Face,
    room: tuple[float, float],
    px: float,
    *,
    columns: int = 3,
    min_px: float = 8.0,
) -> VerticalBlock | None:
    """Set a text in columns as large as they fit.

    Args:
        text: Each line feed begins a column.
        face: How it is set.
        room: Width and height there are, px.
        px: The size wanted.
        columns: At most.
        min_px: Smaller is not read; what does not fit then is cut and ends in "…".

    Returns:
        The block, or None where there is nothing to show or no room for one character.
    """
    if face.style.upper:
        text = text.upper()
    paragraphs = [list(phrases(line)) for line in text.split("\n") if line.strip()]
    if not paragraphs:
        return None
    if len(paragraphs) > columns:
        paragraphs = [list(phrases(" ".join(text.split())))]
    width, height = room
    pitch = max(1.15, face.style.leading)
    size = px
    while size >= min(min_px, px):
        most = min(columns, int((width / size - 1) / pitch) + 1) if width >= size else 0
        limit = height / size
        if most and _columns_of(paragraphs, face, limit) <= most:
            return _set(paragraphs, face, size, limit)
        size *= 0.95
    size = min(min_px, px)
    most = min(columns, int((width / size - 1) / pitch) + 1) if width >= size else 0
    if not most or height < 2 * size:
        return None
    return _cut(text, face, size, height / size, most)


def _torn(pieces: Sequence[Piece], face: Face, limit: float) -> list[Piece]:
    """Pieces longer than a column torn between characters."""
    out: list[Piece] = []
    for piece in pieces:
        out += split_piece(piece) if _length(piece.text, face) > limit else [piece]
    return out


def _columns_of(paragraphs: Sequence[Sequence[Piece]], face: Face, limit: float) -> int:
    """How many columns the text takes; very many where a word is longer than one."""
    total = 0
    for pieces in paragraphs:
        lengths = [_length(p.text, face) for p in pieces]
        if max(lengths) > limit:
            return 10_000
        total += count_lines(lengths, [_length(p.gap, face) for p in pieces], limit)
    return total


def _set(
    paragraphs: Sequence[Sequence[Piece]],
    face: Face,
    px: float,
    limit: float,
    clipped: bool = False,
) -> VerticalBlock:
    columns: list[str] = []
    for pieces in paragraphs:
        lengths = [_length(p.text, face) for p in pieces]
        gaps = [_length(p.gap, face) for p in pieces]
        for first, end in break_evenly(lengths, gaps, [p.cost for p in pieces], limit):
            inner = "".join(p.text + p.gap for p in pieces[first : end - 1])
            columns.append(inner + pieces[end - 1].text)
    shaped = [_column(text, face) for text in columns]
    return VerticalBlock(
        face, px, tuple(line for line, _ in shaped), clipped, tuple(tall for _, tall in shaped)
    )


def _cut(text: str, face: Face, px: float, limit: float, columns: int) -> VerticalBlock | None:
    pieces = _torn(phrases(" ".join(text.split())[: int(limit * columns * 4) + 8]), face, limit)
    while pieces:
        kept = [*pieces[:-1], Piece(pieces[-1].text.rstrip("，。、！？；：,.!?;:—") + "…")]
        if _columns_of([kept], face, limit) <= columns:
            return _set([kept], face, px, limit, clipped=True)
        pieces.pop()
    return None


def _length(text: str, face: Face) -> float:
    """Length down the column, em."""
    return sum(tall for _, tall, _ in _cells(text, face))


def _cells(text: str, face: Face) -> Iterator[tuple[str, float, str]]:
    """What the column is made of: (text, length in em, how it stands)."""
    step = face.style.tracking
    place = 0
    for match in _RUN.finditer(text):
        yield from _squares(text[place : match.start()], step)
        run = match.group()
        if (run.isdigit() and len(run) <= _UPRIGHT) or (len(run) == 1 and run.isalpha()):
            yield run, 1.0 + step, "upright"
        else:
            yield run, face.width(run) + 0.08 + step, "lying"
        place = match.end()
    yield from _squares(text[place:], step)


def _squares(text: str, step: float) -> Iterator[tuple[str, float, str]]:
    for char in clusters(text):
        if char in _NO_WIDTH:
            continue
        if char.isspace():
            yield char, 0.25, "space"
        else:
            bare = char.strip(_NO_WIDTH).translate(_QUOTES)
            # Dashes meet, so that two of them are one line.
            turned = bare in _TURNED
            yield bare, 1.0 + (0 if turned else step), "turned" if turned else "square"


def _column(text: str, face: Face) -> tuple[ShapedLine, float]:
    """The outlines of a column, its top at y = 0 and its middle at x = 0, and its length in em."""
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    missing = ""
    vertical = _vertical_font(face.font)
    down = 0.0
    for part, tall, stands in _cells(text, face):
        if stands != "space":
            line = shape_with(part, vertical) if stands == "square" else face.shape(part)
            missing += line.missing
            outline.addPath(_placed(line, down, tall, stands, face).map(line.outline))
        down += tall
    down -= face.style.tracking
    box = outline.boundingRect()
    ink = QRectF(*(v / REFERENCE for v in (box.x(), box.y(), box.width(), box.height())))
    return ShapedLine(text, 1.0, ink, outline, (), "".join(dict.fromkeys(missing))), down


def _placed(line: ShapedLine, down: float, tall: float, stands: str, face: Face) -> QTransform:
    """Where a part goes in its column, at ``REFERENCE`` px."""
    move = QTransform()
    if stands == "lying":
        # Turned clockwise: its baseline looks left, its middle runs down the column.
        middle = face.top("x" if line.text.islower() else "H") / 2
        move.translate(-middle * REFERENCE, (down + 0.04) * REFERENCE)
        move.rotate(90)
        return move
    if stands == "turned":
        ink = line.ink
        long = max(ink.width(), 0.01)
        stretch = 1.02 / long if line.text in "—―" else min(1.0, 0.9 / long)
        move.translate(0, (down + tall / 2) * REFERENCE)
        move.rotate(90)
        move.scale(stretch, 1.0)
        move.translate(-ink.center().x() * REFERENCE, -ink.center().y() * REFERENCE)
        return move
    if stands == "upright":
        squeeze = min(1.0, 0.96 / max(line.width, 0.01))
        high = face.top("0")
        move.translate(
            -line.width * squeeze / 2 * REFERENCE, (down + tall / 2 + high / 2) * REFERENCE
        )
        move.scale(squeeze, 1.0)
        return move
    move.translate(-line.width / 2 * REFERENCE, (down + _RISE) * REFERENCE)
    return move


def _vertical_font(font: QFont) -> QFont:
    turned = QFont(font)
    turned.setFeature(QFont.Tag("vert"), 1)
    turned.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
    return turned
