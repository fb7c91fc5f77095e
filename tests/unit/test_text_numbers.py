"""Numbers in copy must be the brief's."""

from __future__ import annotations

import pytest

from pipelines.documents.brief import Brief
from pipelines.documents.numbers import derived_numbers, numbers_not_in_brief


@pytest.fixture
def brief() -> Brief:
    return Brief.model_validate(
        {
            "product": {"name": "G7 Coffee", "description": "18小时慢萃"},
            "brand": {"name": "G7"},
            "pains": ["下午三点犯困"],
            "facts": [{"label": "容量", "value": "250 ml"}, {"label": "糖", "value": "0%"}],
            "offer": {
                "price": 199,
                "original_price": 1299,
                "starts": "2026-06-01",
                "ends": "2026-06-20",
            },
            "link": "https://example.com/?id=77",
        }
    )


@pytest.mark.parametrize(
    "text",
    [
        "¥199，日常价¥1,299，省¥1,100",
        "6月20日截止",
        "2026年6月20日",
        "until June 20, 2026",
        "June 1–20",
        "6月1日至20日",
        "慢萃18 小时, or 18-hour cold brew",
        "250毫升",
        "G7，下午三点也醒着",
        "详情 https://example.com/?id=77",
        "０％ 糖",
        "一天一杯，十分好喝，千万别错过",
    ],
)
def test_the_briefs_own_numbers_pass(brief, text):
    assert numbers_not_in_brief(text, brief) == []


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("¥198", ["198"]),
        ("6月21日截止", ["6月21日"]),
        ("June 21", ["June 21"]),
        ("18克", ["18"]),  # the brief's 18 are hours
        ("$199", ["199"]),  # the price is in yuan
        ("5折", ["5"]),
        ("三折起", ["三折"]),
        ("百分之九十的人", ["百分之九十"]),
        ("half price for two cans", ["half price", "two"]),
        ("1.2万人在用", ["1.2"]),
        ("2027年6月20日", ["2027年6月20日"]),
    ],
)
def test_foreign_numbers_are_named(brief, text, strange):
    assert numbers_not_in_brief(text, brief) == strange


def test_what_follows_exactly_from_the_prices_counts_and_is_listed():
    brief = Brief.model_validate(
        {
            "product": {"name": "Cup"},
            "brand": {"name": "Cup"},
            "offer": {"price": 50, "original_price": 100},
        }
    )
    assert derived_numbers(brief) == {"saving": 50, "percent_off": 50, "discount": 5}
    assert numbers_not_in_brief("省¥50，五折，50% off, half price", brief) == ["half price"]


def test_a_discount_that_does_not_come_out_even_is_not_claimed(brief):
    assert set(derived_numbers(brief)) == {"saving"}
