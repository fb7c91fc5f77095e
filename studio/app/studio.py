"""The composition root: one ``Studio`` holds everything a command or a window needs."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from pipelines.protocol import AssetFolder
from pipelines.registry import Registry, discover
from studio.errors import BusyError, StudioError
from studio.jobs import JobQueue, Supervisor
from studio.settings import Settings
from studio.store import AssetTable, Database, JobTable, StepTable

__all__ = ["Studio"]

_TRY_AGAIN = 1.0
"""Seconds between two tries to take over a data folder whose supervisor may have ended."""
_WELL_AGAIN = 5.0
"""Seconds without a fault after which an old one is forgotten."""


class Studio:
    """The studio on one data folder, for one thread; another thread opens its own.

    Args:
        settings: Data folder and limits.
        registry: Engines; None: discover the installed ones.

    Raises:
        StorageError: The data folder cannot be used.
    """

    def __init__(self, settings: Settings, registry: Registry | None = None) -> None:
        self.settings = settings
        self.registry = registry if registry is not None else discover()
        self.db = Database(settings.data / "studio.db")
        self.queue = JobQueue(self.db)
        self.jobs = JobTable(self.db)
        self.assets = AssetTable(self.db)
        self.steps = StepTable(self.db)
        self.folder = AssetFolder(settings.data)
        self.fault: StudioError | None = None

    def another(self) -> Studio:
        """The same studio for another thread."""
        return Studio(self.settings, self.registry)

    @contextlib.contextmanager
    def supervised(self) -> Iterator[None]:
        """See to it that somebody works on the queue while the block runs.

        If another process does already, stand by, and take over when it ends (or is killed).
        While nothing can be done (a full disk, a locked database), ``fault`` tells why; it goes
        when work is possible again.
        """
        stop = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(stop,), name="keep-supervised")
        keeper.start()
        try:
            yield
        finally:
            stop.set()
            keeper.join()

    def _keep(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                with Supervisor(self.settings, self.registry) as supervisor:
                    begun = time.monotonic()
                    while not stop.wait(0.1) and supervisor.fault is None:
                        if time.monotonic() - begun > _WELL_AGAIN:
                            self.fault = None
                self.fault = supervisor.fault or self.fault
            except BusyError:
                pass  # another process does the work
            except StudioError as error:
                self.fault = error
            if not stop.is_set():
                stop.wait(_TRY_AGAIN)

    def close(self) -> None:
        """Close the database connection."""
        self.db.close()

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
