"""The first words of a phrase that can stand alone: big words for a picture.

Cut at the borders of phrases only. A cut never drops the words that turn the meaning round
("no more", 告别): what is left out comes after, or is an attribute that denies nothing.
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.generators.text.phrases import clean, shape_of, upper_first
from pipelines.sdk import Language

__all__ = ["shortened"]

_CLAUSE = re.compile(r"[，。；：！？、…—|·\n]+|[,.;:!?](?=\s|$)|\s[-–—]\s")
_BEFORE_ZH = re.compile(
    r"(?=带来|不用|不必|无需|无须|可以|能够|就能|也能|都能|也不|都不|也会|就会|适合|用于|来自|采用|"
    r"并且|而且|但是|因为|所以|只要|只需|仅需|帮你|让你|让人|给你|陪你|送给)"
)
_BEFORE_EN = re.compile(
    r"\s+(?=(?:with|without|for|from|on|in|at|by|before|after|until|to|that|which|who|so|and|or|but|"
    r"when|while|as|than|into|over|under|through|because|every|per|where|whenever|thanks)\b)",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"[不无没非未免拒防抗除去减少缓解]|告别|远离|别再|替代|代替|"
    r"\b(?:no|not|never|without|less|free|end|stop|beat|avoid|reduces?|anti)\b|n't",
    re.IGNORECASE,
)
_LEAST: dict[Language, int] = {"zh": 4, "en": 4}
_OPEN_ENDS = frozenset(
    "a an the your our my its their this that these of and or is are be every any some".split()
)
_OPEN_ENDS_ZH = frozenset("都也就还才又再更最很是会能把被让给的和与及或在")


def _room(text: str) -> float:
    """Length as it is seen: a wide character is one, others are a half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text)


def _suits(text: str, language: Language, most: int) -> bool:
    size = _room(text) if language == "zh" else len(text)
    return _LEAST[language] <= len(text) and size <= most


def _from_start(parts: list[str], glue: str, language: Language, most: int) -> str:
    """As many parts from the start as there is room for, or ""."""
    for count in range(len(parts), 0, -1):
        words = glue.join(parts[:count]).strip()
        if words.rsplit(maxsplit=1)[-1:] and words.split()[-1].lower() in _OPEN_ENDS:
            continue
        if language == "zh" and count < len(parts) and words[-1:] in _OPEN_ENDS_ZH:
            continue
        if _suits(words, language, most):
            return words
    return ""


def _chinese(clause: str, most: int) -> str:
    parts = [part for part in _BEFORE_ZH.split(clause) if part]
    if words := _from_start(parts, "", "zh", most):
        return words
    # What comes after the last 的 is the thing itself; what stands before says which one.
    before, _, thing = clause.rpartition("的")
    plain = before and not _TURNS.search(before) and not _BEFORE_ZH.search(thing)
    return thing if plain and _suits(thing, "zh", most) else ""


def _english(clause: str, most: int) -> str:
    if words := _from_start(_BEFORE_EN.split(clause), " ", "en", most):
        return words
    # The last words of a noun phrase are the thing itself.
    words = clause.split()
    if shape_of(clause, "en") != "noun" or _BEFORE_EN.search(clause) or "of" in words:
        return ""
    for first in range(1, len(words)):
        rest = " ".join(words[first:])
        if words[first].lower().endswith(("ing", "ed")):
            continue  # "noise cancelling" belongs together
        if _suits(rest, "en", most):
            return "" if _TURNS.search(" ".join(words[:first])) else rest
    return ""


def shortened(phrase: str, language: Language, most: int) -> str:
    """The phrase, or the words of it that can stand alone, within ``most`` characters.

    Args:
        phrase: A selling point, a feature, a sentence.
        language: In which it is written.
        most: Wide characters in Chinese (a Latin one counts half), characters in English.

    Returns:
        Words of the phrase in their order, or "" where no border leaves few enough of them.
    """
    cut = _chinese if language == "zh" else _english
    phrase = clean(phrase)
    for clause in map(clean, (phrase, *_CLAUSE.split(phrase))):
        found = clause if _suits(clause, language, most) else cut(clause, most)
        if found := clean(found):
            return upper_first(found) if language == "en" else found
    return ""
