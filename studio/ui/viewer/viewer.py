"""The viewer: lies over the whole window and shows one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QWidget

from studio.ui.surroundings import Surroundings
from studio.ui.viewer.items import ViewItem
from studio.ui.viewer.player import Player
from studio.ui.viewer.zoom_view import ZoomView
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks, Text, text

__all__ = ["Viewer"]

CLOSE = text("viewer", "Close")
NEXT = text("viewer", "Next")
PREVIOUS = text("viewer", "Previous")
NEARER = text("viewer", "Zoom in")
FARTHER = text("viewer", "Zoom out")
FIT = text("viewer", "Fit")
NO_TEXT = text("viewer", "This file cannot be shown here. Open its folder to use it.")
_PLAYED = ("video", "speech", "music", "sound")
_READ = ("text", "subtitles", "document", "data")
_MOST_TEXT = 400_000
"""characters; more is cut off."""


class Viewer(Speaks, QWidget):
    """Covers its parent while it is open.

    Args:
        ui: The surroundings.
        over: What it covers.
    """

    closed = Signal()

    def __init__(self, ui: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._ui, self._over = ui, over
        self._items: list[ViewItem] = []
        self._place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.zoom_view = ZoomView(ui.pictures)
        self.zoom_view.dismissed.connect(self.close_view)
        self._player: Player | None = None
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setMaximumWidth(820)
        page = QWidget()
        line = row(None, spacing=0)
        line.addWidget(self._text, 1000)
        line.addStretch(1)
        page.setLayout(line)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.zoom_view)
        self._stack.addWidget(page)
        self._bar()
        over.installEventFilter(self)
        self.hide()

    def _glass(self, icon: str, words: Text, act: Callable[[], object]) -> IconButton:
        button = IconButton(self._ui.theme, icon, words, look="glass", colour="on_scrim", size=20)
        button.clicked.connect(act)
        return button

    def _bar(self) -> None:
        self._title, self._note = label("scrim", size="heading"), label("scrim", size="caption")
        self._percent = label("scrim", size="caption")
        self._percent.setMinimumWidth(44)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom_view.zoomed.connect(
            lambda zoom: self._percent.setText(f"{zoom * self.devicePixelRatioF():.0%}")
        )
        farther = self._glass("minus", FARTHER, lambda: self.zoom_view.zoom_by(0.8))
        nearer = self._glass("plus", NEARER, lambda: self.zoom_view.zoom_by(1.25))
        fit = self._glass("expand", FIT, self.zoom_view.fit)
        self._zoom_tools = QWidget()
        self._zoom_tools.setLayout(row(farther, self._percent, nearer, fit, spacing=6))
        self.close_button = self._glass("close", CLOSE, self.close_view)
        self.previous = self._glass("chevron-left", PREVIOUS, lambda: self.step(-1))
        self.next = self._glass("chevron-right", NEXT, lambda: self.step(1))
        names = column(self._title, self._note, spacing=2)
        head = row(spacing=12, margins=(20, 14, 16, 10))
        head.addLayout(names, 1)
        head.addWidget(self._zoom_tools)
        head.addWidget(self.close_button)
        middle = row(spacing=8, margins=(16, 0, 16, 20))
        middle.addWidget(self.previous)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.next)
        box = column(head, spacing=0)
        box.addLayout(middle, 1)
        self.setLayout(box)

    # --- what is shown ------------------------------------------------------------------

    def show_items(self, items: Sequence[ViewItem], place: int = 0) -> None:
        """Open on one of these."""
        if not items:
            return
        self._items, self._place = list(items), place
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._show()

    def item(self) -> ViewItem:
        """What is shown."""
        return self._items[self._place]

    def step(self, by: int) -> None:
        """Go on or back; there is no end."""
        self._place = (self._place + by) % len(self._items)
        self._show()

    def _show(self) -> None:
        item = self.item()
        if self._player is not None:
            self._player.close_media()
        self._title.setText(item.title)
        self._note.setText(item.note)
        self._note.setVisible(bool(item.note))
        for button in (self.previous, self.next):
            button.setVisible(len(self._items) > 1)
        self._zoom_tools.setVisible(item.kind == "image")
        if item.kind in _PLAYED:
            player = self._player_page()
            self._stack.setCurrentWidget(player)
            player.open(item.path, icon=item.kind)
        elif item.kind in _READ:
            self._text.setPlainText(_read(item))
            self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentWidget(self.zoom_view)
            self.zoom_view.show_file(item.path)

    def _player_page(self) -> Player:
        if self._player is None:
            self._player = Player(self._ui.theme)
            self._player.setProperty("look", "card")
            self._player.setContentsMargins(12, 12, 12, 10)
            self._stack.addWidget(self._player)
        return self._player

    def close_view(self) -> None:
        """Uncover the window."""
        if self._player is not None:
            self._player.close_media()
        self.hide()
        self.closed.emit()

    # --- what a person does ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, arrows turn the pages, + and - zoom, 0 fits, Space plays."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_view()
            case Qt.Key.Key_Right | Qt.Key.Key_PageDown:
                self.step(1)
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp:
                self.step(-1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_view.zoom_by(1.25)
            case Qt.Key.Key_Minus:
                self.zoom_view.zoom_by(0.8)
            case Qt.Key.Key_0:
                self.zoom_view.fit()
            case Qt.Key.Key_Space if self._player is not None:
                self._player.toggle()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Clicks do not fall through."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover all of the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scrim."""
        QPainter(self).fillRect(self.rect(), self._ui.theme.colour("scrim"))


def _read(item: ViewItem) -> str:
    """A file's text; what is none gets a line that says so."""
    try:
        return item.path.read_text(encoding="utf-8")[:_MOST_TEXT]
    except (OSError, UnicodeDecodeError):
        return NO_TEXT()
