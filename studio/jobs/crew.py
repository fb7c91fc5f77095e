"""The worker processes a supervisor keeps: some run engines, some host workflows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from studio.jobs.worker_process import Inbox, WorkerProcess
from studio.settings import Settings

__all__ = ["Crew"]


class Crew:
    """Starts workers when they are needed and replaces dead ones.

    Args:
        settings: How many there may be.
        inbox: Where they all report.
    """

    def __init__(self, settings: Settings, inbox: Inbox) -> None:
        self._settings = settings
        self._inbox = inbox
        self._numbers = count(1)
        self._workers: list[WorkerProcess] = []
        self._hosts: list[WorkerProcess] = []

    def __iter__(self) -> Iterator[WorkerProcess]:
        return iter([*self._workers, *self._hosts])

    def idle_workers(self, wanted: int) -> list[WorkerProcess]:
        """Workers with nothing to do, started as needed for ``wanted`` waiting steps."""
        idle = [w for w in self._workers if w.task is None]
        room = self._settings.cpu_workers + self._settings.gpus - len(self._workers)
        for _ in range(min(room, wanted - len(idle))):
            idle.append(self._start("worker", self._workers))
        return idle

    def fit_for(self, worker: WorkerProcess, engine: str) -> WorkerProcess:
        """The worker, or a fresh one in its place.

        A worker that has grown large and would have to load yet another engine is replaced; what
        the engines before have loaded goes with it.
        """
        large = worker.memory_mb > self._settings.worker_ram_mb
        if not large or engine in worker.warm:
            return worker
        self._workers.remove(worker)
        worker.stop()
        return self._start("worker", self._workers)

    def idle_host(self) -> WorkerProcess:
        """A process to run a workflow function in; it only waits, so it takes no worker's place."""
        for host in self._hosts:
            if host.task is None:
                return host
        return self._start("workflow", self._hosts)

    def _start(self, kind: str, into: list[WorkerProcess]) -> WorkerProcess:
        threads = max(1, self._settings.cores // self._settings.cpu_workers)
        worker = WorkerProcess(
            f"{kind}-{next(self._numbers)}", self._settings.data, threads, self._inbox
        )
        into.append(worker)
        return worker

    def forget(self, worker: WorkerProcess) -> None:
        """Take a dead process off the list."""
        for group in (self._workers, self._hosts):
            if worker in group:
                group.remove(worker)

    def dismiss(self, patience: float) -> None:
        """End them all, those that do not listen by force."""
        everyone = list(self)
        for worker in everyone:
            worker.stop()
        for worker in everyone:
            worker.wait(patience)
        self._workers.clear()
        self._hosts.clear()
