"""Frames of a video file, asked for by number, read through an ffmpeg pipe."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipelines.graphics.compositor.planes import Plane
from pipelines.media.ffmpeg import RawReader
from pipelines.sdk import EngineError

__all__ = ["FrameStream"]


class FrameStream:
    """Decodes a file at a constant rate. Before its start and after its end a frame is held.

    Frames are asked for in order; going back is possible, and slow.

    Args:
        file: The video.
        fps: Frames per second wanted; the file is brought to it where it has another rate.
        filters: ffmpeg's filters, up to the size the frames are wanted at.
        pixel_format: ``yuv420p`` or ``yuva420p``.
        length: Bytes of one frame.
    """

    def __init__(self, file: Path, fps: int, filters: str, pixel_format: str, length: int) -> None:
        self._file, self._fps = file, fps
        self._filters, self._format = filters, pixel_format
        self.buffer: Plane = np.empty(length, np.uint8)
        self._reader: RawReader | None = None
        self._next = 0
        self._filled = False

    def go(self, wanted: int) -> bool:
        """Have ``buffer`` hold frame ``wanted``; whether it has changed."""
        wanted = max(0, wanted)
        if self._reader is None or wanted < self._next - 1:
            # A quarter of a frame early: rounding may not skip the wanted one.
            self._open(["-ss", f"{max(0.0, (wanted - 0.25) / self._fps):.5f}"])
            self._next, self._filled = wanted, False
        fresh = False
        while self._next <= wanted and self._read():
            self._next += 1
            fresh = True
        if not self._filled and not fresh:
            self._read_last()
            fresh = True
        self._filled = True
        self._next = max(self._next, wanted + 1)
        return fresh

    def close(self) -> None:
        if self._reader is not None:
            self._reader.__exit__(None, None, None)
            self._reader = None

    def _open(self, seek: list[str]) -> None:
        self.close()
        self._reader = RawReader(
            [
                *("-threads", "1", *seek, "-i", self._file, "-map", "0:v:0", "-an"),
                *("-vf", f"{self._filters},fps={self._fps}:start_time=0", "-filter_threads", "1"),
                *("-f", "rawvideo", "-pix_fmt", self._format, "-"),
            ],
            f"decoding {self._file.name}",
        )
        self._reader.__enter__()

    def _read(self) -> bool:
        return self._reader is not None and self._reader.read_into(self.buffer)

    def _read_last(self) -> None:
        """The clip ended before this piece began: its last frame is wanted all the same."""
        # Sound may go on after the last picture, so the end is looked for farther and farther back.
        for seek in (["-sseof", "-0.5"], ["-sseof", "-8"], []):
            self._open(seek)
            if self._read():
                while self._read():
                    pass
                return
        raise EngineError(f"no picture could be decoded in {self._file.name}")
