"""What is wrong with what was given is told in one line, and nothing half-made is left."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]

BRIEF = """
languages = ["en"]
channels = ["x"]
[product]
name = "Isle Cold Brew"
[brand]
name = "Isle"
"""


def make(tmp_path: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """``aigc-studio make …`` with a data folder of its own."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "studio.cli.main",
            "make",
            "--data",
            str(tmp_path / "data"),
            *arguments,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=os.environ | {"AIGC_STUDIO_LANG": "en"} | variables,
        timeout=300,
    )


def told(ran: subprocess.CompletedProcess[str]) -> str:
    """The one line; the run must have failed with it and with nothing else."""
    assert ran.returncode not in (0, 1), ran.stderr
    lines = ran.stderr.strip().splitlines()
    assert len(lines) == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    return lines[0]


def brief(tmp_path: Path, text: str = BRIEF) -> str:
    file = tmp_path / "brief.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BRIEF + "[offer]\nprice = 'many'\n", "offer.price"),
        (BRIEF + "[prodct]\n", "did you mean 'product'?"),
        (BRIEF + "[photos]\nproduct = 'gone.png'\n", "gone.png is not there"),
        (BRIEF + "[photos]\nproduct = 'brief.toml'\n", "not a picture"),
        ("link = 'not a link'\n" + BRIEF, "must start with https://"),
    ],
)
def test_a_wrong_brief(tmp_path: Path, text: str, words: str) -> None:
    out = tmp_path / "out"
    line = told(make(tmp_path, brief(tmp_path, text), "--out", str(out)))
    assert words in line
    assert not out.exists()


@pytest.mark.parametrize("idea", ["", " ", "a", "?!", "x" * 10_001])
def test_an_idea_that_is_none(tmp_path: Path, idea: str) -> None:
    assert "idea" in told(make(tmp_path, "--idea", idea, "--out", str(tmp_path / "out"))).lower()


def test_neither_brief_nor_idea(tmp_path: Path) -> None:
    assert "--idea" in told(make(tmp_path))


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("something else")
    line = told(make(tmp_path, brief(tmp_path), "--out", str(tmp_path / "out")))
    assert "is a file, not a folder" in line


def test_an_output_folder_that_cannot_be_written(tmp_path: Path) -> None:
    target = Path("/proc/nothing/out") if sys.platform == "linux" else Path("Q:/nothing/out")
    line = told(make(tmp_path, brief(tmp_path), "--out", str(target)))
    assert "written" in line or "permission" in line


def test_two_runs_on_one_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with FileLock(out / ".aigc-studio.lock"):
        line = told(make(tmp_path, brief(tmp_path), "--out", str(out)))
    assert "another run is working" in line


def test_a_data_folder_of_a_newer_studio(tmp_path: Path) -> None:
    from studio.store import Database

    db = Database(tmp_path / "data" / "studio.db")
    db.run("INSERT INTO migrations VALUES ('2999_01_01_future')")
    db.close()
    line = told(make(tmp_path, brief(tmp_path), "--out", str(tmp_path / "out")))
    assert "newer studio" in line


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A real file system of a few megabytes."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if (
        shutil.which("mount") is None
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_while_the_results_are_made(tmp_path: Path) -> None:
    with small_disk(tmp_path / "data", megabytes=3):
        ran = make(tmp_path, brief(tmp_path), "--out", str(tmp_path / "out"))
        assert ran.returncode == 6, ran.stderr
        line = ran.stderr.strip().splitlines()[-1]
        assert "disk is full" in line
        assert "free some space" in line
        assert not list((tmp_path / "data").rglob("*.partial"))
    assert [p for p in (tmp_path / "out").rglob("*") if p.is_file()] == []
