"""Topics: the brief's own first, then those that follow from product, brand and trade."""

from __future__ import annotations

from pipelines.documents.brief import Brief
from pipelines.documents.channels import Limits
from pipelines.documents.kinds import Kind
from pipelines.generators.text.desk import Guard
from pipelines.generators.text.phrases import clean, speaks_language, upper_first
from pipelines.sdk import Language, LocalText

__all__ = ["hashtags_for"]

_LONGEST = 30


def _tag(text: str, language: Language) -> str:
    """One word without marks: "cold brew coffee" → "ColdBrewCoffee"; "" when nothing is left."""
    words = "".join(c if c.isalnum() else " " for c in clean(text)).split()
    if language == "en" and len(words) > 1:
        words = [upper_first(word) for word in words]
    tag = "".join(words)
    return tag if 1 < len(tag) <= _LONGEST and not tag.isdigit() else ""


def _candidates(brief: Brief, kind: Kind, language: Language) -> list[str]:
    def said(words: LocalText | None) -> str:
        return words.get(language) if words is not None else ""

    names = (brief.product.name, brief.brand.name)
    own = [said(tag) for tag in brief.hashtags]
    derived = [name.best(language) for name in names]
    return [*own, *derived, said(brief.product.category), *kind.tags[language]]


def hashtags_for(
    brief: Brief, kind: Kind, language: Language, limits: Limits, guard: Guard
) -> tuple[str, ...]:
    """Topics with their # (#…# where the channel pairs them), no more than read well."""
    found: dict[str, str] = {}
    for text in _candidates(brief, kind, language):
        tag = _tag(text, language)
        fits = tag and (speaks_language(tag, language) or text in (n for n in _names(brief)))
        if fits and guard.allows(tag):
            found.setdefault(tag.casefold(), tag)
    end = "#" if limits.hashtag_style == "paired" else ""
    return tuple(f"#{tag}{end}" for tag in list(found.values())[: limits.hashtags_use])


def _names(brief: Brief) -> tuple[str, ...]:
    names = (brief.product.name, brief.brand.name)
    return tuple(text for name in names for text in (name.zh, name.en))
