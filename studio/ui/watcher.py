"""A thread that watches the database and tells what has changed."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QThread, Signal

from studio.app.studio import Studio
from studio.errors import StudioError
from studio.store import JobRow

__all__ = ["QueueView", "Watcher"]

_log = logging.getLogger(__name__)
_EVERY = 0.1
"""Seconds between two looks; asking for the version costs microseconds."""
_ACTIVE = ("running", "paused", "queued")
_ENDED = ("succeeded", "failed", "cancelled")


@dataclass(frozen=True)
class QueueView:
    """The queue as a window shows it: the first jobs, how many of each state, held or not."""

    jobs: tuple[JobRow, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    paused: bool = False

    def count(self, *states: str) -> int:
        """How many jobs are in these states."""
        return sum(number for state, number in self.counts if state in states)


class Watcher(QThread):
    """Looks at the database's version, and reads only when it has changed."""

    jobs_changed = Signal(object)
    """A :class:`QueueView`."""
    job_event = Signal(object)
    """An ``EventRow`` of a job that is under way, in order, each once."""
    assets_changed = Signal()
    trouble = Signal(object)
    """A StudioError: the data folder cannot be read any more; None: it can again."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setObjectName("watcher")
        self._studio = studio
        self._stop = threading.Event()
        self.limit = 200
        self._seen: Any = None
        self._ended: list[JobRow] = []
        self._ended_key: Any = None
        self._told: dict[str, int] = {}
        self._assets: Any = None

    def close(self) -> None:
        """Stop looking; waits for the thread."""
        self._stop.set()
        self.wait()

    def look_again(self) -> None:
        """Read anew at the next look, whether or not something changed."""
        self._seen = None

    def run(self) -> None:
        """The thread."""
        studio: Studio | None = None
        broken = False
        try:
            while not self._stop.is_set():
                try:
                    studio = studio or self._studio.another()
                    self._look(studio)
                    if self._studio.fault is not None:
                        raise self._studio.fault  # nobody can work on the queue now
                    if broken:
                        broken = False
                        self.trouble.emit(None)
                except Exception as fault:
                    if not broken:
                        broken = True
                        _log.exception("the data folder cannot be watched")
                        self.trouble.emit(
                            fault
                            if isinstance(fault, StudioError)
                            else StudioError(f"the data folder cannot be read: {fault}")
                        )
                self._stop.wait(_EVERY if not broken else 10 * _EVERY)
        finally:
            if studio is not None:
                studio.close()

    def _look(self, studio: Studio) -> None:
        version = (studio.db.data_version(), self.limit)
        if version == self._seen:
            return
        view = self._view(studio)
        self._tell_events(studio, view)
        self.jobs_changed.emit(view)
        newest = studio.assets.search(limit=1)
        assets = (studio.assets.count(), newest[0].asset.sha256 if newest else "")
        if assets != self._assets:
            self._assets = assets
            self.assets_changed.emit()
        self._seen = version

    def _view(self, studio: Studio) -> QueueView:
        queue = studio.queue
        counts = tuple((state, queue.count(state)) for state in (*_ACTIVE, *_ENDED))
        limit = self.limit
        jobs: list[JobRow] = []
        for state in _ACTIVE:
            if len(jobs) < limit:
                jobs += queue.page((state,), limit - len(jobs))
        # Ended jobs carry results; they are read again only when there are others.
        key = (counts[len(_ACTIVE) :], limit)
        if key != self._ended_key:
            self._ended_key = key
            self._ended = [job for job in queue.page((), limit) if job.ended]
        jobs += self._ended[: max(0, limit - len(jobs))]
        return QueueView(tuple(jobs), counts, queue.paused)

    def _tell_events(self, studio: Studio, view: QueueView) -> None:
        under_way = {job.id for job in view.jobs if not job.ended}
        # Once more for those that have just ended: their last words.
        for id in sorted(under_way | self._told.keys()):
            for event in studio.queue.events(id, self._told.get(id, 0)):
                self._told[id] = event.id
                self.job_event.emit(event)
            if id in under_way:
                self._told.setdefault(id, 0)
            else:
                self._told.pop(id, None)
