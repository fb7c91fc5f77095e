"""Elements that offer: a table of names and prices, a countdown, a voucher."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.graphics.poster.element_base import ElementBase, Ink

__all__ = ["CountdownElement", "ListElement", "TableElement", "VoucherElement"]


class TableElement(ElementBase):
    """The rows: a name, a leader, a value; a note below; heads between them."""

    kind: Literal["table"] = "table"
    head: str
    label: str = Field(description="style of the names")
    value: str
    note: str
    columns: int = Field(1, ge=1, le=3)
    leader: Literal["dots", "rule", "none"] = "dots"
    line: Ink = "muted"
    gap: float = Field(0.02, ge=0, le=0.1, description="between rows, of √(W·H)")


class CountdownElement(ElementBase):
    """The time that is left, every number on a tile of its own."""

    kind: Literal["countdown"] = "countdown"
    value: str
    label: str
    fill: tuple[Ink, Ink] = ("ink", "ink")
    ink: Ink = "paper"


class VoucherElement(ElementBase):
    """The price as the face value of a large coupon: a notched card with a stub."""

    kind: Literal["voucher"] = "voucher"
    value: str
    label: str
    step: float = 9
    fill: Ink = "paper"
    stub: tuple[Ink, Ink] = ("primary", "deep")
    ink: Ink = "primary"
    shadow: float = Field(0.35, ge=0, le=1)


ListElement = TableElement | CountdownElement | VoucherElement
