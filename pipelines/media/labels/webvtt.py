"""WebVTT subtitles: label and recipe in NOTE blocks behind the header, which players skip."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.media.labels.label import RECIPE_KEY, AiLabel, Marks
from pipelines.media.labels.texts import in_markup, read_text, write_text
from pipelines.sdk import InputError

__all__ = ["read", "write"]

_HEADER = re.compile(r"\A\ufeff?WEBVTT\b[^\r\n]*(?:\r?\n(?!\r?\n)[^\r\n]+)*")
_NOTE = re.compile(rf"\r?\n\r?\nNOTE (AIGC|{RECIPE_KEY}) ([^\r\n]*)")


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy subtitles with exactly one label."""
    text = _NOTE.sub("", read_text(source))
    header = _HEADER.match(text)
    if header is None:
        raise InputError(f"{source.name} is no WebVTT file", "its first line must be WEBVTT")
    line = "\r\n" if "\r\n" in text else "\n"
    mine = f"{line}{line}NOTE AIGC {in_markup(label.to_json())}"
    if recipe:
        mine += f"{line}{line}NOTE {RECIPE_KEY} {in_markup(recipe)}"
    write_text(target, text[: header.end()] + mine + text[header.end() :])


def read(path: Path) -> Marks:
    """Labels and recipe of subtitles."""
    notes = _NOTE.findall(read_text(path))
    labels = tuple(text for kind, text in notes if kind == "AIGC")
    return Marks(labels, next((text for kind, text in notes if kind == RECIPE_KEY), ""))
