"""Limits and counting of the channels."""

from __future__ import annotations

import pytest

from pipelines.documents.brief import CHANNELS
from pipelines.documents.channels import count, limits, over_limits, posted_text
from pipelines.documents.copy import CopyVariant


def test_every_channel_and_the_poster_have_limits_with_a_source():
    for channel in (*CHANNELS, "poster"):
        assert limits(channel).body > 0
        assert limits(channel).source


@pytest.mark.parametrize(
    ("text", "rule", "length"),
    [
        ("冷萃 coffee", "half", 6),  # 2 + 7 halves, rounded up
        ("冷萃 coffee", "chars", 9),
        ("冷萃 coffee", "x", 11),  # Han characters count 2 on X
        ("see https://example.com/a/very/long/path/indeed now", "x", 4 + 23 + 4),
        ("", "half", 0),
    ],
)
def test_counting(text, rule, length):
    assert count(text, rule) == length


def test_topics_stand_where_the_channel_wants_them():
    weibo = CopyVariant(
        channel="weibo", language="zh", framework="PAS", body="正文。", hashtags=("#话题#",)
    )
    redbook = CopyVariant(
        channel="xiaohongshu", language="zh", framework="PAS", body="正文", hashtags=("#话题",)
    )
    assert posted_text(weibo) == "#话题# 正文。"
    assert posted_text(redbook) == "正文\n\n#话题"


def test_what_is_too_long_is_told():
    long = CopyVariant(channel="x", language="en", framework="FAB", body="a" * 281)
    assert over_limits(long) == ["x: body 281 > 280"]
