"""Colours: conversions, palettes from one seed, contrast."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.graphics.colour import (
    ROLES,
    apca,
    dominant_colours,
    hex_to_oklch,
    hex_to_rgb,
    mix_oklab,
    oklab_to_rgb,
    oklch_to_rgb,
    palette,
    rgb_to_hex,
    rgb_to_oklab,
)

hexes = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def lc(text: str, ground: str) -> float:
    return apca(hex_to_rgb(text), hex_to_rgb(ground))


# From the table of test values that comes with apca-w3 0.1.9.
@pytest.mark.parametrize(
    ("text", "ground", "expected"),
    [
        ("#888888", "#ffffff", 63.056469930209424),
        ("#ffffff", "#888888", -68.54146436644962),
        ("#000000", "#aaaaaa", 58.146262578561334),
        ("#112233", "#ddeeff", 91.66830811481631),
        ("#223344", "#223344", 0.0),
    ],
)
def test_apca_agrees_with_its_reference(text: str, ground: str, expected: float) -> None:
    assert lc(text, ground) == pytest.approx(expected, abs=0.01)


@given(hexes)
def test_hex_and_oklab_go_back_and_forth(colour: str) -> None:
    rgb = hex_to_rgb(colour)
    assert rgb_to_hex(rgb) == colour
    assert rgb_to_hex(oklab_to_rgb(rgb_to_oklab(rgb.astype(np.float64)))) == colour


def test_oklab_of_known_colours() -> None:
    white, red = (rgb_to_oklab(hex_to_rgb(c).astype(np.float64)) for c in ("#fff", "#ff0000"))
    assert white == pytest.approx([1.0, 0.0, 0.0], abs=1e-3)
    assert red == pytest.approx([0.62796, 0.22486, 0.12585], abs=1e-3)


@given(st.floats(0.05, 0.98), st.floats(0, 0.4), st.floats(0, 360))
def test_out_of_gamut_gives_up_chroma_only(lightness: float, chroma: float, hue: float) -> None:
    rgb = oklch_to_rgb(lightness, chroma, hue)
    assert ((rgb >= 0) & (rgb <= 1)).all()
    assert rgb_to_oklab(rgb)[0] == pytest.approx(lightness, abs=0.01)


@settings(max_examples=40, deadline=None)
@given(hexes, st.sampled_from(["light", "dark"]), st.sampled_from(["analogous", "split", "mono"]))
def test_every_palette_can_be_read(seed: str, mode, scheme) -> None:
    colours = palette(seed, scheme, mode)
    assert set(colours) == set(ROLES)
    assert colours.mode == mode
    for ground in ("paper", "surface"):
        assert abs(lc(colours.ink, colours[ground])) >= 85
        assert abs(lc(colours.muted, colours[ground])) >= 45


def test_the_brand_colour_stays_what_it_is() -> None:
    assert palette("#c8452f").primary == "#c8452f"
    assert palette("#c8452f", overrides={"accent": "#123456"}).accent == "#123456"
    with pytest.raises(ValueError, match="background"):
        palette("#c8452f", overrides={"background": "#ffffff"})


def test_the_shadow_of_yellow_is_amber_not_olive() -> None:
    colours = palette("#f2c230")
    assert hex_to_oklch(colours.deep)[2] < 75
    assert hex_to_oklch(colours.primary)[0] > 0.75


def test_grey_brands_get_neutral_papers_and_a_warm_accent() -> None:
    colours = palette("#777777")
    assert hex_to_oklch(colours.paper)[1] < 0.01
    assert hex_to_oklch(colours.accent)[1] > 0.1


def test_turning_a_palette_dark_keeps_its_hues() -> None:
    light = palette("#2f6fe0")
    dark = light.in_mode("dark")
    assert dark.mode == "dark"
    assert light.in_mode("light") is light
    for role in ("primary", "accent"):
        turn = abs(hex_to_oklch(light[role])[2] - hex_to_oklch(dark[role])[2])
        assert min(turn, 360 - turn) < 12


def test_mixing_black_and_white_gives_middle_grey_to_the_eye() -> None:
    assert mix_oklab("#000000", "#ffffff", 0.5) == "#636363"
    assert mix_oklab("#c8452f", "#ffffff", 0) == "#c8452f"


def test_dominant_colours_are_counted_by_area_and_ignore_what_is_transparent() -> None:
    picture = np.zeros((40, 100, 4), np.float32)
    picture[:, :60] = (*hex_to_rgb("#c8452f"), 1)
    picture[:, 60:80] = (*hex_to_rgb("#2f6fe0"), 1)
    swatches = dominant_colours(picture, 5)
    assert [s.hex for s in swatches] == ["#c8452f", "#2f6fe0"]
    assert swatches[0].share == pytest.approx(0.75)
    assert dominant_colours(np.zeros((4, 4, 4), np.float32)) == []
