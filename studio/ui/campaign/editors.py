"""Editors for one value each: words, a link, a number, a day, one of many."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
    QWidgetAction,
)

from studio.ui.theme import Theme
from studio.ui.widgets.layouts import FlowLayout
from studio.ui.words import Speaks, Text, text

__all__ = ["Choice", "Day", "Line", "Many", "Number", "OneOf"]

PICK_DAY = text("fields", "Pick a day")
NO_DAY = text("fields", "No date")


class Line(Speaks, QLineEdit):
    """One line of plain words."""

    edited = Signal()

    def __init__(self, hint: Text | None = None) -> None:
        super().__init__()
        if hint is not None:
            self.say(self.setPlaceholderText, hint)
        self.textEdited.connect(self.edited)

    def value(self) -> str | None:
        """The words, or None."""
        return self.text().strip() or None

    def show_value(self, value: Any) -> None:
        """Say this."""
        self.setText(str(value or ""))
        self.setCursorPosition(0)

    def inputs(self) -> list[QWidget]:
        """Itself."""
        return [self]


class Number(Line):
    """A number as the language writes it. What is no number is passed on as it stands, so that
    the brief's check names it."""

    def value(self) -> float | str | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The number, the words that are none, or None."""
        words = self.text().strip()
        if not words:
            return None
        plain = re.sub(r"[\s¥￥$€£,，]", "", words)
        try:
            number = float(plain)
        except ValueError:
            return words
        return int(number) if number == int(number) else number

    def show_value(self, value: Any) -> None:
        """Say this."""
        self.setText("" if value is None else f"{value:.10g}")


class Day(Line):
    """A day: typed, or picked from a calendar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(NO_DAY)
        self._pick = QAction(QIcon(), "", self)
        theme.tint(self._pick, "calendar", "muted", 18)
        self.say(self._pick.setText, PICK_DAY)
        self.say(self._pick.setToolTip, PICK_DAY)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self._pick.triggered.connect(self._show_calendar)

    def value(self) -> str | None:
        """The day as 2026-09-01, the words that are none, or None."""
        words = self.text().strip()
        if not words:
            return None
        numbers = [int(n) for n in re.findall(r"\d+", words)]
        try:
            return dt.date(*numbers).isoformat() if len(numbers) == 3 else words
        except ValueError:
            return words

    def _show_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        if (day := QDate.fromString(self.value() or "", Qt.DateFormat.ISODate)).isValid():
            calendar.setSelectedDate(day)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(day: QDate) -> None:
            self.show_value(day.toString(Qt.DateFormat.ISODate))
            self.edited.emit()
            menu.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()


class Choice(Speaks, QComboBox):
    """One of a few."""

    edited = Signal()

    def __init__(self, choices: dict[str, Text | str]) -> None:
        super().__init__()
        self._choices = choices
        for key, words in choices.items():
            self.addItem(words if isinstance(words, str) else words(), key)
        self.activated.connect(self.edited)
        self.view().window().setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def respoken(self) -> None:
        """Say the choices again."""
        for index, words in enumerate(self._choices.values()):
            self.setItemText(index, words if isinstance(words, str) else words())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the choice."""
        event.ignore()

    def value(self) -> str:
        """The key chosen."""
        return str(self.currentData())

    def show_value(self, value: Any) -> None:
        """Choose this."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(value)))

    def inputs(self) -> list[QWidget]:
        """Itself."""
        return [self]


class _Chips(Speaks, QWidget):
    """A flow of chips that are on or off."""

    edited = Signal()

    def __init__(self, choices: dict[str, Text]) -> None:
        super().__init__()
        flow = FlowLayout(8)
        self.setLayout(flow)
        self._chips: dict[str, QPushButton] = {}
        for key, words in choices.items():
            chip = QPushButton()
            chip.setProperty("look", "chip")
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            self.say(chip.setText, words)
            chip.clicked.connect(lambda _=False, k=key: self._clicked(k))
            flow.addWidget(chip)
            self._chips[key] = chip

    def chip(self, key: str) -> QPushButton:
        """One of the chips."""
        return self._chips[key]

    def _clicked(self, key: str) -> None:
        self.edited.emit()

    def inputs(self) -> list[QWidget]:
        """No chip is wrong by itself."""
        return []


class Many(_Chips):
    """Some of many, in the order of the brief; new ones come last."""

    def __init__(self, choices: dict[str, Text]) -> None:
        super().__init__(choices)
        self._order: list[str] = []

    def value(self) -> list[str]:
        """The keys chosen, the first one chosen first."""
        return list(self._order)

    def show_value(self, value: Any) -> None:
        """Choose these."""
        self._order = [key for key in value or () if key in self._chips]
        for key, chip in self._chips.items():
            chip.setChecked(key in self._order)

    def _clicked(self, key: str) -> None:
        if key in self._order:
            self._order.remove(key)
        else:
            self._order.append(key)
        super()._clicked(key)


class OneOf(_Chips):
    """Exactly one of a few, as chips."""

    def value(self) -> str:
        """The key chosen."""
        return next((k for k, c in self._chips.items() if c.isChecked()), next(iter(self._chips)))

    def show_value(self, value: Any) -> None:
        """Choose this."""
        for key, chip in self._chips.items():
            chip.setChecked(key == value)

    def _clicked(self, key: str) -> None:
        self.show_value(key)
        super()._clicked(key)
