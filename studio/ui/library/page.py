"""The Library page: everything that was made or given, to find, look at and carry away."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QWidget,
)

from studio.errors import StudioError
from studio.store import AssetRow
from studio.ui.campaign.editors import Choice
from studio.ui.library.delegate import CELL, AssetDelegate, asset_note
from studio.ui.library.details import AssetDetails
from studio.ui.library.model import AssetModel
from studio.ui.names import KINDS
from studio.ui.surroundings import Surroundings
from studio.ui.tokens import SPACE
from studio.ui.viewer.items import ViewItem
from studio.ui.widgets.empty_state import EmptyState
from studio.ui.widgets.file_menu import file_menu
from studio.ui.widgets.layouts import column, row
from studio.ui.widgets.page_head import PageHead
from studio.ui.words import Speaks, text

__all__ = ["LibraryPage"]

TITLE = text("library", "Library")
LINE = text("library", "Everything the studio made, and the photos you gave it.")
SEARCH = text("library", "Search names and texts")
ALL = text("library", "All kinds")
KIND = text("library", "Kind")
EMPTY = text("library", "Your library is empty")
EMPTY_LINE = text("library", "Posters, videos, voices and texts gather here as you make them.")
MAKE = text("library", "Make a campaign")
NOTHING = text("library", "Nothing found")
NOTHING_LINE = text("library", "Try other words, or look at all kinds.")
SHOW_ALL = text("library", "Show everything")
FILES = text("library", "Assets")
_PATIENCE = 220
"""ms after the last key before it is searched."""
_AROUND = 200
"""assets before and after the one opened that the viewer can turn to."""


class _Grid(QListView):
    """The grid; Enter and Space open."""

    opened = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit; they share the width."""
        # As Qt does it: room for the bar is kept even while there is none.
        metric = QStyle.PixelMetric.PM_ScrollBarExtent
        bar = self.style().pixelMetric(metric, None, self.verticalScrollBar())
        room = self.maximumViewportSize().width() - bar - 2
        columns = max(1, room // CELL.width())
        self.setGridSize(QSize(room // columns, CELL.height()))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the asset chosen."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and not event.modifiers():
            self.opened.emit()
            return
        super().keyPressEvent(event)


class LibraryPage(Speaks, QWidget):
    """Grid and details."""

    look = Signal(object, int)
    make_wanted = Signal()

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self.model = AssetModel(ui)
        self.grid = self._make_grid()
        self.details = AssetDetails(ui)
        self.details.hide()
        self.search = QLineEdit()
        self.search.setProperty("look", "search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(280)
        self.say(self.search.setPlaceholderText, SEARCH)
        self.say(self.search.setAccessibleName, SEARCH)
        lens = QAction(QIcon(), "", self.search)
        ui.theme.tint(lens, "search", "faint", 18)
        self.search.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        clear = self.search.findChild(QAction, "_q_qlineeditclearaction")
        if clear is not None:
            ui.theme.tint(clear, "close", "muted", 18)
        self.kind = Choice({"": ALL, **KINDS})
        self.say(self.kind.setAccessibleName, KIND)
        head = PageHead(TITLE, LINE, self.search, self.kind)
        self.empty = EmptyState(ui.theme, "library", EMPTY, EMPTY_LINE, MAKE)
        self.nothing = EmptyState(ui.theme, "search", NOTHING, NOTHING_LINE, SHOW_ALL)
        body = QWidget()
        line_box = row(spacing=16, margins=(24, 0, SPACE["page"], 20))
        line_box.addWidget(self.grid, 1)
        line_box.addWidget(self.details)
        body.setLayout(line_box)
        self._stack = QStackedWidget()
        for page in (body, self.empty, self.nothing, QWidget()):
            self._stack.addWidget(page)
        self._stack.setCurrentIndex(3)
        self.setLayout(column(head, self._stack, spacing=0))
        self._connect()
        self.model.read_again()

    def _make_grid(self) -> _Grid:
        grid = _Grid()
        grid.setModel(self.model)
        grid.setItemDelegate(AssetDelegate(self._ui, grid))
        grid.setViewMode(QListView.ViewMode.IconMode)
        grid.setMovement(QListView.Movement.Static)
        grid.setResizeMode(QListView.ResizeMode.Adjust)
        grid.setUniformItemSizes(True)
        grid.setLayoutMode(QListView.LayoutMode.Batched)
        grid.setBatchSize(200)
        grid.setMouseTracking(True)
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setDragEnabled(True)
        grid.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.say(grid.setAccessibleName, FILES)
        return grid

    def _connect(self) -> None:
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(self._look_for)
        self.search.textChanged.connect(lambda _: self._wait.start())
        self.search.returnPressed.connect(self._look_for)
        self.kind.edited.connect(self._look_for)
        self.model.loaded.connect(self._loaded)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.grid.doubleClicked.connect(lambda _: self._open())
        self.grid.opened.connect(self._open)
        self.grid.customContextMenuRequested.connect(self._menu)
        self.details.opened.connect(self._open)
        self.details.hidden.connect(self.details.hide)
        self.empty.acted.connect(self.make_wanted)
        self.nothing.acted.connect(self._show_all)
        self._ui.bridge.assets_changed.connect(self.model.read_again)
        self._ui.pictures.ready.connect(self._repaint)

    # --- finding ------------------------------------------------------------------------

    def _look_for(self) -> None:
        self._wait.stop()
        self.details.hide()
        self.model.look_for(self.search.text().strip(), self.kind.value())

    def _show_all(self) -> None:
        self.search.clear()
        self.kind.show_value("")
        self._look_for()

    def _loaded(self) -> None:
        if self.model.assets:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(2 if self.model.filtered else 1)

    def respoken(self) -> None:
        """Paint the grid again."""
        self._repaint()

    def _repaint(self) -> None:
        # A method, not a lambda: Qt forgets it when this page is deleted.
        self.grid.viewport().update()

    # --- looking ------------------------------------------------------------------------

    def _row(self) -> AssetRow | None:
        index = self.grid.currentIndex()
        return self.model.assets[index.row()] if index.isValid() else None

    def _chosen(self, current: QModelIndex) -> None:
        row = self._row()
        self.details.setVisible(row is not None)
        if row is not None:
            self.details.show_asset(row)

    def _open(self) -> None:
        row = self._row()
        if row is None:
            return
        place = self.grid.currentIndex().row()
        items: list[ViewItem] = []
        at = 0
        for other in self.model.assets[max(0, place - _AROUND) : place + _AROUND]:
            try:
                path = self._ui.studio.folder.path(other.asset)
            except StudioError:
                continue
            if other is row:
                at = len(items)
            name = other.name or other.asset.sha256[:12]
            items.append(ViewItem(path, other.asset.kind, name, asset_note(other)))
        if items:
            self.look.emit(items, at)

    def _menu(self, at: QPoint) -> None:
        index = self.grid.indexAt(at)
        if not index.isValid():
            return
        row = self.model.assets[index.row()]
        try:
            path = self._ui.studio.folder.path(row.asset)
        except StudioError:
            return
        file_menu(self._ui, self, path, row.asset.kind, self.grid.viewport().mapToGlobal(at))
