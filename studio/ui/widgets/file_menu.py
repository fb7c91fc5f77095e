"""What can be done with a file anywhere in the window: copy it, see where it lies, open it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.pictures import read_picture
from studio.ui.surroundings import Surroundings
from studio.ui.words import text

__all__ = ["copy_file", "file_menu", "reveal"]

COPY = text("files", "Copy")
REVEAL = text("files", "Show in folder")
OPEN = text("files", "Open with another program")


def reveal(path: Path) -> None:
    """Show a file in the system's file manager; where that cannot select, its folder."""
    if sys.platform == "win32":
        subprocess.Popen(["explorer", f"/select,{path}"])
    elif sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def copy_file(path: Path, kind: str) -> None:
    """Put a file on the clipboard; a picture also as a picture."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    if kind == "image":
        data.setImageData(read_picture(path, QSize(4096, 4096)))
    QGuiApplication.clipboard().setMimeData(data)


def file_menu(ui: Surroundings, owner: QWidget, path: Path, kind: str, at: QPoint) -> QMenu:
    """Show the menu of a file at a place on the screen."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for icon, words, act in (
        ("copy", COPY, lambda: copy_file(path, kind)),
        ("folder", REVEAL, lambda: reveal(path)),
        ("play", OPEN, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
    ):
        action = menu.addAction(ui.theme.icon(icon), words())
        action.triggered.connect(act)
    menu.popup(at)
    return menu
