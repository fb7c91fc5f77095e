"""A field of the brief: label, what can be filled in, and what is wrong with it."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QLabel, QWidget

from studio.ui.widgets.labels import label, set_flag
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks, Text

__all__ = ["Editor", "Field"]


class Editor(Protocol):
    """What can be filled in. Values are those of the brief's JSON; None: nothing was given."""

    def value(self) -> Any:
        """What it says now."""

    def show_value(self, value: Any) -> None:
        """Say this."""

    def inputs(self) -> list[QWidget]:
        """The widgets to mark when the value is wrong; the first takes the focus."""
        ...


class Field(Speaks, QWidget):
    """An editor with its label above and its mistake below.

    Args:
        path: Where the value stands in the brief: ``offer.price``.
        words: The label.
        editor: A widget that is an :class:`Editor`.
        needed: Whether the brief cannot do without it.
        help: A line in small type, or None.
    """

    def __init__(
        self,
        path: str,
        words: Text,
        editor: Any,
        *,
        needed: bool = False,
        help: Text | None = None,
    ) -> None:
        super().__init__()
        self.path = path
        self.editor = editor
        self._name = words
        self._label = label("label")
        self._mistake: QLabel | None = None
        self.say(self._label.setText, words)
        head = row(self._label, spacing=4)
        if needed:
            head.addWidget(label("accent", "*"))
        head.addStretch(1)
        box = column(head, editor, spacing=6)
        if help is not None:
            line = label("faint", wrap=True)
            self.say(line.setText, help)
            box.addWidget(line)
        self._box = box
        self.setLayout(box)
        self.respoken()

    def respoken(self) -> None:
        """Name the inputs for screen readers."""
        for widget in self.editor.inputs():
            widget.setAccessibleName(self._name())

    def tell(self, mistake: Text | str | None) -> None:
        """Show what is wrong, or that nothing is."""
        if mistake is not None or self._mistake is not None:
            self._show(mistake)
        for widget in self.editor.inputs():
            set_flag(widget, "invalid", mistake is not None)

    def _show(self, mistake: Text | str | None) -> None:
        if self._mistake is None:
            # Most fields are never wrong; the form opens sooner without these labels.
            self._mistake = label("error", wrap=True)
            self._box.addWidget(self._mistake)
        if isinstance(mistake, Text):
            self.say(self._mistake.setText, mistake)
        else:
            self.unsay(self._mistake.setText)
            self._mistake.setText(mistake or "")
        self._mistake.setVisible(mistake is not None)

    def mistake(self) -> str:
        """What is shown as wrong, or ``""``."""
        if self._mistake is None or self._mistake.isHidden():
            return ""
        return self._mistake.text()
