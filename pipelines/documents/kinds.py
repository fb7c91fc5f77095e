"""What kind of thing a brief offers, told from its words."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from pipelines.documents.brief import Brief
from pipelines.sdk import Language, LocalText

__all__ = ["GOODS", "Kind", "kind_of"]

GOODS = frozenset({"drink", "food", "beauty", "device", "fashion", "home"})
"""Kinds that are bought and kept (or eaten)."""


@dataclass(frozen=True)
class Kind:
    """A trade with its topics and list marks; ``families`` are the labels of lines that suit it."""

    id: str
    families: frozenset[str]
    tags: dict[Language, tuple[str, ...]]
    bullets: tuple[str, ...]
    zh: re.Pattern[str] | None
    en: re.Pattern[str] | None

    def fits(self, words: LocalText) -> bool:
        """Whether the words speak of this kind."""
        return bool(
            (self.zh and self.zh.search(words.zh)) or (self.en and self.en.search(words.en))
        )


@functools.cache
def _kinds() -> dict[str, Kind]:
    text = files("assets").joinpath("copy/kinds.toml").read_text(encoding="utf-8")
    return {
        name: Kind(
            id=name,
            families=frozenset(
                {name, row.get("like", name), "goods" if name in GOODS else name, "any"}
            ),
            tags={"zh": tuple(row["tags_zh"]), "en": tuple(row["tags_en"])},
            bullets=tuple(row["bullets"]),
            zh=re.compile("|".join(map(re.escape, row["zh"]))) if row["zh"] else None,
            en=re.compile(rf"\b(?:{'|'.join(map(re.escape, row['en']))})s?\b", re.IGNORECASE)
            if row["en"]
            else None,
        )
        for name, row in tomllib.loads(text).items()
    }


def kind_of(brief: Brief) -> Kind:
    """The kind of the brief's product: by its category, else its name, else its description."""
    kinds = _kinds()
    if brief.template == "event":
        concert = kinds["concert"]
        about = (brief.product.category, brief.product.name)
        musical = any(words is not None and concert.fits(words) for words in about)
        return concert if musical else kinds["event"]
    product = brief.product
    for words in (product.category, product.name, product.description):
        if words is None:
            continue
        short = LocalText(zh=words.zh[:200], en=words.en[:200])
        for kind in kinds.values():
            if kind.fits(short):
                return kind
    return kinds["generic"]
