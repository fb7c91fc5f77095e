"""WebP: the label as XMP, the recipe in a chunk ``AGSR``.

A file with metadata needs the extended header ``VP8X``; a simple file gets one.
Source: RFC 9649.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from pipelines.media.labels.exif import labels_in_exif, without_labels
from pipelines.media.labels.label import AiLabel, Marks
from pipelines.media.labels.riff import Chunk, chunks_of, data_of, write_riff
from pipelines.media.labels.streams import torn
from pipelines.media.labels.xmp import labels_in_xmp, with_label

__all__ = ["read", "write"]

_XMP, _EXIF, _RECIPE = b"XMP ", b"EXIF", b"AGSR"
_HAS_XMP, _HAS_ALPHA = 0x04, 0x10


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a WebP with exactly one label. Raises ``InputError`` if it is cut off."""
    with source.open("rb") as old:
        chunks = chunks_of(old, b"WEBP", "WebP")
        packet = next((data_of(old, c) for c in chunks if c.kind == _XMP), b"")
        header = _extended_header(old, chunks)
        kept = [
            Chunk.of(_EXIF, without_labels(data_of(old, chunk))) if chunk.kind == _EXIF else chunk
            for chunk in chunks
            if chunk.kind not in (b"VP8X", _XMP, _RECIPE)
        ]
        text = with_label(packet.decode("utf-8", "replace"), label)
        kept.append(Chunk.of(_XMP, text.encode("utf-8")))
        if recipe:
            kept.append(Chunk.of(_RECIPE, recipe.encode("utf-8")))
        write_riff(old, target, b"WEBP", [header, *kept])


def read(path: Path) -> Marks:
    """Labels and recipe of a WebP; the picture is not read."""
    labels: list[str] = []
    recipe = ""
    with path.open("rb") as stream:
        for chunk in chunks_of(stream, b"WEBP", "WebP"):
            if chunk.kind == _XMP:
                labels += labels_in_xmp(data_of(stream, chunk).decode("utf-8", "replace"))
            elif chunk.kind == _EXIF:
                labels += labels_in_exif(data_of(stream, chunk))
            elif chunk.kind == _RECIPE:
                recipe = data_of(stream, chunk).decode("utf-8", "replace")
    return Marks(tuple(labels), recipe)


def _extended_header(stream: BinaryIO, chunks: list[Chunk]) -> Chunk:
    first = chunks[0]
    if first.kind == b"VP8X":
        data = bytearray(data_of(stream, first))
        if len(data) < 10:
            raise torn("its header is too short", stream)
        data[0] |= _HAS_XMP
        return Chunk.of(b"VP8X", bytes(data))
    width, height, alpha = _canvas(stream, first)
    flags = _HAS_XMP | (_HAS_ALPHA if alpha else 0)
    sizes = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return Chunk.of(b"VP8X", struct.pack("<B3x", flags) + sizes)


def _canvas(stream: BinaryIO, chunk: Chunk) -> tuple[int, int, bool]:
    """Width, height and alpha of a simple file, from its bitstream's first bytes."""
    stream.seek(chunk.offset)
    head = stream.read(10)
    if chunk.kind == b"VP8 " and head[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", head[6:10])
        return width & 0x3FFF, height & 0x3FFF, False
    if chunk.kind == b"VP8L" and head[:1] == b"\x2f":
        (bits,) = struct.unpack("<I", head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    raise torn("it has no picture", stream)
