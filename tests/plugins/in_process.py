"""Run a workflow in this process, step after step, with what was made before remembered.

What the studio does with workers and a database, for tests that look at what a workflow makes::

    ctx = InProcess(tmp_path)
    finished = make_video(ctx, board, format)
    assert ctx.ran("speech.speak") == 3
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.registry import discover
from pipelines.registry.discovery import load
from pipelines.sdk import Role, StudioError
from pipelines.sdk.roles import O, P
from pipelines.sdk.testing import LocalContext


@dataclass(frozen=True)
class Step:
    """A step that was asked for; ``fresh`` where it really ran."""

    role: str
    label: str
    fresh: bool


@dataclass(frozen=True)
class Answer:
    """A step that is done: what it made, or why it could not."""

    outputs: Any = None
    error: StudioError | None = None

    def result(self) -> Any:
        if self.error is not None:
            raise self.error
        return self.outputs


class InProcess(LocalContext):
    """A workflow's context whose steps run at once, in this process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._registry = discover()
        self._memo: dict[str, Answer] = {}
        self.asked: list[Step] = []
        self.notes: list[str] = []
        self.stages: list[str] = []

    def ran(self, role: str = "") -> int:
        """How many steps of a role really ran; of all where none is named."""
        return sum(step.fresh and role in ("", step.role) for step in self.asked)

    def forget(self) -> None:
        """Count from here on; what was made stays remembered."""
        self.asked.clear()

    def submit(
        self, role: Role[P, O], params: P, *, engine: str | None = None, label: str = ""
    ) -> Any:
        card = self._registry.pick(role.id, engine)
        key = f"{card.id}@{card.version} {params.model_dump_json()}"
        fresh = key not in self._memo
        self.asked.append(Step(role.id, label, fresh))
        if fresh:
            run: Any = load(card.call)
            wanted = run.params.model_validate(params.model_dump())
            try:
                made = run(wanted, self)
                self._memo[key] = Answer(role.outputs.model_validate(made, from_attributes=True))
            except StudioError as error:
                self._memo[key] = Answer(error=error)
        return self._memo[key]

    def run(self, role: Role[P, O], params: P, *, engine: str | None = None, label: str = "") -> O:
        return self.submit(role, params, engine=engine, label=label).result()

    def map(
        self, role: Role[P, O], params: Iterable[P], *, engine: str | None = None, label: str = ""
    ) -> list[O]:
        return [self.run(role, each, engine=engine, label=label) for each in params]

    def stage(self, name_en: str, name_zh: str) -> None:
        self.stages.append(name_en)

    def expect(self, counts: dict[str, int]) -> None:
        assert all(count >= 0 for count in counts.values())

    def note(self, message_en: str, message_zh: str) -> None:
        assert message_en and message_zh
        self.notes.append(message_en)
