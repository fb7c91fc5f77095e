"""Words in the studio's two languages."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

__all__ = ["CJK", "Language", "LocalText", "language_of"]

Language = Literal["zh", "en"]

CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
"""One Han character (CJK unified ideographs, extension A and compatibility)."""


def language_of(text: str) -> Language:
    """``"zh"`` when the text has any Han character, else ``"en"``."""
    return "zh" if CJK.search(text) else "en"


class LocalText(BaseModel):
    """A text in Chinese, in English, or in both.

    A plain string is taken as the language it is written in, so a brief may say
    ``name = "Cold Brew"`` or ``name = { zh = "冷萃咖啡", en = "Cold Brew" }``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = ""
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {language_of(value): value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _has_words(self) -> LocalText:
        if not self.zh.strip() and not self.en.strip():
            raise ValueError("the text is empty")
        return self

    @model_serializer
    def _without_gaps(self) -> dict[str, str]:
        return {k: v for k, v in (("zh", self.zh), ("en", self.en)) if v}

    def get(self, language: Language) -> str:
        """The text in that language, or ``""`` where there is none."""
        return self.zh if language == "zh" else self.en

    def best(self, language: Language) -> str:
        """The text in that language, or else in the other one."""
        return self.get(language) or self.zh or self.en
