"""Cut a text into pieces that lines may break between.

A piece is a word or a phrase with everything glued to it that must not be torn off: closing
punctuation (kinsoku shori, JIS X 4051 / CLREQ), dashes, a number and its unit, particles. Each
piece tells what stands between it and the next one, and how bad a line break there would be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

__all__ = ["HAN", "Piece", "autospace", "clusters", "has_han", "is_tall", "phrases", "split_piece"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters, as the inside of a regular expression's ``[…]``."""

THIN = "\u2006"
"""Six-per-em space: the gap between Han and Latin."""

NO_BREAK = "\u00a0"

_WIDE = re.compile(rf"[{HAN}\u2e80-\u2fdf\u3000-\u30ff\uff00-\uffef]")
_HAN = re.compile(f"[{HAN}]")
_TALL = re.compile(r"[\u0590-\u1cff\ufb1d-\ufdff\ufe70-\ufefc]")
_RUNS = re.compile(
    rf"(?P<space>[ \t\u2006\u3000]+)"
    rf"|(?P<dash>[—―…⋯]+)"
    rf"|(?P<han>[{HAN}]+)"
    rf"|(?P<mark>[\u2e80-\u2fdf\u3000-\u303f\uff00-\uffef“”‘’·])"
    rf"|(?P<word>[^ \t\u2006\u3000—―…⋯{HAN}\u2e80-\u2fdf\u3000-\u303f\uff00-\uffef“”‘’·]+)"
)
_NEVER_FIRST = frozenset("，。、！？；：）」』】》〉〕”’％‰℃·～,.!?;:)]}%°—―…⋯ー")
_NEVER_LAST = frozenset("（「『【《〈〔“‘￥$¥€£#(【[{")
_PARTICLES = frozenset("的了着过吗呢吧啊们地得之起等等么嘛")
_LEADERS = frozenset("和与及或在从把被让对为向跟比最更很不再就也都只仅每第全无")
_MEASURES = frozenset("小分秒天年月日号件个元折杯瓶人米公克毫次倍楼层周岁块款种")
_WEAK_WORDS = frozenset(
    "a an the of to in on at by for and or is are your my our his her its with from no as".split()
)
_GOOD_END = frozenset("，。、！？；：,.!?;:—…”」』》）)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(rf"(?<=\d) (?={_MONTH}\b)|(?<=\b[A-Z][a-z]{{2}}) (?=\d{{1,2}}\b)")
_UNIT = re.compile(r"(?<=\d) (?=(?:[a-zA-Z°%µ]{1,3}|[AaPp]\.?[Mm]\.?)(?![a-zA-Z]))")


@dataclass(frozen=True)
class Piece:
    """What a line may not break inside.

    Attributes:
        text: The piece itself.
        gap: The space between it and the next piece; falls away at a line end.
        cost: How bad it is to break after it: 0 invites, 1 is discouraged.
    """

    text: str
    gap: str = ""
    cost: float = 0.35


def is_tall(text: str) -> bool:
    """Whether the text has a script whose letters stack high and low (Arabic, Thai, Hindi …)."""
    return _TALL.search(text) is not None


def has_han(text: str) -> bool:
    """Whether the text has a Han character."""
    return _HAN.search(text) is not None


def autospace(text: str) -> str:
    """Put a thin space between Han and Latin letters or digits. A space somebody typed stays."""
    text = re.sub(rf"(?<=[{HAN}])(?=[A-Za-z0-9+−$€£])", THIN, text)
    return re.sub(rf"(?<=[A-Za-z0-9%+])(?=[{HAN}])", THIN, text)


def clusters(text: str) -> list[str]:
    """Characters with their combining marks, joiners and modifiers kept on."""
    out: list[str] = []
    join = False
    for char in text:
        sticks = (
            unicodedata.combining(char)
            or unicodedata.category(char) in {"Mn", "Me", "Mc"}
            or 0xFE00 <= ord(char) <= 0xFE0F
            or 0x1F3FB <= ord(char) <= 0x1F3FF
            or char == "\u200d"
        )
        if out and (sticks or join):
            out[-1] += char
        else:
            out.append(char)
        join = char == "\u200d"
    return out


@lru_cache(maxsize=512)
def phrases(text: str) -> tuple[Piece, ...]:
    """The pieces of one paragraph (no line feeds in it), in order.

    Joining every ``text + gap`` gives the autospaced paragraph again. jieba's dictionary is loaded
    at the first Han text (about a second).
    """
    glued: list[Piece] = []
    for raw, gap in _raw(_DATE.sub(NO_BREAK, _UNIT.sub(NO_BREAK, autospace(text.strip())))):
        if glued and not glued[-1].gap and _sticks(glued[-1].text, raw):
            glued[-1] = Piece(glued[-1].text + raw, gap)
        elif glued and glued[-1].gap == THIN and _is_count(glued[-1].text, raw):
            glued[-1] = Piece(glued[-1].text + THIN + raw, gap)
        elif glued and glued[-1].gap == " " and _is_typed_count(glued[-1].text, raw):
            glued[-1] = Piece(glued[-1].text + NO_BREAK + raw, gap)
        else:
            glued.append(Piece(raw, gap))
    return tuple(replace(piece, cost=_cost(piece, after)) for piece, after in _with_next(glued))


def split_piece(piece: Piece) -> list[Piece]:
    """A piece cut between characters, for words longer than a line. Kinsoku still holds."""
    parts: list[Piece] = []
    for char in clusters(piece.text):
        if parts and (char[0] in _NEVER_FIRST or parts[-1].text[-1] in _NEVER_LAST):
            parts[-1] = Piece(parts[-1].text + char, cost=1.0)
        else:
            parts.append(Piece(char, cost=1.0))
    if parts:
        parts[-1] = replace(parts[-1], gap=piece.gap, cost=piece.cost)
    return parts


def _raw(text: str) -> Iterator[tuple[str, str]]:
    """Words, marks and the spaces after them, nothing glued yet."""
    waiting: str | None = None
    for match in _RUNS.finditer(text):
        kind, run = match.lastgroup, match.group()
        if kind == "space":
            if waiting is not None:
                yield waiting, run
            waiting = None
            continue
        for word in _words(run) if kind == "han" else _soft(run) if kind == "word" else (run,):
            if waiting is not None:
                yield waiting, ""
            waiting = word
    if waiting is not None:
        yield waiting, ""


def _words(run: str) -> list[str]:
    """Words of a run of Han characters."""
    if len(run) <= 2:
        return [run]
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    return list(jieba.cut(run))


def _soft(run: str) -> list[str]:
    """A Latin run, cut where a long link (but for its ``https://``) or a/b may be broken."""
    if len(run) < 24:
        return [run]
    return [part for part in re.split(r"(?<=[/&?=_-])(?<!:/)(?<!://)", run) if part]


def _sticks(before: str, after: str) -> bool:
    """Whether a line may not break between the two."""
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST:
        return True
    if after in _PARTICLES and _HAN.match(before[-1]):
        return True
    return _is_count(before, after)


def _is_count(before: str, after: str) -> bool:
    """A number and its measure word: 60 小时, 第 2 件, 5 折起."""
    if before[-1].isdigit() and _HAN.match(after):
        return len(after) <= 2
    return before in {"第", "满", "减", "省", "约", "近", "超", "低至", "共"} and after[0].isdigit()


def _is_typed_count(before: str, after: str) -> bool:
    """The same with a space typed between: 60 小时; but 6.18 全场 is two phrases."""
    return before[-1].isdigit() and after[0] in _MEASURES


def _with_next(pieces: list[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    for index, piece in enumerate(pieces):
        yield piece, pieces[index + 1] if index + 1 < len(pieces) else None


def _cost(piece: Piece, after: Piece | None) -> float:
    """How bad a break after the piece is."""
    end = piece.text[-1]
    if after is None or end in _GOOD_END:
        return 0.0
    if piece.text in _LEADERS:
        return 1.0
    if piece.text.lower() in _WEAK_WORDS:
        return 0.7
    if end == "-" or (piece.gap == "" and not _WIDE.match(end)):
        return 0.8
    if piece.gap == THIN:
        return 0.45
    if piece.gap and _WIDE.match(end):
        return 0.05  # someone put a space between two Chinese phrases: that is where it breaks
    if len(piece.text) == 1 or len(after.text) == 1:
        return 0.8  # a lone character most often belongs to its neighbour
    return 0.3 if piece.gap else 0.5
