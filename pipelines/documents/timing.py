"""When things are said."""

from __future__ import annotations

from pydantic import Field

from pipelines.sdk import Frozen

__all__ = ["TimedPhoneme", "TimedWord"]


class TimedWord(Frozen):
    """A word (or one Han character) as it is written, with when it is said.

    ``first``/``last`` are the character range in the written text (``text[first:last]``), so that
    captions show "2024年" while the voice reads it out in full.
    """

    text: str
    start: float = Field(ge=0, description="seconds")
    end: float = Field(ge=0, description="seconds")
    first: int = Field(ge=0)
    last: int = Field(ge=0)


class TimedPhoneme(Frozen):
    """A phoneme in IPA with when it sounds; ``""`` is silence."""

    ipa: str
    start: float = Field(ge=0, description="seconds")
    end: float = Field(ge=0, description="seconds")
