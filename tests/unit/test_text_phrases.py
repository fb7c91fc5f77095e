"""Phrases: cleaning, case and shape."""

from __future__ import annotations

import pytest

from pipelines.generators.text.pack import fill
from pipelines.generators.text.phrases import clean, lower_first, shape_of


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("adaptive noise cancelling", "noun"),
        ("headphones that pinch by lunchtime", "noun"),
        ("sleep better", "other"),  # sleep may be a noun
        ("save hours of writing", "verb"),
        ("keeps you awake all day", "third"),
        ("you wake up rested", "clause"),
        ("sensitive skin stays calm", "clause"),
        ("tired of bad coffee", "other"),
    ],
)
def test_shapes_in_english(text, shape):
    assert shape_of(text, "en") == shape


def test_case_inside_a_sentence():
    assert lower_first("Adaptive noise cancelling") == "adaptive noise cancelling"
    assert lower_first("Bluetooth multipoint") == "Bluetooth multipoint"
    assert lower_first("ANC that adapts") == "ANC that adapts"
    assert lower_first("Active Noise Cancelling") == "Active Noise Cancelling"


def test_cleaning_takes_marks_and_control_characters_and_never_half_a_phrase():
    assert clean("  冷萃\u200b咖啡。 ") == "冷萃咖啡"
    assert clean("Open at 7 p.m.") == "Open at 7 p.m."
    assert clean("a" * 401) == ""
    assert clean("🎉🎉") == ""


def test_filling_capitals_spaces_and_missing_slots():
    assert fill("{ben}. {ben}.", {"ben": "you sleep"}, "en") == "You sleep. You sleep."
    assert fill("来认识{product}吧", {"product": "Quiet One"}, "zh") == "来认识 Quiet One 吧"
    assert fill("现在{price}。", {"price": "¥59"}, "zh") == "现在¥59。"
    assert fill("{pain}？", {}, "zh") is None
    assert fill("Meet {product}.", {"product": "Yahoo!"}, "en") == "Meet Yahoo!"
