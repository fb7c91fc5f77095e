"""The copywriter's desk: picks lines that fit, one after the other, for one variant."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.documents.brief import Brief
from pipelines.documents.channels import CountRule, count
from pipelines.documents.kinds import Kind
from pipelines.documents.numbers import BriefNumbers
from pipelines.documents.wording import check_wording
from pipelines.generators.text.pack import Line, fill, load_pack
from pipelines.sdk import Language

__all__ = ["Desk", "Guard"]

# Slots that tell something; said once in a text, they are not said again if it can be helped.
_TELLING = re.compile(
    r"^(feat|ben|pain|desc|slogan|fact|figure|audience|price|save|was|gift|when|where|period|ends)"
)

_FULL = ("offer", "say_offer", "proof", "say_proof")
_OF_A_POINT = re.compile(r"^(feat|ben)(_|$)")


def _with_point(slots: Mapping[str, str], point: Mapping[str, str]) -> dict[str, str]:
    """The desk's slots with those of one selling point instead of the leading one's."""
    rest = {key: value for key, value in slots.items() if not _OF_A_POINT.match(key)}
    return rest | dict(point)


class Guard:
    """Refuses sentences with foreign numbers, forbidden promises, or words the brand avoids."""

    def __init__(self, brief: Brief, language: Language, trade: str) -> None:
        self._numbers = BriefNumbers(brief)
        self._language: Language = language
        self._trade = trade
        words = [word.strip() for word in brief.brand.avoid if word.strip()]
        patterns = (
            rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
            for word in words
        )
        self._avoid = re.compile("|".join(patterns), re.IGNORECASE) if words else None
        self._known: dict[str, bool] = {}

    def _judge(self, text: str) -> bool:
        if self._avoid and self._avoid.search(text):
            return False
        if any(f.severity == "error" for f in check_wording(text, self._language, self._trade)):
            return False
        return not self._numbers.foreign(text)

    def allows(self, text: str) -> bool:
        """Whether the text may be published."""
        if text not in self._known:
            self._known[text] = self._judge(text)
        return self._known[text]

    def allows_line(self, text: str, values: Iterable[str]) -> bool:
        """The same for a filled line, told from its slots: lines themselves are clean (a test
        holds them to it), so only words to avoid can come from them. Much faster; the finished
        text is judged as a whole afterwards."""
        if self._avoid and self._avoid.search(text):
            return False
        return all(self.allows(value) for value in values)


@dataclass
class Desk:
    """Lines, slots and taste for one variant.

    ``used`` is shared by the variants of one text, so that no line comes back in another of them;
    ``here``, ``said``, ``headed`` (said in the title) and ``questions`` belong to this
    variant; ``last`` is the line that was picked last, unfilled.
    """

    language: Language
    kind: Kind
    tone: str
    slots: Mapping[str, str]
    guard: Guard
    rng: random.Random
    lean: tuple[str, ...] = ()
    used: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    here: set[str] = field(default_factory=set)
    headed: set[str] = field(default_factory=set)
    questions: int = 0
    last: str = ""

    def has(self, move: str) -> bool:
        """Whether any line of the move could be filled."""
        return any(
            line.suits(self.kind.families, self.tone) and line.keys <= self.slots.keys()
            for line in load_pack(self.language).get(move, ())
        )

    def _weight(self, line: Line, slots: Mapping[str, str]) -> float:
        weight = 1.0
        if "any" not in line.kinds:
            weight *= 2.0
        if self.kind.id in line.kinds:
            weight *= 1.5
        if "any" not in line.tones:
            weight *= 2.2
        if line.move in _FULL:  # the fuller the better: price and former price and time
            weight *= 2.5 ** len(line.keys - {"product"})
            weight *= 0.3 if line.text in self.used else 1.0
        if any(key.startswith(self.lean) for key in line.keys) and self.lean:
            weight *= 4.0
        if self.questions and ("？" in line.text or "?" in line.text):
            weight *= 0.25
        told = self.said | self.headed
        if line.move in _FULL:  # told completely, even what a headline told before
            return weight
        repeats = sum(1 for key in line.keys if _TELLING.match(key) and slots[key] in told)
        return weight * 0.02**repeats

    def _order(self, lines: list[Line], slots: Mapping[str, str]) -> Iterator[Line]:
        """Lines in a random order in which heavier ones tend to come first.

        Exponential keys (Efraimidis and Spirakis 2006) draw a weighted order without replacement.
        """
        keyed = [(self.rng.random() ** (1 / self._weight(line, slots)), line) for line in lines]
        for _, line in sorted(keyed, key=lambda pair: -pair[0]):
            yield line

    def pick(
        self,
        move: str,
        *,
        slots: Mapping[str, str] | None = None,
        most: int = 0,
        rule: CountRule = "chars",
        again: bool = False,
    ) -> str:
        """A filled line, or "" when none fits.

        Args:
            move: What the sentence is for.
            slots: Slots besides the desk's own (of one selling point).
            most: Longest allowed, counted by ``rule``; 0: any.
            again: Whether a line of another variant may be used rather than none.
        """
        filled = self.slots if slots is None else _with_point(self.slots, slots)
        lines = [
            line
            for line in load_pack(self.language).get(move, ())
            if line.text not in self.here
            and line.keys <= filled.keys()
            and line.suits(self.kind.families, self.tone)
        ]
        fresh = lines
        if move not in _FULL:
            fresh = [line for line in lines if line.text not in self.used]
        for pool in (fresh, lines if again else []):
            for line in self._order(pool, filled):
                text = fill(line.text, filled, self.language)
                if text is None or (most and count(text, rule) > most):
                    continue
                if not self.guard.allows_line(text, (filled[key] for key in line.keys)):
                    continue
                self._remember(line, text, filled)
                return text
        return ""

    def set_apart(self) -> None:
        """What was said so far stood in the title: told again in the body only in passing."""
        self.headed |= self.said
        self.said.clear()

    def _remember(self, line: Line, text: str, slots: Mapping[str, str]) -> None:
        self.used.add(line.text)
        self.here.add(line.text)
        self.last = line.text
        self.said |= {slots[key] for key in line.keys if _TELLING.match(key)}
        self.questions += text.count("？") + text.count("?")

    def sentences(self, *moves: str) -> str:
        """Lines of several moves as one paragraph; missing ones are left out."""
        return self.join(self.pick(move) for move in moves)

    def join(self, sentences: Iterator[str] | list[str]) -> str:
        """Sentences side by side, with a space in English."""
        return ("" if self.language == "zh" else " ").join(s for s in sentences if s)

    @functools.cached_property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "
