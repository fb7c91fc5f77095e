"""One label into any file, and out of it again: the container is chosen by the file name."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol, cast

from pipelines.media.labels.label import AiLabel, Marks, parse_label
from pipelines.sdk import InputError, NotFoundError, StorageError

__all__ = ["LABELLED_SUFFIXES", "can_label", "read_label", "read_recipe", "write_label"]

_MODULES = {
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "webp": (".webp",),
    "gif": (".gif",),
    "tiff": (".tif", ".tiff"),
    "pdf": (".pdf",),
    "wav": (".wav",),
    "markdown": (".md",),
    "html": (".html", ".htm"),
    "webvtt": (".vtt",),
    "json_object": (".json",),
    "ffmpeg_tags": (
        *(".mp4", ".m4v", ".mov", ".m4a", ".mkv", ".webm"),
        *(".mp3", ".flac"),
    ),
}
_MODULE_OF = {suffix: module for module, suffixes in _MODULES.items() for suffix in suffixes}

LABELLED_SUFFIXES = frozenset(_MODULE_OF)
"""File name endings that can carry a label, with their dots."""


class Container(Protocol):
    """What a container's module offers."""

    def write(self, source: Path, target: Path, label: AiLabel, recipe: str) -> None: ...
    def read(self, path: Path) -> Marks: ...


def can_label(path: Path) -> bool:
    """Whether this kind of file has a place for the label.

    SubRip (``.srt``) and plain text have none: a player would show it, a reader would read it.
    For those the manifest beside the file says it.
    """
    return path.suffix.lower() in LABELLED_SUFFIXES


def write_label(path_in: Path, path_out: Path, label: AiLabel, recipe: str = "") -> None:
    """Write a copy of a file that carries exactly this label, and the recipe it was made by.

    Picture, sound and pages stay as they are; an earlier label is replaced. The copy appears
    whole or not at all; ``path_out`` may be ``path_in``.

    Args:
        path_in: The file; the ending of its name tells the container.
        path_out: Where the copy goes, with the same ending.
        label: The label.
        recipe: A JSON object as text; ``""`` for none.

    Raises:
        InputError: no place for a label in such a file, the file is damaged, or the recipe is no
            JSON object.
        NotFoundError: there is no such file.
        StorageError: the copy cannot be written.
    """
    container = _container(path_in)
    if path_out.suffix.lower() != path_in.suffix.lower():
        raise InputError(
            f"{path_in.name} cannot become {path_out.name} by labelling",
            f"keep the ending {path_in.suffix}",
        )
    compact = _compact(recipe)
    if not path_in.is_file():
        raise NotFoundError(f"{path_in} is not there", "was it moved or deleted?")
    part = path_out.with_name(f".{token_hex(8)}.part{path_out.suffix}")
    try:
        container.write(path_in, part, label, compact)
        part.replace(path_out)
    except OSError as error:
        raise _not_written(path_out, error) from error
    finally:
        part.unlink(missing_ok=True)


def read_label(path: Path) -> AiLabel:
    """The label of a file.

    Raises:
        NotFoundError: the file, or the label in it, is not there.
        InputError: the file is damaged, has more than one label, or one that breaks Annex E.
    """
    labels = list(_read(path).labels)
    if not labels:
        raise NotFoundError(f"{path} carries no AI label", "it was made without, or re-saved since")
    if len(labels) > 1:
        raise InputError(
            f"{path} carries {len(labels)} AI labels; one is allowed (GB 45438-2025 §6.1)",
            "label it again: that leaves one",
        )
    return parse_label(labels[0])


def read_recipe(path: Path) -> dict[str, Any] | None:
    """The studio's recipe in a file; None where there is none.

    Raises:
        NotFoundError: there is no such file.
        InputError: the file is damaged, or its recipe is.
    """
    if not can_label(path):
        return None
    recipe = _read(path).recipe
    return json.loads(_compact(recipe)) if recipe else None


def _container(path: Path) -> Container:
    module = _MODULE_OF.get(path.suffix.lower())
    if module is None:
        raise InputError(
            f"{path.name}: a {path.suffix or 'nameless'} file has no place for an AI label",
            "its manifest.json says it instead; or use one of: "
            + ", ".join(sorted(LABELLED_SUFFIXES)),
        )
    return cast(Container, import_module(f"pipelines.media.labels.{module}"))


def _read(path: Path) -> Marks:
    container = _container(path)
    if not path.is_file():
        raise NotFoundError(f"{path} is not there", "was it moved or deleted?")
    try:
        return container.read(path)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror or error}") from error


def _compact(recipe: str) -> str:
    """The recipe as one line of ASCII JSON, which every container can hold."""
    if not recipe:
        return ""
    try:
        data = json.loads(recipe)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the recipe is not readable JSON: {error}") from error
    if not isinstance(data, dict):
        raise InputError("the recipe must be a JSON object")
    return json.dumps(data, separators=(",", ":"))


def _not_written(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{path} cannot be written: {error.strerror or error}",
        "free some disk space, or choose a folder you may write to",
    )
