"""How fast the drawn presenter is: drawing, making frames of a video of it, and the whole engine.

Run ``python tests/benchmarks/bench_presenter.py [side in px]``. CPU time counts both this process
and ffmpeg, so "frames a second and core" does not depend on how many cores are free.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pipelines.documents.presenter import GestureCue, PresenterLook
from pipelines.generators.face.vector_presenter import vector_presenter
from pipelines.graphics.matte_frame import MatteFrame
from pipelines.graphics.presenter.figure import Presenter
from pipelines.graphics.presenter.sheet import moments
from pipelines.media.wav import write_wav
from pipelines.roles.face import TalkParams
from pipelines.sdk.testing import LocalContext


def fastest(work: Callable[[], object], repeats: int = 40) -> float:
    """Milliseconds of the fastest run: the others were disturbed."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def rss_mb() -> float:
    """Memory this process holds now, MB."""
    import psutil

    return psutil.Process().memory_info().rss / 2**20


def bench_drawing(side: int) -> None:
    rest, hands = moments()[0], moments()[1]
    matted = MatteFrame(side, side)
    for name in ("ada", "ken", "mei"):
        presenter = Presenter(PresenterLook(character=name), side, side)
        image = presenter.draw(rest)
        parts = (
            ("at rest", lambda p=presenter, i=image: p.draw(rest, i)),
            ("both hands up", lambda p=presenter, i=image: p.draw(hands, i)),
            ("frame with matte", lambda i=image: matted.fill(i)),
        )
        print(name, *(f"{label} {fastest(work):.1f} ms" for label, work in parts), sep="  ")


def bench_engine(side: int, seconds: float) -> None:
    rate = 16_000
    t = np.arange(int(seconds * rate)) / rate
    buzz = np.sign(np.sin(2 * np.pi * 130 * t)) * np.clip(np.sin(2 * np.pi * 4 * t), 0, 1)
    with tempfile.TemporaryDirectory() as folder:
        ctx = LocalContext(Path(folder))
        write_wav(Path(folder) / "buzz.wav", (0.3 * buzz).astype(np.float32), rate)
        cues = tuple(GestureCue(gesture="open", start=s) for s in np.arange(0.5, seconds, 4))
        speech = ctx.add(Path(folder) / "buzz.wav", "speech")
        params = TalkParams(speech=speech, gestures=cues, width=side, height=side)
        before, wall = os.times(), time.perf_counter()
        talk = vector_presenter(params, ctx)
        after, wall = os.times(), time.perf_counter() - wall
        ours = after.user + after.system - before.user - before.system
        ffmpeg = sum(after[2:4]) - sum(before[2:4])
        print(
            f"engine {seconds:.0f} s: {talk.frames / wall:.1f} frames/s wall, "
            f"{talk.frames / (ours + ffmpeg):.1f} frames a second and core "
            f"(drawing {1000 * ours / talk.frames:.1f} ms, ffmpeg {1000 * ffmpeg / talk.frames:.1f} ms "
            f"a frame), {talk.video.size / talk.frames / 1000:.0f} kB a frame, {rss_mb():.0f} MB held"
        )


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1080
    bench_drawing(size)
    for length in (4.0, 12.0):
        bench_engine(size, length)
