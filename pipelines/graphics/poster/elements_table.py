"""Names and values below each other, as a menu sets its dishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.documents.poster import TableRow
from pipelines.graphics.poster.elements_versus import one_size
from pipelines.graphics.poster.list_elements import TableElement
from pipelines.graphics.poster.marks import Mark, Rect, ShapeMark, TextMark
from pipelines.graphics.poster.measure import Measured, Setting
from pipelines.graphics.typesetting.blocks import Block

__all__ = ["filled_rows", "measure_table"]


@dataclass(frozen=True)
class _Line:
    """A row set in type, px."""

    name: Block
    value: Block | None
    note: Block | None
    head: bool

    @property
    def note_gap(self) -> float:
        return self.name.px * 0.42 if self.note else 0.0

    @property
    def height(self) -> float:
        return self.name.height + self.note_gap + (self.note.height if self.note else 0.0)


def filled_rows(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows that say something."""
    return [row for row in rows if row.name.strip()]


def measure_table(
    element: TableElement, setting: Setting, width: float, scale: float
) -> Measured | None:
    """All rows, in columns about equally high; px. One size for all names, one for all values."""
    rows = filled_rows(setting.content.rows)
    columns = min(element.columns, len(rows))
    gutter = setting.unit * 0.06
    wide = (width - gutter * (columns - 1)) / columns
    lines = _set(element, setting, rows, wide, scale)
    gap = element.gap * setting.unit * (0.3 + 0.7 * scale)
    marks: list[Mark] = []
    height = 0.0
    for index, column in enumerate(_balanced(lines, columns, gap)):
        x, y = index * (wide + gutter), 0.0
        for at, line in enumerate(column):
            if at:
                y += _room(line, gap)
            marks += _marks(element, setting, line, Rect(x, y, wide, line.height))
            if element.leader == "rule" and at + 1 < len(column) and not column[at + 1].head:
                colour, thick = setting.colour(element.line), max(1.0, setting.unit * 0.001)
                rule = Rect(x, y + line.height + gap / 2, wide, thick)
                marks.append(ShapeMark(rule, (colour, colour), opacity=0.35))
            y += line.height
        height = max(height, y)
    return Measured(height, width, lines[0].name.ascent, tuple(marks)) if lines else None


def _room(line: _Line, gap: float) -> float:
    """Above a row; a head stands off from what comes before it."""
    return gap * (1.9 if line.head else 1.0)


def _set(
    element: TableElement, setting: Setting, rows: Sequence[TableRow], wide: float, scale: float
) -> list[_Line]:
    def sized(
        style: str, texts: Sequence[str], width: float, lines: int, share: float = 1.0
    ) -> list[Block | None]:
        return one_size(setting, style, texts, width, scale=scale * share, lines=lines)

    values, said = [r.value for r in rows], ["" if _is_head(r) else r.name for r in rows]
    prices = sized(element.value, values, wide * 0.42, 1)
    taken = max((price.width for price in prices if price), default=0.0)
    room = wide - taken - (setting.unit * 0.03 if taken else 0.0)
    names = sized(element.label, said, room, 2)
    # Where a long name made all names smaller, values and notes follow.
    wanted = setting.size(setting.style(element.label, "".join(said)).step, scale)
    share = min(1.0, min((n.px for n in names if n), default=wanted) / wanted)
    prices = sized(element.value, values, wide * 0.42, 1, share)
    notes = sized(element.note, [r.note for r in rows], room, 2, share)
    heads = sized(element.head, [r.name if _is_head(r) else "" for r in rows], wide, 1, share)
    out: list[_Line] = []
    for head, name, price, note in zip(heads, names, prices, notes, strict=True):
        first = head or name
        if first is not None:
            out.append(_Line(first, price, note, head is not None))
    return out


def _is_head(row: TableRow) -> bool:
    return not row.value.strip() and not row.note.strip()


def _balanced(lines: Sequence[_Line], columns: int, gap: float) -> list[list[_Line]]:
    """Lines cut into columns of about one height; a head never ends a column."""
    rest = list(lines)
    out: list[list[_Line]] = []
    for left in range(columns, 1, -1):
        share = sum(line.height + _room(line, gap) for line in rest) / left
        column: list[_Line] = []
        high = 0.0
        while rest and len(rest) >= left:
            step = rest[0].height + _room(rest[0], gap)
            if column and high + step * (0.9 if rest[0].head else 0.5) > share:
                break
            high += step
            column.append(rest.pop(0))
        while len(column) > 1 and column[-1].head:
            rest.insert(0, column.pop())
        out.append(column)
    return [column for column in [*out, rest] if column]


def _marks(element: TableElement, setting: Setting, line: _Line, box: Rect) -> list[Mark]:
    name = line.name
    style = setting.style(element.head if line.head else element.label, name.lines[0].text)
    at = Rect(box.x, box.y, box.w, name.height)
    marks: list[Mark] = [TextMark("rows", name, at, "left", setting.colour(style.ink))]
    last = list(name.place(box.x, box.y, box.w, "left"))[-1]
    if line.value is not None:
        price = line.value
        ink = setting.colour(setting.style(element.value, price.lines[0].text).ink)
        left = box.right - price.width
        at = Rect(left - 1, last.baseline - price.ascent, price.width + 1, price.height)
        marks.append(TextMark("rows_value", price, at, "right", ink))
        if element.leader == "dots":
            start = last.x + (last.line.width + 0.5) * name.px
            leader = Rect(start, last.baseline, left - 0.5 * name.px - start, 0)
            marks += _dots(element, setting, leader, name.px)
    if line.note is not None:
        ink = setting.colour(setting.style(element.note, line.note.lines[0].text).ink)
        top = box.y + name.height + line.note_gap
        at = Rect(box.x, top, line.note.width + 1, line.note.height)
        marks.append(TextMark("rows_note", line.note, at, "left", ink))
    return marks


def _dots(element: TableElement, setting: Setting, leader: Rect, px: float) -> list[Mark]:
    """A leader along the foot of its box: dots that end at the value, on one grid in all rows."""
    colour, size = setting.colour(element.line), max(1.0, px * 0.085)
    pitch = px * 0.36
    count = int(max(0.0, leader.w) / pitch)
    dots = (
        Rect(leader.right - (i + 1) * pitch, leader.bottom - size, size, size) for i in range(count)
    )
    return [ShapeMark(dot, (colour, colour), size / 2, 0.7) for dot in dots]
