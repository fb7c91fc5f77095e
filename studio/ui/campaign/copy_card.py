"""The copy for one channel: its versions side by side in tabs, ready to paste."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from pipelines.documents.channels import count, limits, posted_text
from pipelines.documents.copy import CopyVariant
from studio.ui.campaign.result import ChannelCopy
from studio.ui.names import CHANNELS, LANGUAGES
from studio.ui.theme import Theme
from studio.ui.tokens import MOTION
from studio.ui.widgets.buttons import Segments, WordButton
from studio.ui.widgets.card import Card
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import row
from studio.ui.words import Text, text

__all__ = ["CopyCard", "paste_text"]

COPY = text("files", "Copy")
COPIED = text("board", "Copied")
LENGTH = text("board", "{used} of {limit} characters")


def paste_text(variant: CopyVariant) -> str:
    """Everything of a version, as it is pasted into the channel."""
    parts = (variant.title, variant.summary, posted_text(variant), variant.call_to_action)
    return "\n\n".join(part for part in parts if part)


class CopyCard(Card):
    """One channel in one language."""

    def __init__(self, theme: Theme, copy: ChannelCopy) -> None:
        super().__init__(theme)
        self._theme, self.copy = theme, copy
        self._place = 0
        self.body.setSpacing(10)
        name, language = label("heading"), label("badge")
        self.say(name.setText, CHANNELS.get(copy.channel) or Text("names", copy.channel))
        self.say(language.setText, LANGUAGES.get(copy.language) or Text("names", copy.language))
        self.copy_button = WordButton(theme, COPY, "quiet", "copy")
        self.copy_button.clicked.connect(self.copy_out)
        self.add(row(name, language, None, self.copy_button, spacing=8))
        if len(copy.variants) > 1:
            self.tabs = Segments(
                [
                    (str(i), Text("names", f"{i + 1} · {v.framework}"))
                    for i, v in enumerate(copy.variants)
                ]
            )
            self.tabs.chosen.connect(lambda key: self.show_variant(int(key)))
            self.add(row(self.tabs, None))
        self._title = self._words("heading")
        self._summary = self._words("muted")
        self._text = self._words("body")
        self._tags = self._words("accent")
        self._action = self._words("label")
        self._length = label("faint")
        self.body.addStretch(1)
        self.add(self._length)
        self.show_variant(0)

    def _words(self, look: str) -> QLabel:
        made = label(look, wrap=True)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.add(made)
        return made

    def variant(self) -> CopyVariant:
        """The version shown."""
        return self.copy.variants[self._place]

    def show_variant(self, place: int) -> None:
        """Show one of the versions."""
        self._place = place
        variant = self.variant()
        for box, words in (
            (self._title, variant.title),
            (self._summary, variant.summary),
            (self._text, variant.body),
            (self._tags, "  ".join(variant.hashtags)),
            (self._action, variant.call_to_action),
        ):
            box.setText(words)
            box.setVisible(bool(words))
        rules = limits(variant.channel)
        used = count(posted_text(variant), rules.count)
        self.say(self._length.setText, LENGTH, used=used, limit=rules.body)

    def copy_out(self) -> None:
        """To the clipboard."""
        QGuiApplication.clipboard().setText(paste_text(self.variant()))
        button = self.copy_button
        button.say(button.setText, COPIED)
        self._theme.tint(button, "check", "good", 18)
        QTimer.singleShot(MOTION["answer"], button, self._calm)

    def _calm(self) -> None:
        self.copy_button.say(self.copy_button.setText, COPY)
        self._theme.tint(self.copy_button, "copy", "muted", 18)
