"""Karaoke: colour flows through the words as they are sung and stays."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtGui import QColor

from pipelines.graphics.caption_looks.drawing import Rgba, filled, over, shade, stroked
from pipelines.graphics.caption_looks.look import Drawn, Look, Part, columns, swapped
from pipelines.graphics.caption_looks.setting import SetPage, SetWord

__all__ = ["KARAOKE"]

_WIDTH, _RIM = 0.055, 0.095


def _draw(setting: SetPage) -> Drawn:
    style, lines = setting.style, (*setting.lines, *setting.second)
    deep = QColor(style.highlight).darker(230).name()
    ink = stroked(setting, lines, style.stroke, _RIM)
    soft = over(shade(ink, blur=0.12 * setting.px, down=0.03 * setting.px, strength=0.6), ink)

    def bitmap(key: Hashable) -> Rgba:
        if key == "plain":
            return over(soft, filled(setting, lines, style.colour, "#d5dbe6"))
        # What is sung has a rim of white within the dark one, as on a karaoke screen.
        rim = stroked(setting, setting.lines, deep, _RIM)
        bright = stroked(setting, setting.lines, "#ffffff", _WIDTH)
        warm = filled(setting, setting.lines, style.highlight, _deeper(style.highlight))
        return over(over(over(soft, rim), bright), warm)

    def parts(index: int) -> Sequence[Part]:
        def sung(word: SetWord) -> float:
            return (index + 1 - word.start) / max(1, word.said - word.start)

        rest = [Part("plain", setting.x + a[0], setting.y + a[1], a) for a in setting.rest]
        return swapped(setting, columns(setting, sung), "plain", "sung") + rest

    return Drawn(bitmap, parts)


def _deeper(colour: str) -> str:
    """The same hue for the feet of letters: towards orange where it is yellow."""
    ink = QColor(colour)
    hue, saturation, value = ink.hsvHueF(), ink.hsvSaturationF(), ink.valueF()
    if hue < 0:  # a grey has no hue
        return ink.darker(130).name()
    turned = hue - 0.055 if 0.07 < hue < 0.2 else hue
    return QColor.fromHsvF(turned, min(1.0, saturation * 1.5 + 0.1), value * 0.92).name()


KARAOKE = Look(_draw, weight=800, margin=0.42, pad=0.12)
