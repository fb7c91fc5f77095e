"""Sentences of a text and the words that matter in them, Chinese and English."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from pipelines.sdk import Language

__all__ = ["clauses", "content_words", "music_mood", "said_simply", "sentences", "spoken_rules"]

_END_WIDE = re.compile(r"([。！？；!?][。！？!?]*[”’」』）)\"]*)")
_END_LATIN = re.compile(r"([.!?][\"”’)]*)\s+(?=[\"“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|Inc|Ltd|e\.g|i\.e|U\.S|[A-Z])\.$")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


def sentences(text: str) -> list[str]:
    """Sentences in order; a line feed always ends one."""
    found: list[str] = []
    for part in _END_LATIN.sub("\\1\n", _END_WIDE.sub("\\1\n", text)).split("\n"):
        piece = " ".join(part.split())
        if not piece:
            continue
        if found and (_ABBREVIATED.search(found[-1]) or not any(c.isalnum() for c in piece)):
            found[-1] += (" " if any(c.isalnum() for c in piece) else "") + piece
        else:
            found.append(piece)
    return [each for each in found if any(c.isalnum() for c in each)]


@functools.cache
def _tokenizer() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()


def _stem(word: str) -> str:
    """An English word without its commonest endings."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for end, least in (("ies", 3), ("ing", 4), ("ed", 4), ("es", 4), ("s", 3)):
        if word.endswith(end) and len(word) - len(end) >= least and not word.endswith("ss"):
            stem = word[: -len(end)] + ("y" if end == "ies" else "")
            return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    return word.removesuffix("e") if len(word) > 4 else word


def content_words(text: str, *, whole: bool = False) -> list[str]:
    """The words that carry the meaning, in order, repeats kept; Latin ones stemmed.

    With ``whole`` Latin words stay as they are written.
    """
    found: list[str] = []
    stop = _stop_words()
    for run in re.findall(r"[\u3400-\u9fff]+|[A-Za-z][A-Za-z'’-]+|\d[\d.,%]*", text):
        if _HAN_RUN.fullmatch(run):
            words = _tokenizer().cut(run) if len(run) > 2 else [run]
            found += [w for w in words if w not in stop]
        elif run[0].isdigit():
            found.append(run.rstrip(".,"))
        elif run.lower() not in stop:
            found.append(run if whole else _stem(run))
    return found


@functools.cache
def _stop_words() -> frozenset[str]:
    return frozenset(" ".join(spoken_rules()["stop"].values()).split())


@functools.cache
def spoken_rules() -> dict[str, Any]:
    """The rules of ``assets/rules/spoken.toml``."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("assets").joinpath("rules/spoken.toml").read_text("utf-8"))


_LINKS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+")
_NOTES = re.compile(r"\[\d{1,3}\]|【\d{1,3}】|[①-⑳]")


def said_simply(sentence: str, language: Language) -> str:
    """A written sentence as somebody would say it: without asides, links and set phrases."""
    text = _NOTES.sub("", _LINKS.sub("", sentence))
    for rule in spoken_rules()[language]:
        text = re.sub(rule["find"], rule["say"], text)
    text = re.sub(r"\s+", " ", text).strip(" ，,、;；-–—")
    text = re.sub(r"\s+([,.!?;:，。！？])", r"\1", text)
    text = re.sub(r"([，,])[，,]+", r"\1", text)
    return text[:1].upper() + text[1:] if language == "en" else text


def clauses(sentence: str, most: float, length: Any) -> list[str]:
    """A long sentence in parts at its commas, each of at most ``most`` where that can be.

    Args:
        sentence: One sentence.
        most: How long a part may be.
        length: Measures a text, in the unit of ``most``.
    """
    if length(sentence) <= most:
        return [sentence]
    parts = [p for p in re.split(r"(?<=[，；;：:])|(?<=,)\s+", sentence) if p and p.strip()]
    out: list[str] = []
    for part in parts:
        joined = (out[-1] + (" " if out[-1][-1].isascii() else "") + part) if out else part
        if out and length(joined) <= most:
            out[-1] = joined
        else:
            out.append(part)
    return [part.strip() for part in out]


def music_mood(text: str, otherwise: str = "warm") -> str:
    """The mood of music that fits a text, by its words."""
    words = content_words(text)
    best, most = otherwise, 0
    for mood, listed in spoken_rules()["music"].items():
        wanted = {_stem(word) if word.isascii() else word for word in listed.split()}
        count = sum(word in wanted for word in words)
        if count > most:
            best, most = mood, count
    return best


def share(first: Sequence[str], second: Sequence[str]) -> float:
    """How much two lists of words have in common, 0–1."""
    a, b = set(first), set(second)
    return len(a & b) / max(1, min(len(a), len(b)))
