"""RIFF files (WAV, WebP) as a list of chunks, edited without reading their data."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipelines.media.labels.streams import copy_exactly, read_exactly, torn
from pipelines.sdk import InputError

__all__ = ["Chunk", "chunks_of", "data_of", "write_riff"]

_LARGEST = 0xFFFFFFFF


@dataclass(frozen=True)
class Chunk:
    """A chunk: where its data lies in the file, or the data itself."""

    kind: bytes
    size: int
    offset: int = 0
    data: bytes | None = None

    @classmethod
    def of(cls, kind: bytes, data: bytes) -> Chunk:
        return cls(kind, len(data), data=data)


def chunks_of(stream: BinaryIO, form: bytes, name: str) -> list[Chunk]:
    """The chunks of a RIFF file of that form (``b"WAVE"``, ``b"WEBP"``).

    Raises:
        InputError: it is another kind of file, or a chunk reaches beyond its end.
    """
    head = stream.read(12)
    if head[:4] in (b"RF64", b"BW64"):
        raise InputError(
            f"{getattr(stream, 'name', 'the file')} is a {head[:4].decode()} file, over 4 GiB",
            "save it as FLAC, or cut it into parts",
        )
    if len(head) != 12 or head[:4] != b"RIFF" or head[8:] != form:
        raise torn(f"it does not begin like a {name} file", stream)
    total = stream.seek(0, 2)
    end = min(total, struct.unpack("<I", head[4:8])[0] + 8)
    found: list[Chunk] = []
    at = 12
    while at + 8 <= end:
        stream.seek(at)
        kind, size = struct.unpack("<4sI", read_exactly(stream, 8, "a chunk header"))
        if at + 8 + size > total:
            raise torn(f"it ends within chunk {kind.decode('ascii', 'replace')}", stream)
        found.append(Chunk(kind, size, at + 8))
        at += 8 + size + size % 2
    if not found:
        raise torn("it has no data", stream)
    return found


def data_of(stream: BinaryIO, chunk: Chunk) -> bytes:
    """The chunk's data, for small chunks."""
    if chunk.data is not None:
        return chunk.data
    stream.seek(chunk.offset)
    return read_exactly(stream, chunk.size, f"chunk {chunk.kind.decode('ascii', 'replace')}")


def write_riff(source: BinaryIO, target: Path, form: bytes, chunks: Sequence[Chunk]) -> None:
    """Write a RIFF file from chunks of ``source`` and new ones; each padded to an even length."""
    size = 4 + sum(8 + chunk.size + chunk.size % 2 for chunk in chunks)
    if size > _LARGEST:
        raise InputError(f"{target.name} would be over 4 GiB", "save it as FLAC, or cut it")
    with target.open("wb") as new:
        new.write(struct.pack("<4sI4s", b"RIFF", size, form))
        for chunk in chunks:
            new.write(struct.pack("<4sI", chunk.kind, chunk.size))
            if chunk.data is not None:
                new.write(chunk.data)
            else:
                source.seek(chunk.offset)
                copy_exactly(source, new, chunk.size, "its data")
            new.write(b"\0" * (chunk.size % 2))
