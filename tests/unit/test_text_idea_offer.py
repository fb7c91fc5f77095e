"""Prices, days and places of an idea: what is said in one way, and never a guess."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.documents.idea_offer import terms_of

TODAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "price", "former", "currency"),
    [
        ("Was $129, now $89", 89, 129, "USD"),
        ("Now $89 (was $129)", 89, 129, "USD"),
        ("$4.50 instead of $6 until 5 September", 4.5, 6, "USD"),
        ("the mug goes from $30 to $20", 20, 30, "USD"),
        ("¥299→¥199", 199, 299, "CNY"),
        ("原价100元现在80元", 80, 100, "CNY"),
        ("原价299元，现价199元的智能手表", 199, 299, "CNY"),
        ("¥199，原价¥399", 199, 399, "CNY"),
        ("原价299现价199", 199, 299, "CNY"),
        ("从299元降到199元", 199, 299, "CNY"),
        ("Save $20 on our $99 backpack", 99, None, "USD"),
        ("立减50元！羽绒服只要399元", 399, None, "CNY"),
        ("满200元减30元，单杯只要18元", 18, None, "CNY"),
        ("a washable bag, $20", 20, None, "USD"),
        ("¥1，280", 1280, None, "CNY"),
        ("¥1，280的手表", 1280, None, "CNY"),
        ("$1,299 laptop", 1299, None, "USD"),
        ("¥199，500人报名", 199, None, "CNY"),
        ("全款1.2万元", 12_000, None, "CNY"),
        ("コーヒー500円", 500, None, "JPY"),
        ("コーヒー ¥500", 500, None, "JPY"),
        ("99 euros", 99, None, "EUR"),
        ("USD 40", 40, None, "USD"),
        ("免费试听，0元体验课", 0, None, "CNY"),
    ],
)
def test_one_price_is_read(text, price, former, currency):
    data = terms_of(text, TODAY).data
    assert (data["price"], data.get("original_price"), data["currency"]) == (
        price,
        former,
        currency,
    )
    assert "place" not in data


@pytest.mark.parametrize(
    "text",
    [
        "Win $1,000! Enter our photo contest",
        "Save $20 today",
        "$20 off everything",
        "Free shipping on orders over $50",
        "立减50元",
        "满100元减20元",
        "送价值99元的礼盒",
        "充100元送50元",
        "第二杯1元",
        "2件99元",
        "荧光棒10块钱3个",
        "原价299元的手表",
        "was $129",
        "small $3, large $5",
        "成人100元，儿童50元",
        "$20-30 per bag",
        "99-199元",
        "from $99",
        "99元起",
        "$9.99/month",
        "39元/小时",
        "HK$100",
        "$100 AUD",
        "$5k",
    ],
)
def test_what_is_no_price_is_left_out(text):
    data = terms_of(text, TODAY).data
    assert "price" not in data
    assert "original_price" not in data


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("on June 20", dt.date(2026, 6, 20), None),
        ("until 5 September", None, dt.date(2026, 9, 5)),
        ("June 20-22", dt.date(2026, 6, 20), dt.date(2026, 6, 22)),
        ("from June 20 to July 3", dt.date(2026, 6, 20), dt.date(2026, 7, 3)),
        ("6月18日截止", None, dt.date(2026, 6, 18)),
        ("6月18日-20日", dt.date(2026, 6, 18), dt.date(2026, 6, 20)),
        ("6月18日到7月2日", dt.date(2026, 6, 18), dt.date(2026, 7, 2)),
        ("5月1日开业", dt.date(2027, 5, 1), None),
        ("2026-07-01", dt.date(2026, 7, 1), None),
        ("2026年7月1日", dt.date(2026, 7, 1), None),
        ("until 6/18", None, dt.date(2026, 6, 18)),
        ("截止6/18", None, dt.date(2026, 6, 18)),
        ("Sale starts June 5 and ends June 9", dt.date(2026, 6, 5), dt.date(2026, 6, 9)),
    ],
)
def test_days_are_read(text, starts, ends):
    data = terms_of(text, TODAY).data
    assert (data.get("starts"), data.get("ends")) == (starts, ends)


@pytest.mark.parametrize(
    "text",
    [
        "Open 9-5",
        "ages 3-5",
        "买1-2杯",
        "早8-10点",
        "1/2 price",
        "on 1/2 cup",
        "open 24/7",
        "in June 20% off",
        "June 2026",
        "you may 5",
        "Market 5",
        "2月30日",
        "founded on 2019-05-01",
        "classes on June 5 and June 12",
    ],
)
def test_numbers_that_are_no_day(text):
    data = terms_of(text, TODAY).data
    assert "starts" not in data
    assert "ends" not in data


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("6月18日在西湖文化广场举行", "西湖文化广场"),
        ("在上海开业", "上海"),
        ("现在80元", None),
        ("在家也能喝", None),
        ("在线课程，80元", None),
    ],
)
def test_places(text, place):
    assert terms_of(text, TODAY).data.get("place", {}).get("zh") == place
