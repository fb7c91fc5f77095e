"""MP4, MOV, M4A, MKV, WebM, MP3, FLAC: label and recipe as tags, streams copied.

In the MP4 family the label is ``moov.udta.meta`` with a key ``AIGC`` (TC260-PG-20257A), which
ffmpeg writes only with ``use_metadata_tags``: without it the label is lost without a word. In
Matroska it is a SimpleTag, in MP3 a TXXX frame, in FLAC a Vorbis comment. Other tags
(title, artist, …) are kept. Nothing is encoded again.
"""

from __future__ import annotations

import re
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipelines.media.labels.label import RECIPE_KEY, AiLabel, Marks
from pipelines.media.labels.streams import torn
from pipelines.sdk import EngineError, InputError, StorageError

__all__ = ["read", "write"]

_LABEL = "AIGC"
_BOXED = {".mp4", ".m4v", ".mov", ".m4a"}
# What the reader makes up from the file's first box; as tags they would be nonsense.
_NOT_TAGS = {"major_brand", "minor_version", "compatible_brands"}
_ESCAPED = re.compile(r"\\(.)", re.S)
_SPECIAL = re.compile(r"([=;#\\\n])")


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy the streams with exactly one label; MP4 and its kin start fast (moov first).

    Raises:
        InputError: the file is cut off or cannot be read.
        StorageError: the disk is full.
    """
    _check_boxes(source)
    with tempfile.TemporaryDirectory(prefix="label-") as folder:
        tags = _read_tags(source, Path(folder) / "old.txt")
        kept = {
            key: value
            for key, value in tags.items()
            if key not in _NOT_TAGS and key.lower() not in (_LABEL.lower(), RECIPE_KEY)
        }
        kept[_LABEL] = label.to_json()
        if recipe:
            kept[RECIPE_KEY] = recipe
        sheet = Path(folder) / "new.txt"
        sheet.write_text(_sheet(kept), encoding="utf-8", newline="\n")
        flags = ["-movflags", "+faststart+use_metadata_tags"] if _boxed(source) else []
        _ffmpeg(
            source,
            "labelling",
            [
                *("-f", "ffmetadata", "-i", str(sheet), "-map", "0", "-map_metadata", "1"),
                *("-c", "copy", "-copy_unknown", "-fflags", "+bitexact", *flags),
                f"file:{target}",
            ],
        )


def read(path: Path) -> Marks:
    """Labels and recipe of the file's tags; the streams are not decoded."""
    with tempfile.TemporaryDirectory(prefix="label-") as folder:
        tags = _read_tags(path, Path(folder) / "tags.txt")
    named = {key.lower(): value for key, value in tags.items()}
    label = named.get(_LABEL.lower())
    return Marks((label,) if label is not None else (), named.get(RECIPE_KEY, ""))


def _ffmpeg(source: Path, task: str, arguments: Sequence[str]) -> None:
    from pipelines.media.ffmpeg import run

    try:
        run(["-xerror", "-i", f"file:{source}", *arguments], f"{task} {source.name}")
    except EngineError as error:
        if "No space left" in error.message:
            raise StorageError(f"no room to label {source.name}", "free some disk space") from error
        raise InputError(
            f"{source} cannot be read: {error.message}", "export or download it again"
        ) from error


def _read_tags(source: Path, sheet: Path) -> dict[str, str]:
    """The file's own tags (not those of its streams), by ffmpeg's metadata sheet."""
    _ffmpeg(source, "reading the tags of", ["-f", "ffmetadata", f"file:{sheet}"])
    tags: dict[str, str] = {}
    lines = iter(sheet.read_text(encoding="utf-8", errors="replace").split("\n")[1:])
    for line in lines:
        whole = line
        while _ends_escaped(whole):  # an escaped line feed: the value goes on
            whole += "\n" + next(lines, "")
        if whole.startswith("["):
            break
        key, equals, value = _cut(whole)
        if equals:
            tags[_ESCAPED.sub(r"\1", key)] = _ESCAPED.sub(r"\1", value)
    return tags


def _ends_escaped(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _cut(line: str) -> tuple[str, str, str]:
    """Split at the first ``=`` that is not escaped."""
    match = re.match(r"((?:\\.|[^\\=])*)(=)(.*)", line, re.S)
    return (match[1], match[2], match[3]) if match else (line, "", "")


def _sheet(tags: dict[str, str]) -> str:
    rows = (f"{_escape(key)}={_escape(value)}\n" for key, value in tags.items())
    return ";FFMETADATA1\n" + "".join(rows)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _boxed(path: Path) -> bool:
    return path.suffix.lower() in _BOXED


def _check_boxes(path: Path) -> None:
    """ffmpeg copies a cut-off MP4 without complaint, so see whether its boxes are all there."""
    if not _boxed(path):
        return
    end = path.stat().st_size
    seen: set[bytes] = set()
    with path.open("rb") as stream:
        at = 0
        while at < end:
            stream.seek(at)
            head = stream.read(16)
            if len(head) < 8:
                raise torn("it ends within a box header", stream)
            size, kind = struct.unpack(">I4s", head[:8])
            if size == 1 and len(head) == 16:
                (size,) = struct.unpack(">Q", head[8:])
            size = size or end - at
            if size < 8 or at + size > end:
                raise torn(f"it ends within box {kind.decode('ascii', 'replace')}", stream)
            seen.add(kind)
            at += size
        if not {b"ftyp", b"moov"} <= seen:
            raise torn("it has no ftyp or no moov box", stream)
