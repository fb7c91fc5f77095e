"""The queue as people and programs use it. Any process may; the supervisor watches the table."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

from studio.errors import InputError
from studio.store import Database, EventRow, JobRow, JobTable
from studio.store.jobs import JobKind, JobState

__all__ = ["JobQueue"]

_PAUSED = "queue_paused"
_AT_LEAST_EVERY = 1.0
"""Seconds between two looks of a watcher when nothing changes."""


class JobQueue:
    """Enqueue, look, and steer. One instance a thread."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._jobs = JobTable(db)

    def enqueue(
        self,
        kind: JobKind,
        target: str,
        params: dict[str, Any],
        *,
        title: str = "",
        priority: int = 0,
        fresh: bool = False,
    ) -> str:
        """Put one job at the end of its priority; returns its id.

        Args:
            kind: ``workflow`` or ``engine``.
            target: Its id in the registry.
            params: JSON-ready params.
            title: What a person sees in the queue.
            priority: Higher runs first.
            fresh: Make every step anew, even if it is known.
        """
        return self.enqueue_many([(kind, target, title or target, params)], priority, fresh)[0]

    def enqueue_many(
        self,
        jobs: list[tuple[JobKind, str, str, dict[str, Any]]],
        priority: int = 0,
        fresh: bool = False,
    ) -> list[str]:
        """Put many jobs ``(kind, target, title, params)`` at once, all or none."""
        return self._jobs.add(jobs, priority=priority, fresh=fresh)

    def get(self, id: str) -> JobRow:
        """One job, by its id or an unambiguous part of it."""
        return self._jobs.get(id)

    def page(
        self, states: tuple[JobState, ...] = (), limit: int = 50, offset: int = 0
    ) -> list[JobRow]:
        """A page of jobs: running, waiting in turn, then ended ones, newest first."""
        return self._jobs.page(states, limit, offset)

    def count(self, state: JobState) -> int:
        """How many jobs are in a state."""
        return self._jobs.count(state)

    def events(self, id: str, after: int = 0) -> list[EventRow]:
        """What happened to a job since the event with the number ``after``."""
        return self._jobs.events(id, after)

    def pause(self, id: str) -> None:
        """Let the running steps of a job end and start no more of it."""
        job = self._jobs.get(id)
        if not self._jobs.set_state(job.id, "paused", only_from=("queued", "running")):
            raise InputError(f"job {job.id} is {job.state} and cannot be paused")

    def resume(self, id: str) -> None:
        """Let a paused job go on."""
        job = self._jobs.get(id)
        if not self._jobs.set_state(job.id, "queued", only_from=("paused",)):
            raise InputError(f"job {job.id} is {job.state}, not paused")

    def cancel(self, id: str) -> None:
        """Stop a job; what it has finished stays."""
        job = self._jobs.get(id)
        if job.ended:
            raise InputError(f"job {job.id} has already ended: {job.state}")
        with self._db.transaction():
            self._jobs.update(job.id, cancelling=1)
            # A job nobody has started needs no supervisor to be cancelled.
            self._jobs.set_state(job.id, "cancelled", only_from=("queued",))

    def cancel_all(self) -> int:
        """Stop everything that has not ended; returns how many jobs that were."""
        count = 0
        for state in ("running", "paused", "queued"):
            while jobs := [j for j in self._jobs.page((state,), 500) if not j.cancelling]:
                with self._db.transaction():
                    for job in jobs:
                        self.cancel(job.id)
                count += len(jobs)
        return count

    def retry(self, id: str) -> None:
        """Queue a failed or cancelled job again; finished steps are not made twice."""
        job = self._jobs.get(id)
        with self._db.transaction():
            if not self._jobs.set_state(job.id, "queued", only_from=("failed", "cancelled")):
                raise InputError(
                    f"job {job.id} is {job.state}; only failed or cancelled jobs retry"
                )
            self._jobs.update(job.id, error=None, finished=None, cancelling=0, progress=0.0)

    def set_priority(self, id: str, priority: int) -> None:
        """Higher runs first."""
        self._jobs.update(self._jobs.get(id).id, priority=priority)

    def move_before(self, id: str, other: str | None) -> None:
        """Move a waiting job before another one, or to the end."""
        job = self._jobs.get(id)
        target = self._jobs.get(other).id if other is not None else None
        if job.id != target:
            self._jobs.place_before(job.id, target)

    @property
    def paused(self) -> bool:
        """Whether the whole queue stands still."""
        return self._jobs.flag(_PAUSED) == "1"

    def pause_all(self) -> None:
        """Start nothing more until :meth:`resume_all`."""
        self._jobs.set_flag(_PAUSED, "1")

    def resume_all(self) -> None:
        """Go on."""
        self._jobs.set_flag(_PAUSED, "")

    def watch(
        self, id: str, every: float = 0.1, asked: threading.Event | None = None
    ) -> Iterator[tuple[JobRow, list[EventRow]]]:
        """Yield the job and its new events when something changes, until it has ended.

        Yields every second at least, so that who watches can look at other things too.

        Args:
            id: The job.
            every: Seconds between two looks.
            asked: Also yield at once when this is set (the person wants something).
        """
        last, seen, told, shown_at = 0, None, False, 0.0
        while True:
            job = self._jobs.get(id)
            events = self._jobs.events(job.id, last)
            wanted = asked is not None and asked.is_set() and not told
            if events or job != seen or wanted or time.monotonic() - shown_at > _AT_LEAST_EVERY:
                told = told or wanted
                shown_at = time.monotonic()
                last = events[-1].id if events else last
                yield job, events
            if job.ended:
                return
            seen = job
            time.sleep(every)
