"""A sheet of all looks on light and dark pictures, to look at.

    python -m pipelines.graphics.caption_looks.sheet OUT.png [--looks stroke marker] [--frame 0.55]

Every caption is caught in the middle of being said. Captions are as large as in a video 1080 px
wide, on a strip of it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.documents.shot import Caption, CaptionLook, CaptionStyle
from pipelines.documents.timing import TimedWord
from pipelines.graphics.caption_looks import LOOKS, Drawn
from pipelines.graphics.captions import CaptionTrack
from pipelines.graphics.typesetting.faces import FontBook

__all__ = ["SAMPLES", "caught", "picture", "sheet", "spoken"]

TILE = 960, 400
FPS = 30
_EM = 66 / TILE[1]
_PACE = 0.28  # s a word

SAMPLES: tuple[tuple[str, str], ...] = (
    ("忙到下午三点，来一瓶海岛冷萃", ""),
    ("Slow brewed for eighteen hours, never bitter", ""),
    ("十八小时低温慢萃，入口不酸不苦", "Eighteen hours of cold brewing, never sour, never bitter"),
    ("☕ قهوة باردة لذيذة 😍 cold brew 冷萃", ""),
)


def spoken(text: str, second: str = "") -> Caption:
    """A caption whose Han characters and words are said one after another."""
    found = list(re.finditer(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+", text))
    words = tuple(
        TimedWord(
            text=m.group(), start=i * _PACE, end=(i + 1) * _PACE, first=m.start(), last=m.end()
        )
        for i, m in enumerate(found)
    )
    end = max(FPS, round(len(words) * _PACE * FPS))
    return Caption(text=text, second=second, start=0, end=end, words=words)


def picture(light: bool, size: tuple[int, int] = TILE) -> NDArray[np.uint8]:
    """Something like a photo out of focus, RGB [h, w, 3], of a bright or a dark scene."""
    width, height = size
    rng = np.random.default_rng(7)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    slope = ((x / width + y / height) / 2)[..., None]
    ends = ((250, 244, 232), (206, 222, 236)) if light else ((16, 22, 40), (62, 34, 48))
    pixels = np.asarray(ends[0]) * (1 - slope) + np.asarray(ends[1]) * slope
    pixels = pixels.astype(np.float32)
    for _ in range(26):
        centre = int(rng.integers(0, width)), int(rng.integers(0, height))
        lift = rng.uniform(-26, 14) if light else rng.uniform(-8, 70)
        disc = np.zeros((height, width), np.float32)
        cv2.circle(disc, centre, int(rng.integers(12, 80)), (1.0,), -1, cv2.LINE_AA)
        tint = rng.uniform(0.6, 1.2, 3)
        pixels += disc[..., None] * (lift * tint).astype(np.float32)
    blurred = cv2.GaussianBlur(pixels, (0, 0), 2)
    return np.clip(blurred + rng.normal(0, 2, blurred.shape), 0, 255).astype(np.uint8)


def laid(pixels: NDArray[np.uint8], drawn: Drawn, index: int) -> NDArray[np.uint8]:
    """RGB [h, w, 3] with a page's parts over it."""
    out = pixels.astype(np.float32)
    for part in drawn.parts(index):
        rgba = drawn.rgba(part.key)
        left, top, right, bottom = part.area or (0, 0, rgba.shape[1], rgba.shape[0])
        rgba = rgba[top:bottom, left:right]
        x, y = max(0, part.x), max(0, part.y)
        rgba = rgba[y - part.y : out.shape[0] - part.y, x - part.x : out.shape[1] - part.x]
        there = out[y : y + rgba.shape[0], x : x + rgba.shape[1]]
        there *= 1 - rgba[..., 3:].astype(np.float32) / 255
        there += rgba[..., :3]
    return np.clip(np.round(out), 0, 255).astype(np.uint8)


def caught(
    caption: Caption, look: CaptionLook, light: bool, book: FontBook, share: float
) -> NDArray[np.uint8]:
    """A tile with the caption at a share of its time."""
    style = CaptionStyle(look=look, size=_EM, centre_y=0.5)
    track = CaptionTrack([caption], style, TILE, FPS, book)
    index = min(caption.end - 1, max(2, round(caption.end * share)))
    shown = track.at(index)
    pixels = picture(light)
    return pixels if shown is None else laid(pixels, shown.drawn, index)


def sheet(looks: Sequence[CaptionLook], share: float) -> NDArray[np.uint8]:
    """All samples in all looks, RGB: two rows a look (light, dark), a column a sample."""
    book = FontBook()
    rows = [
        np.hstack([caught(spoken(*sample), look, light, book, share) for sample in SAMPLES])
        for look in looks
        for light in (True, False)
    ]
    return np.vstack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="A sheet of all caption looks")
    parser.add_argument("out", type=Path)
    parser.add_argument("--looks", nargs="*", choices=list(LOOKS), default=list(LOOKS))
    parser.add_argument("--frame", type=float, default=0.55, help="share of the caption's time")
    asked = parser.parse_args()
    pixels = sheet(asked.looks, asked.frame)
    _, data = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    asked.out.write_bytes(data.tobytes())


if __name__ == "__main__":
    main()
