"""A worker process as the supervisor sees it."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipelines.protocol.messages import FromWorker, Stop, decode, encode
from pipelines.sdk import Frozen
from studio.errors import ProtocolError
from studio.settings import DATA_VARIABLE

__all__ = ["Gone", "Inbox", "WorkerProcess"]

_FROM_WORKER: TypeAdapter[FromWorker] = TypeAdapter(FromWorker)


@dataclass(frozen=True)
class Gone:
    """The process has ended."""

    code: int | None


Inbox = queue.SimpleQueue[tuple["WorkerProcess", Any]]
"""Where messages of all workers arrive, each with its sender."""


class WorkerProcess:
    """One child running ``python -m pipelines.worker``.

    Args:
        name: For its log file and the process list.
        data: The data folder.
        threads: How many threads numeric libraries may use in it.
        inbox: Where its messages go; last comes :class:`Gone`.
    """

    def __init__(self, name: str, data: Path, threads: int, inbox: Inbox) -> None:
        self.name = name
        self.task: str | None = None
        self.warm: set[str] = set()
        self.memory_mb = 0.0
        logs = data / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONUTF8": "1",
            # Where engines look for what a person put into the data folder (template packs).
            DATA_VARIABLE: str(data),
            # Whatever lies in the person's current folder must never be imported.
            "PYTHONSAFEPATH": "1",
            "OMP_NUM_THREADS": str(threads),
            "OPENBLAS_NUM_THREADS": str(threads),
            "MALLOC_ARENA_MAX": "2",  # glibc's arenas per thread only keep memory here
        }
        # Its own group: Ctrl-C in the terminal must reach the supervisor alone.
        group: dict[str, Any] = (
            {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
            if sys.platform == "win32"
            else {"start_new_session": True}
        )
        with (logs / f"{name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipelines.worker", str(data)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                **group,
            )
        self._inbox = inbox
        threading.Thread(target=self._listen, daemon=True, name=f"listen-{name}").start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            for line in self._process.stdout:
                try:
                    self._inbox.put((self, decode(line, _FROM_WORKER)))
                except ProtocolError as error:
                    self._inbox.put((self, error))
        self._inbox.put((self, Gone(self._process.wait())))

    def send(self, message: Frozen) -> None:
        """Send a message; a dead worker is reported by :class:`Gone`, not here."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(encode(message))
            self._process.stdin.flush()

    def stop(self) -> None:
        """Ask it to end once idle, and close its pipe, which ends it at once if it does not."""
        self.send(Stop())
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.close()

    def kill(self) -> None:
        """End it now."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def wait(self, seconds: float) -> None:
        """Wait for its end; kill it when it takes longer."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
