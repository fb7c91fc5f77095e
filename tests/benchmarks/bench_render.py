"""Rendering a whole video: against moviepy, and against encoding ready frames and nothing else.

    python tests/benchmarks/bench_render.py [--seconds 30] [--rounds 3] [--long 180] [--full]

Six scenes of 1080×1920 at 30 fps, slow zooms, half-second crossfades, captions lit word by word, a
logo, narration over music. Three ways of making it take turns, and medians are compared:

* ours: the studio's engines on two warm worker processes: pieces, mix, join; and once more without
  the sound, which encode-only does not make either;
* encode only: the very same frames, raw on disk, by two ffmpeg processes with the same settings;
* moviepy 2.2.1 as short-video tools use it (clips that resize by a function of time, composed,
  x264 medium), for ``--moviepy-seconds`` of the same material, counted in frames per second.

Then: likeness (SSIM) and size beside encode-only's, how far the picture strays from the camera's
path, peak memory of a short and of a long video, and how fast a preview is made. The long video is
made at half the sides unless ``--full`` is given: a bigger frame needs more memory, not more of it
the longer the video is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import psutil
from render_job import FPS, JOIN, LOGO, Job, make_job

from pipelines.documents.shot import CaptionStyle
from pipelines.generators.sound.mixer import mixer
from pipelines.generators.video.assemble import joiner
from pipelines.generators.video.piece_encoder import encoder_options
from pipelines.generators.video.render import compositor
from pipelines.graphics.compositor import Frame, ShotPainter, Stage, TransitionPainter
from pipelines.graphics.compositor.motion import window_at
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.media import ffmpeg
from pipelines.roles.sound import MixParams
from pipelines.roles.video import AssembleParams, RenderParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext

FULL = (1080, 1920)
_BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


# --- ours --------------------------------------------------------------------------------------


def render_piece(folder: Path, params: RenderParams) -> Asset:
    return compositor(params, LocalContext(folder)).video


def mix_sound(folder: Path, params: MixParams) -> Asset:
    return mixer(params, LocalContext(folder)).audio


def warm_up(folder: Path, params: RenderParams) -> None:
    """A worker of the studio has its libraries and fonts loaded; it has not seen the pictures."""
    small = params.model_copy(update={"width": 64, "height": 114, "first": 20, "last": 22})
    compositor(small, LocalContext(folder))
    time.sleep(0.5)  # so that the other worker takes the other one


@contextmanager
def workers(folder: Path, params: RenderParams) -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(warm_up, folder, params) for _ in range(2)]:
            done.result()
        yield pool


def make_ours(
    job: Job, folder: Path, purpose: str = "final", *, sound: bool = True
) -> tuple[float, Path]:
    """Seconds, and the finished video."""
    pieces = job.pieces(purpose)
    with workers(folder, pieces[0]) as pool:
        started = time.perf_counter()
        asked = [pool.submit(render_piece, folder, one) for one in pieces]
        mixed = pool.submit(mix_sound, folder, job.mix) if sound else None
        made = tuple(one.result() for one in asked)
        params = AssembleParams(pieces=made, audio=mixed and mixed.result(), fps=FPS)
        ctx = LocalContext(folder)
        video = ctx.path(joiner(params, ctx).video)
        return time.perf_counter() - started, video


# --- encode only -------------------------------------------------------------------------------


def write_raw(job: Job, ctx: LocalContext, folder: Path) -> tuple[Path, Path]:
    """The video's frames as the encoder gets them, in two halves."""
    halves = folder / "first.yuv", folder / "second.yuv"
    stage = Stage(job.size, FPS, CaptionStyle(), ctx.path, FontBook())
    frame, done = Frame(*job.size), 0
    with halves[0].open("wb") as first, halves[1].open("wb") as second:
        for piece in job.pieces():
            painters = [ShotPainter(shot, stage) for shot in piece.shots]
            numbers, painter = range(piece.first, piece.last), painters[0]
            if piece.part == "transition":
                change = piece.shots[1].transition
                numbers = range(change.frames)
                painter = TransitionPainter(painters[0], painters[1], change, job.size)
            for index in numbers:
                painter.paint(frame, index)
                for plane in frame.planes:
                    (first if done < job.frames // 2 else second).write(plane.tobytes())
                done += 1
    return halves


def encode_only(job: Job, halves: tuple[Path, Path]) -> tuple[float, list[Path]]:
    """Seconds for both halves side by side, and the files."""
    options = encoder_options(job.pieces()[0])
    outs = [half.with_suffix(".mp4") for half in halves]
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            [
                *(str(ffmpeg.executable()), "-nostdin", "-v", "error", "-y"),
                *(*_raw_input(job), "-i", str(half), "-vf", _BT709, "-filter_threads", "1"),
                *(*options, str(out)),
            ]
        )
        for half, out in zip(halves, outs, strict=True)
    ]
    assert not any(one.wait() for one in running)
    return time.perf_counter() - started, outs


def _raw_input(job: Job) -> list[str]:
    size = f"{job.size[0]}x{job.size[1]}"
    return ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", str(FPS)]


# --- moviepy -----------------------------------------------------------------------------------


def make_moviepy(job: Job, ctx: LocalContext, folder: Path, seconds: float) -> float:
    """Frames per second of moviepy on two scenes of the same pictures."""
    from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, vfx

    from pipelines.documents.shot import Box, TextLayer
    from pipelines.graphics.video_text import text_bitmap

    width, height = job.size
    long = (seconds + JOIN / FPS) / 2
    layers = []
    for i, file in enumerate(job.pictures[:2]):
        near, far = (1.04, 1.18) if i == 0 else (1.18, 1.05)
        cover = max(width / 1400, height / 2490)

        def scale(t: float, a: float = near, b: float = far, base: float = cover) -> float:
            return base * (a + (b - a) * t / long)

        clip = ImageClip(str(file)).with_duration(long).resized(scale).with_position("center")
        clip = clip.with_start(i * (long - JOIN / FPS))
        layers.append(clip.with_effects([vfx.CrossFadeIn(JOIN / FPS)]) if i else clip)
    text = TextLayer(
        text="一键生成分镜脚本与配音字幕", box=Box(x=0.08, y=0.72, w=0.84, h=0.08), style="subhead"
    )
    bitmap = text_bitmap(text, job.size, FontBook())
    assert bitmap is not None
    layers.append(ImageClip(bitmap.rgba).with_duration(seconds).with_position((bitmap.x, bitmap.y)))
    logo = job.shots[0].marks[0].asset
    assert logo is not None
    mark = ImageClip(str(ctx.path(logo))).resized(width=round(LOGO.w * width))
    place = (round(LOGO.x * width), round(LOGO.y * height))
    layers.append(mark.with_duration(seconds).with_position(place))
    movie = CompositeVideoClip(layers, size=job.size).with_duration(seconds)
    movie = movie.with_audio(AudioFileClip(str(folder / "music.wav")).with_duration(seconds))
    started = time.perf_counter()
    movie.write_videofile(
        str(folder / "moviepy.mp4"), fps=FPS, codec="libx264", threads=2, logger=None
    )
    return seconds * FPS / (time.perf_counter() - started)


# --- quality -----------------------------------------------------------------------------------


def likeness(job: Job, video: Path, halves: tuple[Path, Path]) -> float:
    """SSIM of all planes against the raw frames."""
    raw = [part for half in halves for part in (*_raw_input(job), "-i", half)]
    count = f"settb=1/{FPS},setpts=N"
    graph = f"[0:v]{count}[made];[1:v][2:v]concat,{count},{_BT709}[meant];[made][meant]ssim"
    log = ffmpeg.inspect(["-i", video, *raw, "-lavfi", graph, "-f", "null", "-"], "comparing")
    found = re.search(r"SSIM.*All:([\d.]+)", log)
    assert found is not None, log[-500:]
    return float(found[1])


def join_halves(files: list[Path], folder: Path) -> Path:
    listing, out = folder / "halves.txt", folder / "halves.mp4"
    listing.write_text("".join(f"file '{file}'\n" for file in files), encoding="utf-8")
    ffmpeg.run(["-f", "concat", "-safe", "0", "-i", listing, "-c", "copy", out], "joining")
    return out


def jitter(job: Job, video: Path) -> float:
    """Root mean square of how far the first scene's picture is from the camera's path, px."""
    count, (width, height) = 90, job.size
    raw = video.with_suffix(".grey")
    ffmpeg.run(
        [
            *("-i", video, "-frames:v", str(count), "-vf", "extractplanes=y"),
            *("-f", "rawvideo", "-pix_fmt", "gray", raw),
        ],
        "decoding",
    )
    frames = np.fromfile(raw, np.uint8).reshape(count, height, width)
    raw.unlink()
    picture = cv2.imread(str(job.pictures[0]), cv2.IMREAD_GRAYSCALE).astype(np.float32)
    sides = picture.shape[1], picture.shape[0]
    part = round(0.45 * width)
    hanning = cv2.createHanningWindow((part, part), cv2.CV_32F)
    shot, errors = job.shots[0], []
    for index in range(15, count, 2):
        window = window_at(
            shot.background.motion, index / (shot.frames - 1), sides, (width, height)
        )
        step = window.width / width
        exact = np.array(
            [[step, 0, window.x + step / 2 - 0.5], [0, step, window.y + step / 2 - 0.5]]
        )
        meant = cv2.warpAffine(
            picture, exact, (width, height), flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        )
        for y, x in ((0.15, 0.05), (0.42, 0.05), (0.15, 0.5), (0.42, 0.5)):
            top, left = round(y * height), round(x * width)
            area = np.s_[top : top + part, left : left + part]
            made = frames[index][area].astype(np.float32)
            errors.append(cv2.phaseCorrelate(meant[area].copy(), made, hanning)[0])
    strays = np.array(errors).reshape(-1, 4, 2)
    return float(np.sqrt(np.mean((strays - strays.mean(axis=0)) ** 2)))


# --- memory ------------------------------------------------------------------------------------


@contextmanager
def peak_memory(peaks: list[float]) -> Iterator[None]:
    """Append the largest sum of this process's children's own memory, MB."""
    stop, most = threading.Event(), [0.0]

    def watch() -> None:
        own = psutil.Process()
        while not stop.wait(0.05):
            total = 0
            for child in own.children(recursive=True):
                try:
                    total += getattr(child.memory_full_info(), "uss", child.memory_info().rss)
                except psutil.Error:  # it has just ended
                    continue
            most[0] = max(most[0], total / 2**20)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
        peaks.append(most[0])


def memory_at(folder: Path, seconds: float, size: tuple[int, int]) -> float:
    part = folder / f"memory-{seconds:g}"
    part.mkdir()
    job, peaks = make_job(LocalContext(part), part, seconds, size), []
    with peak_memory(peaks):
        make_ours(job, part)
    return peaks[0]


# --- all ---------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--moviepy-seconds", type=float, default=5)
    parser.add_argument("--long", type=float, default=180, help="seconds; 0: no memory test")
    parser.add_argument("--size", type=int, nargs=2, default=FULL)
    parser.add_argument("--full", action="store_true", help="memory test at full size")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ctx = LocalContext(folder)
        size = (options.size[0], options.size[1])
        job = make_job(ctx, folder, options.seconds, size)
        speeds(job, ctx, folder, options.rounds, options.moviepy_seconds)
        took, _ = make_ours(job, folder, "preview")
        print(f"preview: {options.seconds / took:.1f}× real time ({took:.1f} s)")
        if options.long:
            part = size if options.full else (size[0] // 4 * 2, size[1] // 4 * 2)
            short, long = (memory_at(folder, s, part) for s in (10.0, options.long))
            print(
                f"peak memory at {part[0]}×{part[1]}, two workers with their encoders: "
                f"{short:.0f} MB for 10 s, {long:.0f} MB for {options.long:g} s: "
                f"{long / short:.2f}×"
            )


def speeds(job: Job, ctx: LocalContext, folder: Path, rounds: int, moviepy_s: float) -> None:
    halves = write_raw(job, ctx, folder)
    rates: dict[str, list[float]] = {
        "ours with sound": [],
        "pictures only": [],
        "encode only": [],
        "moviepy": [],
    }
    video, parts = Path(), []
    for number in range(rounds):
        took, video = make_ours(job, folder)
        rates["ours with sound"].append(job.frames / took)
        took, _ = make_ours(job, folder, sound=False)
        rates["pictures only"].append(job.frames / took)
        took, parts = encode_only(job, halves)
        rates["encode only"].append(job.frames / took)
        if number < max(1, rounds - 1):  # the slowest by far
            rates["moviepy"].append(make_moviepy(job, ctx, folder, moviepy_s))
        figures = ", ".join(f"{name} {done[-1]:.1f}" for name, done in rates.items() if done)
        print(f"round {number + 1}: {figures} frames per second", flush=True)
    ours, pictures, alone, movie = (statistics.median(done) for done in rates.values())
    print(f"median: {ours:.1f}, {pictures:.1f}, {alone:.1f}, {movie:.2f} frames per second")
    print(f"with sound against moviepy with sound: {ours / movie:.1f}×")
    print(
        f"pictures against encode-only, both silent: {pictures / alone:.0%} "
        f"(all with the sound: {ours / alone:.0%})"
    )
    whole = join_halves(parts, folder)
    mine, theirs = likeness(job, video, halves), likeness(job, whole, halves)
    print(f"SSIM {mine:.4f}, encode-only {theirs:.4f}: {mine - theirs:+.4f}")
    silent = folder / "silent.mp4"
    ffmpeg.run(["-i", video, "-an", "-c", "copy", silent], "taking the sound away")
    sizes = silent.stat().st_size, whole.stat().st_size
    print(
        f"picture {sizes[0] / 1e6:.2f} MB, encode-only {sizes[1] / 1e6:.2f} MB: "
        f"{sizes[0] / sizes[1]:.2f}×"
    )
    print(f"jitter {jitter(job, video):.3f} px RMS")
    for half in halves:
        half.unlink()


if __name__ == "__main__":
    main()
