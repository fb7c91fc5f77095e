"""The commands beside ``make``, as a person types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]


def studio(
    tmp_path: Path, *arguments: str, language: str = "en"
) -> subprocess.CompletedProcess[str]:
    """``aigc-studio …`` with a data folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "studio.cli.main", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=os.environ | {"AIGC_STUDIO_LANG": language, "AIGC_STUDIO_DATA": str(tmp_path / "data")},
        timeout=120,
    )


def test_help_in_both_languages(tmp_path: Path) -> None:
    assert "make a whole campaign" in studio(tmp_path, "--help").stdout
    assert "由一份简报生成整套营销内容" in studio(tmp_path, "--help", language="zh").stdout


def test_generators_lists_every_role(tmp_path: Path) -> None:
    cards = json.loads(studio(tmp_path, "generators", "--json").stdout)
    roles = {card.get("role") for card in cards}
    assert roles >= {
        "text.write",
        "text.plan",
        "image.create",
        "image.cutout",
        "image.upscale",
        "poster.render",
        "speech.speak",
        "speech.align",
        "music.compose",
        "face.talk",
        "video.assemble",
    }


def test_an_engines_flags_come_from_its_params(tmp_path: Path) -> None:
    help = studio(tmp_path, "run", "studio.image.art", "--help").stdout
    assert "--negative-prompt" in help
    assert "64–8192" in help
    assert "提示词" in studio(tmp_path, "run", "studio.image.art", "--help", language="zh").stdout


def test_run_makes_a_picture_and_assets_make_it_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    size = ["--width", "96", "--height", "128"]
    ran = studio(
        tmp_path, "run", "studio.image.art", "--prompt", "晨光 coffee", *size, "--out", str(out)
    )
    assert ran.returncode == 0, ran.stderr
    (picture,) = out.iterdir()
    with Image.open(picture) as image:
        assert image.size == (96, 128)

    found = json.loads(studio(tmp_path, "assets", "search", "晨光", "--json").stdout)
    sha = found[0]["sha256"]
    recipe = json.loads(studio(tmp_path, "assets", "show", str(picture)).stdout)
    assert recipe["asset"]["sha256"] == sha
    assert recipe["made_by"][0]["params"]["prompt"] == "晨光 coffee"

    again = studio(tmp_path, "assets", "remake", sha[:10])
    assert again.returncode == 0, again.stderr
    assert sha in again.stdout, "the same recipe gives the same picture"
    other = studio(tmp_path, "assets", "remake", sha[:10], "--set", "seed=9")
    assert other.returncode == 0, other.stderr
    assert sha not in other.stdout
    wrong = studio(tmp_path, "assets", "remake", sha[:10], "--set", "sead=9")
    assert wrong.returncode == 2
    assert "seed" in wrong.stderr


def test_a_photo_is_taken_from_a_path(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.linear_gradient("L").resize((40, 30)).save(photo)
    ran = studio(tmp_path, "run", "studio.image.upscale", "--image", str(photo), "--factor", "4")
    assert ran.returncode == 0, ran.stderr
    with Image.open(ran.stdout.splitlines()[0]) as image:
        assert image.size == (160, 120)
    gone = studio(tmp_path, "run", "studio.image.upscale", "--image", "gone.png")
    assert gone.returncode == 3
    assert "there is no file gone.png" in gone.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "studio.image.arts"], 3, "did you mean 'studio.image.art'?"),
        (["run", "studio.image.art", "--width", "wide"], 2, "width"),
        (["run", "studio.image.art", "--width", "7"], 2, "width"),
        (["jobs", "cancel", "nosuchjob"], 3, "there is no job"),
        (["assets", "show", "ffffffff"], 3, "there is no asset"),
    ],
)
def test_mistakes_get_one_line_and_their_exit_code(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    ran = studio(tmp_path, *arguments)
    assert ran.returncode == code, ran.stderr
    assert words in ran.stderr.strip().splitlines()[-1]
    assert "Traceback" not in ran.stderr


def test_jobs_can_be_steered_without_a_supervisor(tmp_path: Path) -> None:
    from studio.jobs import JobQueue
    from studio.store import Database

    db = Database(tmp_path / "data" / "studio.db")
    first, second = JobQueue(db).enqueue_many(
        [("engine", "studio.image.art", title, {}) for title in ("one", "two")]
    )
    db.close()

    def listed() -> list[tuple[str, str]]:
        jobs = json.loads(studio(tmp_path, "jobs", "list", "--json").stdout)
        return [(job["title"], job["state"]) for job in jobs]

    assert listed() == [("one", "queued"), ("two", "queued")]
    assert studio(tmp_path, "jobs", "reorder", second, "--before", first).returncode == 0
    assert listed() == [("two", "queued"), ("one", "queued")]
    assert studio(tmp_path, "jobs", "pause", first).returncode == 0
    assert ("one", "paused") in listed()
    assert studio(tmp_path, "jobs", "resume", first).returncode == 0
    assert studio(tmp_path, "jobs", "cancel").returncode == 0
    assert {state for _, state in listed()} == {"cancelled"}
    assert studio(tmp_path, "jobs", "retry", first).returncode == 0
    assert ("one", "queued") in listed()


def test_the_doctor_says_what_is_there_and_how_to_get_the_rest(tmp_path: Path) -> None:
    checks = json.loads(studio(tmp_path, "doctor", "--json").stdout)
    by_id = {check["id"]: check for check in checks}
    assert any("264" in id and check["state"] == "ok" for id, check in by_id.items())
    for check in checks:
        assert check["title"]["zh"]
        assert check["title"]["en"]
        if check["state"] == "missing":
            assert check["fix"]["zh"] and check["fix"]["en"], check["id"]
