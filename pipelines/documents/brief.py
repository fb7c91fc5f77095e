"""The brief: all that a campaign is made from. Nothing that is not in it is ever claimed."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from pipelines.documents.brand import BrandKit, Photo, Tone
from pipelines.documents.document import Document
from pipelines.sdk import Language, LocalText

__all__ = [
    "CHANNELS",
    "NAME_MOST",
    "Brief",
    "ChannelId",
    "Fact",
    "Offer",
    "Photos",
    "PresenterChoice",
    "Product",
    "SellingPoint",
    "Tone",
]

ChannelId = Literal[
    "xiaohongshu", "douyin", "gongzhonghao", "weibo", "instagram", "x", "linkedin", "email"
]
CHANNELS: tuple[ChannelId, ...] = (
    "xiaohongshu",
    "douyin",
    "gongzhonghao",
    "weibo",
    "instagram",
    "x",
    "linkedin",
    "email",
)


NAME_MOST: dict[Language, int] = {"zh": 30, "en": 48}
"""Characters of a product's name that can still be said in one breath."""


class Product(Document):
    """What is offered: a thing, a service or an event."""

    name: LocalText
    category: LocalText | None = Field(
        default=None, description="what it is: cold brew coffee, 冷萃咖啡"
    )
    description: LocalText | None = None


class SellingPoint(Document):
    """One reason to buy: the feature, what it does, what the customer gets from it.

    In a brief a plain string is the feature alone.
    """

    feature: LocalText
    benefit: LocalText | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        if isinstance(value, str) or (isinstance(value, dict) and value.keys() <= {"zh", "en"}):
            return {"feature": value}
        return value


class Fact(Document):
    """A number that may be shown, with its label: ``{ label = "battery", value = "60 h" }``."""

    label: LocalText
    value: LocalText

    @field_validator("value", mode="before")
    @classmethod
    def _number_as_words(cls, value: Any) -> Any:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return {"zh": f"{value:g}", "en": f"{value:g}"}
        if isinstance(value, str):
            return {"zh": value, "en": value}
        return value


class Offer(Document):
    """Price and time of the offer. All optional; only what is given is told."""

    price: float | None = Field(default=None, ge=0)
    original_price: float | None = Field(default=None, ge=0)
    currency: Literal["CNY", "USD", "EUR", "GBP", "JPY"] = "CNY"
    starts: dt.date | None = None
    ends: dt.date | None = None
    time: LocalText | None = Field(default=None, description="time of day, for events")
    place: LocalText | None = Field(default=None, description="where, for events and shops")
    gift: LocalText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Offer:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError("ends is before starts")
        was = self.original_price
        if self.price is not None and was is not None and was < self.price:
            raise ValueError("original_price is below price")
        return self


class Photos(Document):
    """Pictures the person gave."""

    product: list[Photo] = Field(default_factory=list)
    people: list[Photo] = Field(default_factory=list)

    @field_validator("product", "people", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


class PresenterChoice(Document):
    """Who speaks in the video."""

    character: Literal["ada", "ken", "mei"] = "mei"
    voice: str = ""


class Brief(Document):
    """A campaign's brief, as written in a TOML file."""

    product: Product
    brand: BrandKit
    audience: LocalText | None = None
    pains: list[LocalText] = Field(default_factory=list, description="problems it solves")
    selling_points: list[SellingPoint] = Field(default_factory=list, max_length=12)
    offer: Offer = Field(default_factory=Offer)
    facts: list[Fact] = Field(default_factory=list, max_length=24)
    call_to_action: LocalText | None = None
    link: str = Field(default="", max_length=1200, description="where the QR code leads")
    tone: Tone = "warm"
    languages: list[Language] = Field(default_factory=lambda: ["zh", "en"], min_length=1)
    channels: list[ChannelId] = Field(default_factory=lambda: list(CHANNELS), min_length=1)
    hashtags: list[LocalText] = Field(default_factory=list)
    template: Literal["auto", "promotion", "launch", "event"] = "auto"
    photos: Photos = Field(default_factory=Photos)
    presenter: PresenterChoice = Field(default_factory=PresenterChoice)
    seed: int = Field(default=1, ge=0, lt=2**31)

    @model_validator(mode="before")
    @classmethod
    def _tone_of_the_brand(cls, value: Any) -> Any:
        """A brief that names no tone speaks as its brand does."""
        if not isinstance(value, dict) or "tone" in value:
            return value
        brand = value.get("brand")
        tone = brand.get("tone") if isinstance(brand, dict) else getattr(brand, "tone", None)
        return {**value, "tone": tone} if tone else value

    @field_validator("link")
    @classmethod
    def _is_a_link(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("must start with https:// or http://")
        if any(c.isspace() for c in value):
            raise ValueError("must not contain spaces")
        return value

    @field_validator("languages", "channels")
    @classmethod
    def _each_once(cls, value: list[Any]) -> list[Any]:
        return list(dict.fromkeys(value))

    @property
    def language(self) -> Language:
        """The main language: the first one asked for."""
        return self.languages[0]
