"""Stroke: bold letters with a dark stroke; the word being said changes colour."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from pipelines.graphics.caption_looks.drawing import Rgba, filled, over, shade, stroked
from pipelines.graphics.caption_looks.look import Drawn, Look, Part, columns, swapped
from pipelines.graphics.caption_looks.setting import SetPage, SetWord

__all__ = ["STROKE"]

_WIDTH = 0.072


def _draw(setting: SetPage) -> Drawn:
    style, lines = setting.style, (*setting.lines, *setting.second)
    below = stroked(setting, lines, style.stroke, _WIDTH)
    soft = shade(below, blur=0.07 * setting.px, down=0.045 * setting.px, strength=0.5)
    below = over(soft, below)

    def bitmap(key: Hashable) -> Rgba:
        if key == "plain":
            return over(below, filled(setting, lines, style.colour))
        return over(below, filled(setting, setting.lines, style.highlight))

    def parts(index: int) -> Sequence[Part]:
        def lit(word: SetWord) -> float:
            return 1.0 if word.start <= index < word.end else 0.0

        rest = [Part("plain", setting.x + a[0], setting.y + a[1], a) for a in setting.rest]
        return swapped(setting, columns(setting, lit), "plain", "lit") + rest

    return Drawn(bitmap, parts)


STROKE = Look(_draw)
