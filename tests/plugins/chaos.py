"""Kill workers and supervisors at random while jobs run, then count what was lost."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil

from studio.jobs import JobQueue
from studio.store import Database

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Report:
    """What was left after the storm."""

    kills: Counter[str]
    states: Counter[str]
    wrong_results: int
    torn_assets: int
    missing_assets: int
    needless_repeats: int
    seconds: float


def _supervisor(data: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(HERE)}
    return subprocess.Popen(
        [sys.executable, str(HERE / "supervise.py"), str(data)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def storm(data: Path, *, jobs: int, steps: int, kills: int, seed: int = 1) -> Report:
    """Queue jobs, kill at random, wait for the end.

    Args:
        data: A fresh data folder.
        jobs: How many workflows.
        steps: Steps of each; neighbours share half of theirs.
        kills: How many processes to kill.
        seed: Of the random choice.
    """
    random.seed(seed)
    db = Database(data / "studio.db")
    queue = JobQueue(db)
    wanted = {}
    for number in range(jobs):
        numbers = list(range(number * steps // 2, number * steps // 2 + steps))
        params = {"numbers": numbers, "seconds": 0.15}
        wanted[queue.enqueue("workflow", "trial.flow.sum", params)] = sum(n * n for n in numbers)
    begun, killed = time.monotonic(), Counter[str]()
    process = _supervisor(data)
    while sum(killed.values()) < kills or any(not queue.get(id).ended for id in wanted):
        time.sleep(random.uniform(0.15, 0.9))
        if process.poll() is not None:
            process = _supervisor(data)
            continue
        if sum(killed.values()) >= kills:
            continue
        if all(queue.get(id).ended for id in wanted):
            break
        if random.random() < 0.3:
            process.kill()
            process.wait()
            killed["supervisor"] += 1
            continue
        with contextlib.suppress(psutil.Error, IndexError):
            victim = random.choice(psutil.Process(process.pid).children(recursive=True))
            victim.kill()
            killed["worker"] += 1
    process.kill()
    process.wait()
    jobs_now = {id: queue.get(id) for id in wanted}
    torn, missing = _assets(db, data)
    report = Report(
        kills=killed,
        states=Counter(job.state for job in jobs_now.values()),
        wrong_results=sum(
            job.result != {"total": wanted[id]}
            for id, job in jobs_now.items()
            if job.state == "succeeded"
        ),
        torn_assets=torn,
        missing_assets=missing,
        needless_repeats=_repeats(db),
        seconds=time.monotonic() - begun,
    )
    db.close()
    return report


def _assets(db: Database, data: Path) -> tuple[int, int]:
    """Files whose content is not what their name says, and rows without a file."""
    torn = sum(
        hashlib.sha256(file.read_bytes()).hexdigest() != file.stem
        for file in (data / "assets").rglob("*.txt")
    )
    missing = sum(
        not (data / "assets" / row["sha256"][:2] / f"{row['sha256']}{row['suffix']}").is_file()
        for row in db.all("SELECT sha256, suffix FROM assets")
    )
    return torn, missing


def _repeats(db: Database) -> int:
    """Steps that were begun again although they had been done."""
    row = db.one(
        "SELECT count(*) FROM attempts a WHERE EXISTS (SELECT 1 FROM attempts b"
        " WHERE b.key = a.key AND b.id < a.id AND b.outcome = 'done')"
    )
    return int(row[0]) if row else 0
