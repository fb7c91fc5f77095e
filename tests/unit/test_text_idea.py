"""A brief from one sentence: what is plainly there, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.documents.idea import brief_from_idea
from pipelines.sdk import InputError

TODAY = dt.date(2026, 6, 1)


def test_english_price_date_and_audience():
    brief = brief_from_idea(
        "Launch our new cold brew coffee for early risers, ¥59 until September 20", TODAY
    )
    assert brief.product.name.en == "Cold Brew Coffee"
    assert brief.audience and brief.audience.en == "early risers"
    assert (brief.offer.price, brief.offer.ends) == (59, dt.date(2026, 9, 20))
    assert brief.offer.starts is None


def test_chinese_facts_and_former_price():
    brief = brief_from_idea("给新款降噪耳机做一个宣传，续航60小时，¥199，原价¥399", TODAY)
    assert brief.product.name.zh == "降噪耳机"
    assert (brief.offer.price, brief.offer.original_price) == (199, 399)
    assert brief.facts[0].label.zh == "续航"
    assert brief.facts[0].value.zh == "60 小时"


@pytest.mark.parametrize(
    ("idea", "name"),
    [
        ("为「月白陶杯」做推广", "月白陶杯"),
        ("Promote “Quiet One”, wireless headphones", "Quiet One"),
        ("AirBuds Pro launch on June 20", "AirBuds Pro"),
        ("FlowDeck, project management software", "FlowDeck"),
        ("我们的手冲咖啡课程开课了", "手冲咖啡课程"),
    ],
)
def test_names(idea, name):
    assert brief_from_idea(idea, TODAY).product.name.best("zh") == name


def test_nothing_is_made_up():
    brief = brief_from_idea("a ceramic mug", TODAY)
    assert brief.selling_points == [] and brief.facts == [] and brief.pains == []
    assert brief.offer.price is None and brief.link == "" and brief.audience is None


@pytest.mark.parametrize("idea", ["", "   ", "a", "好", "!!!???", "x" * 10_000])
def test_bad_ideas_get_one_clear_line(idea):
    with pytest.raises(InputError) as caught:
        brief_from_idea(idea, TODAY)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
