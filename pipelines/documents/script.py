"""The script of a short video: scenes of one or two sentences, each with what is seen."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator

from pipelines.documents.document import Document
from pipelines.sdk import Language

__all__ = ["Scene", "Script", "Visual", "script_time", "speaking_time"]

Visual = Literal["art", "product", "presenter", "end_card"]

_RATE: dict[Language, float] = {"zh": 4.2, "en": 4.3}
"""Syllables a second at an unhurried advertising pace."""
_SCENE_GAP = 0.65
"""Seconds of air around the words of a scene: before, after, and the transition."""
_END_HOLD = 1.2
"""Seconds the end card stays after the last word."""


class Scene(Document):
    """What is said, and what is seen while it is said."""

    id: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    purpose: Literal["hook", "problem", "product", "benefit", "proof", "offer", "call_to_action"]
    text: str = Field(min_length=1, max_length=400, description="spoken words, 1–2 sentences")
    visual: Visual = "art"
    mood: str = Field("", description="words that steer the generated picture")
    headline: str = Field("", max_length=60, description="big words on the picture; may be empty")

    @field_validator("text")
    @classmethod
    def _says_something(cls, value: str) -> str:
        if not any(c.isalnum() for c in value):
            raise ValueError("there is nothing to say in this text")
        return value.strip()


class Script(Document):
    """A short video in words. People edit this; the rest follows."""

    title: str = Field(min_length=1, max_length=120)
    language: Language
    scenes: list[Scene] = Field(min_length=1, max_length=60)

    @field_validator("scenes")
    @classmethod
    def _ids_differ(cls, value: list[Scene]) -> list[Scene]:
        seen: set[str] = set()
        for scene in value:
            if scene.id in seen:
                raise ValueError(f"two scenes are called {scene.id!r}")
            seen.add(scene.id)
        return value


def _syllables_zh(text: str) -> float:
    """Roughly how many syllables a Chinese voice says: 59.9 is five, a Latin word two."""
    latin = re.findall(r"[A-Za-z]+", text)
    digits = sum(len(run) + max(0, len(run) - 1) * 0.8 for run in re.findall(r"\d+", text))
    return len(re.findall(r"[\u3400-\u9fff]", text)) + digits + 2.0 * len(latin)


def _syllables_en(text: str) -> float:
    """Roughly how many syllables an English voice says: groups of vowels, silent e left out."""
    total = 0.0
    for word in re.findall(r"[a-z'’]+", text.lower()):
        groups = len(re.findall(r"[aeiouy]+", word))
        silent = len(word) > 3 and re.search(r"[^aeiouyl]e[sd]?$", word) is not None
        total += max(1, groups - silent) if groups else 2  # ml, h: said as words
    return total + 2.0 * len(re.findall(r"\d", text))


def speaking_time(text: str, language: Language) -> float:
    """Seconds a voice takes to say a text, estimated, with its pauses at commas and stops.

    About 4.2 characters a second in Chinese and 2.5 to 3 words a second in English; within 15 % of
    the built-in voices on sentences of an advertisement.
    """
    inner = text.rstrip("。.!！?？ ")
    commas = len(re.findall(r"[,，;；:：、]", inner))
    stops = len(re.findall(r"[。！？.!?](?=\s*\S)", inner))
    if language == "zh":
        return _syllables_zh(text) / _RATE["zh"] + 0.12 * commas + 0.3 * stops
    return _syllables_en(text) / _RATE["en"] + 0.2 * commas + 0.5 * stops


def script_time(script: Script) -> float:
    """Seconds a video of the script takes, estimated."""
    spoken = sum(speaking_time(scene.text, script.language) for scene in script.scenes)
    return spoken + _SCENE_GAP * len(script.scenes) + _END_HOLD
