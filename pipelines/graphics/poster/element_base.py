"""What all elements of a template share: their inks, and who gives way when room is short."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipelines.graphics.colour import ROLES, Palette
from pipelines.sdk import Frozen

__all__ = ["ElementBase", "Ink", "TextSlot", "mixed"]

TextSlot = Literal["kicker", "headline", "subhead", "fine_print"]
_ROLE = "|".join(ROLES)
Ink = Annotated[
    str,
    Field(
        pattern=rf"^({_ROLE})(\+({_ROLE}):(0?\.\d+|0|1))?$",
        description="palette role, or two mixed: primary+deep:.4 is 40 % of the way to deep",
    ),
]


def mixed(palette: Palette, ink: str) -> str:
    """The hex colour of an :data:`Ink`."""
    first, _, rest = ink.partition("+")
    if not rest:
        return palette[first]
    second, _, share = rest.partition(":")
    return palette.mix(first, second, float(share))


class ElementBase(Frozen):
    drop: int = Field(0, ge=0, le=9, description="who goes first when room is short; 0: nobody")
    width: float = Field(1.0, gt=0, le=1, description="share of the column")
    pictured: float | None = Field(
        None, gt=0, le=1, description="share of the column where a product is shown beside it"
    )
    before: float = Field(0, ge=0, le=0.2, description="more room above, of √(W·H)")
