"""The Campaign page: from the brief over the work to the results."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from studio.app.studio import Studio
from studio.errors import StudioError
from studio.store import EventRow, JobRow
from studio.ui.campaign.form_page import FormPage
from studio.ui.surroundings import Surroundings
from studio.ui.watcher import QueueView
from studio.ui.words import Speaks, error_line, text

__all__ = ["CampaignPage", "Start"]

if TYPE_CHECKING:
    from pipelines.documents.brief import Brief
    from studio.ui.campaign.board import Board
    from studio.ui.campaign.progress_page import ProgressPage

Start = Callable[[Studio, "Brief"], str]
"""Queues a campaign and returns its job."""

EXPORT_TO = text("campaign", "Where shall the folder go?")
EXPORTED = text("campaign", "Exported to {folder}")
EXPORTING = text("campaign", "Exporting…")


def _start(studio: Studio, brief: Brief) -> str:
    from studio.app.campaign import start_campaign

    return start_campaign(studio, brief)


def folder_name(title: str) -> str:
    """A title as a folder's name on every system."""
    return re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', " ", title).strip(" .")[:80] or "campaign"


class CampaignPage(Speaks, QStackedWidget):
    """Form, progress and results of one campaign at a time.

    Args:
        ui: The surroundings.
        start: How a campaign is queued.
    """

    look = Signal(object, int)
    told = Signal(str, str)
    """A message for the person, and an icon."""

    def __init__(self, ui: Surroundings, start: Start = _start) -> None:
        super().__init__()
        self._ui, self._start = ui, start
        self._job: JobRow | None = None
        self.form_page = FormPage(ui)
        self.addWidget(self.form_page)
        self.form_page.submitted.connect(self._submit)
        ui.bridge.jobs_changed.connect(self._jobs)
        ui.bridge.job_event.connect(self._event)

    # The pages after the form are made when they are first shown: the window opens sooner.

    @cached_property
    def progress(self) -> ProgressPage:
        """How a job gets on."""
        from studio.ui.campaign.progress_page import ProgressPage

        page = ProgressPage(self._ui)
        page.back.connect(self.show_form)
        page.steer.connect(self._steer)
        self.addWidget(page)
        return page

    @cached_property
    def board(self) -> Board:
        """What a job has made."""
        from studio.ui.campaign.board import Board

        board = Board(self._ui)
        board.back.connect(self.show_form)
        board.edit.connect(self._edit)
        board.again.connect(self._again)
        board.export.connect(self.ask_where_to_export)
        board.look.connect(self.look)
        self.addWidget(board)
        return board

    def leave(self) -> None:
        """Let go of what plays."""
        if "board" in self.__dict__:
            self.board.leave()

    def activate(self) -> None:
        """What Ctrl+Enter does here."""
        if self.currentWidget() is self.form_page:
            self.form_page.submit()

    def show_form(self) -> None:
        """Back to the brief."""
        self._job = None
        self.leave()
        self.setCurrentWidget(self.form_page)

    # --- starting -----------------------------------------------------------------------

    def _submit(self, brief: Brief) -> None:
        self._ui.bridge.ask(
            self,
            lambda studio: self._begin(studio, brief),
            self._began,
            self.form_page.refuse,
            lane="slow",
        )

    def _begin(self, studio: Studio, brief: Brief) -> JobRow:
        return studio.queue.get(self._start(studio, brief))

    def _began(self, job: JobRow) -> None:
        self.form_page.busy(False)
        self.show_job(job)

    def open_job(self, id: str) -> None:
        """Show a job, wherever it stands."""
        self._ui.bridge.ask(self, lambda s: s.queue.get(id), self.show_job)

    def show_job(self, job: JobRow) -> None:
        """Show how a job gets on, or what it has made."""
        from studio.ui.campaign.result import read_result

        self._job = job
        result = read_result(job.result) if job.state == "succeeded" and job.result else None
        if result is not None:
            self.board.show_result(job, result)
            self.setCurrentWidget(self.board)
            return
        self.leave()
        self.progress.show_job(job, [])
        self.setCurrentWidget(self.progress)
        self._ui.bridge.ask(self, lambda s: s.queue.events(job.id), self._events)

    def _events(self, events: list[EventRow]) -> None:
        for event in events:
            self._event(event)

    # --- following ----------------------------------------------------------------------

    def _jobs(self, view: QueueView) -> None:
        if self._job is None or self.currentWidget() is not self.progress:
            return
        job = next((j for j in view.jobs if j.id == self._job.id), None)
        if job is None or job == self._job:
            return
        if job.state == "succeeded":
            self.show_job(job)
        else:
            self._job = job
            self.progress.update_job(job)

    def _event(self, event: EventRow) -> None:
        if self._job is not None and event.job == self._job.id:
            self.progress.add_event(event)

    def _steer(self, wish: str) -> None:
        if self._job is None:
            return
        id = self._job.id
        self._ui.bridge.ask(self, lambda s: getattr(s.queue, wish)(id))

    # --- what follows -------------------------------------------------------------------

    def _brief(self) -> Brief | None:
        from pydantic import ValidationError

        from pipelines.documents.brief import Brief

        params: dict[str, Any] = self._job.params if self._job is not None else {}
        try:
            return Brief.model_validate(params.get("brief", {}))
        except ValidationError:
            return None

    def _edit(self) -> None:
        if (brief := self._brief()) is not None:
            self.form_page.show_brief(brief)
        self.show_form()

    def _again(self) -> None:
        if (brief := self._brief()) is not None:
            brief.seed = (brief.seed + 1) % 2**31
            self._submit(brief)

    def ask_where_to_export(self) -> None:
        """Ask for a folder, then write there."""
        chosen = QFileDialog.getExistingDirectory(
            self, EXPORT_TO(), self._ui.preferences.folder("export")
        )
        if chosen:
            self._ui.preferences.remember_folder("export", Path(chosen))
            self.export_to(Path(chosen))

    def export_to(self, parent: Path) -> None:
        """Write the campaign's folder into another one."""
        if self._job is None:
            return
        job, out = self._job, parent / folder_name(self._job.title)
        self.told.emit(EXPORTING(), "export")

        def export(studio: Studio) -> Path:
            from studio.app.campaign import export_campaign

            export_campaign(studio, job.id, out)
            return out

        self._ui.bridge.ask(self, export, self._exported, self._export_failed, lane="slow")

    def _exported(self, out: Path) -> None:
        self.told.emit(EXPORTED(folder=str(out)), "check")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))

    def _export_failed(self, error: StudioError) -> None:
        self.told.emit(error_line(error), "warning")
