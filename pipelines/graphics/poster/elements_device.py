"""A phone that shows the product picture, a round portrait, and drawn signs."""

from __future__ import annotations

from pipelines.graphics.poster.card_elements import DeviceElement, OrnamentElement
from pipelines.graphics.poster.glyphs import ASPECTS
from pipelines.graphics.poster.marks import DeviceMark, GlyphMark, Mark, Rect, ShadeMark, ShapeMark
from pipelines.graphics.poster.measure import Measured, Setting, aligned
from pipelines.graphics.typesetting.blocks import Align

__all__ = ["measure_device", "measure_ornament"]

_PHONE = 2.06  # height / width


def measure_device(
    element: DeviceElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """The device's body with a soft shadow; px."""
    wide = min(width, element.size * setting.unit * scale) if element.size else width
    phone = element.look == "phone"
    whole = wide * (_PHONE if phone else 1.0)
    body = Rect(aligned(width, wide, align), 0, wide, whole)
    seen = Rect(body.x, 0, wide, whole * (element.seen if phone else 1.0))
    marks: list[Mark] = []
    if element.shadow:
        radius = wide * (0.15 if phone else 0.5)
        below = Rect(seen.x + wide * 0.04, wide * 0.06, wide * 0.92, seen.h - wide * 0.03)
        deep = setting.palette.paper if setting.palette.mode == "dark" else setting.palette.deep
        marks.append(ShadeMark(below, deep, element.shadow, wide * 0.06, radius))
    marks.append(DeviceMark(seen, body.h, element.look, setting.palette))
    return Measured(seen.h, seen.right, seen.h, tuple(marks))


def measure_ornament(
    element: OrnamentElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured:
    """A sign as high as its step; px."""
    high = setting.size(element.step, scale)
    colour = setting.colour(element.ink)
    if element.look == "bar":
        wide = min(width, high * 11)
        box = Rect(aligned(width, wide, align), 0, wide, high)
        bar = ShapeMark(box, (colour, colour), high / 2, element.opacity)
        return Measured(high, box.right, high, (bar,))
    wide = high * ASPECTS[element.look]
    box = Rect(aligned(width, wide, align), 0, wide, high)
    mark = GlyphMark(box, element.look, colour, element.opacity)
    return Measured(high, box.right, high, (mark,))
