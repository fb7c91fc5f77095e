"""Where everything goes.

In this order: every text takes the largest size that fits its column; the bands are scaled down
together until the page holds them; elements go by their drop priority; and what still does not fit
is told. Nothing ever leaves the page silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.graphics.poster.corner import Corner, corner
from pipelines.graphics.poster.elements_table import filled_rows
from pipelines.graphics.poster.elements_versus import filled_pairs
from pipelines.graphics.poster.marks import (
    LogoMark,
    Mark,
    PanelMark,
    QrMark,
    Rect,
    ShadeMark,
    TextMark,
)
from pipelines.graphics.poster.measure import Measured, Setting, filled
from pipelines.graphics.poster.stack import is_empty, slots_of, stack
from pipelines.graphics.poster.template import (
    Band,
    Edge,
    Element,
    HeroArea,
    Layout,
    RowElement,
    aspect_class,
)

__all__ = ["Placed", "solve"]

_SLOTS = (
    "brand",
    "kicker",
    "subhead",
    "price",
    "stats",
    "details",
    "call_to_action",
    "link",
    "versus",
    "rows",
    "countdown",
)
_LEAST_SCALE = 0.58
_HURRY_SCALE = 0.2  # for copy that no designer would put on a poster


@dataclass(frozen=True)
class Placed:
    """A solved layout.

    Attributes:
        marks: What to draw, bottom to top.
        hero: Where the picture's focal point goes, px.
        label: The AI label's plate, px.
        dropped: Slots left out because there was no room.
        omitted: Filled slots that this layout has no place for.
        overflow: Whether the words are far too many.
        cut: Slots whose words end in "…".
        product: Where a product stands, px, if not in the hero's place.
        overlap: Share of the hero that big type may cover.
    """

    marks: tuple[Mark, ...]
    hero: Rect
    label: Rect | None
    dropped: tuple[str, ...]
    omitted: tuple[str, ...]
    overflow: bool
    cut: tuple[str, ...]
    product: Rect | None = None
    overlap: float = 1.0


@dataclass(frozen=True)
class _Strip:
    """A band that has been measured."""

    band: Band
    body: Measured | None
    scale: float

    def height(self, setting: Setting) -> float:
        if self.body is None:
            return 0.0
        return self.body.height + (sum(_pads(setting, self.band)) if self.band.panel else 0.0)


def solve(setting: Setting, label: str) -> Placed:
    """Lay out the page for its aspect class."""
    layout = setting.template.layouts[aspect_class(setting.width, setting.height)]
    foot = corner(setting, layout, label)
    strips, dropped, overflow = _fit(setting, layout, foot)
    boxes = _boxes(setting, layout, strips, foot)
    marks: list[Mark] = []
    for strip in strips:
        marks += _band_marks(setting, layout, strip, boxes[strip.band.id])
    hero = _hero(setting, layout.hero, boxes, marks)
    marks += _float_marks(setting, layout, hero, foot)
    marks += foot.marks
    dropped += _lost(setting, layout, marks)
    cut = [m.name for m in marks if isinstance(m, TextMark) and m.block.clipped]
    return Placed(
        tuple(marks),
        hero,
        foot.label,
        tuple(dict.fromkeys(dropped)),
        _omitted(setting, layout),
        overflow,
        tuple(dict.fromkeys(cut)),
        None if layout.product is None else _area(setting, layout.product, boxes),
        layout.hero.overlap,
    )


def _pads(setting: Setting, band: Band) -> tuple[float, float]:
    """Room above and below the items of a panel; below comes the foot, which has its own."""
    if band.panel is None:
        return 0.0, 0.0
    pad = band.pad * setting.unit
    return pad, pad * 0.35


def _least(setting: Setting, band: Band) -> float:
    """How high a band is at least, px."""
    return max(band.least, band.pictured if setting.pictured else 0.0) * setting.height


def _margin(setting: Setting, layout: Layout) -> float:
    return layout.margin * min(setting.width, setting.height)


def _column(setting: Setting, layout: Layout, band: Band) -> float:
    return (setting.width - 2 * _margin(setting, layout)) * band.width


def _fit(setting: Setting, layout: Layout, foot: Corner) -> tuple[list[_Strip], list[str], bool]:
    """Scale, then drop, then hurry."""
    room = foot.top - _margin(setting, layout)
    bands = list(layout.bands)
    dropped: list[str] = []
    while True:
        if _total(setting, layout, bands, _LEAST_SCALE) <= room:
            scale = _largest(setting, layout, bands, room, _LEAST_SCALE)
            return _strips(setting, layout, bands, scale), dropped, False
        priority = max((_priority(bands, setting)), default=0)
        if priority == 0:
            break
        dropped += _slots(bands, setting, priority)
        bands = [_without(band, priority) for band in bands]
    overflow = _total(setting, layout, bands, _HURRY_SCALE) > room
    while _total(setting, layout, bands, _HURRY_SCALE) > room and _count(bands, setting) > 1:
        bands, gone = _without_last(bands, setting)
        dropped += gone
    scale = _largest(setting, layout, bands, room, _HURRY_SCALE)
    return _strips(setting, layout, bands, scale), dropped, overflow or scale < 0.35


def _strips(setting: Setting, layout: Layout, bands: Sequence[Band], scale: float) -> list[_Strip]:
    return [_strip(setting, layout, band, scale) for band in bands]


def _strip(setting: Setting, layout: Layout, band: Band, scale: float) -> _Strip:
    """A band at a scale, or at a smaller one where it would pass its own limit."""
    width, gap = _column(setting, layout, band), band.gap * setting.unit
    most = band.most * setting.height

    def at(s: float) -> _Strip:
        return _Strip(band, stack(band.items, setting, width, s, align=band.align, gap=gap), s)

    strip = at(scale)
    if strip.height(setting) <= most:
        return strip
    low, high = _HURRY_SCALE, scale
    best = at(low)
    for _ in range(6):
        middle = (low + high) / 2
        trial = at(middle)
        if trial.height(setting) <= most:
            low, best = middle, trial
        else:
            high = middle
    return best


def _total(setting: Setting, layout: Layout, bands: Sequence[Band], scale: float) -> float:
    return _sum(setting, _strips(setting, layout, bands, scale))


def _sum(setting: Setting, strips: Sequence[_Strip]) -> float:
    """Height of all bands with the room between them, growing bands at their least."""
    total = 0.0
    for strip in strips:
        height = strip.height(setting)
        total += max(height, _least(setting, strip.band))
        if height and strip is not strips[-1]:
            total += _after(setting, strip)
    return total


def _after(setting: Setting, strip: _Strip) -> float:
    """Room below a band that shows something, px; a logo in it keeps its clear space."""
    return max(strip.band.after * setting.unit, strip.body.clear if strip.body else 0.0)


def _largest(
    setting: Setting, layout: Layout, bands: Sequence[Band], room: float, least: float
) -> float:
    if _total(setting, layout, bands, 1.0) <= room:
        return 1.0
    low, high = least, 1.0
    for _ in range(7):
        middle = (low + high) / 2
        fits = _total(setting, layout, bands, middle) <= room
        low, high = (middle, high) if fits else (low, middle)
    return low


def _priority(bands: Iterable[Band], setting: Setting) -> Iterable[int]:
    for band in bands:
        for item in band.items:
            yield from _drops(item, setting)


def _drops(element: Element, setting: Setting) -> Iterable[int]:
    if not is_empty(element, setting):
        yield element.drop
        if isinstance(element, RowElement):
            for column in element.columns:
                for item in column:
                    yield from _drops(item, setting)


def _slots(bands: Iterable[Band], setting: Setting, priority: int) -> list[str]:
    out: list[str] = []

    def look(element: Element, gone: bool) -> None:
        gone = gone or element.drop >= priority
        if isinstance(element, RowElement):
            for column in element.columns:
                for item in column:
                    look(item, gone)
        elif gone and not is_empty(element, setting):
            out.extend(slots_of(element))

    for band in bands:
        for item in band.items:
            look(item, False)
    return out


def _without(band: Band, priority: int) -> Band:
    """The band without what goes at that priority."""

    def kept(elements: Iterable[Element]) -> tuple[Element, ...]:
        out: list[Element] = []
        for element in elements:
            if element.drop >= priority:
                continue
            if not isinstance(element, RowElement):
                out.append(element)
                continue
            columns = tuple(kept(column) for column in element.columns)
            if any(columns):
                out.append(element.model_copy(update={"columns": columns}))
        return tuple(out)

    return band.model_copy(update={"items": kept(band.items)})


def _count(bands: Iterable[Band], setting: Setting) -> int:
    return sum(not is_empty(item, setting) for band in bands for item in band.items)


def _without_last(bands: list[Band], setting: Setting) -> tuple[list[Band], list[str]]:
    """Without the last element that shows something; the headline stays to the end."""
    for keep_headline in (True, False):
        for at in range(len(bands) - 1, -1, -1):
            items = list(bands[at].items)
            for index in range(len(items) - 1, -1, -1):
                slots = list(slots_of(items[index]))
                if is_empty(items[index], setting) or (keep_headline and "headline" in slots):
                    continue
                del items[index]
                rest = bands[at].model_copy(update={"items": tuple(items)})
                return [*bands[:at], rest, *bands[at + 1 :]], slots
    return bands, []


def _boxes(
    setting: Setting, layout: Layout, strips: Sequence[_Strip], foot: Corner
) -> dict[str, Rect]:
    """The box of every band, px; what is left over goes to the bands that grow."""
    margin = _margin(setting, layout)
    spare = max(0.0, foot.top - margin - _sum(setting, strips))
    growing = sum(strip.band.grow for strip in strips)
    boxes: dict[str, Rect] = {}
    y = margin
    for strip in strips:
        height = max(strip.height(setting), _least(setting, strip.band))
        height += spare * strip.band.grow / growing if growing else 0
        boxes[strip.band.id] = Rect(margin, y, _column(setting, layout, strip.band), height)
        y += height + (_after(setting, strip) if strip.height(setting) else 0)
    return boxes


def _band_marks(setting: Setting, layout: Layout, strip: _Strip, box: Rect) -> list[Mark]:
    if strip.body is None:
        return []
    pad = _pads(setting, strip.band)[0]
    slack = box.h - strip.height(setting)
    y = box.y + pad + slack * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[strip.band.anchor]
    marks: list[Mark] = []
    if strip.band.panel is not None:
        last = strip.band.id == layout.bands[-1].id
        bottom = setting.height if last else box.bottom
        top = 0.0 if strip.band.id == layout.bands[0].id else box.y
        rect = Rect(0, top, setting.width, bottom - top)
        fill = tuple(setting.colour(ink) for ink in strip.band.panel.fill)
        blur = setting.unit * 0.014
        shade = rect.shifted(0, -setting.unit * 0.004)
        marks.append(ShadeMark(shade, setting.palette.deep, strip.band.panel.shadow, blur))
        marks.append(PanelMark(rect, (fill[0], fill[1])))
    return [*marks, *strip.body.at(box.x, y)]


def _at(setting: Setting, edge: Edge, boxes: dict[str, Rect]) -> float:
    box = boxes.get(edge.of, Rect(0, 0, setting.width, setting.height))
    return box.y + edge.at * box.h


def _area(setting: Setting, area: HeroArea, boxes: dict[str, Rect]) -> Rect:
    """Where an area lies, px."""
    top, bottom = _at(setting, area.top, boxes), _at(setting, area.bottom, boxes)
    return Rect(area.x * setting.width, top, area.w * setting.width, max(bottom - top, 1.0))


def _hero(setting: Setting, area: HeroArea, boxes: dict[str, Rect], marks: Sequence[Mark]) -> Rect:
    """The hero's area; it gives way until big type covers no more of it than it may.

    First its height goes, away from the type; then its width, away from columns at its side.
    """
    hero = _area(setting, area, boxes)
    lines = [box for mark in marks if isinstance(mark, TextMark) for box in mark.line_rects]
    for _ in range(24):
        if not _too_covered(setting, area, hero, lines) or hero.h <= 0.3 * setting.height:
            break
        top, bottom = _shrunk(hero.y, hero.bottom, lines, setting.height * 0.02)
        hero = Rect(hero.x, top, hero.w, max(bottom - top, 1.0))
    step, middle = setting.width * 0.03, hero.x + hero.w / 2
    inside = [box for box in lines if box.overlap(hero) > 0]
    weight = sum(hero.overlap(box) * (box.x + box.w / 2 - middle) for box in inside)
    for _ in range(14):
        if not _too_covered(setting, area, hero, lines) or hero.w <= 0.36 * setting.width:
            break
        hero = Rect(hero.x + (step if weight < 0 else 0.0), hero.y, hero.w - step, hero.h)
    return hero


def _too_covered(setting: Setting, area: HeroArea, hero: Rect, lines: Sequence[Rect]) -> bool:
    """Whether type covers more of what is seen of the hero than it may."""
    seen = hero.overlap(Rect(0, 0, setting.width, setting.height))
    covered = sum(hero.overlap(box) for box in lines)
    return covered > area.overlap * max(1.0, seen)


def _shrunk(top: float, bottom: float, lines: Sequence[Rect], step: float) -> tuple[float, float]:
    """Away from the side that more type stands on."""
    middle = (top + bottom) / 2
    above = sum(box.w * box.h for box in lines if box.y + box.h / 2 < middle and box.bottom > top)
    below = sum(box.w * box.h for box in lines if box.y + box.h / 2 >= middle and box.y < bottom)
    return (top + step, bottom) if above >= below else (top, bottom - step)


def _float_marks(setting: Setting, layout: Layout, hero: Rect, foot: Corner) -> list[Mark]:
    """Elements over the hero, kept inside the margins and clear of the foot."""
    margin = _margin(setting, layout) * 0.6
    out: list[Mark] = []
    for item in layout.floats:
        width = item.width * setting.width
        # What stands on the page's edge goes over it; the rest stays clear of the foot.
        over = item.stands and hero.bottom >= setting.height
        foot_y = setting.height if over else foot.top
        room = max(1.0, min(hero.h, foot_y - margin) * (1.0 if item.stands else 0.9))
        body = stack((item.element,), setting, width, 1.0)
        if body is not None and body.height > room:
            body = stack((item.element,), setting, width * room / body.height, 0.8)
        if body is None:
            continue
        x = hero.x + item.x * hero.w - body.used / 2
        y = hero.y + item.y * hero.h - body.height * (1.0 if item.stands else 0.5)
        x = min(max(x, margin), setting.width - margin - body.used)
        y = min(max(y, margin), foot_y - body.height)
        out += body.at(x, y)
    return out


def _lost(setting: Setting, layout: Layout, marks: Sequence[Mark]) -> list[str]:
    """Slots with words whose element could not be set at all."""
    drawn = {mark.name for mark in marks if isinstance(mark, TextMark)}
    drawn |= {"brand" for mark in marks if isinstance(mark, LogoMark)}
    drawn |= {"link" for mark in marks if isinstance(mark, QrMark)}
    return [slot for slot in _shown(layout) if _said(setting, slot) and slot not in drawn]


def _said(setting: Setting, slot: str) -> bool:
    value = getattr(setting.content, slot)
    if slot == "rows":
        return bool(filled_rows(value))
    if isinstance(value, list):
        return bool(filled_pairs(value) if slot == "versus" else filled(value))
    return bool(value.strip())


def _shown(layout: Layout) -> list[str]:
    """The slots a layout has a place for."""
    elements = [item for band in layout.bands for item in band.items]
    elements += [item.element for item in layout.floats]
    return list(dict.fromkeys(slot for element in elements for slot in slots_of(element)))


def _omitted(setting: Setting, layout: Layout) -> tuple[str, ...]:
    """Filled slots that the layout has no place for."""
    return tuple(slot for slot in _SLOTS if _said(setting, slot) and slot not in _shown(layout))
