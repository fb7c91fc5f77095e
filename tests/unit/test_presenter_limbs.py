"""Geometry of the figure: arms that reach, outlines that mirror, colours that keep their folds."""

from itertools import pairwise

import numpy as np
import pytest

from pipelines.documents.presenter import PresenterLook
from pipelines.graphics.colour import hex_to_oklch
from pipelines.graphics.presenter.characters import palette_of
from pipelines.graphics.presenter.figure import frame_figure
from pipelines.graphics.presenter.geometry import Turn, capsule, mirrored, solve_arm


@pytest.mark.parametrize("wrist", [(300, 620, 80), (86, 790, 110), (190, 1000, 40), (170, 610, 5)])
def test_the_arm_reaches_its_target_with_bones_of_fixed_length(wrist):
    shoulder = np.array([158.0, 590.0, 0.0])
    upper, fore = solve_arm(shoulder, np.array(wrist, float), np.array([0.4, 1.0, -0.2]), 224, 208)
    assert np.linalg.norm(upper) == pytest.approx(1)
    assert np.linalg.norm(fore) == pytest.approx(1)
    hand = shoulder + 224 * upper + 208 * fore
    distance = float(np.linalg.norm(np.array(wrist) - shoulder))
    if 17 < distance < 431:
        assert hand == pytest.approx(np.array(wrist, float), abs=1e-6)
    assert (upper * 224)[1] >= -1  # the elbow hangs, it does not stick up


def test_out_of_reach_the_arm_is_stretched_towards_the_target():
    shoulder = np.zeros(3)
    upper, fore = solve_arm(
        shoulder, np.array([0.0, 2000.0, 0.0]), np.array([1.0, 0.0, 0.0]), 224, 208
    )
    hand = 224 * upper + 208 * fore
    assert hand[1] == pytest.approx(431, abs=1)


def test_a_limb_is_as_wide_as_its_joints():
    box = capsule((0, 0, 20), (0, 100, 10)).boundingRect()
    assert (box.left(), box.right()) == pytest.approx((-20, 20), abs=0.2)
    assert (box.top(), box.bottom()) == pytest.approx((-20, 110), abs=0.2)
    swallowed = capsule((0, 0, 20), (3, 0, 5)).boundingRect()
    assert swallowed.width() == pytest.approx(40, abs=0.5)


def test_mirrored_outlines_are_symmetric():
    outline = mirrored([(0, 0), (10, 5, 1), (4, 9), (0, 12)])
    assert {p[:2] for p in outline} == {(-x, y) for x, y, *_ in outline}


def test_what_is_nearer_moves_more_when_the_head_turns():
    turn = Turn(0.2, 0.0, 300)
    assert turn.at(0, 300, 100)[0] > turn.at(0, 300, 20)[0] > 0 > turn.at(0, 300, -40)[0]
    points = np.array([[10.0, 280.0], [-30.0, 350.0]])
    assert turn.array(points, 50) == pytest.approx(np.array([turn.at(*p, 50) for p in points]))


@pytest.mark.parametrize(
    "outfit", ["#000000", "#ffffff", "#ff2d55", "#0a84ff", "#ffd60a", "#1c1c1e"]
)
def test_folds_show_on_any_brand_colour(outfit):
    cloth = palette_of(PresenterLook(outfit=outfit)).outfit
    lights = [hex_to_oklch(c.name())[0] for c in (cloth.light, cloth.base, cloth.shade, cloth.line)]
    assert all(a - b > 0.012 or a > 0.99 for a, b in pairwise(lights))


@pytest.mark.parametrize(
    ("width", "height"), [(1080, 1080), (720, 900), (1920, 1080), (1080, 1920), (64, 64)]
)
def test_the_figure_fills_the_frame_and_stands_on_its_bottom_edge(width, height):
    framing = frame_figure(width, height)
    left, _ = framing.at(-482, 0)
    assert left >= -1
    _, hair = framing.at(0, 20)
    assert hair >= -1
    _, below = framing.at(0, 1420)
    assert below > height  # the body goes on below the cut
