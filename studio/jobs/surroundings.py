"""What a step's result depends on beside its engine and params: fonts, data files, the encoder.

It is part of a step's key, so that installing a font or updating the encoder makes the steps anew
that show it, and no others.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["surroundings_of"]

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
_ENCODES = frozenset({"video.render", "video.assemble", "face.talk"})
_SPEAKS = frozenset({"speech.speak", "speech.align"})


def surroundings_of(role: str) -> str:
    """A short text that changes when something around an engine of this role has changed."""
    parts = [_data_digest(folder) for folder in _DATA.get(role, ())]
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
