"""How long the text engines take: warm, per channel and per plan.

python tests/benchmarks/bench_text.py
"""

from __future__ import annotations

import statistics
import tempfile
import time
import tomllib
from importlib.resources import files
from pathlib import Path

from pipelines.documents.brief import CHANNELS, Brief
from pipelines.generators.text.plan import plan_video
from pipelines.generators.text.write import write_copy
from pipelines.roles.text import PlanParams, WriteParams
from pipelines.sdk.testing import LocalContext

AIM_MS = 20.0


def timed(work) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    text = files("assets").joinpath("demo", "brief.toml").read_text(encoding="utf-8")
    brief = Brief.model_validate(tomllib.loads(text))
    with tempfile.TemporaryDirectory() as folder:
        ctx = LocalContext(Path(folder))
        cold = timed(lambda: write_copy(WriteParams(brief=brief, channel="x", language="zh"), ctx))
        print(f"first call (reads rules and packs): {cold:.0f} ms")
        print(f"three variants, warm, median of 20 seeds (aim: at most {AIM_MS:.0f} ms)")
        for language in ("zh", "en"):
            write_copy(WriteParams(brief=brief, channel="x", language=language), ctx)
            for channel in (*CHANNELS, "poster"):
                times = [
                    timed(
                        lambda c=channel, la=language, s=seed: write_copy(
                            WriteParams(brief=brief, channel=c, language=la, seed=s), ctx
                        )
                    )
                    for seed in range(20)
                ]
                print(f"  {language} {channel:13} {statistics.median(times):6.1f} ms")
            times = [
                timed(
                    lambda la=language, s=seed: plan_video(
                        PlanParams(brief=brief, language=la, seed=s), ctx
                    )
                )
                for seed in range(20)
            ]
            print(f"  {language} {'script, 32 s':13} {statistics.median(times):6.1f} ms")


if __name__ == "__main__":
    main()
