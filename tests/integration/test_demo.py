"""The main job, as a person runs it: the demo brief through the command line, every file checked.

One campaign is made for the whole module; that is most of the time the integration tests take.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytest
from PIL import Image
from pypdf import PdfReader

from pipelines.documents.brief import CHANNELS
from pipelines.documents.channels import over_limits
from pipelines.documents.copy import CopyVariant
from pipelines.documents.numbers import numbers_not_in_brief
from pipelines.media.labels import can_label, read_label, read_recipe
from pipelines.media.video_probe import count_frames, measure_loudness, probe
from studio.app.briefs import read_brief
from studio.store import Database

ROOT = Path(__file__).resolve().parents[2]
BRIEF = ROOT / "assets" / "demo" / "brief.toml"

POSTERS = {
    "xiaohongshu": (1242, 1660),
    "square": (1080, 1080),
    "story": (1080, 1920),
    "banner": (900, 383),
    "a4": (2480, 3508),
}


@dataclass(frozen=True)
class Made:
    """A finished campaign."""

    out: Path
    data: Path
    lines: list[dict]

    @property
    def manifest(self) -> dict:
        return json.loads((self.out / "manifest.json").read_text(encoding="utf-8"))

    def attempts(self) -> Counter[str]:
        """How often each engine has been run so far."""
        db = Database(self.data / "studio.db")
        try:
            rows = db.all("SELECT s.engine FROM attempts a JOIN steps s ON s.key = a.key")
            return Counter(row["engine"] for row in rows)
        finally:
            db.close()


def make(out: Path, data: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run ``aigc-studio make`` on the demo brief."""
    command = [sys.executable, "-m", "studio.cli.main", "make", str(BRIEF)]
    return subprocess.run(
        [*command, "--out", str(out), "--data", str(data), "--json", *more],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=os.environ | {"AIGC_STUDIO_LANG": "en"},
        timeout=900,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("demo")
    ran = make(folder / "out", folder / "data")
    assert ran.returncode == 0, ran.stderr
    yield Made(folder / "out", folder / "data", [json.loads(x) for x in ran.stdout.splitlines()])


@pytest.fixture(scope="module")
def srt(made: Made) -> list[tuple[float, float, str]]:
    def seconds(clock: str) -> float:
        hours, minutes, rest = clock.replace(",", ".").split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)

    text = (made.out / "video" / "video.srt").read_text(encoding="utf-8")
    cues = []
    for block in text.strip().split("\n\n"):
        _, times, *words = block.splitlines()
        start, end = times.split(" --> ")
        cues.append((seconds(start), seconds(end), "\n".join(words)))
    return cues


def test_progress_is_told_as_json(made: Made) -> None:
    kinds = Counter(line["type"] for line in made.lines)
    assert kinds["stage"] >= 4
    assert kinds["progress"] >= 5
    fractions = [line["progress"] for line in made.lines if line["type"] == "progress"]
    assert fractions == sorted(fractions), "progress must never go back"
    assert made.lines[-1]["type"] == "written"


def test_every_file_is_listed_whole_and_with_its_steps(made: Made) -> None:
    manifest = made.manifest
    listed = {file["path"] for file in manifest["files"]}
    there = {p.relative_to(made.out).as_posix() for p in made.out.rglob("*") if p.is_file()}
    unlisted = {"campaign.html", "manifest.json", "script.toml", "posters/score.json"}
    assert there - listed == unlisted
    assert listed - there == set()
    for file in manifest["files"]:
        data = (made.out / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        for key in file["steps"]:
            step = manifest["steps"][key]
            assert step["engine"] and step["version"] and step["licence"]
    video = next(f for f in manifest["files"] if f["path"] == "video/video.mp4")
    roles = Counter(manifest["steps"][key]["role"] for key in video["steps"])
    assert roles["speech.speak"] >= 6
    assert roles["video.render"] >= 11
    assert roles["music.compose"] == roles["audio.mix"] == roles["video.assemble"] == 1
    assert roles["face.talk"] >= 1
    assert roles["image.cutout"] == 1, "the lineage must reach the photo that was given"


def test_copy_keeps_every_channels_limits_and_the_briefs_numbers(made: Made) -> None:
    brief = read_brief(BRIEF)
    for channel in CHANNELS:
        for language in ("zh", "en"):
            file = made.out / "copy" / f"{channel}.{language}.json"
            variants = json.loads(file.read_text(encoding="utf-8"))["variants"]
            assert len(variants) == 3, file.name
            bodies = {v["body"] for v in variants}
            assert len(bodies) == 3, f"{file.name}: variants must differ"
            for data in variants:
                variant = CopyVariant.model_validate(data)
                assert over_limits(variant) == [], file.name
                words = f"{variant.title}\n{variant.summary}\n{variant.body}"
                assert numbers_not_in_brief(words, brief) == [], file.name


@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_has_its_size_its_link_and_a_pdf_to_print(made: Made, name: str) -> None:
    width, height = POSTERS[name]
    stem = made.out / "posters" / f"{name}-{width}x{height}"
    picture = cv2.imread(str(stem.with_suffix(".png")))
    assert picture.shape[:2] == (height, width)
    assert picture.std() > 20, "a poster is not one flat colour"
    scale = max(1, round(1600 / height))
    large = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    link, *_ = cv2.QRCodeDetector().detectAndDecode(large)
    assert link == read_brief(BRIEF).link
    pdf = PdfReader(stem.with_suffix(".pdf"))
    assert len(pdf.pages) == 1
    box = pdf.pages[0].mediabox
    assert float(box.width) / float(box.height) == pytest.approx(width / height, rel=0.01)
    if name == "a4":
        assert float(box.width) == pytest.approx(595.3, abs=1), "210 mm"


def test_the_video_is_what_platforms_take(made: Made) -> None:
    file = made.out / "video" / "video.mp4"
    facts = probe(file)
    assert (facts.width, facts.height, facts.fps) == (1080, 1920, 30)
    assert (facts.video_codec, facts.audio_codec) == ("h264", "aac")
    assert facts.pixel_format.startswith("yuv420p")
    assert facts.matrix == "bt709"
    assert 25 <= facts.duration <= 45
    assert count_frames(file) == pytest.approx(facts.duration * 30, abs=1)
    loud = measure_loudness(file)
    assert loud.integrated == pytest.approx(-14, abs=0.5)
    assert loud.true_peak <= -0.9
    head = file.read_bytes()[: 1 << 20]
    assert 0 < head.find(b"moov") < (head.find(b"mdat") if b"mdat" in head else len(head))
    with Image.open(made.out / "video" / "cover.png") as cover:
        assert cover.size == (1080, 1440)


def test_no_frame_is_black_and_the_label_is_seen_at_the_start(made: Made) -> None:
    video = cv2.VideoCapture(str(made.out / "video" / "video.mp4"))
    number, dark = 0, []
    first = None
    while True:
        there, frame = video.read()
        if not there:
            break
        if number == 0:
            first = frame
        if frame[::16, ::16].mean() < 8:
            dark.append(number)
        number += 1
    assert dark == []
    assert first is not None
    corner = first[int(0.045 * 1920) : int(0.087 * 1920), int(0.62 * 1080) : int(0.94 * 1080)]
    assert corner.std() > 15, "the explicit AI label stands in the upper right corner"


def test_captions_are_in_step_with_the_voice(made: Made, srt) -> None:
    """Each caption begins when its first word does, as the voice engine told."""
    manifest = made.manifest
    board = json.loads((made.out / "video" / "shots.json").read_text(encoding="utf-8"))
    assert [cue[2] for cue in srt] == [c["text"] for s in board["shots"] for c in s["captions"]]
    mixes = [s for s in manifest["steps"].values() if s["role"] == "audio.mix"]
    clips = {c["audio"]["sha256"]: c["start"] for c in mixes[0]["params"]["narration"]}
    begins = set()
    for step in manifest["steps"].values():
        if step["role"] == "speech.speak":
            (audio,) = [sha for sha in step["outputs"] if sha in clips]
            begins.add(round(clips[audio], 3))
    assert len(begins) == len(board["shots"])
    first_of_shot = [cue for cue in srt if any(abs(cue[0] - b) < 0.08 for b in begins)]
    assert len(first_of_shot) == len(board["shots"]), "every sentence's first caption is on time"
    for (_, end, _), (start, _, _) in itertools.pairwise(srt):
        assert end <= start + 0.001
    assert srt[-1][1] <= probe(made.out / "video" / "video.mp4").duration


def test_every_file_carries_the_ai_label_and_its_recipe(made: Made) -> None:
    seen = set()
    for file in made.manifest["files"]:
        path = made.out / file["path"]
        if not can_label(path):
            assert path.suffix == ".srt", f"{path.name} has no label"
            continue
        label = read_label(path)
        assert label is not None, file["path"]
        assert label.content_producer == "AIGC-Studio"
        assert label.produce_id not in seen
        seen.add(label.produce_id)
        recipe = read_recipe(path)
        assert recipe is None or recipe["workflow"].startswith("studio.campaign.make")
    assert "AI" in (made.out / "copy" / "xiaohongshu.zh.md").read_text(encoding="utf-8")
    assert "AI" in (made.out / "campaign.html").read_text(encoding="utf-8")


def test_the_page_links_only_to_files_that_are_there(made: Made) -> None:
    import re

    page = (made.out / "campaign.html").read_text(encoding="utf-8")
    links = set(re.findall(r'(?:src|href|poster)="([^"#]+)"', page))
    local = {link for link in links if not link.startswith(("http", "data:", "mailto:"))}
    assert {"video/video.mp4", "posters/square-1080x1080.png"} <= local
    assert [link for link in local if not (made.out / link).is_file()] == []


def test_again_unchanged_makes_nothing_anew(made: Made) -> None:
    before = made.attempts()
    ran = make(made.out, made.data)
    assert ran.returncode == 0, ran.stderr
    assert made.attempts() == before


def test_one_changed_sentence_makes_only_what_depends_on_it(made: Made) -> None:
    script = made.out / "script.toml"
    text = script.read_text(encoding="utf-8")
    shot = json.loads((made.out / "video" / "shots.json").read_text("utf-8"))["shots"][3]
    sentence = next(
        line for line in text.split("[[scenes]]")[4].splitlines() if line.startswith("text = ")
    )
    assert shot["captions"][0]["text"][:4] in sentence
    script.write_text(text.replace(sentence, 'text = "这一句是后来改的，别的都没有动。"'), "utf-8")
    before, kept = made.attempts(), script.read_bytes()
    ran = make(made.out, made.data)
    assert ran.returncode == 0, ran.stderr
    assert script.read_bytes() == kept, "a person's edit is never written over"
    again = made.attempts() - before
    assert again["studio.speech.espeak"] == 1
    assert again["studio.video.compositor"] == 3, "its shot and the two joins beside it"
    assert again["studio.audio.mixer"] == again["studio.video.joiner"] == 1
    untouched = {"studio.poster.layout", "studio.music.composer", "studio.image.art"}
    untouched |= {"studio.text.grammar", "studio.image.cutout"}
    assert not untouched & again.keys(), f"made for nothing: {untouched & again.keys()}"
    captions = (made.out / "video" / "video.srt").read_text(encoding="utf-8")
    assert "这一句是后来改的" in captions


def test_a_mistake_in_the_script_is_told_by_place(made: Made) -> None:
    script = made.out / "script.toml"
    good = script.read_text(encoding="utf-8")
    try:
        script.write_text(good.replace('purpose = "hook"', 'purpose = "hok"', 1), "utf-8")
        ran = make(made.out, made.data)
        assert ran.returncode == 2
        assert "script.toml: scenes.0.purpose" in ran.stderr
    finally:
        script.write_text(good, "utf-8")


def test_stopping_is_clean_and_the_same_command_goes_on(tmp_path: Path) -> None:
    out, data = tmp_path / "out", tmp_path / "data"
    command = [sys.executable, "-m", "studio.cli.main", "make", str(BRIEF), "--json"]
    process = subprocess.Popen(
        [*command, "--out", str(out), "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    steps = 0
    for line in process.stdout:
        steps += '"type": "step"' in line
        if steps == 20:
            break
    asked = time.monotonic()
    process.terminate() if os.name == "nt" else process.send_signal(2)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert time.monotonic() - asked < 20
    assert [p.name for p in out.rglob("*")] == [], "nothing half-made is left in the folder"
    assert not list((data / "scratch").glob("*"))
    db = Database(data / "studio.db")
    try:
        states = [row["state"] for row in db.all("SELECT state FROM jobs")]
        done = db.one("SELECT count(*) FROM steps")
        assert states == ["cancelled"]
        assert done is not None and done[0] >= 20, "what was finished is kept"
    finally:
        db.close()
