"""Phrases stay whole, lines come out even, punctuation stands where it may."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.graphics.typesetting.breaking import break_evenly, count_lines
from pipelines.graphics.typesetting.phrases import (
    autospace,
    clusters,
    phrases,
    split_piece,
)


def pieces(text: str) -> list[str]:
    return [piece.text for piece in phrases(text)]


def test_chinese_is_cut_into_words() -> None:
    assert pieces("空间音频耳机") == ["空间", "音频", "耳机"]


@pytest.mark.parametrize("mark", list("，。！？：；）》」”、…"))
def test_no_line_begins_with_closing_punctuation(mark: str) -> None:
    assert all(not piece.startswith(mark) for piece in pieces(f"清晨的咖啡{mark}新鲜烘焙"))


@pytest.mark.parametrize("mark", list("（《「“￥"))
def test_no_line_ends_with_opening_punctuation(mark: str) -> None:
    assert all(not piece.endswith(mark) for piece in pieces(f"清晨的咖啡{mark}新鲜烘焙"))


def test_a_dash_is_neither_torn_nor_first() -> None:
    assert any(piece.endswith("——") for piece in pieces("冷萃咖啡——夏日限定"))


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("综合续航60小时", "60\u2006小时"),
        ("第2件半价", "第\u20062\u2006件"),
        ("lasts 60 h a day", "60\u00a0h"),
        ("doors at 7 PM sharp", "7\u00a0PM"),
        ("Friday 14 November", "14\u00a0November"),
    ],
)
def test_a_number_keeps_its_unit(text: str, together: str) -> None:
    assert together in "|".join(pieces(text))


def test_particles_stay_with_their_word() -> None:
    assert "身边的" in pieces("绘制你身边的声场")


def test_han_and_latin_get_a_thin_space_but_a_typed_one_stays() -> None:
    assert autospace("低至5折") == "低至\u20065\u2006折"
    assert autospace("发布会 9月") == "发布会 9\u2006月"


def test_a_space_between_phrases_invites_a_break() -> None:
    costs = {piece.text: piece.cost for piece in phrases("焕亮夏日 水光新生")}
    assert costs["夏日"] == min(cost for word, cost in costs.items() if word != "新生")


def test_a_family_of_emoji_is_one_character() -> None:
    assert clusters("a👩‍🚀e\u0301") == ["a", "👩‍🚀", "e\u0301"]


def test_a_word_longer_than_a_line_is_cut_between_characters() -> None:
    (word,) = phrases("extraordinary!")
    parts = split_piece(word)
    assert "".join(part.text for part in parts) == "extraordinary!"
    assert parts[-1].text == "y!"


@given(st.text(alphabet="中文咖啡，。“”《》—— abc123%$¥小时\t的了", max_size=60))
def test_pieces_lose_nothing_but_outer_spaces(text: str) -> None:
    joined = "".join(piece.text + piece.gap for piece in phrases(text))
    assert "".join(joined.split()) == "".join(text.split())


def test_lines_are_even() -> None:
    lines = break_evenly([1.0] * 6, [0.0] * 6, [0.3] * 6, limit=5.0)
    assert lines == [(0, 3), (3, 6)]


def test_lines_break_where_it_is_cheap() -> None:
    costs = [0.8, 0.8, 0.0, 0.8, 0.8, 0.8, 0.0]
    first, _ = break_evenly([1.0] * 7, [0.0] * 7, costs, limit=5.0)
    assert first == (0, 3)


def test_no_orphan_at_the_end() -> None:
    lines = break_evenly([2.0, 2.0, 2.0, 1.0], [0.0] * 4, [0.3] * 4, limit=6.0)
    assert lines[-1] != (3, 4)


@given(
    widths=st.lists(st.floats(0.1, 4), min_size=1, max_size=60),
    limit=st.floats(4, 12),
)
def test_every_piece_is_set_once_and_no_line_is_too_wide(widths: list[float], limit: float) -> None:
    gaps = [0.25] * len(widths)
    lines = break_evenly(widths, gaps, [0.4] * len(widths), limit)
    assert lines[0][0] == 0
    assert lines[-1][1] == len(widths)
    assert all(a[1] == b[0] for a, b in pairwise(lines))
    for first, end in lines:
        assert sum(widths[first:end]) + 0.25 * (end - first - 1) <= limit + 1e-6
    if count_lines(widths, gaps, limit) <= 10:
        assert len(lines) == count_lines(widths, gaps, limit)
