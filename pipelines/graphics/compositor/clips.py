"""A video with alpha inside its box: decoded by ffmpeg, premultiplied, fitted, blended."""

from __future__ import annotations

import cv2
import numpy as np

from pipelines.documents.shot import ClipLayer
from pipelines.graphics.compositor.pictures import box_px
from pipelines.graphics.compositor.planes import Frame, Plane, Sprite, blend, inverse
from pipelines.graphics.compositor.stage import Stage
from pipelines.media.ffmpeg import RawReader
from pipelines.media.video_probe import probe
from pipelines.sdk import EngineError

__all__ = ["Clip"]


class Clip:
    """A clip layer. It stands on the bottom of its box.

    Before its time its first frame is shown, after its end its last one: a presenter neither pops
    up after a transition nor vanishes during the next.
    """

    def __init__(self, layer: ClipLayer, stage: Stage) -> None:
        self._file = stage.locate(layer.asset)
        self._fps, self._offset = stage.fps, layer.offset
        facts = probe(self._file)
        self._alien = facts.pixel_format not in ("yuva420p", "yuv420p")
        self._source = facts.width - facts.width % 2, facts.height - facts.height % 2
        left, top, width, height = box_px(layer.box, stage.size)
        scale = min(width / self._source[0], height / self._source[1])
        self._target = tuple(max(2, 2 * round(side * scale / 2)) for side in self._source)
        self._x = 2 * round((left + (width - self._target[0]) / 2) / 2)
        self._y = 2 * round((top + height - self._target[1]) / 2)
        count = self._source[0] * self._source[1]
        self._buffer: Plane = np.empty(count * 5 // 2, np.uint8)  # Y, U, V, A
        self._reader: RawReader | None = None
        self._next = 0
        self._sprite: Sprite | None = None

    def paint(self, frame: Frame, index: int) -> None:
        wanted = max(0, index - self._offset)
        if self._reader is None:
            self._open(["-ss", f"{max(0.0, (wanted - 0.25) / self._fps):.5f}"])
            self._next = wanted
        fresh = False
        while self._next <= wanted and self._read():
            self._next += 1
            fresh = True
        if self._sprite is None and not fresh:
            self._read_last()
            fresh = True
        self._next = max(self._next, wanted + 1)
        if fresh:
            self._sprite = self._converted()
        assert self._sprite is not None
        blend(frame, self._sprite, self._x, self._y)

    def close(self) -> None:
        if self._reader is not None:
            self._reader.__exit__(None, None, None)
            self._reader = None

    def _open(self, seek: list[str]) -> None:
        self.close()
        # Colours are taken as they are; only other layouts are brought to BT.709 4:2:0.
        convert = "scale=out_color_matrix=bt709:out_range=tv," if self._alien else ""
        crop = f"crop={self._source[0]}:{self._source[1]}:0:0:exact=1,"
        self._reader = RawReader(
            [
                *("-threads", "1", *seek, "-i", self._file, "-map", "0:v:0", "-an"),
                *("-vf", f"{convert}format=yuva420p,{crop}fps={self._fps}:start_time=0"),
                *("-filter_threads", "1", "-f", "rawvideo", "-pix_fmt", "yuva420p", "-"),
            ],
            f"decoding {self._file.name}",
        )
        self._reader.__enter__()

    def _read(self) -> bool:
        return self._reader is not None and self._reader.read_into(self._buffer)

    def _read_last(self) -> None:
        """The clip ended before this piece began: its last frame is wanted all the same."""
        self._open(["-sseof", "-0.5"])
        if not self._read():
            raise EngineError(f"no picture could be decoded in {self._file.name}")
        while self._read():
            pass

    def _converted(self) -> Sprite:
        width, height = self._source
        size, quarter = width * height, width * height // 4
        luma = self._buffer[:size].reshape(height, width)
        chroma = [
            self._buffer[start : start + quarter].reshape(height // 2, width // 2)
            for start in (size, size + quarter)
        ]
        alpha = self._buffer[size + 2 * quarter :].reshape(height, width)
        half = _resized(alpha, (width // 2, height // 2))
        target = self._target[0], self._target[1]
        target_c = target[0] // 2, target[1] // 2
        return Sprite(
            _resized(_times(luma, alpha), target),
            _resized(_times(chroma[0], half), target_c),
            _resized(_times(chroma[1], half), target_c),
            inverse(_resized(alpha, target)),
            inverse(_resized(half, target_c)),
        )


def _times(plane: Plane, alpha: Plane) -> Plane:
    return np.asarray(cv2.multiply(plane, alpha, scale=1 / 255), np.uint8)


def _resized(plane: Plane, size: tuple[int, int]) -> Plane:
    if (plane.shape[1], plane.shape[0]) == size:
        return plane
    how = cv2.INTER_AREA if size[0] < plane.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plane, size, interpolation=how), np.uint8)
