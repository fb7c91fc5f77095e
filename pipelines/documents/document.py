"""Base of everything a person can edit afterwards."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Document", "Hex"]

Hex = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$", description="sRGB colour as #rrggbb")]


class Document(BaseModel):
    """An editable thing, saved as JSON or TOML. Unknown keys are refused, so nothing is lost."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)
