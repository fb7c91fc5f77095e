"""The brand kit: what every output must look and sound like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from pipelines.documents.document import Document, Hex
from pipelines.sdk import Asset, LocalText

__all__ = [
    "BrandColours",
    "BrandFonts",
    "BrandKit",
    "BrandRules",
    "LogoVariants",
    "Photo",
    "Tone",
    "rules_of",
]

Tone = Literal["warm", "playful", "professional", "bold", "calm"]
"""How a brand speaks."""


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


class LogoVariants(Document):
    """The logo for other grounds and for other rooms; the plain ``logo`` is the one for all else.

    Which one is shown is decided by the room it gets and by the pixels behind it.
    """

    on_light: Photo | None = Field(default=None, description="dark ink, for light grounds")
    on_dark: Photo | None = Field(default=None, description="light ink, for dark grounds")
    horizontal: Photo | None = Field(default=None, description="sign and name side by side")
    horizontal_on_dark: Photo | None = None
    mark: Photo | None = Field(default=None, description="the sign alone, for little room")
    mark_on_dark: Photo | None = None

    def given(self) -> Iterator[tuple[str, Photo]]:
        """Each variant that there is, by its name."""
        for name in type(self).model_fields:
            photo = getattr(self, name)
            if photo is not None:
                yield name, photo


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
    tone: Tone | None = Field(default=None, description="how it speaks; None: any")


class BrandKit(Document):
    """Name, logo, colours, fonts and words of a brand."""

    name: LocalText
    logo: Photo | None = None
    logos: LogoVariants = Field(default_factory=LogoVariants)
    logo_least: float = Field(
        default=0.045, gt=0, le=0.5, description="least height of the logo, of the shorter side"
    )
    logo_clear: float = Field(
        default=0.25, ge=0, le=2, description="free space around the logo, of its height"
    )
    colours: BrandColours = Field(default_factory=BrandColours)
    more_colours: list[Hex] = Field(
        default_factory=list, max_length=24, description="further colours that belong to the brand"
    )
    fonts: BrandFonts = Field(default_factory=BrandFonts)
    slogan: LocalText | None = None
    tone: Tone | None = Field(default=None, description="how it speaks, where a brief is silent")
    use: list[str] = Field(
        default_factory=list, description="words of which one at least should be said"
    )
    avoid: list[str] = Field(default_factory=list, description="words never to be used")

    def pictures(self) -> Iterator[Photo]:
        """Every picture of the kit."""
        if self.logo is not None:
            yield self.logo
        for _, photo in self.logos.given():
            yield photo


def rules_of(kit: BrandKit) -> BrandRules:
    """What a brand asks of everything that carries its name."""
    spelt = [name for name in (kit.name.zh, kit.name.en) if name]
    return BrandRules(
        names=list(dict.fromkeys(spelt)),
        avoid=kit.avoid,
        use=kit.use,
        colours=kit.more_colours,
        logo_least=kit.logo_least,
        logo_clear=kit.logo_clear,
        tone=kit.tone,
    )
