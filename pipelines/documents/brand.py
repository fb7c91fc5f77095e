"""The brand kit: what every output must look and sound like."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from pipelines.documents.document import Document, Hex
from pipelines.sdk import Asset, LocalText

__all__ = ["BrandColours", "BrandFonts", "BrandKit", "BrandRules", "Photo"]


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


class BrandRules(Document):
    """What a brand asks of everything that carries its name; checked before export."""

    names: list[str] = Field(
        default_factory=list, description="the brand's names, spelt as they must be"
    )
    avoid: list[str] = Field(default_factory=list, description="words never to be used")
    use: list[str] = Field(
        default_factory=list, description="words of which one at least should be said"
    )
    colours: list[Hex] = Field(
        default_factory=list, description="further colours that belong to the brand"
    )
    logo_least: float = Field(
        default=0.045, gt=0, le=0.5, description="least height of the logo, of the shorter side"
    )
    logo_clear: float = Field(
        default=0.25, ge=0, le=2, description="free space around the logo, of its height"
    )


class BrandKit(Document):
    """Name, logo, colours, fonts and words of a brand."""

    name: LocalText
    logo: Photo | None = None
    colours: BrandColours = Field(default_factory=BrandColours)
    fonts: BrandFonts = Field(default_factory=BrandFonts)
    slogan: LocalText | None = None
    avoid: list[str] = Field(default_factory=list, description="words never to be used")
