"""The queue: 10,000 jobs enqueued and listed, and what a step costs beyond its work.

Compared with: the same rows inserted by bare sqlite3, and the same function called directly.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
sys.path.insert(0, str(PLUGINS))
os.environ["PYTHONPATH"] = str(PLUGINS)

from pipelines.registry import Registry
from pipelines.registry.build import collect
from studio.jobs import JobQueue, Supervisor
from studio.settings import Settings
from studio.store import Database

JOBS = 10_000
PARAMS = {"number": 7, "seconds": 0.0, "behaviour": ""}


def median_ms(work: Callable[[], object], times: int) -> float:
    """Median of several runs, milliseconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def bare_inserts(folder: Path) -> float:
    """Jobs a second that sqlite3 alone inserts in one transaction."""
    with sqlite3.connect(folder / "bare.db") as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE jobs (id TEXT PRIMARY KEY, params TEXT, state TEXT)")
        text = json.dumps(PARAMS)
        begun = time.perf_counter()
        rows = ((f"{n:08}", text, "queued") for n in range(JOBS))
        db.executemany("INSERT INTO jobs VALUES (?, ?, ?)", rows)
        db.commit()
        return JOBS / (time.perf_counter() - begun)


def main() -> None:
    """Measure and print."""
    manifest = collect(["trial_engines"])
    registry = Registry(
        {card.id: card for card in manifest.engines}, {c.id: c for c in manifest.workflows}
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data=folder / "data", cores=2)
        db = Database(settings.data / "studio.db")
        queue = JobQueue(db)

        begun = time.perf_counter()
        queue.enqueue_many([("engine", "trial.square.noop", "job", PARAMS)] * JOBS)
        rate = JOBS / (time.perf_counter() - begun)
        print(
            f"enqueue {JOBS} at once: {rate:,.0f}/s (bare sqlite3: {bare_inserts(folder):,.0f}/s)"
        )

        single = median_ms(lambda: queue.enqueue("engine", "trial.square.noop", PARAMS), 200)
        print(f"enqueue one, synced to disk: {single:.2f} ms ({1000 / single:,.0f}/s)")
        print(f"list the first page of 50: {median_ms(lambda: queue.page(limit=50), 50):.2f} ms")
        deep = median_ms(lambda: queue.page(limit=50, offset=9_900), 50)
        print(f"list the last page of 50: {deep:.2f} ms")
        queue.cancel_all()

        with Supervisor(settings, registry):

            def steps(count: int, first: int) -> float:
                params = {
                    "numbers": list(range(first, first + count)),
                    "engine": "trial.square.noop",
                }
                id = queue.enqueue("workflow", "trial.flow.sum", params)
                begun = time.perf_counter()
                for job, _ in queue.watch(id, every=0.005):
                    if job.ended:
                        assert job.state == "succeeded", job.error
                return time.perf_counter() - begun

            steps(4, 0)  # warm workers
            few = statistics.median(steps(10, 1_000 + 10 * n) for n in range(5))
            many = statistics.median(steps(210, 10_000 + 210 * n) for n in range(5))
            print(f"a no-op step on warm workers: {(many - few) / 200 * 1000:.2f} ms")
            steps(210, 10_000)
            again = statistics.median(steps(210, 10_000) for _ in range(5))
            print(f"a remembered step: {again / 210 * 1000:.2f} ms (whole workflow of 210)")
        db.close()


if __name__ == "__main__":
    main()
