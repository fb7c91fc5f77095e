"""Errors and step names in the person's language.

Programs say what happened in English, where it is known. At the edge (terminal, window) this puts
it into Chinese by the catalogue ``assets/words/zh.toml``: the templates of the source with their
translations. What the catalogue lacks stays English; a test lists it.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from studio.errors import StudioError

__all__ = ["catalogue", "in_chinese", "told"]

_DEPTH = 3
"""What fills a template may be a message itself: "ffmpeg failed at {joining the pieces}"."""


@dataclass(frozen=True)
class _Entry:
    pattern: re.Pattern[str]
    chinese: str


def catalogue() -> dict[str, str]:
    """English template → Chinese one; ``{}`` stands for what is filled in."""
    text = files("assets").joinpath("words/zh.toml").read_text(encoding="utf-8")
    return {en: zh for part in tomllib.loads(text).values() for en, zh in part.items()}


@functools.cache
def _entries() -> tuple[_Entry, ...]:
    """Most specific first: the one with the most letters of its own."""
    ordered = sorted(catalogue().items(), key=lambda pair: -len(pair[0].replace("{}", "")))
    return tuple(
        _Entry(re.compile("(.*?)".join(map(re.escape, en.split("{}"))), re.DOTALL), zh)
        for en, zh in ordered
    )


def _filled(chinese: str, parts: tuple[str, ...]) -> str:
    """Fill ``{}`` in order, ``{1}``, ``{2}`` … by number."""
    following = iter(parts)

    def fill(found: re.Match[str]) -> str:
        number = found.group(1)
        return parts[int(number) - 1] if number else next(following)

    return re.sub(r"\{(\d*)\}", fill, chinese)


def _translated(words: str, depth: int) -> str | None:
    if not words.strip() or depth > _DEPTH:
        return None
    for entry in _entries():
        if found := entry.pattern.fullmatch(words):
            parts = tuple(_translated(part, depth + 1) or part for part in found.groups())
            return _filled(entry.chinese, parts)
    if found := re.fullmatch(r"(.+) \(and (\d+) more\)", words, re.DOTALL):
        inner = _translated(found[1], depth + 1)
        return None if inner is None else f"{inner}（另有 {found[2]} 处）"
    # "brief.toml: offer.price: Input should be a number": places, then what is wrong there.
    place, colon, rest = words.partition(": ")
    if colon and (inner := _translated(rest, depth)) is not None:
        return f"{place}：{inner}"
    return None


def in_chinese(words: str) -> str:
    """A message in Chinese, or as it is where the catalogue has no words for it."""
    return _translated(words, 0) or words


def told(error: StudioError, language: str) -> str:
    """The error as one line: what happened, then how to mend it."""
    if language != "zh" or _is_chinese(error.message):
        return str(error)
    message, hint = in_chinese(error.message), in_chinese(error.hint)
    return f"{message}。{hint}" if hint else message


def _is_chinese(words: str) -> bool:
    """Whether the sentence itself is Chinese already, not only a name in it."""
    han = len(re.findall(r"[\u3400-\u9fff]", words))
    return han > len(re.findall(r"[A-Za-z]", words))
