"""Posters look as they did when a person last looked at them.

Pictures are compared small and in OKLab, so that a shifted hairline passes and a lost element, a
wrong colour or a broken layout does not. To accept a new look, delete the picture and run again.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipelines.documents.poster import PosterFormat
from pipelines.graphics import raster
from pipelines.graphics.colour import rgb_to_oklab
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.template import template_names
from pipelines.graphics.typesetting.faces import FontBook

FOLDER = Path(__file__).parent / "posters"
FONTS = (
    *("Inter", "Inter Display", "Noto Sans CJK SC", "Noto Serif CJK SC", "Manrope"),
    *("Bebas Neue", "Smiley Sans", "LXGW WenKai"),
)
SIDE = 96  # px of the longer side that is compared
FORMATS = {
    "portrait": PosterFormat(id="portrait", width=414, height=553),
    "banner": PosterFormat(id="banner", width=900, height=383),
}


def small(pixels: np.ndarray) -> np.ndarray:
    """[h, w, 3] RGB 0–1, blurred down to SIDE."""
    height, width = pixels.shape[:2]
    factor = SIDE / max(height, width)
    return raster.resize(pixels.astype(np.float32), round(width * factor), round(height * factor))


def distance(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Mean and 99th percentile of the colour difference in OKLab × 100."""
    apart = np.linalg.norm(rgb_to_oklab(first) - rgb_to_oklab(second), axis=2) * 100
    return float(apart.mean()), float(np.percentile(apart, 99))


SHOWN = [
    *((name, size) for name in ("promotion_zh", "launch_en", "event_zh") for size in FORMATS),
    *(
        (f"{name}_zh", "portrait")
        for name in template_names()
        if name not in {"promotion", "launch", "event"}
    ),
]


@pytest.mark.parametrize(("name", "size"), SHOWN)
def test_a_poster_looks_as_before(name: str, size: str) -> None:
    book = FontBook()
    if absent := [font for font in FONTS if not book.has(font)]:
        pytest.skip(f"other fonts set other posters: {', '.join(absent)} not installed")
    poster = compose(sample_documents()[name], FORMATS[size], Inputs(), pdf=False)
    seen = small(np.ascontiguousarray(raster.to_array(poster.image)[..., :3]))
    file = FOLDER / f"{name}-{size}.png"
    if not file.exists():
        FOLDER.mkdir(exist_ok=True)
        cv2.imwrite(str(file), (np.clip(seen[..., ::-1], 0, 1) * 255).round().astype(np.uint8))
        pytest.fail(f"there was no {file.name}; look at the new one, then run again")
    known = cv2.imread(str(file))[..., ::-1].astype(np.float32) / 255
    mean, worst = distance(np.clip(seen, 0, 1), known)
    assert mean < 1.0
    assert worst < 9.0


def test_the_distance_sees_a_lost_line() -> None:
    page = np.full((96, 72, 3), 0.9, np.float32)
    with_line = page.copy()
    with_line[40:46, 8:60] = 0.1
    assert distance(page, with_line)[1] > 9.0
    assert distance(page, np.clip(page + 0.004, 0, 1))[0] < 1.0
