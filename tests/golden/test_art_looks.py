"""Arts look as they did when someone last looked at them.

``python tests/golden/test_art_looks.py`` paints the golden picture anew; look at it before you
commit it. ``python -m pipelines.graphics.art.contact_sheet sheet.png`` makes a large one.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from pipelines.graphics import raster
from pipelines.graphics.art import ART_NAMES, ArtSpec, paint, paint_scene
from pipelines.graphics.art.contact_sheet import LOOKS
from pipelines.graphics.colour import palette, rgb_to_oklab
from pipelines.sdk import InputError

GOLDEN = Path(__file__).with_name("art_looks.png")
SIZE = (300, 400)
THUMB = (60, 80)


def look(name: str, size: tuple[int, int] = SIZE, **spec) -> np.ndarray:
    colour, mode = LOOKS[name]
    return paint(*size, ArtSpec(name, 1, palette(colour, mode=mode), **spec))


def thumb(picture: np.ndarray) -> np.ndarray:
    """Small enough that grain averages out."""
    return raster.resize(picture, *THUMB)


def distance(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Perceptual distance per pixel, OKLab; 0.02 is just noticeable."""
    return np.linalg.norm(rgb_to_oklab(a) - rgb_to_oklab(b), axis=-1)


@pytest.mark.parametrize("name", ART_NAMES)
def test_art_looks_as_it_did(name: str) -> None:
    cv2.setNumThreads(1)
    sheet = np.asarray(Image.open(GOLDEN).convert("RGB"), np.float32) / np.float32(255)
    at = ART_NAMES.index(name) * THUMB[0]
    apart = distance(thumb(look(name)), sheet[:, at : at + THUMB[0]])
    assert apart.mean() < 0.012
    assert np.quantile(apart, 0.98) < 0.06


@pytest.mark.parametrize("name", ART_NAMES)
def test_half_the_size_is_the_same_picture(name: str) -> None:
    large, small = thumb(look(name, (300, 400))), thumb(look(name, (150, 200)))
    apart = distance(large, small)
    assert apart.mean() < 0.035
    assert np.corrcoef(large.ravel(), small.ravel())[0, 1] > 0.95


@pytest.mark.parametrize("name", ART_NAMES)
@pytest.mark.parametrize("size", [(240, 102), (96, 216)])
def test_any_aspect_is_filled_with_sound_pixels(name: str, size: tuple[int, int]) -> None:
    picture = look(name, size)
    assert picture.shape == (size[1], size[0], 3)
    assert picture.dtype == np.float32
    assert np.isfinite(picture).all()
    assert picture.min() >= 0 and picture.max() <= 1
    assert picture.std() > 0.02


@pytest.mark.parametrize(
    "name",
    ["aurora", "bokeh", "geometric", "fresh", "terrazzo", "halftone", "strands", "festive", "snow"],
)
def test_art_keeps_quiet_where_type_will_stand(name: str) -> None:
    keep = np.zeros((400, 300), np.float32)
    keep[:160] = 1

    def busy(picture: np.ndarray) -> float:
        grey = cv2.GaussianBlur(picture.mean(axis=-1), (0, 0), 1.2)[:150]
        return float(np.abs(cv2.Laplacian(grey, cv2.CV_32F)).mean())

    hero = (60, 200, 180, 160)
    assert busy(look(name, keep_out=keep, hero=hero)) < busy(look(name, hero=hero))


def test_seeds_and_colours_change_the_picture() -> None:
    blue, red = palette("#2f6fe0"), palette("#d9352c")
    one, two, other = (
        thumb(paint(*SIZE, ArtSpec("mesh", seed, colours)))
        for seed, colours in ((1, blue), (2, blue), (1, red))
    )
    assert distance(one, two).mean() > 0.02
    assert distance(one, other).mean() > 0.1


def test_a_product_stands_on_the_stage_where_the_box_says() -> None:
    product = np.zeros((200, 100, 4), np.float32)
    product[...] = (0.1, 0.2, 0.9, 1.0)
    spec = ArtSpec("stage", 1, palette("#d9523f"))
    painted = paint_scene(300, 400, spec, product)
    assert painted.product_box is not None
    x, y, w, h = (round(v) for v in painted.product_box)
    assert h == pytest.approx(2 * w, abs=2)
    assert w > 40
    inside = painted.image[y + 6 : y + h - 6, x + 6 : x + w - 6]
    assert np.abs(inside - product[0, 0, :3]).mean() < 0.03
    # Its shadow darkens the step beside its foot.
    empty = paint(300, 400, ArtSpec("stage", 1, palette("#d9523f"), {"stand_in": "none"}))
    beside = (slice(y + h - 3, y + h + 3), slice(x + w, x + w + 8))
    assert painted.image[beside].mean() < empty[beside].mean() - 0.03


def test_an_unknown_art_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(InputError, match="oil") as caught:
        paint(64, 64, ArtSpec("oil", 1, palette("#d9523f")))
    assert "stage" in caught.value.hint


if __name__ == "__main__":
    cv2.setNumThreads(1)
    thumbs = np.hstack([thumb(look(name)) for name in ART_NAMES])
    Image.fromarray(np.rint(thumbs * 255).astype(np.uint8)).save(GOLDEN)
