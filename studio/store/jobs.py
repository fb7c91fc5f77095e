"""Jobs and what happened to them."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from studio.errors import NotFoundError
from studio.store.database import Database

__all__ = ["EventRow", "JobRow", "JobState", "JobTable"]

JobState = Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"]
JobKind = Literal["workflow", "engine"]


@dataclass(frozen=True)
class JobRow:
    """A job as it stands in the queue. Times: seconds since 1970; ``eta``: seconds to go."""

    id: str
    kind: JobKind
    target: str
    title: str
    params: dict[str, Any]
    state: JobState
    priority: int
    position: float
    progress: float
    stage: dict[str, str] | None
    eta: float | None
    cancelling: bool
    fresh: bool
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    created: float
    started: float | None
    finished: float | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in ("succeeded", "failed", "cancelled")


@dataclass(frozen=True)
class EventRow:
    """Something that happened to a job."""

    id: int
    job: str
    time: float
    type: str
    data: dict[str, Any]


_COLUMNS = ", ".join(JobRow.__dataclass_fields__)


def _job(row: sqlite3.Row) -> JobRow:
    values = dict(row)
    for name in ("params", "stage", "result", "error"):
        values[name] = json.loads(values[name]) if values[name] is not None else None
    values["cancelling"] = bool(values["cancelling"])
    values["fresh"] = bool(values["fresh"])
    return JobRow(**values)


def new_id() -> str:
    """A short id that sorts by time."""
    return f"{time.time_ns() // 1_000_000:011x}{secrets.token_hex(3)}"


class JobTable:
    """Reading and writing jobs."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        jobs: Iterable[tuple[JobKind, str, str, dict[str, Any]]],
        *,
        priority: int = 0,
        fresh: bool = False,
    ) -> list[str]:
        """Queue jobs ``(kind, target, title, params)`` in one transaction; returns their ids."""
        with self._db.transaction():
            row = self._db.one("SELECT coalesce(max(position), 0) FROM jobs")
            position = float(row[0]) if row else 0.0
            now, rows = time.time(), list[tuple[object, ...]]()
            for kind, target, title, params in jobs:
                position += 1
                text = json.dumps(params, ensure_ascii=False)
                rows.append(
                    (new_id(), kind, target, title, text, priority, position, now, int(fresh))
                )
            self._db.run_many(
                "INSERT INTO jobs (id, kind, target, title, params, state, priority, position,"
                " created, fresh) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)",
                iter(rows),
            )
        return [str(row[0]) for row in rows]

    def get(self, id: str) -> JobRow:
        """One job, by its id or an unambiguous beginning or end of it."""
        row = self._db.one(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", id)
        if row is None:
            like = id.replace("%", "").replace("_", "") or "?"
            rows = self._db.all(
                f"SELECT {_COLUMNS} FROM jobs WHERE id LIKE ? OR id LIKE ? LIMIT 2",
                f"{like}%",
                f"%{like}",
            )
            if len(rows) != 1:
                why = "several jobs match" if rows else "there is no job"
                raise NotFoundError(f"{why} {id!r}", "see: aigc-studio jobs list")
            row = rows[0]
        return _job(row)

    def page(
        self, states: tuple[JobState, ...] = (), limit: int = 50, offset: int = 0
    ) -> list[JobRow]:
        """Jobs in the order of their turn: running, waiting, then the newest ended ones."""
        where = f"WHERE state IN ({', '.join('?' * len(states))})" if states else ""
        active = self._active(limit, offset) if not states else []
        if not states:
            missing = limit - len(active)
            skipped = max(0, offset - self.count_active())
            ended = self._db.all(
                f"SELECT {_COLUMNS} FROM jobs WHERE state IN ('succeeded', 'failed', 'cancelled')"
                " ORDER BY created DESC, id DESC LIMIT ? OFFSET ?",
                missing,
                skipped,
            )
            return active + [_job(row) for row in ended]
        rows = self._db.all(
            f"SELECT {_COLUMNS} FROM jobs {where} ORDER BY priority DESC, position"
            " LIMIT ? OFFSET ?",
            *states,
            limit,
            offset,
        )
        return [_job(row) for row in rows]

    def _active(self, limit: int, offset: int) -> list[JobRow]:
        rows: list[sqlite3.Row] = []
        # One indexed range per state keeps a page fast with ten thousand jobs waiting.
        for state in ("running", "paused", "queued"):
            if len(rows) < limit:
                count = self.count(state)
                if offset >= count:
                    offset -= count
                    continue
                rows += self._db.all(
                    f"SELECT {_COLUMNS} FROM jobs WHERE state = ?"
                    " ORDER BY priority DESC, position LIMIT ? OFFSET ?",
                    state,
                    limit - len(rows),
                    offset,
                )
                offset = 0
        return [_job(row) for row in rows]

    def papers(self) -> list[tuple[str, str]]:
        """Params and result of every job, as JSON; a result that is not there yet is ``null``."""
        rows = self._db.all("SELECT params, result FROM jobs")
        return [(row["params"], row["result"] or "null") for row in rows]

    def count(self, state: str) -> int:
        """How many jobs are in a state."""
        row = self._db.one("SELECT count(*) FROM jobs WHERE state = ?", state)
        return int(row[0]) if row else 0

    def count_active(self) -> int:
        """How many jobs have not ended."""
        return sum(self.count(state) for state in ("running", "paused", "queued"))

    def next_queued(self, limit: int) -> list[JobRow]:
        """The jobs whose turn it is."""
        return self.page(("queued",), limit)

    def set_state(self, id: str, state: JobState, *, only_from: tuple[JobState, ...] = ()) -> bool:
        """Change a job's state, stamping its times; False if it is in none of ``only_from``."""
        now = time.time()
        sql = "UPDATE jobs SET state = ?"
        values: list[object] = [state]
        if state == "running":
            sql += ", started = coalesce(started, ?)"
            values.append(now)
        if state in ("succeeded", "failed", "cancelled"):
            sql += ", finished = ?, eta = NULL, cancelling = 0"
            values.append(now)
        sql += " WHERE id = ?"
        values.append(id)
        if only_from:
            sql += f" AND state IN ({', '.join('?' * len(only_from))})"
            values += only_from
        return self._db.run(sql, *values) > 0

    def update(self, id: str, **values: object) -> None:
        """Set columns; dicts are stored as JSON."""
        ready = [
            json.dumps(v, ensure_ascii=False) if isinstance(v, dict) else v for v in values.values()
        ]
        columns = ", ".join(f"{name} = ?" for name in values)
        self._db.run(f"UPDATE jobs SET {columns} WHERE id = ?", *ready, id)

    def place_before(self, id: str, other: str | None) -> None:
        """Move a job before another one (and to its priority), or to the end with None."""
        with self._db.transaction():
            if other is None:
                row = self._db.one(
                    "SELECT max(position), min(priority) FROM jobs WHERE state = 'queued'"
                )
                last = float(row[0] or 0) if row else 0.0
                self.update(id, position=last + 1)
                return
            target = self.get(other)
            row = self._db.one(
                "SELECT max(position) FROM jobs WHERE state = 'queued' AND priority = ?"
                " AND position < ? AND id <> ?",
                target.priority,
                target.position,
                id,
            )
            before = float(row[0]) if row and row[0] is not None else target.position - 2
            middle = (before + target.position) / 2
            self.update(id, position=middle, priority=target.priority)

    def cancelling(self) -> list[str]:
        """Jobs that a person asked to stop and that have not stopped."""
        rows = self._db.all(
            "SELECT id FROM jobs WHERE cancelling = 1 AND state IN ('queued', 'running', 'paused')"
        )
        return [row["id"] for row in rows]

    def tell(self, id: str, type: str, data: dict[str, Any]) -> None:
        """Record an event."""
        self._db.run(
            "INSERT INTO job_events (job, time, type, data) VALUES (?, ?, ?, ?)",
            id,
            time.time(),
            type,
            json.dumps(data, ensure_ascii=False),
        )

    def events(self, id: str, after: int = 0) -> list[EventRow]:
        """A job's events after the given one, oldest first."""
        rows = self._db.all(
            "SELECT id, job, time, type, data FROM job_events WHERE job = ? AND id > ? ORDER BY id",
            id,
            after,
        )
        return [
            EventRow(r["id"], r["job"], r["time"], r["type"], json.loads(r["data"])) for r in rows
        ]

    def flag(self, name: str) -> str:
        """A named flag of the queue, or ``""``."""
        row = self._db.one("SELECT value FROM flags WHERE name = ?", name)
        return str(row[0]) if row else ""

    def set_flag(self, name: str, value: str) -> None:
        """Set a named flag."""
        self._db.run("INSERT OR REPLACE INTO flags VALUES (?, ?)", name, value)
