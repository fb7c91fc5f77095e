"""JPEG: the label as XMP in an APP1 segment, the recipe in APP15 segments.

Segments before the scan are edited; the scan is copied as it is. Sources: ITU-T T.81, Annex B;
XMP specification part 3, §1.1.3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipelines.media.labels.exif import labels_in_exif, without_labels
from pipelines.media.labels.label import RECIPE_KEY, AiLabel, Marks
from pipelines.media.labels.streams import BLOCK, read_exactly, torn
from pipelines.media.labels.xmp import labels_in_xmp, with_label
from pipelines.sdk import InputError

__all__ = ["read", "write"]

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXIF = b"Exif\0\0"
_RECIPE = RECIPE_KEY.encode("ascii") + b"\0"
_ROOM = 65533  # payload of one segment: 16-bit length that counts itself
_APP0, _APP1, _APP15, _SOS, _EOI = 0xE0, 0xE1, 0xEF, 0xDA, 0xD9


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a JPEG with exactly one label. Raises ``InputError`` if it is cut off.

    The label stands behind JFIF and EXIF, which readers expect first.
    """
    with source.open("rb") as old, target.open("wb") as new:
        segments = list(_segments(old))
        packet = next((data[len(_XMP) :] for _, data in segments if data.startswith(_XMP)), b"")
        mine = (_segment(_APP1, _xmp_payload(packet, label)), *_recipe_segments(recipe))
        new.write(b"\xff\xd8")
        placed = False
        for marker, data in segments:
            if data.startswith(_XMP) or (marker == _APP15 and data.startswith(_RECIPE)):
                continue
            first = marker == _APP0 or (marker == _APP1 and data.startswith(_EXIF))
            if not first and not placed:
                new.write(b"".join(mine))
                placed = True
            new.write(_segment(marker, without_labels(data) if first else data))
        _copy_scan(old, new)


def read(path: Path) -> Marks:
    """Labels and recipe of a JPEG; the scan is not read."""
    labels: list[str] = []
    recipe: list[bytes] = []
    with path.open("rb") as stream:
        for marker, data in _segments(stream):
            if data.startswith(_XMP):
                labels += labels_in_xmp(data[len(_XMP) :].decode("utf-8", "replace"))
            elif marker == _APP1 and data.startswith(_EXIF):
                labels += labels_in_exif(data)
            elif marker == _APP15 and data.startswith(_RECIPE):
                recipe.append(data[len(_RECIPE) :])
    return Marks(tuple(labels), b"".join(recipe).decode("utf-8", "replace"))


def _segments(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Marker and payload of each segment up to and with the first SOS header."""
    if stream.read(2) != b"\xff\xd8":
        raise torn("it does not begin like a JPEG", stream)
    marker = 0
    while marker != _SOS:
        lead, marker = read_exactly(stream, 2, "its headers")
        while marker == 0xFF:  # fill bytes
            (marker,) = read_exactly(stream, 1, "its headers")
        if lead != 0xFF or marker in (0, _EOI):
            raise torn("its headers are broken", stream)
        (length,) = struct.unpack(">H", read_exactly(stream, 2, "its headers"))
        yield marker, read_exactly(stream, max(0, length - 2), "its headers")


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _xmp_payload(packet: bytes, label: AiLabel) -> bytes:
    """XMP must fit one segment: a packet too large to take the label in as well is left behind."""
    for text in (packet.decode("utf-8", "replace"), ""):
        payload = _XMP + with_label(text, label).encode("utf-8")
        if len(payload) <= _ROOM:
            return payload
    raise InputError("the AI label is too long for a JPEG", "use shorter producer names")


def _recipe_segments(recipe: str) -> Iterator[bytes]:
    room = _ROOM - len(_RECIPE)
    data = recipe.encode("utf-8")
    for start in range(0, len(data), room):
        yield _segment(_APP15, _RECIPE + data[start : start + room])


def _copy_scan(old: BinaryIO, new: BinaryIO) -> None:
    """Copy what follows the SOS header; an end marker must be in it."""
    ended, last = False, b""
    while block := old.read(BLOCK):
        ended = ended or b"\xff\xd9" in last + block
        last = block[-1:]
        new.write(block)
    if not ended:
        raise torn("it ends within its picture data", old)
