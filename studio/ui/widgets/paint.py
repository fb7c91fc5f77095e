"""One line of words, as delegates and galleries paint it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from studio.ui.tokens import TypeStyle

__all__ = ["draw_line"]


def draw_line(
    painter: QPainter,
    room: QRectF,
    words: str,
    style: TypeStyle,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Draw one line, shortened with … to fit its room; returns how wide it is, in px."""
    font = QFont(painter.font())
    font.setPixelSize(style.size)
    font.setWeight(QFont.Weight(style.weight))
    painter.setFont(font)
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, shown)
    return painter.fontMetrics().horizontalAdvance(shown)
