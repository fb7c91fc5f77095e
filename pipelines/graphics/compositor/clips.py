"""A video inside its box: decoded by ffmpeg, premultiplied, fitted or cut to a shape, blended."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pipelines.documents.shot import ClipLayer
from pipelines.graphics.compositor.pictures import box_px, with_shadow
from pipelines.graphics.compositor.planes import (
    Frame,
    Plane,
    Sprite,
    blend,
    inverse,
    sprite_from_rgba,
)
from pipelines.graphics.compositor.stage import Stage
from pipelines.graphics.compositor.streams import FrameStream
from pipelines.graphics.video_text import canvas
from pipelines.media.matte_video import MATTE_BELOW
from pipelines.media.video_probe import probe
from pipelines.sdk import InputError

__all__ = ["Clip"]

_ROUND = 0.08  # radius of a rounded box, as a share of its shorter side
_FILLS = 1.2  # how much larger than seen whole a clip with alpha may be in a shape
_RING = 0.014  # width of the ring around a shape, as a share of its shorter side


class Clip:
    """A clip layer: standing free on the bottom of its box, or filling a shape cut from it.

    Before its time its first frame is shown, after its end its last one: a presenter neither pops
    up after a transition nor vanishes during the next.
    """

    def __init__(self, layer: ClipLayer, stage: Stage) -> None:
        file = stage.locate(layer.asset)
        self._offset, self._name = layer.offset, file.name
        facts = probe(file)
        if facts.width < 2 or facts.height < 2:
            raise InputError(f"{file.name} has no picture", "use a video file")
        self._matted = layer.asset.meta.get("layout") == MATTE_BELOW
        high = facts.height // 2 if self._matted else facts.height
        self._source = facts.width - facts.width % 2, high - high % 2
        box = box_px(layer.box, stage.size)
        self._shape = None if layer.shape == "free" else _Shape(layer, box)
        if self._shape is None:
            scale = min(box[2] / self._source[0], box[3] / self._source[1])
        else:
            ratios = [self._shape.side[i] / self._source[i] for i in (0, 1)]
            # A person without a background stands on the plate: no need to fill a wide shape.
            clear = facts.pixel_format.startswith(("yuva", "rgba", "bgra", "argb", "gbrap"))
            scale = min(max(ratios), _FILLS * min(ratios)) if clear else max(ratios)
        wide, high = (max(2, 2 * round(side * scale / 2)) for side in self._source)
        self._target = wide, high
        self._x = 2 * round((box[0] + (box[2] - wide) / 2) / 2)
        self._y = 2 * round((box[1] + box[3] - high) / 2)
        self._sprite: Sprite | None = None
        self._stream = self._opened(file, facts.pixel_format, stage.fps)

    def _opened(self, file: Path, pixel_format: str, fps: int) -> FrameStream:
        width, height = self._source
        if self._matted:
            return FrameStream(file, fps, "null", "yuv420p", width * height * 3)
        # Colours are taken as they are; only other layouts are brought to BT.709 4:2:0.
        alien = pixel_format not in ("yuva420p", "yuv420p")
        convert = "scale=out_color_matrix=bt709:out_range=tv," if alien else ""
        crop = f"crop={width}:{height}:0:0:exact=1"
        length = width * height * 5 // 2  # Y, U, V, A
        return FrameStream(file, fps, f"{convert}format=yuva420p,{crop}", "yuva420p", length)

    def paint(self, frame: Frame, index: int) -> None:
        if self._stream.go(index - self._offset) or self._sprite is None:
            self._sprite = self._converted()
        if self._shape is None:
            blend(frame, self._sprite, self._x, self._y)
            return
        for sprite, x, y in (*self._shape.below, (self._sprite, *self._shape.at)):
            blend(frame, sprite, x, y)
        for sprite, x, y in self._shape.above:
            blend(frame, sprite, x, y)

    def close(self) -> None:
        self._stream.close()

    def _converted(self) -> Sprite:
        made = self._from_matte() if self._matted else self._from_alpha()
        return made if self._shape is None else self._shape.cut(made)

    def _from_matte(self) -> Sprite:
        """Colours lie over black: without the black they are premultiplied."""
        width, height = self._source
        size, quarter = 2 * width * height, width * height // 2
        buffer = self._stream.buffer
        luma = buffer[:size].reshape(2 * height, width)
        chroma = [
            buffer[start : start + quarter].reshape(height, width // 2)[: height // 2]
            for start in (size, size + quarter)
        ]
        target, target_c = self._target, (self._target[0] // 2, self._target[1] // 2)
        keep = inverse(luma[height:])
        keep_c = _resized(keep, (width // 2, height // 2))
        black, grey = _share(keep, 16), _share(keep_c, 128)
        return Sprite(
            _resized(_less(luma[:height], black), target),
            _resized(_less(chroma[0], grey), target_c),
            _resized(_less(chroma[1], grey), target_c),
            _resized(keep, target),
            _resized(keep_c, target_c),
        )

    def _from_alpha(self) -> Sprite:
        width, height = self._source
        size, quarter = width * height, width * height // 4
        buffer = self._stream.buffer
        luma = buffer[:size].reshape(height, width)
        chroma = [
            buffer[start : start + quarter].reshape(height // 2, width // 2)
            for start in (size, size + quarter)
        ]
        alpha = buffer[size + 2 * quarter :].reshape(height, width)
        half = _resized(alpha, (width // 2, height // 2))
        target, target_c = self._target, (self._target[0] // 2, self._target[1] // 2)
        return Sprite(
            _resized(_times(luma, alpha), target),
            _resized(_times(chroma[0], half), target_c),
            _resized(_times(chroma[1], half), target_c),
            inverse(_resized(alpha, target)),
            inverse(_resized(half, target_c)),
        )


class _Shape:
    """What a picture-in-picture is cut to, with its plate, its shadow and its ring.

    ``side`` is its width and height, ``at`` its corner: even px of the frame.
    """

    def __init__(self, layer: ClipLayer, box: tuple[float, float, float, float]) -> None:
        left, top, width, height = box
        if layer.shape == "circle":
            side = min(width, height)
            left, top = left + (width - side) / 2, top + (height - side) / 2
            width = height = side
        wide, high = (max(8, 2 * round(one / 2)) for one in (width, height))
        self.side = wide, high
        self.at = 2 * round(left / 2), 2 * round(top / 2)
        short = min(wide, high)
        self._radius = short / 2 if layer.shape == "circle" else _ROUND * short
        mask = sprite_from_rgba(self._drawn(QColor("white"), 0.0))
        self._mask, self._mask_c = inverse(mask.keep), inverse(mask.keep_c)
        # A clip with alpha needs something to stand on, or nobody sees the shape.
        shaded, margin = with_shadow(
            self._drawn(QColor(layer.plate), 0.0), 0.03 * short, 0.015 * short, 0.35
        )
        self.below = [(sprite_from_rgba(shaded), self.at[0] - margin, self.at[1] - margin)]
        self.above: list[tuple[Sprite, int, int]] = []
        if layer.ring is not None:
            ring = self._drawn(QColor(layer.ring), max(2.0, _RING * short))
            self.above = [(sprite_from_rgba(ring), *self.at)]

    def _drawn(self, colour: QColor, line: float) -> np.ndarray:
        """The shape filled, or with ``line`` px its outline, just inside its edge."""

        def paint(painter: QPainter) -> None:
            inset = line / 2
            rect = QRectF(inset, inset, self.side[0] - line, self.side[1] - line)
            painter.setPen(QPen(colour, line) if line else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if line else colour)
            painter.drawRoundedRect(rect, self._radius - inset, self._radius - inset)

        return canvas(*self.side, paint)

    def cut(self, sprite: Sprite) -> Sprite:
        """What the shape shows of a sprite: its middle, and its upper end where it is taller.

        In a wide shape a person's face matters, and that is above. One that is smaller than the
        shape stands on its bottom.
        """
        left = 2 * round((self.side[0] - sprite.width) / 4)
        spare = self.side[1] - sprite.height
        top = spare - spare % 2 if spare >= 0 else 2 * round(0.1 * spare / 2)
        place = left, top
        keep, keep_c = (
            _laid(plane, 255, (self.side[0] // part, self.side[1] // part), place, part)
            for plane, part in ((sprite.keep, 1), (sprite.keep_c, 2))
        )
        y, u, v = (
            _laid(plane, 0, (self.side[0] // part, self.side[1] // part), place, part)
            for plane, part in ((sprite.y, 1), (sprite.u, 2), (sprite.v, 2))
        )
        return Sprite(
            _times(y, self._mask),
            _times(u, self._mask_c),
            _times(v, self._mask_c),
            inverse(_times(inverse(keep), self._mask)),
            inverse(_times(inverse(keep_c), self._mask_c)),
        )


def _laid(
    plane: Plane, empty: int, size: tuple[int, int], place: tuple[int, int], part: int
) -> Plane:
    """The plane on an empty one of ``size``, its corner at ``place`` (luma px), cut to it."""
    out = np.full((size[1], size[0]), empty, np.uint8)
    left, top = place[0] // part, place[1] // part
    x, y = max(0, left), max(0, top)
    right, bottom = min(size[0], left + plane.shape[1]), min(size[1], top + plane.shape[0])
    out[y:bottom, x:right] = plane[y - top : bottom - top, x - left : right - left]
    return out


def _share(plane: Plane, of: int) -> Plane:
    return np.asarray(cv2.convertScaleAbs(plane, alpha=of / 255), np.uint8)


def _less(plane: Plane, taken: Plane) -> Plane:
    return np.asarray(cv2.subtract(plane, taken), np.uint8)


def _times(plane: Plane, alpha: Plane) -> Plane:
    return np.asarray(cv2.multiply(plane, alpha, scale=1 / 255), np.uint8)


def _resized(plane: Plane, size: tuple[int, int]) -> Plane:
    if (plane.shape[1], plane.shape[0]) == size:
        return plane
    how = cv2.INTER_AREA if size[0] < plane.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plane, size, interpolation=how), np.uint8)
