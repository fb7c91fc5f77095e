"""Between the window and the studio: questions go to other threads, answers come as signals.

The window's thread never opens the database and never waits.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from studio.app.studio import Studio
from studio.errors import StudioError
from studio.ui.lane import Lane, Order
from studio.ui.watcher import QueueView, Watcher

__all__ = ["Bridge"]

T = TypeVar("T")


class Bridge(QObject):
    """The window's way to the studio.

    Args:
        studio: The studio of the window's thread; the bridge's threads open their own.
    """

    jobs_changed = Signal(object)
    """A :class:`QueueView`, whenever a job or the queue changed."""
    job_event = Signal(object)
    """An ``EventRow`` of a job under way."""
    assets_changed = Signal()
    failed = Signal(object)
    """A StudioError that nobody else takes."""
    trouble = Signal(object)
    """A StudioError while the data folder cannot be read, None when it can again."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.view = QueueView()
        self._studio = studio
        self._quick = Lane(studio, "quick-lane")
        self._slow = Lane(studio, "slow-lane")
        self._watcher = Watcher(studio)
        self._supervised: contextlib.ExitStack | None = None
        for lane in (self._quick, self._slow):
            lane.answered.connect(self._deliver)
        self._watcher.jobs_changed.connect(self._keep_view)
        self._watcher.job_event.connect(self.job_event)
        self._watcher.assets_changed.connect(self.assets_changed)
        self._watcher.trouble.connect(self.trouble)

    def start(self, *, supervise: bool = True) -> None:
        """Start the threads; with ``supervise`` somebody works on the queue meanwhile."""
        self._quick.start()
        self._slow.start()
        self._watcher.start()
        if supervise:
            self._supervised = contextlib.ExitStack()
            self._supervised.enter_context(self._studio.supervised())

    def close(self) -> None:
        """End every thread; what has been asked for is done first."""
        self._watcher.close()
        self._quick.close()
        self._slow.close()
        if self._supervised is not None:
            self._supervised.close()
            self._supervised = None

    def ask(
        self,
        owner: QObject,
        work: Callable[[Studio], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[StudioError], None] | None = None,
        lane: Literal["quick", "slow"] = "quick",
    ) -> None:
        """Have something done with the studio, off this thread.

        Args:
            owner: Who asks; if it is deleted meanwhile, the answer is dropped.
            work: Called with a studio on another thread.
            done: Called here with what it returned.
            failed: Called here with its error; without it :attr:`failed` tells.
            lane: ``slow`` for what takes more than a moment (copying, importing).
        """
        target = self._slow if lane == "slow" else self._quick
        target.put(Order(owner, work, done, failed))

    def show_jobs(self, limit: int) -> None:
        """How many jobs :attr:`jobs_changed` tells of."""
        if limit != self._watcher.limit:
            self._watcher.limit = limit

    def _keep_view(self, view: QueueView) -> None:
        self.view = view
        self.jobs_changed.emit(view)

    def _deliver(self, order: Order, result: Any, error: StudioError | None) -> None:
        if not isValid(order.owner):
            return
        if error is None:
            if order.done is not None:
                order.done(result)
        elif order.failed is not None:
            order.failed(error)
        else:
            self.failed.emit(error)
