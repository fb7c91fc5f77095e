"""The AI label in its corner, and the fine print beside it.

GB 45438-2025 §5: on pictures the words stand at an edge or a corner, and are at least 5 % of the
shorter side high. They are set just above that, in a light weight on a translucent
plate, so they can be read on any art without shouting.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.graphics.poster.marks import Mark, Rect, ShadeMark, TextMark
from pipelines.graphics.poster.measure import Setting
from pipelines.graphics.poster.template import Layout
from pipelines.graphics.typesetting.blocks import fit_block

__all__ = ["LABEL_HEIGHT", "Corner", "corner"]

LABEL_HEIGHT = 0.05
"""Least height of the words, share of the shorter side."""


@dataclass(frozen=True)
class Corner:
    """The foot of the page.

    Attributes:
        top: Where the foot begins, px from the top; content of the page's full width ends above.
        marks: Plate, label, fine print.
        label: The label's plate; None where there is no label.
        cut: Whether the fine print had to be cut.
    """

    top: float
    marks: tuple[Mark, ...]
    label: Rect | None
    cut: bool = False


def corner(setting: Setting, layout: Layout, label: str) -> Corner:
    """Reserve the corner bottom right for the label, the strip left of it for the fine print."""
    short = min(setting.width, setting.height)
    margin = layout.margin * short
    plate, marks = _label(setting, label, margin)
    style = setting.style(layout.footer, setting.content.fine_print)
    room = (setting.width - 2 * margin) * layout.footer_width
    if plate is not None and layout.footer_width == 1:
        room = plate.x - margin - setting.unit * 0.03
    px = setting.size(style.step)
    fine = setting.block(setting.content.fine_print, style, room, px)
    gap = setting.unit * 0.022
    bottom = setting.height - margin
    if fine is None:
        shared = plate is not None and layout.footer_width == 1
        return Corner(plate.y - gap if shared and plate else bottom, tuple(marks), plate)
    y = bottom - fine.height
    if plate is not None and layout.footer_width == 1:
        y = plate.y + (plate.h - fine.height) / 2
        bottom = min(plate.y, y)
    else:
        bottom = y
    rect = Rect(margin, y, room, fine.height)
    marks.append(TextMark("fine_print", fine, rect, "left", setting.colour(style.ink)))
    return Corner(bottom - gap, tuple(marks), plate, fine.clipped)


def _label(setting: Setting, label: str, margin: float) -> tuple[Rect | None, list[Mark]]:
    """The label's plate and words, bottom right; it wraps rather than shrink."""
    if not label.strip():
        return None, []
    style = setting.style("ai_label", label)
    face = setting.face(style)
    short = min(setting.width, setting.height)
    px = LABEL_HEIGHT * 1.02 * short / max(0.5, face.shape(label).ink.height())
    side, above, inset = px * 0.42, px * 0.22, margin * 0.55
    widest = setting.width - 2 * inset - 2 * side
    block = fit_block(label, face, widest, px, max_lines=4, min_px=px)
    if block is None:
        return None, []
    width, height = block.width + 2 * side, block.height + 2 * above
    plate = Rect(setting.width - inset - width, setting.height - inset - height, width, height)
    rect = Rect(plate.x + side, plate.y + above, block.width, block.height)
    marks: list[Mark] = [
        ShadeMark(plate, setting.palette.ink, 0.1, 0.0, px * 0.36, dark=False),
        TextMark("ai_label", block, rect, "left", setting.colour(style.ink)),
    ]
    return plate, marks
