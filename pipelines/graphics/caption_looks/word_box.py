"""Word box: a coloured box jumps from word to word with the voice."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from pipelines.graphics.caption_looks.drawing import (
    Rgba,
    contrast,
    filled,
    over,
    shade,
    stroked,
)
from pipelines.graphics.caption_looks.look import Drawn, Look, Part
from pipelines.graphics.caption_looks.setting import Area, SetPage, SetWord, even
from pipelines.graphics.video_text import canvas

__all__ = ["WORD_BOX"]

_PAD, _TOP, _BOTTOM = 0.1, 0.98, 0.25
_GROWING = (0.86, 1.05)  # of the box's size in its first frames; then 1


def _draw(setting: SetPage) -> Drawn:
    style, lines = setting.style, (*setting.lines, *setting.second)

    def bitmap(key: Hashable) -> Rgba:
        if key == "plain":
            ink = stroked(setting, lines, style.stroke, 0.05)
            soft = shade(ink, blur=0.1 * setting.px, down=0.04 * setting.px, strength=0.55)
            return over(over(soft, ink), filled(setting, lines, style.colour))
        if key == "inside":
            return filled(setting, setting.lines, contrast(style.highlight))
        assert isinstance(key, tuple)
        number, step = key
        return _box(setting, setting.words[number], step, drawn.rgba("inside"))

    whole = Part("plain", setting.x, setting.y)

    def parts(index: int) -> Sequence[Part]:
        out = [whole]
        for number, word in enumerate(setting.words):
            if word.start <= index < word.end:
                step = min(index - word.start, len(_GROWING))
                left, top, _, _ = _area(setting, word)
                out.append(Part((number, step), setting.x + left, setting.y + top))
        return out

    drawn = Drawn(bitmap, parts)
    return drawn


def _rect(setting: SetPage, word: SetWord) -> QRectF:
    px, line = setting.px, setting.lines[word.line]
    top, bottom = line.baseline - _TOP * px, line.baseline + _BOTTOM * px
    left, right = word.tight.left - _PAD * px, word.tight.right + _PAD * px
    return QRectF(left, top, right - left, bottom - top)


def _area(setting: SetPage, word: SetWord) -> Area:
    box, room = _rect(setting, word), 0.12 * setting.px
    return (
        max(0, even(box.left() - room)),
        max(0, even(box.top() - room)),
        min(setting.width, even(box.right() + room)),
        min(setting.height, even(box.bottom() + room)),
    )


def _box(setting: SetPage, word: SetWord, step: int, letters: Rgba) -> Rgba:
    left, top, right, bottom = _area(setting, word)
    box = _rect(setting, word)
    scale = _GROWING[step] if step < len(_GROWING) else 1.0

    def paint(painter: QPainter) -> None:
        painter.translate(-left + box.center().x(), -top + box.center().y())
        painter.scale(scale, scale)
        path = QPainterPath()
        size = QRectF(-box.width() / 2, -box.height() / 2, box.width(), box.height())
        path.addRoundedRect(size, 0.2 * setting.px, 0.2 * setting.px)
        painter.fillPath(path, QColor(setting.style.highlight))

    plate = canvas(right - left, bottom - top, paint)
    # Only this word's letters: its neighbours may reach under the box.
    inside = letters[top:bottom, left:right].copy()
    first, last = round(word.tight.left) - left - 1, round(word.tight.right) - left + 1
    inside[:, : max(0, first)] = 0
    inside[:, last:] = 0
    return over(plate, inside)


WORD_BOX = Look(_draw, weight=800, leading=1.36, margin=0.4, pad=0.16, tracking=0.05)
