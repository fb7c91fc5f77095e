"""The explicit AI label on a picture that is taken out of a video.

A frame from the middle of a video no longer shows the label that its opening shows, so what is
made of it gets one of its own: at an edge, words at least 5 % of the shortest side high
(GB 45438-2025 §5).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.documents.shot import Box, Watermark

__all__ = ["label_file", "label_plate", "laid_over", "placed"]

_TALL = 0.052
"""Of the shortest side."""


def label_plate(words: str, width: int, height: int) -> NDArray[np.uint8]:
    """The label in the top right corner of a clear picture: premultiplied RGBA [h, w, 4]."""
    from pipelines.graphics.typesetting.faces import FontBook
    from pipelines.graphics.video_text import label_bitmap

    tall = _TALL * min(width, height) / height
    mark = Watermark(text=words, box=Box(x=0.62, y=0.035, w=0.34, h=tall))
    bitmap = label_bitmap(mark, (width, height), FontBook())
    return placed(bitmap.rgba, (bitmap.x, bitmap.y), (width, height))


def placed(
    rgba: NDArray[np.uint8], at: tuple[int, int], size: tuple[int, int]
) -> NDArray[np.uint8]:
    """A bitmap on a clear plate of a size; what would stick out of it is cut off."""
    plate = np.zeros((size[1], size[0], 4), np.uint8)
    left, top = max(0, -at[0]), max(0, -at[1])
    x, y = min(max(0, at[0]), size[0]), min(max(0, at[1]), size[1])
    part = rgba[top : top + size[1] - y, left : left + size[0] - x]
    plate[y : y + part.shape[0], x : x + part.shape[1]] = part
    return plate


def laid_over(picture: NDArray[np.uint8], plate: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A premultiplied plate over an opaque picture of the same size: RGB [h, w, 3]."""
    keep = 255 - plate[..., 3:].astype(np.uint16)
    mixed = plate[..., :3] + (picture * keep + 127) // 255
    return np.minimum(mixed, 255).astype(np.uint8)


def label_file(words: str, width: int, height: int, folder: Path) -> Path:
    """The label as a PNG for ffmpeg, whose alpha is not premultiplied."""
    from PIL import Image

    plate = label_plate(words, width, height).astype(np.float32)
    alpha = np.maximum(plate[..., 3:], 1)
    plate[..., :3] = np.minimum(plate[..., :3] * 255 / alpha, 255)
    file = folder / "ai-label.png"
    Image.fromarray(np.rint(plate).astype(np.uint8)).save(file)
    return file
