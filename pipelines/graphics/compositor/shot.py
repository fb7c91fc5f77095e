"""A shot as a painter of frames: background, layers, captions, and marks on top."""

from __future__ import annotations

from types import TracebackType

import numpy as np

from pipelines.documents.storyboard import (
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


class ShotPainter:
    """Paints the frames of a shot, in order from any frame on.

    Use it in a ``with`` block: clips hold a decoder open.

    Args:
        shot: What to paint.
        stage: Size, rate, fonts.
    """

    def __init__(self, shot: Shot, stage: Stage) -> None:
        self._shot, self._stage = shot, stage
        self._marks = {mark: Mark(mark, stage) for mark in shot.marks}
        background = self._covering(shot.background)
        self._layers: list[Painter] = [
            background,
            *(self._painter(layer) for layer in self._legible(background)),
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

    def _legible(self, background: Painter) -> list[Layer]:
        """The layers, words that leave their colour open in one that reads on the background."""
        if not any(isinstance(each, TextLayer) for each in self._shot.layers):
            return list(self._shot.layers)
        width, height = self._stage.size
        ground = Frame(width, height)
        background.paint(ground, self._shot.frames // 2)
        layers: list[Layer] = []
        for layer in self._shot.layers:
            if isinstance(layer, TextLayer):
                box = layer.box
                rows = slice(int(box.y * height), int((box.y + box.h) * height) + 1)
                columns = slice(int(max(0.0, box.x) * width), int((box.x + box.w) * width) + 1)
                luma = (float(np.median(ground.y[rows, columns])) - 16) / 219
                layers.append(layer.model_copy(update={"colour": words_colour(layer, luma)}))
            else:
                layers.append(layer)
        return layers

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
