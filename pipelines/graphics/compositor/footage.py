"""A person's own footage: covering the frame or a box, whole over its blurred self, or moving."""

from __future__ import annotations

import cv2
import numpy as np

from pipelines.documents.shot import FootageLayer, Motion, View
from pipelines.graphics.compositor.motion import Window, window_at
from pipelines.graphics.compositor.pictures import box_px
from pipelines.graphics.compositor.planes import Frame, Plane
from pipelines.graphics.compositor.sampling import Level, Sampler, padded
from pipelines.graphics.compositor.stage import Stage
from pipelines.graphics.compositor.streams import FrameStream
from pipelines.graphics.compositor.whole import blurred_planes
from pipelines.media.video_probe import probe
from pipelines.sdk import InputError

__all__ = ["Footage"]


def _even(value: float) -> int:
    return max(2, 2 * round(value / 2))


class Footage:
    """A footage layer, decoded at the size it is shown at and copied plane by plane."""

    def __init__(self, layer: FootageLayer, frames: int, stage: Stage) -> None:
        self._layer, self._last = layer, max(1, frames - 1)
        file = stage.locate(layer.asset)
        facts = probe(file)
        if facts.width < 2 or facts.height < 2:
            raise InputError(f"{file.name} has no picture", "use a video file")
        self._area = _area(layer, stage.size)
        left, top, right, bottom = self._area
        self._size = right - left, bottom - top
        self._whole, self._moves = layer.fit == "whole", layer.motion != Motion()
        self._shown = self._decoded_size((facts.width, facts.height))
        width, height = self._shown
        fit = f"scale={width}:{height}:flags=bicubic"
        if facts.matrix not in ("", "bt709") or facts.range == "pc":
            fit += ":out_color_matrix=bt709:out_range=tv"
        if not self._whole and not self._moves:  # cut here, so that less goes through the pipe
            width, height = self._size
            fit += f",crop={width}:{height}:exact=1"
            self._shown = self._size
        self._stream = FrameStream(
            file, stage.fps, f"{fit},format=yuv420p", "yuv420p", width * height * 3 // 2
        )
        self._sampler = Sampler()
        self._composed = Frame(*self._size) if self._whole else None

    def paint(self, frame: Frame, index: int) -> None:
        fresh = self._stream.go(self._layer.first + int(index * self._layer.speed + 1e-6))
        planes = self._planes()
        outs = self._outs(frame)
        if self._whole:
            if fresh:
                self._compose(planes)
            assert self._composed is not None
            planes = self._composed.planes
        elif self._moves:
            self._sample(planes, outs, index / self._last)
            return
        for out, plane in zip(outs, planes, strict=True):
            np.copyto(out, plane)

    def close(self) -> None:
        self._stream.close()

    def _decoded_size(self, source: tuple[int, int]) -> tuple[int, int]:
        """At what size frames are wanted from ffmpeg: never coarser than what is shown of them."""
        ratios = [self._size[i] / source[i] for i in (0, 1)]
        scale = min(ratios) if self._whole else max(ratios)
        if self._moves and not self._whole:
            views: list[View] = [self._layer.motion.start, self._layer.motion.end]
            views += [key.view for key in self._layer.motion.via]
            # No finer than the file is, and no coarser than a whole view needs.
            scale = max(scale, min(1.0, scale * max(view.zoom for view in views)))
        width, height = _even(source[0] * scale), _even(source[1] * scale)
        if self._whole:
            return min(width, self._size[0]), min(height, self._size[1])
        return max(width, self._size[0]), max(height, self._size[1])

    def _planes(self) -> tuple[Plane, Plane, Plane]:
        width, height = self._shown
        size, quarter, half = width * height, width * height // 4, (height // 2, width // 2)
        buffer = self._stream.buffer
        return (
            buffer[:size].reshape(height, width),
            buffer[size : size + quarter].reshape(half),
            buffer[size + quarter :].reshape(half),
        )

    def _outs(self, frame: Frame) -> tuple[Plane, Plane, Plane]:
        left, top, right, bottom = self._area
        part = np.s_[top // 2 : bottom // 2, left // 2 : right // 2]
        return frame.y[top:bottom, left:right], frame.u[part], frame.v[part]

    def _compose(self, planes: tuple[Plane, Plane, Plane]) -> None:
        assert self._composed is not None
        left = 2 * round((self._size[0] - self._shown[0]) / 4)
        top = 2 * round((self._size[1] - self._shown[1]) / 4)
        behind = blurred_planes(planes, self._size)
        for out, back, plane, part in zip(
            self._composed.planes, behind, planes, (1, 2, 2), strict=True
        ):
            np.copyto(out, back)
            height, width = plane.shape
            out[top // part : top // part + height, left // part : left // part + width] = plane

    def _sample(
        self, planes: tuple[Plane, Plane, Plane], outs: tuple[Plane, Plane, Plane], t: float
    ) -> None:
        level = Level(*self._shown, (padded(planes[0]),), tuple(padded(one) for one in planes[1:]))
        window = window_at(self._layer.motion, t, self._shown, self._size)
        window = Window(window.x, window.y, window.width, window.height)
        step = window.width / self._size[0]
        if step > 1.9:  # far views of fine footage: sampling may not skip pixels
            small = _even(self._shown[0] / step), _even(self._shown[1] / step)
            halves = [
                _shrunk(one, small, part) for one, part in zip(planes, (1, 2, 2), strict=True)
            ]
            level = Level(*small, (padded(halves[0]),), tuple(padded(one) for one in halves[1:]))
            window = Window(
                window.x / step, window.y / step, window.width / step, window.height / step
            )
        self._sampler.sample(level, window, self._size, ([outs[0]], outs[1:]))


def _shrunk(plane: Plane, size: tuple[int, int], part: int) -> Plane:
    target = size[0] // part, size[1] // part
    return np.asarray(cv2.resize(plane, target, interpolation=cv2.INTER_AREA), np.uint8)


def _area(layer: FootageLayer, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where it is shown: left, top, right, bottom; even px inside the frame."""
    if layer.box is None:
        return 0, 0, size[0], size[1]
    left, top, width, height = box_px(layer.box, size)
    x = min(max(0, 2 * round(left / 2)), size[0] - 2)
    y = min(max(0, 2 * round(top / 2)), size[1] - 2)
    right = min(max(x + 2, 2 * round((left + width) / 2)), size[0])
    bottom = min(max(y + 2, 2 * round((top + height) / 2)), size[1])
    return x, y, right, bottom
