"""Whatever a person brings as footage: a good result, or one line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from pipelines.generators.footage.prepare import prepare
from pipelines.media import ffmpeg
from pipelines.media.footage_colour import sdr_colours
from pipelines.media.mp4 import read_tracks
from pipelines.media.video_probe import probe
from pipelines.roles.footage import Prepared, PrepareParams
from pipelines.sdk import Cancelled, InputError
from pipelines.sdk.testing import LocalContext

FPS = 10
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    return LocalContext(tmp_path)


def made(file: Path, *arguments: str | Path) -> Path:
    ffmpeg.run([*arguments, file], f"making {file.name}")
    return file


def pattern(seconds: float = 1.0, size: str = "64x36", rate: int = 10) -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}"]


def tone(seconds: float, channels: str = "mono") -> list[str]:
    source = f"sine=440:r=48000:d={seconds},aformat=channel_layouts={channels}"
    return ["-f", "lavfi", "-i", source]


def ready(ctx: LocalContext, file: Path, **wanted: object) -> Prepared:
    params = {"footage": ctx.add(file, "video"), "name": file.name, "fps": FPS, **wanted}
    return prepare(PrepareParams.model_validate(params), ctx)


def frames_of(ctx: LocalContext, done: Prepared) -> np.ndarray:
    """``[n, h, w, 3]`` RGB as a player shows it."""
    file = ctx.path(done.video)
    raw = file.with_suffix(".rgb")
    ffmpeg.run(["-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", raw], "decoding")
    return np.fromfile(raw, np.uint8).reshape(-1, done.height, done.width, 3).astype(int)


def sound_of(ctx: LocalContext, done: Prepared) -> np.ndarray:
    assert done.audio is not None
    samples, rate = soundfile.read(ctx.path(done.audio), always_2d=True)
    assert rate == 48000 and samples.shape[1] == 2
    assert len(samples) == round(done.duration * 48000)
    return samples


def notes(done: Prepared) -> str:
    assert all(note.en and note.zh for note in done.notes)
    return " | ".join(note.en for note in done.notes)


def quadrants(file: Path, size: tuple[int, int] = (64, 48)) -> Path:
    """Red, green, blue and white quarters, clockwise from the upper left."""
    picture = Image.new("RGB", size, "white")
    width, height = size[0] // 2, size[1] // 2
    picture.paste((220, 30, 30), (0, 0, width, height))
    picture.paste((30, 200, 30), (width, 0, size[0], height))
    picture.paste((30, 30, 220), (width, height, size[0], size[1]))
    picture.save(file)
    return file


def test_ordinary_footage_is_what_the_renderer_reads(ctx: LocalContext, tmp_path: Path) -> None:
    file = made(tmp_path / "plain.mp4", *pattern(1.2), *tone(1.2), *X264, "-c:a", "aac")
    done = ready(ctx, file, fps=25, start=0.2, end=1.0)
    assert (done.frames, done.duration, done.width, done.height) == (20, 0.8, 64, 36)
    facts = probe(ctx.path(done.video))
    assert (facts.range, facts.matrix, facts.primaries, facts.transfer) == ("tv", *["bt709"] * 3)
    assert (facts.fps, facts.pixel_format, facts.video_codec) == (25, "yuv420p", "h264")
    (track,) = read_tracks(ctx.path(done.video))
    assert track.pts == track.dts == tuple(512 * i for i in range(20))
    assert track.keyframes == (0, 12)
    assert np.abs(sound_of(ctx, done)).max() > 0.05


def test_the_wanted_part_is_what_comes_out(ctx: LocalContext, tmp_path: Path) -> None:
    """The frame's number is its brightness."""
    grey = "color=black:s=64x36:r=10:d=3,format=gray,geq=lum='16+7*N'"
    file = made(
        tmp_path / "count.mp4",
        *("-f", "lavfi", "-i", grey, "-vf", "scale=out_range=tv", *X264, "-g", "7", "-qp", "8"),
    )
    whole = frames_of(ctx, ready(ctx, file))[:, 18, 32, 1]
    part = frames_of(ctx, ready(ctx, file, start=1.3, end=2.1))[:, 18, 32, 1]
    assert len(whole) == 30 and len(part) == 8
    assert np.abs(part - whole[13:21]).max() <= 3


def test_a_changing_frame_rate_becomes_constant(ctx: LocalContext, tmp_path: Path) -> None:
    """Half a second at 30 a second, one frame for 0.7 s, 0.5 s more: all at their own time."""
    grey = "color=black:s=64x36:r=30:d=1.7,format=gray,geq=lum='16+4*N'"
    file = made(
        tmp_path / "phone.mp4",
        *("-f", "lavfi", "-i", grey, *tone(1.7), "-vf", "select='lt(n,15)+gte(n,36)'"),
        *("-fps_mode", "vfr", *X264, "-qp", "8", "-c:a", "aac"),
    )
    done = ready(ctx, file)
    assert done.frames == 17
    shown = frames_of(ctx, done)[:, 18, 32, 1]
    numbers = np.arange(17) * 3
    numbers[(numbers >= 15) & (numbers < 36)] = 14
    assert (np.diff(shown[5:12]) == 0).all()  # held
    assert (np.diff(shown[[*range(5), *range(12, 17)]]) > 5).all()
    assert np.abs(shown - (16 + 4 * numbers)).max() <= 16  # tv range here, pc range there


@pytest.mark.parametrize(("turn", "corner"), [(90, "green"), (180, "blue"), (270, "white")])
def test_a_turned_clip_stands_upright(
    ctx: LocalContext, tmp_path: Path, turn: int, corner: str
) -> None:
    picture = quadrants(tmp_path / "card.png")
    flat = made(tmp_path / "flat.mp4", "-loop", "1", "-t", "0.3", "-i", picture, *X264)
    file = made(tmp_path / "turned.mp4", "-display_rotation", str(turn), "-i", flat, "-c", "copy")
    done = ready(ctx, file)
    assert (done.width, done.height) == ((64, 48) if turn == 180 else (48, 64))
    shown = {"green": (30, 200, 30), "blue": (30, 30, 220), "white": (255, 255, 255)}
    assert frames_of(ctx, done)[1, 8, 8] == pytest.approx(shown[corner], abs=30)


def test_odd_and_stretched_sizes_become_even_and_square(ctx: LocalContext, tmp_path: Path) -> None:
    odd = made(tmp_path / "odd.mkv", *pattern(0.3, "63x35"), "-c:v", "ffv1", "-pix_fmt", "yuv444p")
    done = ready(ctx, odd)
    assert (done.width % 2, done.height % 2) == (0, 0)
    assert abs(done.width - 63) <= 1 and abs(done.height - 35) <= 1
    anamorphic = made(tmp_path / "dv.mp4", *pattern(0.3, "72x58"), "-vf", "setsar=64/45", *X264)
    assert ready(ctx, anamorphic).width == 102


def test_four_k_is_made_smaller_and_small_is_left(ctx: LocalContext, tmp_path: Path) -> None:
    file = made(tmp_path / "4k.mp4", *pattern(0.2, "3840x2160"), *X264)
    done = ready(ctx, file, long_side=480)
    assert (done.width, done.height) == (480, 270)
    small = made(tmp_path / "small.mp4", *pattern(0.2, "64x36"), *X264)
    assert ready(ctx, small, long_side=1920).width == 64


HDR = {"pq": ("smpte2084", [0.581, 0.440, 0.30]), "hlg": ("arib-std-b67", [0.75, 0.5, 0.3])}


@pytest.mark.parametrize("kind", HDR)
def test_hdr_comes_out_as_it_should_look(tmp_path: Path, kind: str) -> None:
    """Diffuse white stays bright, greys stay grey, a red stays a red: by the table's own maths.

    The table lies in a folder whose name means something to ffmpeg's filters.
    """
    ctx = LocalContext(tmp_path / "it's [a],b;c")
    transfer, greys = HDR[kind]
    codes = np.zeros((32, 64, 3))
    for column, grey in enumerate(greys):
        codes[:, 16 * column : 16 * column + 16] = grey
    codes[:, 48:] = (0.5, 0.25, 0.2)
    raw = tmp_path / "codes.raw"
    np.repeat(np.rint(codes * 65535).astype("<u2")[None], 3, axis=0).tofile(raw)
    x265 = f"log-level=error:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    file = made(
        tmp_path / f"{kind}.mp4",
        *("-f", "rawvideo", "-pix_fmt", "rgb48le", "-s", "64x32", "-r", "10", "-i", raw),
        *("-vf", "scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le"),
        *("-c:v", "libx265", "-preset", "ultrafast", "-crf", "4", "-x265-params", x265),
    )
    done = ready(ctx, file)
    assert "HDR" in notes(done)
    assert probe(ctx.path(done.video)).transfer == "bt709"
    shown = frames_of(ctx, done)[1, 16, [8, 24, 40, 56]]
    expected = 255 * sdr_colours(codes[16, [8, 24, 40, 56]], transfer, "bt2020")
    assert np.abs(shown - expected).max() <= 6
    assert 220 <= shown[0].min() <= 240  # diffuse white: bright, with room above it
    assert shown[3, 0] > 1.8 * shown[3, 1]


def test_tone_mapping_rises_evenly_and_keeps_greys(tmp_path: Path) -> None:
    ramp = np.repeat(np.linspace(0, 1, 200)[:, None], 3, axis=1)
    for transfer in ("smpte2084", "arib-std-b67"):
        mapped = sdr_colours(ramp, transfer, "bt2020")
        assert np.ptp(mapped, axis=1).max() < 2e-3
        assert (np.diff(mapped[:, 1]) >= -1e-9).all() and mapped[0, 1] < 0.01
        assert mapped[-1, 1] == pytest.approx(1, abs=0.01)


def test_interlaced_fields_are_joined(ctx: LocalContext, tmp_path: Path) -> None:
    """A bar that moves fast shows combs between lines until the fields are joined."""
    bar = "color=black:s=96x64:r=20:d=1,format=yuv420p,geq=lum='235*between(mod(X-6*N,96),0,23)'"
    weave = "tinterlace=interleave_top,fieldorder=tff"
    file = made(
        tmp_path / "tv.mpg",
        *("-f", "lavfi", "-i", f"{bar}:cb=128:cr=128,{weave}"),
        *("-c:v", "mpeg2video", "-flags", "+ilme+ildct", "-q:v", "2", "-pix_fmt", "yuv420p"),
    )
    done = ready(ctx, file)
    assert "interlaced" in notes(done)

    def combs(frames: np.ndarray) -> float:
        green = frames[..., 1]
        return float(np.abs(2 * green[:, 1:-1] - green[:, :-2] - green[:, 2:]).mean())

    raw = tmp_path / "woven.rgb"
    ffmpeg.run(["-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", raw], "decoding")
    woven = np.fromfile(raw, np.uint8).reshape(-1, 64, 96, 3).astype(int)
    assert combs(frames_of(ctx, done)[2:-2]) < 0.3 * combs(woven[2:-2])


@pytest.mark.parametrize("kind", ["webm", "mov", "gif"])
def test_transparent_parts_show_the_ground(ctx: LocalContext, tmp_path: Path, kind: str) -> None:
    picture = Image.new("RGBA", (64, 36), (0, 0, 0, 0))
    picture.paste((220, 30, 30, 255), (0, 0, 32, 36))
    picture.save(tmp_path / "half.png")
    codec = {
        "webm": ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p"),
        "mov": ("-c:v", "qtrle"),
        "gif": ("-c:v", "gif"),
    }[kind]
    source = ("-loop", "1", "-framerate", "10", "-t", "0.5", "-i", tmp_path / "half.png")
    keep = "split[a][b];[a]palettegen[p];[b][p]paletteuse" if kind == "gif" else "null"
    file = made(tmp_path / f"half.{kind}", *source, "-filter_complex", keep, *codec)
    done = ready(ctx, file, background="#2040c0")
    assert done.frames == 5
    middle = frames_of(ctx, done)[2, 18]
    assert middle[14] == pytest.approx((220, 30, 30), abs=25)
    assert middle[50] == pytest.approx((32, 64, 192), abs=25)


def test_a_picture_stands_still_for_a_while(ctx: LocalContext, tmp_path: Path) -> None:
    photo = Image.open(quadrants(tmp_path / "card.png"))
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone upright
    photo.save(tmp_path / "photo.jpg", exif=exif)
    done = ready(ctx, tmp_path / "photo.jpg", end=0.8)
    assert (done.frames, done.width, done.height, done.audio) == (8, 48, 64, None)
    assert "is a picture" in notes(done)


def test_a_clip_without_sound_says_so(ctx: LocalContext, tmp_path: Path) -> None:
    done = ready(ctx, made(tmp_path / "mute.mp4", *pattern(0.4), *X264))
    assert done.audio is None and notes(done) == "mute.mp4 has no sound"


@pytest.mark.parametrize("channels", ["mono", "stereo", "5.1"])
def test_any_number_of_channels_becomes_stereo(
    ctx: LocalContext, tmp_path: Path, channels: str
) -> None:
    file = made(tmp_path / "film.mkv", *pattern(0.5), *tone(0.5, channels), *X264, "-c:a", "flac")
    samples = sound_of(ctx, ready(ctx, file))
    assert np.abs(samples[:, 0] - samples[:, 1]).max() < 1e-3
    assert 0.05 < np.abs(samples).max() < 0.2  # the tone's own level is 0.125


def test_sound_is_exactly_as_long_as_the_picture(ctx: LocalContext, tmp_path: Path) -> None:
    longer = made(tmp_path / "longer.mp4", *pattern(0.6), *tone(2), *X264, "-c:a", "aac")
    done = ready(ctx, longer)
    assert done.frames == 6 and np.abs(sound_of(ctx, done)[-4800:]).max() > 0.05
    shorter = made(tmp_path / "shorter.mp4", *pattern(1.5), *tone(0.5), *X264, "-c:a", "aac")
    samples = sound_of(ctx, ready(ctx, shorter))
    assert np.abs(samples[12000:20000]).max() > 0.05 and np.abs(samples[-24000:]).max() < 0.01
    late = made(
        tmp_path / "late.mp4",
        *pattern(1.2),
        *("-itsoffset", "0.5", *tone(0.7), "-map", "0:v", "-map", "1:a", *X264, "-c:a", "aac"),
    )
    samples = sound_of(ctx, ready(ctx, late))
    assert np.abs(samples[:20000]).max() < 0.02 and np.abs(samples[26000:40000]).max() > 0.05


def test_a_broken_tail_leaves_what_is_before(ctx: LocalContext, tmp_path: Path) -> None:
    whole = made(
        tmp_path / "whole.mp4",
        *(*pattern(4, "128x72"), *tone(4), *X264, "-g", "10", "-c:a", "aac"),
        *("-movflags", "+faststart"),
    )
    data = whole.read_bytes()
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(data[: len(data) * 6 // 10])
    done = ready(ctx, torn)
    assert 1.0 < done.duration < 3.6
    assert "torn.mp4 ends at" in notes(done) and "early" in notes(done)
    sound_of(ctx, done)


def refused(ctx: LocalContext, file: Path, **wanted: object) -> InputError:
    with pytest.raises(InputError) as caught:
        ready(ctx, file, **wanted)
    assert caught.value.hint and file.name in caught.value.message
    return caught.value


def test_what_cannot_be_used_is_told_in_one_line(ctx: LocalContext, tmp_path: Path) -> None:
    whole = made(tmp_path / "whole.mp4", *pattern(1), *X264)
    (cut := tmp_path / "cut.mp4").write_bytes(whole.read_bytes()[:2500])
    assert "cut off before its index" in refused(ctx, cut).message
    (text := tmp_path / "text.mp4").write_text("not a video at all\n" * 50, encoding="utf-8")
    assert "is not a video" in refused(ctx, text).message
    (empty := tmp_path / "empty.mov").write_bytes(b"")
    assert "0 bytes" in refused(ctx, empty).message
    song = made(tmp_path / "song.mp3", *tone(1))
    assert "sound but no picture" in refused(ctx, song).message
    assert "nothing is there at 9.0 s" in refused(ctx, whole, start=9).message
    assert "is empty" in refused(ctx, whole, start=0.5, end=0.2).message


def test_two_hours_are_refused_whole_and_quick_in_part(ctx: LocalContext, tmp_path: Path) -> None:
    grey = ("-f", "lavfi", "-i", "color=gray:s=32x18:r=1:d=7200")
    file = made(tmp_path / "long.mp4", *grey, *X264, "-g", "60")
    assert "2:00:00" in refused(ctx, file).message
    done = ready(ctx, file, start=7000, end=7001)
    assert done.frames == FPS


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    file = made(tmp_path / "long.mp4", *pattern(25, "320x180", 30), *X264)
    ctx = LocalContext(tmp_path, cancel_after=3)
    with pytest.raises(Cancelled):
        ready(ctx, file, fps=30)
    assert not list(ctx.scratch.glob("*.mp4"))
