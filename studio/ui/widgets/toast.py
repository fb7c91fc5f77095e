"""A short message at the lower edge that goes by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLabel, QWidget

from studio.ui.theme import Theme
from studio.ui.tokens import ELEVATION, MOTION
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import row

__all__ = ["Toast"]


class Toast(QFrame):
    """Lies over its parent.

    Args:
        theme: Tints the icon.
        over: Whose lower edge it stands at.
    """

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self.setProperty("look", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = QLabel()
        self._words = label("body")
        self.setLayout(row(self._picture, self._words, spacing=10, margins=(14, 10, 18, 10)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self._lift()
        theme.changed.connect(self._lift)
        self.hide()

    def _lift(self) -> None:
        blur, drop = ELEVATION["floating"]
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(blur)
        shadow.setOffset(0, drop)
        shadow.setColor(self._theme.colour("shadow"))
        self.setGraphicsEffect(shadow)

    def tell(self, words: str, icon: str = "check") -> None:
        """Show a message for a few seconds."""
        self._theme.tint(self._picture, icon, "canvas", 18)
        room = max(200, self._over.width() - 160)
        self._words.setWordWrap(False)
        if self._words.fontMetrics().horizontalAdvance(words) > room:
            self._words.setWordWrap(True)
            self._words.setFixedWidth(room)
        else:
            self._words.setMinimumWidth(0)
            self._words.setMaximumWidth(room + 20)
        self._words.setText(words)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(MOTION["message"])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        over = self._over
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - 28)
