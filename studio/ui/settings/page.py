"""The Settings page: language, look, where things are kept, what this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.ui.settings.templates_card import TemplatesCard
from studio.ui.surroundings import Surroundings
from studio.ui.theme import ThemeWish
from studio.ui.tokens import SPACE
from studio.ui.widgets.buttons import Segments, WordButton
from studio.ui.widgets.card import Card
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.layouts import column, row, scrolling
from studio.ui.widgets.page_head import PageHead
from studio.ui.words import Speaks, Text, Wish, text

__all__ = ["SettingsPage"]

TITLE = text("settings", "Settings")
LINE = text("settings", "Changes take effect at once.")
LANGUAGE = text("settings", "Language")
LANGUAGE_LINE = text("settings", "The words of the window. Campaigns have their own.")
LOOK = text("settings", "Appearance")
LOOK_LINE = text("settings", "Follow the system, or choose.")
SYSTEM = text("settings", "System")
LIGHT = text("settings", "Light")
DARK = text("settings", "Dark")
CHINESE = text("settings", "中文")
ENGLISH = text("settings", "English")
DATA = text("settings", "Data folder")
DATA_LINE = text("settings", "Jobs, pictures and videos are kept here, on this machine.")
SHOW = text("settings", "Open folder")
ABOUT = text("settings", "About")
ABOUT_LINE = text(
    "settings",
    "Copy, posters, voice, video and a presenter from one brief, made on your own machine. "
    "Everything it makes is labelled as AI-made.",
)
VERSION = text("settings", "AIGC Studio {version}")
LICENCE = text("settings", "Apache License 2.0")


def _version() -> str:
    try:
        return version("aigc-studio")
    except PackageNotFoundError:
        return ""


class SettingsPage(Speaks, QWidget):
    """What can be set."""

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self.language = Segments([("system", SYSTEM), ("zh", CHINESE), ("en", ENGLISH)])
        self.language.choose(ui.tongue.wish)
        self.language.chosen.connect(self._choose_language)
        self.theme = Segments([("system", SYSTEM), ("light", LIGHT), ("dark", DARK)])
        self.theme.choose(ui.theme.wish)
        self.theme.chosen.connect(self._choose_theme)
        self.templates = TemplatesCard(ui)
        inner = QWidget()
        inner.setMaximumWidth(760)
        inner.setLayout(
            column(
                self._card("language", LANGUAGE, LANGUAGE_LINE, self.language),
                self._card("sun", LOOK, LOOK_LINE, self.theme),
                self._data_card(),
                self.templates,
                self._about_card(),
                None,
                spacing=16,
            )
        )
        page = QWidget()
        middle = QHBoxLayout(page)
        middle.setContentsMargins(SPACE["page"], 4, SPACE["page"], 32)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        head = PageHead(TITLE, LINE)
        box = column(head, spacing=0)
        box.addWidget(scrolling(page), 1)
        self.setLayout(box)

    def _card(self, icon: str, title: Text, line: Text, control: QWidget) -> Card:
        card = Card(self._ui.theme)
        picture, name, words = QLabel(), label("heading"), label("caption", wrap=True)
        self._ui.theme.tint(picture, icon, "accent", 22)
        self.say(name.setText, title)
        self.say(words.setText, line)
        self.say(control.setAccessibleName, title)
        box = row(picture, spacing=16)
        box.addLayout(column(name, words, spacing=3), 1)
        box.addWidget(control)
        card.add(box)
        return card

    def _data_card(self) -> Card:
        button = WordButton(self._ui.theme, SHOW, "", "folder")
        folder = self._ui.studio.settings.data
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        card = self._card("folder", DATA, DATA_LINE, button)
        self.folder = ElidedLabel("mono")
        self.folder.setText(str(folder))
        card.add(self.folder)
        return card

    def _about_card(self) -> Card:
        card = Card(self._ui.theme, ABOUT, "info")
        name, licence = label("label"), label("muted")
        self.say(name.setText, VERSION, version=_version())
        self.say(licence.setText, LICENCE)
        mark = QLabel()
        self._ui.theme.tint(mark, "mark", "accent", 44)
        words = label("caption", wrap=True)
        self.say(words.setText, ABOUT_LINE)
        head = row(mark, column(name, licence, spacing=2), None, spacing=14)
        card.add(head)
        card.add(words)
        return card

    def _choose_language(self, key: str) -> None:
        self._ui.preferences.language = cast(Wish, key)
        self._ui.tongue.choose(cast(Wish, key))

    def _choose_theme(self, key: str) -> None:
        self._ui.preferences.theme = cast(ThemeWish, key)
        self._ui.theme.choose(cast(ThemeWish, key))
