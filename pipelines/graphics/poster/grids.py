"""Numbers side by side: stats, details, prices. Columns share sizes and baselines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.documents.poster import Stat
from pipelines.graphics.poster.contrast import ON_PLATE, needed
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
from pipelines.graphics.poster.template import GridElement, PriceElement
from pipelines.graphics.typesetting.blocks import Align, Block

__all__ = ["measure_grid", "measure_price"]


@dataclass(frozen=True)
class _Cell:
    value: Block
    label: Block | None


@dataclass(frozen=True)
class _Lift:
    """A row's shared baselines, from its top, and its height; px."""

    value: float
    label: float
    height: float


@dataclass(frozen=True)
class _Grid:
    """A grid being measured: what it shows, and the widths of its columns in px."""

    element: GridElement
    setting: Setting
    scale: float
    stats: Sequence[Stat]
    widths: Sequence[float]
    gap: float

    @property
    def boxed(self) -> bool:
        return self.element.look != "plain"

    @property
    def width(self) -> float:
        return sum(self.widths) + self.gap * (len(self.widths) - 1)


def measure_grid(
    element: GridElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """Stats or details. Every value has one size, every label another; baselines align."""
    stats = filled(getattr(setting.content, element.slot))[: element.most]
    if not stats:
        return None
    gap = setting.unit * (0.026 if element.look == "plain" else 0.016)
    wanted = setting.size(setting.template.styles[element.value].step, scale)
    best: tuple[_Grid, list[list[_Cell]]] | None = None
    for columns in dict.fromkeys((len(stats), math.ceil(len(stats) / 2))):
        widths = _columns(element, stats, columns, width, gap)
        grid = _Grid(element, setting, scale, stats, widths, gap)
        rows = _rows(grid)
        if rows:
            best = (grid, rows)
            if rows[0][0].value.px >= 0.62 * wanted:
                break
    if best is None:
        return None
    return _boxes(*best) if best[0].boxed else _plain(*best, align)


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


def _rows(grid: _Grid) -> list[list[_Cell]]:
    element, columns = grid.element, len(grid.widths)
    values = _same_size(grid, element.value, [s.value for s in grid.stats], element.lines)
    labels = _same_size(grid, element.label, [s.label for s in grid.stats], 1)
    pairs = zip(values, labels, strict=True)
    cells = [_Cell(value, label) for value, label in pairs if value is not None]
    return [cells[i : i + columns] for i in range(0, len(cells), columns)]


def _same_size(grid: _Grid, name: str, texts: Sequence[str], lines: int) -> list[Block | None]:
    """Texts set at the largest size that all of them fit at."""
    style = grid.setting.style(name, "".join(texts))
    share = {"plain": 1.0, "cells": 0.84, "tickets": 0.7}[grid.element.look]

    def fitted(px: float) -> list[Block | None]:
        columns = len(grid.widths)
        return [
            grid.setting.block(text, style, grid.widths[i % columns] * share, px, lines)
            for i, text in enumerate(texts)
        ]

    blocks = fitted(grid.setting.size(style.step, grid.scale))
    sizes = [block.px for block in blocks if block is not None]
    return fitted(min(sizes)) if sizes else blocks


def _cell_marks(grid: _Grid, cell: _Cell, rect: Rect, lift: _Lift, align: Align) -> list[Mark]:
    """Value and label in a cell whose text begins at the top of ``rect``."""
    element, setting = grid.element, grid.setting
    ground = (setting.colour(element.fill),) if grid.boxed else None
    texts = [(element.slot, element.value, cell.value, lift.value)]
    if cell.label is not None:
        texts.append((f"{element.slot}_label", element.label, cell.label, lift.label))
    marks: list[Mark] = []
    for slot, style, block, baseline in texts:
        ink = setting.colour(setting.style(style, block.lines[0].text).ink)
        box = Rect(rect.x, rect.y + baseline - block.ascent, rect.w, block.height)
        inked = best_ink(setting, ground, ink) if ground else ink
        marks.append(TextMark(slot, block, box, align, inked, ground=ground))
    return marks


def _lift(grid: _Grid, cells: Sequence[_Cell]) -> _Lift:
    """Where the row's baselines are."""
    value_top = max(c.value.ascent for c in cells)
    value_rest = max(c.value.height - c.value.ascent for c in cells)
    labels = [c.label for c in cells if c.label is not None]
    if not labels:
        return _Lift(value_top, 0.0, value_top + value_rest)
    label_top = max(b.ascent for b in labels)
    label_rest = max(b.height - b.ascent for b in labels)
    px = labels[0].px
    if grid.element.label_first:
        value = label_top + px * 0.68 + value_top
        return _Lift(value, label_top, value + value_rest)
    one_line = all(len(c.value.lines) == 1 for c in cells)
    label = value_top + value_rest * (0.3 if one_line else 1.0) + px * 0.95 + label_top
    return _Lift(value_top, label, label + label_rest)


def _plain(grid: _Grid, rows: list[list[_Cell]], align: Align) -> Measured:
    marks: list[Mark] = []
    y, first = 0.0, 0.0
    for index, cells in enumerate(rows):
        lift = _lift(grid, cells)
        if index == 0:
            first = lift.label if grid.element.label_first and lift.label else lift.value
        x = 0.0
        for cell, width in zip(cells, grid.widths, strict=False):
            marks += _cell_marks(grid, cell, Rect(x, y, width, lift.height), lift, align)
            x += width + grid.gap
        y += lift.height + (grid.gap if index < len(rows) - 1 else 0)
    return Measured(y, grid.width, first, tuple(marks))


def _boxes(grid: _Grid, rows: list[list[_Cell]]) -> Measured:
    """Cells or tickets: each in a box of its own, centred."""
    element, setting = grid.element, grid.setting
    fill, line = setting.colour(element.fill), setting.colour(element.ink)
    marks: list[Mark] = []
    y = 0.0
    for index, cells in enumerate(rows):
        lift = _lift(grid, cells)
        pad = min(setting.unit * 0.022, max(lift.height * 0.34, setting.unit * 0.010))
        box = lift.height + 2 * pad
        used = sum(grid.widths[: len(cells)]) + grid.gap * (len(cells) - 1)
        x = aligned(grid.width, used, "center")
        for cell, width in zip(cells, grid.widths, strict=False):
            rect = Rect(x, y, width, box)
            if element.look == "tickets":
                marks.append(TicketMark(rect, fill, line, box * 0.1))
            else:
                marks.append(ShapeMark(rect, (fill, fill), box * 0.12))
            inner = Rect(x, y + pad, width, lift.height)
            marks += _cell_marks(grid, cell, inner, lift, "center")
            x += width + grid.gap
        y += box + (grid.gap if index < len(rows) - 1 else 0)
    return Measured(y, grid.width, y / 2, tuple(marks))


@dataclass(frozen=True)
class _Price:
    sign: Block | None
    number: Block
    label: Block | None
    before: Block | None

    @property
    def sign_gap(self) -> float:
        return self.number.px * 0.09 if self.sign else 0.0

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
    if number is None or number.clipped:
        return None  # half a price is a wrong price
    px = setting.size(small.step, scale)
    return _Price(
        setting.block(content.currency, value, width * 0.3, number.px * 0.5, 1),
        number,
        setting.block(content.price_label, small, width, px, 1),
        setting.block(content.original_price, small, width, px * 0.92, 1),
    )


def _number(
    price: _Price,
    x: float,
    y: float,
    ink: str,
    ground: tuple[str, ...] | None,
    *,
    sign_ink: str | None = None,
) -> list[Mark]:
    """Sign and number on one baseline; ``y`` is the top of the number."""
    marks: list[Mark] = []
    if price.sign is not None:
        top = y + price.number.ascent - price.sign.ascent
        rect = Rect(x, top, price.sign.width + 1, price.sign.height)
        marks.append(TextMark("currency", price.sign, rect, "left", sign_ink or ink, ground=ground))
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
    left = rect.x + (size - price.width) / 2
    sign_ink = number_ink
    if price.sign is not None:  # smaller than its number, so it may want a clearer ink
        want = min(ON_PLATE, needed(price.sign.px, setting.unit, price.sign.face.style.weight))
        sign_ink = best_ink(setting, fill, number_ink, ink, least=want)
    marks += _number(price, left, y, number_ink, fill, sign_ink=sign_ink)
    if price.before is not None:
        y += price.number.ascent + gap
        at = Rect(rect.x, y, size, price.before.height)
        marks.append(
            TextMark("original_price", price.before, at, "center", ink, ground=fill, struck=True)
        )
    return Measured(size, rect.x + size, size / 2, tuple(marks))


def _inline(
    element: PriceElement, setting: Setting, price: _Price, width: float, align: Align
) -> Measured | None:
    """The number, and beside it the label over the struck price; None where they have no room."""
    gap = price.number.px * 0.2
    beside = max((b.width for b in (price.label, price.before) if b), default=0.0)
    used = price.width + (gap + beside if beside else 0)
    if used > width * 1.001:
        return None
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
