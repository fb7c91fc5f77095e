"""A layout on a sheet that is cut afterwards: what meets the edge goes on beyond it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.graphics.poster.marks import Mark, PanelMark, Rect, ShadeMark, ShapeMark, moved
from pipelines.graphics.poster.solve import Placed

__all__ = ["bled"]

_MEETS = 0.5  # px; nearer to the edge than this, a shape is meant to reach it


def bled(placed: Placed, width: int, height: int, bleed: int) -> Placed:
    """The layout in px of the larger sheet.

    Args:
        placed: Laid out on the page as it is cut.
        width: px of that page.
        height: px of that page.
        bleed: px beyond each of its edges.
    """
    if bleed == 0:
        return placed
    page = Rect(0, 0, width, height)
    marks = tuple(moved(_stretched(mark, page, bleed), bleed, bleed) for mark in placed.marks)
    label = placed.label.shifted(bleed, bleed) if placed.label is not None else None
    stand = placed.product.shifted(bleed, bleed) if placed.product is not None else None
    hero = placed.hero.shifted(bleed, bleed)
    return replace(placed, marks=marks, hero=hero, label=label, product=stand)


def _stretched(mark: Mark, page: Rect, bleed: int) -> Mark:
    """A panel, shadow or rule that meets an edge of the page, out to the edge of the bleed."""
    if isinstance(mark, ShadeMark) and mark.text is not None:
        return mark
    if not isinstance(mark, (PanelMark, ShadeMark, ShapeMark)):
        return mark
    rect = mark.rect
    x = rect.x - bleed if rect.x <= page.x + _MEETS else rect.x
    y = rect.y - bleed if rect.y <= page.y + _MEETS else rect.y
    right = rect.right + bleed if rect.right >= page.right - _MEETS else rect.right
    bottom = rect.bottom + bleed if rect.bottom >= page.bottom - _MEETS else rect.bottom
    return replace(mark, rect=Rect(x, y, right - x, bottom - y))
