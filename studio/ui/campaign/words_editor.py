"""Words in Chinese and English: an input for each language of the campaign."""

from __future__ import annotations

import itertools
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from pipelines.sdk import Language
from studio.ui.tokens import TYPE
from studio.ui.words import LANGUAGES, Speaks, Text

__all__ = ["WordsEditor"]

_TAGS: dict[Language, str] = {"zh": "中", "en": "EN"}
_TAG_WIDTH = 24
"""px kept free for the tag."""


def _draw_tag(box: QWidget, language: Language, room: QRect) -> None:
    """The language's tag at the right edge of a box, small and faint."""
    painter = QPainter(box)
    font = painter.font()
    font.setPixelSize(TYPE["caption"].size)
    painter.setFont(font)
    painter.setPen(box.palette().color(QPalette.ColorRole.PlaceholderText))
    painter.drawText(
        room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _TAGS[language]
    )


class _Tagged(Speaks, QLineEdit):
    """A line with the language's tag at its right edge."""

    edited = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language: Language = language
        self.textEdited.connect(self.edited)
        self.setTextMargins(0, 0, _TAG_WIDTH, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, then its tag."""
        super().paintEvent(event)
        _draw_tag(self, self._language, self.rect().adjusted(0, 0, -11, 0))

    def words(self) -> str:
        """What is written."""
        return self.text().strip()

    def write(self, words: str) -> None:
        """Write this."""
        self.setText(words)
        self.setCursorPosition(0)


class _TaggedArea(Speaks, QPlainTextEdit):
    """Three lines with the language's tag; Tab goes on to the next field."""

    edited = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language: Language = language
        self.setTabChangesFocus(True)
        self.setFixedHeight(76)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.textChanged.connect(self.edited)
        self.setViewportMargins(0, 0, _TAG_WIDTH, 0)

    def event(self, event: QEvent) -> bool:
        """The tag is painted beside the text, on the box itself."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            _draw_tag(self, self._language, QRect(0, 8, self.width() - 11, 20))
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the page."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            event.ignore()
            return
        super().keyPressEvent(event)

    def words(self) -> str:
        """What is written."""
        return self.toPlainText().strip()

    def write(self, words: str) -> None:
        """Write this."""
        if words != self.toPlainText():
            self.setPlainText(words)


class WordsEditor(Speaks, QWidget):
    """A ``LocalText``. Words of a language that is not shown are kept.

    Args:
        hint: What to write, shown while it is empty.
        area: Three lines instead of one.
        stacked: One language below the other.
    """

    edited = Signal()

    def __init__(
        self, hint: Text | None = None, *, area: bool = False, stacked: bool = False
    ) -> None:
        super().__init__()
        self._stacked = stacked
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._boxes: dict[Language, _Tagged | _TaggedArea] = {}
        for language in LANGUAGES:
            box = _TaggedArea(language) if area else _Tagged(language)
            box.edited.connect(self.edited)
            if hint is not None:
                self.say(box.setPlaceholderText, hint)
            self._boxes[language] = box
        self.show_languages(list(LANGUAGES))

    def box(self, language: Language) -> QLineEdit | QPlainTextEdit:
        """The input for a language."""
        return self._boxes[language]

    def show_languages(self, languages: list[Language]) -> None:
        """Offer these, in this order."""
        for box in self._boxes.values():
            self._grid.removeWidget(box)
        for place, language in enumerate(languages):
            where = (place, 0) if self._stacked else (0, place)
            self._grid.addWidget(self._boxes[language], *where)
        for language, box in self._boxes.items():
            box.setVisible(language in languages)
        for before, after in itertools.pairwise(languages):
            QWidget.setTabOrder(self._boxes[before], self._boxes[after])

    def value(self) -> dict[str, str] | None:
        """The words by language, or None."""
        said = {lang: words for lang, box in self._boxes.items() if (words := box.words())}
        return dict(said) or None

    def show_value(self, value: Any) -> None:
        """Say this: ``{"zh": …, "en": …}`` or None."""
        for language, box in self._boxes.items():
            box.write(str((value or {}).get(language, "")))

    def inputs(self) -> list[QWidget]:
        """The inputs that are offered first."""
        return [box for box in self._boxes.values() if not box.isHidden()] or list(
            self._boxes.values()
        )
