"""How fast captions are read and how long they stand: data with sources, in ``assets/rules``."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

from pydantic import Field

from pipelines.sdk import Frozen, Language

__all__ = ["CaptionTimes", "ReadingRules", "caption_times", "reading_rules"]


class ReadingRules(Frozen):
    """A language's captions, in characters; spaces count in languages that have them."""

    characters_per_second: float = Field(gt=0)
    characters_per_line: int = Field(gt=0)
    page: int = Field(gt=0, description="of one caption")
    whole_clause: int = Field(gt=0, description="a clause this long stays whole")
    shortest_clause: int = Field(gt=0, description="a comma ends a caption only after so many")
    source: str


class CaptionTimes(Frozen):
    """Seconds that captions stand, in any language."""

    shortest: float = Field(gt=0)
    longest: float = Field(gt=0)
    linger: float = Field(ge=0, description="after the last word")
    longest_linger: float = Field(ge=0, description="the same where more is needed to read it")
    chain: float = Field(ge=0, description="a shorter gap to the next caption is closed")
    lines: int = Field(ge=1)
    source: str


@functools.cache
def _data() -> dict[str, dict[str, object]]:
    text = files("assets").joinpath("rules/captions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def reading_rules(language: Language) -> ReadingRules:
    """The rules of a language."""
    return ReadingRules.model_validate(_data()[language])


def caption_times() -> CaptionTimes:
    """How long captions stand."""
    return CaptionTimes.model_validate(_data()["time"])
