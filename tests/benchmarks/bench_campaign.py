"""The demo campaign: cold, again unchanged, after one changed sentence; stages, seconds, memory.

Compared with: the targets of the first version (150 s, 5 s, 25 s, 1.5 GB on two cores).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
BRIEF = ROOT / "assets" / "demo" / "brief.toml"


def tree_mb(process: psutil.Process) -> float:
    """Memory of a process and all below it; shared pages are shared out (PSS) where known."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        try:
            info = each.memory_full_info()
            total += getattr(info, "pss", info.rss)
        except psutil.Error:
            continue
    return total / 2**20


def make(out: Path, data: Path) -> tuple[float, float, list[tuple[float, str]]]:
    """Seconds, peak MB and the stages with when they began."""
    command = [sys.executable, "-m", "studio.cli.main", "make", str(BRIEF), "--json"]
    begun = time.perf_counter()
    process = psutil.Popen(
        [*command, "--out", str(out), "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
    )
    log = out.parent / "log.jsonl"
    stages: list[tuple[float, str]] = []
    peak = 0.0

    def read() -> None:
        with log.open("w", encoding="utf-8") as kept:
            for line in process.stdout:
                text = line.decode("utf-8")
                kept.write(text)
                if '"type": "stage"' in text:
                    stages.append((time.perf_counter() - begun, json.loads(text)["en"]))

    reader = threading.Thread(target=read)
    reader.start()
    while process.poll() is None:
        peak = max(peak, tree_mb(process))
        time.sleep(0.25)
    reader.join()
    seconds = time.perf_counter() - begun
    assert process.returncode == 0, log.read_text(encoding="utf-8")[-2000:]
    return seconds, peak, stages


def engines(data: Path) -> list[tuple[str, int, float, float]]:
    """Engine, steps, seconds in all, peak MB of one worker."""
    from studio.store import Database

    db = Database(data / "studio.db")
    rows = db.all(
        "SELECT engine, count(*) AS n, sum(seconds) AS s, max(peak_mb) AS mb FROM steps"
        " GROUP BY engine ORDER BY s DESC"
    )
    found = [(row["engine"], row["n"], row["s"], row["mb"]) for row in rows]
    db.close()
    return found


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        out, data = Path(name) / "out", Path(name) / "data"
        seconds, peak, stages = make(out, data)
        print(f"cold: {seconds:.1f} s (target 150), peak of all processes {peak:.0f} MB (1,500)")
        for at, stage in stages:
            print(f"  {at:6.1f} s  {stage}")
        for engine, count, spent, mb in engines(data):
            print(f"  {engine:26} {count:3} steps {spent:7.1f} s of one core, worker {mb:.0f} MB")
        again = sorted(make(out, data)[0] for _ in range(3))[1]
        print(f"again unchanged: {again:.1f} s (target 5)")
        script = out / "script.toml"
        changed = []
        for number in range(3):
            text = script.read_text(encoding="utf-8")
            parts = text.split("[[scenes]]")
            parts[4] = re.sub(
                r'(?m)^text = ".*"$', f'text = "改过的第{number + 1}句话，其余不动。"', parts[4]
            )
            script.write_text("[[scenes]]".join(parts), encoding="utf-8")
            changed.append(make(out, data)[0])
        print(f"after one changed sentence: {sorted(changed)[1]:.1f} s (target 25)")


if __name__ == "__main__":
    main()
