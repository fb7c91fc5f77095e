"""Files that a text refers to: pictures of an article, hints of a script. Nothing is opened."""

from __future__ import annotations

import re
from html import unescape
from typing import Literal, NamedTuple
from urllib.parse import unquote

__all__ = ["HINT", "Reference", "TextKind", "references"]

TextKind = Literal["plain", "markdown", "html"]

HINT = re.compile(
    r"[\[【]\s*(?P<key>picture|photo|image|clip|video|art|presenter|headline|seconds|music|chapter|title"
    r"|图片|照片|图|片段|视频|画面|数字人|标题|时长|秒|音乐|章节|片名)\s*(?:[:：]\s*(?P<value>[^\]】\n]*))?[\]】]",
    re.IGNORECASE,
)
"""``[picture: bridge.jpg]`` in a script."""

_MARKDOWN = re.compile(r"!\[(?P<about>[^\]]*)\]\(\s*<?(?P<file>[^)>\s]+(?: [^)>\s\"]+)*)>?[^)]*\)")
_HTML = re.compile(r"<img\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(src|alt|title)\s*=\s*("([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE
)
_PICTURE_KEYS = frozenset({"picture", "photo", "image", "图片", "照片", "图"})
_CLIP_KEYS = frozenset({"clip", "video", "片段", "视频"})
_SOUND_KEYS = frozenset({"music", "音乐"})
_SOUND_FILE = re.compile(r"\.(?:mp3|wav|m4a|flac|ogg|aac)$", re.IGNORECASE)


class Reference(NamedTuple):
    """A file the text names: as written, what kind of file, what the text says it shows."""

    file: str
    kind: Literal["picture", "clip", "music"]
    about: str = ""


def _from_hints(text: str) -> list[Reference]:
    found: list[Reference] = []
    for hint in HINT.finditer(text):
        key, value = hint["key"].lower(), (hint["value"] or "").strip()
        if not value:
            continue
        if key in _PICTURE_KEYS:
            found.append(Reference(value, "picture"))
        elif key in _CLIP_KEYS:
            found.append(Reference(value, "clip"))
        elif key in _SOUND_KEYS and _SOUND_FILE.search(value):
            found.append(Reference(value, "music"))
    return found


def _from_html(text: str) -> list[Reference]:
    found: list[Reference] = []
    for image in _HTML.finditer(text):
        said: dict[str, str] = {}
        for name, _, double, single, bare in _ATTRIBUTE.findall(image["attributes"]):
            said[name.lower()] = unescape(double or single or bare)
        if said.get("src"):
            about = said.get("alt") or said.get("title") or ""
            found.append(Reference(unquote(said["src"]), "picture", about))
    return found


def references(text: str, kind: TextKind) -> tuple[Reference, ...]:
    """The files a text names, each once, in order; addresses on the web are left out."""
    found = _from_hints(text) if kind != "html" else []
    if kind != "plain":
        found += [
            Reference(unquote(m["file"]), "picture", m["about"]) for m in _MARKDOWN.finditer(text)
        ]
        found += _from_html(text)
    local = (each for each in found if not re.match(r"[a-z][a-z0-9+.-]+:|//", each.file, re.I))
    return tuple({each.file: each for each in local}.values())
