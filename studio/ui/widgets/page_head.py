"""The head of a page: title, a line, and what can be done with all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio.ui.tokens import SPACE
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks, Text

__all__ = ["PageHead"]

_HEIGHT = 104
"""px; the same on every page and in every language, so that nothing jumps."""


class PageHead(Speaks, QWidget):
    """Title and line at the left, tools at the right.

    Args:
        title: What the page is, or None to set it by hand.
        line: What it is for, or None.
        tools: At the right, in this order.
        before: Stands before the title, or None.
    """

    def __init__(
        self,
        title: Text | None,
        line: Text | None,
        *tools: QWidget,
        before: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self.title = ElidedLabel("display")
        self.title.setFixedHeight(36)
        self.line: QLabel = label("muted", size="body")
        self.line.setFixedHeight(22)
        if title is not None:
            self.say(self.title.setText, title)
        if line is not None:
            self.say(self.line.setText, line)
        box = row(spacing=10, margins=(28 if before else SPACE["page"], 24, SPACE["page"], 18))
        if before is not None:
            box.addWidget(before, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(column(self.title, self.line, None, spacing=2), 1)
        for tool in tools:
            box.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(box)
