"""The brief as a form. What the form does not show stays as it was in the brief."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from pipelines.sdk import Language
from studio.ui.campaign.field import Field
from studio.ui.campaign.photo_drop import PhotoDrop
from studio.ui.campaign.row_list import RowList
from studio.ui.campaign.sections import LEFT, RIGHT
from studio.ui.campaign.words_editor import WordsEditor
from studio.ui.surroundings import Surroundings
from studio.ui.tokens import SPACE
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import LANGUAGES, Speaks

if TYPE_CHECKING:
    from pipelines.documents.brief import Brief

__all__ = ["BriefForm"]

_WIDEST = 1240
"""px; beyond this, lines become hard to read."""
_EMPTY: dict[str, Any] = {
    "languages": ["zh", "en"],
    "channels": ["xiaohongshu", "douyin", "instagram"],
    "tone": "warm",
    "template": "auto",
    "brand": {"colours": {"primary": "#0b7a6f"}},
    "offer": {"currency": "CNY"},
    "presenter": {"character": "mei"},
}


def _get(data: dict[str, Any], path: str) -> Any:
    value: Any = data
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *folders, last = path.split(".")
    for key in folders:
        inner = data.get(key)
        data = data.setdefault(key, {}) if not isinstance(inner, dict) else inner
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value


class BriefForm(Speaks, QWidget):
    """Every field of the brief, in cards in two columns."""

    edited = Signal()

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._base: dict[str, Any] = {}
        self._fault = QFrame()
        self._fault.setProperty("look", "fault")
        self._fault_words = label("error", wrap=True)
        self._fault.setLayout(row(self._fault_words, margins=(14, 10, 14, 10)))
        self._fault.hide()
        left, right = column(spacing=SPACE["xl"]), column(spacing=SPACE["xl"])
        for box, sections in ((left, LEFT), (right, RIGHT)):
            for section in sections:
                box.addWidget(section(ui, self._add))
            box.addStretch(1)
        columns = row(spacing=SPACE["xl"])
        columns.addLayout(left, 57)
        columns.addLayout(right, 43)
        inner = QWidget()
        inner.setLayout(column(self._fault, columns, spacing=16))
        inner.setMaximumWidth(_WIDEST)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(SPACE["page"], 4, SPACE["page"], 32)
        outer.addStretch(1)
        outer.addWidget(inner, 1000)
        outer.addStretch(1)
        self.show_data(_EMPTY)

    def _add(self, field: Field) -> Field:
        self.fields[field.path] = field
        editor = field.editor
        editor.edited.connect(lambda: self._edited(field))
        if isinstance(editor, PhotoDrop):
            editor.complained.connect(lambda words: field.tell(words or None))
        return field

    def _edited(self, field: Field) -> None:
        if not isinstance(field.editor, PhotoDrop):
            field.tell(None)
        if field.path == "languages":
            self._offer_languages()
        self.edited.emit()

    def _offer_languages(self) -> None:
        wanted = self.fields["languages"].editor.value()
        languages: list[Language] = [lang for lang in LANGUAGES if lang in wanted] or list(
            LANGUAGES
        )
        if wanted and wanted[0] != languages[0]:
            languages.reverse()
        for field in self.fields.values():
            if isinstance(field.editor, (WordsEditor, RowList)):
                field.editor.show_languages(languages)

    # --- brief ↔ form -------------------------------------------------------------------

    def show_data(self, data: dict[str, Any]) -> None:
        """Fill in the JSON of a brief, whole or not."""
        self._base = copy.deepcopy(data)
        for path, field in self.fields.items():
            field.editor.show_value(_get(data, path))
            field.tell(None)
        self._offer_languages()
        self.tell_fault("")

    def show_brief(self, brief: Brief) -> None:
        """Fill in a brief."""
        self.show_data(brief.model_dump(mode="json", exclude_none=True))

    def start_anew(self) -> None:
        """An empty form."""
        self.show_data(_EMPTY)

    def data(self) -> dict[str, Any]:
        """The brief's JSON as the form says it, right or wrong."""
        data = copy.deepcopy(self._base)
        for path, field in self.fields.items():
            _put(data, path, field.editor.value())
        data.setdefault("product", {})
        data.setdefault("brand", {})
        return data

    def brief(self) -> Brief | None:
        """The brief, or None when something is wrong: then the fields say what."""
        # Imported when first needed: the window opens sooner.
        from pydantic import ValidationError

        from pipelines.documents.brief import Brief
        from studio.ui.campaign.mistakes import mistakes_by_field

        self.tell_fault("")
        for field in self.fields.values():
            field.tell(None)
        try:
            return Brief.model_validate(self.data())
        except ValidationError as error:
            shown, others = mistakes_by_field(error, self.fields.keys())
        for path, words in shown.items():
            self.fields[path].tell(words)
        self.tell_fault("\n".join(others))
        return None

    def tell_fault(self, words: str) -> None:
        """Show a mistake that belongs to no field, or none."""
        self._fault_words.setText(words)
        self._fault.setVisible(bool(words))

    def first_mistake(self) -> Field | None:
        """The first field with a mistake."""
        return next((f for f in self.fields.values() if f.mistake()), None)
