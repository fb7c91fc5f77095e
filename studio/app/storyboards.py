"""Storyboards from files: read with one clear line for each mistake, media imported as assets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipelines.documents.brand import Photo
from pipelines.documents.storyboard import Media, Storyboard
from pipelines.sdk import Asset
from studio.app.assets import import_file
from studio.app.studio import Studio
from studio.errors import InputError, NotFoundError

__all__ = ["Importer", "import_board", "parse_storyboard", "read_storyboard"]

_LARGEST = 32 << 20
"""bytes; a storyboard is words."""


def read_storyboard(file: Path) -> Storyboard:
    """Read and check a storyboard; paths in it become absolute.

    Raises:
        NotFoundError: There is no such file.
        InputError: Something in it is wrong: the message names the scene.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise InputError(f"{file} is larger than 32 MB", "a storyboard holds words only")
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no storyboard {file}", "check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{file} is a folder", "name the storyboard.json in it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}", "save it as UTF-8 JSON") from error
    board = parse_storyboard(text, str(file))
    for media in _media(board):
        if media.path:
            media.path = str(file.absolute().parent / media.path)
    return board


def parse_storyboard(text: str, name: str) -> Storyboard:
    """Check a storyboard's text."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no valid JSON: {error}", "mend that place") from error
    if not isinstance(data, dict):
        raise InputError(f"{name} holds no storyboard", "give the storyboard.json of a result")
    own = {key: value for key, value in data.items() if not key.upper().startswith("AIGC")}
    try:
        return Storyboard.model_validate(own)
    except ValidationError as error:
        raise _explained(error, own, name) from error


def _explained(error: ValidationError, data: dict[str, Any], name: str) -> InputError:
    """The first mistake, with the number of its scene as people count."""
    errors = error.errors()
    first = min(errors, key=lambda each: each["type"] != "extra_forbidden")
    place: list[str] = []
    current: Any = data
    for part in first["loc"]:
        if isinstance(part, int):
            singular = place.pop().removesuffix("s") if place else "entry"
            place.append(f"{singular} {part + 1}")
        else:
            known = isinstance(current, dict) and part in current
            if known or part == first["loc"][-1]:
                place.append(str(part))
            else:
                continue  # which kind of a union: nobody wrote that
        try:
            current = current[part]
        except (KeyError, IndexError, TypeError):
            current = None
    where = ", ".join(place) or "the storyboard"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    if first["type"] == "extra_forbidden":
        return InputError(f"{name}: {where}: this key is not known{more}", "check its spelling")
    if first["type"] == "missing":
        return InputError(f"{name}: {where} is missing{more}", "add it")
    reason = first["msg"].removeprefix("Value error, ")
    given = first.get("input")
    shown = f", not {given!r}"[:60] if isinstance(given, (str, int, float, bool)) else ""
    return InputError(f"{name}: {where}: {reason}{shown}{more}", "correct this value")


def _media(value: Any) -> list[Media | Photo]:
    """Every file a document refers to."""
    if isinstance(value, (Media, Photo)):
        return [value]
    if isinstance(value, BaseModel):
        return [each for name in type(value).model_fields for each in _media(getattr(value, name))]
    if isinstance(value, (list, tuple)):
        return [each for item in value for each in _media(item)]
    if isinstance(value, dict):
        return [each for item in value.values() for each in _media(item)]
    return []


class Importer:
    """Brings files into the asset store, each once; what cannot be read is told and stays out.

    Args:
        studio: Whose store.
        tell: Called with what is wrong with a file, in English and Chinese.
    """

    def __init__(self, studio: Studio, tell: Callable[[str, str], None]) -> None:
        self._studio, self._tell = studio, tell
        self._known: dict[Path, Asset | None] = {}

    def asset(self, path: Path) -> Asset | None:
        """The asset of a file, or None."""
        key = path.absolute()
        if key not in self._known:
            self._known[key] = self._imported(key)
        return self._known[key]

    def media(self, path: Path) -> Media:
        """A reference to a file; without an asset where it cannot be read."""
        return Media(path=str(path.absolute()), asset=self.asset(path))

    def _imported(self, path: Path) -> Asset | None:
        if not path.is_file():
            self._tell(f"{path} is not there", f"找不到文件：{path}")
            return None
        if path.stat().st_size == 0:
            self._tell(f"{path} is empty", f"文件是空的：{path}")
            return None
        try:
            return import_file(self._studio, path)
        except (InputError, NotFoundError) as error:
            self._tell(error.message, f"无法使用 {path.name}：{error.message}")
            return None


def import_board(studio: Studio, board: Storyboard, files: Importer) -> Storyboard:
    """A copy of the storyboard whose media refer to assets of this studio.

    A medium keeps the asset it has where that is still in the store, else its file is read again.
    """
    board = board.model_copy(deep=True)
    for media in _media(board):
        if media.asset is not None and studio.folder.holds(media.asset):
            continue
        media.asset = files.asset(Path(media.path)) if media.path else None
    return board
