"""A template storyboard and a row of values become a storyboard of one's own.

Words in braces are replaced wherever words are said or shown: ``{name}``, ``{优惠}``. A medium
whose path is such a word alone (``{photo}``) becomes the row's picture. Scenes without any stay
the same to the letter, so nothing of them is made again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from pipelines.documents.storyboard import Media, Storyboard

__all__ = ["personalised", "picture_fields", "word_fields"]

_FIELD = re.compile(r"\{([^\s{}][^{}]{0,40}?)\}")


def word_fields(board: Storyboard) -> tuple[str, ...]:
    """The fields that are replaced by words, each once, in the order they appear."""
    found = (match[1] for text in _texts(board) for match in _FIELD.finditer(text))
    return tuple(dict.fromkeys(found))


def picture_fields(board: Storyboard) -> tuple[str, ...]:
    """The fields that are replaced by files."""
    names = (_FIELD.fullmatch(media.path.rsplit("/", 1)[-1]) for media in _media(board))
    return tuple(dict.fromkeys(match[1] for match in names if match))


def personalised(
    board: Storyboard, values: Mapping[str, str], pictures: Mapping[str, Media]
) -> Storyboard:
    """The storyboard of a row.

    Args:
        board: The template.
        values: Words by field; a field that is not among them stays as it is written.
        pictures: Files by field.
    """

    def words(text: str) -> str:
        return _FIELD.sub(lambda match: values.get(match[1], match[0]), text)

    def media(each: Media) -> Media:
        match = _FIELD.fullmatch(each.path.rsplit("/", 1)[-1])
        return pictures.get(match[1], each) if match else each

    return Storyboard.model_validate(_changed(board, words, media))


def _changed(value: Any, words: Callable[[str], str], media: Callable[[Media], Media]) -> Any:
    """The value as plain data, with every text and every medium replaced."""
    if isinstance(value, Media):
        return media(value).model_dump()
    if isinstance(value, BaseModel):
        return {
            name: _changed(getattr(value, name), words, media) for name in type(value).model_fields
        }
    if isinstance(value, (list, tuple)):
        return [_changed(each, words, media) for each in value]
    if isinstance(value, dict):
        return {key: _changed(each, words, media) for key, each in value.items()}
    return words(value) if isinstance(value, str) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel) and not isinstance(value, Media):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def _media(value: Any) -> Iterator[Media]:
    if isinstance(value, Media):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _media(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _media(each)
