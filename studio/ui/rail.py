"""The navigation rail: the pages, with how much is going on in the queue."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QLabel

from studio.ui.icons import draw_icon
from studio.ui.theme import Theme
from studio.ui.tokens import TYPE
from studio.ui.widgets.layouts import column
from studio.ui.words import Speaks, Text, text

__all__ = ["Rail"]

PAGES = text("shell", "Pages")


class _Place(Speaks, QAbstractButton):
    """One page: icon above, name below, a pill around the icon while it is open."""

    def __init__(self, theme: Theme, icon: str, words: Text, keys: str) -> None:
        super().__init__()
        self._theme, self._icon, self._keys = theme, icon, keys
        self._name = words
        self.badge = 0
        self.setCheckable(True)
        self.setFixedSize(QSize(88, 66))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)
        self.respoken()

    def respoken(self) -> None:
        """Name and tool tip."""
        self.setAccessibleName(self._name())
        self.setToolTip(f"{self._name()}  {self._keys}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill, icon, name, badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.palette.colours()
        pill = QRectF((self.width() - 52) / 2, 7, 52, 32)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(QColor(colours["accent_soft"]))
            painter.drawRoundedRect(pill, 16, 16)
        elif self.underMouse():
            painter.setBrush(QColor(colours["hover"]))
            painter.drawRoundedRect(pill, 16, 16)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours["accent"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), 15, 15)
        tint = colours["accent_text" if self.isChecked() else "muted"]
        draw_icon(painter, self._icon, tint, QRectF(self.width() / 2 - 11, 12, 22, 22))
        font = QFont(self.font())
        font.setPixelSize(TYPE["rail"].size)
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(colours["text" if self.isChecked() else "muted"]))
        room = QRectF(2, 42, self.width() - 4, 20)
        words = painter.fontMetrics().elidedText(
            self._name(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        if self.badge:
            self._draw_badge(painter, colours, font)

    def _draw_badge(self, painter: QPainter, colours: dict[str, str], font: QFont) -> None:
        words = str(self.badge) if self.badge < 100 else "99+"
        font.setPixelSize(10)
        painter.setFont(font)
        width = max(17, painter.fontMetrics().horizontalAdvance(words) + 9)
        spot = QRectF(self.width() / 2 + 7, 5, width, 17)
        painter.setPen(QPen(QColor(colours["surface"]), 2))
        painter.setBrush(QColor(colours["accent"]))
        painter.drawRoundedRect(spot, 8.5, 8.5)
        painter.setPen(QColor(colours["on_accent"]))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)


class Rail(Speaks, QFrame):
    """Emits :attr:`chosen` with the key of a page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, pages: dict[str, tuple[str, Text, str]]) -> None:
        super().__init__()
        self.setProperty("look", "rail")
        self.setFixedWidth(89)
        self.say(self.setAccessibleName, PAGES)
        mark = QLabel()
        theme.tint(mark, "mark", "accent", 40)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._group = QButtonGroup(self)
        self._places: dict[str, _Place] = {}
        box = column(mark, 18, spacing=4, margins=(0, 22, 1, 12))
        for key, (icon, words, keys) in pages.items():
            if key == "settings":
                box.addStretch(1)
            place = _Place(theme, icon, words, keys)
            place.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            self._group.addButton(place)
            self._places[key] = place
            box.addWidget(place)
        self.setLayout(box)

    def place(self, key: str) -> QAbstractButton:
        """The button of a page."""
        return self._places[key]

    def show_page(self, key: str) -> None:
        """Mark a page as open."""
        self._places[key].setChecked(True)

    def show_badge(self, key: str, number: int) -> None:
        """Show a number at a page."""
        if self._places[key].badge != number:
            self._places[key].badge = number
            self._places[key].update()
