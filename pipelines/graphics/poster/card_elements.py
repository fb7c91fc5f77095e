"""Elements of cards and covers: comparison, numbered points, device, plated lines, ornament."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.graphics.poster.element_base import ElementBase, Ink, TextSlot

__all__ = [
    "CardElement",
    "DeviceElement",
    "OrnamentElement",
    "PlateElement",
    "PointsElement",
    "VersusElement",
]


class VersusElement(ElementBase):
    """Two cards side by side: what is usual on the left, what is offered on the right."""

    kind: Literal["versus"] = "versus"
    head: str
    value: str
    label: str
    most: int = Field(4, ge=1, le=6, description="pairs")
    lines: int = Field(2, ge=1, le=3, description="of a value")
    fill: Ink = "paper"
    ink: Ink = "muted"
    best_fill: tuple[Ink, Ink] = ("primary", "deep")
    best_ink: Ink = "light"
    badge: Ink = "accent"
    shadow: float = Field(0.3, ge=0, le=1)


class PointsElement(ElementBase):
    """The details as numbered points below each other: title, then text."""

    kind: Literal["points"] = "points"
    number: str
    label: str
    value: str
    most: int = Field(6, ge=1, le=8)
    columns: int = Field(1, ge=1, le=2)
    lines: int = Field(2, ge=1, le=4, description="of a text")
    badge: Ink = "primary"
    rule: Ink = "muted"


class DeviceElement(ElementBase):
    """The product picture as a phone's screen, or as a round portrait.

    Without a picture the phone shows a drawn screen, and the portrait is left out.
    """

    kind: Literal["device"] = "device"
    look: Literal["phone", "portrait"] = "phone"
    size: float = Field(0, ge=0, le=0.5, description="width of √(W·H); 0: as wide as its column")
    seen: float = Field(1, ge=0.4, le=1, description="share of its height, from the top")
    shadow: float = Field(0.5, ge=0, le=1)


class PlateElement(ElementBase):
    """A slot whose every line stands on a plate of its own."""

    kind: Literal["plate"] = "plate"
    slot: TextSlot
    style: str
    step: float | None = None
    lines: int | None = None
    fill: Ink = "accent"
    round: float = Field(0.12, ge=0, le=0.5, description="of the plate's height")


class OrnamentElement(ElementBase):
    """A drawn sign."""

    kind: Literal["ornament"] = "ornament"
    look: Literal["quote", "stars", "bar"]
    step: float = Field(4, ge=-8, le=16, description="its height, as a step of the type scale")
    ink: Ink = "accent"
    opacity: float = Field(1, gt=0, le=1)


CardElement = VersusElement | PointsElement | DeviceElement | PlateElement | OrnamentElement
