"""Elements below and beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.graphics.poster.cards import card_is_empty, card_slots, measure_card
from pipelines.graphics.poster.grids import measure_grid, measure_price
from pipelines.graphics.poster.marks import Mark, QrMark, Rect, TextMark
from pipelines.graphics.poster.measure import (
    Measured,
    Setting,
    aligned,
    measure_brand,
    measure_pill,
    measure_rule,
    measure_text,
    merged,
)
from pipelines.graphics.poster.qr import make_qr
from pipelines.graphics.poster.template import (
    BrandElement,
    Element,
    GridElement,
    PillElement,
    PriceElement,
    QrElement,
    RowElement,
    RuleElement,
    TextElement,
)
from pipelines.graphics.typesetting.blocks import Align
from pipelines.graphics.typesetting.phrases import has_han

__all__ = ["is_empty", "measure", "slots_of", "stack"]


def measure(
    element: Element, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """An element in a column of that width; None where its slot is empty."""
    if is_empty(element, setting):
        return None
    if setting.pictured and element.pictured is not None:
        element = element.model_copy(update={"width": element.pictured, "pictured": None})
    match element:
        case TextElement():
            return measure_text(element, setting, width, scale, align)
        case BrandElement():
            return measure_brand(element, setting, width, scale, align)
        case RuleElement():
            return measure_rule(element, setting, width)
        case GridElement():
            return measure_grid(element, setting, width * element.width, scale, align)
        case PriceElement():
            return measure_price(element, setting, width * element.width, scale, align)
        case PillElement():
            return measure_pill(element, setting, width * element.width, scale, align)
        case QrElement():
            return _qr(element, setting, width, scale, align)
        case RowElement():
            return _row(element, setting, width, scale, align)
        case _:
            return measure_card(element, setting, width, scale, align)


def is_empty(element: Element, setting: Setting) -> bool:
    """Whether there is nothing to show in the element."""
    content = setting.content
    match element:
        case TextElement():
            text = getattr(content, element.slot)
            wrong = element.writing != "any" and has_han(text) != (element.writing == "han")
            return wrong or not text.strip()
        case BrandElement():
            return setting.logo is None and not content.brand.strip()
        case GridElement():
            return not any(stat.value.strip() for stat in getattr(content, element.slot))
        case PriceElement():
            return not content.price.strip()
        case PillElement():
            return not content.call_to_action.strip()
        case QrElement():
            return not content.link
        case RowElement():
            return all(is_empty(item, setting) for column in element.columns for item in column)
        case RuleElement():
            return False
        case _:
            return card_is_empty(element, setting)


def slots_of(element: Element) -> Iterator[str]:
    """The content fields that an element shows."""
    match element:
        case TextElement() | GridElement():
            yield element.slot
        case BrandElement():
            yield "brand"
        case PriceElement():
            yield "price"
        case PillElement():
            yield "call_to_action"
        case QrElement():
            yield "link"
        case RowElement():
            for column in element.columns:
                for item in column:
                    yield from slots_of(item)
        case RuleElement():
            return
        case _:
            yield from card_slots(element)


def stack(
    elements: Sequence[Element],
    setting: Setting,
    width: float,
    scale: float,
    *,
    align: Align = "left",
    gap: float = 0.0,
) -> Measured | None:
    """Elements below each other, ``gap`` px between them; None where all of them are empty.

    Rules are only drawn beside something: not doubled, not alone.
    """
    shown = [(e, measure(e, setting, width, scale, align)) for e in elements]
    there = [(e, m) for e, m in shown if m is not None]
    if not any(not isinstance(e, RuleElement) for e, _ in there):
        return None
    room = gap * (0.45 + 0.55 * scale)
    parts: list[tuple[Measured, float, float]] = []
    y = 0.0
    for index, (element, part) in enumerate(there):
        if isinstance(element, RuleElement) and not _has_company(element, there, index):
            continue
        if parts:
            above = parts[-1][0]
            around = max(0.36 * max(above.px, part.px), above.clear, part.clear)
            y += max(room, around) + element.before * setting.unit * scale
        parts.append((part, 0.0, y))
        y += part.height
    return merged(parts, y)


def _has_company(rule: RuleElement, there: Sequence[tuple[Element, Measured]], index: int) -> bool:
    """Whether a rule parts or closes something."""
    neighbour = index - 1 if rule.closing else index + 1
    return 0 <= neighbour < len(there) and not isinstance(there[neighbour][0], RuleElement)


def _row(
    row: RowElement, setting: Setting, width: float, scale: float, band: Align
) -> Measured | None:
    """Columns side by side. A share of 0 takes just the width its contents need."""
    gap = row.gap * setting.unit
    kept: list[tuple[tuple[Element, ...], float, Align]] = [
        (column, row.shares[i] if row.shares else 1.0, row.aligns[i] if row.aligns else "left")
        for i, column in enumerate(row.columns)
        if not all(is_empty(item, setting) or isinstance(item, RuleElement) for item in column)
    ]
    if not kept:
        return None
    room = width - gap * (len(kept) - 1)
    widths = _column_widths(kept, setting, room, scale)
    parts: list[tuple[Measured, float]] = []
    x = 0.0
    for (column, _, align), column_width in zip(kept, widths, strict=True):
        where = align if len(kept) > 1 else band  # a column left alone stands like the others
        part = stack(column, setting, column_width, scale, align=where, gap=_gap(setting))
        if part is not None:
            parts.append((part, x))
        x += column_width + gap
    return _valigned(row, parts) if parts else None


def _gap(setting: Setting) -> float:
    """Between elements of a row's column, px."""
    return setting.unit * 0.012


def _column_widths(
    kept: Sequence[tuple[tuple[Element, ...], float, Align]],
    setting: Setting,
    room: float,
    scale: float,
) -> list[float]:
    """Widths of a row's columns: what share 0 needs first, the rest by share."""
    if len(kept) == 1:
        return [room]
    natural: dict[int, float] = {}
    for index, (column, share, _) in enumerate(kept):
        if share == 0:
            part = stack(column, setting, room * 0.55, scale, gap=_gap(setting))
            natural[index] = part.used + 1 if part else 0.0
    rest = room - sum(natural.values())
    total = sum(share for _, share, _ in kept)
    if not total:  # the column that should have grown is empty: what is left keeps the edges
        return [natural[i] + (rest if i == 0 else 0) for i in range(len(kept))]
    return [natural.get(i, rest * share / total) for i, (_, share, _) in enumerate(kept)]


def _valigned(row: RowElement, parts: Sequence[tuple[Measured, float]]) -> Measured:
    if row.valign == "baseline":
        base = max(part.baseline for part, _ in parts)
        height = max(base - part.baseline + part.height for part, _ in parts)
        return merged([(part, x, base - part.baseline) for part, x in parts], height)
    height = max(part.height for part, _ in parts)
    share = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[row.valign]
    return merged([(part, x, (height - part.height) * share) for part, x in parts], height)


def _qr(
    element: QrElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """The code on its white field, the caption below or beside it."""
    code = make_qr(setting.content.link)
    if code is None:
        return None
    # A code does not shrink with the type around it: it has to be read.
    side = code.side(min(setting.size(element.step, max(scale, 0.85)), width))
    ink = setting.palette.ink if setting.palette.mode == "light" else setting.palette.paper
    style = setting.style(element.style, setting.content.link_caption)
    beside = element.caption == "beside"
    gap = side * 0.1
    room = width - side - gap if beside else min(width, side * 1.25)
    px = setting.size(style.step, scale)
    words = "" if element.caption == "none" else setting.content.link_caption
    caption = setting.block(words, style, room, px, style.lines)
    taken = caption.width if caption else 0.0
    used = side + (gap + taken if beside and caption else 0.0)
    x = aligned(width, max(used, 0 if beside else taken), align)
    shift = 0.0 if beside else max(0.0, (taken - side) / 2)
    marks: list[Mark] = [QrMark(Rect(x + shift, 0, side, side), setting.content.link, ink)]
    height = side
    colour = setting.colour(element.ink)
    if caption is not None and beside:
        at = Rect(x + side + gap, (side - caption.height) / 2, room, caption.height)
        marks.append(TextMark("link_caption", caption, at, "left", colour))
    elif caption is not None:
        at = Rect(x + shift - side * 0.2, side + gap, side * 1.4, caption.height)
        marks.append(TextMark("link_caption", caption, at, "center", colour))
        height += gap + caption.height
    return Measured(height, x + max(used, taken if not beside else used), side, tuple(marks))
