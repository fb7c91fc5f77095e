"""A picture in a gallery: seen small, opened by a click, dragged out as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from studio.ui.surroundings import Surroundings
from studio.ui.tokens import TYPE
from studio.ui.widgets.paint import draw_line
from studio.ui.words import Speaks

__all__ = ["FOOT", "Tile", "drag_file"]

FOOT = 46
"""px below the picture, for its words."""


def drag_file(source: QWidget, path: Path, picture: QPixmap | None = None) -> None:
    """Let a person carry a file to another program."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drag = QDrag(source)
    drag.setMimeData(data)
    if picture is not None and not picture.isNull():
        drag.setPixmap(
            picture.scaled(
                QSize(120, 120),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    drag.exec(Qt.DropAction.CopyAction)


class Tile(Speaks, QWidget):
    """One picture with its title below; :class:`Gallery` gives it its size.

    Args:
        ui: The surroundings.
        path: The file.
        size: Of the picture, in its own pixels; decides the shape.
    """

    opened = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, ui: Surroundings, path: Path, size: QSize) -> None:
        super().__init__()
        self._ui, self.path = ui, path
        self.aspect = size.width() / size.height() if not size.isEmpty() else 0.75
        self._press: QPoint | None = None
        self._title, self._note = "", ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.mapToGlobal(at))
        )
        ui.pictures.ready.connect(self._arrived)
        ui.theme.changed.connect(self.update)

    def name(self, title: str, note: str) -> None:
        """What stands below."""
        self._title, self._note = title, note
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.update()

    def _arrived(self, path: str, _side: int) -> None:
        if path == str(self.path):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, title, note; lifted when pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = self._ui.theme
        place = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5 - FOOT)
        shape = QPainterPath()
        shape.addRoundedRect(place, 10, 10)
        painter.fillPath(shape, theme.colour("sunken"))
        image = self._ui.pictures.get(self.path, 1024)
        if image is not None and not image.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(place, image)
            painter.restore()
        lit = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(theme.colour("accent" if lit else "line"), 2 if lit else 1))
        painter.drawPath(shape)
        self._words(painter)

    def _words(self, painter: QPainter) -> None:
        theme = self._ui.theme
        room = QRectF(2, self.height() - FOOT + 6, self.width() - 2, 20)
        draw_line(painter, room, self._title, TYPE["label"], theme.colour("text"))
        room.translate(0, 19)
        draw_line(painter, room, self._note, TYPE["caption"], theme.colour("faint"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click may become a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough: carry the file away."""
        if self._press is None:
            return
        if (
            event.position().toPoint() - self._press
        ).manhattanLength() >= QApplication.startDragDistance():
            self._press = None
            drag_file(self, self.path, self.grab())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if self._press is not None and self.rect().contains(event.position().toPoint()):
            self.opened.emit()
        self._press = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open it."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and not event.modifiers():
            self.opened.emit()
            return
        super().keyPressEvent(event)
