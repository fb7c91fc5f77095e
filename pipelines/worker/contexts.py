"""The contexts that engines and workflows get inside a worker."""

from __future__ import annotations

import itertools
import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic

from pipelines.protocol.asset_folder import AssetFolder
from pipelines.protocol.messages import (
    Expect,
    Note,
    Preview,
    Progress,
    RequestStep,
    Stage,
    StepAnswer,
)
from pipelines.sdk import Asset, AssetKind, Cancelled, LocalText, Role
from pipelines.sdk.errors import error_from_dict
from pipelines.sdk.roles import O, P
from pipelines.worker.pipe import Pipe

__all__ = ["StepContext", "WorkflowRunContext"]

_TELL_EVERY = 0.05
"""Seconds between two progress messages; more would only wear out the pipe."""


class _Assets:
    """Assets and scratch of one task."""

    def __init__(self, folder: AssetFolder, task: str) -> None:
        self._folder = folder
        self._task = task
        self._scratch: Path | None = None

    @property
    def scratch(self) -> Path:
        if self._scratch is None:
            root = self._folder.scratch_root
            root.mkdir(parents=True, exist_ok=True)
            self._scratch = Path(tempfile.mkdtemp(prefix="task-", dir=root))
        return self._scratch

    def path(self, asset: Asset) -> Path:
        return self._folder.path(asset)

    def save(self, file: Path, kind: AssetKind, **meta: int | float | str) -> Asset:
        return self._folder.add(file, kind, meta)

    def save_bytes(
        self, data: bytes, kind: AssetKind, suffix: str, **meta: int | float | str
    ) -> Asset:
        return self._folder.add_bytes(data, kind, suffix, meta)

    def clean(self) -> None:
        """Remove the scratch folder."""
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)


class StepContext(_Assets):
    """Context of one engine run."""

    def __init__(
        self, folder: AssetFolder, task: str, pipe: Pipe, cancelled: threading.Event
    ) -> None:
        super().__init__(folder, task)
        self._pipe = pipe
        self._cancelled = cancelled
        self._told_at = 0.0

    def progress(self, fraction: float, message: str = "") -> None:
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY or fraction >= 1:
            self._told_at = now
            fraction = min(1.0, max(0.0, fraction))
            self._pipe.send(Progress(task=self._task, fraction=fraction, message=message))

    def steps(self, work: int | Sequence[Any] | Iterable[Any], label: str = "") -> Iterator[Any]:
        items: Sequence[Any] = range(work) if isinstance(work, int) else list(work)
        total = max(1, len(items))
        for done, item in enumerate(items):
            self.progress(done / total, label)
            yield item
        self.progress(1.0, label)

    def preview(self, file: Path) -> None:
        self._pipe.send(Preview(task=self._task, path=str(file)))


class _Wanted(Generic[O]):
    """A step that was asked for."""

    def __init__(self, role: Role[Any, O], cancelled: threading.Event) -> None:
        self._role = role
        self._cancelled = cancelled
        self._answer: queue.SimpleQueue[StepAnswer] = queue.SimpleQueue()
        self._known: StepAnswer | None = None

    def answer(self, answer: StepAnswer) -> None:
        self._answer.put(answer)

    def result(self) -> O:
        if self._known is None:
            self._known = self._answer.get()
        if self._known.error is not None:
            raise error_from_dict(self._known.error)
        if self._known.outputs is None or self._cancelled.is_set():
            raise Cancelled
        # Engines may extend the role's outputs; the workflow sees the role's fields.
        fields = self._role.outputs.model_fields
        known = {k: v for k, v in self._known.outputs.items() if k in fields}
        return self._role.outputs.model_validate(known)


class WorkflowRunContext(_Assets):
    """Context of one workflow run: every step goes to the supervisor and comes back done."""

    def __init__(
        self, folder: AssetFolder, task: str, pipe: Pipe, cancelled: threading.Event
    ) -> None:
        super().__init__(folder, task)
        self._pipe = pipe
        self._cancelled = cancelled
        self._numbers = itertools.count()
        self._wanted: dict[int, _Wanted[Any]] = {}

    def submit(
        self, role: Role[P, O], params: P, *, engine: str | None = None, label: str = ""
    ) -> _Wanted[O]:
        if self._cancelled.is_set():
            raise Cancelled
        number = next(self._numbers)
        wanted = _Wanted(role, self._cancelled)
        self._wanted[number] = wanted
        self._pipe.send(
            RequestStep(
                task=self._task,
                request=number,
                role=role.id,
                engine=engine,
                params=params.model_dump(mode="json"),
                label=label,
            )
        )
        return wanted

    def run(self, role: Role[P, O], params: P, *, engine: str | None = None, label: str = "") -> O:
        return self.submit(role, params, engine=engine, label=label).result()

    def map(
        self, role: Role[P, O], params: Iterable[P], *, engine: str | None = None, label: str = ""
    ) -> list[O]:
        asked = [self.submit(role, each, engine=engine, label=label) for each in params]
        return [wanted.result() for wanted in asked]

    def stage(self, name_en: str, name_zh: str) -> None:
        self._pipe.send(Stage(task=self._task, title=LocalText(en=name_en, zh=name_zh)))

    def expect(self, counts: dict[str, int]) -> None:
        self._pipe.send(Expect(task=self._task, counts=counts))

    def note(self, message_en: str, message_zh: str) -> None:
        self._pipe.send(Note(task=self._task, message=LocalText(en=message_en, zh=message_zh)))

    def answered(self, answer: StepAnswer) -> None:
        """Called by the reading thread."""
        self._wanted[answer.request].answer(answer)

    def cancel(self) -> None:
        """Wake everything that waits; it raises ``Cancelled``."""
        self._cancelled.set()
        for number, wanted in list(self._wanted.items()):
            wanted.answer(StepAnswer(request=number))
