"""The window: rail on the left, one page at a time, the viewer over all of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from studio.errors import StudioError
from studio.ui.campaign.page import CampaignPage
from studio.ui.rail import Rail
from studio.ui.surroundings import Surroundings
from studio.ui.viewer.items import ViewItem
from studio.ui.watcher import QueueView
from studio.ui.widgets.layouts import row
from studio.ui.widgets.toast import Toast
from studio.ui.words import Speaks, Text, error_line, text

if TYPE_CHECKING:
    from studio.ui.viewer.viewer import Viewer

__all__ = ["Window"]

NAME = text("shell", "AIGC Studio")
BACK_AGAIN = text("shell", "The data folder can be read again.")
PAGES: dict[str, tuple[str, Text, str]] = {
    "campaign": ("campaign", text("shell", "Campaign"), "Ctrl+1"),
    "queue": ("queue", text("shell", "Queue"), "Ctrl+2"),
    "library": ("library", text("shell", "Library"), "Ctrl+3"),
    "settings": ("settings", text("shell", "Settings"), "Ctrl+4"),
}
"""Icon, name and keys of each page, in the order of the rail."""


class Window(Speaks, QMainWindow):
    """The main window. Pages are made when they are first opened.

    Args:
        ui: The surroundings.
    """

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self.ui = ui
        self._made: dict[str, QWidget] = {}
        self.say(self.setWindowTitle, NAME)
        self.setMinimumSize(QSize(1024, 640))
        self.resize(1280, 800)
        self.setWindowIcon(ui.theme.icon("mark", "accent", 64))
        self.rail = Rail(ui.theme, PAGES)
        self.pages = QStackedWidget()
        self.body = body = QWidget()
        body.setProperty("look", "page")
        line = row(self.rail, spacing=0)
        line.addWidget(self.pages, 1)
        body.setLayout(line)
        self.setCentralWidget(body)
        self.toast = Toast(ui.theme, body)
        self.rail.chosen.connect(self.open_page)
        ui.bridge.jobs_changed.connect(self._count_jobs)
        ui.bridge.failed.connect(self._tell_error)
        ui.bridge.trouble.connect(self._tell_trouble)
        self._add_keys()
        geometry = ui.preferences.geometry
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.open_page(ui.preferences.page if ui.preferences.page in PAGES else "campaign")
        ui.theme.wear()

    def _add_keys(self) -> None:
        for key, (_, _, keys) in PAGES.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda k=key: self.open_page(k))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self._go)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._find)
        leave = QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self)
        leave.activated.connect(self.close)

    @cached_property
    def viewer(self) -> Viewer:
        """Lies over all pages; made when something is first looked at."""
        from studio.ui.viewer.viewer import Viewer

        viewer = Viewer(self.ui, self.body)
        viewer.closed.connect(self.body.setFocus)
        return viewer

    def look(self, items: Sequence[ViewItem], place: int) -> None:
        """Show one of these closely."""
        self.viewer.show_items(items, place)

    def _looking(self) -> bool:
        return "viewer" in self.__dict__ and self.viewer.isVisible()

    # --- pages --------------------------------------------------------------------------

    def page(self, key: str) -> QWidget:
        """A page; made now if nobody has opened it yet."""
        if key not in self._made:
            made = {
                "campaign": self._campaign,
                "queue": self._queue,
                "library": self._library,
                "settings": self._settings,
            }[key]()
            self._made[key] = made
            self.pages.addWidget(made)
        return self._made[key]

    def open_page(self, key: str) -> None:
        """Turn to a page."""
        if self._looking():
            self.viewer.close_view()
        self.pages.setCurrentWidget(self.page(key))
        self.rail.show_page(key)
        self.body.setFocus()
        self.ui.preferences.page = key

    def campaign(self) -> CampaignPage:
        """The Campaign page."""
        page = self.page("campaign")
        assert isinstance(page, CampaignPage)
        return page

    def _campaign(self) -> QWidget:
        page = CampaignPage(self.ui)
        page.look.connect(self.look)
        page.told.connect(self.toast.tell)
        return page

    def _queue(self) -> QWidget:
        from studio.ui.queue.page import QueuePage

        page = QueuePage(self.ui)
        page.open_job.connect(self._open_job)
        page.make_wanted.connect(self._make)
        return page

    def _library(self) -> QWidget:
        from studio.ui.library.page import LibraryPage

        page = LibraryPage(self.ui)
        page.look.connect(self.look)
        page.make_wanted.connect(self._make)
        return page

    def _settings(self) -> QWidget:
        from studio.ui.settings.page import SettingsPage

        return SettingsPage(self.ui)

    def _open_job(self, id: str) -> None:
        self.open_page("campaign")
        self.campaign().open_job(id)

    def _make(self) -> None:
        self.open_page("campaign")
        self.campaign().show_form()

    # --- keys and messages --------------------------------------------------------------

    def _go(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, CampaignPage) and not self._looking():
            page.activate()

    def _find(self) -> None:
        self.open_page("library")
        search = getattr(self.page("library"), "search", None)
        if isinstance(search, QWidget):
            search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _count_jobs(self, view: QueueView) -> None:
        self.rail.show_badge("queue", view.count("running", "queued", "paused"))

    def _tell_error(self, error: StudioError) -> None:
        self.toast.tell(error_line(error), "warning")

    def _tell_trouble(self, error: StudioError | None) -> None:
        if error is None:
            self.toast.tell(BACK_AGAIN())
        else:
            self.toast.tell(error_line(error), "warning")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how it was left."""
        self.ui.preferences.geometry = self.saveGeometry()
        self.ui.preferences.save()
        if "campaign" in self._made:
            self.campaign().leave()
        if self._looking():
            self.viewer.close_view()
        super().closeEvent(event)
