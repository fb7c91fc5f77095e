"""The elements of cards and covers, one door: measured, found empty, asked for their slots."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.graphics.poster.card_elements import (
    CardElement,
    DeviceElement,
    OrnamentElement,
    PlateElement,
    PointsElement,
    VersusElement,
)
from pipelines.graphics.poster.elements_device import measure_device, measure_ornament
from pipelines.graphics.poster.elements_offer import measure_countdown, measure_voucher
from pipelines.graphics.poster.elements_plate import measure_plate
from pipelines.graphics.poster.elements_points import measure_points
from pipelines.graphics.poster.elements_table import filled_rows, measure_table
from pipelines.graphics.poster.elements_versus import filled_pairs, measure_versus
from pipelines.graphics.poster.list_elements import (
    CountdownElement,
    ListElement,
    TableElement,
    VoucherElement,
)
from pipelines.graphics.poster.measure import Measured, Setting, filled
from pipelines.graphics.typesetting.blocks import Align

__all__ = ["card_is_empty", "card_slots", "measure_card"]


def measure_card(
    element: CardElement | ListElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    """An element of this kind in a column ``width`` px wide; None where it is empty."""
    match element:
        case VersusElement():
            return measure_versus(element, setting, width * element.width, scale)
        case PointsElement():
            return measure_points(element, setting, width * element.width, scale)
        case DeviceElement():
            return measure_device(element, setting, width, scale, align)
        case PlateElement():
            return measure_plate(element, setting, width, scale, align)
        case OrnamentElement():
            return measure_ornament(element, setting, width, scale, align)
        case TableElement():
            return measure_table(element, setting, width * element.width, scale)
        case CountdownElement():
            return measure_countdown(element, setting, width * element.width, scale, align)
        case VoucherElement():
            return measure_voucher(element, setting, width * element.width, scale, align)


def card_is_empty(element: CardElement | ListElement, setting: Setting) -> bool:
    """Whether there is nothing to show in it."""
    match element:
        case VersusElement():
            return not filled_pairs(setting.content.versus)
        case PointsElement():
            return not filled(setting.content.details)
        case DeviceElement():
            return element.look == "portrait" and not setting.pictured
        case PlateElement():
            return not getattr(setting.content, element.slot).strip()
        case OrnamentElement():
            return False
        case TableElement():
            return not filled_rows(setting.content.rows)
        case CountdownElement():
            return not filled(setting.content.countdown)
        case VoucherElement():
            return not setting.content.price.strip()


def card_slots(element: CardElement | ListElement) -> Iterator[str]:
    """The content fields it shows."""
    match element:
        case VersusElement():
            yield "versus"
        case PointsElement():
            yield "details"
        case PlateElement():
            yield element.slot
        case TableElement():
            yield "rows"
        case CountdownElement():
            yield "countdown"
        case VoucherElement():
            yield "price"
        case DeviceElement() | OrnamentElement():
            return
