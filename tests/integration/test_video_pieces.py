"""Pieces and the whole video, through the real ffmpeg."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from pipelines.documents.shot import (
    Box,
    Caption,
    ClipLayer,
    Motion,
    PictureLayer,
    Shot,
    Transition,
    View,
    Watermark,
)
from pipelines.generators.video.assemble import joiner
from pipelines.generators.video.render import compositor
from pipelines.media import ffmpeg
from pipelines.media.mp4 import read_tracks
from pipelines.media.video_probe import count_frames, measure_loudness, probe
from pipelines.media.wav import write_wav
from pipelines.roles.video import AssembleParams, RenderParams
from pipelines.sdk import Asset, Cancelled, EngineError, InputError
from pipelines.sdk.testing import LocalContext

W, H, FPS = 180, 320, 30
RED, BLUE = (200, 40, 40), (30, 60, 200)


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    return LocalContext(tmp_path)


def picture(ctx: LocalContext, tmp_path: Path, colour: tuple[int, int, int]) -> Asset:
    file = tmp_path / f"{'-'.join(map(str, colour))}.png"
    Image.new("RGB", (360, 640), colour).save(file)
    return ctx.add(file, "image")


def shot(background: Asset, frames: int = 30, **fields: object) -> Shot:
    move = Motion(end=View(zoom=1.2))
    return Shot.model_validate(
        {
            "id": "s",
            "frames": frames,
            "background": PictureLayer(asset=background, motion=move),
            **fields,
        }
    )


def render(ctx: LocalContext, *shots: Shot, **fields: int) -> Asset:
    part = "transition" if len(shots) == 2 else "body"
    params = RenderParams.model_validate(
        {"part": part, "shots": shots, "width": W, "height": H, "fps": FPS, **fields}
    )
    return compositor(params, ctx).video


def frames_of(file: Path, width: int = W, height: int = H) -> np.ndarray:
    """Every frame as RGB [n, h, w, 3], converted by ffmpeg as a player would."""
    out = file.with_suffix(".rgb")
    ffmpeg.run(["-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", out], "decoding")
    return np.fromfile(out, np.uint8).reshape(-1, height, width, 3)


@pytest.mark.parametrize("colour", [RED, BLUE, (255, 255, 255), (128, 128, 128)])
def test_colours_come_out_of_a_player_as_they_went_in(
    ctx: LocalContext, tmp_path: Path, colour: tuple[int, int, int]
) -> None:
    video = ctx.path(render(ctx, shot(picture(ctx, tmp_path, colour), 4), quality=10))
    facts = probe(video)
    assert (facts.range, facts.matrix, facts.primaries, facts.transfer) == ("tv", *["bt709"] * 3)
    assert (facts.width, facts.height, facts.fps, facts.pixel_format) == (W, H, 30, "yuv420p")
    assert frames_of(video)[2, H // 2, W // 2] == pytest.approx(colour, abs=4)


def test_a_video_is_the_sum_of_its_pieces(ctx: LocalContext, tmp_path: Path) -> None:
    one = shot(picture(ctx, tmp_path, RED), 40)
    crossfade = Transition(kind="crossfade", frames=10)
    two = shot(picture(ctx, tmp_path, BLUE), 35, transition=crossfade)
    pieces = (
        render(ctx, one, last=30),
        render(ctx, one, two),
        render(ctx, two, first=10),
    )
    sound = tmp_path / "tone.wav"
    tone = 0.2 * np.sin(np.arange(48000 * 3) * 2 * np.pi * 440 / 48000)
    write_wav(sound, np.stack([tone, tone], axis=1).astype(np.float32), 48000)
    params = AssembleParams(
        pieces=pieces, audio=ctx.add(sound, "sound"), fps=FPS, title="冷萃 Cold brew"
    )
    made = joiner(params, ctx)
    file = ctx.path(made.video)

    assert made.duration == pytest.approx(65 / FPS)
    video, audio = read_tracks(file)
    assert sorted(video.pts) == [i * 512 for i in range(65)]
    assert all(b > a for a, b in pairwise(video.dts))
    assert video.keyframes == (0, 30, 40)
    assert abs(video.seconds - audio.seconds) <= 1 / FPS
    assert count_frames(file) == 65
    facts = probe(file)
    assert facts.tags["title"] == "冷萃 Cold brew"
    assert (facts.video_codec, facts.audio_codec, facts.sample_rate) == ("h264", "aac", 48000)
    assert facts.matrix == "bt709"
    assert measure_loudness(file).integrated == pytest.approx(-14.0, abs=1.5)
    head = file.read_bytes()[:4096]
    assert b"moov" in head and b"mdat" not in head[: head.index(b"moov")]  # fast start

    # The colour goes from the first shot's to the second's without a step or a black frame.
    middle = frames_of(file)[:, H // 2, W // 2].astype(int)
    assert middle[29] == pytest.approx(RED, abs=6) and middle[40] == pytest.approx(BLUE, abs=6)
    assert np.abs(np.diff(middle, axis=0)).max() < 35
    assert all(a <= b + 4 for a, b in pairwise(middle[29:41, 2]))


@pytest.mark.parametrize("kind", ["push", "zoom"])
def test_transitions_show_no_gap_and_leave_shared_marks_in_place(
    ctx: LocalContext, tmp_path: Path, kind: str
) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (40, 20), (255, 255, 255, 255)).save(logo)
    mark = Watermark(asset=ctx.add(logo, "image"), box=Box(x=0.7, y=0.05, w=0.2, h=0.05))
    one = shot(picture(ctx, tmp_path, RED), 20, marks=(mark,))
    transition = Transition.model_validate({"kind": kind, "frames": 8})
    two = shot(picture(ctx, tmp_path, BLUE), 20, marks=(mark,), transition=transition)
    frames = frames_of(ctx.path(render(ctx, one, two, quality=12))).astype(int)
    assert len(frames) == 8
    assert frames[:, 24, 144].min() > 235  # the logo's middle
    assert frames[:, 100:, :].max(axis=3).min() > 90  # red or blue everywhere, never black
    assert frames[0, 200, 20, 0] > 150 and frames[-1, 200, 160, 2] > 150


def test_a_label_shows_until_its_frame_and_then_fades(ctx: LocalContext, tmp_path: Path) -> None:
    mark = Watermark(text="AI", box=Box(x=0.05, y=0.05, w=0.3, h=0.08), until=10)
    labelled = shot(picture(ctx, tmp_path, RED), 24, marks=(mark,))
    corner = frames_of(ctx.path(render(ctx, labelled, quality=10)))[:, 8:60, 4:80]
    contrast = corner[..., 1].reshape(24, -1).astype(float).std(axis=1)
    plain = contrast[-1]
    assert contrast[:10].min() > 0.95 * contrast[0]
    assert plain < 0.05 * contrast[0]
    assert contrast[18] < 0.05 * contrast[0]


def test_a_clip_with_alpha_plays_in_its_box_and_is_held_at_both_ends(
    ctx: LocalContext, tmp_path: Path
) -> None:
    """The clip's frame number is its green; its right half is transparent."""
    raw = tmp_path / "clip.rgba"
    frames = np.zeros((12, 64, 64, 4), np.uint8)
    for i, one in enumerate(frames):
        one[:, :32] = (20, 20 + 15 * i, 20, 255)
    raw.write_bytes(frames.tobytes())
    clip = tmp_path / "clip.mkv"
    layout = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", "64x64", "-r", str(FPS), "-i", raw]
    convert = "scale=out_color_matrix=bt709:out_range=tv,format=yuva420p"
    tags = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    ffmpeg.run([*layout, "-vf", f"{convert},{tags}", "-c:v", "ffv1", clip], "making a clip")
    layer = ClipLayer(asset=ctx.add(clip, "video"), box=Box(x=0, y=0.5, w=1, h=W / H), offset=3)
    speaking = shot(picture(ctx, tmp_path, BLUE), 24, layers=(layer,))
    whole = frames_of(ctx.path(render(ctx, speaking, quality=8))).astype(int)
    inside, beside = whole[:, 250, 40], whole[:, 250, 140]
    for frame in range(24):
        expected = 20 + 15 * min(max(frame - 3, 0), 11)  # held before and after
        assert inside[frame, 1] == pytest.approx(expected, abs=6), f"frame {frame}"
    assert np.abs(beside - BLUE).max() < 10
    # A piece that starts in the middle shows the same frames.
    later = frames_of(ctx.path(render(ctx, speaking, first=9, quality=8))).astype(int)
    assert np.abs(later[:, 250, 40] - inside[9:]).max() < 10


def test_pieces_with_other_settings_are_refused(ctx: LocalContext, tmp_path: Path) -> None:
    background = picture(ctx, tmp_path, RED)
    pieces = (render(ctx, shot(background, 4)), render(ctx, shot(background, 4), width=W + 2))
    with pytest.raises(InputError, match="piece 2"):
        joiner(AssembleParams(pieces=pieces, fps=FPS), ctx)
    with pytest.raises(InputError, match="25 frames per second"):
        joiner(AssembleParams(pieces=pieces[:1], fps=25), ctx)
    text = ctx.save_bytes(b"not a video at all", "video", ".mp4")
    with pytest.raises(InputError, match="MP4"):
        joiner(AssembleParams(pieces=(text,), fps=FPS), ctx)


def test_frames_that_are_not_there_are_refused(ctx: LocalContext, tmp_path: Path) -> None:
    background = picture(ctx, tmp_path, RED)
    with pytest.raises(InputError, match="30 frames"):
        render(ctx, shot(background, 30), first=10, last=31)
    with pytest.raises(InputError, match="transition of 0 frames"):
        render(ctx, shot(background), shot(background))
    with pytest.raises(InputError, match="two shots"):
        params = RenderParams(part="transition", shots=(shot(background),), width=W, height=H)
        compositor(params, ctx)


def test_a_picture_that_is_none_is_named(ctx: LocalContext) -> None:
    broken = ctx.save_bytes(b"\x89PNG but no more", "image", ".png")
    with pytest.raises(InputError, match=r"shot 's': .* is not a picture"):
        render(ctx, shot(broken))


def test_cancelling_ends_ffmpeg_and_leaves_nothing(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path, cancel_after=5)
    caption = Caption(text="Hello", start=0, end=300)
    long = shot(picture(ctx, tmp_path, RED), 300, captions=(caption,))
    with pytest.raises(Cancelled):
        render(ctx, long)
    assert not [file for file in ctx.scratch.rglob("*") if file.suffix == ".mp4"]
    names = [child.name() for child in psutil.Process().children(recursive=True)]
    assert not [name for name in names if "ffmpeg" in name]


def test_a_failing_encoder_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    frame = np.zeros(64 * 64 * 3 // 2, np.uint8)
    layout = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "64x64", "-i", "-"]
    command = [*layout, "-c:v", "no_such_encoder", output]
    with (
        pytest.raises(EngineError, match="no_such_encoder"),
        ffmpeg.RawWriter(command, output, "encoding") as writer,
    ):
        for _ in range(2000):
            writer.write(frame)
    assert not output.exists()
