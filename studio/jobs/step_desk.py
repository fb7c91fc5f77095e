"""Steps: answered from memory when they are known, else given to a worker, once."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import Any

import psutil

from pipelines.protocol.asset_folder import AssetFolder
from pipelines.protocol.messages import Cancel, Progress, StartStep, TaskDone
from pipelines.registry import EngineCard
from studio.errors import StudioError, WorkerDied
from studio.jobs.crew import Crew
from studio.jobs.memo import assets_in_json, search_words, step_key
from studio.jobs.running import Asker, RunningStep
from studio.jobs.schedule import choose
from studio.jobs.worker_process import WorkerProcess
from studio.settings import Settings
from studio.store import AssetTable, Database, StepRow, StepTable

__all__ = ["DEATHS_ALLOWED", "StepDesk", "StepEnd"]

DEATHS_ALLOWED = 2
"""A step (or a workflow) whose worker dies oftener than this fails."""

_MEMORY_SHARE = 0.8
"""How much of the machine's memory engines may claim together."""

StepEnd = Callable[[Asker, dict[str, Any] | None, StudioError | None, float], None]
"""Called with the asker and outputs, or an error, or neither (cancelled); and estimated seconds."""


class StepDesk:
    """Every step that was asked for and is not done.

    Args:
        settings: Cores and patience.
        db: The supervisor's connection.
        folder: The asset folder.
        crew: Who does the work.
        ended: Told of each end of a step, once for every asker.
    """

    def __init__(
        self,
        settings: Settings,
        db: Database,
        folder: AssetFolder,
        crew: Crew,
        ended: StepEnd,
    ) -> None:
        self._settings = settings
        self._db = db
        self._table = StepTable(db)
        self._assets = AssetTable(db)
        self._folder = folder
        self._crew = crew
        self._ended = ended
        self._steps: dict[str, RunningStep] = {}
        self._order = count()
        self._typical: dict[str, float] = {}
        self._ram_mb = psutil.virtual_memory().total / 2**20 * _MEMORY_SHARE

    # --- asking ---------------------------------------------------------------------------

    def ask(
        self,
        asker: Asker,
        card: EngineCard,
        params: dict[str, Any],
        turn: tuple[float, float],
        *,
        fresh: bool,
    ) -> str:
        """Ask for a step; the answer comes by ``ended``, at once if the result is known.

        Args:
            asker: Who wants it.
            card: The engine to run.
            params: Its params, JSON-ready.
            turn: The job's place in the queue, smallest first.
            fresh: Make it anew even if it is known.

        Returns:
            The step's key.
        """
        key = step_key(card, params, self._settings.data)
        if step := self._steps.get(key):
            step.askers.append(asker)
        elif not fresh and (known := self._known(key)):
            self._table.used_by(asker.job, key, asker.label, reused=True)
            self._ended(asker, known.outputs, None, 0.0)
        else:
            estimate = self.typical_seconds(card)
            self._steps[key] = RunningStep(
                key, card, params, [asker], (*turn, next(self._order)), estimate
            )
        return key

    def _known(self, key: str) -> StepRow | None:
        row = self._table.get(key)
        if row and all(self._folder.holds(asset) for asset in assets_in_json(row.outputs)):
            return row
        return None

    def typical_seconds(self, card: EngineCard) -> float:
        """What a step of an engine takes here; as its author says, until it has run."""
        if card.id not in self._typical:
            known = self._table.typical_seconds(card.id)
            self._typical[card.id] = card.resources.seconds if known is None else known
        return self._typical[card.id]

    def of_job(self, job: str) -> list[RunningStep]:
        """The unfinished steps that a job waits for."""
        return [s for s in self._steps.values() if any(a.job == job for a in s.askers)]

    def get(self, key: str) -> RunningStep | None:
        """An unfinished step by its key."""
        return self._steps.get(key)

    # --- working --------------------------------------------------------------------------

    def dispatch(self, held: set[str]) -> None:
        """Give waiting steps to idle workers; steps that only ``held`` jobs want have to wait."""
        waiting = [
            step
            for step in self._steps.values()
            if step.worker is None and any(a.job not in held for a in step.askers)
        ]
        if not waiting:
            return
        for worker in self._crew.idle_workers(len(waiting)):
            running = [s.card.resources for s in self._steps.values() if s.worker is not None]
            step = choose(waiting, worker.warm, running, self._settings.cores, self._ram_mb)
            if step is None:
                return
            waiting.remove(step)
            chosen = self._crew.fit_for(worker, step.card.id)
            step.worker, chosen.task = chosen, step.key
            step.attempt = self._table.begin(step.key, step.askers[0].job)
            chosen.warm.add(step.card.id)
            chosen.send(StartStep(task=step.key, call=step.card.call, params=step.params))

    def progressed(self, message: Progress) -> None:
        """Note how far a step is."""
        if step := self._steps.get(message.task):
            step.fraction = message.fraction

    def owns(self, task: str) -> bool:
        """Whether a task is one of the steps here."""
        return task in self._steps

    def done(self, message: TaskDone) -> None:
        """A worker finished a step: remember it for ever, then tell who waits."""
        step = self._steps.pop(message.task)
        card = step.card
        if step.worker is not None:
            step.worker.memory_mb = message.memory_mb
        row = StepRow(
            key=step.key,
            role=card.role,
            engine=card.id,
            version=card.version,
            params=step.params,
            outputs=message.outputs,
            seconds=message.seconds,
            peak_mb=message.peak_mb,
            finished=time.time(),
        )
        with self._db.transaction():
            self._table.put(row)
            self._table.end(step.attempt, "done")
            words = search_words(step.params)
            for asset in assets_in_json(message.outputs):
                label = step.askers[0].label if step.askers else ""
                self._assets.put(asset, step=step.key, name=label, words=words)
            for asker in step.askers:
                self._table.used_by(asker.job, step.key, asker.label, reused=False)
        self._release(step)
        self._typical.pop(card.id, None)
        for asker in step.askers:
            self._ended(asker, message.outputs, None, step.estimate)

    def failed(self, task: str, error: StudioError) -> None:
        """A worker could not do a step."""
        step = self._steps.pop(task)
        self._table.end(step.attempt, "failed")
        self._release(step)
        for asker in step.askers:
            self._ended(asker, None, error, 0.0)

    def stopped(self, task: str) -> None:
        """A worker stopped a step as told. If somebody asked for it meanwhile, it starts again."""
        step = self._steps[task]
        self._table.end(step.attempt, "cancelled")
        self._release(step)
        if not step.askers:
            del self._steps[task]

    def worker_gone(self, worker: WorkerProcess, code: int | None) -> None:
        """A worker died: its step goes back to the queue, or fails when that happens too often."""
        step = next((s for s in self._steps.values() if s.worker is worker), None)
        if step is None:
            return
        self._table.end(step.attempt, "died")
        self._release(step)
        step.deaths += 1
        if not step.askers:
            del self._steps[step.key]
        elif step.deaths > DEATHS_ALLOWED:
            del self._steps[step.key]
            title = step.card.title.en
            fault = WorkerDied(
                f"{title} ({step.card.id}) ended its worker {step.deaths} times, last with {code}",
                f"see {worker.name}.log in the logs folder; other jobs go on",
            )
            for asker in step.askers:
                self._ended(asker, None, fault, 0.0)

    def _release(self, step: RunningStep) -> None:
        if step.worker is not None:
            step.worker.task = None
        step.worker, step.fraction, step.cancel_deadline = None, 0.0, None

    # --- cancelling -----------------------------------------------------------------------

    def drop(self, job: str) -> None:
        """A job wants nothing any more: steps that nobody else waits for are stopped."""
        now = time.monotonic()
        for step in list(self._steps.values()):
            step.askers = [a for a in step.askers if a.job != job]
            if step.askers:
                continue
            if step.worker is None:
                del self._steps[step.key]
            elif step.cancel_deadline is None:
                step.cancel_deadline = now + self._settings.cancel_patience
                step.worker.send(Cancel(task=step.key))

    def forget_asker(self, job: str) -> None:
        """A job starts anew and will ask again; its steps go on meanwhile."""
        for step in list(self._steps.values()):
            step.askers = [a for a in step.askers if a.job != job]
            if not step.askers and step.worker is None:
                del self._steps[step.key]

    def replace_deaf_workers(self) -> None:
        """End workers whose step did not stop in time."""
        now = time.monotonic()
        for step in self._steps.values():
            if step.worker and step.cancel_deadline and step.cancel_deadline < now:
                step.worker.kill()
