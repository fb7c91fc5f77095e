"""A still that fills the frame under a moving camera; whole, or with alpha over what is below."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.documents.shot import Motion
from pipelines.graphics.compositor.motion import Window, window_at
from pipelines.graphics.compositor.planes import Frame, Plane, Sprite, blend, inverse, to_planes
from pipelines.graphics.compositor.planes import sprite_from_rgba as to_sprite
from pipelines.graphics.compositor.sampling import Level, Sampler, padded

__all__ = ["Backdrop", "Cutout", "Still"]

_DETUNE = 1 + 1 / 31  # keeps the scale of a plain pan off 1, where every start has one phase
_NEAR = (0.8, 1.25)  # between these scales a picture is not worth resizing
_MOST = 2.5  # times the frame: no picture is kept larger, however close
_FARTHEST = 1.9  # picture px per frame px; beyond that, a smaller level is sampled
_SAMPLES = 65  # views looked at to know what part of a picture is ever seen

Pixels = NDArray[np.uint8]


def _even(value: float) -> int:
    return max(2, 2 * round(value / 2))


class Still:
    """The part of a picture that a camera move ever shows, as planes at the resolutions it needs.

    Args:
        pixels: RGB [h, w, 3], or premultiplied RGBA [h, w, 4]; of any size.
        motion: The move over the whole shot.
        size: Width and height of the frame, px.
    """

    def __init__(self, pixels: Pixels, motion: Motion, size: tuple[int, int]) -> None:
        self.motion, self.size = motion, size
        self.picture = (pixels.shape[1], pixels.shape[0])
        views = [window_at(motion, i / (_SAMPLES - 1), self.picture, size) for i in range(_SAMPLES)]
        self._left, self._top, right, bottom = _seen(views, self.picture)
        part = pixels[self._top : bottom, self._left : right]
        self._part = (part.shape[1], part.shape[0])
        cover = max(size[0] / self.picture[0], size[1] / self.picture[1])
        closest = size[0] / min(view.width for view in views)
        widest = max(view.width for view in views)
        scale = min(closest, _MOST * cover) * _DETUNE
        if widest > 1.02 * min(view.width for view in views) and _NEAR[0] < scale < _NEAR[1]:
            scale = 1.0  # a zoom passes through all phases, so the picture serves as it is
        self.levels = [_level(_fitted(part, scale))]
        # Halves for far views, so that sampling never skips pixels.
        while self._step(self.levels[-1], widest) > _FARTHEST and self.levels[-1].width > 8:
            half = _even(self.levels[-1].width / 2), _even(self.levels[-1].height / 2)
            self.levels.append(_level(_resized(part, half, cv2.INTER_AREA)))

    def _step(self, level: Level, window_width: float) -> float:
        return window_width / self.size[0] * level.width / self._part[0]

    def view(self, t: float) -> tuple[Level, Window]:
        """What is seen at ``t`` 0–1: a level, and the window in px of that level."""
        window = window_at(self.motion, t, self.picture, self.size)
        level = next(
            (one for one in self.levels if self._step(one, window.width) <= _FARTHEST),
            self.levels[-1],
        )
        # Sides are rounded to even numbers, so the two directions differ by a hair.
        across, down = level.width / self._part[0], level.height / self._part[1]
        return level, Window(
            (window.x - self._left) * across,
            (window.y - self._top) * down,
            window.width * across,
            window.height * down,
        )

    @property
    def moves(self) -> bool:
        return bool(self.motion.via) or self.motion.start != self.motion.end


def _seen(views: list[Window], picture: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what any view shows, and a margin; in px of the picture."""
    margin = 4 + 0.02 * max(view.width for view in views)
    left = max(0, int(min(view.x for view in views) - margin))
    top = max(0, int(min(view.y for view in views) - margin))
    right = min(picture[0], int(max(view.x + view.width for view in views) + margin) + 1)
    bottom = min(picture[1], int(max(view.y + view.height for view in views) + margin) + 1)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _resized(pixels: Pixels, size: tuple[int, int], how: int) -> Pixels:
    made = np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)
    if made.shape[2] == 4 and how == cv2.INTER_LANCZOS4:
        # It overshoots: a premultiplied colour may not exceed its alpha.
        made[..., :3] = np.minimum(made[..., :3], made[..., 3:])
    return made


def _fitted(pixels: Pixels, scale: float) -> Pixels:
    """The picture at a scale, with even sides; fine pictures by area, coarse ones by Lanczos."""
    height, width = pixels.shape[:2]
    size = _even(width * scale), _even(height * scale)
    if size == (width, height):
        return np.ascontiguousarray(pixels)
    return _resized(pixels, size, cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4)


def _level(pixels: Pixels) -> Level:
    height, width = pixels.shape[:2]
    if pixels.shape[2] == 3:
        luma, *chroma = to_planes(pixels)
        return Level(width, height, (padded(luma),), tuple(padded(one) for one in chroma))
    sprite = to_sprite(pixels)
    return Level(
        width,
        height,
        (padded(sprite.y), padded(sprite.keep)),
        (padded(sprite.u), padded(sprite.v), padded(sprite.keep_c)),
    )


class Backdrop:
    """A picture that covers the frame."""

    def __init__(self, still: Still) -> None:
        self._still, self._sampler = still, Sampler()
        self._held: Frame | None = None

    def paint(self, frame: Frame, t: float) -> None:
        """Fill the frame with the view at ``t`` 0–1."""
        if self._still.moves:
            self._sample(frame, t)
            return
        if self._held is None:
            self._held = Frame(*self._still.size)
            self._sample(self._held, 0.0)
        np.copyto(frame.buffer, self._held.buffer)

    def _sample(self, frame: Frame, t: float) -> None:
        level, window = self._still.view(t)
        luma, *chroma = frame.roomy
        self._sampler.sample(level, window, self._still.size, ([luma], chroma))


class Cutout:
    """A picture with alpha that covers the frame: the near layer of a parallax."""

    def __init__(self, still: Still) -> None:
        self._still, self._sampler = still, Sampler()
        self._held: tuple[Sprite, int, int] | None = None

    def paint(self, frame: Frame, t: float, opacity: float = 1.0) -> None:
        """Lay the view at ``t`` 0–1 over the frame."""
        made = self._held or self._sampled(t)
        if made is None:
            return
        if not self._still.moves:
            self._held = made
        sprite, x, y = made
        blend(frame, sprite if opacity >= 1 else sprite.faded(opacity), x, y)

    def _sampled(self, t: float) -> tuple[Sprite, int, int] | None:
        level, window = self._still.view(t)
        area = self._area(level, window)
        if area is None:
            return None
        left, top, right, bottom = area
        luma = [np.empty((bottom - top, right - left), np.uint8) for _ in range(2)]
        half = (bottom - top) // 2, (right - left) // 2
        chroma = [np.empty(half, np.uint8) for _ in range(3)]
        self._sampler.sample(level, window, self._still.size, (luma, chroma), area)
        sprite = Sprite(luma[0], chroma[0], chroma[1], luma[1], chroma[2])
        return sprite, left, top

    def _area(self, level: Level, window: Window) -> tuple[int, int, int, int] | None:
        """The part of the frame where the picture is not clear."""
        pad = (level.luma[1].shape[1] - level.width) // 2
        x, y, width, height = cv2.boundingRect(self._alpha(level))
        if not width or not height:
            return None
        across, down = self._still.size[0] / window.width, self._still.size[1] / window.height
        left, right = (x - pad - window.x) * across, (x + width - pad - window.x) * across
        top, bottom = (y - pad - window.y) * down, (y + height - pad - window.y) * down
        box = (
            max(0, 2 * int(left // 2) - 2),
            max(0, 2 * int(top // 2) - 2),
            min(self._still.size[0], 2 * int(right // 2) + 4),
            min(self._still.size[1], 2 * int(bottom // 2) + 4),
        )
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _alpha(self, level: Level) -> Plane:
        return inverse(level.luma[1])
