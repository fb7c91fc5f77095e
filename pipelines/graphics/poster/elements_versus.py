"""A comparison: two cards side by side, pair by pair on shared lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.documents.poster import Versus
from pipelines.graphics.poster.card_elements import VersusElement
from pipelines.graphics.poster.marks import GlyphMark, Mark, Rect, ShadeMark, ShapeMark, TextMark
from pipelines.graphics.poster.measure import Measured, Setting, best_ink
from pipelines.graphics.typesetting.blocks import Block

__all__ = ["filled_pairs", "measure_versus", "one_size"]


def filled_pairs(pairs: Sequence[Versus]) -> list[Versus]:
    """The pairs of which both sides say something."""
    return [pair for pair in pairs if pair.left.value.strip() and pair.right.value.strip()]


def one_size(
    setting: Setting, name: str, texts: Sequence[str], width: float, *, scale: float, lines: int
) -> list[Block | None]:
    """Texts set at the largest size that all of them fit at; None for an empty one."""
    style = setting.style(name, "".join(texts))

    def fitted(px: float) -> list[Block | None]:
        return [setting.block(text, style, width, px, lines) for text in texts]

    blocks = fitted(setting.size(style.step, scale))
    sizes = [block.px for block in blocks if block is not None]
    return fitted(min(sizes)) if sizes else blocks


@dataclass(frozen=True)
class _Table:
    """Both cards being measured; lists alternate left, right. px."""

    heads: list[Block | None]
    values: list[Block | None]
    labels: list[Block | None]
    pad: float
    gap: float
    card: float

    @property
    def head_height(self) -> float:
        heights = [head.height for head in self.heads if head is not None]
        return max(heights) + self.pad * 1.7 if heights else self.pad

    def row_height(self, index: int) -> float:
        """Of a pair, from the top of its values to the foot of its labels."""
        return self.value_height(index) + self.label_height(index)

    def value_height(self, index: int) -> float:
        return max((b.height for b in self.values[2 * index : 2 * index + 2] if b), default=0.0)

    def label_height(self, index: int) -> float:
        labels = [b for b in self.labels[2 * index : 2 * index + 2] if b]
        return max(b.height + b.px * 0.55 for b in labels) if labels else 0.0


def measure_versus(
    element: VersusElement, setting: Setting, width: float, scale: float
) -> Measured | None:
    """The left card plain, the right one filled and lifted; marks begin at (0, 0)."""
    content = setting.content
    pairs = filled_pairs(content.versus)[: element.most]
    if not pairs:
        return None
    gap = setting.unit * 0.02
    card = (width - gap) / 2
    pad = setting.unit * 0.03 * (0.45 + 0.55 * scale)
    inner = card - 2 * pad
    sides = [side for pair in pairs for side in (pair.left, pair.right)]
    names = [content.versus_left, content.versus_right]
    table = _Table(
        one_size(setting, element.head, names, inner - pad * 1.5, scale=scale, lines=1),
        one_size(
            setting,
            element.value,
            [s.value for s in sides],
            inner,
            scale=scale,
            lines=element.lines,
        ),
        one_size(setting, element.label, [s.label for s in sides], inner, scale=scale, lines=1),
        pad,
        gap,
        card,
    )
    if any(value is None for value in table.values):
        return None
    rows = sum(table.row_height(index) + 1.5 * pad for index in range(len(pairs)))
    height = table.head_height + rows
    marks: list[Mark] = []
    for side in (0, 1):
        rect = Rect(side * (card + gap), 0, card, height)
        marks += _card(element, setting, table, rect, side)
    return Measured(height, width, table.head_height, tuple(marks))


@dataclass(frozen=True)
class _Side:
    """One card: what it is made of, and the hex colours it is filled with from top to bottom."""

    element: VersusElement
    setting: Setting
    table: _Table
    side: int
    fill: tuple[str, str]

    @property
    def best(self) -> bool:
        return self.side == 1

    @property
    def wish(self) -> str:
        """The ink its words would like to have."""
        element = self.element
        return self.setting.colour(element.best_ink if self.best else element.ink)

    def ink(self, *wishes: str, least: float = 60) -> str:
        return best_ink(self.setting, self.fill, *wishes, least=least)


def _card(
    element: VersusElement, setting: Setting, table: _Table, rect: Rect, side: int
) -> list[Mark]:
    ends = element.best_fill if side else (element.fill, element.fill)
    card = _Side(element, setting, table, side, (setting.colour(ends[0]), setting.colour(ends[1])))
    radius, pad = setting.unit * 0.022, table.pad
    marks: list[Mark] = []
    if element.shadow:
        below = rect.grown(-setting.unit * 0.008).shifted(0, setting.unit * 0.016)
        opacity = element.shadow * (1.0 if card.best else 0.5)
        blur = setting.unit * 0.018
        marks.append(ShadeMark(below, setting.palette.deep, opacity, blur, radius))
    marks.append(ShapeMark(rect, card.fill, radius))
    head = table.heads[side]
    x, y = rect.x + pad, rect.y + pad
    wide = rect.w - 2 * pad
    if head is not None:
        marks += _sign(card, head, Rect(x, y, wide, head.height))
        at = Rect(x + head.px * 1.5, y, wide - head.px * 1.5, head.height)
        ink = card.ink(card.wish if card.best else setting.palette.ink)
        marks.append(TextMark("versus_head", head, at, "left", ink, ground=card.fill))
    y = rect.y + table.head_height
    for index in range(len(table.values) // 2):
        line = card.ink(card.wish)
        thin = Rect(x, y, wide, max(1.0, setting.unit * 0.001))
        marks.append(ShapeMark(thin, (line, line), opacity=0.28))
        y += pad * 0.8
        marks += _pair(card, index, Rect(x, y, wide, 0))
        y += table.row_height(index) + pad * 0.7
    return marks


def _sign(card: _Side, head: Block, at: Rect) -> list[Mark]:
    """A tick before the offer's name, a cross before the other's."""
    setting, side = card.setting, head.px * 1.1
    box = Rect(at.x, at.y + (head.ascent - side) / 2, side, side)
    muted = setting.palette.muted
    plate = setting.colour(card.element.badge) if card.best else card.ink(muted, least=45)
    ink = best_ink(setting, (plate,), setting.palette.light, setting.palette.paper)
    return [
        ShapeMark(box, (plate, plate), side / 2),
        GlyphMark(box.grown(-side * 0.27), "tick" if card.best else "cross", ink),
    ]


def _pair(card: _Side, index: int, at: Rect) -> list[Mark]:
    """A value on the pair's shared baseline, its label below."""
    marks: list[Mark] = []
    high = card.table.value_height(index)
    place = 2 * index + card.side
    value, label = card.table.values[place], card.table.labels[place]
    if value is not None:
        box = Rect(at.x, at.y + high - value.height, at.w, value.height)
        marks.append(TextMark("versus", value, box, "left", card.ink(card.wish), ground=card.fill))
    if label is not None:
        box = Rect(at.x, at.y + high + label.px * 0.55, at.w, label.height)
        ink = card.ink(card.wish, least=75)
        marks.append(TextMark("versus_label", label, box, "left", ink, ground=card.fill))
    return marks
