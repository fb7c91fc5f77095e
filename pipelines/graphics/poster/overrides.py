"""Changes made by hand, laid over a fresh layout.

Words and hidden elements change what is laid out; moves, sizes and colours change the finished
marks. Since they are kept as shares of the page and by the element's name, they survive another
text, another template and another format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipelines.documents.poster import Override, PosterContent, PosterDocument, PosterFormat
from pipelines.graphics.colour import apca, hex_to_rgb
from pipelines.graphics.poster.marks import (
    DeviceMark,
    GlyphMark,
    LogoMark,
    Mark,
    QrMark,
    Rect,
    SealMark,
    ShadeMark,
    ShapeMark,
    TextMark,
    TicketMark,
    bounds,
    moved,
)
from pipelines.graphics.poster.template import aspect_class

__all__ = ["by_hand", "element_ids", "hero_by_hand", "in_words", "overrides_for"]

_Plate = (ShapeMark, TicketMark, SealMark)
_LISTS = {"stats": "value", "details": "value", "stats_label": "label", "details_label": "label"}
_READABLE = 60.0  # Lc; below this an ink gives way to black or white on a plate of a new colour


def overrides_for(document: PosterDocument, format: PosterFormat) -> tuple[Override, ...]:
    """The changes that hold for a format, one an element.

    Those for all formats come first, then those of its aspect class, then its own; of two for the
    same element, what the narrower one says wins, and what it does not say stays.
    """
    merged: dict[str, dict[str, Any]] = {}
    for key in ("all", aspect_class(format.width, format.height), format.id):
        for change in document.overrides.get(key, ()):
            merged.setdefault(change.element, {}).update(change.model_dump(exclude_unset=True))
    return tuple(Override.model_validate(change) for change in merged.values())


def _split(element: str) -> tuple[str, int]:
    """The slot and the place among several, from 1."""
    slot, _, number = element.partition("#")
    return slot, int(number or 1)


def in_words(content: PosterContent, changes: Sequence[Override]) -> PosterContent:
    """The content with other words, and without what is hidden."""
    fields: dict[str, Any] = {}
    gone: dict[str, set[int]] = {}
    for change in changes:
        slot, number = _split(change.element)
        name = {"logo": "brand", "qr": "link"}.get(slot, slot)
        if name in _LISTS:
            holder = name.removesuffix("_label")
            stats = list(fields.get(holder, getattr(content, holder)))
            if number > len(stats):
                continue
            if change.hide:
                gone.setdefault(holder, set()).add(number)
            elif change.text is not None:
                stats[number - 1] = stats[number - 1].model_copy(update={_LISTS[name]: change.text})
            fields[holder] = stats
        elif isinstance(getattr(content, name, None), str):
            if change.hide:
                fields[name] = ""
            elif change.text is not None:
                fields[name] = change.text
    for holder, numbers in gone.items():
        kept = enumerate(fields.get(holder, getattr(content, holder)), start=1)
        fields[holder] = [stat for number, stat in kept if number not in numbers]
    return content.model_copy(update=fields) if fields else content


def element_ids(marks: Iterable[Mark]) -> list[str]:
    """The name of each mark's element, in order; ``""`` for marks that are part of another."""
    seen: dict[str, int] = {}
    out: list[str] = []
    for mark in marks:
        name = ""
        if isinstance(mark, TextMark):
            name = mark.name
        elif isinstance(mark, LogoMark):
            name = "logo"
        elif isinstance(mark, QrMark):
            name = "link"
        if name:
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name}#{seen[name]}"
        out.append(name)
    return out


def by_hand(
    marks: Sequence[Mark], changes: Sequence[Override], width: int, height: int
) -> tuple[Mark, ...]:
    """The marks moved, scaled and recoloured as the person did.

    What stands on a plate (a button, a ticket, a seal) moves and scales with the plate and all
    else that stands on it.
    """
    out = list(marks)
    for change in changes:
        found = _find(out, change, changes)
        if found is None:
            continue
        plate = _plate_of(out, found)
        group = _group(out, found, plate)
        box = bounds(out[plate if plate is not None else found])
        middle = (box.x + box.w / 2, box.y + box.h / 2)
        for index in group:
            mark = _scaled(out[index], change.scale, middle) if change.scale != 1 else out[index]
            out[index] = moved(mark, change.dx * width, change.dy * height)
        _recolour(out, change, found, plate)
    return tuple(out)


def hero_by_hand(hero: Rect, changes: Sequence[Override], width: int, height: int) -> Rect:
    """The picture's place; its element is called ``product``."""
    for change in changes:
        if change.element == "product":
            middle = (hero.x + hero.w / 2, hero.y + hero.h / 2)
            hero = _about(hero, change.scale, middle)
            hero = hero.shifted(change.dx * width, change.dy * height)
    return hero


def _find(marks: Sequence[Mark], change: Override, changes: Sequence[Override]) -> int | None:
    slot, number = _split(change.element)
    if change.hide or slot == "product":
        return None
    holder = slot.removesuffix("_label")
    hidden = [_split(c.element) for c in changes if c.hide]
    number -= sum(s.removesuffix("_label") == holder and n < number for s, n in hidden)
    slot = "link" if slot == "qr" else slot
    name = slot if number == 1 else f"{slot}#{number}"
    ids = element_ids(marks)
    for wanted in (name, "logo" if name == "brand" else "brand" if name == "logo" else name):
        if wanted in ids:
            return ids.index(wanted)
    return None


def _plate_of(marks: Sequence[Mark], index: int) -> int | None:
    """The shape a text stands on: the topmost one below it that holds its middle."""
    mark = marks[index]
    if not isinstance(mark, TextMark) or mark.ground is None:
        return None
    box = bounds(mark)
    x, y = box.x + box.w / 2, box.y + box.h / 2
    for place in range(index - 1, -1, -1):
        below = marks[place]
        if isinstance(below, _Plate) and _holds(below.rect, x, y):
            return place
    return None


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect.x <= x <= rect.right and rect.y <= y <= rect.bottom


def _group(marks: Sequence[Mark], index: int, plate: int | None) -> list[int]:
    """All marks that go together with one."""
    if plate is None:
        mark = marks[index]
        shades = [
            place
            for place, other in enumerate(marks)
            if isinstance(other, ShadeMark) and other.text is not None and _same(other.text, mark)
        ]
        return [*shades, index]
    rect = bounds(marks[plate])
    out: list[int] = []
    for place, other in enumerate(marks):
        box = bounds(other)
        x, y = box.x + box.w / 2, box.y + box.h / 2
        if place == plate:
            out.append(place)
        elif isinstance(other, TextMark):
            if _plate_of(marks, place) == plate:
                out.append(place)
        elif isinstance(other, GlyphMark):
            if _holds(rect, x, y):
                out.append(place)
        elif isinstance(other, (ShadeMark, *_Plate)) and _holds(rect, x, y):
            share = box.w * box.h / max(1.0, rect.w * rect.h)
            if 0.25 < share < 1.8:
                out.append(place)
    return out


def _same(text: TextMark, mark: Mark) -> bool:
    return isinstance(mark, TextMark) and text.name == mark.name and text.block is mark.block


def _about(rect: Rect, scale: float, middle: tuple[float, float]) -> Rect:
    x, y = middle
    return Rect(x + (rect.x - x) * scale, y + (rect.y - y) * scale, rect.w * scale, rect.h * scale)


def _scaled(mark: Mark, scale: float, middle: tuple[float, float]) -> Mark:
    rect = _about(mark.rect, scale, middle)
    if isinstance(mark, TextMark):
        return replace(mark, rect=rect, block=replace(mark.block, px=mark.block.px * scale))
    if isinstance(mark, ShapeMark):
        return replace(mark, rect=rect, radius=mark.radius * scale)
    if isinstance(mark, DeviceMark):
        return replace(mark, rect=rect, height=mark.height * scale)
    if isinstance(mark, TicketMark):
        return replace(mark, rect=rect, notch=mark.notch * scale)
    if isinstance(mark, ShadeMark):
        text = _scaled(mark.text, scale, middle) if mark.text is not None else None
        return replace(
            mark,
            rect=rect,
            radius=mark.radius * scale,
            blur=mark.blur * scale,
            text=text if isinstance(text, TextMark) else None,
        )
    return replace(mark, rect=rect)


def _recolour(marks: list[Mark], change: Override, index: int, plate: int | None) -> None:
    if change.fill and plate is not None:
        below = marks[plate]
        if isinstance(below, TicketMark):
            marks[plate] = replace(below, fill=change.fill)
        elif isinstance(below, (ShapeMark, SealMark)):
            marks[plate] = replace(below, fill=(change.fill, change.fill))
        for place, mark in enumerate(marks):
            if isinstance(mark, TextMark) and _plate_of(marks, place) == plate:
                ink = _readable(mark.ink, change.fill)
                marks[place] = replace(mark, ink=ink, gradient=None, ground=(change.fill,))
    mark = marks[index]
    if change.colour and isinstance(mark, TextMark):
        marks[index] = replace(mark, ink=change.colour, gradient=None, fixed=True)
    elif change.colour and isinstance(mark, QrMark):
        marks[index] = replace(mark, dark=change.colour)


def _readable(ink: str, fill: str) -> str:
    """The ink, or black or white where it cannot be read on the new colour."""

    def contrast(colour: str) -> float:
        return abs(apca(hex_to_rgb(colour), hex_to_rgb(fill)))

    return ink if contrast(ink) >= _READABLE else max("#ffffff", "#000000", key=contrast)
