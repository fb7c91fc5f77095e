"""Numbered points below each other: what a knowledge card is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.graphics.poster.card_elements import PointsElement
from pipelines.graphics.poster.elements_versus import one_size
from pipelines.graphics.poster.marks import Mark, Rect, ShapeMark, TextMark
from pipelines.graphics.poster.measure import Measured, Setting, best_ink, filled
from pipelines.graphics.typesetting.blocks import Block

__all__ = ["measure_points"]


@dataclass(frozen=True)
class _Point:
    """One point: its number, title and text; px."""

    number: Block
    title: Block | None
    text: Block | None
    side: float

    @property
    def lead(self) -> float:
        """From the top of the title to the top of the text: the same in every point, whether its
        title has descenders or not."""
        if self.title is None or self.text is None:
            return 0.0
        return self.title.ascent + self.title.px * 0.22 + self.text.px * 0.5

    @property
    def said(self) -> float:
        """Height of the words."""
        return self.lead + self.text.height if self.text else 0.0

    @property
    def height(self) -> float:
        return max(self.side, self.said)


def measure_points(
    element: PointsElement, setting: Setting, width: float, scale: float
) -> Measured | None:
    """The details as numbered points in one or two columns; all titles have one size, all texts
    another."""
    said = filled(setting.content.details)[: element.most]
    columns = min(element.columns, len(said))
    gutter = setting.unit * 0.04
    wide = (width - gutter * (columns - 1)) / columns
    side = setting.size(setting.style(element.number, "8").step, scale) * 2.0
    points = _set(element, setting, wide, side, scale)
    each = math.ceil(len(points) / columns)
    between = setting.unit * 0.046 * (0.3 + 0.7 * scale)
    marks: list[Mark] = []
    height = 0.0
    for column in range(columns):
        x, y = column * (wide + gutter), 0.0
        for index, point in enumerate(points[column * each : (column + 1) * each]):
            if index:
                line = setting.colour(element.rule)
                thin = Rect(x + side * 1.4, y + between / 2, wide - side * 1.4, _hair(setting))
                marks.append(ShapeMark(thin, (line, line), opacity=0.3))
                y += between
            marks += _marks(element, setting, point, Rect(x, y, wide, point.height))
            y += point.height
        height = max(height, y)
    return Measured(height, width, side, tuple(marks)) if marks else None


def _hair(setting: Setting) -> float:
    return max(1.0, setting.unit * 0.001)


def _set(
    element: PointsElement, setting: Setting, wide: float, side: float, scale: float
) -> list[_Point]:
    said = filled(setting.content.details)[: element.most]
    room = wide - side * 1.4
    titles = one_size(setting, element.label, [s.label for s in said], room, scale=scale, lines=1)
    texts = one_size(
        setting, element.value, [s.value for s in said], room, scale=scale, lines=element.lines
    )
    style = setting.style(element.number, "8")
    px = setting.size(style.step, scale)
    out: list[_Point] = []
    for index, (title, text) in enumerate(zip(titles, texts, strict=True)):
        number = setting.block(str(index + 1), style, side, px, 1)
        if number is not None and text is not None:
            out.append(_Point(number, title, text, side))
    return out


def _marks(element: PointsElement, setting: Setting, point: _Point, box: Rect) -> list[Mark]:
    """The badge on the height of the first line, the words beside it."""
    fill = setting.colour(element.badge)
    badge = Rect(box.x, box.y, point.side, point.side)
    number_ink = best_ink(setting, (fill,), setting.palette.light, setting.palette.paper)
    middle = badge.y + (point.side - point.number.height) / 2
    at = Rect(badge.x, middle, point.side, point.number.height)
    marks: list[Mark] = [
        ShapeMark(badge, (fill, fill), point.side * 0.32),
        TextMark("details_number", point.number, at, "center", number_ink, ground=(fill,)),
    ]
    x, wide = box.x + point.side * 1.4, box.w - point.side * 1.4
    y = box.y + max(0.0, (point.side - point.said) / 2)
    for name, style, block, top in (
        ("details_label", element.label, point.title, y),
        ("details", element.value, point.text, y + point.lead),
    ):
        if block is not None:
            ink = setting.colour(setting.style(style, block.lines[0].text).ink)
            marks.append(TextMark(name, block, Rect(x, top, wide, block.height), "left", ink))
    return marks
