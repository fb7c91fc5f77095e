"""A product from its name and a few facts: prices are read, all else is a selling point."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.documents.brief import SellingPoint
from pipelines.documents.idea import Understood, understand
from pipelines.sdk import LocalText

__all__ = ["product_facts"]

_PARTS = re.compile(r"[\n;；。]+|(?<!\d)[,，、](?!\d{3}\b)|[,，、](?!\d)|\.\s+")
_MOST = 8


def product_facts(name: str, facts: str) -> Understood:
    """What a product is.

    Args:
        name: What it is called; empty: found in the facts.
        facts: Parts with commas, line feeds or stops between them.

    Raises:
        InputError: There is nothing in it that names a product.
    """
    points = [part.strip(" -*•·\t") for part in _PARTS.split(facts)]
    points = [part for part in points if any(char.isalnum() for char in part)]
    chinese = not (name + facts).isascii()
    quoted = (f"「{name}」" if chinese else f'"{name}"') if name else ""
    comma = "，" if chinese else ", "
    understood = understand(comma.join(part for part in (quoted, *points) if part))
    brief = understood.brief
    told = {_plain(point.feature.best(brief.language)) for point in brief.selling_points}
    unused = {_plain(part) for part in understood.unused}
    left = [part for part in points if _plain(part) in unused and _plain(part) not in told]
    more = [SellingPoint(feature=LocalText.model_validate({brief.language: p})) for p in left]
    brief = brief.model_copy(update={"selling_points": (brief.selling_points + more)[:_MOST]})
    known = {_plain(part) for part in left}
    return replace(
        understood, brief=brief, unused=[u for u in understood.unused if _plain(u) not in known]
    )


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
