"""What a step's result depends on beside its engine and params: fonts, data files, the encoder.

It is part of a step's key, so that installing a font or updating the encoder makes the steps anew
that show it, and no others.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

__all__ = ["surroundings_of"]

PACKS_VARIABLE = "AIGC_STUDIO_TEMPLATES"
"""Names further folders of template packs, separated as in PATH."""

_DATA: dict[str, tuple[str, ...]] = {
    "text.write": ("copy", "rules"),
    "text.plan": ("copy", "rules", "art"),
    "image.create": ("art",),
    "poster.render": ("templates", "art", "rules"),
    "poster.print": ("templates", "art", "rules", "print"),
    "speech.speak": ("speech",),
    "speech.align": ("speech",),
    "face.talk": ("presenter",),
}
"""Folders of ``assets/`` that the built-in engines of a role read."""

_LETTERS = frozenset({"poster.render", "poster.print", "video.render"})
_TEMPLATES = frozenset({"poster.render", "poster.print"})
_ENCODES = frozenset({"video.render", "video.assemble", "face.talk"})
_SPEAKS = frozenset({"speech.speak", "speech.align"})


def surroundings_of(
    role: str, params: Mapping[str, Any] | None = None, data: Path | None = None
) -> str:
    """A short text that changes when something around an engine of this role has changed.

    Args:
        role: The engine's.
        params: Of the step; a poster's name its template, which may be one of a pack.
        data: The data folder, which may hold packs.
    """
    parts = [_data_digest(folder) for folder in _DATA.get(role, ())]
    if role in _TEMPLATES and (pack := _pack_of(params or {})):
        parts.append(_pack_digest(pack, data))
    if role in _LETTERS:
        parts.append(_fonts_digest())
    if role in _ENCODES:
        parts.append(_version("imageio-ffmpeg"))
    if role in _SPEAKS:
        parts.append(_version("espeakng-loader"))
    return "-".join(parts)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


@functools.lru_cache(maxsize=32)
def _data_digest(folder: str) -> str:
    """Digest of a folder of the studio's data; it does not change while the studio runs."""
    sha = hashlib.sha256()

    def walk(place: Traversable, name: str) -> None:
        for item in sorted(place.iterdir(), key=lambda i: i.name):
            if item.is_dir():
                walk(item, f"{name}/{item.name}")
            elif item.name.endswith((".toml", ".json", ".icc")):
                sha.update(f"{name}/{item.name}".encode())
                sha.update(item.read_bytes())

    place = files("assets") / folder
    if place.is_dir():
        walk(place, folder)
    return sha.hexdigest()[:12]


def _pack_of(params: Mapping[str, Any]) -> str:
    """The template pack a poster's document names, or ``""``."""
    document = params.get("document")
    template = document.get("template") if isinstance(document, Mapping) else None
    return template.partition("/")[0] if isinstance(template, str) and "/" in template else ""


def _pack_digest(pack: str, data: Path | None) -> str:
    """Digest of everything in a pack; it may be changed while the studio runs."""
    folders = [Path(part) for part in os.environ.get(PACKS_VARIABLE, "").split(os.pathsep) if part]
    for folder in [*folders, *([data / "templates"] if data else [])]:
        if (folder / pack).is_dir():
            return _folder_digest(folder / pack)
    return "none"


def _folder_digest(folder: Path) -> str:
    sha = hashlib.sha256()
    try:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            seen = file.stat()
            sha.update(file.relative_to(folder).as_posix().encode())
            sha.update(_file_digest(file, seen.st_size, seen.st_mtime_ns).encode())
    except OSError as error:  # the engine will say what is wrong with it
        sha.update(str(error.errno).encode())
    return sha.hexdigest()[:12]


@functools.lru_cache(maxsize=1024)
def _file_digest(file: Path, size: int, changed: int) -> str:
    """Digest of a file; read again only when its size or its time has changed."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*folders, home / ".fonts", home / ".local/share/fonts"]


@functools.lru_cache(maxsize=1)
def _fonts_digest() -> str:
    """Digest of the names of the installed font files; a new font counts from the next start."""
    names = sorted(
        file.name
        for folder in _font_folders()
        for file in folder.rglob("*")
        if file.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc")
    )
    chosen = os.environ.get("FONTCONFIG_FILE", "")
    return hashlib.sha256("\n".join([chosen, *names]).encode("utf-8")).hexdigest()[:12]
