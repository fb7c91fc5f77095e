"""What is made out of a finished video: teasers, covers, platform files, chapters; all labelled."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipelines.documents.chapters import (
    Chapter,
    chapters_text,
    chapters_vtt,
    readable_chapters,
)
from pipelines.generators.delivery.covers import cover_picker
from pipelines.generators.delivery.label_plate import placed
from pipelines.generators.delivery.publish import publisher
from pipelines.generators.delivery.teaser import teaser
from pipelines.media import ffmpeg
from pipelines.media.labels import AiLabel, read_label, read_recipe, write_label
from pipelines.media.video_probe import probe
from pipelines.roles.delivery import CoversParams, Moment, PublishParams, TeaserParams
from pipelines.sdk import Asset, InputError
from pipelines.sdk.testing import LocalContext

W, H = 180, 320


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    return LocalContext(tmp_path)


@pytest.fixture
def video(ctx: LocalContext, tmp_path: Path) -> Asset:
    """Black, a still grey, a lively picture, a quiet coloured one: two seconds each."""
    file = tmp_path / "film.mp4"
    size = f"size={W}x{H}:rate=24:duration=2"
    ffmpeg.run(
        [
            *(
                "-f",
                "lavfi",
                "-i",
                f"color=black:{size}",
                "-f",
                "lavfi",
                "-i",
                f"color=gray:{size}",
            ),
            *("-f", "lavfi", "-i", f"testsrc2={size}", "-f", "lavfi", "-i", f"smptebars={size}"),
            *("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000:duration=8"),
            *("-filter_complex", "[0:v][1:v][2:v][3:v]concat=n=4[v]", "-map", "[v]", "-map", "4:a"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p"),
            *("-c:a", "aac", file),
        ],
        "making a test video",
    )
    return ctx.add(file, "video")


def test_a_teaser_shows_the_liveliest_seconds(ctx: LocalContext, video: Asset) -> None:
    made = teaser(TeaserParams(video=video, seconds=1.5, width=120), ctx)
    assert 3.5 <= made.start <= 5
    with Image.open(ctx.path(made.image)) as picture:
        assert picture.size == (120, 214) and picture.info["loop"] == 0
        assert picture.n_frames == pytest.approx(1.5 * made.fps, abs=1)
        spread = [np.ptp(np.asarray(_frame(picture, n))) for n in (0, picture.n_frames - 1)]
    assert min(spread) > 100


def _frame(picture: Image.Image, number: int) -> Image.Image:
    picture.seek(number)
    return picture.convert("RGB")


@pytest.mark.parametrize("format", ["gif", "webp"])
def test_a_teaser_becomes_simpler_until_it_fits(
    ctx: LocalContext, video: Asset, format: str
) -> None:
    ask = {"video": video, "seconds": 2, "start": 4.0, "width": 180, "format": format}
    large = teaser(TeaserParams.model_validate(ask), ctx)
    limit = large.image.size * 0.6 / 1e6
    small = teaser(TeaserParams.model_validate({**ask, "max_mb": limit}), ctx)
    assert small.image.size <= limit * 1e6
    with pytest.raises(InputError, match="fits into"):
        teaser(TeaserParams.model_validate({**ask, "max_mb": 0.021, "seconds": 4}), ctx)


def test_a_teaser_that_would_begin_behind_the_end_is_refused(
    ctx: LocalContext, video: Asset
) -> None:
    with pytest.raises(InputError, match=r"lasts 8\.0 s"):
        teaser(TeaserParams(video=video, start=9), ctx)


def test_covers_are_never_black_grey_or_twice_the_same(ctx: LocalContext, video: Asset) -> None:
    covers = cover_picker(CoversParams(video=video, count=3, scene_starts=(0, 2, 4, 6)), ctx)
    scores = [frame.score for frame in covers.frames]
    assert scores == sorted(scores, reverse=True)
    assert all(frame.at > 4 for frame in covers.frames[:2])
    pictures = [_open(ctx, frame.image) for frame in covers.frames]
    for one, other in itertools.combinations(pictures, 2):
        assert np.abs(one - other).mean() > 3


def _open(ctx: LocalContext, image: Asset) -> np.ndarray:
    with Image.open(ctx.path(image)) as picture:
        return np.asarray(picture.convert("RGB")).astype(np.float32)


def test_a_moment_that_is_known_to_show_something_comes_first(
    ctx: LocalContext, video: Asset
) -> None:
    moment = Moment(start=6.4, end=7.6, weight=2.5, shows="product")
    covers = cover_picker(CoversParams(video=video, count=2, moments=(moment,)), ctx)
    assert 6.4 <= covers.frames[0].at < 7.6


def test_covers_have_the_size_the_title_and_the_label_asked_for(
    ctx: LocalContext, video: Asset
) -> None:
    ask = CoversParams(video=video, count=1, width=240, height=320, title="慢半拍", mark="AI 生成")
    covers = cover_picker(ask, ctx)
    plain = cover_picker(ask.model_copy(update={"mark": ""}), ctx)
    labelled, bare = (_open(ctx, each.frames[0].image) for each in (covers, plain))
    assert labelled.shape == (320, 240, 3)
    changed = np.abs(labelled - bare).max(axis=2) > 40
    rows = np.flatnonzero(changed.any(axis=1))
    assert rows.max() - rows.min() >= 0.05 * 240 and rows.max() < 0.2 * 320
    assert covers.title_cover is not None
    titled = _open(ctx, covers.title_cover)
    assert np.abs(titled - labelled)[60:120].mean() > 15


@pytest.mark.parametrize("title", ["给小林的邀请", "W" * 60, "👩‍🔬 مرحبا " * 8, "一\n二\n三"])
def test_any_title_can_stand_on_a_cover(ctx: LocalContext, video: Asset, title: str) -> None:
    covers = cover_picker(CoversParams(video=video, count=1, title=title), ctx)
    assert covers.title_cover is not None


def test_bitmaps_that_stick_out_are_cut_at_every_edge() -> None:
    rgba = np.full((4, 6, 4), 9, np.uint8)
    for at, seen in (((-2, -1), 12), ((3, 3), 4), ((-1, 0), 20), ((9, 9), 0)):
        assert (placed(rgba, at, (5, 5))[..., 3] > 0).sum() == seen


def test_where_the_video_shows_its_label_a_cover_gets_no_second_one(
    ctx: LocalContext, video: Asset
) -> None:
    ask = CoversParams(video=video, count=1, mark="AI 生成")
    own = ask.model_copy(update={"marked": ((0.0, 8.0),)})
    bare = ask.model_copy(update={"mark": ""})
    assert cover_picker(own, ctx).frames[0].image == cover_picker(bare, ctx).frames[0].image
    assert cover_picker(ask, ctx).frames[0].image != cover_picker(bare, ctx).frames[0].image


def _chapters(file: Path) -> list[str]:
    log = ffmpeg.inspect(["-i", file], "reading chapters")
    return [line.strip() for line in log.splitlines() if "Chapter #" in line]


def test_chapters_are_written_without_touching_the_picture(ctx: LocalContext, video: Asset) -> None:
    chapters = (Chapter(start=0, title="开场 = hook; #1"), Chapter(start=2.5, title="优惠"))
    made = publisher(PublishParams(video=video, chapters=chapters, title="冷萃"), ctx)
    file = ctx.path(made.video)
    assert not made.encoded
    assert _chapters(file) == [
        "Chapter #0:0: start 0.000000, end 2.500000",
        "Chapter #0:1: start 2.500000, end 8.000000",
    ]
    log = ffmpeg.inspect(["-i", file], "reading chapters")
    assert "开场 = hook; #1" in log and probe(file).tags["title"] == "冷萃"
    frames = [_md5(ctx.path(each)) for each in (video, made.video)]
    assert frames[0] == frames[1]


def _md5(file: Path) -> str:
    out = file.with_suffix(".md5")
    ffmpeg.run(["-i", file, "-map", "0:v:0", "-f", "md5", out], "hashing")
    return out.read_text(encoding="utf-8")


def test_a_platform_file_keeps_its_limits(ctx: LocalContext, video: Asset) -> None:
    made = publisher(PublishParams(video=video, width=320, height=180, fps=30, longest=3), ctx)
    facts = probe(ctx.path(made.video))
    assert (facts.width, facts.height, facts.fps, facts.matrix) == (320, 180, 30, "bt709")
    assert facts.duration == pytest.approx(3, abs=0.05)
    limit = video.size * 0.5 / 1e6
    small = publisher(PublishParams(video=video, max_mb=limit, audio_kbps=32), ctx)
    assert small.encoded and small.video.size <= limit * 1e6
    with pytest.raises(InputError, match="do not fit"):
        publisher(PublishParams(video=video, max_mb=0.05), ctx)


@pytest.mark.parametrize("format", ["gif", "webp"])
def test_teasers_carry_the_implicit_label(
    ctx: LocalContext, video: Asset, tmp_path: Path, format: str
) -> None:
    ask = {"video": video, "seconds": 1, "width": 100, "format": format}
    made = ctx.path(teaser(TeaserParams.model_validate(ask), ctx).image)
    once, twice = tmp_path / f"once.{format}", tmp_path / f"twice.{format}"
    label = AiLabel(content_producer="AIGC-Studio", produce_id="abc")
    write_label(made, once, label, '{"role": "video.teaser"}')
    write_label(once, twice, label, '{"role": "video.teaser"}')
    assert read_label(twice) == label
    assert read_recipe(twice) == {"role": "video.teaser"}
    assert twice.read_bytes() == once.read_bytes()
    with Image.open(made) as before, Image.open(twice) as after:
        assert before.n_frames == after.n_frames
        assert _frame(before, 3).tobytes() == _frame(after, 3).tobytes()


def test_a_torn_gif_is_not_labelled(tmp_path: Path) -> None:
    torn = tmp_path / "torn.gif"
    torn.write_bytes(b"GIF89a\x10\x00\x10\x00\x80\x00\x00" + bytes(6) + b"\x21\xff\x0bXMP")
    with pytest.raises(InputError, match="damaged"):
        write_label(torn, tmp_path / "out.gif", AiLabel(content_producer="a", produce_id="b"))


def test_chapters_that_players_would_not_show_are_joined() -> None:
    asked = [Chapter(start=at, title=f"C{at}") for at in (0.5, 4, 12, 30, 33, 45)]
    kept = readable_chapters(asked, 50)
    assert [(each.start, each.title) for each in kept] == [(0, "C0.5"), (12, "C12"), (30, "C30")]
    assert readable_chapters(asked[:2], 50) == ()
    assert chapters_text(kept) == "00:00 C0.5\n00:12 C12\n00:30 C30\n"
    vtt = chapters_vtt(kept, 50)
    assert vtt.startswith("WEBVTT\n") and "00:00:30.000 --> 00:00:50.000\nC30" in vtt
