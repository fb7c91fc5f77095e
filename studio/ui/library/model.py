"""The library as a list model: pages are fetched as they come into sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QUrl,
    Signal,
)

from studio.errors import StudioError
from studio.store import AssetRow
from studio.ui.surroundings import Surroundings

__all__ = ["ASSET", "AssetModel"]

ASSET = Qt.ItemDataRole.UserRole + 1
_PAGE = 120
_Index = QModelIndex | QPersistentModelIndex


class AssetModel(QAbstractListModel):
    """Assets that match the words and the kind, newest first."""

    loaded = Signal()
    """The first page is there."""

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self.assets: list[AssetRow] = []
        self._words, self._kind = "", ""
        self._complete = True
        self._asking = False
        self._turn = 0

    @property
    def filtered(self) -> bool:
        """Whether something is looked for."""
        return bool(self._words or self._kind)

    def look_for(self, words: str, kind: str) -> None:
        """Show what matches."""
        self._words, self._kind = words, kind
        self.read_again()

    def read_again(self) -> None:
        """Read the first page anew and put in front what is new; or start over."""
        self._turn += 1
        turn, words, kind = self._turn, self._words, self._kind
        self._asking = True
        self._ui.bridge.ask(
            self,
            lambda s: s.assets.search(words, kind, _PAGE),
            lambda rows: self._first(turn, (words, kind), rows),
        )

    _shown: tuple[str, str] | None = None

    def _first(self, turn: int, asked: tuple[str, str], rows: list[AssetRow]) -> None:
        if turn != self._turn:
            return
        self._asking = False
        known = {row.asset.sha256 for row in self.assets}
        fresh: list[AssetRow] = []
        for row in rows:
            if row.asset.sha256 in known:
                break
            fresh.append(row)
        same = asked == self._shown and len(fresh) < len(rows)
        if same:
            if fresh:
                self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
                self.assets[:0] = fresh
                self.endInsertRows()
        else:
            self.beginResetModel()
            self.assets = rows
            self._complete = len(rows) < _PAGE
            self.endResetModel()
        self._shown = asked
        self.loaded.emit()

    # --- what views ask -----------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many are loaded."""
        return 0 if parent.isValid() else len(self.assets)

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether there may be more."""
        return not parent.isValid() and not self._complete and not self._asking

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        self._asking = True
        turn, words, kind, after = self._turn, self._words, self._kind, len(self.assets)
        self._ui.bridge.ask(
            self,
            lambda s: s.assets.search(words, kind, _PAGE, after),
            lambda rows: self._next(turn, rows),
        )

    def _next(self, turn: int, rows: list[AssetRow]) -> None:
        if turn != self._turn:
            return
        self._asking = False
        self._complete = len(rows) < _PAGE
        known = {row.asset.sha256 for row in self.assets}
        rows = [row for row in rows if row.asset.sha256 not in known]
        if rows:
            start = len(self.assets)
            self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
            self.assets += rows
            self.endInsertRows()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """An asset, or its name."""
        if not index.isValid() or index.row() >= len(self.assets):
            return None
        row = self.assets[index.row()]
        if role == ASSET:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.name or row.asset.sha256[:12]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Assets can be carried to other programs."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Files."""
        return ["text/uri-list"]

    def supportedDragActions(self) -> Qt.DropAction:
        """A copy; the asset itself never changes."""
        return Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files of the assets; those that are gone are left out."""
        data = QMimeData()
        urls: list[QUrl] = []
        for index in indexes:
            try:
                path = self._ui.studio.folder.path(self.assets[index.row()].asset)
            except StudioError:
                continue
            urls.append(QUrl.fromLocalFile(str(path)))
        data.setUrls(urls)
        return data
