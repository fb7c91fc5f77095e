"""Marks: the finished layout as a flat list of things to draw, bottom to top. Data only.

Coordinates are px of the format. Soft marks (shadows, panels, plates) are painted into the
art's pixels; the others stay vectors, on screen and in PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from pipelines.graphics.colour import Palette
from pipelines.graphics.poster.effects import TextLayer
from pipelines.graphics.typesetting.blocks import Align, Block
from pipelines.graphics.typesetting.vertical import VerticalBlock
from pipelines.sdk import Asset

__all__ = [
    "DeviceMark",
    "GlassMark",
    "GlyphMark",
    "LogoMark",
    "Mark",
    "PanelMark",
    "QrMark",
    "Rect",
    "SealMark",
    "ShadeMark",
    "ShapeMark",
    "TextMark",
    "TicketMark",
    "bounds",
    "moved",
]


class Rect(NamedTuple):
    """A rectangle in px: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def grown(self, by: float) -> Rect:
        """Larger by that much on every side."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def shifted(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def overlap(self, other: Rect) -> float:
        """Area both cover, px²."""
        w = min(self.right, other.right) - max(self.x, other.x)
        h = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0.0, w) * max(0.0, h)


@dataclass(frozen=True)
class TextMark:
    """A block of text.

    Attributes:
        name: Slot it comes from.
        block: The lines.
        rect: The column it stands in; lines align inside its width.
        ink: Hex colour.
        gradient: Two hex colours from top to bottom in place of ``ink``.
        ground: Hex colours it certainly stands on (a pill, a ticket), or None: on the art.
        struck: Draw a line through it.
        fixed: A person chose the ink; no other is tried.
        layers: Effects below the letters, bottom to top.
    """

    name: str
    block: Block
    rect: Rect
    align: Align
    ink: str
    gradient: tuple[str, str] | None = None
    ground: tuple[str, ...] | None = None
    struck: bool = False
    fixed: bool = False
    layers: tuple[TextLayer, ...] = ()

    @property
    def ink_rect(self) -> Rect:
        """The box around what is seen of its lines."""
        placed = list(self.block.place(self.rect.x, self.rect.y, self.rect.w, self.align))
        px = self.block.px
        left = min(p.x + min(p.line.ink.left(), 0.5) * px for p in placed)
        right = max(p.x + max(p.line.ink.right(), p.line.width * 0.5) * px for p in placed)
        return Rect(left, self.rect.y, right - left, self.block.height)

    @property
    def line_rects(self) -> list[Rect]:
        """The box of every line, about from cap height to descenders."""
        px = self.block.px
        if isinstance(self.block, VerticalBlock):
            at = (self.rect.x, self.rect.y, self.rect.w)
            return [Rect(*box) for box in self.block.boxes(*at, self.align)]
        return [
            Rect(p.x, p.baseline - px * 0.85, p.line.width * px, px * 0.95)
            for p in self.block.place(self.rect.x, self.rect.y, self.rect.w, self.align)
        ]


@dataclass(frozen=True)
class ShapeMark:
    """A rounded box, filled with one colour or two from top to bottom; opaque."""

    rect: Rect
    fill: tuple[str, str]
    radius: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True)
class TicketMark:
    """A coupon: a rounded box with a notch above and below."""

    rect: Rect
    fill: str
    line: str
    notch: float


@dataclass(frozen=True)
class SealMark:
    """A round badge with a serrated edge and a fine ring."""

    rect: Rect
    fill: tuple[str, str]
    ring: str


@dataclass(frozen=True)
class ShadeMark:
    """Something soft below the vectors: a blurred box, disc or text, or a translucent plate.

    Attributes:
        rect: The shape before blurring.
        colour: Hex colour; multiplied into the art when ``dark``, laid over it otherwise.
        blur: Sigma, px; 0: sharp.
    """

    rect: Rect
    colour: str
    opacity: float
    blur: float
    radius: float = 0.0
    dark: bool = True
    text: TextMark | None = None


@dataclass(frozen=True)
class GlassMark:
    """Frosted glass: the art below it, blurred and a little tinted."""

    rect: Rect
    tint: str
    opacity: float
    radius: float
    blur: float


@dataclass(frozen=True)
class PanelMark:
    """An opaque ground with a vertical gradient, painted into the art."""

    rect: Rect
    fill: tuple[str, str]


@dataclass(frozen=True)
class QrMark:
    """A QR code with its quiet zone; the rect is the white field."""

    rect: Rect
    link: str
    dark: str


@dataclass(frozen=True)
class LogoMark:
    """The brand's logo, fitted into the rect."""

    rect: Rect
    asset: Asset


@dataclass(frozen=True)
class GlyphMark:
    """A drawn sign (:mod:`pipelines.graphics.poster.glyphs`) in one colour."""

    rect: Rect
    glyph: Literal["quote", "stars", "tick", "cross"]
    fill: str
    opacity: float = 1.0


@dataclass(frozen=True)
class DeviceMark:
    """A phone or a round portrait with the product picture in it.

    Attributes:
        rect: What is seen of it.
        height: Of the whole body; it is cut off at the rect's foot, px.
        look: ``phone`` or ``portrait``.
        palette: For its body, and for a drawn screen where there is no picture.
    """

    rect: Rect
    height: float
    look: str
    palette: Palette


Mark: TypeAlias = (
    TextMark
    | ShapeMark
    | TicketMark
    | SealMark
    | ShadeMark
    | GlassMark
    | PanelMark
    | QrMark
    | LogoMark
    | GlyphMark
    | DeviceMark
)


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark somewhere else."""
    if isinstance(mark, ShadeMark) and mark.text is not None:
        text = replace(mark.text, rect=mark.text.rect.shifted(dx, dy))
        return replace(mark, rect=mark.rect.shifted(dx, dy), text=text)
    return replace(mark, rect=mark.rect.shifted(dx, dy))


def bounds(mark: Mark) -> Rect:
    """What it covers."""
    return mark.ink_rect if isinstance(mark, TextMark) else mark.rect
