"""``python -m pipelines.worker DATA_FOLDER``: run what the supervisor asks for, one by one."""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import shutil
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

from pydantic import ValidationError

from pipelines.protocol.asset_folder import AssetFolder, storage_error
from pipelines.protocol.messages import (
    Cancel,
    Ready,
    StartStep,
    StartWorkflow,
    StepAnswer,
    Stop,
    TaskCancelled,
    TaskDone,
    TaskFailed,
)
from pipelines.registry.discovery import load
from pipelines.sdk import Cancelled, EngineError, InputError, OutOfMemory, StudioError
from pipelines.worker.contexts import StepContext, WorkflowRunContext
from pipelines.worker.memory import give_back, peak_mb
from pipelines.worker.pipe import Pipe, take_over_standard_streams

_FULL_BYTES = 64 << 10
"""Less free space than this under a failed step: the disk is the cause."""


class Worker:
    """Runs one task at a time on the main thread; a second thread listens."""

    def __init__(self, folder: AssetFolder, pipe: Pipe) -> None:
        self._folder = folder
        self._pipe = pipe
        self._todo: queue.SimpleQueue[StartStep | StartWorkflow | Stop] = queue.SimpleQueue()
        self._task = ""
        self._cancelled = threading.Event()
        self._flow: WorkflowRunContext | None = None

    def serve(self) -> None:
        """Work until told to stop."""
        threading.Thread(target=self._listen, daemon=True, name="listen").start()
        self._pipe.send(Ready(pid=os.getpid()))
        while not isinstance(todo := self._todo.get(), Stop):
            self._work(todo)

    def _listen(self) -> None:
        while (message := self._pipe.receive()) is not None:
            match message:
                case StepAnswer() if self._flow is not None:
                    self._flow.answered(message)
                case StepAnswer():
                    pass  # the workflow it was meant for has ended
                case Cancel(task=task):
                    if task == self._task:
                        self._cancelled.set()
                        if self._flow is not None:
                            self._flow.cancel()
                case StartStep() | StartWorkflow():
                    self._cancelled.clear()
                    self._task = message.task
                    self._flow = None
                    if isinstance(message, StartWorkflow):
                        self._flow = WorkflowRunContext(
                            self._folder, message.task, self._pipe, self._cancelled
                        )
                    self._todo.put(message)
                case Stop():
                    self._todo.put(message)
        # The supervisor is gone: end at once. Assets are renamed into place whole, so nothing
        # can be torn; children see the end of their pipes.
        os._exit(0)

    def _work(self, todo: StartStep | StartWorkflow) -> None:
        context = self._flow or StepContext(self._folder, todo.task, self._pipe, self._cancelled)
        started = time.perf_counter()
        try:
            thing = load(todo.call)
            params = thing.params.model_validate(todo.params)
            outputs = thing(params, context)  # type: ignore[arg-type]  # each kind gets its own
            seconds = time.perf_counter() - started
            self._pipe.send(
                TaskDone(
                    task=todo.task,
                    outputs=outputs.model_dump(mode="json"),
                    seconds=seconds,
                    peak_mb=peak_mb(),
                    memory_mb=give_back(),
                )
            )
        except Cancelled:
            self._pipe.send(TaskCancelled(task=todo.task))
        except Exception as error:
            logs = self._folder.scratch_root.parent / "logs"
            fault = explain(error, todo.call, logs)
            self._pipe.send(TaskFailed(task=todo.task, error=fault.to_dict()))
        finally:
            context.clean()


def explain(error: Exception, call: str, logs: Path) -> StudioError:
    """Any exception as one a person can read; the traceback goes to the worker's log."""
    if isinstance(error, StudioError):
        return error
    with contextlib.suppress(OSError):  # the log may lie on the disk that is full
        traceback.print_exception(error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        fault: StudioError = storage_error(error, logs.parent)
    elif _is_full(logs.parent):  # libraries in C tell it in words of their own, or not at all
        fault = storage_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), logs.parent)
    elif isinstance(error, MemoryError):
        fault = OutOfMemory(f"{call} ran out of memory", "close other programs")
    elif isinstance(error, ValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        fault = InputError(f"{call}: {where}: {first['msg']}")
    else:
        fault = EngineError(f"{call} failed: {type(error).__name__}: {error}", f"see {logs}")
    fault.__cause__ = error
    return fault


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _FULL_BYTES
    except OSError:
        return False


def main() -> None:
    """Entry of the process."""
    # Ctrl-C is the supervisor's to handle; a worker ends by message or by a closed pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe = take_over_standard_streams()
    Worker(AssetFolder(Path(sys.argv[1])), pipe).serve()


if __name__ == "__main__":
    main()
