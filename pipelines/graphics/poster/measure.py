"""Elements and how large they are: one element and a column width in, its marks out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipelines.documents.poster import PosterContent, Stat
from pipelines.graphics.colour import Palette, apca, hex_to_rgb
from pipelines.graphics.poster.effects import TextLayer, backing
from pipelines.graphics.poster.logo import Logo
from pipelines.graphics.poster.marks import (
    LogoMark,
    Mark,
    Rect,
    ShadeMark,
    ShapeMark,
    TextMark,
    bounds,
    moved,
)
from pipelines.graphics.poster.template import (
    BrandElement,
    FontRole,
    Ink,
    PillElement,
    RuleElement,
    Style,
    Template,
    TextElement,
    aspect_class,
    mixed,
)
from pipelines.graphics.typesetting.blocks import Align, Block, fit_block
from pipelines.graphics.typesetting.faces import Face, FontBook, TypeStyle
from pipelines.graphics.typesetting.phrases import has_han, is_tall
from pipelines.graphics.typesetting.vertical import fit_vertical

__all__ = [
    "Measured",
    "Setting",
    "aligned",
    "best_ink",
    "measure_brand",
    "measure_pill",
    "measure_rule",
    "measure_text",
    "merged",
]

_TALL_LEADING = 1.35
LEAST_PX = 11.0
"""Below this many px nobody reads a screen picture, whatever its size."""


@dataclass(frozen=True)
class Setting:
    """All that measuring needs: the page, the template, the words, the colours, the fonts;
    ``pictured``: whether there is a product picture."""

    template: Template
    content: PosterContent
    palette: Palette
    book: FontBook
    width: int
    height: int
    logo: Logo | None = None
    brand_fonts: dict[FontRole, tuple[str, ...]] = field(default_factory=dict)
    pictured: bool = False

    @property
    def unit(self) -> float:
        """√(W·H), px."""
        return math.sqrt(self.width * self.height)

    @property
    def least(self) -> float:
        """Smallest text, px."""
        return max(LEAST_PX, self.template.type.least * self.unit)

    def size(self, step: float, scale: float = 1.0) -> float:
        """Type size of a step, px."""
        scale_ = self.template.type
        boost = scale_.boost.get(aspect_class(self.width, self.height), 1.0)
        return scale_.base * boost * self.unit * scale_.ratio**step * scale

    def colour(self, ink: Ink) -> str:
        return mixed(self.palette, ink)

    def style(self, name: str, text: str) -> Style:
        """A style, as it is for the writing the text is in."""
        style = self.template.styles[name]
        if is_tall(text):
            return style.model_copy(update={"leading": max(style.leading, _TALL_LEADING)})
        if style.zh is None or not has_han(text):
            return style
        return style.model_copy(update=style.zh.model_dump(exclude_none=True))

    def face(self, style: Style) -> Face:
        """The style's measured face: the brand's fonts first, then the template's."""
        chosen = self.brand_fonts.get(style.font, ())
        families = self.book.stack(*chosen, *self.template.fonts[style.font])
        return self.book.face(
            TypeStyle(
                families, style.weight, style.tracking, style.leading, style.features, style.upper
            )
        )

    def block(
        self, text: str, style: Style, width: float, px: float, lines: int | None = None
    ) -> Block | None:
        """A text fitted into a column."""
        least = self.least if style.least is None else max(self.least, self.size(style.least, 0.8))
        return fit_block(
            text,
            self.face(style),
            width,
            max(px, least),
            max_lines=lines or style.lines,
            min_px=least,
        )


@dataclass(frozen=True)
class Measured:
    """An element in a column whose top left is (0, 0).

    Attributes:
        height: px.
        used: How much of the column's width it needs, px.
        baseline: First baseline from the top, px.
        marks: What to draw.
        px: Size of its text, where it is a text; large type wants more room around it.
        clear: Free space it must have above and below, px.
    """

    height: float
    used: float
    baseline: float
    marks: tuple[Mark, ...]
    px: float = 0.0
    clear: float = 0.0

    def at(self, dx: float, dy: float) -> tuple[Mark, ...]:
        return tuple(moved(mark, dx, dy) for mark in self.marks)


def aligned(width: float, used: float, align: Align) -> float:
    """Where something ``used`` wide starts in a column."""
    if align == "left":
        return 0.0
    return (width - used) / 2 if align == "center" else width - used


def merged(parts: Sequence[tuple[Measured, float, float]], height: float) -> Measured:
    """Several measured things with their offsets as one."""
    marks = tuple(mark for part, dx, dy in parts for mark in part.at(dx, dy))
    baseline = min((dy + part.baseline for part, _, dy in parts), default=height)
    used = max((dx + part.used for part, dx, _ in parts), default=0.0)
    free = (p.clear - min(dy, height - dy - p.height) for p, _, dy in parts if p.clear)
    return Measured(height, used, baseline, marks, clear=max(0.0, *free, 0.0))


@lru_cache(maxsize=512)
def _contrast(ink: str, ground: str) -> float:
    """Lc of two hex colours; a layout asks for the same few pairs hundreds of times."""
    return abs(apca(hex_to_rgb(ink), hex_to_rgb(ground)))


def best_ink(setting: Setting, grounds: Sequence[str], *preferred: str, least: float = 60) -> str:
    """The first preferred hex that reads on all the grounds (APCA Lc), else the best there is."""

    def contrast(ink: str) -> float:
        return min(_contrast(ink, ground) for ground in grounds)

    pal = setting.palette
    for ink in preferred:
        if contrast(ink) >= least:
            return ink
    return max((*preferred, pal.ink, pal.paper, pal.light, pal.deep), key=contrast)


def measure_text(
    element: TextElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    text = getattr(setting.content, element.slot)
    style = setting.style(element.style, text)
    step = style.step if element.step is None else element.step
    if element.step is not None:  # what the style changes for Chinese holds for this step too
        step += style.step - setting.template.styles[element.style].step
    column = width * element.width
    px = setting.size(step, scale)
    if element.vertical is not None and has_han(text):
        room = (column, element.vertical * setting.height)
        most = element.lines or style.lines
        face = setting.face(style)
        block = fit_vertical(text, face, room, px, columns=most, min_px=setting.least)
    else:
        block = setting.block(text, style, column, px, element.lines)
    if block is None:
        return None
    rect = Rect(aligned(width, column, align), 0, column, block.height)
    mark = _inked(
        TextMark(element.slot, block, rect, align, setting.colour(style.ink)), style, setting
    )
    marks: list[Mark] = [mark]
    if element.shadow:
        shade = ShadeMark(
            mark.rect, setting.palette.deep, element.shadow, block.px * 0.07, text=mark
        )
        marks.insert(0, moved(shade, 0, block.px * 0.05))
    return Measured(block.height, _right(mark), block.ascent, tuple(marks), block.px)


def _inked(mark: TextMark, style: Style, setting: Setting) -> TextMark:
    """The text with its style's gradient and effects."""
    layers = tuple(
        TextLayer(e.kind, setting.colour(e.ink), e.size, e.dx, e.dy, e.opacity)
        for e in style.effects
    )
    around = backing(layers)
    gradient = style.gradient
    return replace(
        mark,
        gradient=gradient and (setting.colour(gradient[0]), setting.colour(gradient[1])),
        ground=None if around is None else (around,),
        layers=layers,
    )


def measure_brand(
    element: BrandElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    name = setting.content.brand
    style = setting.style(element.style, name)
    px = setting.size(style.step, scale)
    if setting.logo is not None:
        cap = setting.face(style).top("H") * px
        page = (setting.width, setting.height)
        asset, wide, height = setting.logo.fitted(width * 0.9, cap * element.logo, page)
        mark = LogoMark(Rect(aligned(width, wide, align), 0, wide, height), asset)
        clear = setting.logo.clear * height
        beside = clear if align == "left" else 0.0  # the column next to it starts further away
        return Measured(height, wide + beside, (height + cap) / 2, (mark,), clear=clear)
    block = setting.block(name, style, width, px, 1)
    if block is None:
        return None
    rect = Rect(0, 0, width, block.height)
    mark = _inked(TextMark("brand", block, rect, align, setting.colour(style.ink)), style, setting)
    return Measured(block.height, _right(mark), block.ascent, (mark,))


def measure_rule(element: RuleElement, setting: Setting, width: float) -> Measured:
    thick = max(1.0, element.thickness * setting.unit)
    colour = setting.colour(element.ink)
    mark = ShapeMark(Rect(0, 0, width, thick), (colour, colour), opacity=element.opacity)
    return Measured(thick, width, thick, (mark,))


def measure_pill(
    element: PillElement, setting: Setting, width: float, scale: float, align: Align
) -> Measured | None:
    text = setting.content.call_to_action
    style = setting.style(element.style, text)
    px = setting.size(style.step, scale)
    block = setting.block(text, style, width - 2.2 * px, px, 1)
    if block is None:
        return None
    side, above = block.px * 1.3, block.px * 0.78
    cap = block.px * (setting.face(style).top(block.lines[0].text))
    used = width if element.full else min(width, block.width + 2 * side)
    height = cap + 2 * above
    fill = tuple(setting.colour(ink) for ink in element.fill)
    rect = Rect(aligned(width, used, align), 0, used, height)
    ink = best_ink(setting, fill, setting.palette.light, setting.palette.paper)
    text_rect = Rect(rect.x, above, used, block.height)
    marks: list[Mark] = []
    radius = (0.14 + 0.36 * element.round) * height
    if element.shadow:
        below = Rect(rect.x + height * 0.1, height * 0.22, used - height * 0.2, height * 0.9)
        marks.append(ShadeMark(below, setting.palette.deep, element.shadow, height * 0.16, radius))
    marks.append(ShapeMark(rect, (fill[0], fill[1]), radius))
    marks.append(TextMark("call_to_action", block, text_rect, "center", ink, ground=fill))
    return Measured(height, rect.x + used, above + block.ascent, tuple(marks))


def filled(stats: Sequence[Stat]) -> list[Stat]:
    """The stats that say something."""
    return [stat for stat in stats if stat.value.strip()]


def _right(mark: Mark) -> float:
    box = bounds(mark)
    return box.x + box.w
