"""The poster document: everything a poster is made of, for every format at once."""

from __future__ import annotations

from pydantic import Field, field_validator

from pipelines.documents.brand import BrandColours, BrandFonts, BrandRules, LogoVariants
from pipelines.documents.document import Document, Hex
from pipelines.sdk import Asset, Frozen, Language

__all__ = [
    "POSTER_FORMATS",
    "Override",
    "PosterContent",
    "PosterDocument",
    "PosterFormat",
    "Stat",
    "TableRow",
    "Versus",
]


class PosterFormat(Frozen):
    """A size to export. Pixels; ``dpi`` tells the print size."""

    id: str
    width: int = Field(ge=64, le=12000, description="px")
    height: int = Field(ge=64, le=12000, description="px")
    dpi: int = Field(default=96, ge=36, le=1200)


POSTER_FORMATS: tuple[PosterFormat, ...] = (
    PosterFormat(id="xiaohongshu", width=1242, height=1660),
    PosterFormat(id="square", width=1080, height=1080),
    PosterFormat(id="story", width=1080, height=1920),
    PosterFormat(id="banner", width=900, height=383),
    PosterFormat(id="a4", width=2480, height=3508, dpi=300),
)


class Stat(Frozen):
    """A number worth showing, with its label."""

    value: str
    label: str


class Versus(Frozen):
    """What is usual against what is offered, in one respect."""

    left: Stat
    right: Stat


class TableRow(Frozen):
    """A line of a list: a dish and its price, a job and its pay. Without value and note: a head
    over the rows below it."""

    name: str
    value: str = ""
    note: str = ""


class PosterContent(Document):
    """What the slots of a template are filled with. Empty means: leave it out."""

    brand: str = ""
    kicker: str = Field(default="", description="small line on top: date, series, category")
    headline: str
    subhead: str = ""
    price: str = Field(default="", description="number only: 199")
    currency: str = Field(default="", description="sign: ¥, $")
    price_label: str = ""
    original_price: str = Field(default="", description="with its sign and label: 日常价 ¥399")
    stats: list[Stat] = Field(default_factory=list)
    details: list[Stat] = Field(default_factory=list, description="when, where, …")
    versus: list[Versus] = Field(default_factory=list, description="comparison, pair by pair")
    versus_left: str = Field(default="", description="who stands left in the comparison")
    versus_right: str = Field(default="", description="who stands right: the one offered")
    rows: list[TableRow] = Field(default_factory=list, description="dishes and prices, jobs …")
    countdown: list[Stat] = Field(
        default_factory=list, description="time left, as it is when the poster is made: 03 days …"
    )
    call_to_action: str = ""
    fine_print: str = ""
    link: str = ""
    link_caption: str = Field(default="", description="words under the QR code")


class Override(Frozen):
    """A change made by hand to one element; it survives every new layout and every resize.

    Lengths are shares of the page, so that the same change holds in every format it is meant for.
    An element is named by its slot; the second of several is ``stats#2``.
    """

    element: str = Field(pattern=r"^[a-z_]+(#[1-9][0-9]?)?$", description="headline, stats#2 …")
    dx: float = Field(default=0, ge=-1, le=1, description="to the right, share of the width")
    dy: float = Field(default=0, ge=-1, le=1, description="down, share of the height")
    scale: float = Field(default=1, ge=0.2, le=5, description="about the middle of the element")
    hide: bool = Field(default=False, description="the layout closes the gap")
    colour: Hex | None = Field(default=None, description="of its ink")
    fill: Hex | None = Field(default=None, description="of the shape it stands on")
    text: str | None = Field(default=None, max_length=2000, description="other words, this format")

    @field_validator("element")
    @classmethod
    def _not_the_label(cls, value: str) -> str:
        if value.startswith("ai_label"):
            raise ValueError("the AI label stays where and as large as the law wants it")
        return value


class PosterDocument(Document):
    """One design; each format is laid out from it."""

    template: str
    language: Language
    content: PosterContent
    colours: BrandColours = Field(default_factory=BrandColours)
    fonts: BrandFonts = Field(default_factory=BrandFonts)
    logo: Asset | None = None
    logos: LogoVariants = Field(
        default_factory=LogoVariants, description="the logo for other grounds and rooms, as assets"
    )
    product: Asset | None = Field(default=None, description="product cut out, RGBA")
    products: tuple[Asset, ...] = Field(
        default=(), max_length=6, description="more products, grouped round the first"
    )
    product_reflection: float = Field(
        default=0, ge=0, le=1, description="how much the ground mirrors the product"
    )
    background: Asset | None = Field(
        default=None, description="picture instead of the template's art"
    )
    seed: int = Field(default=1, ge=0)
    ai_label: str = Field(
        default="", description="explicit AI label drawn in a corner; empty: none"
    )
    overrides: dict[str, tuple[Override, ...]] = Field(
        default_factory=dict,
        description="changes made by hand, by format id, by aspect class (portrait, square, tall, "
        "banner), or for all; the narrower one wins",
    )
    rules: BrandRules | None = Field(default=None, description="what the preflight holds it to")
