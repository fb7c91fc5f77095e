"""Brushes of the caption looks: letters, outlines, shades and plates as premultiplied RGBA."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QTransform

from pipelines.graphics.caption_looks.setting import SetLine, SetPage
from pipelines.graphics.typesetting.faces import REFERENCE
from pipelines.graphics.video_text import canvas

__all__ = [
    "Rgba",
    "contrast",
    "filled",
    "gradient",
    "outline",
    "over",
    "rounded",
    "shade",
    "stroked",
    "tinted",
]

Rgba = NDArray[np.uint8]
"""Premultiplied RGBA ``[h, w, 4]``."""


def outline(line: SetLine) -> QPainterPath:
    """The outlines of a line's letters where it stands."""
    scale = line.px / REFERENCE
    path = QTransform(scale, 0, 0, scale, line.x, line.baseline).map(line.shaped.outline)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def gradient(line: SetLine, top: QColor, bottom: QColor) -> QBrush:
    """From ``top`` at the height of capitals to ``bottom`` at the baseline."""
    ramp = QLinearGradient(
        QPointF(0, line.baseline - 0.8 * line.px), QPointF(0, line.baseline + 0.1 * line.px)
    )
    ramp.setColorAt(0, top)
    ramp.setColorAt(1, bottom)
    return QBrush(ramp)


def filled(
    setting: SetPage, lines: Sequence[SetLine], colour: str, deeper: str | None = None
) -> Rgba:
    """Letters in a colour (towards ``deeper`` at their feet), and emoji in their own."""

    def paint(painter: QPainter) -> None:
        for line in lines:
            brush = QBrush(QColor(colour))
            if deeper is not None:
                brush = gradient(line, QColor(colour), QColor(deeper))
            painter.fillPath(outline(line), brush)
            painter.save()
            painter.translate(line.x, line.baseline)
            painter.scale(line.px / REFERENCE, line.px / REFERENCE)
            for run in line.shaped.pictures:
                painter.drawGlyphRun(QPointF(0, 0), run)
            painter.restore()

    return canvas(setting.width, setting.height, paint)


def stroked(setting: SetPage, lines: Sequence[SetLine], colour: str, width: float) -> Rgba:
    """Lines around the letters, ``width`` em to each side, filled inside as well."""

    def paint(painter: QPainter) -> None:
        for line in lines:
            pen = QPen(QColor(colour), 2 * width * line.px)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            path = outline(line)
            painter.strokePath(path, pen)
            painter.fillPath(path, QColor(colour))

    return canvas(setting.width, setting.height, paint)


def over(below: Rgba, above: Rgba) -> Rgba:
    """``above`` laid over ``below``."""
    kept = cv2.merge([cv2.bitwise_not(np.ascontiguousarray(above[..., 3]))] * 4)
    return np.asarray(cv2.add(cv2.multiply(below, kept, scale=1 / 255), above), np.uint8)


def shade(
    rgba: Rgba, *, blur: float, down: float = 0.0, strength: float = 0.5, colour: str = "#000000"
) -> Rgba:
    """A soft copy of the shape, ``down`` px lower, to lie below it. ``blur`` is in px."""
    alpha = np.ascontiguousarray(rgba[..., 3])
    if down:
        move = np.array([[1, 0, 0], [0, 1, down]], np.float32)
        alpha = cv2.warpAffine(alpha, move, (alpha.shape[1], alpha.shape[0]))
    return tinted(cv2.GaussianBlur(alpha, (0, 0), max(0.5, blur)), colour, strength)


def tinted(
    alpha: NDArray[np.uint8] | cv2.typing.MatLike, colour: str, opacity: float = 1.0
) -> Rgba:
    """A colour as thick as ``alpha`` [h, w] says, 0–255."""
    ink = QColor(colour)
    planes = [
        cv2.convertScaleAbs(alpha, alpha=opacity * part)
        for part in (ink.redF(), ink.greenF(), ink.blueF(), 1.0)
    ]
    return np.asarray(cv2.merge(planes), np.uint8)


def rounded(boxes: NDArray[np.uint8], radius: float) -> NDArray[np.uint8]:
    """A mask [h, w] of boxes with every corner rounded, the inner ones as well.

    A blurred mask cut at its middle is round; the cut is one pixel soft.
    """
    sigma = max(0.6, 0.55 * radius)
    soft = cv2.GaussianBlur(boxes, (0, 0), sigma).astype(np.float32) / 255
    return (np.clip((soft - 0.5) * sigma * 2.5 + 0.5, 0, 1) * 255).astype(np.uint8)


def contrast(colour: str, dark: str = "#141414", light: str = "#ffffff") -> str:
    """The one of two inks that reads better on a colour (WCAG relative luminance)."""

    def luminance(ink: QColor) -> float:
        def linear(v: float) -> float:
            return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

        parts = linear(ink.redF()), linear(ink.greenF()), linear(ink.blueF())
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    ground = luminance(QColor(colour))

    def ratio(ink: str) -> float:
        a, b = sorted((ground + 0.05, luminance(QColor(ink)) + 0.05))
        return b / a

    return dark if ratio(dark) >= ratio(light) else light
