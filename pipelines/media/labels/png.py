"""PNG: the label as XMP in an iTXt chunk, the recipe in an iTXt of its own.

Chunks are edited; the pixels are never decoded. Source: PNG (third edition), chapters 5 and 11.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipelines.media.labels.exif import labels_in_exif, without_labels
from pipelines.media.labels.label import RECIPE_KEY, AiLabel, Marks
from pipelines.media.labels.streams import SMALL, copy_exactly, read_exactly, torn
from pipelines.media.labels.xmp import labels_in_xmp, with_label

__all__ = ["read", "write"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP_KEY = "XML:com.adobe.xmp"
_TEXTS = {b"iTXt", b"tEXt", b"zTXt"}
_MINE = {_XMP_KEY, RECIPE_KEY, "AIGC"}


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a PNG with exactly one label. Raises ``InputError`` if a chunk is cut or its CRC wrong.

    The chunks go right behind IHDR, where a reader finds them before the pixels.
    """
    packet = _packet_of(source)
    with source.open("rb") as old, target.open("wb") as new:
        new.write(_start(old))
        for length, kind in _chunks(old):
            if kind in _TEXTS:
                data = _checked(old, length, kind)
                if _keyword(data) not in _MINE:
                    _put(new, kind, data)
            elif kind == b"eXIf":
                _put(new, kind, without_labels(_checked(old, length, kind)))
            else:
                _copy(old, new, length, kind)
            if kind == b"IHDR":
                _put(new, b"iTXt", _itxt(_XMP_KEY, with_label(packet, label)))
                if recipe:
                    _put(new, b"iTXt", _itxt(RECIPE_KEY, recipe))


def read(path: Path) -> Marks:
    """Labels and recipe of a PNG. Pixel data is skipped, not read."""
    labels: list[str] = []
    recipe = ""
    with path.open("rb") as stream:
        _start(stream)
        for length, kind in _chunks(stream):
            if kind not in _TEXTS and kind != b"eXIf":
                stream.seek(length + 4, 1)
                continue
            data = _checked(stream, length, kind)
            key = _keyword(data)
            if kind == b"eXIf":
                labels += labels_in_exif(data)
            elif key == _XMP_KEY:
                labels += labels_in_xmp(_text(kind, data))
            elif key == "AIGC":
                labels.append(_text(kind, data))
            elif key == RECIPE_KEY:
                recipe = _text(kind, data)
    return Marks(tuple(labels), recipe)


def _start(stream: BinaryIO) -> bytes:
    if stream.read(8) != _SIGNATURE:
        raise torn("it does not begin like a PNG", stream)
    return _SIGNATURE


def _chunks(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Length and type of each chunk; the caller reads or skips its data and CRC."""
    kind, first = b"", True
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", read_exactly(stream, 8, "a chunk header"))
        if first and (kind != b"IHDR" or length != 13):
            raise torn("the first chunk is not IHDR", stream)
        if not kind.isalpha() or length > 0x7FFFFFFF:
            raise torn(f"{kind!r} is no chunk type", stream)
        first = False
        yield length, kind


def _checked(stream: BinaryIO, length: int, kind: bytes) -> bytes:
    data = read_exactly(stream, length, f"chunk {kind.decode('ascii')}")
    _same_crc(stream, zlib.crc32(data, zlib.crc32(kind)), kind)
    return data


def _copy(old: BinaryIO, new: BinaryIO, length: int, kind: bytes) -> None:
    new.write(struct.pack(">I4s", length, kind))
    crc = copy_exactly(old, new, length, f"chunk {kind.decode('ascii')}", zlib.crc32(kind))
    _same_crc(old, crc, kind)
    new.write(struct.pack(">I", crc))


def _same_crc(stream: BinaryIO, crc: int, kind: bytes) -> None:
    (told,) = struct.unpack(">I", read_exactly(stream, 4, "a chunk's checksum"))
    if told != crc:
        raise torn(f"the checksum of chunk {kind.decode('ascii')} is wrong", stream)


def _put(stream: BinaryIO, kind: bytes, data: bytes) -> None:
    crc = zlib.crc32(data, zlib.crc32(kind))
    stream.write(struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", crc))


def _itxt(keyword: str, text: str) -> bytes:
    """Uncompressed, without language: what every reader of XMP understands."""
    return keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8")


def _keyword(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("latin-1")


def _text(kind: bytes, data: bytes) -> str:
    rest = data.partition(b"\0")[2]
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if kind == b"zTXt":
        return _inflate(rest[1:]).decode("latin-1")
    compressed = rest[:1] == b"\1"
    text = rest[2:].split(b"\0", 2)[-1]
    return (_inflate(text) if compressed else text).decode("utf-8", "replace")


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, SMALL)
    except zlib.error:
        return b""


def _packet_of(path: Path) -> str:
    """The XMP packet a PNG already has, or ``""``."""
    with path.open("rb") as stream:
        _start(stream)
        for length, kind in _chunks(stream):
            if kind == b"iTXt":
                data = _checked(stream, length, kind)
                if _keyword(data) == _XMP_KEY:
                    return _text(kind, data)
            else:
                stream.seek(length + 4, 1)
    return ""
