"""BT.709 planes: known colours, blending, half-pixel moves."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.graphics.compositor.motion import Entrance
from pipelines.graphics.compositor.placing import place
from pipelines.graphics.compositor.planes import (
    Frame,
    blend,
    sprite_from_rgba,
    thumbnail,
    to_planes,
)

# ITU-R BT.709, 8 bit, limited range.
KNOWN = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
}


def _plain(colour: tuple[int, int, int], size: tuple[int, int] = (16, 16)) -> Frame:
    frame = Frame(*size)
    pixels = np.full((size[1], size[0], 3), colour, np.uint8)
    for plane, made in zip(frame.planes, to_planes(pixels), strict=True):
        plane[...] = made
    return frame


@pytest.mark.parametrize("rgb", KNOWN, ids=str)
def test_colours_are_bt709_in_limited_range(rgb: tuple[int, int, int]) -> None:
    frame = _plain(rgb)
    assert tuple(int(plane[4, 4]) for plane in frame.planes) == pytest.approx(KNOWN[rgb], abs=1)
    assert thumbnail(frame, 16)[8, 8] == pytest.approx(rgb, abs=3)


def _square(alpha: int, side: int = 8) -> np.ndarray:
    """A white square, premultiplied."""
    return np.full((side, side, 4), alpha, np.uint8)


def test_half_covering_white_over_black_is_grey() -> None:
    frame = _plain((0, 0, 0))
    blend(frame, sprite_from_rgba(_square(128)), 4, 4)
    assert thumbnail(frame, 16)[8, 8] == pytest.approx((128, 128, 128), abs=3)
    assert thumbnail(frame, 16)[0, 0] == pytest.approx((0, 0, 0), abs=2)


def test_what_sticks_out_of_the_frame_is_cut_off() -> None:
    frame = _plain((0, 0, 0))
    for x, y in ((-4, -4), (12, 12), (-20, 0), (0, 40)):
        blend(frame, sprite_from_rgba(_square(255)), x, y)
    picture = thumbnail(frame, 16)
    assert picture[1, 1].min() > 250 and picture[14, 14].min() > 250
    assert picture[8, 8].max() < 5


def test_sprites_move_by_parts_of_a_pixel() -> None:
    def middle(y: float) -> float:
        frame = _plain((0, 0, 0), (32, 64))
        place(frame, sprite_from_rgba(_square(255, 16)), 8, y, Entrance())
        weight = frame.y[:, 16].astype(float) - 16
        return float((weight * np.arange(64)).sum() / weight.sum())

    start = middle(20.0)
    for move in (0.25, 0.5, 1.0, 1.3, 1.9, 3.1):
        assert middle(20.0 + move) - start == pytest.approx(move, abs=0.02)


def test_scaled_sprites_keep_their_middle_and_opacity_fades() -> None:
    frame = _plain((0, 0, 0), (64, 64))
    place(frame, sprite_from_rgba(_square(255, 16)), 24, 24, Entrance(opacity=0.5, scale=1.5))
    weight = frame.y.astype(float) - 16
    rows, columns = np.nonzero(weight > 20)
    assert (rows.mean(), columns.mean()) == pytest.approx((31.5, 31.5), abs=0.1)
    assert rows.max() - rows.min() + 1 == pytest.approx(24, abs=1)
    assert weight.max() == pytest.approx(219 / 2, abs=3)
