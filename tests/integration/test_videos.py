"""Videos as a person makes them: each source through the real studio, small; every file checked.

One data folder for all of them, as on a person's machine: what is the same is made once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from pipelines.documents.storyboard import MusicCue, Storyboard
from pipelines.documents.video_format import VideoFormat, video_formats
from pipelines.media.ffmpeg import run
from pipelines.media.labels import can_label, read_label
from pipelines.media.video_probe import measure_loudness, probe
from pipelines.registry import discover
from pipelines.sdk import LocalText
from studio.app.storyboards import Importer, parse_storyboard, read_storyboard
from studio.app.studio import Studio
from studio.app.videos import (
    article_source,
    brief_source,
    clips_source,
    drafted,
    export_video,
    script_source,
    slides_source,
    start_draft,
    start_video,
)
from studio.cli.main import main
from studio.errors import InputError
from studio.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PHOTO = ROOT / "assets" / "demo" / "product.jpg"
FPS = 12


@dataclass
class Desk:
    """A studio that works, and what it told."""

    studio: Studio
    folder: Path
    told: list[str]

    @property
    def files(self) -> Importer:
        return Importer(self.studio, lambda en, zh: self.told.append(en))

    def done(self, job: str) -> str:
        """Wait for a job."""
        import time

        until = time.monotonic() + 300
        while not (row := self.studio.queue.get(job)).ended:
            assert time.monotonic() < until, f"still {row.state} at {row.progress:.0%}"
            time.sleep(0.05)
        if row.error:
            raise InputError(row.error["message"], row.error["hint"])
        return job

    def draft(self, source: dict, *, music: bool = False, **params: object) -> Storyboard:
        board = drafted(self.studio, self.done(start_draft(self.studio, source, **params)))
        # Composing takes longer than all the rest; one video with music shows it.
        return board if music else board.model_copy(update={"music": MusicCue(off=True)})

    def make(self, board: Storyboard, name: str, *aspects: str, **more: object) -> Path:
        out = self.folder / name
        job = start_video(
            self.studio,
            board,
            small(*aspects or ("9:16",)),
            files=self.files,
            **more,  # type: ignore[arg-type]  # by name
        )
        export_video(self.studio, self.done(job), out)
        return out

    def attempts(self) -> Counter[str]:
        rows = self.studio.db.all("SELECT s.engine FROM attempts a JOIN steps s ON s.key = a.key")
        return Counter(row["engine"] for row in rows)

    def notes(self, out: Path) -> list[str]:
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        return [LocalText.model_validate(note).best("en") for note in manifest["notes"]]


def small(*aspects: str) -> list[VideoFormat]:
    """Formats of a sixth of their size, 180 × 320, and of few frames: the same steps, sooner."""
    return [
        each.model_copy(
            update={"width": each.width // 6 * 2, "height": each.height // 6 * 2, "fps": FPS}
        )
        for each in video_formats(aspects, preview=True)
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("videos")
    studio = Studio(Settings(data=folder / "data", cores=2), discover())
    with studio, studio.supervised():
        yield Desk(studio, folder, [])


def frames(file: Path) -> list[np.ndarray]:
    video = cv2.VideoCapture(str(file))
    found = []
    while True:
        there, frame = video.read()
        if not there:
            return found
        found.append(frame)


def check_folder(out: Path, *ids: str) -> None:
    """Every file is listed, whole, labelled, and the videos play."""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    listed = {file["path"] for file in manifest["files"]}
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert there - {"manifest.json"} == listed
    for path in listed:
        if can_label(out / path):
            assert read_label(out / path) is not None, path
    for id in ids or ("9x16",):
        facts = probe(out / f"video-{id}.mp4")
        assert (facts.video_codec, facts.audio_codec, facts.matrix) == ("h264", "aac", "bt709")
        shown = frames(out / f"video-{id}.mp4")
        assert len(shown) == pytest.approx(facts.duration * FPS, abs=2)
        assert min(frame[::8, ::8].mean() for frame in shown) > 4, "no frame is black"
    read_storyboard(out / "storyboard.json")


# --- a script, and what a person does with it -----------------------------------------------------


@pytest.fixture(scope="module")
def script(desk: Desk) -> tuple[Storyboard, Path]:
    texts = "# 清晨\n\n## 桥\n[picture: product.jpg]\n桥上没有人。\n\n[headline: 慢一点]\n船来了。\n\n天亮了。"
    source = script_source(texts, PHOTO.parent, [], desk.files)
    board = desk.draft(source, music=True)
    return board, desk.make(board, "script", "9:16", "4:5")


def test_a_script_becomes_a_video_in_many_formats_and_each_voice_is_asked_for_once(
    desk: Desk, script: tuple[Storyboard, Path]
) -> None:
    _, out = script
    check_folder(out, "9x16", "4x5")
    loud = measure_loudness(out / "video-9x16.mp4")
    assert loud.integrated == pytest.approx(-14, abs=0.6)
    made = desk.attempts()
    assert made["studio.speech.espeak"] == 3
    assert made["studio.music.composer"] == made["studio.image.salient"] == 1
    assert made["studio.image.art"] == 2, "two scenes, once for all tall formats"
    lengths = [probe(out / f"video-{id}.mp4").duration for id in ("9x16", "4x5")]
    assert max(lengths) - min(lengths) < 0.05


def test_one_changed_sentence_of_a_storyboard_makes_only_what_depends_on_it(
    desk: Desk, script: tuple[Storyboard, Path], tmp_path: Path
) -> None:
    _, out = script
    board = read_storyboard(out / "storyboard.json")
    before = desk.attempts()
    desk.make(board, "again", "9:16")
    extra = desk.attempts() - before
    assert not extra.keys() - {"studio.delivery.covers"}, f"the same storyboard made {extra}"
    board.scenes[1].lines[0].text = "第一班船慢慢地来了。"
    before = desk.attempts()
    changed = desk.make(board, "changed", "9:16")
    extra = desk.attempts() - before
    assert extra["studio.speech.espeak"] == 1
    assert extra["studio.video.compositor"] == 3, "its shot and the two joins beside it"
    assert not {"studio.image.art", "studio.music.composer", "studio.image.salient"} & extra.keys()
    assert "第一班船慢慢地来了" in (changed / "captions.srt").read_text(encoding="utf-8")


# --- the other sources ----------------------------------------------------------------------------


def test_an_article_shows_its_own_pictures_where_they_belong(desk: Desk, tmp_path: Path) -> None:
    for name, colour in (("red-bridge.png", (200, 40, 30)), ("quiet-forest.png", (30, 120, 50))):
        Image.new("RGB", (640, 480), colour).save(tmp_path / name)
    text = (
        "# Two places\n\nThe old bridge is red and it hums in the wind.\n\n"
        "![](quiet-forest.png)\n\nBehind it the forest is quiet.\n\n![](red-bridge.png)\n"
    )
    source = article_source(text, "markdown", tmp_path, [], desk.files)
    board = desk.draft(source, seconds=12.0)
    shown = {s.lines[0].text[:10]: s.visual for s in board.scenes}
    about = {start: getattr(visual, "about", "") for start, visual in shown.items()}
    assert about["The old br"] == "red bridge"
    assert about["Behind it "] == "quiet forest"
    check_folder(desk.make(board, "article"))


def test_a_product_gets_photos_stage_copy_and_a_video(desk: Desk, tmp_path: Path) -> None:
    from studio.app.product_facts import product_facts

    facts = product_facts("晨屿冷萃", "18 小时慢萃，0 糖，¥59")
    photo = tmp_path / "can.jpg"
    Image.open(PHOTO).resize((720, 900)).save(photo)
    photos = {"product": [{"path": str(photo)}]}
    brief = type(facts.brief).model_validate(facts.brief.model_dump() | {"photos": photos})
    source, brief = brief_source(desk.studio, brief, product=True)
    board = desk.draft(source, seconds=8.0)
    assert any(scene.visual.type == "product" for scene in board.scenes)
    out = desk.make(board, "product", brief=brief)
    check_folder(out)
    assert list((out / "copy").glob("*.md"))


def test_clips_are_cut_with_a_voice_over_their_sound(desk: Desk, tmp_path: Path) -> None:
    clip = tmp_path / "walk.mp4"
    run(
        [
            *("-y", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25"),
            *("-f", "lavfi", "-i", "sine=f=300", "-t", "4"),
            *("-pix_fmt", "yuv420p", "-c:a", "aac", clip),
        ],
        "a clip",
    )
    board = desk.draft(clips_source([clip], "一路进去。没有出路。", desk.files))
    assert {scene.visual.type for scene in board.scenes} == {"clip"}
    assert board.scenes[0].lines[0].text == "一路进去。"
    check_folder(desk.make(board, "clips"))


def test_pages_become_a_slide_show(desk: Desk, tmp_path: Path) -> None:
    pages = [tmp_path / "1.png", tmp_path / "2.png"]
    for file, colour in zip(pages, ((240, 240, 250), (250, 240, 230)), strict=True):
        Image.new("RGB", (800, 600), colour).save(file)
    board = desk.draft(slides_source(pages, "你好。\n\n再见。", desk.files), title="两页")
    assert [scene.lines[0].text for scene in board.scenes] == ["你好。", "再见。"]
    check_folder(desk.make(board, "slides", "16:9"), "16x9")


# --- what is missing or wrong ---------------------------------------------------------------------


def test_what_is_missing_is_told_with_its_scene_and_the_rest_goes_on(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing more")
    text = json.dumps(
        {
            "title": "缺东西",
            "scenes": [
                {"id": "a", "lines": [{"text": "一。"}],
                 "visual": {"type": "photo", "picture": "gone.jpg"}},
                {"id": "b", "visual": {"type": "clip", "footage": "torn.png"}},
                {"id": "c", "lines": [{"text": "……"}], "seconds": 1,
                 "visual": {"type": "photo", "picture": "empty.jpg"}},
                {"id": "d", "lines": [{"text": "一。"}], "seconds": 0.5},
            ],
            "seed": 1,
            "music": {"file": "song.mp3", "mood": "warm"},
        }
    )  # fmt: skip
    (tmp_path / "story.json").write_text(text, encoding="utf-8")
    desk.told.clear()
    out = desk.make(read_storyboard(tmp_path / "story.json"), "missing")
    check_folder(out)
    notes = desk.notes(out)
    assert any(n.startswith("scene 1: the picture gone.jpg is missing") for n in notes), notes
    assert any(n.startswith("scene 2:") for n in notes)
    assert any(n.startswith("scene 3: a line without letters") for n in notes)
    assert any(n.startswith("scene 4: its words take") for n in notes)
    assert any("song.mp3 is missing" in n for n in notes)
    assert any("empty.jpg" in told for told in desk.told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"scenes": [{"id": "a"}, {"id": "b", "seconds": -1}]}, "scene 2, seconds"),
        ({"scenes": [{"id": "a", "lines": [{"text": "x"}, {"txt": "y"}]}]}, "scene 1, line 2, txt"),
        ({"scenes": [{"id": "a"}, {"id": "a"}]}, "two scenes are called 'a'"),
        ({"scenes": []}, "scenes"),
        ({"scenes": [{"id": "a", "visual": {"type": "photo"}}]}, "scene 1, visual"),
        ({"scenes": [{"id": "a"}], "titel": "x"}, "titel: this key is not known"),
    ],
)
def test_a_mistake_in_a_storyboard_is_told_by_its_scene(change: dict, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_storyboard(json.dumps({"title": "x"} | change), "story.json")


def video(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "studio.cli.main", "video", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=os.environ | {"AIGC_STUDIO_LANG": "en"},
        timeout=300,
    )


def test_a_draft_is_edited_and_made_by_the_same_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("One thing.\n\nAnother thing.", encoding="utf-8")
    out, data = tmp_path / "out", tmp_path / "data"
    command = ["from-script", str(tmp_path / "a.txt"), "--out", str(out), "--data", str(data)]
    ran = video(*command, "--draft")
    assert ran.returncode == 0, ran.stderr
    assert {p.name for p in out.iterdir()} == {"storyboard.json", "manifest.json"}
    file = out / "storyboard.json"
    edited = file.read_text(encoding="utf-8").replace("Another thing.", "Something else.")
    file.write_text(edited, encoding="utf-8")
    monkeypatch.setenv("AIGC_STUDIO_LANG", "en")
    assert main(["video", *command, "--draft"]) == 2
    assert "was edited" in capsys.readouterr().err
    ran = video(*command, "--preview", "--formats", "1:1", "--music", "off", "--json")
    assert ran.returncode == 0, ran.stderr
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert lines[-1]["type"] == "written"
    assert "Something else" in (out / "captions.srt").read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8") == edited, "a person's edit is never written over"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("make", "nowhere.json"), "there is no storyboard"),
        (("from-article", "nowhere.md"), "there is no article"),
        (("from-script", "a.txt", "--formats", "3:4"), "there is no video format '3:4'"),
        (("from-script", "a.txt", "--platform", "douyn"), "did you mean 'douyin'"),
        (("from-clips", "nowhere.mp4"), "none of the clips"),
        (("from-product", "nowhere.jpg", "--name", "x"), "nowhere.jpg is not there"),
        (("from-brief", "nowhere.toml"), "there is no brief"),
    ],
)
def test_wrong_input_is_one_clear_line(
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AIGC_STUDIO_LANG", "en")
    where = ["--out", str(tmp_path / "o"), "--data", str(tmp_path / "d")]
    assert main(["video", *arguments, *where]) not in (0, 1)
    assert told in capsys.readouterr().err
