"""Lines on plates of their own, as covers of videos set their titles."""

from __future__ import annotations

from pipelines.graphics.poster.card_elements import PlateElement
from pipelines.graphics.poster.marks import Mark, Rect, ShapeMark, TextMark
from pipelines.graphics.poster.measure import Measured, Setting, aligned, best_ink
from pipelines.graphics.typesetting.blocks import Align

__all__ = ["measure_plate"]

_SIDE = 0.3  # em beside a line
_ABOVE = 0.29  # em above its caps and below its baseline


def measure_plate(
    element: PlateElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """The slot's lines, every plate just as wide as its line; px."""
    text = getattr(setting.content, element.slot)
    style = setting.style(element.style, text)
    step = style.step if element.step is None else element.step
    px = setting.size(step, scale)
    room = width * element.width
    block = setting.block(
        text, style, room - 2 * (_SIDE + 0.4 * element.round) * px, px, element.lines
    )
    if block is None:
        return None
    side, above = block.px * (_SIDE + 0.4 * element.round), block.px * _ABOVE
    left = aligned(width, room, align)
    column = Rect(left + side, above, room - 2 * side, block.height)
    fill = setting.colour(element.fill)
    ink = best_ink(setting, (fill,), setting.colour(style.ink))
    plates: list[Mark] = []
    used = bottom = 0.0
    for line in block.place(column.x, column.y, column.w, align):
        # Letters hang a little over the column for the eye; plates end where the column does.
        start = column.x if align == "left" else line.x
        end = column.right if align == "right" else line.x + line.line.width * block.px
        high = block.ascent + 2 * above
        top = line.baseline - block.ascent - above
        rect = Rect(start - side, top, end - start + 2 * side, high)
        plates.append(ShapeMark(rect, (fill, fill), high * element.round))
        used, bottom = max(used, rect.right), rect.bottom
    mark = TextMark(element.slot, block, column, align, ink, ground=(fill,))
    return Measured(bottom, used, above + block.ascent, (*plates, mark), block.px)
