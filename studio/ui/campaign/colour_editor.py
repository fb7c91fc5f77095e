"""A colour: a swatch, its number, and a palette to pick from."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QColorDialog,
    QGridLayout,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from studio.ui.campaign.editors import Line
from studio.ui.theme import Theme
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks, text

__all__ = ["ColourEditor"]

PICK = text("fields", "Pick a colour")
MORE = text("fields", "More colours…")

_PRESETS = (
    *("#c8452f", "#e4572e", "#ef7d3c", "#f2b134", "#d6a04a", "#8a5a3b"),
    *("#5b8c3a", "#1f7a4d", "#0f4c4a", "#127c82", "#1b6ca8", "#27409b"),
    *("#4a3f9f", "#7b4bb7", "#b0408f", "#d6336c", "#3b3f46", "#111418"),
)


class _Swatch(Speaks, QToolButton):
    """A round button of one colour."""

    def __init__(self, theme: Theme, colour: str, side: int) -> None:
        super().__init__()
        self._theme, self.colour = theme, colour
        self.setFixedSize(QSize(side, side))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc, with a ring when it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self.underMouse()
        rim = self._theme.colour("accent" if lit else "edge")
        painter.setPen(QPen(rim, 2 if lit else 1))
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(self.rect().adjusted(2, 2, -3, -3))


class ColourEditor(Speaks, QWidget):
    """A colour as ``#rrggbb``."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.swatch = _Swatch(theme, "#c8452f", 34)
        self.say(self.swatch.setAccessibleName, PICK)
        self.say(self.swatch.setToolTip, PICK)
        self.number = Line()
        self.number.setMaxLength(9)
        self.number.setPlaceholderText("#rrggbb")
        self.number.textEdited.connect(self._typed)
        self.swatch.clicked.connect(self._pick)
        self.setLayout(row(self.swatch, self.number, spacing=8))

    def value(self) -> str | None:
        """The colour, the words that are none, or None."""
        words = self.number.text().strip().lower()
        if re.fullmatch(r"[0-9a-f]{6}", words):
            return f"#{words}"
        return words or None

    def show_value(self, value: Any) -> None:
        """Show this colour."""
        self.number.setText(str(value or ""))
        self._colour_swatch()

    def inputs(self) -> list[QWidget]:
        """The number."""
        return [self.number]

    def _typed(self) -> None:
        self._colour_swatch()
        self.edited.emit()

    def _colour_swatch(self) -> None:
        value = self.value()
        if value is not None and re.fullmatch(r"#[0-9a-f]{6}", value):
            self.swatch.colour = value
            self.swatch.update()

    def _take(self, colour: str) -> None:
        self.show_value(colour)
        self.edited.emit()

    def _pick(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        board = QWidget()
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, colour in enumerate(_PRESETS):
            swatch = _Swatch(self._theme, colour, 32)
            swatch.clicked.connect(lambda _=False, c=colour: (self._take(c), menu.close()))
            grid.addWidget(swatch, place // 6, place % 6)
        more = WordButton(self._theme, MORE, "quiet", "palette")
        more.clicked.connect(lambda: (menu.close(), self._ask()))
        board.setLayout(column(grid, more, margins=8))
        action = QWidgetAction(menu)
        action.setDefaultWidget(board)
        menu.addAction(action)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _ask(self) -> None:
        colour = QColorDialog.getColor(QColor(self.swatch.colour), self, PICK())
        if colour.isValid():
            self._take(colour.name())
