"""What an MP4 file's sample tables say, exactly and without decoding (ISO/IEC 14496-12).

ffprobe is not among the programs we ship; this reads the few boxes that joining and checking need.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipelines.sdk import InputError

__all__ = ["Track", "read_tracks"]

_PARENTS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"})


@dataclass(frozen=True)
class Track:
    """One stream of an MP4 file; times in ticks of ``timescale`` per second.

    ``config`` is the decoder's set-up: codec, size, for H.264 SPS and PPS, colour tags; bit rates,
    which differ from file to file and mean nothing to a decoder, are left out.
    Presentation times already have the edit list taken off, so they start at 0; ``duration`` is
    what is played.
    """

    kind: str
    timescale: int
    duration: int
    dts: tuple[int, ...]
    pts: tuple[int, ...]
    keyframes: tuple[int, ...]
    config: bytes

    @property
    def seconds(self) -> float:
        return self.duration / self.timescale


def read_tracks(file: Path) -> tuple[Track, ...]:
    """The tracks of an MP4 or MOV file in order. Raises ``InputError`` if it is not one."""
    try:
        with file.open("rb") as stream:
            moov = _find_moov(stream)
        if moov is None:
            raise InputError(f"{file.name} is not a finished MP4 file")
        boxes = list(_boxes(moov))
        movie_scale = struct.unpack_from(">I", _first(boxes, b"mvhd"), 12)[0]
        return tuple(_track(body, movie_scale) for name, body in boxes if name == b"trak")
    except (struct.error, KeyError, IndexError) as error:
        raise InputError(f"{file.name} is a damaged MP4 file") from error


def _find_moov(stream: BinaryIO) -> bytes | None:
    while len(header := stream.read(8)) == 8:
        size, name = struct.unpack(">I4s", header)
        used = 8
        if size == 1:
            size, used = struct.unpack(">Q", stream.read(8))[0], 16
        if name == b"moov":
            return stream.read(size - used)
        if size < used:
            return None
        stream.seek(size - used, 1)
    return None


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes side by side in ``data``."""
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size < 8:
            return
        yield name, data[at + 8 : at + size]
        at += size


def _first(boxes: list[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next(body for found, body in boxes if found == name)


def _leaves(data: bytes) -> dict[bytes, bytes]:
    """Every box below that holds no further boxes."""
    found: dict[bytes, bytes] = {}
    for name, body in _boxes(data):
        if name in _PARENTS:
            found.update(_leaves(body))
        else:
            found[name] = body
    return found


def _counted(table: bytes, signed: bool = False) -> list[int]:
    """A run-length table (``stts``, ``ctts``): pairs of count and value, spread out."""
    (pairs,) = struct.unpack_from(">I", table, 4)
    spread: list[int] = []
    for i in range(pairs):
        count, value = struct.unpack_from(">Ii" if signed else ">II", table, 8 + 8 * i)
        spread.extend([value] * count)
    return spread


def _media_header(body: bytes) -> tuple[int, int]:
    """Timescale and duration of ``mdhd``, whose fields are longer in version 1."""
    return struct.unpack_from(">IQ" if body[0] else ">II", body, 20 if body[0] else 12)


def _edit(body: bytes) -> tuple[int, int]:
    """How long the first real edit plays (movie ticks) and from which media time."""
    (entries,) = struct.unpack_from(">I", body, 4)
    layout = ">Qq4x" if body[0] else ">Ii4x"
    for i in range(entries):
        length, start = struct.unpack_from(layout, body, 8 + i * struct.calcsize(layout))
        if start >= 0:
            return length, start
    return 0, 0


def _track(data: bytes, movie_scale: int) -> Track:
    leaves = _leaves(data)
    timescale, duration = _media_header(leaves[b"mdhd"])
    shift = 0
    if b"elst" in leaves:
        length, shift = _edit(leaves[b"elst"])
        duration = round(length * timescale / movie_scale) if length else duration
    steps = _counted(leaves[b"stts"])
    dts = [0]
    for step in steps[:-1]:
        dts.append(dts[-1] + step)
    dts = dts[: len(steps)]
    ahead = _counted(leaves[b"ctts"], signed=True) if b"ctts" in leaves else [0] * len(dts)
    keys = range(1, len(dts) + 1)
    if sync := leaves.get(b"stss"):
        (count,) = struct.unpack_from(">I", sync, 4)
        keys = struct.unpack_from(f">{count}I", sync, 8)
    return Track(
        kind={b"vide": "video", b"soun": "audio"}.get(leaves[b"hdlr"][8:12], "other"),
        timescale=timescale,
        duration=duration,
        dts=tuple(time - shift for time in dts),
        pts=tuple(time + offset - shift for time, offset in zip(dts, ahead, strict=True)),
        keyframes=tuple(key - 1 for key in keys),
        config=_config(leaves[b"stsd"]),
    )


def _config(stsd: bytes) -> bytes:
    """The first sample entry without its ``btrt`` box (ISO/IEC 14496-12, 8.5.2)."""
    codec, entry = next(_boxes(stsd[8:]))
    fixed = 78 if codec in (b"avc1", b"hvc1", b"hev1", b"av01", b"vp09") else len(entry)
    boxes = [name + body for name, body in _boxes(entry[fixed:]) if name != b"btrt"]
    return b"".join([codec, entry[:fixed], *boxes])
