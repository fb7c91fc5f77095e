"""From one shot into the next: crossfade, push, zoom."""

from __future__ import annotations

import cv2
import numpy as np

from pipelines.documents.shot import Transition, Watermark
from pipelines.graphics.compositor.motion import ease
from pipelines.graphics.compositor.planes import Frame, Plane
from pipelines.graphics.compositor.shot import ShotPainter

__all__ = ["TransitionPainter"]

_ZOOM = 0.35  # how far the old shot comes closer, and the new one starts from


class TransitionPainter:
    """Mixes the last frames of one shot with the first of the next.

    Captions, and marks that both shots have in the same place, stay put; everything else goes
    along.

    Args:
        first: The shot that ends.
        second: The shot that begins.
        transition: Its kind and its length ``n``: the last ``n`` frames of ``first`` lie over the
            first ``n`` of ``second``.
        size: Width and height of the frame, px.
    """

    def __init__(
        self,
        first: ShotPainter,
        second: ShotPainter,
        transition: Transition,
        size: tuple[int, int],
    ) -> None:
        self._first, self._second = first, second
        self._kind, self._frames = transition.kind, transition.frames
        self._old, self._new = Frame(*size), Frame(*size)

    def paint(self, frame: Frame, index: int) -> None:
        """Paint frame ``index``, 0 to ``n`` excluded."""
        at = self._first.frames - self._frames + index
        shared = self._shared(at, index)
        for painter, target, place in (
            (self._first, self._old, at),
            (self._second, self._new, index),
        ):
            painter.paint_scene(target, place)
            own = tuple(mark for mark in painter.marks if mark not in shared)
            painter.paint_marks(target, place, own)
        # Frame 0 already shows a little of the new shot, the last one a little of the old.
        share = (index + 1) / (self._frames + 1)
        if self._kind == "push":
            self._push(frame, ease(share))
        elif self._kind == "zoom":
            self._zoom(frame, ease(share))
        elif self._kind == "cut":
            np.copyto(frame.buffer, self._new.buffer)
        else:
            _mix(self._old.buffer, self._new.buffer, share, frame.buffer)
        self._caption(frame, at, index, share)
        nearer = (self._first, at) if share < 0.5 else (self._second, index)
        nearer[0].paint_marks(frame, nearer[1], tuple(shared))

    def _caption(self, frame: Frame, at: int, index: int, share: float) -> None:
        """One caption, never two over each other: the old shot's first, then the new one's."""
        old, new = self._first.captions, self._second.captions
        if old.speaks(at) and (share < 0.5 or not new.speaks(index)):
            old.paint(frame, at)
        else:
            new.paint(frame, index)

    def _shared(self, at: int, index: int) -> list[Watermark]:
        def shown(mark: Watermark, place: int) -> bool:
            return mark.until is None or place < mark.until

        old = [mark for mark in self._first.marks if shown(mark, at)]
        return [mark for mark in self._second.marks if mark in old and shown(mark, index)]

    def _push(self, frame: Frame, share: float) -> None:
        moved = 2 * round(share * frame.width / 2)
        planes = zip(frame.planes, self._old.planes, self._new.planes, (1, 2, 2), strict=True)
        for out, old, new, part in planes:
            by = moved // part
            keep = out.shape[1] - by
            out[:, :keep] = old[:, by:]
            out[:, keep:] = new[:, :by]

    def _zoom(self, frame: Frame, share: float) -> None:
        planes = zip(frame.planes, self._old.planes, self._new.planes, strict=True)
        for out, old, new in planes:
            near = _closer(old, 1 + _ZOOM * share)
            far = _closer(new, 1 + _ZOOM * (1 - share))
            _mix(near, far, share, out)


def _mix(old: Plane, new: Plane, share: float, out: Plane) -> None:
    cv2.addWeighted(old, 1 - share, new, share, 0, dst=out)


def _closer(plane: Plane, scale: float) -> Plane:
    """The plane enlarged about its middle."""
    height, width = plane.shape
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    matrix = np.array([[scale, 0, middle_x * (1 - scale)], [0, scale, middle_y * (1 - scale)]])
    warped = cv2.warpAffine(
        plane, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, np.uint8)
