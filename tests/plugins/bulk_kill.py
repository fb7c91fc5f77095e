"""Make posters of a table with the real command, kill it with kill -9 midway, run it again."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from studio.store import Database

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class BulkReport:
    """What became of a table whose making was killed.

    Attributes:
        before: Posters that were made when it was killed.
        made: Rows that have their poster now.
        twice: Posters that were made again although they had been done.
        torn: Files in the result folder that are not what the store holds.
        same: Rows whose poster is another row's.
        seconds: Of both runs.
    """

    before: int
    made: int
    twice: int
    torn: int
    same: int
    seconds: float


def write_table(file: Path, rows: int) -> Path:
    """A table whose rows all differ."""
    lines = [
        f"{number:03},Row {number},{number}.50,event,{number}" for number in range(1, rows + 1)
    ]
    file.write_text("\n".join(["name,headline,price,template,seed", *lines]), encoding="utf-8")
    return file


def _command(table: Path, data: Path, out: Path) -> subprocess.Popen[bytes]:
    arguments = ["posters", str(table), "--data", str(data), "--out", str(out)]
    arguments += ["--formats", "gongzhonghao_square", "--language", "en"]
    return subprocess.Popen(
        [sys.executable, "-m", "studio.cli.main", *arguments],
        cwd=ROOT,
        env=os.environ | {"AIGC_STUDIO_LANG": "en"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _posters(data: Path) -> int:
    """Posters that are done."""
    if not (data / "studio.db").exists():
        return 0
    db = Database(data / "studio.db")
    try:
        row = db.one("SELECT count(*) FROM steps WHERE role = 'poster.render'")
        return int(row[0]) if row else 0
    finally:
        db.close()


def killed_midway(folder: Path, rows: int, kill_at: int, patience: float = 600) -> BulkReport:
    """Make a table, kill the command when so many posters are done, and make it again.

    Args:
        folder: Empty.
        rows: Of the table.
        kill_at: Posters after which it is killed.
        patience: Seconds after which it is given up.
    """
    table, data, out = write_table(folder / "table.csv", rows), folder / "data", folder / "out"
    begun = time.monotonic()
    first = _command(table, data, out)
    while _posters(data) < kill_at and first.poll() is None:
        if time.monotonic() - begun > patience:
            break
        time.sleep(0.1)
    first.kill()
    first.wait()
    before = _posters(data)
    again = _command(table, data, out)
    again.wait(patience)
    seconds = time.monotonic() - begun
    report = (out / "report.csv").read_text(encoding="utf-8-sig")
    made = [line["name"] for line in csv.DictReader(io.StringIO(report)) if line["made"] == "yes"]
    pictures = sorted(out.rglob("*.png"))
    digests = [hashlib.sha256(picture.read_bytes()).hexdigest() for picture in pictures]
    db = Database(data / "studio.db")
    known = {row["sha256"] for row in db.all("SELECT sha256 FROM assets")}
    twice = db.one(
        "SELECT count(*) FROM attempts a WHERE EXISTS (SELECT 1 FROM attempts b"
        " WHERE b.key = a.key AND b.id < a.id AND b.outcome = 'done')"
    )
    db.close()
    return BulkReport(
        before=before,
        made=sum((out / name / "poster.json").is_file() for name in made),
        twice=int(twice[0]) if twice else 0,
        torn=sum(digest not in known for digest in digests),
        same=len(digests) - len(set(digests)),
        seconds=seconds,
    )
