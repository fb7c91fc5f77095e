"""Words wider than a line of captions: torn with a hyphen, links where they may be, no hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.graphics.typesetting.faces import Face
from pipelines.graphics.typesetting.phrases import Piece, clusters, split_piece

__all__ = ["HYPHEN", "Torn", "piece_width", "split_wide", "whole_links"]

HYPHEN = "-"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LINK = re.compile(r"://|^www\.|[^\W\d]\.[^\W\d]{2,}|\w[/_]\w|\w@\w")
_OPEN = re.compile(r"[/&?=_-]$")
_LINK_BREAKS = re.compile(r"(?<=[/._\-&?=#])(?=\w)")
_HYPHENATED = ("LATIN", "GREEK", "CYRILLIC")  # scripts that tear words with a hyphen
_VOWELS = frozenset("aeiouyаеёиоуыэюяαεηιουω")
_TOGETHER = frozenset(("ch", "ck", "ph", "qu", "sh", "th"))
_EDGE = 2  # letters that stay together at either end of a word
_REACH = 3  # letters away from the even place that a syllable is looked for


@dataclass(frozen=True)
class Torn(Piece):
    """The part of a word before a tear: a line that ends with it shows a hyphen."""


def piece_width(piece: Piece, face: Face) -> float:
    """Width of a piece at the end of a line, em."""
    return face.width(piece.text) + (face.width(HYPHEN) if isinstance(piece, Torn) else 0.0)


def whole_links(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with links in one, so that only what is too long for a line is broken."""
    out: list[Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        if before is not None and not before.gap and _OPEN.search(before.text):
            whole = before.text + piece.text
            if _LINK.search(whole):
                out[-1] = replace(piece, text=whole)
                continue
        out.append(piece)
    return out


def split_wide(piece: Piece, face: Face, limit: float) -> list[Piece]:
    """A piece that is wider than a line, cut into ones that are not.

    Links are cut behind their marks, words of letters with a hyphen, as evenly as syllables allow
    (those are guessed: before a consonant and its vowel), all else between characters.

    Args:
        piece: What is too wide.
        face: What it is set in.
        limit: Width of a line, em.
    """
    if _LINK.search(piece.text):
        parts = _link_parts(piece.text, face, limit)
    else:
        parts = _word_parts(piece.text, face, limit)
    return [*parts[:-1], replace(parts[-1], gap=piece.gap, cost=piece.cost)]


def _link_parts(text: str, face: Face, limit: float) -> list[Piece]:
    scheme = _SCHEME.match(text)
    head = scheme.group() if scheme else ""
    out: list[Piece] = []
    for part in _LINK_BREAKS.split(text[len(head) :]):
        whole = Piece(head + part, cost=0.6)
        if face.width(whole.text) <= limit or not part:
            out.append(whole)
        else:
            first, *others = split_piece(Piece(part, cost=0.6))
            out += [replace(first, text=head + first.text), *others]
        head = ""
    return out


def _word_parts(text: str, face: Face, limit: float) -> list[Piece]:
    letters = clusters(text)
    room = limit - face.width(HYPHEN)
    count = max(2, int(face.width(text) / max(room, 1e-6)) + 1)
    while room > 0 and count <= len(letters) // _EDGE:
        places = _tears(letters, face, count)
        if places is None:
            break
        edges = [0, *places, len(letters)]
        parts = ["".join(letters[a:b]) for a, b in pairwise(edges)]
        if all(face.width(part) <= room for part in parts[:-1]) and face.width(parts[-1]) <= limit:
            return [*(Torn(part, cost=1.0) for part in parts[:-1]), Piece(parts[-1])]
        count += 1
    return list(split_piece(Piece(text)))


def _tears(letters: list[str], face: Face, count: int) -> list[int] | None:
    """Where to tear a word into ``count`` parts; None where it has no such places."""
    widths = [face.width(letter) for letter in letters]
    places: list[int] = []
    for number in range(1, count):
        wanted, run, even = sum(widths) * number / count, 0.0, 0
        while even < len(letters) and run < wanted:
            run, even = run + widths[even], even + 1
        first = (places[-1] if places else 0) + _EDGE
        reach = range(max(first, even - _REACH), min(len(letters) - _EDGE, even + _REACH) + 1)
        found = [at for at in reach if _tearable(letters[at - 1]) and _tearable(letters[at])]
        if not found:
            return None
        places.append(min(found, key=lambda at: (not _opens(letters, at), abs(at - even))))
    return places


def _tearable(letter: str) -> bool:
    return letter[0].isalpha() and unicodedata.name(letter[0], "").startswith(_HYPHENATED)


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()


def _opens(letters: list[str], at: int) -> bool:
    """Whether a syllable may open there: a consonant and its vowel, no pair torn."""
    before, here, after = (_plain(letter) for letter in letters[at - 1 : at + 2])
    return here not in _VOWELS and after in _VOWELS and before + here not in _TOGETHER
