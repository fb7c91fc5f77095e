"""The delivery engines keep the promises of their roles."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.documents.chapters import Chapter
from pipelines.generators.delivery.covers import cover_picker
from pipelines.generators.delivery.publish import publisher
from pipelines.generators.delivery.teaser import teaser
from pipelines.media import ffmpeg
from pipelines.roles.delivery import CoversParams, PublishParams, TeaserParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext, check_generator


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    return LocalContext(tmp_path)


@pytest.fixture
def video(ctx: LocalContext, tmp_path: Path) -> Asset:
    """Three seconds, 180×320, 24 frames per second: pictures that move, and a tone."""
    file = tmp_path / "three.mp4"
    ffmpeg.run(
        [
            *("-f", "lavfi", "-i", "testsrc2=size=180x320:rate=24:duration=3"),
            *("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000:duration=3"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p"),
            *("-c:a", "aac", file),
        ],
        "making a test video",
    )
    return ctx.add(file, "video")


@pytest.mark.parametrize("format", ["gif", "webp"])
def test_the_teaser_keeps_the_contract(ctx: LocalContext, video: Asset, format: str) -> None:
    params = TeaserParams.model_validate(
        {"video": video, "format": format, "seconds": 1, "width": 120, "mark": "AI 生成"}
    )
    made = check_generator(teaser, params, ctx)
    assert made.image.suffix == f".{format}" and made.seconds == 1


def test_the_cover_picker_keeps_the_contract(ctx: LocalContext, video: Asset) -> None:
    params = CoversParams(video=video, count=3, title="Cold brew 冷萃", mark="AI 生成")
    covers = check_generator(cover_picker, params, ctx)
    assert 1 <= len(covers.frames) <= 3 and covers.title_cover is not None


def test_the_publisher_keeps_the_contract(ctx: LocalContext, video: Asset) -> None:
    chapters = (Chapter(start=0, title="Hook"), Chapter(start=1, title="Offer"))
    params = PublishParams(
        video=video, width=160, height=160, longest=2, chapters=chapters, mark="AI"
    )
    made = check_generator(publisher, params, ctx)
    assert made.encoded and abs(made.duration - 2) < 0.05
