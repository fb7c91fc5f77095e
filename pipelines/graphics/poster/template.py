"""What a poster template is: data only. Unknown keys are refused.

Sizes are relative, so one template serves every format: type sizes are steps of a modular scale on
√(width · height), gaps are fractions of the same, bands are fractions of the height.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from pipelines.graphics.colour import Mode, Scheme
from pipelines.graphics.poster.card_elements import CardElement
from pipelines.graphics.poster.element_base import ElementBase, Ink, TextSlot, mixed
from pipelines.graphics.poster.list_elements import ListElement
from pipelines.sdk import Frozen, InputError

__all__ = [
    "AspectClass",
    "Band",
    "BrandElement",
    "Edge",
    "Element",
    "GridElement",
    "HeroArea",
    "Ink",
    "Layout",
    "PillElement",
    "PriceElement",
    "QrElement",
    "RowElement",
    "RuleElement",
    "Style",
    "Template",
    "TextElement",
    "aspect_class",
    "load_template",
    "mixed",
    "parse_template",
    "template_names",
]

AspectClass = Literal["banner", "square", "portrait", "tall"]
FontRole = Literal["display", "heading", "body", "number"]


class StyleChange(Frozen):
    """What is different when the text is Chinese."""

    font: FontRole | None = None
    weight: int | None = None
    step: float | None = None
    leading: float | None = None
    tracking: float | None = None
    lines: int | None = None


EffectKind = Literal["stroke", "shadow", "extrude", "neon", "paper_cut"]


class TextEffect(Frozen):
    """What lies below the letters of a style; sizes in em."""

    kind: EffectKind
    ink: Ink = "deep"
    size: float = Field(0.04, ge=0, le=0.6, description="outline; blur of a shadow or a glow")
    dx: float = Field(0, ge=-0.5, le=0.5)
    dy: float = Field(0, ge=-0.5, le=0.5)
    opacity: float = Field(1, ge=0, le=1)


class Style(Frozen):
    """How a text is set."""

    font: FontRole = "body"
    weight: int = Field(400, ge=100, le=900)
    step: float = Field(0, ge=-4, le=16, description="steps of the type scale")
    leading: float = Field(1.3, ge=0.7, le=2)
    tracking: float = Field(0, ge=-0.1, le=0.4, description="em")
    lines: int = Field(2, ge=1, le=12, description="at most")
    least: float | None = Field(None, description="smallest step; then the text is cut")
    features: tuple[str, ...] = ()
    upper: bool = False
    ink: Ink = "ink"
    gradient: tuple[Ink, Ink] | None = None
    effects: tuple[TextEffect, ...] = Field((), max_length=6, description="bottom to top")
    zh: StyleChange | None = None


class TextElement(ElementBase):
    """A slot set in a style."""

    kind: Literal["text"] = "text"
    slot: TextSlot
    style: str
    step: float | None = None
    lines: int | None = None
    writing: Literal["any", "han", "other"] = Field(
        "any", description="only shown where its words are, or are not, Chinese"
    )
    shadow: float = Field(0, ge=0, le=1, description="opacity of a soft shadow below big type")
    vertical: float | None = Field(
        None,
        gt=0,
        le=1,
        description="Chinese in columns from right to left, at most this share of the page high",
    )


class BrandElement(ElementBase):
    """The logo, or the brand's name set in type."""

    kind: Literal["brand"] = "brand"
    style: str
    logo: float = Field(2.2, gt=0, le=8, description="logo height / cap height of the name")


class RuleElement(ElementBase):
    """A line across the column."""

    kind: Literal["rule"] = "rule"
    ink: Ink = "ink"
    closing: bool = Field(False, description="belongs to what stands above, not below")
    opacity: float = Field(1, gt=0, le=1)
    thickness: float = Field(0.0016, gt=0, le=0.02, description="of √(W·H)")


class GridElement(ElementBase):
    """Stats or details side by side, on shared baselines."""

    kind: Literal["grid"] = "grid"
    slot: Literal["stats", "details"]
    look: Literal["plain", "tickets", "cells"] = "plain"
    value: str
    label: str
    label_first: bool = False
    most: int = Field(4, ge=1, le=6)
    lines: int = Field(1, ge=1, le=4, description="of a value")
    ink: Ink = "ink"
    fill: Ink = "paper"


class PriceElement(ElementBase):
    """The price, its label, and the price it was before."""

    kind: Literal["price"] = "price"
    look: Literal["seal", "inline"] = "inline"
    step: float = 5
    value: str
    label: str
    fill: tuple[Ink, Ink] = ("accent2", "accent2")
    ink: Ink = "ink"
    number_ink: Ink = "primary"


class PillElement(ElementBase):
    """The call to action."""

    kind: Literal["pill"] = "pill"
    style: str
    fill: tuple[Ink, Ink] = ("primary", "primary")
    full: bool = Field(False, description="as wide as its column")
    round: float = Field(1, ge=0, le=1, description="1: a pill; 0: a box")
    shadow: float = Field(0, ge=0, le=1)


class QrElement(ElementBase):
    """The QR code of the link, with its caption."""

    kind: Literal["qr"] = "qr"
    style: str
    step: float = Field(6.6, description="side, as a step of the type scale")
    caption: Literal["below", "beside", "none"] = "below"
    ink: Ink = "ink"


class RowElement(ElementBase):
    """Columns side by side. A column whose slots are empty gives its room to the others."""

    kind: Literal["row"] = "row"
    columns: tuple[tuple[Element, ...], ...] = Field(min_length=1, max_length=4)
    shares: tuple[float, ...] = ()
    aligns: tuple[Literal["left", "center", "right"], ...] = ()
    valign: Literal["top", "middle", "bottom", "baseline"] = "middle"
    gap: float = Field(0.03, ge=0, le=0.2)

    @model_validator(mode="after")
    def _as_many(self) -> RowElement:
        for name in ("shares", "aligns"):
            if getattr(self, name) and len(getattr(self, name)) != len(self.columns):
                raise ValueError(f"a row of {len(self.columns)} columns wants as many {name}")
        return self


Element = Annotated[
    TextElement
    | BrandElement
    | RuleElement
    | GridElement
    | PriceElement
    | PillElement
    | QrElement
    | CardElement
    | ListElement
    | RowElement,
    Field(discriminator="kind"),
]


class Panel(Frozen):
    """A coloured ground behind a band, out to the edges of the page."""

    fill: tuple[Ink, Ink]
    shadow: float = Field(0.35, ge=0, le=1)


class Band(Frozen):
    """A strip of the page from edge to edge; bands follow each other from top to bottom."""

    id: str
    items: tuple[Element, ...] = ()
    align: Literal["left", "center", "right"] = "left"
    anchor: Literal["top", "middle", "bottom"] = "top"
    width: float = Field(1.0, gt=0, le=1, description="share of the width inside the margins")
    gap: float = Field(0.018, ge=0, le=0.1, description="between elements, of √(W·H)")
    after: float = Field(0.022, ge=0, le=0.2, description="room below, of √(W·H)")
    grow: float = Field(0, ge=0, description="share of the room that is left over")
    least: float = Field(0, ge=0, le=1, description="of the height, for bands that grow")
    pictured: float = Field(
        0, ge=0, le=1, description="at least that much of the height where a product is shown"
    )
    most: float = Field(1, gt=0, le=1, description="of the height")
    pad: float = Field(0.03, ge=0, le=0.1, description="inside a panel, of √(W·H)")
    panel: Panel | None = None


class Edge(Frozen):
    """A height on the page: a share (it may go beyond 0–1) of a band, or of the page."""

    of: str = "page"
    at: float = Field(default=0, ge=-1, le=2)


class Float(Frozen):
    """An element that stands over the hero: its box's centre as shares of the hero area."""

    element: Element
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    width: float = Field(0.3, gt=0, le=1, description="of the page")
    stands: bool = Field(False, description="y is where its foot is, not its centre")


class HeroArea(Frozen):
    """Where the picture's focal point goes. It may leave the page."""

    x: float = Field(0, ge=-1, le=1, description="of the width")
    w: float = Field(1, gt=0, le=2)
    top: Edge = Edge()
    bottom: Edge = Edge(at=1)
    overlap: float = Field(0.12, ge=0, le=1, description="share that big type may cover")


class Layout(Frozen):
    """How the template looks in one class of aspect ratios."""

    margin: float = Field(0.07, gt=0, le=0.2, description="of the shorter side")
    bands: tuple[Band, ...] = Field(min_length=1)
    hero: HeroArea
    product: HeroArea | None = Field(
        None, description="where a product stands, if not in the hero's place"
    )
    floats: tuple[Float, ...] = ()
    footer: str = Field(description="style of the fine print")
    label: Literal["left", "right"] = Field("right", description="corner of the AI label")
    footer_width: float = Field(1.0, gt=0, le=1, description="below 1 the corner stays free")

    @model_validator(mode="after")
    def _edges_exist(self) -> Layout:
        known = {"page", *(band.id for band in self.bands)}
        areas = [self.hero] if self.product is None else [self.hero, self.product]
        for edge in (edge for area in areas for edge in (area.top, area.bottom)):
            if edge.of not in known:
                raise ValueError(f"the hero hangs on a band {edge.of!r} that is not there")
        return self


class TypeScale(Frozen):
    """Sizes: ``base · ratioˢᵗᵉᵖ`` of √(W·H)."""

    base: float = Field(0.0215, gt=0, le=0.1)
    ratio: float = Field(1.25, gt=1, le=2)
    boost: dict[AspectClass, float] = Field(default_factory=dict)
    least: float = Field(0.0105, gt=0, le=0.05, description="smallest text, of √(W·H)")


class Art(Frozen):
    """The painted background."""

    name: str
    params: dict[str, str | int | float | bool] = Field(default_factory=dict)
    with_product: dict[str, str | int | float | bool] = Field(
        default_factory=dict, description="params where a product is shown, in place of motifs"
    )
    motifs: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="motif → words in the poster's text that call for it"
    )
    reflection: float = Field(
        0, ge=0, le=1, description="how much its ground mirrors a product, if nobody says"
    )
    picture: str = Field("", description="a picture in the template's pack, shown in its place")


class Colours(Frozen):
    """How the palette grows from the brand's primary colour."""

    scheme: Scheme = "analogous"
    mode: Mode = "light"


class Template(Frozen):
    """A whole template."""

    version: Literal[1]
    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title_en: str
    title_zh: str
    colours: Colours
    type: TypeScale
    art: Art
    fonts: dict[FontRole, tuple[str, ...]]
    styles: dict[str, Style]
    layouts: dict[AspectClass, Layout]

    @model_validator(mode="after")
    def _complete(self) -> Template:
        missing = {"banner", "square", "portrait", "tall"} - set(self.layouts)
        if missing:
            raise ValueError(f"no layout for {', '.join(sorted(missing))}")
        if absent := {"display", "heading", "body", "number"} - set(self.fonts):
            raise ValueError(f"no fonts for {', '.join(sorted(absent))}")
        unknown = sorted(_styles_in(self.layouts) - set(self.styles))
        if unknown:
            raise ValueError(f"no style is called {', '.join(unknown)}")
        return self


def aspect_class(width: float, height: float) -> AspectClass:
    """Which of a template's layouts a size takes."""
    ratio = width / height
    if ratio >= 1.55:
        return "banner"
    if ratio >= 0.86:
        return "square"
    return "portrait" if ratio >= 0.64 else "tall"


def template_names() -> tuple[str, ...]:
    """The templates that are there, sorted."""
    folder = resources.files("assets") / "templates"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def load_template(name: str) -> Template:
    """A template by its name. Raises ``InputError`` if there is none, or it is not well formed."""
    if name not in template_names():
        raise InputError(
            f"there is no poster template {name!r}", f"choose one of {', '.join(template_names())}"
        )
    text = (resources.files("assets") / "templates" / f"{name}.json").read_text(encoding="utf-8")
    return parse_template(json.loads(text))


def parse_template(data: Mapping[str, Any]) -> Template:
    """A template from JSON data. An element is written once under ``elements`` and then used by
    its name, or by ``{"use": name, …changes}``."""
    try:
        elements = data.get("elements", {})
        layouts = {key: _expand(value, elements) for key, value in data["layouts"].items()}
        rest = {key: value for key, value in data.items() if key != "elements"}
        return Template.model_validate({**rest, "layouts": layouts})
    except (ValidationError, KeyError) as error:
        where = data.get("id", "?")
        raise InputError(f"poster template {where!r} is not well formed: {error}") from error


def _expand(value: Any, elements: Mapping[str, Any], inside: str = "") -> Any:
    """Every element's name replaced by the element."""
    if isinstance(value, str) and inside in {"items", "columns", "element"}:
        return _expand(elements[value], elements)
    if isinstance(value, list):
        return [_expand(item, elements, inside) for item in value]
    if isinstance(value, dict):
        if "use" in value:
            changes = {key: item for key, item in value.items() if key != "use"}
            value = {**elements[value["use"]], **changes}
        return {key: _expand(item, elements, key) for key, item in value.items()}
    return value


def _styles_in(layouts: Mapping[AspectClass, Layout]) -> set[str]:
    out: set[str] = {"ai_label"}
    for layout in layouts.values():
        out.add(layout.footer)
        for band in layout.bands:
            for item in band.items:
                out |= _styles_of(item)
        for item in layout.floats:
            out |= _styles_of(item.element)
    return out


def _styles_of(element: Any) -> set[str]:
    if isinstance(element, RowElement):
        return {s for column in element.columns for item in column for s in _styles_of(item)}
    names = (getattr(element, name, None) for name in ("style", "value", "label", "head", "note"))
    return {name for name in names if name}
