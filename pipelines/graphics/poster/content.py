"""The words, ready to be set: clean characters, nothing that no font can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from pydantic import BaseModel

from pipelines.documents.poster import PosterContent
from pipelines.graphics.typesetting.faces import Face, FontBook, TypeStyle
from pipelines.graphics.typesetting.phrases import clusters

__all__ = ["MOST_CHARACTERS", "cleaned"]

MOST_CHARACTERS = 2000
"""Of one slot; no poster shows more, and reading further only costs time."""

_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u200b\ufeff]+")
_LONG = frozenset({"headline", "subhead", "fine_print"})


def cleaned(content: PosterContent, book: FontBook) -> tuple[PosterContent, tuple[str, ...]]:
    """The content without control characters and without characters no installed font has.

    Returns:
        The content, and the characters that had to go.
    """
    face = book.face(TypeStyle(book.stack()))
    missing = _missing(_every_character(content), face)

    def clean(text: str) -> str:
        return _clean(text, missing)

    return _mapped(content, clean), tuple(sorted(missing))


def _clean(text: str, missing: frozenset[str]) -> str:
    text = unicodedata.normalize("NFC", text[:MOST_CHARACTERS])
    kept = "".join(c for c in clusters(text) if c not in missing)
    lines = (_SPACES.sub(" ", _printable(line)).strip() for line in kept.splitlines())
    return "\n".join(line for line in lines if line)


def _printable(line: str) -> str:
    """Without control characters; joiners and direction marks stay."""
    return "".join(c for c in line if unicodedata.category(c) != "Cc" or c == "\t")


def _mapped(content: PosterContent, change: Callable[[str], str]) -> PosterContent:
    def one(value: object) -> object:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, list):
            return [one(item) for item in value]
        if isinstance(value, BaseModel):
            return type(value)(**{name: one(part) for name, part in value})
        return value

    fields = {
        name: getattr(content, name) if name == "link" else one(getattr(content, name))
        for name in type(content).model_fields
    }
    for name, value in fields.items():
        if name not in _LONG and isinstance(value, str):
            fields[name] = value.replace("\n", " ")
    return PosterContent.model_validate(fields)


def _every_character(content: PosterContent) -> list[str]:
    joined = "".join(text[:MOST_CHARACTERS] for text in _texts(content))
    return list(dict.fromkeys(clusters(unicodedata.normalize("NFC", joined))))


def _texts(value: object) -> Iterator[str]:
    """Every text in a slot, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _texts(part)


def _missing(characters: list[str], face: Face) -> frozenset[str]:
    """Those no font has; shaped alone, since neighbours could join with them."""
    odd = [c for c in characters if not c.isascii() and c.strip()]
    if not face.shape(" ".join(odd)).missing:
        return frozenset()
    return frozenset(c for c in odd if face.shape(c).missing)
