"""TIFF: the label as XMP (tag 700), the recipe in a private tag.

A new first directory is written behind the picture, with the old one's entries and these; not a
pixel moves. Source: TIFF 6.0 §2; XMP specification, part 3, §2.1.5.
"""

from __future__ import annotations

import struct
from pathlib import Path

from pipelines.media.labels.label import AiLabel, Marks
from pipelines.media.labels.xmp import labels_in_xmp, with_label
from pipelines.sdk import InputError

__all__ = ["read", "write"]

_XMP, _RECIPE = 700, 65105
_BYTE = 1
_MOST_ENTRIES = 4096


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a TIFF with exactly one label. Raises ``InputError`` if it is cut off."""
    data = bytearray(source.read_bytes())
    order, entries, after = _directory(data, source.name)
    packet = _value(data, order, entries.get(_XMP)).decode("utf-8", "replace")
    added = {_XMP: with_label(packet, label).encode("utf-8")}
    if recipe:
        added[_RECIPE] = recipe.encode("utf-8")
    for tag in (_XMP, _RECIPE):
        entries.pop(tag, None)
    for tag, value in added.items():
        if len(data) % 2:
            data.append(0)
        padded = value.ljust(5, b" ")  # four bytes would have to stand in the entry itself
        entries[tag] = struct.pack(f"{order}HHII", tag, _BYTE, len(padded), len(data))
        data += padded
    if len(data) % 2:
        data.append(0)
    at = len(data)
    data += struct.pack(f"{order}H", len(entries))
    data += b"".join(entries[tag] for tag in sorted(entries)) + after
    data[4:8] = struct.pack(f"{order}I", at)
    target.write_bytes(data)


def read(path: Path) -> Marks:
    """Labels and recipe of a TIFF; the picture is not decoded."""
    data = path.read_bytes()
    order, entries, _ = _directory(data, path.name)
    packet = _value(data, order, entries.get(_XMP)).decode("utf-8", "replace")
    recipe = _value(data, order, entries.get(_RECIPE)).decode("utf-8", "replace")
    return Marks(labels_in_xmp(packet), recipe.strip())


def _directory(data: bytes | bytearray, name: str) -> tuple[str, dict[int, bytes], bytes]:
    """Byte order, the first directory's entries by tag, and the place of the next directory."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(bytes(data[:4]))
    damaged = InputError(f"{name} is damaged or is no TIFF", "save it again and try once more")
    if order is None or len(data) < 8:
        raise damaged
    (at,) = struct.unpack(f"{order}I", data[4:8])
    if at + 2 > len(data):
        raise damaged
    (count,) = struct.unpack(f"{order}H", data[at : at + 2])
    end = at + 2 + 12 * count
    if count > _MOST_ENTRIES or end + 4 > len(data):
        raise damaged
    raw = [bytes(data[at + 2 + 12 * i : at + 14 + 12 * i]) for i in range(count)]
    entries = {struct.unpack(f"{order}H", entry[:2])[0]: entry for entry in raw}
    return order, entries, bytes(data[end : end + 4])


def _value(data: bytes | bytearray, order: str, entry: bytes | None) -> bytes:
    """The bytes an entry points at; none where there is no such entry, or it points nowhere."""
    if entry is None:
        return b""
    _, kind, count, at = struct.unpack(f"{order}HHII", entry)
    return bytes(data[at : at + count]) if kind == _BYTE and count > 4 else b""
