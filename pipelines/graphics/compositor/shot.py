"""A shot as a painter of frames: background, layers, captions, and marks on top."""

from __future__ import annotations

from types import TracebackType

import numpy as np

from pipelines.documents.shot import (
    Box,
    ClipLayer,
    Layer,
    PictureLayer,
    Shot,
    TextLayer,
    Watermark,
)
from pipelines.graphics.compositor.backdrop import Backdrop
from pipelines.graphics.compositor.clips import Clip
from pipelines.graphics.compositor.layers import Captions, Mark, Painter, Picture, Words
from pipelines.graphics.compositor.pictures import read_rgb
from pipelines.graphics.compositor.planes import Frame
from pipelines.graphics.compositor.stage import Stage
from pipelines.graphics.video_text import words_colour

__all__ = ["ShotPainter"]


class _Covering:
    """A background, or a picture layer that covers the frame."""

    def __init__(self, backdrop: Backdrop, frames: int) -> None:
        self._backdrop, self._last = backdrop, max(1, frames - 1)

    def paint(self, frame: Frame, index: int) -> None:
        self._backdrop.paint(frame, index / self._last)

    def close(self) -> None:
        pass


class _Ground:
    """The background half-way through the shot, to choose what reads on it."""

    def __init__(self, background: Painter, index: int, size: tuple[int, int]) -> None:
        self._background, self._index, self._size = background, index, size
        self._frame: Frame | None = None

    def lightness(self, box: Box) -> float:
        """Median luma under a box, gamma-coded, 0–1."""
        return self.range(box)[1]

    def range(self, box: Box) -> tuple[float, float, float]:
        """Luma under a box, gamma-coded, 0–1: dark parts, median, light parts."""
        width, height = self._size
        if self._frame is None:
            self._frame = Frame(width, height)
            self._background.paint(self._frame, self._index)
        top, left = max(0.0, box.y), max(0.0, box.x)
        rows = slice(int(top * height), int((box.y + box.h) * height) + 1)
        columns = slice(int(left * width), int((box.x + box.w) * width) + 1)
        under = self._frame.y[rows, columns]
        if not under.size:
            return 0.5, 0.5, 0.5
        low, middle, high = (float(v) for v in np.percentile(under, (8, 50, 92)))
        return (low - 16) / 219, (middle - 16) / 219, (high - 16) / 219


def _legible(layer: Layer, ground: _Ground) -> Layer:
    """Words that leave their colour open get one that reads on the background."""
    if not isinstance(layer, TextLayer) or layer.colour is not None:
        return layer
    colour = words_colour(layer, ground.lightness(layer.box))
    return layer.model_copy(update={"colour": colour})


class ShotPainter:
    """Paints the frames of a shot, in order from any frame on.

    Use it in a ``with`` block: clips hold a decoder open.

    Args:
        shot: What to paint.
        stage: Size, rate, fonts.
    """

    def __init__(self, shot: Shot, stage: Stage) -> None:
        self._shot, self._stage = shot, stage
        background = self._covering(shot.background)
        ground = _Ground(background, shot.frames // 2, stage.size)
        self._marks = {mark: Mark(mark, stage, ground.range(mark.box)) for mark in shot.marks}
        self._layers: list[Painter] = [
            background,
            *(self._painter(_legible(layer, ground)) for layer in shot.layers),
        ]
        self.captions = Captions(shot.captions, stage)

    @property
    def frames(self) -> int:
        return self._shot.frames

    @property
    def marks(self) -> tuple[Watermark, ...]:
        return self._shot.marks

    def paint(self, frame: Frame, index: int) -> None:
        """Paint frame ``index`` of the shot, everything on it."""
        self.paint_scene(frame, index)
        self.captions.paint(frame, index)
        self.paint_marks(frame, index, self.marks)

    def paint_scene(self, frame: Frame, index: int) -> None:
        """Paint all but captions and marks."""
        for layer in self._layers:
            layer.paint(frame, index)

    def paint_marks(self, frame: Frame, index: int, marks: tuple[Watermark, ...]) -> None:
        """Paint those marks of the shot."""
        for mark in marks:
            self._marks[mark].paint(frame, index)

    def _covering(self, layer: PictureLayer) -> Painter:
        zoom = max(layer.motion.start.zoom, layer.motion.end.zoom)
        wanted = round(self._stage.size[0] * zoom), round(self._stage.size[1] * zoom)
        rgb = read_rgb(self._stage.locate(layer.asset), wanted)
        return _Covering(Backdrop(rgb, layer.motion, self._stage.size), self._shot.frames)

    def _painter(self, layer: Layer) -> Painter:
        if isinstance(layer, PictureLayer):
            if layer.box is None:
                return self._covering(layer)
            return Picture(layer, self._shot.frames, self._stage)
        if isinstance(layer, ClipLayer):
            return Clip(layer, self._stage)
        return Words(layer, self._stage)

    def __enter__(self) -> ShotPainter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for layer in self._layers:
            layer.close()
