"""Memoised steps: what was made, by what, from what."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from studio.store.database import Database

__all__ = ["StepRow", "StepTable"]


@dataclass(frozen=True)
class StepRow:
    """A finished step; its key is the hash of engine, version and params."""

    key: str
    role: str
    engine: str
    version: str
    params: dict[str, Any]
    outputs: dict[str, Any]
    seconds: float
    peak_mb: float
    finished: float


class StepTable:
    """Reading and writing steps, and the attempts at them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str) -> StepRow | None:
        """A finished step, or None."""
        row = self._db.one("SELECT * FROM steps WHERE key = ?", key)
        if row is None:
            return None
        values = dict(row)
        values["params"] = json.loads(values["params"])
        values["outputs"] = json.loads(values["outputs"])
        return StepRow(**values)

    def put(self, step: StepRow) -> None:
        """Store a finished step; a newer result replaces an older one."""
        self._db.run(
            "INSERT INTO steps (key, role, engine, version, params, outputs, seconds, peak_mb,"
            " finished) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            " outputs = excluded.outputs, seconds = excluded.seconds,"
            " peak_mb = excluded.peak_mb, finished = excluded.finished",
            step.key,
            step.role,
            step.engine,
            step.version,
            json.dumps(step.params, ensure_ascii=False),
            json.dumps(step.outputs, ensure_ascii=False),
            step.seconds,
            step.peak_mb,
            step.finished,
        )

    def used_by(self, job: str, key: str, label: str, *, reused: bool) -> None:
        """Remember that a job used a step."""
        self._db.run(
            "INSERT OR REPLACE INTO job_steps (job, key, label, reused) VALUES (?, ?, ?, ?)",
            job,
            key,
            label,
            int(reused),
        )

    def of_job(self, job: str) -> list[tuple[StepRow, str, bool]]:
        """The steps a job used, in the order they were made: (step, label, reused)."""
        rows = self._db.all(
            "SELECT s.*, j.label AS label, j.reused AS reused FROM job_steps j"
            " JOIN steps s ON s.key = j.key WHERE j.job = ? ORDER BY s.finished",
            job,
        )
        found: list[tuple[StepRow, str, bool]] = []
        for row in rows:
            values = dict(row)
            label, reused = str(values.pop("label")), bool(values.pop("reused"))
            values["params"] = json.loads(values["params"])
            values["outputs"] = json.loads(values["outputs"])
            found.append((StepRow(**values), label, reused))
        return found

    def papers_of_unfinished_jobs(self) -> list[tuple[str, str]]:
        """Params and outputs, as JSON, of the steps that queued, running and paused jobs used."""
        rows = self._db.all(
            "SELECT DISTINCT steps.params, steps.outputs FROM steps JOIN job_steps USING (key)"
            " JOIN jobs ON jobs.id = job_steps.job"
            " WHERE jobs.state IN ('queued', 'running', 'paused')"
        )
        return [(row["params"], row["outputs"]) for row in rows]

    def begin(self, key: str, job: str) -> int:
        """Record the start of an attempt; returns its number."""
        self._db.run(
            "INSERT INTO attempts (key, job, started) VALUES (?, ?, ?)", key, job, time.time()
        )
        row = self._db.one("SELECT last_insert_rowid()")
        return int(row[0]) if row else 0

    def end(self, attempt: int, outcome: str) -> None:
        """Record how an attempt ended: done, failed, cancelled or died."""
        self._db.run(
            "UPDATE attempts SET ended = ?, outcome = ? WHERE id = ?", time.time(), outcome, attempt
        )

    def outcomes(self, key: str) -> list[str]:
        """How the attempts at a step ended; ``""`` for one whose end nobody saw."""
        rows = self._db.all("SELECT outcome FROM attempts WHERE key = ? ORDER BY id", key)
        return [row["outcome"] or "" for row in rows]

    def typical_seconds(self, engine: str, last: int = 15) -> float | None:
        """Median time of an engine's last runs on this machine, or None if it never ran."""
        rows = self._db.all(
            "SELECT seconds FROM steps WHERE engine = ? ORDER BY finished DESC LIMIT ?",
            engine,
            last,
        )
        seconds = sorted(row["seconds"] for row in rows)
        return float(seconds[len(seconds) // 2]) if seconds else None
