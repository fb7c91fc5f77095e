"""What a person asks of one poster: from a file, from flags, or from both; flags win.

The file is TOML or JSON: the words of the poster on top (``headline = "…"``), and beside them what
is to be done with it (``photos``, ``background``, ``formats`` …). A ``poster.json`` that was
written with an earlier poster is such a file, too.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipelines.documents.brand import BrandKit
from pipelines.documents.poster import PosterContent, PosterDocument
from pipelines.documents.poster_brand import branded
from pipelines.sdk import Language, language_of
from studio.app.brand_kit import read_kit
from studio.app.briefs import explain, picture_size
from studio.app.poster_price import parted
from studio.errors import InputError, NotFoundError

__all__ = ["PosterOrder", "order_from", "read_order"]

AI_LABEL: dict[Language, str] = {"zh": "AI 生成", "en": "AI-generated"}
_MOST_BYTES = 4 << 20
_STUDIO_KEYS = ("AIGC", "aigc-studio-recipe")
_LISTS = {"stats": "label", "details": "label", "rows": "value", "countdown": "label"}
_EXTRAS = {
    "templates",
    "photos",
    "prompt",
    "formats",
    "variants",
    "brand_kit",
    "pdf",
    "print",
    "profile",
    "least_score",
}


@dataclass(frozen=True)
class PosterOrder:
    """A poster that was asked for; nothing is imported yet.

    Attributes:
        document: Its words and looks.
        templates: More than one: the best of them is kept.
        photos: Of products, to be cut out.
        background: A picture for behind everything.
        engine: Or the engine that makes one.
        prompt: What that one shows; empty: the poster's words.
        kit: The brand's.
        logo: A picture in place of the kit's.
        settings: What else the file says, by the name of the flag.
    """

    document: PosterDocument
    templates: tuple[str, ...] = ()
    photos: tuple[Path, ...] = ()
    background: Path | None = None
    engine: str = ""
    prompt: str = ""
    kit: BrandKit | None = None
    logo: Path | None = None
    settings: dict[str, Any] = field(default_factory=dict)

    def in_brand(self, kit: BrandKit | None) -> PosterDocument:
        """The document as the brand wants it; ``kit`` with its pictures imported."""
        return self.document if kit is None else branded(self.document, kit)


def read_order(file: Path) -> tuple[dict[str, Any], Path]:
    """The data of a poster file, and the folder its paths are relative to.

    Raises:
        NotFoundError: No such file.
        InputError: It is neither TOML nor JSON.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise InputError(f"{file} is larger than 4 MB", "a poster is a short file")
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no poster file {file}", "check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{file} is a folder", "name the .toml or .json file in it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}", "save it as UTF-8 text") from error
    try:
        data = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
    except ValueError as error:
        kind = "JSON" if file.suffix.lower() == ".json" else "TOML"
        raise InputError(f"{file} is no valid {kind}: {error}", "mend that line") from error
    if not isinstance(data, dict):
        raise InputError(f"{file} holds no poster", 'for example: headline = "Slow summer"')
    return data, file.absolute().parent


def order_from(data: dict[str, Any], folder: Path, name: str) -> PosterOrder:
    """Check what was asked for.

    Args:
        data: Of a file, of flags, or of both.
        folder: What its paths are relative to.
        name: What to call it in messages.

    Raises:
        InputError: Something in it is wrong; the message names the key.
        NotFoundError: A picture is not there.
    """
    data = {key: value for key, value in data.items() if key not in _STUDIO_KEYS}
    extras = {key: data.pop(key) for key in tuple(data) if key in _EXTRAS}
    content = {**data.pop("content", {})}
    for key in tuple(data):
        if key in PosterContent.model_fields and key not in PosterDocument.model_fields:
            content[key] = data.pop(key)
    for key, second in _LISTS.items():
        if key in content:
            content[key] = [_pair(item, key, second, name) for item in content[key]]
    language = _language(data, content)
    if price := str(content.get("price", "")).strip():
        content["price"], content["currency"] = parted(
            price, str(content.get("currency", "")), language
        )
        if not re.fullmatch(r"\d[\d,]*(\.\d+)?", content["price"]):
            raise InputError(f"{name}: price {price!r} is not a number", "for example 199 or ¥199")
    photos = extras.get("photos", [])
    pictures = [Path(photos)] if isinstance(photos, (str, Path)) else [Path(p) for p in photos]
    background, engine = _ground(data, folder, name)
    logo = data.pop("logo") if isinstance(data.get("logo"), (str, Path)) else None
    templates = extras.get("templates") or ([data["template"]] if data.get("template") else [])
    data.setdefault("template", templates[0] if templates else "event")
    data.setdefault("ai_label", AI_LABEL[language])
    order = PosterOrder(
        document=_document({**data, "language": language, "content": content}, name),
        templates=tuple(templates),
        photos=tuple(_picture(folder / each, name) for each in pictures),
        background=background,
        engine=engine,
        prompt=str(extras.get("prompt", "")),
        logo=_picture(folder / logo, name) if logo is not None else None,
        settings=extras,
    )
    if kit := extras.get("brand_kit"):
        order = replace(order, kit=read_kit(folder / str(kit)))
    return order


def _language(data: dict[str, Any], content: dict[str, Any]) -> Language:
    given = data.get("language")
    if given in ("zh", "en"):
        return given
    if given:
        raise InputError(f"language {given!r} is neither zh nor en", 'language = "zh"')
    return language_of(f"{content.get('headline', '')}{content.get('subhead', '')}")


def _ground(data: dict[str, Any], folder: Path, name: str) -> tuple[Path | None, str]:
    """The picture behind everything, or the engine that makes one; ``art``: the template's own."""
    given = data.get("background")
    if not isinstance(given, (str, Path)):
        return None, ""
    data.pop("background")
    text = str(given)
    if text in ("", "art"):
        return None, ""
    if (folder / text).is_file():
        return _picture(folder / text, name), ""
    if re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+){2,}", text) and not re.search(
        r"\.(png|jpe?g|webp|tiff?|bmp|gif)$", text
    ):
        return None, text
    raise NotFoundError(
        f"{name}: the background {text} is no file", "a picture's path, art, or an engine's id"
    )


def _picture(path: Path, name: str) -> Path:
    picture_size(path, name)
    return path


def _pair(item: Any, key: str, second: str, name: str) -> Any:
    """``"18 h=steeped"`` as value and label (``"Latte=28"`` as name and value, in a list)."""
    if not isinstance(item, str):
        return item
    left, sign, right = item.replace("＝", "=").partition("=")
    if not left.strip() or (not sign and key != "rows"):
        raise InputError(f"{name}: {key}: {item[:40]!r} should read VALUE=LABEL", "18 h=steeped")
    first = "name" if key == "rows" else "value"
    return {first: left.strip(), second: right.strip()}


def _document(data: dict[str, Any], name: str) -> PosterDocument:
    try:
        document = PosterDocument.model_validate(data)
    except ValidationError as error:
        raise explain(error, name, PosterDocument) from error
    if not document.content.headline.strip():
        raise InputError(f"{name}: the poster has no headline", 'headline = "…", or --headline')
    return document
