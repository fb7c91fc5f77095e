"""What a channel takes: limits, how it counts, and where topics stand in a post."""

from __future__ import annotations

import functools
import math
import re
import tomllib
from importlib.resources import files
from typing import Literal

from pydantic import Field

from pipelines.documents.copy import CopyChannel, CopyVariant
from pipelines.sdk import Frozen

__all__ = ["Limits", "count", "limits", "over_limits", "posted_text"]

CountRule = Literal["chars", "half", "x"]

_LINK = re.compile(r"https?://\S+")
_X_LINK_WEIGHT = 23
# Code points that X counts once (twitter-text v3, config "defaultWeight" 200); all others twice.
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


class Limits(Frozen):
    """Upper limits of one channel, in its own way of counting; 0: there is no such field."""

    title: int = Field(ge=0)
    summary: int = Field(ge=0, description="digest or preheader")
    body: int = Field(ge=1, description="the whole post: text, topics and link together")
    count: CountRule
    hashtags_max: int = Field(ge=0)
    hashtags_use: int = Field(ge=0, description="how many read well")
    hashtag_style: Literal["plain", "paired"]
    hashtag_place: Literal["start", "end"]
    link: Literal["body", "none"]
    source: str


@functools.cache
def _table() -> dict[str, Limits]:
    text = files("assets").joinpath("rules/channels.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return {name: Limits(**row) for name, row in data.items() if isinstance(row, dict)}


def limits(channel: CopyChannel) -> Limits:
    """The limits of a channel, from ``assets/rules/channels.toml``."""
    return _table()[channel]


def _x_weight(text: str) -> int:
    """Length on X: links 23, light code points 1, the rest 2.

    An emoji made of several code points counts 2 on X; here each of them counts, which is never
    less, so what fits here fits there.
    """
    links = len(_LINK.findall(text))
    rest = _LINK.sub("", text)
    weight = sum(1 if any(a <= ord(c) <= b for a, b in _X_LIGHT) else 2 for c in rest)
    return weight + links * _X_LINK_WEIGHT


def count(text: str, rule: CountRule) -> int:
    """How long a text is for a channel; rounded up where half characters are counted."""
    if rule == "x":
        return _x_weight(text)
    if rule == "half":
        return math.ceil(sum(0.5 if ord(c) < 128 else 1.0 for c in text))
    return len(text)


def posted_text(variant: CopyVariant) -> str:
    """The body with its topics where the channel wants them, ready to paste."""
    rules = limits(variant.channel)
    if not variant.hashtags:
        return variant.body
    tags = " ".join(variant.hashtags)
    if rules.hashtag_place == "start":
        return f"{tags} {variant.body}"
    gap = " " if rules.count == "x" else "\n\n"
    return f"{variant.body}{gap}{tags}"


def over_limits(variant: CopyVariant) -> list[str]:
    """What is too long for its channel, one line each; empty when all fits."""
    rules = limits(variant.channel)
    sizes = {
        "title": (count(variant.title, rules.count), rules.title),
        "summary": (count(variant.summary, rules.count), rules.summary),
        "body": (count(posted_text(variant), rules.count), rules.body),
        "hashtags": (len(variant.hashtags), rules.hashtags_max),
    }
    return [
        f"{variant.channel}: {name} {size} > {limit}"
        for name, (size, limit) in sizes.items()
        if size > limit
    ]
