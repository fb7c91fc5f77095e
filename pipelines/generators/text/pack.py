"""Packs of lines (``assets/copy/<language>/*.toml``), and how a line is filled."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from pipelines.generators.text.phrases import upper_first
from pipelines.sdk import Language
from pipelines.sdk.words import CJK

__all__ = ["Line", "fill", "load_pack"]

_SLOT = re.compile(r"{(\w+)}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s+|\n)[“\"'‘(]*$")
_NAMES = frozenset({"product", "brand", "slogan", "where", "link"})
# Money and dates stand close to Chinese characters; words and other numbers take a space.
_CLOSE = frozenset({"price", "was", "save", "starts", "ends", "period", "when"})
_LATIN = re.compile(r"[A-Za-z0-9%°]")


@dataclass(frozen=True)
class Line:
    """A sentence with slots, and what it suits."""

    move: str
    text: str
    kinds: frozenset[str]
    not_kinds: frozenset[str]
    tones: frozenset[str]
    keys: frozenset[str]

    def suits(self, families: frozenset[str], tone: str) -> bool:
        """Whether it goes with a kind (by its families) and a tone."""
        if self.not_kinds & families:
            return False
        return bool(self.kinds & families) and ("any" in self.tones or tone in self.tones)


@functools.cache
def load_pack(language: Language) -> Mapping[str, tuple[Line, ...]]:
    """Lines by move ("hook", "problem", "offer" …)."""
    pack: dict[str, list[Line]] = {}
    folder = files("assets").joinpath("copy", language)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for group in tomllib.loads(file.read_text(encoding="utf-8"))["lines"]:
            pack.setdefault(group["move"], []).extend(
                Line(
                    move=group["move"],
                    text=text,
                    kinds=frozenset(group.get("kind", ["any"])),
                    not_kinds=frozenset(group.get("not_kind", [])),
                    tones=frozenset(group.get("tone", ["any"])),
                    keys=frozenset(_SLOT.findall(text)),
                )
                for text in group["text"]
            )
    return {move: tuple(lines) for move, lines in pack.items()}


def _space(left: str, right: str) -> str:
    """A space where a Latin letter or digit meets a Han character."""
    if not left or not right:
        return ""
    a, b = left[-1], right[0]
    meets = (CJK.match(a) and _LATIN.match(b)) or (_LATIN.match(a) and CJK.match(b))
    return " " if meets else ""


def _tidy(text: str) -> str:
    """Mend what happens where a name ends in a mark of its own: "Yahoo!." → "Yahoo!"."""
    text = re.sub(r"([!?！？…])[.。](?!\.)", r"\1", text)
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)


def fill(template: str, slots: Mapping[str, str], language: Language) -> str | None:
    """Put the slots in; None when one is missing, so that nothing is ever made up.

    English phrases get a capital at the start of a sentence; in Chinese a space is put where Latin
    letters meet Han characters.
    """
    parts: list[tuple[str, bool]] = []  # words, and whether they keep close to their neighbours
    end = 0
    for match in _SLOT.finditer(template):
        value = slots.get(match[1])
        if not value:
            return None
        parts += [(template[end : match.start()], False), (value, match[1] in _CLOSE)]
        if language == "en" and match[1] not in _NAMES:
            before = "".join(words for words, _ in parts[:-1])
            if _SENTENCE_START.search(before):
                parts[-1] = (upper_first(value), False)
        end = match.end()
    parts.append((template[end:], False))
    out, close = "", False
    for words, keeps_close in parts:
        if not words:
            continue
        if language == "zh" and not close and not keeps_close:
            out += _space(out, words)
        out, close = out + words, keeps_close
    return _tidy(out)
