"""A progress bar that glides to its value instead of jumping."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation
from PySide6.QtWidgets import QProgressBar

from studio.ui.tokens import MOTION

__all__ = ["GlidingBar"]


class GlidingBar(QProgressBar):
    """Shows shares of one.

    Args:
        look: ``""`` or ``hero``.
    """

    def __init__(self, look: str = "") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setTextVisible(False)
        self.setRange(0, 1000)
        self._glide = QPropertyAnimation(self, b"value", self)
        self._glide.setDuration(MOTION["slow"])
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)

    def show_share(self, share: float) -> None:
        """Glide to a share, 0 … 1; back to less it jumps: that is another job."""
        value = round(share * 1000)
        self._glide.stop()
        if value <= self.value() or not self.isVisible():
            self.setValue(value)
            return
        self._glide.setStartValue(self.value())
        self._glide.setEndValue(value)
        self._glide.start()
