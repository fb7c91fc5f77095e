"""What poster templates there are, and which files of a pack were refused, with the reason."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QLabel

from studio.app.poster_templates import TemplateList, templates_here
from studio.ui.surroundings import Surroundings
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.card import Card
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import text

__all__ = ["TemplatesCard"]

TITLE = text("settings", "Poster templates")
LINE = text("settings", "Drop a folder of templates here: it is a pack.")
SHOW = text("settings", "Open template folder")
COUNT = text("settings", "{count} templates, {packs} packs")
FINE = text("settings", "Every file of the packs can be used.")


class TemplatesCard(Card):
    """Looked through again each time it is shown."""

    def __init__(self, ui: Surroundings) -> None:
        super().__init__(ui.theme)
        self._ui = ui
        self._found: TemplateList | None = None
        picture, name, words = QLabel(), label("heading"), label("caption", wrap=True)
        ui.theme.tint(picture, "palette", "accent", 22)
        self.say(name.setText, TITLE)
        self.say(words.setText, LINE)
        button = WordButton(ui.theme, SHOW, "", "folder")
        button.clicked.connect(partial(_open, ui.studio.settings.data / "templates"))
        head = row(picture, spacing=16)
        head.addLayout(column(name, words, spacing=3), 1)
        head.addWidget(button)
        self.count, self.problems = label("muted"), label("caption", wrap=True)
        self.add(head)
        self.add(self.count)
        self.add(self.problems)

    def showEvent(self, event: QShowEvent) -> None:
        """Look through the packs, beside the window's thread."""
        super().showEvent(event)
        self._ui.bridge.ask(self, lambda studio: templates_here(studio.settings.data), self._show)

    def _show(self, found: TemplateList) -> None:
        self._found = found
        packs = {t.name.partition("/")[0] for t in found.templates if "/" in t.name}
        self.say(self.count.setText, COUNT, count=len(found.templates), packs=len(packs))
        if found.problems:
            self.unsay(self.problems.setText)
            self.respoken()
        else:
            self.say(self.problems.setText, FINE)

    def respoken(self) -> None:
        """The problems, in the window's language."""
        if self._found is not None and self._found.problems:
            language = self._ui.tongue.language
            lines = [f"{file}: {message.best(language)}" for file, message in self._found.problems]
            self.problems.setText("\n".join(lines))


def _open(folder: Path) -> None:
    with contextlib.suppress(OSError):  # the file browser says that it is not there
        folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
