"""The footage engines keep the promises of their roles."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from PIL import Image

from pipelines.generators.footage.analyse import analyse
from pipelines.generators.footage.pages import pages
from pipelines.generators.footage.prepare import prepare
from pipelines.media import ffmpeg
from pipelines.roles.footage import AnalyseParams, PagesParams, PrepareParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext, check_generator


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    cv2.setNumThreads(1)
    return LocalContext(tmp_path)


@pytest.fixture
def clip(ctx: LocalContext, tmp_path: Path) -> Asset:
    file = tmp_path / "clip.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc2=s=96x54:r=20:d=1.5")
    sound = ("-f", "lavfi", "-i", "sine=440:d=1.5")
    codec = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
    ffmpeg.run([*picture, *sound, *codec, file], "making a clip")
    return ctx.add(file, "video")


def test_prepare_keeps_the_contract(ctx: LocalContext, clip: Asset) -> None:
    params = PrepareParams(footage=clip, name="clip.mp4", fps=25, start=0.2, end=1.0)
    done = check_generator(prepare, params, ctx)
    assert (done.frames, done.duration, done.width, done.height) == (20, 0.8, 96, 54)
    assert done.audio is not None and done.notes == ()


def test_analyse_keeps_the_contract(ctx: LocalContext, clip: Asset) -> None:
    found = check_generator(analyse, AnalyseParams(footage=clip, name="clip.mp4"), ctx)
    assert (found.width, found.height, found.fps, found.has_sound) == (96, 54, 20, True)
    assert found.duration == pytest.approx(1.5, abs=0.05)
    assert [shot.start for shot in found.shots] == [0] and len(found.seconds) == 2


def test_pages_keeps_the_contract(ctx: LocalContext, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "navy").save(tmp_path / "slide.png")
    params = PagesParams(files=(ctx.add(tmp_path / "slide.png", "image"),), long_side=120)
    (page,) = check_generator(pages, params, ctx).pages
    assert (page.number, page.text, page.image.meta["width"]) == (1, "", 120)
