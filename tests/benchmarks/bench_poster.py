"""How long a poster takes, step by step, in one run on one core.

python tests/benchmarks/bench_poster.py
"""

from __future__ import annotations

import time

import cv2

from pipelines.documents.poster import POSTER_FORMATS
from pipelines.graphics.poster.compose import Inputs, compose, layout
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.solve import solve
from pipelines.graphics.poster.template import load_template


def main() -> None:
    cv2.setNumThreads(1)
    for name in ("promotion_zh", "launch_en", "event_zh"):
        document = sample_documents()[name]
        total = 0.0
        for size in POSTER_FORMATS:
            start = time.process_time()
            setting, _, _ = layout(document, size, load_template(document.template), Inputs())
            solve(setting, document.ai_label)
            laid_out = time.process_time()
            compose(document, size, Inputs(), pdf=True)
            whole = time.process_time() - laid_out
            total += whole
            print(
                f"{name:14} {size.id:12} layout {1000 * (laid_out - start):6.0f} ms"
                f"   all with PDF {1000 * whole:6.0f} ms"
            )
        print(f"{name:14} five formats {total:18.1f} s of one core")


if __name__ == "__main__":
    main()
