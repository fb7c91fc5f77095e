"""Reading and copying binary files piece by piece, so that memory stays flat."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from pipelines.sdk import InputError

__all__ = ["BLOCK", "SMALL", "copy_exactly", "read_exactly", "torn"]

BLOCK = 1 << 20
"""Bytes copied at a time."""

SMALL = 16 << 20
"""No text in a media file is read into memory beyond this many bytes."""


def torn(what: str, stream: BinaryIO) -> InputError:
    """The error for a file that is damaged: what is wrong, in which file."""
    return InputError(
        f"{getattr(stream, 'name', 'the file')} is damaged: {what}",
        "export or download it again; it was not labelled",
    )


def read_exactly(stream: BinaryIO, count: int, what: str) -> bytes:
    """Read ``count`` bytes, or raise ``InputError`` that says which part is cut off."""
    if count > SMALL:
        raise torn(f"{what} claims {count:,} bytes", stream)
    data = stream.read(count)
    if len(data) != count:
        raise torn(f"it ends within {what}", stream)
    return data


def copy_exactly(
    source: BinaryIO, target: BinaryIO | None, count: int, what: str, crc: int = 0
) -> int:
    """Copy ``count`` bytes block by block; with ``target`` None they are only read.

    Returns:
        The CRC-32 of the bytes, continued from ``crc``.
    """
    left = count
    while left:
        block = source.read(min(BLOCK, left))
        if not block:
            raise torn(f"it ends within {what}", source)
        crc = zlib.crc32(block, crc)
        if target is not None:
            target.write(block)
        left -= len(block)
    return crc
