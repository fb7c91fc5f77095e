"""How fast footage is made ready and looked through, and how much memory that takes.

    python tests/benchmarks/bench_footage.py [--seconds 10 120] [--rounds 2] [--size 1920x1080]

A clip with moving shapes, grain, cuts and a voice-like sound is made once; the longer one is the
same clip played again and again. ``prepare`` and ``analyse`` run on it in processes of their own,
in turn. "Real-time factor" is seconds of work per second of footage (below 1: faster than it
plays); the peak is of the process and its ffmpeg together. "Decode only" is what ffmpeg alone needs
to decode the same file: no analysis can be faster.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import cv2
import psutil

from pipelines.generators.footage.analyse import analyse
from pipelines.generators.footage.prepare import prepare
from pipelines.media import ffmpeg
from pipelines.roles.footage import AnalyseParams, PrepareParams
from pipelines.sdk.testing import LocalContext

BASE_SECONDS = 10


def make_clip(file: Path, size: str) -> None:
    """Ten seconds at 30 frames a second: two shots with grain, a tone that comes and goes."""
    picture = (
        f"testsrc2=s={size}:r=30:d=5,noise=alls=8:allf=t[a];"
        f"mandelbrot=s={size}:r=30:end_scale=0.2,trim=duration=5,noise=alls=8:allf=t[b];"
        "[a][b]concat=n=2:v=1,format=yuv420p[v];"
        "sine=f=180:d=10,volume='0.4*between(mod(t,3),0.3,2.2)':eval=frame[s]"
    )
    codec = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-c:a", "aac")
    command = ("-filter_complex", picture, "-map", "[v]", "-map", "[s]", *codec, "-t", "10", file)
    ffmpeg.run(command, "making a clip")


def lengthen(source: Path, file: Path, seconds: int) -> None:
    """The clip again and again, without encoding it again."""
    rounds = max(0, seconds // BASE_SECONDS - 1)
    ffmpeg.run(["-stream_loop", str(rounds), "-i", source, "-c", "copy", file], "lengthening it")


class Peak:
    """The most memory a process and its children hold together, MB."""

    def __enter__(self) -> Peak:
        self.mb, self._done = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._done.wait(0.05):
            total = me.memory_info().rss
            for child in me.children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.Error:
                    continue
            self.mb = max(self.mb, total / 1e6)

    def __exit__(self, *ignored: object) -> None:
        self._done.set()
        self._thread.join()


def measured(task: str, file: Path, pipe: Any) -> None:
    """Run a task in this process; send seconds and peak MB."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder, Peak() as peak:
        ctx = LocalContext(Path(folder))
        started = time.perf_counter()
        if task == "decode only":
            ffmpeg.run(["-i", file, "-map", "0:v:0", "-f", "null", "-"], "decoding")
            pipe.send((time.perf_counter() - started, 0.0))
            return
        asset = ctx.add(file, "video")
        started = time.perf_counter()
        if task == "prepare":
            prepare(PrepareParams(footage=asset), ctx)
        else:
            analyse(AnalyseParams(footage=asset), ctx)
        spent = time.perf_counter() - started
    pipe.send((spent, peak.mb))


def run_alone(task: str, file: Path) -> tuple[float, float]:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=measured, args=(task, file, theirs))
    process.start()
    result = ours.recv()
    process.join()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=int, nargs="+", default=[10, 120])
    parser.add_argument("--rounds", type=int, default=2, help="of the shortest clip")
    parser.add_argument("--size", default="1920x1080")
    args = parser.parse_args()
    tasks = ("decode only", "prepare", "analyse")
    peaks: dict[tuple[str, int], float] = {}
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base.mp4"
        make_clip(base, args.size)
        print(f"{'':14}{'footage':>9}{'seconds':>10}{'real-time factor':>20}{'peak MB':>10}")
        for seconds in args.seconds:
            file = Path(folder) / f"{seconds}.mp4"
            lengthen(base, file, seconds)
            rounds = args.rounds if seconds == min(args.seconds) else 1
            found: dict[str, list[tuple[float, float]]] = {task: [] for task in tasks}
            for _ in range(rounds):
                for task in tasks:
                    found[task].append(run_alone(task, file))
            for task in tasks:
                spent = statistics.median(one for one, _ in found[task])
                peaks[task, seconds] = max(mb for _, mb in found[task])
                memory = f"{peaks[task, seconds]:10.0f}" if peaks[task, seconds] else ""
                print(f"{task:14}{seconds:8} s{spent:10.2f}{spent / seconds:20.3f}{memory}")
        short, long = min(args.seconds), max(args.seconds)
        for task in tasks[1:]:
            ratio = peaks[task, long] / peaks[task, short]
            print(f"{task}: peak memory at {long} s is {ratio:.2f} × that at {short} s")


if __name__ == "__main__":
    main()
