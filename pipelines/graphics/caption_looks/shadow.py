"""Shadow: film subtitles in a serif, without a stroke; words brighten as they are said."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from pipelines.graphics.caption_looks.drawing import Rgba, filled, over, shade, stroked
from pipelines.graphics.caption_looks.look import Drawn, Look, Part
from pipelines.graphics.caption_looks.setting import Area, SetPage

__all__ = ["SHADOW"]

_DIM = (0.8, 0.87, 0.94, 1.0)  # of the letters: before, on the way, once they are said
_DARK, _CORE = "#000000", 0.05  # em around the letters that is all but black
_SERIF = (
    "Source Serif 4",
    "Georgia",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
)


def _draw(setting: SetPage) -> Drawn:
    style = setting.style
    spoken = filled(setting, setting.lines, style.colour)
    still = filled(setting, setting.second, style.colour)
    # A dark core close around the letters carries them on white; a soft one lifts them off it.
    core = stroked(setting, (*setting.lines, *setting.second), _DARK, _CORE)
    wide = shade(core, blur=0.15 * setting.px, down=0.03 * setting.px, strength=1.15)
    close = shade(core, blur=0.035 * setting.px, down=0.012 * setting.px, strength=1.25)
    below = over(wide, close)

    def bitmap(key: Hashable) -> Rgba:
        assert isinstance(key, int)
        thin = np.asarray(np.round(spoken * np.float32(_DIM[key])), np.uint8)
        return over(over(below, thin), still)

    last = len(_DIM) - 1

    def parts(index: int) -> Sequence[Part]:
        out: list[Part] = []
        for number in range(len(setting.lines)):
            for key, area in _levels(setting, number, index, last):
                out.append(Part(key, setting.x + area[0], setting.y + area[1], area))
        return out + [Part(last, setting.x + a[0], setting.y + a[1], a) for a in setting.rest]

    return Drawn(bitmap, parts)


def _levels(setting: SetPage, number: int, index: int, last: int) -> list[tuple[int, Area]]:
    """How bright which columns of a line are; without word times all of it is bright."""
    words = sorted((w for w in setting.words if w.line == number), key=lambda w: w.whole.left)
    if not words:
        return [(last, setting.band(number, 0, setting.width))]
    out: list[tuple[int, Area]] = []
    at = 0.0
    for place, word in enumerate(words):
        right = setting.width if place == len(words) - 1 else words[place + 1].whole.left
        level = min(last, max(0, index - word.start + 1))
        out.append((level, setting.band(number, at, right)))
        at = right
    return out


SHADOW = Look(_draw, weight=600, leading=1.4, margin=0.85, pad=0.1, fonts=_SERIF, tracking=0.02)
