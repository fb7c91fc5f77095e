"""Buttons: with words, with an icon, and rows of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QToolButton

from studio.ui.theme import Theme
from studio.ui.tokens import ColourName
from studio.ui.words import Speaks, Text

__all__ = ["IconButton", "Segments", "WordButton"]


class WordButton(Speaks, QPushButton):
    """A button that says what it does.

    Args:
        theme: Tints the icon.
        words: What it says.
        look: ``""`` (outlined), ``primary``, ``quiet``, ``chip`` or ``danger``.
        icon: Name in the icon set, or ``""``.
    """

    def __init__(self, theme: Theme, words: Text, look: str = "", icon: str = "") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(self.setText, words)
        if icon:
            colour: ColourName = (
                "on_accent" if look == "primary" else "bad" if look == "danger" else "muted"
            )
            theme.tint(self, icon, colour, 18)
            self.setIconSize(QSize(18, 18))


class IconButton(Speaks, QToolButton):
    """A button that shows what it does; the words are its tool tip and its accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        words: Text,
        *,
        look: str = "",
        colour: ColourName = "muted",
        size: int = 18,
    ) -> None:
        super().__init__()
        self._theme, self._size = theme, size
        self._colour: ColourName = colour
        if look:
            self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(size, size))
        self.show_as(icon, words)

    def show_as(self, icon: str, words: Text) -> None:
        """Mean something else from now on."""
        self._theme.tint(self, icon, self._colour, self._size)
        self.say(self.setToolTip, words)
        self.say(self.setAccessibleName, words)


class Segments(Speaks, QFrame):
    """A row of choices of which exactly one holds."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, Text]]) -> None:
        super().__init__()
        self.setProperty("look", "well")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in choices:
            button = QPushButton()
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            self.say(button.setText, words)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
            button.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
        first = next(iter(self._buttons.values()), None)
        if first is not None:
            first.setChecked(True)

    def button(self, key: str) -> QPushButton:
        """One of the choices."""
        return self._buttons[key]

    def choose(self, key: str) -> None:
        """Show a choice without telling anybody."""
        self._buttons[key].setChecked(True)

    def choice(self) -> str:
        """The one that holds."""
        return next(key for key, button in self._buttons.items() if button.isChecked())
