"""Jobs and steps that are under way, in the supervisor's memory only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.registry import EngineCard
from studio.jobs.worker_process import WorkerProcess
from studio.store import JobRow

__all__ = ["WHOLE_JOB", "Asker", "RunningJob", "RunningStep"]

WHOLE_JOB = -1
"""The request number of a job that is one single step."""


@dataclass(frozen=True)
class Asker:
    """Who waits for a step: a job, its request number, and what the job calls the step."""

    job: str
    request: int
    label: str


@dataclass
class RunningStep:
    """A step that waits for a worker or is being run by one."""

    key: str
    card: EngineCard
    params: dict[str, Any]
    askers: list[Asker]
    turn: tuple[float, float, int]
    estimate: float
    worker: WorkerProcess | None = None
    attempt: int = 0
    deaths: int = 0
    fraction: float = 0.0
    cancel_deadline: float | None = None


@dataclass
class RunningJob:
    """A job that has been started and has not ended."""

    row: JobRow
    host: WorkerProcess | None = None
    deaths: int = 0
    paused: bool = False
    cancelling: bool = False
    cancel_deadline: float | None = None
    made: set[str] = field(default_factory=set)
    expected: dict[str, float] = field(default_factory=dict)
    done_seconds: float = 0.0
    shown: float = 0.0
    reported_at: float = 0.0
