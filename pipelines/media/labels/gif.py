"""GIF: the label as XMP, the recipe as an application extension ``AGSTUDIORCP``.

Both stand behind the header, before the first picture. Source: GIF89a specification, and the XMP
specification, part 3, §1.1.2: a packet lies in its extension as it is, and a ramp of bytes behind
it leads readers of sub-blocks to the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipelines.media.labels.label import AiLabel, Marks
from pipelines.media.labels.streams import copy_exactly, read_exactly, torn
from pipelines.media.labels.xmp import labels_in_xmp, with_label

__all__ = ["read", "write"]

_XMP = b"XMP DataXMP"
_RECIPE = b"AGSTUDIORCP"
_EXTENSION, _APPLICATION, _PICTURE, _TRAILER = 0x21, 0xFF, 0x2C, 0x3B
_RAMP = bytes([1, *range(255, -1, -1), 0])


@dataclass(frozen=True)
class _Block:
    """A block of the file. ``name`` of an application extension, else empty."""

    start: int
    end: int
    name: bytes = b""


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a GIF with exactly one label. Raises ``InputError`` if it is cut off."""
    with source.open("rb") as old, target.open("wb") as new:
        header = _header(old)
        blocks = list(_blocks(old, header))
        packet = next((_packet(old, each) for each in blocks if each.name == _XMP), "")
        old.seek(0)
        signature = read_exactly(old, 6, "the header")
        new.write(b"GIF89a")
        copy_exactly(old, new, header - len(signature), "the header")
        text = with_label(packet, label)
        new.write(b"\x21\xff\x0b" + _XMP + text.encode("utf-8") + _RAMP)
        if recipe:
            new.write(b"\x21\xff\x0b" + _RECIPE + _sub_blocks(recipe.encode("ascii")))
        for block in blocks:
            if block.name not in (_XMP, _RECIPE):
                old.seek(block.start)
                copy_exactly(old, new, block.end - block.start, "a block")


def read(path: Path) -> Marks:
    """Labels and recipe of a GIF; the pictures are stepped over."""
    labels: list[str] = []
    recipe = ""
    with path.open("rb") as stream:
        for block in _blocks(stream, _header(stream)):
            if block.name == _XMP:
                labels += labels_in_xmp(_packet(stream, block))
            elif block.name == _RECIPE:
                stream.seek(block.start + 14)
                recipe = _joined(stream).decode("utf-8", "replace")
    return Marks(tuple(labels), recipe)


def _header(stream: BinaryIO) -> int:
    """Where the header and the colours of the whole file end."""
    head = read_exactly(stream, 13, "the header")
    if head[:6] not in (b"GIF87a", b"GIF89a"):
        raise torn("it does not begin like a GIF", stream)
    return 13 + _colours(head[10])


def _colours(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(stream: BinaryIO, at: int) -> Iterator[_Block]:
    """Extensions, pictures and the trailer, which is the last."""
    while True:
        stream.seek(at)
        kind = read_exactly(stream, 1, "a block")[0]
        name = b""
        if kind == _TRAILER:
            yield _Block(at, at + 1)
            return
        if kind == _PICTURE:
            flags = read_exactly(stream, 9, "a picture")[8]
            stream.seek(_colours(flags) + 1, 1)
        elif kind == _EXTENSION:
            if read_exactly(stream, 1, "an extension")[0] == _APPLICATION:
                size = read_exactly(stream, 1, "an extension")[0]
                name = read_exactly(stream, size, "an extension")
        else:
            raise torn(f"a block of kind {kind:#x} is in it", stream)
        _skip(stream)
        end = stream.tell()
        yield _Block(at, end, name)
        at = end


def _skip(stream: BinaryIO) -> None:
    """Over sub-blocks to the one that is empty."""
    while size := read_exactly(stream, 1, "a block")[0]:
        stream.seek(size, 1)


def _joined(stream: BinaryIO) -> bytes:
    parts: list[bytes] = []
    while size := read_exactly(stream, 1, "a block")[0]:
        parts.append(read_exactly(stream, size, "a block"))
    return b"".join(parts)


def _packet(stream: BinaryIO, block: _Block) -> str:
    """The packet lies there as it is, with the ramp behind it."""
    stream.seek(block.start + 14)
    data = read_exactly(stream, block.end - block.start - 14, "the XMP packet")
    return data.removesuffix(_RAMP).decode("utf-8", "replace")


def _sub_blocks(data: bytes) -> bytes:
    parts = [data[at : at + 255] for at in range(0, len(data), 255)]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"
