"""From one shot into the next."""

from __future__ import annotations

import numpy as np

from pipelines.documents.shot import Transition, Watermark
from pipelines.graphics.compositor import mixing
from pipelines.graphics.compositor.motion import ease
from pipelines.graphics.compositor.planes import Frame
from pipelines.graphics.compositor.shot import ShotPainter

__all__ = ["TransitionPainter"]


class TransitionPainter:
    """Mixes the last frames of one shot with the first of the next.

    Captions, the progress bar, and marks that both shots have in the same place, stay put;
    everything else goes along.

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
        self._transition, self._frames = transition, transition.frames
        self._points: tuple[mixing.Point, mixing.Point] | None = None
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
        self._mix(frame, share)
        self._caption(frame, at, index, share)
        nearer = (self._first, at) if share < 0.5 else (self._second, index)
        nearer[0].paint_marks(frame, nearer[1], tuple(shared))
        nearer[0].paint_progress(frame, nearer[1])

    def _mix(self, frame: Frame, share: float) -> None:
        old, new, direction = self._old, self._new, self._transition.direction
        match self._transition.kind:
            case "cut":
                np.copyto(frame.buffer, new.buffer)
            case "crossfade":
                mixing.crossfade(old, new, share, frame)
            case "push":
                mixing.push(old, new, ease(share), direction, frame)
            case "wipe":
                mixing.wipe(old, new, ease(share), direction, frame)
            case "zoom":
                mixing.zoom(old, new, ease(share), frame)
            case "match":
                if self._points is None:
                    self._points = (
                        self._transition.old_focus or mixing.focus_of(old),
                        self._transition.new_focus or mixing.focus_of(new),
                    )
                mixing.match(old, new, ease(share), self._points, frame)

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
