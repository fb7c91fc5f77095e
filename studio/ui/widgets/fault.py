"""A failure told: what happened, why, and how to mend it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks, Text, said_by_program, text

__all__ = ["FaultBox"]

WHAT = text("fault", "What happened")
WHY = text("fault", "Why")
MEND = text("fault", "What to do")
TRY = text("fault", "Try again; if it fails once more, look into the logs folder.")


class _Part(Speaks, QWidget):
    def __init__(self, title: Text) -> None:
        super().__init__()
        head = label("caption")
        self.words = label("body", wrap=True)
        self.words.setTextInteractionFlags(self.words.textInteractionFlags().TextSelectableByMouse)
        self.say(head.setText, title)
        self.setLayout(column(head, self.words, spacing=2))


class FaultBox(Speaks, QFrame):
    """Shows an error as it stands in the database."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("look", "fault")
        picture = QLabel()
        theme.tint(picture, "warning", "bad", 22)
        self._what, self._why, self._mend = _Part(WHAT), _Part(WHY), _Part(MEND)
        parts = column(self._what, self._why, self._mend, spacing=12)
        line = row(spacing=14, margins=(16, 16, 18, 16))
        line.addLayout(column(picture, None))
        line.addLayout(parts, 1)
        self.setLayout(line)
        self._error: dict[str, Any] = {}

    def show_error(self, error: dict[str, Any]) -> None:
        """Show ``{"message", "hint", "cause"}``."""
        self._error = error
        self._what.words.setText(said_by_program(str(error.get("message", ""))))
        self._why.words.setText(str(error.get("cause", "")))
        self._why.setVisible(bool(error.get("cause")))
        self._mend.words.setText(said_by_program(str(error.get("hint") or "")) or TRY())

    def respoken(self) -> None:
        """Say the standing advice again."""
        self.show_error(self._error)
