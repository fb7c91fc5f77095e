"""The camera: eased, never outside the picture, and at the right place to a tenth of a pixel."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from pipelines.documents.shot import Motion, View
from pipelines.graphics.compositor.backdrop import Backdrop, Still
from pipelines.graphics.compositor.motion import ease, entrance, window_at
from pipelines.graphics.compositor.planes import Frame

FRAME = (320, 568)
MOVES = {
    "zoom in": Motion(start=View(zoom=1.0), end=View(zoom=1.2, x=0.6, y=0.45)),
    "pan": Motion(start=View(zoom=1.2, x=0.4), end=View(zoom=1.2, x=0.6, y=0.55)),
    "zoom out from far": Motion(start=View(zoom=3.0, x=0.2, y=0.8), end=View()),
}


def test_ease_starts_and_ends_at_rest_and_never_turns_back() -> None:
    steps = [ease(i / 200) for i in range(201)]
    assert steps[0] == 0 and steps[-1] == pytest.approx(1)
    assert all(b >= a for a, b in pairwise(steps))
    assert steps[1] - steps[0] < 0.1 * (steps[101] - steps[100])


@pytest.mark.parametrize("picture", [(900, 1600), (1400, 700)])
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_the_camera_never_leaves_the_picture(move: Motion, picture: tuple[int, int]) -> None:
    for i in range(101):
        window = window_at(move, i / 100, picture, FRAME)
        assert window.x >= -1e-6 and window.y >= -1e-6
        assert window.x + window.width <= picture[0] + 1e-6
        assert window.y + window.height <= picture[1] + 1e-6


def test_layers_come_in_fully() -> None:
    for kind in ("none", "fade", "rise", "pop"):
        assert entrance(kind, -0.1, 1920).opacity == 0
        done = entrance(kind, 0.6, 1920)
        assert (done.opacity, done.below, done.scale) == (1, 0, 1)
    assert entrance("rise", 0.1, 1920).below > 5
    assert entrance("pop", 0.05, 1920).scale < 0.95


def _texture(width: int, height: int) -> np.ndarray:
    coarse = np.random.default_rng(3).random((height // 6, width // 6)).astype(np.float32)
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.repeat((np.clip(fine, 0, 1) * 200 + 20).astype(np.uint8)[..., None], 3, axis=2)


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_moves_are_smooth_to_a_tenth_of_a_pixel(move: Motion) -> None:
    cv2.setNumThreads(1)
    picture = _texture(700, 1200)
    backdrop, frame = Backdrop(Still(picture, move, FRAME)), Frame(*FRAME)
    hanning = cv2.createHanningWindow((256, 256), cv2.CV_32F)
    offsets = []
    for i in range(0, 60, 3):
        backdrop.paint(frame, i / 59)
        window = window_at(move, i / 59, (700, 1200), FRAME)
        step = window.width / FRAME[0]
        exact = np.array(
            [[step, 0, window.x + step / 2 - 0.5], [0, step, window.y + step / 2 - 0.5]]
        )
        wanted = cv2.warpAffine(
            picture[..., 0].astype(np.float32),
            exact,
            FRAME,
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        middle = np.s_[150:406, 30:286]
        shift, _ = cv2.phaseCorrelate(
            wanted[middle].copy(), frame.y[middle].astype(np.float32), hanning
        )
        offsets.append(shift)
    errors = np.array(offsets)
    assert np.sqrt(np.mean(errors**2)) < 0.05
    assert np.abs(errors).max() < 0.1


def test_a_still_view_is_the_same_in_every_frame() -> None:
    backdrop, frame = Backdrop(Still(_texture(400, 700), Motion(), FRAME)), Frame(*FRAME)
    backdrop.paint(frame, 0.0)
    first = [plane.copy() for plane in frame.planes]
    backdrop.paint(frame, 0.7)
    for before, after in zip(first, frame.planes, strict=True):
        assert np.array_equal(before, after)
