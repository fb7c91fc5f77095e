"""A place to drop photos: thumbnails of what is there, and a friendly line for what is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QSpacerItem, QVBoxLayout, QWidget

from pipelines.sdk import Asset
from studio.errors import StudioError
from studio.ui.icons import draw_icon
from studio.ui.surroundings import Surroundings
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import FlowLayout, clear
from studio.ui.words import Speaks, Text, text

__all__ = ["PhotoDrop", "dropped_files"]

CHOOSE = text("photos", "Choose photos")
PICTURES = text("photos", "Pictures")
REMOVE = text("photos", "Remove this photo")
NO_PICTURE = text("photos", "{name} is not a picture. Drop a PNG, JPEG or WebP.")
TOO_SMALL = text("photos", "{name} is too small. Give a picture of at least 16 × 16 px.")
NOTHING = text("photos", "That holds no file. Drop a picture from a folder.")
SIDE = 84
_ENDINGS = ("png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "gif")


def dropped_files(data: QMimeData) -> list[Path]:
    """The files in what was dropped; a folder stands for the pictures in it."""
    files: list[Path] = []
    for url in data.urls():
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is not None and path.is_dir():
            files += sorted(f for f in path.iterdir() if f.suffix.lower()[1:] in _ENDINGS)[:24]
        elif path is not None:
            files.append(path)
    return files


class _Thumbnail(QWidget):
    removed = Signal()

    def __init__(self, ui: Surroundings, path: Path) -> None:
        super().__init__()
        self._ui, self._path = ui, path
        self.setFixedSize(SIDE, SIDE)
        self.setToolTip(path.name)
        self.remove = IconButton(ui.theme, "close", REMOVE, look="floating", colour="text", size=13)
        self.remove.setParent(self)
        self.remove.setFixedSize(22, 22)
        self.remove.move(SIDE - 25, 3)
        self.remove.clicked.connect(self.removed)
        ui.pictures.ready.connect(self._arrived)

    def _arrived(self, path: str, _side: int) -> None:
        if path == str(self._path):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, cut to a square with round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = self._ui.theme
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.fillPath(shape, theme.colour("sunken"))
        image = self._ui.pictures.get(self._path, 256)
        if image is not None and not image.isNull():
            painter.setClipPath(shape)
            scaled = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            place = QRectF(
                (SIDE - scaled.width()) / 2,
                (SIDE - scaled.height()) / 2,
                scaled.width(),
                scaled.height(),
            )
            painter.drawImage(place, image)
            painter.setClipping(False)
        elif image is not None:
            colour = theme.palette.faint
            draw_icon(painter, "image", colour, QRectF(SIDE / 2 - 12, SIDE / 2 - 12, 24, 24))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawPath(shape)


class PhotoDrop(Speaks, QFrame):
    """Photos by path or asset: ``{"path": …}`` or ``{"asset": {…}}``, as in the brief.

    Args:
        ui: The surroundings.
        words: What to drop here.
        many: Whether more than one is taken.
    """

    edited = Signal()
    complained = Signal(str)

    def __init__(self, ui: Surroundings, words: Text, *, many: bool = True) -> None:
        super().__init__()
        self._ui, self._many = ui, many
        self._photos: list[dict[str, Any]] = []
        self._over = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(SIDE + 32)
        self._words = label("muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.say(self._words.setText, words)
        self.say(self.setAccessibleName, words)
        self._flow = FlowLayout(10)
        self._thumbs = QWidget()
        self._thumbs.setLayout(self._flow)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        self._gap = QSpacerItem(0, 38)
        box.addItem(self._gap)
        box.addWidget(self._words)
        box.addWidget(self._thumbs)
        self._box = box
        self._arrange()
        ui.theme.changed.connect(self.update)

    def value(self) -> list[dict[str, Any]] | dict[str, Any] | None:
        """The photos, or the one photo."""
        if self._many:
            return [dict(photo) for photo in self._photos]
        return dict(self._photos[0]) if self._photos else None

    def show_value(self, value: Any) -> None:
        """Show these."""
        items = value if isinstance(value, list) else [value] if value else []
        self._photos = [dict(item) for item in items]
        self._arrange()

    def inputs(self) -> list[QWidget]:
        """Itself."""
        return [self]

    def take(self, files: list[Path]) -> None:
        """Add files; what is no picture is told and left out."""
        fresh: list[dict[str, Any]] = []
        complaint = "" if files else NOTHING()
        for file in files:
            reader = QImageReader(str(file))
            reader.setDecideFormatFromContent(True)
            size = reader.size()
            if not file.is_file() or not reader.canRead():
                complaint = NO_PICTURE(name=file.name)
            elif size.isValid() and min(size.width(), size.height()) < 16:
                complaint = TOO_SMALL(name=file.name)
            else:
                fresh.append({"path": str(file)})
        self.complained.emit(complaint)
        if fresh:
            self._photos = [*self._photos, *fresh] if self._many else fresh[-1:]
            self._arrange()
            self.edited.emit()

    def _path(self, photo: dict[str, Any]) -> Path:
        if photo.get("asset"):
            try:
                return self._ui.studio.folder.path(Asset.model_validate(photo["asset"]))
            except StudioError:
                return Path("gone")
        return Path(str(photo.get("path", "")))

    def _arrange(self) -> None:
        clear(self._flow)
        for index, photo in enumerate(self._photos):
            thumb = _Thumbnail(self._ui, self._path(photo))
            thumb.removed.connect(lambda i=index: self._drop_out(i))
            self._flow.addWidget(thumb)
        empty = not self._photos
        self._words.setVisible(empty)
        self._thumbs.setVisible(not empty)
        self._gap.changeSize(0, 38 if empty else 0)
        self._box.invalidate()
        self.updateGeometry()
        self.update()

    def _drop_out(self, index: int) -> None:
        del self._photos[index]
        self._arrange()
        self.edited.emit()

    # --- what a person does -------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        endings = " ".join(f"*.{e}" for e in _ENDINGS)
        names, _ = QFileDialog.getOpenFileNames(
            self,
            CHOOSE(),
            self._ui.preferences.folder("photos"),
            f"{PICTURES()} ({endings})",
        )
        if names:
            self._ui.preferences.remember_folder("photos", Path(names[0]).parent)
            self.take([Path(name) for name in names])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click asks for files."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space ask for files; Delete takes the last photo away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.modifiers():
                self.choose()
                return
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._photos:
            self._drop_out(len(self._photos) - 1)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Whatever comes is looked at when it is dropped."""
        event.acceptProposedAction()
        self._over = True
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        event.acceptProposedAction()
        self._over = False
        self.take(dropped_files(event.mimeData()))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a row of thumbnails."""
        return QSize(320, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed well with an icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        lit = self._over or self.hasFocus()
        pen = QPen(theme.colour("accent" if lit else "edge"), 2 if lit else 1.2)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_soft" if self._over else "canvas"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
        if not self._photos:
            spot = QRectF(self.width() / 2 - 14, 18, 28, 28)
            draw_icon(painter, "upload", theme.palette.accent, spot)
