"""The voices of the embedded speech engine, as data."""

from __future__ import annotations

import difflib
import json
from importlib.resources import files
from typing import Literal

from pydantic import Field

from pipelines.sdk import Frozen, InputError, Language, LocalText

__all__ = ["Voice", "find_voice", "voices"]


class Voice(Frozen):
    """One voice.

    ``variant`` and ``accent`` are espeak-ng's names for the timbre and for the English it
    speaks; every voice also reads Chinese.
    """

    id: str
    name: LocalText
    language: Language
    gender: Literal["female", "male"]
    variant: str
    accent: str
    pitch: int = Field(ge=0, le=99)


def voices() -> tuple[Voice, ...]:
    """Every voice; the first of a language is that language's default."""
    path = files("assets") / "speech" / "voices.json"
    listed = json.loads(path.read_text(encoding="utf-8"))["voices"]
    return tuple(Voice.model_validate(item) for item in listed)


def find_voice(name: str, language: Language) -> Voice:
    """The voice of that id; ``""`` gives the default of the language.

    Raises:
        InputError: There is no such voice; the hint names the nearest.
    """
    known = voices()
    for voice in known:
        if voice.id == name or (not name and voice.language == language):
            return voice
    ids = [voice.id for voice in known]
    near = difflib.get_close_matches(name.lower(), ids, n=1, cutoff=0.4)
    nearest = f"did you mean {near[0]!r}? " if near else ""
    raise InputError(f"there is no voice {name!r}", f"{nearest}voices: {', '.join(ids)}")
