"""Real-time factors of the embedded voice, the word timing and the composer, and how near the
timing comes.

A real-time factor is seconds of work for one second of sound; the median of several runs is told,
on whatever else the machine is doing. Compared with the aims: voice 0.1, timing 0.2, music 0.2,
median timing error 60 ms. The timing is measured on other voices of the same engine, whose true
times are known; with people it is less exact. Run it with ``python tests/benchmarks/bench_speech.py``.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pipelines.generators.music.composer import composer
from pipelines.generators.speech.align_dtw import align_dtw
from pipelines.generators.speech.espeak import EspeakParams, espeak
from pipelines.roles.music import ComposeParams
from pipelines.roles.speech import AlignParams, Speech
from pipelines.sdk.testing import LocalContext

RUNS = 5
CHINESE = (
    "大家好，欢迎来到我们的新品发布。今天是2024年3月5日，这款耳机只要￥199元，"
    "续航很长，佩戴很轻，降噪深度达到了百分之九十八，现在下单还送收纳盒！"
)
ENGLISH = (
    "Hello there, welcome to the studio. Please remember that tomorrow morning we will travel to "
    "the mountain village. Music and video belong together, like bread and butter on a winter "
    "evening. Save 30% until the end of the year!"
)


def factor(work: Callable[[], float]) -> tuple[float, float]:
    """Median real-time factor and the length of the sound; ``work`` gives its seconds."""
    seconds, factors = work(), []
    for _ in range(RUNS):
        start = time.perf_counter()
        seconds = work()
        factors.append((time.perf_counter() - start) / seconds)
    return statistics.median(factors), seconds


def row(what: str, figure: float, aim: float, note: str) -> bool:
    print(f"{what:34} {figure:8.3f}   aim {aim:<6} {note}")
    return figure <= aim


def spoken(ctx: LocalContext, text: str, language: str, **how: object) -> Speech:
    params = EspeakParams.model_validate({"text": text, "language": language, **how})
    return espeak(params, ctx)


def timing_errors(ctx: LocalContext) -> np.ndarray:
    """Seconds between found and true word starts, over voices and paces."""
    errors: list[float] = []
    for text, language, voices in (
        (ENGLISH, "en", ("owen", "grace", "miles")),
        (CHINESE, "zh", ("yuncheng", "xiaoqing")),
    ):
        for voice in voices:
            for rate in (0.8, 1.25):
                speech = spoken(ctx, text, language, voice=voice, rate=rate)
                params = {"audio": speech.audio, "text": text, "language": language}
                found = align_dtw(AlignParams.model_validate(params), ctx)
                pairs = zip(found.words, speech.words, strict=True)
                errors += [abs(a.start - b.start) for a, b in pairs]
    return np.array(errors)


def main() -> int:
    good = []
    with tempfile.TemporaryDirectory() as folder:
        ctx = LocalContext(Path(folder))
        for language, text in (("zh", CHINESE), ("en", ENGLISH)):
            figure, seconds = factor(lambda t=text, x=language: spoken(ctx, t, x).duration)
            good.append(row(f"speak {language}, {seconds:.0f} s", figure, 0.1, "RTF"))
        speech = spoken(ctx, ENGLISH, "en", voice="owen")
        params = AlignParams(audio=speech.audio, text=ENGLISH, language="en")

        def align() -> float:
            align_dtw(params, ctx)
            return speech.duration

        good.append(row(f"align en, {speech.duration:.0f} s", factor(align)[0], 0.2, "RTF"))
        errors = timing_errors(ctx)
        note = f"s, p90 {np.percentile(errors, 90):.3f} s, {len(errors)} words, 5 voices, 2 paces"
        good.append(row("align, median error", float(np.median(errors)), 0.06, note))
        for mood in ("bright", "calm"):
            music = ComposeParams(mood=mood, duration=32, seed=4)
            figure, seconds = factor(lambda p=music: composer(p, ctx).duration)
            good.append(row(f"compose {mood}, {seconds:.0f} s", figure, 0.2, "RTF"))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
