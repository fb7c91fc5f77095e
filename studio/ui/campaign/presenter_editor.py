"""Who speaks: three cards of which one is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from studio.ui.names import CHARACTERS
from studio.ui.theme import Theme
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks

__all__ = ["PresenterEditor"]

_COLOURS = {"mei": "#e0795f", "ken": "#4f7cac", "ada": "#8a6bb5"}


class _Face(QWidget):
    """A round badge with the initial."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__()
        self._colour, self._letter = QColor(_COLOURS[key]), name[0]
        self.setFixedSize(QSize(38, 38))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc with a letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(self.rect())
        font = self.font()
        font.setPixelSize(16)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)


class PresenterEditor(Speaks, QWidget):
    """One of the characters."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._cards: dict[str, QPushButton] = {}
        line = row(spacing=8)
        for key, (name, manner) in CHARACTERS.items():
            card = QPushButton()
            card.setProperty("look", "choice")
            card.setCheckable(True)
            card.setAccessibleName(name)
            card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            card.setCursor(Qt.CursorShape.PointingHandCursor)
            words = label("caption", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self.say(words.setText, manner)
            title = label("label", name)
            for part in (words, title):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box = column(spacing=4, margins=(6, 12, 6, 10))
            box.addWidget(_Face(key, name), 0, Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(words)
            card.setLayout(box)
            card.setMinimumHeight(122)
            card.clicked.connect(self.edited)
            self._group.addButton(card)
            self._cards[key] = card
            line.addWidget(card, 1)
        self.setLayout(line)
        self.show_value("mei")

    def card(self, key: str) -> QPushButton:
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
