"""The supervisor: takes jobs from the queue, runs their steps on workers, loses nothing.

One process at a time holds the lock of a data folder and supervises it. Everything it keeps in
memory can be lost at any moment: jobs are rows, finished steps are rows, assets are files.
"""

from __future__ import annotations

import queue
import shutil
import threading
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pipelines.protocol.asset_folder import AssetFolder, storage_error
from pipelines.protocol.messages import (
    PROTOCOL,
    Expect,
    Note,
    Preview,
    Progress,
    Ready,
    RequestStep,
    Stage,
    TaskCancelled,
    TaskDone,
    TaskFailed,
)
from pipelines.registry import Registry
from studio.errors import BusyError, EngineError, ProtocolError, StudioError, error_from_dict
from studio.jobs.crew import Crew
from studio.jobs.job_desk import JobDesk
from studio.jobs.step_desk import StepDesk
from studio.jobs.worker_process import Gone, Inbox, WorkerProcess
from studio.settings import Settings
from studio.store import Database, JobTable

__all__ = ["Supervisor"]

_TICK = 0.03
"""Seconds between two looks at the database when no worker says anything."""


class Supervisor:
    """Runs jobs until told to stop. Use as a context manager: it runs on a thread of its own.

    Args:
        settings: Data folder and limits.
        registry: Engines and workflows.

    Raises:
        BusyError: On entering, when another process supervises this data folder.
    """

    def __init__(self, settings: Settings, registry: Registry) -> None:
        self._settings = settings
        self._registry = registry
        self._lock = FileLock(settings.data / "supervisor.lock", thread_local=False)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.fault: StudioError | None = None

    def __enter__(self) -> Supervisor:
        try:
            self._settings.data.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise BusyError(
                f"another studio works on {self._settings.data}", "its queue takes new jobs"
            ) from error
        except OSError as error:
            raise storage_error(error, self._settings.data / "supervisor.lock") from error
        self._thread = threading.Thread(target=self._run, name="supervisor")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._lock.release()

    def _run(self) -> None:
        try:
            _Shift(self._settings, self._registry, self._stop).work()
        except StudioError as error:
            self.fault = error
        except Exception as error:
            self.fault = EngineError(f"the supervisor failed: {error!r}", "this is a bug")
            self.fault.__cause__ = error


class _Shift:
    """One run of the supervisor's loop, with everything it keeps in memory."""

    def __init__(self, settings: Settings, registry: Registry, stop: threading.Event) -> None:
        self._stop = stop
        self._settings = settings
        self._db = Database(settings.data / "studio.db")
        self._table = JobTable(self._db)
        self._inbox: Inbox = queue.SimpleQueue()
        self._crew = Crew(settings, self._inbox)
        self._jobs = JobDesk(settings, self._db, registry, self._crew)
        folder = AssetFolder(settings.data)
        # Whatever lies here belongs to workers of a supervisor that is gone.
        shutil.rmtree(folder.scratch_root, ignore_errors=True)
        self._steps = StepDesk(settings, self._db, folder, self._crew, self._jobs.step_ended)
        self._jobs.steps = self._steps
        self._seen_version = -1

    def work(self) -> None:
        """The loop."""
        try:
            self._jobs.recover()
            while not self._stop.is_set():
                self._listen()
                self._look()
                self._jobs.report()
        finally:
            self._crew.dismiss(patience=2.0)
            self._db.close()

    def _listen(self) -> None:
        """Wait for a message for one tick at most, then take all that are there."""
        try:
            worker, message = self._inbox.get(timeout=_TICK)
            while True:
                self._handle(worker, message)
                worker, message = self._inbox.get_nowait()
        except queue.Empty:
            pass

    def _look(self) -> None:
        """Follow the database and hand out work."""
        if (version := self._db.data_version()) != self._seen_version:
            self._seen_version = version
            self._jobs.follow_table()
        self._steps.replace_deaf_workers()
        self._jobs.replace_deaf_hosts()
        if self._table.flag("queue_paused") != "1":
            self._jobs.start_next()
            self._steps.dispatch(self._jobs.held)

    def _handle(self, worker: WorkerProcess, message: Any) -> None:
        match message:
            case Ready(protocol=protocol) if protocol != PROTOCOL:
                raise ProtocolError(f"worker {worker.name} speaks protocol {protocol}")
            case Ready():
                pass
            case Progress():
                self._steps.progressed(message)
            case Preview(task=task, path=path):
                self._jobs.preview(task, Path(path))
            case RequestStep():
                self._jobs.request(message)
            case Stage(task=task, title=title):
                self._jobs.tell(task, "stage", title.model_dump())
            case Note(task=task, message=words):
                self._jobs.tell(task, "note", words.model_dump())
            case Expect():
                self._jobs.expect(message)
            case TaskDone() | TaskFailed() | TaskCancelled():
                self._task_ended(worker, message)
            case Gone(code=code):
                self._crew.forget(worker)
                self._steps.worker_gone(worker, code)
                self._jobs.host_gone(worker, code)
            case StudioError():
                worker.kill()  # it talks nonsense; its step goes to another one

    def _task_ended(
        self, worker: WorkerProcess, message: TaskDone | TaskFailed | TaskCancelled
    ) -> None:
        worker.task = None
        task = message.task
        if self._steps.owns(task):
            match message:
                case TaskDone():
                    self._steps.done(message)
                case TaskFailed(error=error):
                    self._steps.failed(task, error_from_dict(error))
                case TaskCancelled():
                    self._steps.stopped(task)
        elif self._jobs.owns(task):
            match message:
                case TaskDone():
                    self._jobs.workflow_done(message)
                case TaskFailed(error=error):
                    self._jobs.workflow_failed(task, error_from_dict(error))
                case TaskCancelled():
                    self._jobs.workflow_stopped(task)
