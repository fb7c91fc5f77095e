"""Plate: quiet words on a dark plate that hugs its lines; nothing moves."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipelines.graphics.caption_looks.drawing import Rgba, filled, over, rounded, tinted
from pipelines.graphics.caption_looks.look import Drawn, Look, Part
from pipelines.graphics.caption_looks.setting import SetLine, SetPage

__all__ = ["PLATE", "hugging"]

_PAD_X, _TOP, _BOTTOM = 0.42, 1.1, 0.42
_OPACITY = 0.8


def hugging(
    setting: SetPage, lines: Sequence[SetLine], pad: float, top: float, bottom: float
) -> NDArray[np.uint8]:
    """A mask [h, w] of the lines' boxes without gaps between them; lengths in em of each line.

    A line hardly shorter than its neighbour gets its width, as does one between two longer ones:
    small steps and waists look like slips.
    """
    mask = np.zeros((setting.height, setting.width), np.uint8)
    halves = [(line.right - line.x) / 2 + pad * setting.px for line in lines]
    for i in range(1, len(halves)):
        if abs(halves[i] - halves[i - 1]) < 0.8 * setting.px:
            halves[i] = halves[i - 1] = max(halves[i], halves[i - 1])
    for i in range(1, len(halves) - 1):  # no waists
        halves[i] = max(halves[i], min(halves[i - 1], halves[i + 1]))
    floor = None
    for line, half in zip(lines, halves, strict=True):
        middle = (line.x + line.right) / 2
        first = line.baseline - top * line.px if floor is None else floor
        floor = line.baseline + bottom * line.px
        mask[
            max(0, round(first)) : round(floor),
            max(0, round(middle - half)) : round(middle + half),
        ] = 255
    return mask


def _draw(setting: SetPage) -> Drawn:
    style, lines = setting.style, (*setting.lines, *setting.second)

    def bitmap(_: Hashable) -> Rgba:
        mask = hugging(setting, lines, _PAD_X, _TOP, _BOTTOM)
        plate = tinted(rounded(mask, 0.3 * setting.px), style.stroke, _OPACITY)
        above = filled(setting, setting.lines, style.colour)
        if setting.second:
            above = over(above, filled(setting, setting.second, style.highlight))
        return over(plate, above)

    whole = (Part("plate", setting.x, setting.y),)
    return Drawn(bitmap, lambda index: whole)


PLATE = Look(_draw, weight=600, leading=1.36, margin=0.6, pad=0.46, scale=0.94)
