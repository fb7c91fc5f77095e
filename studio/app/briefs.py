"""Briefs from files: read with one clear line for each mistake, pictures imported as assets."""

from __future__ import annotations

import re
import shutil
import tempfile
import tomllib
import types
import typing
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipelines.documents.brand import BrandKit, Photo
from pipelines.documents.brief import NAME_MOST, Brief
from pipelines.protocol import AssetFolder
from pipelines.sdk import Asset
from studio.errors import InputError, NotFoundError

__all__ = [
    "check_name",
    "explain",
    "import_photo",
    "import_photos",
    "parse_brief",
    "picture_size",
    "plain_suffix",
    "read_brief",
    "with_pictures",
]

PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif"})
_MAX_SIDE = 20_000
"""px; beyond this a picture is refused from its header, before memory is spent on it."""
_MAX_BRIEF = 1 << 20
"""bytes; a brief is written by a person."""


def read_brief(file: Path) -> Brief:
    """Read and check a brief; photo paths become absolute.

    Raises:
        NotFoundError: No such file.
        InputError: It is no TOML, or something in it is wrong: the message names the key, the
            hint how to mend it.
    """
    try:
        if file.stat().st_size > _MAX_BRIEF:
            raise InputError(f"{file} is larger than 1 MB", "a brief is a short TOML file")
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no brief {file}", "check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{file} is a folder", "name the .toml file in it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}", "save it as UTF-8 text") from error
    return parse_brief(text, str(file), file.absolute().parent)


def parse_brief(text: str, name: str, folder: Path) -> Brief:
    """Check a brief's text.

    Args:
        text: TOML.
        name: What to call it in messages.
        folder: What its photo paths are relative to.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name} is no valid TOML: {error}", "mend that line") from error
    try:
        brief = Brief.model_validate(data)
    except ValidationError as error:
        raise explain(error, name, Brief) from error
    check_name(brief)
    for photo in _photos(brief):
        if photo.path:
            photo.path = str(folder / photo.path)
            picture_size(Path(photo.path), name)
    return brief


def check_name(brief: Brief) -> None:
    """Refuse a product whose name cannot be said in one breath, before anything is made."""
    name = " ".join(brief.product.name.best(brief.language).split())
    most = NAME_MOST[brief.language]
    if len(name) > most:
        raise InputError(
            f"product.name has {len(name)} characters: {name[:24]}…",
            f"give the product a name of at most {most} characters",
        )


def explain(error: ValidationError, name: str, model: type[BaseModel]) -> InputError:
    """The first mistake in words: where, what, how to mend it; and how many more there are.

    Args:
        error: Of the check.
        name: What to call the file.
        model: What it was checked against.
    """
    errors = error.errors()
    # An unknown key is most often the cause of the others: a misspelt required one.
    first = min(errors, key=lambda e: e["type"] != "extra_forbidden")
    where = ".".join(str(part) for part in first["loc"]) or "the file"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    if first["type"] == "extra_forbidden":
        key = str(first["loc"][-1])
        known = list(_fields_at(model, first["loc"][:-1]))
        near = get_close_matches(key, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        return InputError(f"{name}: unknown key {where!r}{more}", hint)
    if first["type"] == "missing":
        return InputError(f"{name}: {where!r} is missing{more}", f"add {where} to it")
    given = first.get("input")
    shown = f", not {given!r}" if isinstance(given, (str, int, float, bool)) else ""
    reason = first["msg"].removeprefix("Value error, ")
    return InputError(f"{name}: {where}: {reason}{str(shown)[:80]}{more}", "correct this value")


def _fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> Iterator[str]:
    """The keys that are known at a place in a document."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        if not (isinstance(current, type) and issubclass(current, BaseModel)):
            return
        field = current.model_fields.get(part)
        current = _model_in(field.annotation) if field is not None else None
    if isinstance(current, type) and issubclass(current, BaseModel):
        yield from current.model_fields


def _model_in(annotation: Any) -> Any:
    """The model inside ``list[Model]`` or ``Model | None``."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType, list, tuple):
        for inner in typing.get_args(annotation):
            if (found := _model_in(inner)) is not None:
                return found
        return None
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_model else None


def _photos(brief: Brief) -> Iterator[Photo]:
    yield from brief.photos.product
    yield from brief.photos.people
    yield from brief.brand.pictures()


def picture_size(path: Path, name: str = "picture") -> tuple[int, int]:
    """Size of a picture from its header; nothing is decoded."""
    from PIL import Image, UnidentifiedImageError

    if not path.is_file():
        raise NotFoundError(f"{name}: the photo {path} is not there", "check its path")
    try:
        Image.MAX_IMAGE_PIXELS = None  # the limit below is ours and comes with clear words
        with Image.open(path) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InputError(
            f"{name}: {path} is not a picture that can be read", "give a PNG, JPEG or WebP"
        ) from error
    if max(width, height) > _MAX_SIDE:
        raise InputError(
            f"{name}: {path} is {width}×{height} px, wider than {_MAX_SIDE}",
            "scale it down, 2000 px are plenty",
        )
    if min(width, height) < 16:
        raise InputError(f"{name}: {path} is only {width}×{height} px", "give a larger picture")
    return width, height


def plain_suffix(path: Path, otherwise: str) -> str:
    """A file's ending in lower case, or another one where it is none an asset can have."""
    suffix = path.suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]+", suffix) else otherwise


def import_photo(photo: Photo, folder: AssetFolder, name: str = "photo") -> tuple[Photo, Asset]:
    """Copy a picture into the asset folder; the photo then refers to the asset alone."""
    if photo.asset is not None:
        return photo, photo.asset
    path = Path(photo.path)
    width, height = picture_size(path, name)
    folder.scratch_root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.scratch_root.parent) as scratch:
        copy = Path(scratch) / f"photo{plain_suffix(path, '.png')}"
        shutil.copyfile(path, copy)
        asset = folder.add(copy, "image", {"width": width, "height": height})
    return Photo(asset=asset), asset


def import_photos(brief: Brief, folder: AssetFolder) -> tuple[Brief, list[tuple[Asset, str]]]:
    """A copy of the brief that refers to assets; and the assets with their file names."""
    brief = brief.model_copy(deep=True)
    imported: list[tuple[Asset, str]] = []

    def take(photo: Photo) -> Photo:
        name = Path(photo.path).name
        photo, asset = import_photo(photo, folder)
        imported.append((asset, name))
        return photo

    brief.photos.product = [take(photo) for photo in brief.photos.product]
    brief.photos.people = [take(photo) for photo in brief.photos.people]
    brief.brand = with_pictures(brief.brand, take)
    return brief, imported


def with_pictures(kit: BrandKit, take: Callable[[Photo], Photo]) -> BrandKit:
    """The kit with each of its pictures replaced by what ``take`` makes of it."""
    logos = kit.logos.model_copy(update={name: take(photo) for name, photo in kit.logos.given()})
    logo = take(kit.logo) if kit.logo is not None else None
    return kit.model_copy(update={"logo": logo, "logos": logos})
