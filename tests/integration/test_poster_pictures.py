"""A poster's pictures: photos cropped round what matters, products that belong to their scene."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat
from pipelines.graphics.art import ArtSpec, paint_scene
from pipelines.graphics.colour import palette
from pipelines.graphics.lighting import matched, mirror
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.poster.crop import best_crop, cropped, saliency
from pipelines.graphics.poster.marks import Rect
from pipelines.graphics.poster.product import cast_contact, grouped
from pipelines.graphics.poster.standing import standing_box
from pipelines.graphics.raster import Array


def photo(width: int, height: int, at: tuple[int, int], radius: int) -> Array:
    """A calm slope of grey-blue with one red ball."""
    picture = np.empty((height, width, 3), np.float32)
    picture[:] = np.linspace(0.55, 0.75, height, dtype=np.float32)[:, None, None]
    picture[..., 2] += 0.1
    cv2.circle(picture, at, radius, (0.85, 0.15, 0.1), -1, cv2.LINE_AA)
    return picture


def ball_of(page: Array) -> tuple[float, float, float]:
    """Middle (fractions of the page) and area (share) of what is red."""
    red = (page[..., 0] - page[..., 2]) > 0.3
    y, x = np.nonzero(red)
    return float(x.mean()) / page.shape[1], float(y.mean()) / page.shape[0], float(red.mean())


def thing(width: int, height: int, colour: tuple[float, float, float]) -> Array:
    cutout = np.zeros((height, width, 4), np.float32)
    cutout[...] = (*colour, 1.0)
    return cutout


def test_the_ball_stands_out() -> None:
    seen = saliency(photo(160, 120, (40, 60), 15))
    assert seen[60, 40] > 0.9
    assert seen[20, 130] < 0.3


@pytest.mark.parametrize("x", [40, 200, 360])
def test_a_crop_keeps_what_stands_out_wherever_it_is(x: int) -> None:
    page = cropped(photo(400, 200, (x, 100), 24), 150, 200)
    whole = np.pi * 24**2 / (200 * 150)
    assert page.shape == (200, 150, 3)
    assert ball_of(page)[2] > 0.9 * whole


def test_a_crop_moves_what_stands_out_from_under_the_type() -> None:
    picture = photo(400, 200, (200, 100), 24)
    left, right = np.zeros((50, 50), np.float32), np.zeros((50, 50), np.float32)
    left[:, :28], right[:, 22:] = 1, 1
    assert ball_of(cropped(picture, 200, 200, left))[0] > 0.6
    assert ball_of(cropped(picture, 200, 200, right))[0] < 0.4


def test_a_crop_has_the_aspect_of_the_page_and_lies_in_the_photo() -> None:
    for size in ((90, 38), (100, 100), (60, 107)):
        crop = best_crop(photo(300, 200, (90, 60), 20), *size)
        assert crop.w / crop.h == pytest.approx(size[0] / size[1], rel=0.02)
        assert crop.x >= -1 and crop.y >= -1
        assert crop.x + crop.w <= 301 and crop.y + crop.h <= 201


def test_a_photo_without_anything_is_cropped_in_its_middle() -> None:
    crop = best_crop(np.full((100, 300, 3), 0.5, np.float32), 100, 100)
    assert crop.x + crop.w / 2 == pytest.approx(150, abs=12)


def test_several_products_make_one_group_on_one_floor() -> None:
    first, second = thing(60, 120, (0.9, 0.1, 0.1)), thing(80, 100, (0.1, 0.8, 0.1))
    group = grouped([first, second])
    assert group.shape[2] == 4
    red, green = (group[..., i] * group[..., 3] > 0.5 for i in (0, 1))
    assert red.sum() > 0.9 * 60 * 120 * 0.5  # the first is in front and whole
    assert green.any()
    assert np.nonzero(green)[1].mean() > np.nonzero(red)[1].mean()
    assert group[-2, :, 3].max() == pytest.approx(1)
    assert group[..., :3].max() <= 1
    assert grouped([first]) is first
    six = grouped([first, second, first, second, first, second])
    assert six.shape[1] > group.shape[1]


def test_a_product_takes_the_light_of_its_scene() -> None:
    grey = thing(60, 80, (0.6, 0.6, 0.6))
    dusk, day = np.zeros((40, 40, 3), np.float32), np.zeros((40, 40, 3), np.float32)
    dusk[:], day[:] = (0.25, 0.10, 0.08), (0.85, 0.9, 0.95)
    in_dusk, in_day = matched(grey, dusk), matched(grey, day)
    assert in_dusk[..., :3].mean() < in_day[..., :3].mean()
    middle = in_dusk[40, 30]
    assert middle[0] > middle[2] + 0.03  # warm light, warm thing
    assert np.allclose(matched(grey, dusk, 0.0), grey)
    lit_right = day.copy()
    lit_right[:, :20] *= 0.2
    lifted = matched(grey, lit_right)
    assert lifted[:, 45:].mean() > lifted[:, :15].mean()
    assert np.array_equal(lifted[..., 3], grey[..., 3])


def test_the_stage_lights_its_product_from_where_its_shadows_say() -> None:
    grey = thing(80, 120, (0.5, 0.5, 0.5))
    spec = ArtSpec("stage", 1, palette("#d9523f"))
    scene = paint_scene(300, 400, spec, grey)
    assert scene.product_box is not None
    x, y, w, h = (round(value) for value in scene.product_box)
    seen = scene.image[y + h // 4 : y + h // 2, x : x + w].mean(axis=(0, 2))
    assert seen[w // 6 : w // 3].mean() > seen[-w // 3 : -w // 6].mean() + 0.02
    polished = paint_scene(300, 400, replace(spec, params={"reflection": 1.0}), grey)
    assert not np.allclose(polished.image, scene.image, atol=0.02)


def test_a_product_finds_the_free_place_and_none_where_there_is_none() -> None:
    hero, page = Rect(0, 0, 300, 400), (300.0, 400.0)
    code = Rect(150, 200, 150, 200)
    place = standing_box(hero, page, 0.5, [code])
    assert place is not None and place.overlap(code) == 0 and place.h > 150
    assert standing_box(hero, page, 0.5, [hero]) is None


def test_a_thing_touches_the_ground_with_a_dark_line_under_it() -> None:
    picture = np.full((120, 120, 3), 0.8, np.float32)
    cast_contact(picture, np.ones((60, 40), np.float32), (40, 30), np.zeros(3, np.float32))
    assert picture[90, 60].mean() < 0.5
    assert picture[90, 10].mean() == pytest.approx(0.8)
    assert picture[70, 60].mean() == pytest.approx(0.8)


def test_a_reflection_is_upside_down_and_fades() -> None:
    layer = np.zeros((50, 20, 4), np.float32)
    layer[..., 3] = 1
    layer[40:, :, 0] = 1  # the foot is red
    image = mirror(layer, 0.4)
    assert image[2, 10, 0] > 0.25
    assert image[0, 10, 3] > image[15, 10, 3] > image[-1, 10, 3]


def test_a_poster_stands_its_product_on_the_persons_photo() -> None:
    document = PosterDocument(
        template="event",
        language="en",
        content=PosterContent(headline="One cup at dawn", brand="Kiln"),
        product_reflection=0.3,
    )
    size = PosterFormat(id="small", width=300, height=400)
    ground = photo(400, 300, (90, 80), 30)
    with_it, without = (
        compose(document, size, Inputs(product=product, background=ground), pdf=False)
        for product in (thing(40, 60, (0.1, 0.9, 0.2)), None)
    )
    assert with_it.image != without.image
    hero = with_it.placed.hero
    colour = with_it.image.pixelColor(round(hero.x + hero.w / 2), round(hero.y + hero.h / 2))
    assert colour.green() > colour.red() + 60
