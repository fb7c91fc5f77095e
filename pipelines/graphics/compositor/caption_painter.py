"""Captions laid over frames: each bitmap becomes planes once, then only its part is blended."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from pipelines.documents.shot import Caption
from pipelines.graphics.caption_looks import Drawn, Part
from pipelines.graphics.captions import CaptionTrack
from pipelines.graphics.compositor.planes import Frame, Sprite, blend, sprite_from_rgba
from pipelines.graphics.compositor.stage import Stage

__all__ = ["Captions"]


class Captions:
    """The captions of a shot, as a layer."""

    def __init__(self, captions: tuple[Caption, ...], stage: Stage) -> None:
        self._track = CaptionTrack(captions, stage.captions, stage.size, stage.fps, stage.book)
        self._drawn: Drawn | None = None
        self._sprites: dict[Hashable, Sprite] = {}

    def speaks(self, index: int) -> bool:
        """Whether there is a caption at this frame."""
        return self._track.page(index) is not None

    def paint(self, frame: Frame, index: int) -> None:
        shown = self._track.at(index)
        if shown is None:
            return
        if shown.drawn is not self._drawn:
            self._drawn, self._sprites = shown.drawn, {}
        for part in shown.drawn.parts(index):
            sprite = self._cut(part, shown.drawn)
            if shown.opacity < 1:
                sprite = sprite.faded(shown.opacity)
            blend(frame, sprite, part.x, part.y)

    def close(self) -> None:
        pass

    def _cut(self, part: Part, drawn: Drawn) -> Sprite:
        if part.key not in self._sprites:
            self._sprites[part.key] = sprite_from_rgba(drawn.rgba(part.key))
        whole = self._sprites[part.key]
        if part.area is None:
            return whole
        left, top, right, bottom = part.area
        fine = np.s_[top:bottom, left:right]
        coarse = np.s_[top // 2 : bottom // 2, left // 2 : right // 2]
        planes = whole.y[fine], whole.u[coarse], whole.v[coarse]
        return Sprite(*planes, whole.keep[fine], whole.keep_c[coarse])
