"""HTML: the label as ``<meta name="AIGC">``, the recipe as a JSON script block, both in the head.

The standard names no place in HTML; a meta element is where a machine looks first. What a reader
sees (the explicit label) is up to the page itself.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from pipelines.media.labels.label import RECIPE_KEY, AiLabel, Marks
from pipelines.media.labels.texts import in_markup, read_text, write_text

__all__ = ["read", "write"]

_META = re.compile(
    r"""<meta\s+name=["']AIGC["']\s+content=(?:"([^"]*)"|'([^']*)')\s*/?>\n?""", re.I
)
_SCRIPT = re.compile(
    rf"""<script type="application/json" id="{RECIPE_KEY}">(.*?)</script>\n?""", re.S
)
_PLACES = (
    r"<head\b[^>]*>\n?",
    r"<html\b[^>]*>\n?",
    r"\A\ufeff?\s*<!doctype[^>]*>\n?",
    r"\A\ufeff?",
)


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a page with exactly one label in its head."""
    text = _SCRIPT.sub("", _META.sub("", read_text(source)))
    mine = f'<meta name="AIGC" content="{html.escape(label.to_json())}">\n'
    if recipe:
        mine += f'<script type="application/json" id="{RECIPE_KEY}">{in_markup(recipe)}</script>\n'
    found = (re.search(place, text, re.IGNORECASE) for place in _PLACES)
    at = next(match.end() for match in found if match)
    write_text(target, text[:at] + mine + text[at:])


def read(path: Path) -> Marks:
    """Labels and recipe of a page."""
    text = read_text(path)
    labels = tuple(html.unescape(double or single) for double, single in _META.findall(text))
    recipe = _SCRIPT.search(text)
    return Marks(labels, recipe.group(1) if recipe else "")
