"""Frames per second of one video piece on one core, beside what the encoder alone takes.

    python tests/benchmarks/bench_video.py [--seconds 10] [--rounds 3]

A 1080×1920 shot with a slow zoom, captions lit word by word, a logo, a label and a floating product
picture is rendered by the engine; then the very same raw frames are encoded with the same settings
and nothing else. Rounds alternate, each pinned to one core together with its ffmpeg, so both see
the same machine. "Per CPU second" counts processor time and is steadier on a busy machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
from PIL import Image

from pipelines.documents.shot import (
    Box,
    Caption,
    CaptionStyle,
    Motion,
    PictureLayer,
    Shot,
    View,
    Watermark,
)
from pipelines.documents.timing import TimedWord
from pipelines.generators.video.piece_encoder import piece_encoder
from pipelines.generators.video.render import compositor
from pipelines.graphics.compositor import Frame, ShotPainter, Stage
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.roles.video import RenderParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext

SIZE, FPS = (1080, 1920), 30


def background(file: Path) -> None:
    """A gradient with discs and fine lines: something for the encoder to do."""
    rng = np.random.default_rng(5)
    width, height = 1400, 2490
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    slope = ((x / width + 2 * y / height) / 3)[..., None]
    pixels = (np.array([24, 28, 70]) * (1 - slope) + np.array([240, 150, 90]) * slope).astype("u1")
    for _ in range(60):
        centre = int(rng.integers(0, width)), int(rng.integers(0, height))
        colour = tuple(int(c) for c in rng.integers(40, 240, 3))
        cv2.circle(pixels, centre, int(rng.integers(8, 220)), colour, -1, cv2.LINE_AA)
        end = centre[0] + int(rng.integers(-300, 300)), centre[1] + int(rng.integers(-300, 300))
        cv2.line(pixels, centre, end, (245, 245, 245), 2, cv2.LINE_AA)
    noise = rng.normal(0, 2.5, pixels.shape)
    Image.fromarray(np.clip(pixels + noise, 0, 255).astype("u1")).save(file)


def product(file: Path) -> None:
    """A can with rounded corners and alpha."""
    pixels = np.zeros((1800, 1240, 4), np.uint8)
    for box, colour in (((240, 120, 1000, 1720), (196, 30, 46)), ((300, 40, 940, 220), (205,) * 3)):
        mask = np.zeros(pixels.shape[:2], np.uint8)
        cv2.rectangle(mask, box[:2], box[2:], 255, -1)
        mask = cv2.GaussianBlur(mask, (0, 0), 30)
        pixels[mask > 127] = (*colour, 255)
    Image.fromarray(pixels).resize((620, 900), Image.Resampling.LANCZOS).save(file)


def logo(file: Path) -> None:
    pixels = np.zeros((120, 400, 4), np.uint8)
    cv2.circle(pixels, (60, 60), 50, (255, 255, 255, 255), -1, cv2.LINE_AA)
    cv2.rectangle(pixels, (140, 40), (390, 80), (255, 255, 255, 255), -1)
    Image.fromarray(pixels).save(file)


def captions(frames: int) -> tuple[Caption, ...]:
    """A sentence every two seconds, a word every fifth of one."""
    out = []
    for start in range(0, frames - 60 + 1, 60):
        text = ("一键生成分镜脚本与配音字幕", "Every word is lit while it is said")[start // 60 % 2]
        parts = list(text) if text[0] > "\u3000" else text.split()
        words, at = [], 0
        for i, part in enumerate(parts):
            first = text.index(part, at)
            at = first + len(part)
            begin = start / FPS + i * 1.8 / len(parts)
            words.append(TimedWord(text=part, start=begin, end=begin + 0.1, first=first, last=at))
        out.append(Caption(text=text, start=start, end=start + 58, words=tuple(words)))
    return tuple(out)


def make_params(ctx: LocalContext, folder: Path, frames: int) -> RenderParams:
    def made(draw: Any) -> Asset:
        file = folder / f"{draw.__name__}.png"
        draw(file)
        return ctx.add(file, "image")

    move = Motion(start=View(zoom=1.04), end=View(zoom=1.18, x=0.55, y=0.46))
    can = PictureLayer(
        asset=made(product), box=Box(x=0.2, y=0.18, w=0.6, h=0.45), shadow=True, float_px=12
    )
    shot = Shot(
        id="bench",
        frames=frames,
        background=PictureLayer(asset=made(background), motion=move),
        layers=(can,),
        captions=captions(frames),
        marks=(
            Watermark(asset=made(logo), box=Box(x=0.7, y=0.035, w=0.25, h=0.05)),
            Watermark(text="AI 生成", box=Box(x=0.05, y=0.04, w=0.2, h=0.0285), until=60),
        ),
    )
    return RenderParams(shots=(shot,), width=SIZE[0], height=SIZE[1], fps=FPS)


def raw_frames(params: RenderParams, ctx: LocalContext, file: Path) -> None:
    """The piece's frames as the encoder gets them."""
    frame = Frame(*SIZE)
    stage = Stage(SIZE, FPS, CaptionStyle(), ctx.path, FontBook())
    with file.open("wb") as out, ShotPainter(params.shots[0], stage) as painter:
        for index in range(params.shots[0].frames):
            painter.paint(frame, index)
            for rows in frame.rows:
                out.write(rows.data)


def encode_only(params: RenderParams, raw: Path, piece: Path) -> None:
    frame = np.empty(Frame.stride_of(SIZE[0]) * SIZE[1] * 3 // 2, np.uint8)
    with raw.open("rb", buffering=0) as source, piece_encoder(params, piece) as writer:
        while source.readinto(frame.data) == frame.nbytes:
            writer.write(frame)


def measured(task: str, params: RenderParams, folder: Path, pipe: Any) -> None:
    """In a process of its own: run a task on one core; send seconds, CPU seconds, peak MB."""
    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):
        process.cpu_affinity(process.cpu_affinity()[:1])
    cv2.setNumThreads(1)
    ctx = LocalContext(folder)
    if task == "render":
        compositor(params.model_copy(update={"last": 2}), ctx)  # fonts and dictionaries loaded
    spent, started = cpu_seconds(), time.perf_counter()
    if task == "render":
        compositor(params, ctx)
    else:
        encode_only(params, folder / "frames.yuv", folder / "encoded.mp4")
    pipe.send((time.perf_counter() - started, cpu_seconds() - spent, peak_mb()))


def cpu_seconds() -> float:
    times = psutil.Process().cpu_times()
    children = getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return times.user + times.system + children


def peak_mb() -> float:
    """Peak memory of this process alone (its ffmpeg takes some 60 MB more)."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent had before the process was spawned
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 2**10
    memory = psutil.Process().memory_info()
    return getattr(memory, "peak_wset", memory.rss) / 2**20


def run(task: str, params: RenderParams, folder: Path) -> tuple[float, float, float]:
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=measured, args=(task, params, folder, there))
    process.start()
    result = here.recv()
    process.join()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    frames = round(options.seconds * FPS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ctx = LocalContext(folder)
        params = make_params(ctx, folder, frames)
        raw_frames(params, ctx, folder / "frames.yuv")
        results: dict[str, list[tuple[float, float, float]]] = {"render": [], "encode": []}
        for number in range(options.rounds):
            for task, done in results.items():
                done.append(run(task, params, folder))
                wall, cpu, peak = done[-1]
                print(
                    f"round {number + 1}  {task:7} {frames / wall:5.1f} fps on one core,"
                    f" {frames / cpu:5.1f} per CPU second, peak {peak:4.0f} MB"
                )
    for index, unit in ((0, "fps on one core"), (1, "frames per CPU second")):
        ours, alone = (
            statistics.median(frames / one[index] for one in results[task])
            for task in ("render", "encode")
        )
        print(f"median: render {ours:.1f}, encode only {alone:.1f} {unit}: {ours / alone:.0%}")


if __name__ == "__main__":
    main()
