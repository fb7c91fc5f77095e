"""Milliseconds that burned captions take of a frame, look by look, drawing included.

    python tests/benchmarks/bench_caption_looks.py [--rounds 3]

Two lines and a second language in a frame of 1080×1920, all frames of a five-second caption, on one
thread; processor time, the median of the rounds. A page is drawn in the first frame it is seen in
(``first``) and only blended in the others (``median``). x264 takes about 27 ms for such a frame on
one core, so 15 % of that, for everything that is not encoding, is 4 ms.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import cv2
import numpy as np

from pipelines.documents.shot import Caption, CaptionStyle
from pipelines.graphics.caption_looks import LOOKS
from pipelines.graphics.caption_looks.sheet import spoken
from pipelines.graphics.compositor import Frame, Stage
from pipelines.graphics.compositor.caption_painter import Captions
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.sdk import Asset

SIZE, FPS = (1080, 1920), 30
CAPTION = spoken(
    "十八小时低温慢萃，入口不酸不苦，现在下单", "Eighteen hours of cold brewing, never sour"
)


def nowhere(asset: Asset) -> Path:
    raise LookupError(asset)


def frames(caption: Caption, style: CaptionStyle, book: FontBook) -> list[float]:
    """Milliseconds of each frame of the caption."""
    stage = Stage(SIZE, FPS, style, nowhere, book)
    painter, frame = Captions((caption,), stage), Frame(*SIZE)
    frame.buffer[:] = 90
    out: list[float] = []
    for index in range(caption.end):
        start = time.process_time()
        painter.paint(frame, index)
        out.append((time.process_time() - start) * 1000)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="ms of captions in a frame")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    book = FontBook()
    for look in LOOKS:
        style = CaptionStyle(look=look)
        rounds = [frames(CAPTION, style, book) for _ in range(asked.rounds)]
        mean = statistics.median(float(np.mean(one)) for one in rounds)
        median = statistics.median(float(np.median(one)) for one in rounds)
        first = statistics.median(one[0] for one in rounds)
        print(f"{look:12} mean {mean:5.2f}   median {median:5.2f}   first {first:5.0f} ms")


if __name__ == "__main__":
    main()
