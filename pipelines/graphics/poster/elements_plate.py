"""Lines on plates of their own, as covers of videos set their titles."""

from __future__ import annotations

from pipelines.graphics.poster.card_elements import PlateElement
from pipelines.graphics.poster.marks import Mark, Rect, ShapeMark, TextMark
from pipelines.graphics.poster.measure import Measured, Setting, aligned, best_ink
from pipelines.graphics.typesetting.blocks import Align

__all__ = ["measure_plate"]

_SIDE = 0.3  # em beside a line
_ABOVE = 0.27  # em above its caps and below its baseline


def measure_plate(
    element: PlateElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """The slot's lines, every plate just as wide as its line; px."""
    text = getattr(setting.content, element.slot)
    style = setting.style(element.style, text)
    step = style.step if element.step is None else element.step
    px = setting.size(step, scale)
    room = width * element.width
    block = setting.block(text, style, room - 2 * _SIDE * px, px, element.lines)
    if block is None:
        return None
    side, above = block.px * _SIDE, block.px * _ABOVE
    left = aligned(width, room, align)
    column = Rect(left + side, above, room - 2 * side, block.height)
    fill = setting.colour(element.fill)
    ink = best_ink(setting, (fill,), setting.colour(style.ink))
    plates: list[Mark] = []
    used = bottom = 0.0
    for line in block.place(column.x, column.y, column.w, align):
        wide, high = line.line.width * block.px + 2 * side, block.ascent + 2 * above
        rect = Rect(line.x - side, line.baseline - block.ascent - above, wide, high)
        plates.append(ShapeMark(rect, (fill, fill), high * element.round))
        used, bottom = max(used, rect.right), rect.bottom
    mark = TextMark(element.slot, block, column, align, ink, ground=(fill,))
    return Measured(bottom, used, above + block.ascent, (*plates, mark), block.px)
