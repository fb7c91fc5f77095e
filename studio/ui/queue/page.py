"""The Queue page: everything that runs, waits and has ended."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStackedWidget, QWidget

from studio.store import EventRow, JobRow
from studio.ui.queue.delegate import JobDelegate
from studio.ui.queue.details import CANCEL, OPEN, PAUSE, RESUME, RETRY, JobDetails
from studio.ui.queue.model import JobModel
from studio.ui.surroundings import Surroundings
from studio.ui.tokens import SPACE
from studio.ui.watcher import QueueView
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.empty_state import EmptyState
from studio.ui.widgets.layouts import column, row
from studio.ui.widgets.page_head import PageHead
from studio.ui.words import Speaks, text

__all__ = ["QueuePage"]

TITLE = text("queue", "Queue")
LINE = text("queue", "{running} running · {waiting} waiting · {ended} ended")
HELD = text("queue", "The queue is paused. Nothing new starts.")
PAUSE_ALL = text("queue", "Pause all")
RESUME_ALL = text("queue", "Resume all")
CANCEL_ALL = text("queue", "Cancel all")
EMPTY = text("queue", "Nothing in the queue")
EMPTY_LINE = text(
    "queue", "What you generate appears here with its progress, and stays until it is done."
)
MAKE = text("queue", "Make a campaign")
JOBS = text("queue", "Jobs")


class _List(QListView):
    """The list; keys steer the job chosen."""

    wished = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses and resumes, Delete cancels, Enter opens."""
        wish = {
            Qt.Key.Key_Space: "toggle",
            Qt.Key.Key_Delete: "cancel",
            Qt.Key.Key_Return: "open",
            Qt.Key.Key_Enter: "open",
        }.get(Qt.Key(event.key()))
        if wish and not event.modifiers():
            self.wished.emit(wish)
            return
        super().keyPressEvent(event)


class QueuePage(Speaks, QWidget):
    """List and details."""

    open_job = Signal(str)
    make_wanted = Signal()

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self._view = QueueView()
        self.model = JobModel()
        self.list = self._make_list()
        self.details = JobDetails(ui)
        self.details.setMinimumWidth(330)
        self.details.hide()
        self.pause_all = WordButton(ui.theme, PAUSE_ALL, "", "pause")
        self.cancel_all = WordButton(ui.theme, CANCEL_ALL, "danger")
        self.head = PageHead(TITLE, None, self.pause_all, self.cancel_all)
        self.empty = EmptyState(ui.theme, "queue", EMPTY, EMPTY_LINE, MAKE)
        body = QWidget()
        line = row(spacing=SPACE["xl"], margins=(SPACE["page"], 0, SPACE["page"], 28))
        line.addWidget(self.list, 58)
        line.addWidget(self.details, 42)
        body.setLayout(line)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)
        self.setLayout(column(self.head, self._stack, spacing=0))
        self._connect()
        self._show(ui.bridge.view)

    def _make_list(self) -> _List:
        view = _List()
        view.setModel(self.model)
        view.setItemDelegate(JobDelegate(self._ui, view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setDropIndicatorShown(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.say(view.setAccessibleName, JOBS)
        return view

    def _connect(self) -> None:
        bridge = self._ui.bridge
        bridge.jobs_changed.connect(self._show)
        bridge.job_event.connect(self._event)
        self.model.moved.connect(self._move)
        self.model.more_wanted.connect(bridge.show_jobs)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.doubleClicked.connect(lambda _: self._wish("open"))
        self.list.wished.connect(self._wish)
        self.details.steer.connect(self._steer)
        self.pause_all.clicked.connect(self._toggle_all)
        self.cancel_all.clicked.connect(lambda: bridge.ask(self, lambda s: s.queue.cancel_all()))
        self.empty.acted.connect(self.make_wanted)
        retry = QShortcut(QKeySequence("R"), self.list)
        retry.setContext(Qt.ShortcutContext.WidgetShortcut)
        retry.activated.connect(lambda: self._wish("retry"))

    # --- what is shown --------------------------------------------------------------------

    def _show(self, view: QueueView) -> None:
        self._view = view
        everything = sum(number for _, number in view.counts)
        self.model.show(view.jobs, everything)
        self._stack.setCurrentIndex(1 if everything else 0)
        if view.paused:
            self.say(self.head.line.setText, HELD)
        else:
            self.say(
                self.head.line.setText,
                LINE,
                running=view.count("running"),
                waiting=view.count("queued", "paused"),
                ended=view.count("succeeded", "failed", "cancelled"),
            )
        self.pause_all.say(self.pause_all.setText, RESUME_ALL if view.paused else PAUSE_ALL)
        self._ui.theme.tint(self.pause_all, "play" if view.paused else "pause", "muted", 18)
        self.cancel_all.setEnabled(view.count("running", "queued", "paused") > 0)
        if self.details.job is not None:
            place = self.model.place_of(self.details.job.id)
            if place is not None and self.model.jobs[place] != self.details.job:
                self.details.show_job(self.model.jobs[place])
        if not self.list.currentIndex().isValid() and self.model.jobs:
            self.choose(self.model.jobs[0].id)

    def choose(self, id: str) -> None:
        """Show a job's details."""
        place = self.model.place_of(id)
        if place is not None:
            self.list.selectionModel().setCurrentIndex(
                self.model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _job(self) -> JobRow | None:
        index = self.list.currentIndex()
        return self.model.jobs[index.row()] if index.isValid() else None

    def _chosen(self, current: QModelIndex) -> None:
        job = self._job()
        self.details.setVisible(job is not None)
        if job is not None:
            self.details.show_job(job)
            id = job.id
            self._ui.bridge.ask(self, lambda s: s.queue.events(id), self.details.add_events)

    def _event(self, event: EventRow) -> None:
        self.details.add_events([event])

    def respoken(self) -> None:
        """Paint the list again."""
        self.list.viewport().update()

    # --- steering -----------------------------------------------------------------------

    def _wish(self, wish: str) -> None:
        job = self._job()
        if job is None:
            return
        if wish == "toggle":
            wish = "resume" if job.state == "paused" else "pause"
        self._steer(wish, job.id)

    def _steer(self, wish: str, id: str) -> None:
        if wish == "open":
            job = self._job()
            if job is not None and job.target == "studio.campaign.make":
                self.open_job.emit(id)
            return
        self._ui.bridge.ask(self, lambda s: getattr(s.queue, wish)(id))

    def _toggle_all(self) -> None:
        held = self._view.paused
        self._ui.bridge.ask(self, lambda s: s.queue.resume_all() if held else s.queue.pause_all())

    def _move(self, id: str, before: str | None) -> None:
        self._ui.bridge.ask(self, lambda s: s.queue.move_before(id, before))

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        self.choose(self.model.jobs[index.row()].id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = {"open": OPEN, "retry": RETRY, "resume": RESUME, "pause": PAUSE, "cancel": CANCEL}
        for wish, said in words.items():
            if not self.details.buttons[wish].isHidden():
                menu.addAction(said()).triggered.connect(lambda _=False, w=wish: self._wish(w))
        menu.popup(self.list.viewport().mapToGlobal(at))
