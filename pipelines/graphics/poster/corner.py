"""The AI label in its corner, and the fine print beside it.

GB 45438-2025 §5: on pictures the words stand at an edge or a corner, and are at least 5 % of the
shorter side high. They are set just above that, in a light weight on frosted glass, so they can be
read on any art without shouting.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.graphics.poster.marks import GlassMark, Mark, Rect, TextMark
from pipelines.graphics.poster.measure import Setting
from pipelines.graphics.poster.template import Layout
from pipelines.graphics.typesetting.blocks import Align, fit_block

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
    """

    top: float
    marks: tuple[Mark, ...]
    label: Rect | None


def corner(setting: Setting, layout: Layout, label: str) -> Corner:
    """Reserve a corner at the bottom for the label, the strip beside it for the fine print."""
    margin = layout.margin * min(setting.width, setting.height)
    plate, marks = _label(setting, layout, label, margin)
    # A narrow footer never meets a label on the right.
    shared = plate if layout.footer_width == 1 or layout.label == "left" else None
    left, right = margin, margin + (setting.width - 2 * margin) * layout.footer_width
    away = setting.unit * 0.03
    if shared is not None and layout.label == "right":
        right = shared.x - away
    elif shared is not None:
        left = shared.right + away
    gap = setting.unit * 0.03
    style = setting.style(layout.footer, setting.content.fine_print)
    fine = setting.block(setting.content.fine_print, style, right - left, setting.size(style.step))
    bottom = setting.height - margin
    if fine is None:
        return Corner((shared.y if shared else bottom) - gap, tuple(marks), plate)
    y = shared.y + (shared.h - fine.height) / 2 if shared else bottom - fine.height
    rect = Rect(left, y, right - left, fine.height)
    across = layout.footer_width == 1 and layout.label == "left" and shared is not None
    align: Align = "right" if across else "left"
    marks.append(TextMark("fine_print", fine, rect, align, setting.colour(style.ink)))
    top = min(shared.y, y) if shared else y
    return Corner(top - gap, tuple(marks), plate)


def _label(
    setting: Setting, layout: Layout, label: str, margin: float
) -> tuple[Rect | None, list[Mark]]:
    """The label's plate and words; they wrap rather than shrink."""
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
    x = setting.width - inset - width if layout.label == "right" else inset
    plate = Rect(x, setting.height - inset - height, width, height)
    rect = Rect(plate.x + side, plate.y + above, block.width, block.height)
    marks: list[Mark] = [
        GlassMark(plate, setting.palette.ink, 0.1, px * 0.36, px * 0.45),
        TextMark("ai_label", block, rect, "left", setting.colour(style.ink)),
    ]
    return plate, marks
