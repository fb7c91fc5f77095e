"""Big words from long ones: cut at the borders of phrases only."""

from __future__ import annotations

import pytest

from pipelines.documents.brief import Brief
from pipelines.documents.numbers import numbers_not_in_brief
from pipelines.generators.text.shortening import shortened
from pipelines.generators.text.spoken import spoken_price


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("a quiet courtyard with free wifi and plenty of sockets", "A quiet courtyard"),
        ("Sourdough from the bakery next door", "Sourdough"),
        ("$1,299 worth of extras for every member", "$1,299 worth of extras"),
        ("the softest organic merino jumpers", "Organic merino jumpers"),
        ("adaptive noise cancelling headphones", "Headphones"),
        ("Supercalifragilisticexpialidocious", ""),
    ],
)
def test_english_is_cut_between_phrases(phrase, words):
    assert shortened(phrase, "en", 24) == words


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("四十毫米动圈单元带来清晰有力的低频表现", "四十毫米动圈单元"),
        ("入口顺滑，不酸不涩，回味悠长又干净", "入口顺滑"),
        ("每一颗都来自高山果园的新鲜红心苹果", "新鲜红心苹果"),
        ("轻到戴一天也不累", "轻到戴一天也不累"),
    ],
)
def test_chinese_is_cut_between_phrases(phrase, words):
    assert shortened(phrase, "zh", 12) == words


@pytest.mark.parametrize(
    "phrase", ["不含任何人工色素和防腐剂的各种添加糖浆", "告别整夜难闻刺鼻的油漆化学气味"]
)
def test_a_cut_never_turns_the_meaning_round(phrase):
    assert shortened(phrase, "zh", 12) == ""


@pytest.mark.parametrize(
    ("currency", "language", "words"),
    [
        ("USD", "en", "$4.50"),
        ("CNY", "zh", "4.5元"),
        ("JPY", "en", "4.50 yen"),
        ("EUR", "zh", "4.5欧元"),
    ],
)
def test_a_price_is_written_as_captions_show_it(currency, language, words):
    brief = Brief.model_validate(
        {
            "product": {"name": "Tea"},
            "brand": {"name": "Tea"},
            "offer": {"price": 4.5, "original_price": 1234567, "currency": currency},
        }
    )
    assert spoken_price(4.5, brief, language) == words
    assert numbers_not_in_brief(words, brief) == []
    large = spoken_price(1234567, brief, language)
    assert "1,234,567" in large
    assert numbers_not_in_brief(large, brief) == []
