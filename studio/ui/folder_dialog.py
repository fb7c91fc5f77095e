"""The data folder cannot be used: say so, and ask for another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel

from studio.errors import StudioError
from studio.ui.theme import Theme
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks, Tongue, said_by_program, text

__all__ = ["FolderDialog", "ask_for_folder"]

TITLE = text("folder", "The data folder cannot be used")
LINE = text(
    "folder", "The studio keeps its jobs and files there. Choose a folder you may write to."
)
CHOOSE = text("folder", "Choose another folder…")
QUIT = text("folder", "Quit")


class FolderDialog(Speaks, QDialog):
    """Says what is wrong and offers a way out.

    Args:
        theme: The look.
        error: What is wrong.
    """

    def __init__(self, theme: Theme, error: StudioError) -> None:
        super().__init__()
        self.chosen: Path | None = None
        self.setFixedWidth(520)
        picture, title = QLabel(), label("title", wrap=True)
        theme.tint(picture, "warning", "bad", 30)
        line = label("muted", size="body", wrap=True)
        self.say(self.setWindowTitle, TITLE)
        self.say(title.setText, TITLE)
        self.say(line.setText, LINE)
        self.what = label(
            "error",
            "\n".join(said_by_program(words) for words in (error.message, error.hint) if words),
            wrap=True,
        )
        self.what.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.quit = WordButton(theme, QUIT, "quiet")
        self.choose = WordButton(theme, CHOOSE, "primary", "folder")
        self.quit.clicked.connect(self.reject)
        self.choose.clicked.connect(self._ask)
        self.choose.setDefault(True)
        head = row(spacing=14)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(column(title, line, self.what, spacing=8), 1)
        buttons = row(None, self.quit, self.choose, spacing=8)
        self.setLayout(column(head, buttons, spacing=22, margins=26))

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, CHOOSE(), str(Path.home()))
        if name:
            self.chosen = Path(name)
            self.accept()


def ask_for_folder(app: QApplication, error: StudioError) -> Path | None:
    """Another data folder, or None to quit."""
    tongue, theme = Tongue(app), Theme(app)
    tongue.choose("system")
    theme.choose("system")
    dialog = FolderDialog(theme, error)
    theme.wear()
    dialog.exec()
    tongue.close()
    theme.close()
    return dialog.chosen
