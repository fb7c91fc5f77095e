"""Words choose the art."""

from __future__ import annotations

import pytest

from pipelines.generators.image.art_words import choose, load_words
from pipelines.graphics.art import ART_NAMES
from pipelines.graphics.art.riso import MOTIFS


@pytest.mark.parametrize(
    ("prompt", "art", "motif"),
    [
        ("一杯拿铁咖啡", "riso", "cup"),
        ("夏日冷萃咖啡新品上市", "riso", "cup"),
        ("latte art night", "riso", "cup"),
        ("retro poster about hiking", "riso", "hills"),
        ("双十一大促", "riso", "burst"),
        ("黑胶唱片之夜", "riso", "record"),
        ("new serum on a podium", "stage", ""),
        ("降噪耳机发布会", "aurora", ""),
        ("城市夜景", "city", ""),
        ("清晨日出", "morning", ""),
        ("cozy kitchen table", "table", ""),
        ("薄荷 清凉 冰", "fresh", ""),
        ("abstract gradient", "mesh", ""),
        ("bauhaus pattern", "geometric", ""),
        ("水墨山水，竹影", "ink_wash", ""),
        ("terrazzo wall", "terrazzo", ""),
        ("机械工程蓝图", "blueprint", ""),
        ("comic halftone", "halftone", ""),
        ("data flow", "strands", ""),
        ("跨年烟花", "festive", ""),
        ("春节灯笼", "lanterns", ""),
        ("中秋月饼礼盒", "moonlight", ""),
        ("a snowy Christmas", "snow", ""),
        ("赛博朋克霓虹", "neon", ""),
    ],
)
def test_prompts_in_both_languages_find_their_art(prompt: str, art: str, motif: str) -> None:
    choice = choose(prompt)
    assert (choice.art, choice.motif) == (art, motif)


def test_named_colours_and_light_win_over_the_theme() -> None:
    assert choose("coffee").seed != choose("blue coffee").seed
    assert choose("蓝色的渐变").seed == "#2f6fe0"
    assert choose("moody dark gradient").mode == "dark"
    assert choose("bright tech").mode == "light"


def test_negative_words_take_arts_motifs_and_colours_away() -> None:
    assert choose("coffee at sunrise", "coffee").art == "morning"
    assert choose("红色渐变", "红").seed != "#d9352c"
    assert choose("咖啡", "cup").motif != "cup"


def test_words_are_whole_words() -> None:
    assert choose("a pleasant price").art not in ("fresh",)  # "ice" stands in "price"
    assert choose("the teapot").art == choose("").art


def test_unknown_prompts_vary_with_the_seed_and_stay_calm() -> None:
    arts = {choose("qwertz", seed=seed).art for seed in range(8)}
    assert arts == {"mesh", "waves", "bokeh", "paper"}


def test_the_lexicon_names_only_what_exists() -> None:
    words = load_words()
    assert {theme.art for theme in words.themes} <= set(ART_NAMES)
    assert {theme.motif for theme in words.themes if theme.motif} == set(MOTIFS)
    assert all(any(not w.isascii() for w in theme.words) for theme in words.themes)
