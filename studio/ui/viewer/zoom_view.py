"""A picture to look at closely: fit, zoom about the pointer, drag."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.ui.pictures import Pictures
from studio.ui.words import Speaks

__all__ = ["ZoomView"]

_SIDE = 4096
"""px; larger pictures are shown scaled down to this."""
_FARTHEST, _NEAREST = 0.05, 8.0


class ZoomView(Speaks, QWidget):
    """Shows one picture."""

    zoomed = Signal(float)
    """Pixels of the screen for one of the picture."""
    dismissed = Signal()
    """A click beside the picture."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._path: Path | None = None
        self._image = QImage()
        self._zoom = 1.0
        self._fitting = True
        self._middle = QPointF()
        self._grip: QPointF | None = None
        self._moved = False
        self.setMouseTracking(True)
        pictures.ready.connect(self._arrived)

    def show_file(self, path: Path) -> None:
        """Show another picture."""
        self._path = path
        self._image = self._pictures.get(path, _SIDE) or QImage()
        self.fit()

    @property
    def zoom(self) -> float:
        """Pixels of the screen for one of the picture."""
        return self._zoom

    def has_picture(self) -> bool:
        """Whether it has arrived and can be shown."""
        return not self._image.isNull()

    def _arrived(self, path: str, side: int) -> None:
        if self._path is not None and path == str(self._path) and side == _SIDE:
            self._image = self._pictures.get(self._path, _SIDE) or QImage()
            self.fit()

    def fit(self) -> None:
        """Show all of it, never enlarged."""
        self._fitting = True
        if not self._image.isNull():
            ratio = self.devicePixelRatioF()
            width, height = self._image.width() / ratio, self._image.height() / ratio
            room = (max(1, self.width() - 40) / width, max(1, self.height() - 32) / height)
            self._zoom = min(1.0, *room) / ratio
        self._middle = QPointF(self.width() / 2, self.height() / 2)
        self.zoomed.emit(self._zoom)
        self.update()

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Come nearer or go farther; the point under ``about`` stays where it is."""
        if self._image.isNull():
            return
        about = about or QPointF(self.width() / 2, self.height() / 2)
        zoom = min(_NEAREST, max(_FARTHEST, self._zoom * factor))
        self._middle = about + (self._middle - about) * (zoom / self._zoom)
        self._zoom, self._fitting = zoom, False
        self.zoomed.emit(zoom)
        self.update()

    def _place(self) -> QRectF:
        width, height = self._image.width() * self._zoom, self._image.height() * self._zoom
        return QRectF(self._middle.x() - width / 2, self._middle.y() - height / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, smoothly unless it is enlarged."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        if self._zoom <= 2:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._place(), self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep it fitting."""
        if self._fitting:
            self.fit()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._grip is not None:
            delta = event.position() - self._grip
            if delta.manhattanLength() > 3 or self._moved:
                self._moved, self._fitting = True, False
                self._middle += delta
                self._grip = event.position()
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click beside the picture means: enough."""
        clicked = self._grip is not None and not self._moved
        if clicked and not self._place().contains(event.position()):
            self.dismissed.emit()
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """All of it, or every pixel."""
        if self._fitting:
            self.zoom_by(1 / self.devicePixelRatioF() / self._zoom, event.position())
        else:
            self.fit()
