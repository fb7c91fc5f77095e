"""The captions of a shot, ready to be laid over its frames in any look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.documents.shot import Caption, CaptionStyle
from pipelines.graphics.caption_looks import Drawn, draw_caption, look_face, look_pages
from pipelines.graphics.caption_pages import CaptionPage
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.graphics.typesetting.phrases import clusters

__all__ = ["CaptionTrack", "ShownPage", "undrawable"]

_FADE = 2
"""Frames a page takes to come in when none was there before."""


@dataclass(frozen=True)
class ShownPage:
    """A page on the screen; ``opacity`` is below 1 while it comes in."""

    page: CaptionPage
    drawn: Drawn
    opacity: float


class CaptionTrack:
    """All captions of a shot. A page is drawn when its time comes and forgotten afterwards.

    Args:
        captions: In the order of time.
        style: Look, place, colours.
        size: Of the frame, px.
        fps: Frames per second.
        book: The fonts of this machine.
    """

    def __init__(
        self,
        captions: Sequence[Caption],
        style: CaptionStyle,
        size: tuple[int, int],
        fps: int,
        book: FontBook,
    ) -> None:
        self._style, self._size, self._fps = style, size, fps
        self._face = look_face(style, book)
        self._pages = [
            page
            for caption in captions
            for page in look_pages(caption, style, self._face, size, fps)
        ]
        self._ends = {page.end for page in self._pages}
        self._last: tuple[CaptionPage, Drawn] | None = None

    def page(self, index: int) -> CaptionPage | None:
        """What page is shown at a frame."""
        if self._last is not None and self._last[0].start <= index < self._last[0].end:
            return self._last[0]
        return next((page for page in self._pages if page.start <= index < page.end), None)

    def at(self, index: int) -> ShownPage | None:
        """The page at a frame, drawn; None where nothing is said."""
        page = self.page(index)
        if page is None:
            return None
        if self._last is None or self._last[0] is not page:
            self._last = page, draw_caption(page, self._style, self._face, self._size, self._fps)
        step = index - page.start + 1
        opacity = 1.0
        if step <= _FADE and page.start not in self._ends:
            opacity = step / (_FADE + 1)
        return ShownPage(page, self._last[1], opacity)


def undrawable(captions: Sequence[Caption], style: CaptionStyle, book: FontBook) -> str:
    """The characters that no font on this machine has; captions leave them out."""
    face = look_face(style, book)
    gone: dict[str, None] = {}
    for caption in captions:
        for line in (*caption.text.splitlines(), *caption.second.splitlines()):
            # By themselves: in a line the engine does not always tell the right place.
            if face.shape(line).missing:
                gone |= {c: None for c in clusters(line) if face.shape(c).missing}
    return "".join(gone)
