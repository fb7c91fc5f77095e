"""Template packs: folders of templates and pictures that a person drops into the data folder.

A pack is ``<templates folder>/<pack>/*.json`` with its pictures beside them. A template of a pack
is called ``<pack>/<id>``. What is wrong with one file is told in one line, and the rest goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from pydantic import ValidationError

from pipelines.graphics.art import ART_NAMES
from pipelines.graphics.poster.template import (
    Template,
    load_template,
    parse_template,
    template_names,
)
from pipelines.sdk import InputError, LocalText

__all__ = [
    "FOLDERS_VARIABLE",
    "PackProblem",
    "Packs",
    "find_packs",
    "find_template",
    "search_folders",
]

FOLDERS_VARIABLE = "AIGC_STUDIO_TEMPLATES"
"""Names the folders that hold packs, separated as in PATH."""

_DATA_VARIABLE = "AIGC_STUDIO_DATA"
_VERSION = 1
_LARGEST_FILE = 1 << 20  # bytes of a template; far more than any needs
_LARGEST_PICTURE = 40 << 20  # bytes


@dataclass(frozen=True)
class PackProblem:
    """A file that was refused, and why, in one line.

    Attributes:
        file: ``pack/file.json``.
    """

    file: str
    message: LocalText


@dataclass(frozen=True)
class Packs:
    """What the folders hold: templates by name, and what was refused."""

    templates: Mapping[str, Template]
    problems: tuple[PackProblem, ...]


class _Refused(Exception):
    """A template of a pack cannot be used; English and Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.text = LocalText(en=en, zh=zh)


def search_folders(environment: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """``$AIGC_STUDIO_TEMPLATES``, then ``templates`` in ``$AIGC_STUDIO_DATA``."""
    values = os.environ if environment is None else environment
    named = [Path(part) for part in values.get(FOLDERS_VARIABLE, "").split(os.pathsep) if part]
    data = values.get(_DATA_VARIABLE, "")
    return tuple(dict.fromkeys([*named, *([Path(data) / "templates"] if data else [])]))


def find_packs(folders: Sequence[Path] | None = None) -> Packs:
    """Every template of every pack.

    Args:
        folders: Where to look; None: :func:`search_folders`. The first of two packs of one name
            wins.
    """
    templates: dict[str, Template] = {}
    problems: list[PackProblem] = []
    for pack in _packs(search_folders() if folders is None else folders):
        for file in sorted(pack.glob("*.json")):
            try:
                template = _read(file)
                name = f"{pack.name}/{template.id}"
                if name in templates:
                    raise _Refused(
                        f"another file of the pack is called {template.id!r}, too",
                        f"模板包中已有同名模板“{template.id}”",
                    )
            except _Refused as refused:
                problems.append(PackProblem(f"{pack.name}/{file.name}", refused.text))
                continue
            templates[name] = template
    return Packs(templates, tuple(problems))


def find_template(name: str, folders: Sequence[Path] | None = None) -> Template:
    """A built-in template, or ``pack/id``.

    Raises:
        InputError: There is none, or it was refused; the message says why.
    """
    if "/" not in name:
        return load_template(name)
    packs = find_packs(folders)
    if name in packs.templates:
        return packs.templates[name]
    pack = name.partition("/")[0]
    why = [f"{p.file}: {p.message.en}" for p in packs.problems if p.file.startswith(f"{pack}/")]
    known = ", ".join((*template_names(), *packs.templates))
    raise InputError(
        f"there is no poster template {name!r}" + (f" ({'; '.join(why)})" if why else ""),
        f"choose one of {known}",
    )


def _packs(folders: Sequence[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for folder in folders:
        if not folder.is_dir():
            continue
        for pack in sorted(folder.iterdir()):
            if pack.is_dir() and not pack.name.startswith(".") and pack.name not in seen:
                seen.add(pack.name)
                yield pack


def _read(file: Path) -> Template:
    """A template with its picture's whole path. Raises ``_Refused``."""
    data = _data(file)
    version = data.get("version")
    if isinstance(version, int) and version > _VERSION:
        raise _Refused(
            f"it is of version {version}, this studio reads up to {_VERSION}; update the studio",
            f"模板版本为 {version}，当前软件仅支持到 {_VERSION}，请更新软件",
        )
    template = _parsed(data)
    if template.art.name not in ART_NAMES:
        raise _Refused(
            f"art.name: there is no art called {template.art.name!r}",
            f"art.name：没有名为“{template.art.name}”的背景",
        )
    if not template.art.picture:
        return template
    picture = _picture(file.parent, template.art.picture)
    art = template.art.model_copy(update={"picture": str(picture)})
    return template.model_copy(update={"art": art})


def _data(file: Path) -> dict[str, Any]:
    try:
        if file.resolve().parent != file.parent.resolve():
            raise _Refused("the file is a link out of its folder", "该文件是指向文件夹外的链接")
        if file.stat().st_size > _LARGEST_FILE:
            raise _Refused("the file is larger than 1 MB", "文件超过 1 MB")
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _Refused(f"it cannot be read: {error}", f"无法读取：{error}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "nesting"
        raise _Refused(f"it is not JSON ({where})", f"不是有效的 JSON（{where}）") from error
    if not isinstance(data, dict):
        raise _Refused("it is not a template: a JSON object is wanted", "不是模板：应为 JSON 对象")
    return data


def _parsed(data: dict[str, Any]) -> Template:
    """The template; the first fault in one line."""
    try:
        return parse_template(data)
    except InputError as error:
        cause = error.__cause__
        if isinstance(cause, ValidationError):
            raise _told(cause) from error
        raise _Refused(f"it lacks {cause}", f"缺少 {cause}") from error
    except RecursionError as error:
        raise _Refused("elements use each other in a circle", "元素之间循环引用") from error
    except (AttributeError, TypeError) as error:
        raise _Refused("its parts are not objects as they should be", "结构有误") from error


def _told(error: ValidationError) -> _Refused:
    first, more = error.errors()[0], error.error_count() - 1
    where = ".".join(str(part) for part in first["loc"]) or "template"
    also_en, also_zh = (f" (and {more} more)", f"（另有 {more} 处）") if more else ("", "")
    if first["type"] == "extra_forbidden":
        return _Refused(f"unknown key {where}{also_en}", f"未知的键 {where}{also_zh}")
    said = first["msg"].splitlines()[0]
    return _Refused(f"{where}: {said}{also_en}", f"{where}：{said}{also_zh}")


def _picture(folder: Path, name: str) -> Path:
    """The picture's path, inside the pack and a picture indeed."""
    inside = folder.resolve()
    path = (inside / name.replace("\\", "/")).resolve()
    if not path.is_relative_to(inside):
        raise _Refused(
            f"art.picture: {name!r} is outside the pack's folder",
            f"art.picture：“{name}”位于模板包文件夹之外",
        )
    if not path.is_file():
        raise _Refused(
            f"art.picture: {name!r} is not in the pack", f"art.picture：模板包中缺少“{name}”"
        )
    if path.stat().st_size > _LARGEST_PICTURE:
        raise _Refused(
            f"art.picture: {name!r} is larger than 40 MB", f"art.picture：“{name}”超过 40 MB"
        )
    data = np.frombuffer(path.read_bytes(), np.uint8)
    if not len(data) or cv2.imdecode(data, cv2.IMREAD_REDUCED_GRAYSCALE_8) is None:
        raise _Refused(
            f"art.picture: {name!r} cannot be read as a picture",
            f"art.picture：“{name}”无法作为图片读取",
        )
    return path
