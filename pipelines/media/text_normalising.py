"""Written text → what is said, each spoken character knowing where it is written.

``2024年`` is said 二零二四年, but captions show what was written: so every change keeps spans.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.sdk import Language, language_of

__all__ = ["Spoken", "spoken_sentences"]

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"[。！？!?；;…\n]+[”’」』）)\"']*|\.(?=\s)\s*")
_LONGEST_SENTENCE = 240  # characters; the number rules get slow on very long ones
_BREAK = re.compile(r"[，,、：:\s]")
_LETTER = re.compile(r"[A-Za-z]")
_CLAUSE = re.compile(r"[^，、；：]+")
_TELEPHONE = re.compile(
    r"(?<![\d.,-])(?:[48]00-\d{3}-?\d{4}|0\d{2,3}-\d{7,8}|\d{7,})(?![\d.,%元]|[日美欧]元|英镑)"
)
_DIGIT_NAMES = str.maketrans("0123456789-", "零幺二三四五六七八九 ")


@dataclass(frozen=True)
class Spoken:
    """A text to say; ``spans[i]`` is where character ``i`` stands in the written text."""

    text: str
    spans: tuple[Span, ...]

    @staticmethod
    def written(text: str) -> Spoken:
        """A text that is said as it is written."""
        return Spoken(text, tuple((i, i + 1) for i in range(len(text))))

    def part(self, first: int, last: int) -> Spoken:
        """Characters ``first`` to ``last`` (excluded) of it."""
        return Spoken(self.text[first:last], self.spans[first:last])

    def span(self, first: int, last: int) -> Span:
        """Where characters ``first`` to ``last`` (excluded) are written, as one range."""
        spans = self.spans[first:last]
        return min(s[0] for s in spans), max(s[1] for s in spans)

    def replaced(self, changes: list[tuple[int, int, str]]) -> Spoken:
        """With ``[first, last)`` said as something else; changes are in order and apart."""
        text: list[str] = []
        spans: list[Span] = []
        at = 0
        for first, last, new in changes:
            text += [self.text[at:first], new]
            spans += self.spans[at:first]
            if new:
                spans += [self.span(first, last)] * len(new)
            at = last
        return Spoken("".join(text) + self.text[at:], (*spans, *self.spans[at:]))

    def substituted(self, pattern: str, replacement: str) -> Spoken:
        """As :func:`re.sub`, spans kept."""
        found = [m for m in re.finditer(pattern, self.text) if m.end() > m.start()]
        return self.replaced([(m.start(), m.end(), m.expand(replacement)) for m in found])


@cache
def _rules() -> dict[str, Any]:
    path = files("assets") / "speech" / "reading_rules.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _number_rules() -> Any:
    from wetext import Normalizer

    return Normalizer(lang="zh", operator="tn", remove_erhua=False)


def _by_rules(spoken: Spoken, name: str) -> Spoken:
    for pattern, replacement in _rules()[name]:
        spoken = spoken.substituted(pattern, replacement)
    return spoken


def _chinese_numbers(spoken: Spoken) -> Spoken:
    """Digits, dates, money, units and percents in Chinese words, by wetext."""
    changes: list[tuple[int, int, str]] = []
    for clause in _CLAUSE.finditer(spoken.text):  # wetext would read "30，500" as one number
        if not any(c.isdigit() for c in clause.group()):
            continue
        changes += [
            (m.input_start + clause.start(), m.input_end + clause.start(), m.output_text)
            for m in _number_rules().normalize_with_mapping(clause.group()).mappings
            if m.kind != "equal" and m.input_end > m.input_start
        ]
    return spoken.replaced(changes)


def _digit_by_digit(spoken: Spoken) -> Spoken:
    """Telephone and other long numbers, with 幺 for one."""
    found = _TELEPHONE.finditer(spoken.text)
    return spoken.replaced(
        [(m.start(), m.end(), m.group().translate(_DIGIT_NAMES).replace(" ", "")) for m in found]
    )


def _spell_out(spoken: Spoken) -> Spoken:
    """``VIP`` as ``V.I.P``, which espeak-ng reads letter by letter."""
    found = re.finditer(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])", spoken.text)
    letters = set(_rules()["spelled"])
    return spoken.replaced(
        [(m.start(), m.end(), ".".join(m.group())) for m in found if m.group() in letters]
    )


def _in_short_parts(spoken: Spoken) -> Iterator[Spoken]:
    """Split after sentence ends, and where a sentence is very long, after a comma or space."""
    at = 0
    ends = [m.end() for m in _SENTENCE_END.finditer(spoken.text)]
    for end in [*ends, len(spoken.text)]:
        while end - at > _LONGEST_SENTENCE:
            window = spoken.text[at : at + _LONGEST_SENTENCE]
            breaks = [m.end() for m in _BREAK.finditer(window)]
            cut = at + (breaks[-1] if breaks else _LONGEST_SENTENCE)
            yield spoken.part(at, cut)
            at = cut
        if end > at:
            yield spoken.part(at, end)
        at = end


def _respelled(spoken: Spoken, readings: Mapping[str, str]) -> Spoken:
    """The user's own ways to say Latin words; Chinese ones are pinyin and come later."""
    for word in sorted(readings, key=len, reverse=True):
        if language_of(word) == "en":
            pattern = rf"(?i)(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
            spoken = spoken.substituted(pattern, readings[word].replace("\\", r"\\"))
    return spoken


def _language_of_sentence(text: str, otherwise: Language) -> Language:
    if language_of(text) == "zh":
        return "zh"
    return "en" if _LETTER.search(text) else otherwise


def spoken_sentences(
    text: str, language: Language, readings: Mapping[str, str] | None = None
) -> Iterator[Spoken]:
    """The sentences of a text as they are said, in order.

    Args:
        text: As written; may mix languages.
        language: How to read what has no letters, such as ``"2024"``.
        readings: Word → how to say it, for Latin words (``{"SQL": "sequel"}``).
    """
    whole = _by_rules(_respelled(Spoken.written(text), readings or {}), "both")
    for sentence in _in_short_parts(whole):
        if _language_of_sentence(sentence.text, language) == "zh":
            yield _spell_out(_chinese_numbers(_digit_by_digit(_by_rules(sentence, "zh"))))
        else:
            yield _spell_out(_by_rules(sentence, "en"))
