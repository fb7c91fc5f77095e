"""The call to action where room is small: the brief's own, or a general one that can be read."""

from __future__ import annotations

import unicodedata

from pipelines.documents.brief import Brief
from pipelines.sdk import Language

__all__ = ["CARD_MOST", "GENERAL_CALL", "POSTER_MOST", "call_within", "ems"]

GENERAL_CALL: dict[Language, str] = {"zh": "了解更多", "en": "Learn more"}
CARD_MOST = 30.0
"""em; the longest call on a video's end card: two lines large enough to be read."""
POSTER_MOST = 16.0
"""em; the longest call on a poster's button: 14 Han or 28 Latin letters, and a mark or two."""


def ems(text: str) -> float:
    """About how wide a text is set, in em: Han and emoji 1, other letters 0.56."""
    return sum(
        1.0 if unicodedata.east_asian_width(char) in "WF" else 0.56
        for char in text
        if not unicodedata.combining(char)
    )


def call_within(brief: Brief, language: Language, most: float) -> tuple[str, bool]:
    """The call to action and whether it is the brief's own; "" where the brief has none.

    Args:
        brief: Whose call it is.
        language: Of the call.
        most: Widest that can be read, em; a longer one gives way to a general one.
    """
    call = brief.call_to_action.get(language).strip() if brief.call_to_action else ""
    return (call, True) if ems(call) <= most else (GENERAL_CALL[language], False)
