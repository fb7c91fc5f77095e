"""How an asset looks in the grid: thumbnail, name, kind."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.errors import StudioError
from studio.store import AssetRow
from studio.ui.library.model import ASSET
from studio.ui.surroundings import Surroundings
from studio.ui.times import clock, file_size, when
from studio.ui.tokens import TYPE, ColourName
from studio.ui.widgets.paint import draw_line

__all__ = ["CELL", "AssetDelegate", "asset_note"]

CELL = QSize(190, 234)
"""px; the width is the least, columns share what is left."""
_PICTURE = 172
_SIDE = 384
"""px asked of the thumbnails: sharp at 200 %."""


def asset_note(row: AssetRow) -> str:
    """Size or length of an asset, and when it was made."""
    meta = row.asset.meta
    if "duration" in meta:
        first = clock(round(float(meta["duration"]) * 1000))
    elif "width" in meta:
        first = f"{meta['width']} × {meta['height']}"
    else:
        first = file_size(row.asset.size)
    return f"{first} · {when(row.created)}"


class AssetDelegate(QStyledItemDelegate):
    """Paints one asset."""

    def __init__(self, ui: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every asset has the same room."""
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else CELL

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Thumbnail and words."""
        row: AssetRow | None = index.data(ASSET)
        if row is None:
            return
        cell = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(cell.left() + 12, cell.top() + 4, cell.width() - 20, _PICTURE)
        self._thumbnail(painter, box, row)
        edge: ColourName = "accent" if chosen else "edge" if over else "line"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ui.theme.colour(edge), 2 if chosen else 1))
        painter.drawRoundedRect(box, 12, 12)
        foot = QRectF(box.left() + 2, box.bottom() + 6, box.width() - 4, 18)
        theme = self._ui.theme
        name = row.name or row.asset.sha256[:12]
        draw_line(painter, foot, name, TYPE["label"], theme.colour("text"))
        foot.translate(0, 18)
        draw_line(painter, foot, asset_note(row), TYPE["caption"], theme.colour("faint"))
        painter.restore()

    def _thumbnail(self, painter: QPainter, box: QRectF, row: AssetRow) -> None:
        theme, kind = self._ui.theme, row.asset.kind
        shape = QPainterPath()
        shape.addRoundedRect(box, 12, 12)
        painter.fillPath(shape, theme.colour("sunken"))
        image = None
        if kind in ("image", "video"):
            try:
                image = self._ui.pictures.get(self._ui.studio.folder.path(row.asset), _SIDE)
            except StudioError:
                image = None
        if image is not None and not image.isNull():
            size = QSizeF(image.size()).scaled(
                box.size() - QSizeF(16, 16), Qt.AspectRatioMode.KeepAspectRatio
            )
            place = QRectF(
                box.center().x() - size.width() / 2,
                box.center().y() - size.height() / 2,
                size.width(),
                size.height(),
            )
            clip = QPainterPath()
            clip.addRoundedRect(place, 5, 5)
            painter.save()
            painter.setClipPath(clip)
            painter.drawImage(place, image)
            painter.restore()
            if kind == "video":
                self._badge(painter, box)
            return
        if kind == "image" and image is None:
            return
        self._icon(painter, box, kind)

    def _badge(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.colour("scrim"))
        painter.setOpacity(0.75)
        painter.drawEllipse(box.center(), 20, 20)
        painter.setOpacity(1)
        self._pixmap(painter, box, "play", "on_scrim", 20)

    def _icon(self, painter: QPainter, box: QRectF, kind: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.colour("accent_soft"))
        painter.drawEllipse(box.center(), 40, 40)
        self._pixmap(painter, box, kind, "accent_text", 36)

    def _pixmap(
        self, painter: QPainter, box: QRectF, icon: str, colour: ColourName, size: int
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._ui.theme.icon(icon, colour, size).pixmap(QSize(size, size), ratio)
        at = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
        painter.drawPixmap(at.toRect(), pixmap)
