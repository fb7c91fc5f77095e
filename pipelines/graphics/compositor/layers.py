"""What lies above the background: pictures, clips, words, captions, marks. Each paints a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipelines.documents.shot import (
    Box,
    PictureLayer,
    TextLayer,
    Watermark,
)
from pipelines.graphics.compositor.caption_painter import Captions
from pipelines.graphics.compositor.motion import Entrance, ease, floating, passage
from pipelines.graphics.compositor.pictures import box_px, contain, read_rgba, with_shadow
from pipelines.graphics.compositor.placing import place
from pipelines.graphics.compositor.planes import Frame, Sprite, blend, sprite_from_rgba
from pipelines.graphics.compositor.stage import Stage
from pipelines.graphics.video_text import canvas, draw_plate, label_bitmap, text_bitmap

__all__ = ["Captions", "Mark", "Painter", "Picture", "Words"]

_DROWNS = 0.3  # difference in lightness below which a logo cannot be told from the picture
_MOTLEY = 0.4  # spread of lightness above which no one colour reads everywhere
_FADE_S = 0.2


class Painter(Protocol):
    """A layer of a shot. Frames are asked for in order."""

    def paint(self, frame: Frame, index: int) -> None:
        """Paint itself onto frame ``index`` of the shot."""
        ...

    def close(self) -> None:
        """Let go of what it holds open."""
        ...


class Picture:
    """A still in its box; may float, grow, and come in."""

    def __init__(self, layer: PictureLayer, frames: int, stage: Stage) -> None:
        assert layer.box is not None
        self._layer, self._frames = layer, frames
        self._fps, self._height = stage.fps, stage.size[1]
        left, top, width, height = box_px(layer.box, stage.size)
        rgba = contain(
            read_rgba(stage.locate(layer.asset), (round(width), round(height))), width, height
        )
        x, y = left + (width - rgba.shape[1]) / 2, top + (height - rgba.shape[0]) / 2
        if layer.shadow:
            small = min(rgba.shape[:2])
            rgba, margin = with_shadow(rgba, blur=0.035 * small, offset=0.03 * small)
            x, y = x - margin, y - margin
        self._x, self._y = 2 * round(x / 2), 2 * round(y / 2)
        self._sprite = sprite_from_rgba(rgba)

    def paint(self, frame: Frame, index: int) -> None:
        seconds = index / self._fps
        span = self._layer.start, self._layer.end
        how = passage(self._layer.enter, index, span, self._fps, self._height)
        first, last = self._layer.motion.start.zoom, self._layer.motion.end.zoom
        zoom = first * (last / first) ** ease(index / max(1, self._frames - 1))
        lift = floating(self._layer.float_px, seconds, self._height)
        place(
            frame,
            self._sprite,
            self._x,
            self._y,
            Entrance(how.opacity, how.below + lift, how.scale * zoom),
        )

    def close(self) -> None:
        pass


class Words:
    """A text layer."""

    def __init__(self, layer: TextLayer, stage: Stage) -> None:
        self._layer, self._fps, self._height = layer, stage.fps, stage.size[1]
        if layer.second and layer.style == "lower_third":
            layer = layer.model_copy(update={"text": f"{layer.text}\n{layer.second}"})
        bitmap = text_bitmap(layer, stage.size, stage.book)
        self._sprite = None if bitmap is None else sprite_from_rgba(bitmap.rgba)
        self._at = (0, 0) if bitmap is None else (bitmap.x, bitmap.y)

    def paint(self, frame: Frame, index: int) -> None:
        if self._sprite is None:
            return
        span = self._layer.start, self._layer.end
        how = passage(self._layer.enter, index, span, self._fps, self._height)
        place(frame, self._sprite, *self._at, how)

    def close(self) -> None:
        pass


def _standing_off(logo: NDArray[np.uint8], ground: tuple[float, float, float]) -> NDArray[np.uint8]:
    """A logo [h, w, 4], premultiplied, in its own colours or in one that reads on the ground."""
    alpha = float(logo[..., 3].sum())
    if alpha == 0:
        return logo
    low, middle, high = ground
    if high - low > _MOTLEY:
        return _on_plate(logo)
    luma = logo[..., :3].astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    if abs(float(luma.sum()) / alpha - middle) >= _DROWNS:
        return logo
    one = np.zeros_like(logo)
    one[..., 3] = logo[..., 3]
    ink = 255 if middle < 0.5 else 24
    one[..., :3] = (logo[..., 3:].astype(np.uint16) * ink // 255).astype(np.uint8)
    return one


def _on_plate(logo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A logo on a plate that is light or dark, whichever it is not."""
    height, width = logo.shape[:2]
    pad = 2 * max(2, round(height * 0.14))
    luma = float(logo[..., :3].mean()) / max(1.0, float(logo[..., 3].mean()))
    grey = 255 if luma < 0.6 else 20
    size = width + 2 * pad, height + 2 * pad
    plate = canvas(*size, lambda painter: draw_plate(painter, *size, pad * 0.9, grey))
    padded = np.pad(logo, ((pad, pad), (pad, pad), (0, 0)))
    kept = (255 - padded[..., 3:].astype(np.float32)) / 255
    return np.minimum(np.round(plate * kept) + padded, 255).astype(np.uint8)


class Mark:
    """A logo or a label. After its last frame a label fades away within a fifth of a second.

    A logo that would drown in the picture is shown in one colour, white or dark, as brand books
    have it; on a picture that is both, it stands on a plate.

    Args:
        mark: What and where.
        stage: Size, rate, fonts.
        ground: Lightness of the picture behind a box, 0–1: its dark parts, median, light parts.
    """

    def __init__(
        self,
        mark: Watermark,
        stage: Stage,
        ground: Callable[[Box], tuple[float, float, float]],
    ) -> None:
        self._fade = max(1, round(_FADE_S * stage.fps))
        self._until = mark.until
        self._pieces: list[tuple[Sprite, int, int]] = []
        if mark.asset is not None:
            left, top, width, height = box_px(mark.box, stage.size)
            wanted = (round(width), round(height))
            rgba = contain(read_rgba(stage.locate(mark.asset), wanted), width, height)
            rgba = _standing_off(rgba, ground(mark.box))
            x = 2 * round((left + (width - rgba.shape[1]) / 2) / 2)
            y = 2 * round((top + (height - rgba.shape[0]) / 2) / 2)
            self._pieces.append((sprite_from_rgba(rgba), x, y))
        if mark.text.strip():
            bitmap = label_bitmap(mark, stage.size, stage.book)
            self._pieces.append((sprite_from_rgba(bitmap.rgba), bitmap.x, bitmap.y))

    def paint(self, frame: Frame, index: int) -> None:
        opacity = 1.0
        if self._until is not None and index >= self._until:
            if self._until <= 0:  # it was never there
                return
            opacity = 1 - (index - self._until + 1) / self._fade
        if opacity <= 0:
            return
        for sprite, x, y in self._pieces:
            blend(frame, sprite if opacity == 1 else sprite.faded(opacity), x, y)

    def close(self) -> None:
        pass
