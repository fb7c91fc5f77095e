"""Editing: a storyboard made cold, again with one changed scene, and again unchanged.

Six and twenty scenes of four seconds each, 1080 × 1920. "Cold": new worker processes, as after a
start of the program. "Warm": the workers of the run before are still there. Bars: one changed
scene of six ≤ 1/3 of the full time cold and ≤ 1/3.5 warm, of twenty ≤ 1/8; unchanged ≤ 5 %.

    .venv/bin/python tests/benchmarks/bench_edit.py [--preview] [--scenes 6 20] [--rounds 3]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pipelines.documents.storyboard import ArtVisual, Line, Storyboard, StoryScene
from pipelines.documents.video_format import VideoFormat, video_format
from pipelines.registry import discover
from studio.app.storyboards import Importer
from studio.app.studio import Studio
from studio.app.videos import start_video
from studio.settings import Settings

SAID = (
    "清晨五点的桥上还没有人，只有风。",
    "第一班船慢慢开过来，水面亮了。",
    "卖早点的阿姨打开了她的小摊子。",
    "一杯热豆浆只要三块钱，还送笑脸。",
    "上学的孩子们从桥的那头跑了过来。",
    "太阳升起来了，新的一天就开始了。",
)


def storyboard(count: int) -> Storyboard:
    """Scenes of about four seconds, each with its own picture and sentence."""
    scenes = [
        StoryScene(
            id=f"s{n:02}",
            lines=[Line(text=SAID[n % len(SAID)] + ("好。" if n >= len(SAID) else ""))],
            visual=ArtVisual(prompt=f"早晨 {n}", seed=n),
            headline="早" if n % 3 == 0 else "",
            seconds=4.0,
        )
        for n in range(count)
    ]
    return Storyboard(title="早晨", scenes=scenes)


def changed(board: Storyboard, number: int) -> Storyboard:
    """Another sentence in the middle scene."""
    board = board.model_copy(deep=True)
    scene = board.scenes[len(board.scenes) // 2]
    scene.lines[0].text = f"这一句是第{number + 1}次改过的，别的都没有动。"
    return board


def made(studio: Studio, board: Storyboard, format: VideoFormat) -> float:
    """Seconds until the video is there."""
    begun = time.perf_counter()
    files = Importer(studio, lambda en, zh: print(en))
    job = start_video(studio, board, [format], files=files)
    while not (row := studio.queue.get(job)).ended:
        time.sleep(0.02)
    assert row.state == "succeeded", row.error
    return time.perf_counter() - begun


def measure(count: int, format: VideoFormat, rounds: int) -> None:
    """One storyboard: print the medians and their share of the full time."""
    board = storyboard(count)
    registry = discover()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), cores=2)

        def opened(boards: Sequence[Storyboard]) -> list[float]:
            """Make boards one after the other with one set of workers."""
            with Studio(settings, registry) as studio, studio.supervised():
                return [made(studio, each, format) for each in boards]

        (full,) = opened([board])
        print(f"{count} scenes, {format.drawn[0]} × {format.drawn[1]}")
        print(f"  made for the first time {full:6.1f} s")
        cold = [opened([changed(board, n)])[0] for n in range(rounds)]
        warm = opened([changed(board, rounds + n) for n in range(rounds + 1)])[1:]
        same = opened([board] * (rounds + 1))[1:]
        bars = [(cold, 1 / 3, "cold"), (warm, 1 / 3.5 if count <= 6 else 1 / 8, "warm workers")]
        if count > 6:
            bars[0] = (cold, 1 / 8, "cold")
        for times, bar, name in bars:
            middle = statistics.median(times)
            verdict = f"1/{full / middle:.1f} (bar 1/{1 / bar:.1f})"
            print(f"  one changed scene, {name:12} {middle:6.1f} s  {verdict}")
        middle = statistics.median(same)
        print(f"  nothing changed         {middle:6.2f} s  {middle / full:.1%} (bar 5 %)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--scenes", type=int, nargs="+", default=[6, 20])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    format = video_format("9:16", preview=args.preview)
    for count in args.scenes:
        measure(count, format, args.rounds)


if __name__ == "__main__":
    main()
