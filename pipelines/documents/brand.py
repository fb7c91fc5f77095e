"""The brand kit: what every output must look and sound like."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from pipelines.documents.document import Document, Hex
from pipelines.sdk import Asset, LocalText

__all__ = ["BrandColours", "BrandFonts", "BrandKit", "Photo"]


class Photo(Document):
    """A picture the person gave: a path in the brief, an asset once it is imported.

    In a brief a plain string is enough: ``logo = "logo.png"``.
    """

    path: str = ""
    asset: Asset | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value


class BrandColours(Document):
    """Colours by role; only the primary one is needed, the others are derived from it."""

    primary: Hex = "#c8452f"
    secondary: Hex | None = None
    accent: Hex | None = None
    background: Hex | None = None
    text: Hex | None = None


class BrandFonts(Document):
    """Font families, first choice first; Latin face first, then the CJK one."""

    heading: list[str] = Field(default_factory=list)
    body: list[str] = Field(default_factory=list)


class BrandKit(Document):
    """Name, logo, colours, fonts and words of a brand."""

    name: LocalText
    logo: Photo | None = None
    colours: BrandColours = Field(default_factory=BrandColours)
    fonts: BrandFonts = Field(default_factory=BrandFonts)
    slogan: LocalText | None = None
    avoid: list[str] = Field(default_factory=list, description="words never to be used")
