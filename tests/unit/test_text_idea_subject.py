"""The name of an idea, what it is, and the words that were not used."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.documents.idea import understand
from pipelines.sdk import InputError

TODAY = dt.date(2026, 6, 1)


def _read(idea: str) -> tuple[str, str, str]:
    brief = understand(idea, TODAY).brief
    language = brief.language
    said = (brief.product.name, brief.product.category, brief.audience)
    name, category, audience = ("" if words is None else words.get(language) for words in said)
    return name, category, audience


@pytest.mark.parametrize(
    ("idea", "name", "category", "audience"),
    [
        (
            "我们是杭州的一家手冲咖啡店，叫慢半拍。周六开业，到店送一杯拿铁。",
            "慢半拍",
            "手冲咖啡店",
            "",
        ),
        (
            "Meet 'Nightshift', our new cold brew coffee for late workers. $4.50 instead of $6.",
            "Nightshift",
            "cold brew coffee",
            "late workers",
        ),
        (
            "Hi! I run a small pottery studio called Mud & Co. We open on Saturday.",
            "Mud & Co.",
            "pottery studio",
            "",
        ),
        (
            "We are a family bakery in Leeds called Crumb. Fresh every morning.",
            "Crumb",
            "family bakery",
            "",
        ),
        ("Our app, TaskFly, helps freelancers track time", "TaskFly", "app", ""),
        ("Introducing Aurora, the smart lamp that wakes you gently", "Aurora", "smart lamp", ""),
        ("我们公司做了一款会议纪要软件叫听记", "听记", "会议纪要软件", ""),
        ("慢生活书店是一家独立书店", "慢生活书店", "独立书店", ""),
        ("一家叫慢半拍的咖啡店", "慢半拍", "咖啡店", ""),
        ("「云朵吐司」周六开业", "云朵吐司", "", ""),
        ("Let's meet at Joe's for “Open Mic”, a poetry evening", "Open Mic", "poetry evening", ""),
        ("TaskFly helps freelancers track time", "TaskFly", "", ""),
        ("Mother's Day is coming! Say it with flowers from Petal & Stem.", "Petal & Stem", "", ""),
        ("为新手妈妈设计的辅食机", "辅食机", "辅食机", "新手妈妈"),
    ],
)
def test_name_category_and_audience(idea, name, category, audience):
    assert _read(idea) == (name, category, audience)


@pytest.mark.parametrize(
    ("idea", "name"),
    [
        ("新品上市！智能保温杯，仅需129元", "智能保温杯"),
        ("我想宣传一下我的理发店", "理发店"),
        ("帮我的宠物店做个春节促销", "宠物店"),
        ("原价299元，现价199元的智能手表", "智能手表"),
        ("立减50元！羽绒服只要399元", "羽绒服"),
        ("帮我写一个小红书文案，卖手工皂的", "手工皂"),
        ("6月20日在西湖文化广场举行城市夜跑活动", "城市夜跑活动"),
        ("母亲节快到了，鲜花店做活动", "鲜花店"),
        ("本周六在朝阳公园举办宠物领养日", "宠物领养日"),
        ("618大促，扫地机器人直降500元，到手价1999元", "扫地机器人"),
        ("新开的健身房叫燃点，年卡1999元", "燃点"),
        ("Deal of the day: cast iron skillet, $24.99", "Cast Iron Skillet"),
        ("Kids' art camp: July 6-10, 9am-3pm, $250", "Kids' Art Camp"),
        ("Black Friday is coming, 30% off all sneakers", "Sneakers"),
        ("Save $20 on our $99 backpack", "Backpack"),
        ("Win $1,000! Enter our photo contest", "Photo Contest"),
        ("Get fit with our 6-week bootcamp, $199", "6-week Bootcamp"),
        ("Swimming lessons for kids ages 3-5", "Swimming Lessons"),
        ("I need a poster for my dog walking service", "Dog Walking Service"),
    ],
)
def test_the_noun_behind_greetings_and_verbs(idea, name):
    assert _read(idea)[0] == name


@pytest.mark.parametrize(
    "idea",
    [
        "Was $129, now $89",
        "Win $1,000!",
        "原价100元现在80元",
        "Happy New Year everyone!",
        "快来抢购！！！",
        "今天天气真好",
        "We do stuff",
    ],
)
def test_without_a_sure_name_it_says_how_to_word_it(idea):
    with pytest.raises(InputError) as caught:
        understand(idea, TODAY)
    assert "in quotes" in caught.value.hint


@pytest.mark.parametrize(
    ("idea", "unused"),
    [
        (
            "我们是杭州的一家手冲咖啡店，叫慢半拍。周六开业，到店送一杯拿铁。",
            ["我们是杭州", "周六开业", "到店送一杯拿铁"],
        ),
        ("Save $20 on our $99 backpack", ["Save $20"]),
        ("Win $1,000! Enter our photo contest", ["Win $1,000", "Enter"]),
        ("A ceramic mug, $12", []),
        ("新品上市！智能保温杯，仅需129元", []),
    ],
)
def test_words_that_were_not_used_are_told(idea, unused):
    assert understand(idea, TODAY).unused == unused


@pytest.mark.parametrize(
    "idea",
    [
        "Promote Joe's Pizza in Brooklyn: two slices for $6",
        "We are a bakery called Crumb. Sourdough £4.50",
        "瑜伽馆，学生99元",
        "Our bakery sells croissants for $4",
        "社区瑜伽馆，新客首月99元",
        "吉他课，10节课999元",
    ],
)
def test_the_price_of_something_else_is_not_the_products(idea):
    brief = understand(idea, TODAY).brief
    assert brief.offer.price is None
    assert any(c.isdigit() for words in understand(idea, TODAY).unused for c in words)
