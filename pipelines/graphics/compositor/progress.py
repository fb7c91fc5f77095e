"""A thin bar along an edge of the frame that grows with the video."""

from __future__ import annotations

import numpy as np

from pipelines.documents.shot import ProgressLayer
from pipelines.graphics.compositor.planes import Frame, Plane, to_planes
from pipelines.graphics.compositor.stage import Stage

__all__ = ["Progress"]

_TRACK = 0.55  # how much of the picture is left under the part that is still to come


class Progress:
    """A progress layer. Its end is drawn to a fraction of a pixel, so that it grows evenly."""

    def __init__(self, layer: ProgressLayer, frames: int, stage: Stage) -> None:
        self._layer, self._last = layer, max(1, frames - 1)
        height = max(2, 2 * round(layer.height * stage.size[1] / 2))
        top = 0 if layer.edge == "top" else stage.size[1] - height
        self._rows = slice(top, top + height)
        red, green, blue = (int(layer.colour[i : i + 2], 16) for i in (1, 3, 5))
        pixel = np.array([[[red, green, blue]] * 2] * 2, np.uint8)
        self._colour = tuple(int(plane[0, 0]) for plane in to_planes(pixel))

    def paint(self, frame: Frame, index: int) -> None:
        share = index / self._last
        done = self._layer.start + (self._layer.end - self._layer.start) * share
        rows = (self._rows, *[slice(self._rows.start // 2, self._rows.stop // 2)] * 2)
        parts = zip(frame.planes, rows, self._colour, (16, 128, 128), strict=True)
        for plane, part, colour, black in parts:
            _fill(plane[part], done, colour, black)

    def close(self) -> None:
        pass


def _fill(strip: Plane, done: float, colour: int, black: int) -> None:
    reach = min(1.0, max(0.0, done)) * strip.shape[1]
    whole, rest = int(reach), reach - int(reach)
    track = strip[:, whole:]
    track[...] = np.round(black + (track.astype(np.float32) - black) * _TRACK)
    strip[:, :whole] = colour
    if rest and whole < strip.shape[1]:
        edge = strip[:, whole].astype(np.float32)
        strip[:, whole] = np.round(edge + (colour - edge) * rest)
