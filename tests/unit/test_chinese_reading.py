"""Characters are read as people read them; numbers keep where they were written."""

from __future__ import annotations

import pytest

from pipelines.media.chinese_reading import espeak_syllable, parse_readings, syllables
from pipelines.media.text_normalising import spoken_sentences
from pipelines.sdk import InputError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("长江很长", "chang2 jiang1 hen3 chang2"),
        ("重要的事重复三遍", "zhong4 yao4 de5 shi4 chong2 fu4 san1 bian4"),
        ("一次一键下单", "yi2 ci4 yi2 jian4 xia4 dan1"),
        ("第一名一百米", "di4 yi1 ming2 yi4 bai3 mi3"),
        ("看一看好不好", "kan4 yi5 kan4 hao3 bu5 hao3"),
        ("不是不好", "bu2 shi4 bu4 hao3"),
        ("统一还款", "tong3 yi1 huan2 kuan3"),
        ("女孩儿长大", "nv3 hai2 er5 zhang3 da4"),
    ],
)
def test_reading(written: str, read: str) -> None:
    assert " ".join(syllables(written)) == read


def test_syllables_the_voice_lacks_are_spelled_otherwise() -> None:
    assert espeak_syllable("r5") == "er5"
    assert espeak_syllable("n2") == "en2"
    assert espeak_syllable("xiong2") == "[[S;'ong35]]"
    assert espeak_syllable("hao3") == "hao3"


def test_a_persons_readings_are_parsed_and_win() -> None:
    readings = parse_readings("重庆 = chóng".replace("ó", "o") + "2 qing4\n\nSQL = sequel\n")
    assert readings == {"重庆": "chong2 qing4", "SQL": "sequel"}
    assert syllables("去长安", {"长安": "zhang3 an1"})[1:] == ["zhang3", "an1"]
    for bad in ("重庆", "重庆 = chong2", "重庆 = chong qing"):
        with pytest.raises(InputError):
            parse_readings(bad)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024年3月5日", "二零二四年三月五日"),
        ("只要￥1,234.5元", "只要一千二百三十四点五元"),
        ("GPT-4很强", "GPT 四很强"),
        ("满200减30，500g", "满两百减三十，五百克"),
        ("第2代", "第二代"),
        ("电话13812345678", "电话幺三八幺二三四五六七八"),
        ("6.18大促100w+用户", "六一八大促一百万多用户"),
        ("VIP价", "V.I.P价"),
        ("Save $19.99, 30% off at 10:05.", "Save 19 dollars 99, 30 percent off at 10 oh 5."),
    ],
)
def test_numbers_and_signs_are_said(written: str, said: str) -> None:
    assert "".join(s.text for s in spoken_sentences(written, "zh")) == said


def test_each_said_character_knows_where_it_is_written() -> None:
    written = "今天是2024年，只要￥19.9！Save 30%."
    for sentence in spoken_sentences(written, "zh"):
        for character, (first, last) in zip(sentence.text, sentence.spans, strict=True):
            assert character in written[first:last] or any(
                c in "0123456789￥%-" for c in written[first:last]
            )


def test_very_long_text_without_full_stops_is_cut() -> None:
    parts = list(spoken_sentences("很" * 1000, "zh"))
    assert len(parts) == 5 and sum(len(p.text) for p in parts) == 1000
