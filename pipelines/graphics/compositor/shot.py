"""A shot as a painter of frames: background, layers, captions, and marks on top."""

from __future__ import annotations

from types import TracebackType

import cv2
import numpy as np

from pipelines.documents.shot import (
    Box,
    ClipLayer,
    FootageLayer,
    Ground,
    Layer,
    PictureLayer,
    ProgressLayer,
    Shot,
    TextLayer,
    Watermark,
)
from pipelines.graphics.compositor.backdrop import Backdrop, Cutout
from pipelines.graphics.compositor.clips import Clip
from pipelines.graphics.compositor.footage import Footage
from pipelines.graphics.compositor.layers import Captions, Mark, Painter, Picture, Words
from pipelines.graphics.compositor.motion import passage
from pipelines.graphics.compositor.pictures import covering_still
from pipelines.graphics.compositor.planes import Frame
from pipelines.graphics.compositor.progress import Progress
from pipelines.graphics.compositor.stage import Stage
from pipelines.graphics.video_text import words_colour
from pipelines.sdk import InputError, NotFoundError

__all__ = ["ShotPainter"]


class _Covering:
    """A background, or a picture layer that covers the frame."""

    def __init__(self, layer: PictureLayer, frames: int, stage: Stage) -> None:
        self._layer, self._last, self._stage = layer, max(1, frames - 1), stage
        still = covering_still(stage.locate(layer.asset), layer, stage.size)
        self._clear = len(still.levels[0].luma) > 1
        self._picture = Cutout(still) if self._clear else Backdrop(still)
        self._room: Frame | None = None

    def paint(self, frame: Frame, index: int) -> None:
        layer, stage = self._layer, self._stage
        how = passage(layer.enter, index, (layer.start, layer.end), stage.fps, stage.size[1])
        if how.opacity <= 0.002:
            return
        if isinstance(self._picture, Cutout):
            self._picture.paint(frame, index / self._last, how.opacity)
        elif how.opacity >= 1:
            self._picture.paint(frame, index / self._last)
        else:
            self._room = self._room or Frame(*stage.size)
            self._picture.paint(self._room, index / self._last)
            below, above = frame.buffer, self._room.buffer
            cv2.addWeighted(below, 1 - how.opacity, above, how.opacity, 0, dst=below)

    def close(self) -> None:
        pass


class _Background:
    """The background picture: opaque, there from the first frame to the last."""

    def __init__(self, layer: PictureLayer, frames: int, stage: Stage) -> None:
        still = covering_still(stage.locate(layer.asset), layer, stage.size)
        self._clear = len(still.levels[0].luma) > 1
        self._picture = Cutout(still) if self._clear else Backdrop(still)
        self._last = max(1, frames - 1)

    def paint(self, frame: Frame, index: int) -> None:
        if self._clear:
            frame.y[...], frame.u[...], frame.v[...] = 16, 128, 128
        self._picture.paint(frame, index / self._last)

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
    plated = layer.style == "lower_third"  # on a dark plate, whatever is behind it
    colour = words_colour(layer, 0.0 if plated else ground.lightness(layer.box))
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
        try:
            self._build()
        except (InputError, NotFoundError) as error:
            # People know scenes, not the names of stored files.
            raise type(error)(f"shot {shot.id!r}: {error.message}", error.hint) from error

    def _build(self) -> None:
        shot, stage = self._shot, self._stage
        background = self._background(shot.background)
        ground = _Ground(background, shot.frames // 2, stage.size)
        self._marks = {mark: Mark(mark, stage, ground.range) for mark in shot.marks}
        self._layers: list[Painter] = [
            background,
            *(
                self._painter(_legible(layer, ground))
                for layer in shot.layers
                if not isinstance(layer, ProgressLayer)
            ),
        ]
        self._bars = [
            Progress(layer, shot.frames, stage)
            for layer in shot.layers
            if isinstance(layer, ProgressLayer)
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
        self.paint_progress(frame, index)

    def paint_scene(self, frame: Frame, index: int) -> None:
        """Paint all but captions, marks and the progress bar."""
        for layer in self._layers:
            layer.paint(frame, index)

    def paint_progress(self, frame: Frame, index: int) -> None:
        """Paint the progress bar, which stays where it is whatever the scene does."""
        for bar in self._bars:
            bar.paint(frame, index)

    def paint_marks(self, frame: Frame, index: int, marks: tuple[Watermark, ...]) -> None:
        """Paint those marks of the shot."""
        for mark in marks:
            self._marks[mark].paint(frame, index)

    def _background(self, ground: Ground) -> Painter:
        if isinstance(ground, FootageLayer):
            return Footage(ground, self._shot.frames, self._stage)
        return _Background(ground, self._shot.frames, self._stage)

    def _painter(self, layer: Layer) -> Painter:
        frames, stage = self._shot.frames, self._stage
        match layer:
            case PictureLayer(box=None):
                return _Covering(layer, frames, stage)
            case PictureLayer():
                return Picture(layer, frames, stage)
            case ClipLayer():
                return Clip(layer, stage)
            case FootageLayer():
                return Footage(layer, frames, stage)
            case ProgressLayer():
                return Progress(layer, frames, stage)
            case TextLayer():
                return Words(layer, stage)

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
