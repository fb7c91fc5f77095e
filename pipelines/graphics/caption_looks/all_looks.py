"""Every look by its name, and a page drawn in one."""

from __future__ import annotations

from pipelines.documents.shot import Caption, CaptionLook, CaptionStyle
from pipelines.graphics.caption_looks.karaoke import KARAOKE
from pipelines.graphics.caption_looks.look import Drawn, Look
from pipelines.graphics.caption_looks.marker import MARKER
from pipelines.graphics.caption_looks.outline_pop import OUTLINE_POP
from pipelines.graphics.caption_looks.plate import PLATE
from pipelines.graphics.caption_looks.setting import set_page
from pipelines.graphics.caption_looks.shadow import SHADOW
from pipelines.graphics.caption_looks.stroke import STROKE
from pipelines.graphics.caption_looks.typewriter import TYPEWRITER
from pipelines.graphics.caption_looks.word_box import WORD_BOX
from pipelines.graphics.caption_pages import CaptionPage, break_caption
from pipelines.graphics.typesetting.faces import Face, FontBook
from pipelines.graphics.video_text import sans

__all__ = ["LOOKS", "draw_caption", "look_face", "look_pages"]

LOOKS: dict[CaptionLook, Look] = {
    "stroke": STROKE,
    "karaoke": KARAOKE,
    "plate": PLATE,
    "word_box": WORD_BOX,
    "marker": MARKER,
    "shadow": SHADOW,
    "outline_pop": OUTLINE_POP,
    "typewriter": TYPEWRITER,
}


def look_face(style: CaptionStyle, book: FontBook) -> Face:
    """What captions are set in: the wanted fonts, the look's own, then sans serifs and emoji."""
    look = LOOKS[style.look]
    fonts = (*style.font, *look.fonts)
    return sans(book, look.weight, look.leading, fonts, look.tracking, word_gap=look.word_gap)


def look_pages(
    caption: Caption, style: CaptionStyle, face: Face, size: tuple[int, int], fps: int
) -> tuple[CaptionPage, ...]:
    """The pages of a caption; see :func:`pipelines.graphics.caption_pages.break_caption`."""
    return break_caption(caption, _sized(style), face, size, fps, pad=LOOKS[style.look].pad)


def draw_caption(
    page: CaptionPage, style: CaptionStyle, face: Face, size: tuple[int, int], fps: int
) -> Drawn:
    """A page drawn in the style's look, for a frame of ``size`` px."""
    look = LOOKS[style.look]
    setting = set_page(
        page, _sized(style), face, size, fps, leading=look.leading, margin=look.margin
    )
    return look.draw(setting)


def _sized(style: CaptionStyle) -> CaptionStyle:
    return style.model_copy(update={"size": style.size * LOOKS[style.look].scale})
