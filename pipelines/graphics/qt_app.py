"""The one QGuiApplication that text and fonts need."""

from __future__ import annotations

import os
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

__all__ = ["ensure_app"]


def _forget_plugins_of_opencv() -> None:
    """opencv-contrib ships a Qt of its own and points every Qt at it; ours would abort on it."""
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        if "cv2" in os.environ.get(name, ""):
            os.environ.pop(name)


@cache
def _start() -> QGuiApplication:
    # Cached: Qt ends when the last Python reference to the application goes.
    _forget_plugins_of_opencv()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["aigc-studio"])


def ensure_app() -> QCoreApplication:
    """The running application, or a new one without a screen. Call it before any text is drawn."""
    return QCoreApplication.instance() or _start()
