"""The script of a short video: scenes of one or two sentences, each with what is seen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from pipelines.documents.document import Document
from pipelines.sdk import Language

__all__ = ["Scene", "Script", "Visual"]

Visual = Literal["art", "product", "presenter", "end_card"]


class Scene(Document):
    """What is said, and what is seen while it is said."""

    id: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    purpose: Literal["hook", "problem", "product", "benefit", "proof", "offer", "call_to_action"]
    text: str = Field(min_length=1, max_length=400, description="spoken words, 1–2 sentences")
    visual: Visual = "art"
    mood: str = Field(default="", description="words that steer the generated picture")
    headline: str = Field(
        default="", max_length=60, description="big words on the picture; may be empty"
    )

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
