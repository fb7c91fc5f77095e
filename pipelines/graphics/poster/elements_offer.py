"""A countdown on tiles, and a voucher with its face value."""

from __future__ import annotations

from pipelines.graphics.poster.list_elements import CountdownElement, VoucherElement
from pipelines.graphics.poster.marks import Mark, Rect, ShadeMark, ShapeMark, TextMark, TicketMark
from pipelines.graphics.poster.measure import Measured, Setting, aligned, best_ink, filled
from pipelines.graphics.poster.template import Style
from pipelines.graphics.typesetting.blocks import Align, Block

__all__ = ["measure_countdown", "measure_voucher"]


def measure_countdown(
    element: CountdownElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """Tiles of one size, in each a number over what it counts; px."""
    times = filled(setting.content.countdown)[:4]
    style = setting.style(element.value, "")
    small = setting.style(element.label, "".join(time.label for time in times))
    gap = setting.unit * 0.016
    most = (width - gap * (len(times) - 1)) / len(times)
    px = min(setting.size(style.step, scale), most / 1.5)
    numbers = [setting.block(time.value, style, most * 0.8, px, 1) for time in times]
    if not all(numbers):
        return None
    px = min(number.px for number in numbers if number)
    numbers = [setting.block(time.value, style, most * 0.8, px, 1) for time in times]
    blocks = [number for number in numbers if number]
    side = min(most, max(max(b.width for b in blocks) + px * 0.55, px * 1.45))
    labels = [
        setting.block(time.label, small, side * 0.86, setting.size(small.step, scale), 1)
        for time in times
    ]
    cap, pad = max(block.ascent for block in blocks), px * 0.3
    below = max((label.px * 0.5 + label.height for label in labels if label), default=0.0)
    tall = cap + below + 2 * pad
    fill = (setting.colour(element.fill[0]), setting.colour(element.fill[1]))
    ink = best_ink(setting, fill, setting.colour(element.ink))
    small_ink = best_ink(setting, fill, setting.colour(small.ink), least=75)
    used = side * len(blocks) + gap * (len(blocks) - 1)
    x = aligned(width, used, align)
    marks: list[Mark] = []
    for block, label in zip(blocks, labels, strict=True):
        marks.append(ShapeMark(Rect(x, 0, side, tall), fill, px * 0.16))
        at = Rect(x, pad, side, block.height)
        marks.append(TextMark("countdown", block, at, "center", ink, ground=fill))
        if label is not None:
            at = Rect(x, pad + cap + label.px * 0.5, side, label.height)
            marks.append(TextMark("countdown_label", label, at, "center", small_ink, ground=fill))
        x += side + gap
    return Measured(tall, aligned(width, used, align) + used, pad + cap, tuple(marks))


def measure_voucher(
    element: VoucherElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """A coupon as wide as its column: the face value, and a stub with what it asks for; px."""
    content = setting.content
    value = setting.style(element.value, "")
    small = setting.style(element.label, content.price_label)
    stub = width * 0.3 if content.price_label.strip() else 0.0
    face = _face(setting, value, width - stub, setting.size(element.step, scale))
    if face is None:
        return None  # half a value is a wrong value
    sign, number = face
    gap = number.px * 0.07
    taken = number.width + (sign.width + gap if sign else 0.0)
    pad = number.px * 0.3
    high = number.ascent + 2 * pad
    card = Rect(0, 0, width, high)
    fill = setting.colour(element.fill)
    ink = best_ink(setting, (fill,), setting.colour(element.ink), least=45)
    shade = ShadeMark(
        card.shifted(0, high * 0.05).grown(-high * 0.03),
        setting.palette.deep,
        element.shadow,
        high * 0.07,
        high * 0.1,
    )
    marks: list[Mark] = [shade, TicketMark(card, fill, ink, high * 0.085)]
    side = high * 0.16  # where the ticket's dashes stand
    x = side + (width - 2 * side - stub - taken) / 2
    if sign is not None:
        at = Rect(x, pad, sign.width + 1, sign.height)
        marks.append(TextMark("currency", sign, at, "left", ink, ground=(fill,)))
        x += sign.width + gap
    at = Rect(x, pad, number.width + 1, number.height)
    marks.append(TextMark("price", number, at, "left", ink, ground=(fill,)))
    if stub:
        inset = high * 0.07
        box = Rect(width - stub - side, inset, stub, high - 2 * inset)
        label = setting.block(content.price_label, small, stub * 0.84, high * 0.16, 3)
        marks += _stub(element, setting, box, label)
    return Measured(high, width, pad + number.ascent, tuple(marks), number.px * 0.3)


def _face(
    setting: Setting, value: Style, width: float, px: float
) -> tuple[Block | None, Block] | None:
    """Currency sign and number at the largest size that leaves the card its notches."""
    content = setting.content
    for _ in range(24):
        number = setting.block(content.price, value, width, px, 1)
        if number is None or number.clipped:
            return None
        sign = setting.block(content.currency, value, width, number.px * 0.46, 1)
        taken = number.width + (sign.width + number.px * 0.07 if sign else 0.0)
        notches = 0.32 * (number.ascent + 0.6 * number.px)
        if taken + notches + number.px * 0.12 <= width:
            return sign, number
        px = number.px * 0.94
    return None


def _stub(element: VoucherElement, setting: Setting, box: Rect, label: Block | None) -> list[Mark]:
    """The coloured part that is torn off."""
    if label is None:
        return []
    fill = (setting.colour(element.stub[0]), setting.colour(element.stub[1]))
    ink = best_ink(setting, fill, setting.palette.light, setting.palette.paper)
    at = Rect(box.x, box.y + (box.h - label.height) / 2, box.w, label.height)
    return [
        ShapeMark(box, fill, box.h * 0.07),
        TextMark("price_label", label, at, "center", ink, ground=fill),
    ]
