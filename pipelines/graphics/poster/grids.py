"""Numbers side by side: stats, details, prices. Columns share sizes and baselines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.documents.poster import Stat
from pipelines.graphics.poster.marks import (
    Mark,
    Rect,
    SealMark,
    ShadeMark,
    ShapeMark,
    TextMark,
    TicketMark,
)
from pipelines.graphics.poster.measure import Measured, Setting, aligned, best_ink, filled
from pipelines.graphics.poster.template import GridElement, PriceElement, Style
from pipelines.graphics.typesetting.blocks import Align, Block

__all__ = ["measure_grid", "measure_price"]


@dataclass(frozen=True)
class _Cell:
    value: Block
    label: Block | None


def measure_grid(
    element: GridElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """Stats or details. Every value has one size, every label another; baselines align."""
    stats = filled(getattr(setting.content, element.slot))[: element.most]
    if not stats:
        return None
    boxed = element.look != "plain"
    gap = setting.unit * (0.016 if boxed else 0.026)
    wanted = setting.size(setting.template.styles[element.value].step, scale)
    best: tuple[list[list[_Cell]], list[float]] | None = None
    for columns in dict.fromkeys((len(stats), math.ceil(len(stats) / 2))):
        widths = _columns(element, stats, columns, width, gap)
        cells = _cells(element, setting, stats, columns, widths, scale)
        if cells is None:
            continue
        best = (cells, widths)
        if cells[0][0].value.px >= 0.62 * wanted:
            break
    if best is None:
        return None
    rows, widths = best
    draw = _boxes if boxed else _plain
    return draw(element, setting, rows, widths, gap, align)


def _columns(
    element: GridElement, stats: Sequence[Stat], columns: int, width: float, gap: float
) -> list[float]:
    """Column widths: even for stats, by their text for details."""
    room = width - gap * (columns - 1)
    if element.slot == "stats" or len(stats) > columns:
        return [room / columns] * columns
    need = [
        math.sqrt(max(len(s.value.encode()) / element.lines, len(s.label) * 0.7)) for s in stats
    ]
    return [room * n / sum(need) for n in need]


def _cells(
    element: GridElement,
    setting: Setting,
    stats: Sequence[Stat],
    columns: int,
    widths: Sequence[float],
    scale: float,
) -> list[list[_Cell]] | None:
    inner = [w * (0.84 if element.look != "plain" else 1.0) for w in widths]
    value_texts, label_texts = [s.value for s in stats], [s.label for s in stats]
    values = _same_size(setting, element.value, value_texts, inner, scale, element.lines)
    labels = _same_size(setting, element.label, label_texts, inner, scale, 1)
    cells = [
        _Cell(value, label)
        for value, label in zip(values, labels, strict=True)
        if value is not None
    ]
    return [cells[i : i + columns] for i in range(0, len(cells), columns)] or None


def _same_size(
    setting: Setting,
    name: str,
    texts: Sequence[str],
    widths: Sequence[float],
    scale: float,
    lines: int,
) -> list[Block | None]:
    """Texts set at the largest size that all of them fit at."""
    every = "".join(texts)
    style = setting.style(name, every)
    px = setting.size(style.step, scale)
    for _ in range(2):  # fit each, then set all at the smallest
        blocks = [
            setting.block(text, style, widths[i % len(widths)], px, lines)
            for i, text in enumerate(texts)
        ]
        px = min((block.px for block in blocks if block is not None), default=px)
    return blocks


def _cell_marks(
    element: GridElement,
    setting: Setting,
    cell: _Cell,
    rect: Rect,
    top: float,
    lift: tuple[float, float],
    align: Align,
    ground: tuple[str, ...] | None,
) -> list[Mark]:
    """Value and label in a cell. ``lift``: baselines of the first and the second text."""
    value_style, label_style = (
        setting.style(element.value, cell.value.lines[0].text),
        setting.style(element.label, ""),
    )

    def ink(style: Style) -> str:
        wanted = setting.colour(style.ink)
        return best_ink(setting, ground, wanted) if ground else wanted

    first = [(element.slot, cell.value, ink(value_style), lift[1 if element.label_first else 0])]
    if cell.label is not None:
        at = lift[0 if element.label_first else 1]
        first.append((f"{element.slot}_label", cell.label, ink(label_style), at))
    return [
        TextMark(
            name,
            block,
            Rect(rect.x, top + baseline - block.ascent, rect.w, block.height),
            align,
            colour,
            ground=ground,
        )
        for name, block, colour, baseline in first
    ]


def _row_lift(element: GridElement, cells: Sequence[_Cell]) -> tuple[tuple[float, float], float]:
    """Baselines of the row's first and second text from its top, and the row's height."""
    value_top = max(c.value.ascent for c in cells)
    labels = [c.label for c in cells if c.label is not None]
    value_rest = max(c.value.height - c.value.ascent for c in cells)
    if not labels:
        lift = (0.0, value_top) if element.label_first else (value_top, 0.0)
        return lift, value_top + value_rest
    label_top = max(b.ascent for b in labels)
    label_rest = max(b.height - b.ascent for b in labels)
    px = labels[0].px
    if element.label_first:
        second = label_top + px * 0.62 + value_top
        return (label_top, second), second + value_rest
    second = value_top + value_rest * 0.3 + px * 0.95 + label_top
    return (value_top, second), second + label_rest


def _plain(
    element: GridElement,
    setting: Setting,
    rows: list[list[_Cell]],
    widths: Sequence[float],
    gap: float,
    align: Align,
) -> Measured:
    marks: list[Mark] = []
    y, first = 0.0, 0.0
    for index, cells in enumerate(rows):
        lift, height = _row_lift(element, cells)
        first = first or min(value for value in lift if value)
        x = 0.0
        for cell, width in zip(cells, widths, strict=False):
            marks += _cell_marks(element, setting, cell, Rect(x, y, width, 0), y, lift, align, None)
            x += width + gap
        y += height + (gap if index < len(rows) - 1 else 0)
    return Measured(y, sum(widths) + gap * (len(widths) - 1), first, tuple(marks))


def _boxes(
    element: GridElement,
    setting: Setting,
    rows: list[list[_Cell]],
    widths: Sequence[float],
    gap: float,
    _align: Align,
) -> Measured:
    """Cells or tickets: each in a box of its own, centred."""
    fill, line = setting.colour(element.fill), setting.colour(element.ink)
    marks: list[Mark] = []
    y, total = 0.0, sum(widths) + gap * (len(widths) - 1)
    for index, cells in enumerate(rows):
        lift, height = _row_lift(element, cells)
        pad = min(setting.unit * 0.022, max(height * 0.34, setting.unit * 0.010))
        box = height + 2 * pad
        used = sum(widths[: len(cells)]) + gap * (len(cells) - 1)
        x = aligned(total, used, "center")
        for cell, width in zip(cells, widths, strict=False):
            rect = Rect(x, y, width, box)
            if element.look == "tickets":
                marks.append(TicketMark(rect, fill, line, box * 0.1))
            else:
                marks.append(ShapeMark(rect, (fill, fill), box * 0.12))
            marks += _cell_marks(element, setting, cell, rect, y + pad, lift, "center", (fill,))
            x += width + gap
        y += box + (gap if index < len(rows) - 1 else 0)
    return Measured(y, total, y / 2, tuple(marks))


@dataclass(frozen=True)
class _Price:
    sign: Block | None
    number: Block
    label: Block | None
    before: Block | None

    @property
    def sign_gap(self) -> float:
        return self.number.px * 0.05 if self.sign else 0.0

    @property
    def width(self) -> float:
        return (self.sign.width if self.sign else 0.0) + self.sign_gap + self.number.width


def measure_price(
    element: PriceElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """The price as a seal or in a line of text."""
    if not setting.content.price.strip():
        return None
    share = 0.62 if element.look == "seal" else 0.6
    price = _price(element, setting, width * share, scale)
    if price is None:
        return None
    if element.look == "seal":
        return _seal(element, setting, price, width, align)
    return _inline(element, setting, price, width, align)


def _price(element: PriceElement, setting: Setting, width: float, scale: float) -> _Price | None:
    content = setting.content
    value, small = (
        setting.style(element.value, ""),
        setting.style(element.label, content.price_label + content.original_price),
    )
    number = setting.block(content.price, value, width * 0.86, setting.size(element.step, scale), 1)
    if number is None:
        return None
    px = setting.size(small.step, scale)
    return _Price(
        setting.block(content.currency, value, width * 0.3, number.px * 0.5, 1),
        number,
        setting.block(content.price_label, small, width, px, 1),
        setting.block(content.original_price, small, width, px * 0.92, 1),
    )


def _number(
    price: _Price, x: float, y: float, ink: str, ground: tuple[str, ...] | None
) -> list[Mark]:
    """Sign and number on one baseline; ``y`` is the top of the number."""
    marks: list[Mark] = []
    if price.sign is not None:
        top = y + price.number.ascent - price.sign.ascent
        rect = Rect(x, top, price.sign.width + 1, price.sign.height)
        marks.append(TextMark("currency", price.sign, rect, "left", ink, ground=ground))
        x += price.sign.width + price.sign_gap
    rect = Rect(x, y, price.number.width + 1, price.number.height)
    marks.append(TextMark("price", price.number, rect, "left", ink, ground=ground))
    return marks


def _seal(
    element: PriceElement, setting: Setting, price: _Price, width: float, align: Align
) -> Measured:
    """A round badge: label, number, struck price below each other."""
    gap = price.number.px * 0.2
    inside = price.number.ascent
    inside += (price.label.height + gap) if price.label else 0
    inside += (price.before.height + gap) if price.before else 0
    widest = max(price.width, *(b.width for b in (price.label, price.before) if b), 0.0)
    size = min(
        width,
        max(
            math.hypot(price.width, price.number.ascent * 1.3) * 1.2,
            inside * 1.52,
            math.hypot(widest * 0.92, inside * 0.8) * 1.12,
        )
        * 1.06,
    )
    fill = (setting.colour(element.fill[0]), setting.colour(element.fill[1]))
    ink = best_ink(setting, fill, setting.colour(element.ink))
    number_ink = best_ink(setting, fill, setting.colour(element.number_ink), least=45)
    rect = Rect(aligned(width, size, align), 0, size, size)
    shade = ShadeMark(
        rect.shifted(0, size * 0.05).grown(-size * 0.02),
        setting.palette.deep,
        0.3,
        size * 0.05,
        size / 2,
    )
    marks: list[Mark] = [shade, SealMark(rect, fill, setting.palette.light)]
    y = (size - inside) / 2
    if price.label is not None:
        at = Rect(rect.x, y, size, price.label.height)
        marks.append(TextMark("price_label", price.label, at, "center", ink, ground=fill))
        y += price.label.height + gap
    marks += _number(price, rect.x + (size - price.width) / 2, y, number_ink, fill)
    if price.before is not None:
        y += price.number.ascent + gap
        at = Rect(rect.x, y, size, price.before.height)
        marks.append(
            TextMark("original_price", price.before, at, "center", ink, ground=fill, struck=True)
        )
    return Measured(size, rect.x + size, size / 2, tuple(marks))


def _inline(
    element: PriceElement, setting: Setting, price: _Price, width: float, align: Align
) -> Measured:
    """The number, and beside it the label over the struck price."""
    gap = price.number.px * 0.2
    beside = max((b.width for b in (price.label, price.before) if b), default=0.0)
    used = price.width + (gap + beside if beside else 0)
    x = aligned(width, used, align)
    marks = _number(price, x, 0, setting.colour(element.number_ink), None)
    ink, left, base = setting.colour(element.ink), x + price.width + gap, price.number.ascent
    if price.before is not None:
        at = Rect(left, base - price.before.ascent, beside, price.before.height)
        marks.append(TextMark("original_price", price.before, at, "left", ink, struck=True))
        base -= price.before.ascent + gap * 0.9
    if price.label is not None:
        at = Rect(left, base - price.label.ascent, beside, price.label.height)
        marks.append(TextMark("price_label", price.label, at, "left", ink))
    return Measured(price.number.height, x + used, price.number.ascent, tuple(marks))
