"""The demo brand's label and logo, drawn with QtGui."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
)

TEAL, DEEP, CREAM, ORANGE = "#0f4c4a", "#0b3a3a", "#f3ede2", "#ef7d3c"
SERIF = ["Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "serif"]
SANS = ["Manrope", "Inter", "Helvetica Neue", "Segoe UI", "Noto Sans CJK SC", "sans-serif"]


def _font(families: list[str], px: float, weight: QFont.Weight, tracking: float = 0.0) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(round(px))
    font.setWeight(weight)
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * px)
    return font


def _centred(painter: QPainter, text: str, font: QFont, x: float, baseline: float) -> float:
    """Draw text centred on x; letter spacing behind the last letter is not counted."""
    width = QFontMetricsF(font).horizontalAdvance(text) - font.letterSpacing()
    path = QPainterPath()
    path.addText(QPointF(x - width / 2, baseline), font, text)
    painter.drawPath(path)
    return width


def _island(cx: float, base: float, width: float, height: float) -> QPainterPath:
    """Two gentle peaks standing on the water line."""
    path = QPainterPath(QPointF(cx - width / 2, base))
    path.cubicTo(
        cx - width * 0.32, base - height * 0.1, cx - width * 0.24, base - height * 0.98,
        cx - width * 0.08, base - height,
    )  # fmt: skip
    path.cubicTo(
        cx + width * 0.04, base - height * 0.98, cx + width * 0.08, base - height * 0.42,
        cx + width * 0.17, base - height * 0.46,
    )  # fmt: skip
    path.cubicTo(
        cx + width * 0.27, base - height * 0.5, cx + width * 0.33, base - height * 0.06,
        cx + width / 2, base,
    )  # fmt: skip
    path.closeSubpath()
    return path


def emblem(painter: QPainter, at: QPointF, size: float, ink: str, ground: str = "") -> None:
    """The mark: a sun rising behind an island, and its light on the water. ``at`` is the middle of
    the water line; ``ground`` keeps island and sun apart where they stand on a colour."""
    cx, base, sun = at.x(), at.y(), ORANGE
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(sun))
    painter.save()
    painter.setClipRect(QRectF(cx - size, base - 2 * size, 2 * size, 2 * size))
    painter.drawEllipse(QPointF(cx + size * 0.13, base - size * 0.3), size * 0.36, size * 0.36)
    painter.restore()
    painter.setBrush(QColor(ink))
    island = _island(cx - size * 0.1, base, size * 1.15, size * 0.52)
    if ground:
        painter.strokePath(island, QPen(QColor(ground), size * 0.05))
    painter.drawPath(island)
    for row, (reach, shift) in enumerate(((0.62, 0.0), (0.44, 0.05), (0.24, 0.1))):
        pen = QPen(QColor(sun if row else ink), size * 0.034)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        y = base + size * (0.1 + 0.1 * row)
        painter.drawLine(
            QPointF(cx - size * (reach - shift), y), QPointF(cx + size * (reach + shift), y)
        )
    painter.setPen(Qt.PenStyle.NoPen)


def _waves(painter: QPainter, width: int, top: float, height: float) -> None:
    """Layered hills of water around the can, each a little lighter than the one behind."""
    for layer, colour in enumerate(("#135a57", "#176864", "#1d7770")):
        rise = height * (1 - layer * 0.3)
        path = QPainterPath(QPointF(0, top + height))
        steps = 240
        for step in range(steps + 1):
            x = width * step / steps
            phase = 2 * math.pi * step / steps
            swell = math.sin(3 * phase + layer * 1.3) * 0.5 + math.sin(5 * phase + layer) * 0.28
            path.lineTo(x, top + height - rise + swell * height * 0.13)
        path.lineTo(width, top + height)
        path.closeSubpath()
        painter.fillPath(path, QColor(colour))


def draw_label(width: int, height: int) -> np.ndarray:
    """The label once around the can, unrolled; its front is in the middle.

    Returns:
        RGB, uint8, (height, width, 3).
    """
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(TEAL))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit, cx = height / 100, width / 2
    _waves(painter, width, height * 0.80, height * 0.20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(CREAM))
    _centred(
        painter, "MORROW ISLE", _font(SANS, 3.3 * unit, QFont.Weight.DemiBold, 0.3), cx, 13 * unit
    )
    _centred(painter, "晨屿", _font(SERIF, 20.5 * unit, QFont.Weight.Bold, 0.06), cx, 34 * unit)
    emblem(painter, QPointF(cx, 61 * unit), 20 * unit, CREAM, TEAL)
    painter.setBrush(QColor(CREAM))
    _centred(
        painter,
        "COLD BREW COFFEE",
        _font(SANS, 2.75 * unit, QFont.Weight.Bold, 0.2),
        cx,
        75.5 * unit,
    )
    _centred(
        painter, "冷 萃 咖 啡", _font(SERIF, 3.5 * unit, QFont.Weight.DemiBold, 0.1), cx, 81 * unit
    )
    _centred(
        painter,
        "18 小时低温慢萃",
        _font(SANS, 2.5 * unit, QFont.Weight.Medium, 0.06),
        cx,
        89.6 * unit,
    )
    _centred(
        painter,
        "0 糖 0 奶  ·  250 ml",
        _font(SANS, 2.2 * unit, QFont.Weight.Medium, 0.04),
        cx,
        93.6 * unit,
    )
    for side in (-1, 1):
        painter.save()
        painter.translate(cx + side * width * 0.215, height * 0.52)
        painter.rotate(-90)
        painter.setBrush(QColor("#8fb5ae"))
        _centred(
            painter,
            "SLOW BREWED. WIDE AWAKE.",
            _font(SANS, 2.1 * unit, QFont.Weight.DemiBold, 0.24),
            0,
            0,
        )
        painter.restore()
    painter.end()
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)
    return raw[..., 2::-1].copy()


def draw_logo(width: int, height: int) -> QImage:
    """Mark and word mark in brand teal on nothing."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = height / 100
    emblem(painter, QPointF(50 * unit, 58 * unit), 62 * unit, TEAL)
    painter.setBrush(QColor(TEAL))
    name = _font(SERIF, 46 * unit, QFont.Weight.Bold, 0.04)
    path = QPainterPath()
    path.addText(QPointF(104 * unit, 55 * unit), name, "晨屿")
    latin = _font(SANS, 15.2 * unit, QFont.Weight.DemiBold, 0.16)
    path.addText(QPointF(106 * unit, 84 * unit), latin, "MORROW ISLE")
    painter.drawPath(path)
    painter.end()
    return image
