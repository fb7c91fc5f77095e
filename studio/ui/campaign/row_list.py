"""A list that grows: each row a few texts, added and taken away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pipelines.sdk import Language
from studio.ui.campaign.words_editor import WordsEditor
from studio.ui.theme import Theme
from studio.ui.widgets.buttons import IconButton, WordButton
from studio.ui.widgets.layouts import column, row
from studio.ui.words import LANGUAGES, Speaks, Text, text

__all__ = ["RowList"]

REMOVE = text("fields", "Remove")


class _Row(QFrame):
    def __init__(self, theme: Theme, columns: dict[str, Text], *, abreast: bool) -> None:
        super().__init__()
        self.columns = {key: WordsEditor(hint) for key, hint in columns.items()}
        self.remove = IconButton(theme, "close", REMOVE, look="small", size=16)
        editors = list(self.columns.values())
        box = row(*editors, spacing=8) if abreast else column(*editors, spacing=8)
        framed = len(editors) > 1 and not abreast
        if framed:
            self.setProperty("look", "row")
        line = row(spacing=6, margins=(10, 10, 8, 10) if framed else 0)
        line.addLayout(box, 1)
        top = Qt.AlignmentFlag.AlignTop if framed else Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self.remove, 0, top)
        self.setLayout(line)


class RowList(Speaks, QWidget):
    """Rows of texts.

    Args:
        theme: For the icons.
        columns: Key in the brief and hint of each text of a row. The empty key stands for the
            whole row: then a row is one text.
        add: The words of the button that adds a row.
        most: How many rows there may be.
        abreast: Texts side by side instead of below each other.
        ready: Whether an empty list offers an empty row.
    """

    edited = Signal()

    def __init__(
        self,
        theme: Theme,
        columns: dict[str, Text],
        add: Text,
        most: int = 12,
        *,
        abreast: bool = False,
        ready: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._columns, self._most = theme, columns, most
        self._abreast, self._ready = abreast, ready
        self._languages: list[Language] = list(LANGUAGES)
        self._rows: list[_Row] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(8)
        self.add_button = WordButton(theme, add, "quiet", "plus")
        self.add_button.clicked.connect(self._add_and_focus)
        self.setLayout(column(self._box, row(self.add_button, None), spacing=6))

    def show_languages(self, languages: list[Language]) -> None:
        """Offer these."""
        self._languages = languages
        for one in self._rows:
            for editor in one.columns.values():
                editor.show_languages(languages)

    def rows(self) -> list[dict[str, WordsEditor]]:
        """The editors of every row."""
        return [one.columns for one in self._rows]

    def value(self) -> list[Any]:
        """What the rows say; empty rows and empty texts are left out."""
        said: list[Any] = []
        for one in self._rows:
            values = {k: v for k, e in one.columns.items() if (v := e.value()) is not None}
            if values:
                said.append(values.get("", values))
        return said

    def show_value(self, value: Any) -> None:
        """Say these."""
        while self._rows:
            self._take(self._rows[-1])
        if not value and self._ready:
            self._add()
        for item in value or ():
            editors = self._add().columns
            for key, editor in editors.items():
                editor.show_value(item if key == "" else item.get(key))

    def _add_and_focus(self) -> None:
        self._add().columns[next(iter(self._columns))].inputs()[0].setFocus()
        self.edited.emit()

    def _add(self) -> _Row:
        made = _Row(self._theme, self._columns, abreast=self._abreast)
        for editor in made.columns.values():
            editor.show_languages(self._languages)
            editor.edited.connect(self.edited)
        made.remove.clicked.connect(lambda: self._take(made))
        self._rows.append(made)
        self._box.addWidget(made)
        self.add_button.setVisible(len(self._rows) < self._most)
        return made

    def _take(self, one: _Row) -> None:
        self._rows.remove(one)
        self._box.removeWidget(one)
        one.hide()
        one.deleteLater()
        self.add_button.setVisible(True)
        self.edited.emit()

    def inputs(self) -> list[QWidget]:
        """Every input of every row."""
        return [w for one in self._rows for e in one.columns.values() for w in e.inputs()]
