"""The composition root: one ``Studio`` holds everything a command or a window needs."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from pipelines.protocol import AssetFolder
from pipelines.registry import Registry, discover
from studio.errors import BusyError, StudioError
from studio.jobs import JobQueue, Supervisor
from studio.settings import Settings
from studio.store import AssetTable, Database, StepTable

__all__ = ["Studio"]

_TRY_AGAIN = 1.0
"""Seconds between two tries to take over a data folder whose supervisor may have ended."""


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
        When nothing can be done any more (a full disk), ``fault`` tells why.
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
                    while not stop.wait(0.1):
                        if supervisor.fault is not None:
                            self.fault = supervisor.fault
                            return
            except BusyError:
                stop.wait(_TRY_AGAIN)

    def close(self) -> None:
        """Close the database connection."""
        self.db.close()

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
