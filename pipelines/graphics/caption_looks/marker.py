"""Marker: ink on paper; a highlighter runs over the words as they are said."""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Sequence

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from pipelines.graphics.caption_looks.drawing import Rgba, filled, over, rounded, shade, tinted
from pipelines.graphics.caption_looks.look import Drawn, Look, Part, columns, swapped
from pipelines.graphics.caption_looks.plate import hugging
from pipelines.graphics.caption_looks.setting import SetLine, SetPage, SetWord
from pipelines.graphics.video_text import canvas

__all__ = ["MARKER"]

_PAD_X, _TOP, _BOTTOM = 0.34, 1.08, 0.4


def _draw(setting: SetPage) -> Drawn:
    style, lines = setting.style, (*setting.lines, *setting.second)
    mask = rounded(hugging(setting, lines, _PAD_X, _TOP, _BOTTOM), 0.09 * setting.px)
    sheet = tinted(mask, style.colour)
    paper = over(shade(sheet, blur=0.1 * setting.px, down=0.05 * setting.px, strength=0.4), sheet)
    words = filled(setting, lines, style.stroke)

    def bitmap(key: Hashable) -> Rgba:
        if key == "plain":
            return over(paper, words)
        return over(over(paper, _strokes(setting)), words)

    def parts(index: int) -> Sequence[Part]:
        def marked(word: SetWord) -> float:
            return (index + 1 - word.start) / max(1, min(word.said - word.start, setting.fps // 3))

        rest = [Part("plain", setting.x + a[0], setting.y + a[1], a) for a in setting.rest]
        return swapped(setting, columns(setting, marked), "plain", "marked") + rest

    return Drawn(bitmap, parts)


def _strokes(setting: SetPage) -> Rgba:
    """One stroke of a felt pen a line, a little uneven, drawn over all of it."""

    def paint(painter: QPainter) -> None:
        for line in setting.lines:
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(QColor(setting.style.highlight))
            painter.drawPolygon(_stroke(line))

    return canvas(setting.width, setting.height, paint)


def _stroke(line: SetLine) -> QPolygonF:
    rng = np.random.default_rng(zlib.crc32(line.text.encode()))
    left, right = line.x - 0.16 * line.px, line.right + 0.16 * line.px
    along = np.linspace(left, right, 24)
    top, bottom = line.baseline - 0.86 * line.px, line.baseline + 0.16 * line.px
    wave = 0.022 * line.px * np.cumsum(rng.normal(0, 0.6, (2, 24)), axis=1)
    wave -= wave.mean(axis=1, keepdims=True)
    wave = np.clip(wave, -0.05 * line.px, 0.05 * line.px)
    slant = 0.07 * line.px  # a chisel tip: ends lean, and the stroke climbs a little
    climb = np.linspace(0.03, -0.03, 24) * line.px
    upper = [QPointF(x + slant, top + w + c) for x, w, c in zip(along, wave[0], climb, strict=True)]
    lower = [
        QPointF(x - slant, bottom + w + c) for x, w, c in zip(along, wave[1], climb, strict=True)
    ]
    return QPolygonF(upper + lower[::-1])


MARKER = Look(_draw, weight=700, leading=1.36, margin=0.6, pad=0.38, scale=0.94)
