"""Jobs under way: started, told of their steps, ended."""

from __future__ import annotations

import contextlib
import shutil
import time
from pathlib import Path
from typing import Any

from pipelines.protocol.messages import (
    Cancel,
    Expect,
    RequestStep,
    StartWorkflow,
    StepAnswer,
    TaskDone,
)
from pipelines.registry import Registry
from studio.errors import StudioError, WorkerDied
from studio.jobs.crew import Crew
from studio.jobs.forecast import forecast
from studio.jobs.memo import assets_in_json, step_key
from studio.jobs.running import WHOLE_JOB, Asker, RunningJob
from studio.jobs.step_desk import DEATHS_ALLOWED, StepDesk
from studio.jobs.worker_process import WorkerProcess
from studio.settings import Settings
from studio.store import AssetTable, Database, JobRow, JobTable

__all__ = ["JobDesk"]

_REPORT_EVERY = 0.25
"""Seconds between two writes of a job's progress."""


class JobDesk:
    """Every job that has been started and has not ended."""

    def __init__(self, settings: Settings, db: Database, registry: Registry, crew: Crew) -> None:
        self._settings = settings
        self._db = db
        self._table = JobTable(db)
        self._assets = AssetTable(db)
        self._registry = registry
        self._crew = crew
        self._jobs: dict[str, RunningJob] = {}
        self.steps: StepDesk  # set by the supervisor: the two desks know each other

    @property
    def held(self) -> set[str]:
        """Jobs whose steps must not start now."""
        return {id for id, job in self._jobs.items() if job.paused or job.cancelling}

    def __len__(self) -> int:
        return len(self._jobs)

    # --- start ----------------------------------------------------------------------------

    def recover(self) -> None:
        """Queue again what was running when the last supervisor ended."""
        with self._db.transaction():
            for row in self._table.page(("running",), 10_000):
                self._table.set_state(row.id, "cancelled" if row.cancelling else "queued")
                if not row.cancelling:
                    self._table.tell(row.id, "resumed", {})

    def start_next(self) -> None:
        """Start queued jobs while there is room."""
        active = sum(not job.paused for job in self._jobs.values())
        room = self._settings.jobs_at_once - active
        if room <= 0:
            return
        for row in self._table.next_queued(room):
            if row.id not in self._jobs and self._table.set_state(
                row.id, "running", only_from=("queued",)
            ):
                self._start(row)

    def _start(self, row: JobRow, *, deaths: int = 0, paused: bool = False) -> None:
        job = RunningJob(row, deaths=deaths, paused=paused)
        self._jobs[row.id] = job
        try:
            if row.kind == "engine":
                card = self._registry.engine(row.target)
                asker = Asker(row.id, WHOLE_JOB, row.title)
                self._ask(job, asker, card.role, card.id, row.params)
            else:
                card = self._registry.workflow(row.target)
                job.host = self._crew.idle_host()
                job.host.task = row.id
                job.host.send(StartWorkflow(task=row.id, call=card.call, params=row.params))
        except StudioError as error:
            self._end(job, "failed", error=error)

    # --- what workflows say -----------------------------------------------------------------

    def owns(self, task: str) -> bool:
        """Whether a task is one of the jobs here."""
        return task in self._jobs

    def request(self, message: RequestStep) -> None:
        """A workflow asks for a step."""
        job = self._jobs.get(message.task)
        if job is None or job.cancelling:
            return
        asker = Asker(message.task, message.request, message.label)
        try:
            self._ask(job, asker, message.role, message.engine, message.params)
        except StudioError as error:
            self.step_ended(asker, None, error, 0.0)

    def _ask(
        self, job: RunningJob, asker: Asker, role: str, engine: str | None, params: dict[str, Any]
    ) -> None:
        card = self._registry.pick(role, engine)
        if role in job.expected:
            job.expected[role] = max(0, job.expected[role] - 1)
        turn = (-job.row.priority, job.row.position)
        # A fresh job makes each step anew, but only once.
        fresh = job.row.fresh and step_key(card, params, self._settings.data) not in job.made
        job.made.add(self.steps.ask(asker, card, params, turn, fresh=fresh))

    def expect(self, message: Expect) -> None:
        """A workflow announces its steps."""
        if job := self._jobs.get(message.task):
            job.expected = dict(message.counts)

    def tell(self, task: str, type: str, data: dict[str, Any]) -> None:
        """Record an event of a job."""
        if task in self._jobs:
            if type == "stage":
                self._table.update(task, stage=data)
            self._table.tell(task, type, data)

    def preview(self, task: str, file: Path) -> None:
        """Keep a preview picture where windows can find it."""
        step = self.steps.get(task)
        for job in {asker.job for asker in step.askers} if step is not None else ():
            target = self._settings.data / "previews" / f"{job}{file.suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(OSError):
                shutil.copyfile(file, target)

    # --- ends -------------------------------------------------------------------------------

    def step_ended(
        self,
        asker: Asker,
        outputs: dict[str, Any] | None,
        error: StudioError | None,
        seconds: float,
    ) -> None:
        """A step of a job has ended."""
        job = self._jobs.get(asker.job)
        if job is None:
            return
        job.done_seconds += seconds
        if seconds > 0:
            job.deaths = 0  # it gets on: only deaths without new work between them count
        if asker.request == WHOLE_JOB:
            if error is not None:
                self._end(job, "failed", error=error)
            elif outputs is not None:
                self._end(job, "succeeded", result=outputs)
            return
        if outputs is not None:
            known = {"label": asker.label, "reused": seconds == 0}
            self._table.tell(job.row.id, "step", known)
        if job.host is not None:
            fault = error.to_dict() if error is not None else None
            job.host.send(StepAnswer(request=asker.request, outputs=outputs, error=fault))

    def workflow_done(self, message: TaskDone) -> None:
        """A workflow returned."""
        job = self._jobs[message.task]
        for asset in assets_in_json(message.outputs):
            self._assets.put(asset, step=None, name=job.row.title)
        if job.cancelling:
            self._end(job, "cancelled")
        else:
            self._end(job, "succeeded", result=message.outputs)

    def workflow_failed(self, task: str, error: StudioError) -> None:
        """A workflow raised."""
        job = self._jobs[task]
        self._end(job, "cancelled" if job.cancelling else "failed", error=error)

    def workflow_stopped(self, task: str) -> None:
        """A workflow stopped as told."""
        self._end(self._jobs[task], "cancelled")

    def host_gone(self, host: WorkerProcess, code: int | None) -> None:
        """The process of a workflow died: start the workflow again, its steps are remembered."""
        job = next((j for j in self._jobs.values() if j.host is host), None)
        if job is None:
            return
        job.host = None
        job.deaths += 1
        if job.cancelling:
            self._end(job, "cancelled")
        elif job.deaths > DEATHS_ALLOWED:
            fault = WorkerDied(
                f"{job.row.title}: its process ended {job.deaths} times, last with {code}",
                "see the logs folder",
            )
            self._end(job, "failed", error=fault)
        else:
            self.steps.forget_asker(job.row.id)
            self._start(job.row, deaths=job.deaths, paused=job.paused)

    def _end(
        self,
        job: RunningJob,
        state: str,
        *,
        result: dict[str, Any] | None = None,
        error: StudioError | None = None,
    ) -> None:
        id = job.row.id
        if job.host is not None:
            job.host.task = None
        del self._jobs[id]
        self.steps.drop(id)
        for preview in (self._settings.data / "previews").glob(f"{id}.*"):
            preview.unlink(missing_ok=True)
        with self._db.transaction():
            if result is not None:
                self._table.update(id, result=result, progress=1.0)
            if error is not None and state == "failed":
                self._table.update(id, error=error.to_dict())
            match state:
                case "succeeded" | "failed" | "cancelled":
                    self._table.set_state(id, state)
            self._table.tell(id, "ended", {"state": state})

    # --- steering ---------------------------------------------------------------------------

    def follow_table(self) -> None:
        """Do what people asked for through the database: cancel, pause, resume."""
        for id in self._table.cancelling():
            if (job := self._jobs.get(id)) and not job.cancelling:
                self._cancel(job)
            elif job is None:
                self._table.set_state(id, "cancelled")
        for id, job in list(self._jobs.items()):
            state = self._table.get(id).state
            if state == "paused":
                job.paused = True
            elif state == "cancelled" and not job.cancelling:
                self._cancel(job)  # between a resume and our look at it
            elif (
                job.paused
                and state == "queued"
                and self._table.set_state(id, "running", only_from=("queued",))
            ):
                job.paused = False

    def _cancel(self, job: RunningJob) -> None:
        job.cancelling = True
        self.steps.drop(job.row.id)
        if job.host is not None:
            job.cancel_deadline = time.monotonic() + self._settings.cancel_patience
            job.host.send(Cancel(task=job.row.id))
        else:
            self._end(job, "cancelled")

    def replace_deaf_hosts(self) -> None:
        """End the process of a workflow that did not stop in time."""
        now = time.monotonic()
        for job in self._jobs.values():
            if job.host and job.cancel_deadline and job.cancel_deadline < now:
                job.host.kill()

    def report(self) -> None:
        """Write progress and time to go of each job, not too often."""
        now = time.monotonic()
        for id, job in self._jobs.items():
            if now - job.reported_at < _REPORT_EVERY or job.paused:
                continue
            job.reported_at = now
            steps = [(s.estimate, s.fraction) for s in self.steps.of_job(id)]
            ahead = sum(count * self._role_seconds(role) for role, count in job.expected.items())
            lanes = self._settings.cpu_workers
            fraction, eta = forecast(job.done_seconds, steps, ahead, lanes)
            # A bar that runs backwards tells nobody anything.
            shown = max(job.shown, min(0.99, fraction))
            if abs(shown - job.shown) >= 0.002 or job.shown == 0:
                job.shown = shown
                self._table.update(id, progress=round(shown, 4), eta=round(eta, 1))

    def _role_seconds(self, role: str) -> float:
        try:
            return self.steps.typical_seconds(self._registry.pick(role))
        except StudioError:
            return 0.0
