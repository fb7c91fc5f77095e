"""Where a product stands: in the hero's place, clear of everything that is drawn over the art."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.graphics.poster.marks import (
    DeviceMark,
    GlassMark,
    GlyphMark,
    LogoMark,
    Mark,
    PanelMark,
    QrMark,
    Rect,
    SealMark,
    ShapeMark,
    TextMark,
    TicketMark,
)

__all__ = ["in_the_way", "standing_box"]

_LARGEST, _SMALLEST = 0.92, 0.16  # of the hero's place
_AWAY = 0.45  # what leaving the hero's middle costs, of the size it gains
_SOLID = (
    QrMark,
    LogoMark,
    TicketMark,
    SealMark,
    GlassMark,
    PanelMark,
    DeviceMark,
    GlyphMark,
)
_THIN = 6.0  # px: lines may run behind a product


def in_the_way(marks: Sequence[Mark]) -> tuple[Rect, ...]:
    """Boxes a product must not stand behind, px: words, codes, buttons, cards, panels."""
    out: list[Rect] = []
    for mark in marks:
        if isinstance(mark, TextMark):
            around = max((layer.size for layer in mark.layers), default=0.0) * mark.block.px
            out += [box.grown(around) for box in mark.line_rects]
        elif isinstance(mark, _SOLID) or (
            isinstance(mark, ShapeMark) and min(mark.rect.w, mark.rect.h) > _THIN
        ):
            out.append(mark.rect)
    return tuple(out)


def standing_box(
    hero: Rect, page: tuple[float, float], aspect: float, blocked: Sequence[Rect]
) -> Rect | None:
    """The largest free box of that width / height in the hero's place, near its middle.

    Args:
        hero: The hero's place, px; what is off the page does not count.
        page: Width and height, px.
        aspect: Width / height of the product.
        blocked: What it must not stand behind (:func:`in_the_way`).

    Returns:
        The box, or None where there is no room for a product that could be seen.
    """
    edge = 0.045 * min(page)
    left, right = max(hero.x, edge), min(hero.right, page[0] - edge)
    top, bottom = max(hero.y, edge), min(hero.bottom, page[1] - edge)
    if right - left < 4 or bottom - top < 4:
        return None
    boxes = np.array([[b.x, b.y, b.right, b.bottom] for b in blocked] or [[-9, -9, -8, -8]])
    middle_x, middle_y = hero.x + hero.w / 2, hero.y + hero.h / 2
    best: tuple[float, Rect] | None = None
    for share in np.linspace(_LARGEST, _SMALLEST, 20):
        h = min((bottom - top), (right - left) / aspect) * float(share)
        w = h * aspect
        spots_x = np.append(
            np.linspace(left, right - w, 13), _kept(middle_x - w / 2, left, right - w)
        )
        spots_y = np.append(
            np.linspace(top, bottom - h, 13), _kept(middle_y - h / 2, top, bottom - h)
        )
        x, y = (spots.ravel() for spots in np.meshgrid(spots_x, spots_y))
        meets = (
            (x[:, None] < boxes[:, 2])
            & (x[:, None] + w > boxes[:, 0])
            & (y[:, None] < boxes[:, 3])
            & (y[:, None] + h > boxes[:, 1])
        ).any(axis=1)
        if meets.all():
            continue
        away = np.abs(x + w / 2 - middle_x) / hero.w + 0.5 * np.abs(y + h / 2 - middle_y) / hero.h
        worth = np.where(meets, -1.0, float(share) * (1 - _AWAY * away))
        at = int(worth.argmax())
        if best is None or worth[at] > best[0]:
            best = float(worth[at]), Rect(float(x[at]), float(y[at]), w, h)
        if best[0] > share:  # smaller ones cannot be worth more
            break
    return None if best is None else best[1]


def _kept(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
