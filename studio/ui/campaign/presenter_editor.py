"""Who speaks: three cards of which one is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from studio.ui.names import CHARACTERS
from studio.ui.theme import Theme
from studio.ui.tokens import TYPE, ColourName
from studio.ui.widgets.layouts import row
from studio.ui.widgets.paint import draw_line
from studio.ui.words import Speaks, Text

__all__ = ["PresenterEditor"]

# Ground, hair, skin, clothes; and how far the hair falls, in shares of the head.
_LOOKS: dict[str, tuple[str, str, str, str, float]] = {
    "mei": ("#fbe3d9", "#2b2226", "#f3c9a9", "#d9604a", 1.35),
    "ken": ("#dce6f0", "#33271f", "#e9b98f", "#3e6a97", 0.35),
    "ada": ("#e8e0f2", "#4a2d1f", "#b97f58", "#7a5bb0", 0.95),
}


def _draw_bust(painter: QPainter, key: str, spot: QRectF) -> None:
    """Head and shoulders in a disc."""
    ground, hair, skin, clothes, fall = _LOOKS[key]
    disc = QPainterPath()
    disc.addEllipse(spot)
    painter.save()
    painter.setClipPath(disc)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(disc, QColor(ground))
    unit, middle = spot.width() / 10, spot.center().x()
    top = spot.top() + 2.0 * unit
    painter.setBrush(QColor(hair))
    painter.drawRoundedRect(
        QRectF(middle - 2.3 * unit, top - 0.4 * unit, 4.6 * unit, (2.6 + 2.6 * fall) * unit),
        2.3 * unit,
        2.0 * unit,
    )
    painter.setBrush(QColor(clothes))
    painter.drawEllipse(QRectF(middle - 3.6 * unit, top + 5.0 * unit, 7.2 * unit, 6 * unit))
    painter.setBrush(QColor(skin))
    painter.drawRoundedRect(
        QRectF(middle - 0.8 * unit, top + 3.2 * unit, 1.6 * unit, 2.6 * unit),
        0.8 * unit,
        0.8 * unit,
    )
    painter.drawEllipse(QPointF(middle, top + 2.4 * unit), 1.75 * unit, 2.1 * unit)
    painter.setBrush(QColor(hair))
    fringe = QPainterPath()
    fringe.moveTo(middle - 1.95 * unit, top + 2.1 * unit)
    fringe.cubicTo(
        QPointF(middle - 2.0 * unit, top - 0.6 * unit),
        QPointF(middle + 2.0 * unit, top - 0.6 * unit),
        QPointF(middle + 1.95 * unit, top + 2.1 * unit),
    )
    fringe.quadTo(
        QPointF(middle + 0.9 * unit, top + 0.7 * unit),
        QPointF(middle - 1.95 * unit, top + 2.1 * unit),
    )
    painter.drawPath(fringe)
    painter.restore()


class _Card(Speaks, QAbstractButton):
    """A character: picture, name, manner."""

    def __init__(self, theme: Theme, key: str, name: str, manner: Text) -> None:
        super().__init__()
        self._theme, self._key, self._name, self._manner = theme, key, name, manner
        self.setCheckable(True)
        self.setFixedHeight(136)
        self.setMinimumWidth(96)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """They share the width."""
        return QSize(110, 136)

    def respoken(self) -> None:
        """Paint the words again."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on = self._theme, self.isChecked()
        lit = on or self.hasFocus()
        ground: ColourName = "accent_soft" if on else "hover" if self.underMouse() else "surface"
        thick = 2 if lit else 1
        painter.setPen(QPen(theme.colour("accent" if lit else "edge"), thick))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
        _draw_bust(painter, self._key, QRectF(self.width() / 2 - 31, 12, 62, 62))
        centre = Qt.AlignmentFlag.AlignHCenter
        room = QRectF(6, 80, self.width() - 12, 20)
        colour = theme.colour("accent_text" if on else "text")
        draw_line(painter, room, self._name, TYPE["strong"], colour, align=centre)
        painter.setPen(theme.colour("muted"))
        font = painter.font()
        font.setPixelSize(TYPE["caption"].size)
        font.setWeight(font.Weight(TYPE["caption"].weight))
        painter.setFont(font)
        lines = QRectF(6, 99, self.width() - 12, 34)
        painter.drawText(lines, centre | Qt.TextFlag.TextWordWrap, self._manner())


class PresenterEditor(Speaks, QWidget):
    """One of the characters."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._cards: dict[str, _Card] = {}
        line = row(spacing=8)
        for key, (name, manner) in CHARACTERS.items():
            card = _Card(theme, key, name, manner)
            card.clicked.connect(self.edited)
            self._group.addButton(card)
            self._cards[key] = card
            line.addWidget(card, 1)
        self.setLayout(line)
        self.show_value("mei")

    def card(self, key: str) -> QAbstractButton:
        """A character's card."""
        return self._cards[key]

    def value(self) -> str:
        """The character chosen."""
        return next(key for key, card in self._cards.items() if card.isChecked())

    def show_value(self, value: Any) -> None:
        """Choose this one."""
        self._cards.get(str(value), self._cards["mei"]).setChecked(True)

    def inputs(self) -> list[QWidget]:
        """The cards are never wrong."""
        return []
