"""A card: a titled box with room to breathe."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.tokens import SPACE
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import row
from studio.ui.words import Speaks, Text

__all__ = ["Card"]


class Card(Speaks, QFrame):
    """A titled box.

    Args:
        theme: Tints the icon.
        title: Its title, or None.
        icon: Name in the icon set, or ``""``.
        help: A line that says what belongs here, or None.
    """

    def __init__(
        self,
        theme: Theme,
        title: Text | None = None,
        icon: str = "",
        help: Text | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE["xl"], 18, SPACE["xl"], SPACE["xl"])
        self.body.setSpacing(14)
        if title is not None:
            picture = QLabel()
            heading = label("heading")
            self.say(heading.setText, title)
            self.say(self.setAccessibleName, title)
            head = row(heading, None, spacing=10)
            if icon:
                theme.tint(picture, icon, "accent", 20)
                head.insertWidget(0, picture, 0, Qt.AlignmentFlag.AlignVCenter)
            self.body.addLayout(head)
            self.head = head
        if help is not None:
            line = label("caption", wrap=True)
            self.say(line.setText, help)
            self.body.addWidget(line)
            self.body.setSpacing(12)

    def add(self, item: QWidget | QLayout) -> None:
        """Put something below the rest."""
        if isinstance(item, QLayout):
            self.body.addLayout(item)
        else:
            self.body.addWidget(item)
