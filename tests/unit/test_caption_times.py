"""Captions stand long enough to be read, go with the voice, and share out translations."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.documents.reading_speed import caption_times, reading_rules
from pipelines.documents.timing import TimedWord
from pipelines.sdk import Language
from pipelines.workflows.caption_translations import shared_out
from pipelines.workflows.captions import caption_notes, captions, subtitle_cues

FPS = 30


def spoken(text: str, pace: float = 0.25, wait: dict[int, float] | None = None):
    """Words said one after the other; ``wait`` is silence before the word of that number."""
    words, at = [], 0.0
    for number, found in enumerate(re.finditer(r"[\u4e00-\u9fff]|[A-Za-z0-9']+", text)):
        at += (wait or {}).get(number, 0.0)
        first, last = found.span()
        words.append(TimedWord(text=found.group(), start=at, end=at + pace, first=first, last=last))
        at += pace
    return tuple(words)


def cut(text: str, language: Language = "zh", second: str = "", **how):
    words = spoken(text, **how)
    frames = round((words[-1].end + 2) * FPS)
    return captions(text, words, language, lead=0, frames=frames, fps=FPS, second=second)


def test_a_long_clause_is_cut_between_words_and_evenly() -> None:
    cues = cut("这款来自云南高海拔庄园的阿拉比卡咖啡豆经过低温慢萃之后口感非常顺滑几乎没有酸涩味道")
    assert [cue.text for cue in cues][:1] == ["这款来自云南高海拔庄园的"]
    assert max(len(cue.text) for cue in cues) <= reading_rules("zh").page
    assert min(len(cue.text) for cue in cues) >= 8


def test_quotes_stay_with_what_they_enclose() -> None:
    cues = cut("他笑着对我说，“我们现在就走吧！”然后就出门了")
    assert [cue.text for cue in cues] == ["他笑着对我说", "“我们现在就走吧！”", "然后就出门了"]
    for cue in cues:
        assert all(cue.text[w.first : w.last] == w.text for w in cue.words)


def test_a_new_sentence_is_not_hung_onto_the_one_before() -> None:
    cues = cut("It is never bitter. Order today, and the second bottle is half price!", "en")
    assert cues[0].text == "It is never bitter"


def test_a_caption_goes_on_to_the_next_unless_the_voice_waits() -> None:
    text = "打开冰箱看一看，拿一瓶海岛冷萃"
    breath = cut(text, wait={7: 0.4})
    assert breath[0].end == breath[1].start
    silence = cut(text, wait={7: 3.0})
    said = silence[0].words[-1].end
    linger = caption_times().linger * FPS
    assert abs(silence[0].end - said * FPS - linger) <= 1 and silence[0].end < silence[1].start


def test_a_quick_word_stands_long_enough_to_be_read() -> None:
    (cue,) = cut("好", pace=0.1)
    assert (cue.end - cue.start) / FPS >= caption_times().shortest - 1 / FPS
    hurried = cut("一二三四五六七八九十一二三四五六", pace=0.06)[-1]
    assert (hurried.end - hurried.start) / FPS > 16 * 0.06 + caption_times().linger


def test_a_clause_with_a_long_wait_inside_is_shown_in_two_parts() -> None:
    cues = cut("我们先等一等再继续往前走", wait={5: 8.0})
    assert [cue.text for cue in cues] == ["我们先等一", "等再继续往前走"]
    assert all((cue.end - cue.start) / FPS <= caption_times().longest for cue in cues)


def test_every_caption_starts_with_its_own_first_word_however_uneven_the_voice() -> None:
    text = "one two three four, five six seven eight nine, ten eleven twelve thirteen"
    cues = cut(text, "en", wait={4: 2.5, 9: 0.1})
    clock = {w.text: w.start for w in spoken(text, wait={4: 2.5, 9: 0.1})}
    for cue in cues:
        assert cue.start == round(clock[cue.text.split()[0]] * FPS)


def test_each_caption_has_the_part_of_the_translation_that_belongs_to_it() -> None:
    cues = cut(
        "打开冰箱拿一瓶海岛冷萃，十八小时低温慢慢萃取，入口不酸不苦",
        second="Open the fridge for an Island Cold Brew, brewed slowly for eighteen hours, never "
        "sour or bitter",
    )
    assert [cue.second for cue in cues] == [
        "Open the fridge for an Island Cold Brew",
        "brewed slowly for eighteen hours",
        "never sour or bitter",
    ]


@given(
    st.text(alphabet="ab cd，咖啡.!", max_size=80),
    st.lists(st.text(alphabet="咖啡冷萃 ", min_size=1, max_size=12), min_size=1, max_size=9),
)
def test_no_word_of_a_translation_is_lost(text: str, said: list[str]) -> None:
    parts = shared_out(text, said)
    assert len(parts) == len(said)

    def letters(words: str) -> str:
        return "".join(c for c in words if c.isalnum())

    assert letters("".join(parts)) == letters(text)


@given(
    st.lists(st.floats(0, 3), min_size=1, max_size=40),
    st.floats(0.02, 0.8),
    st.sampled_from(["zh", "en"]),
)
def test_captions_never_overlap_and_never_outlast_their_shot(
    waits: list[float], pace: float, language: Language
) -> None:
    text = "".join(f"{'冷' if language == 'zh' else ' cold'}{'，' if w > 2 else ''}" for w in waits)
    words = spoken(text, pace, dict(enumerate(waits)))
    frames = round(words[-1].end * FPS * 0.8) + 1
    cues = captions(text, words, language, lead=0, frames=frames, fps=FPS)
    assert all(a.end <= b.start for a, b in itertools.pairwise(cues))
    assert all(cue.start < cue.end <= frames for cue in cues)


def test_nothing_said_is_nothing_shown() -> None:
    assert captions("", (), "zh", lead=0, frames=30, fps=FPS) == ()
    assert captions("……", (), "zh", lead=0, frames=30, fps=FPS, second="nothing") == ()


def test_ten_thousand_characters_are_cut_into_captions() -> None:
    cues = cut("很长的一段话里没有任何标点符号" * 667, second="no end " * 1500)
    assert sum(len(cue.words) for cue in cues) == 15 * 667
    assert max(len(cue.text) for cue in cues) <= reading_rules("zh").whole_clause


def test_what_cannot_be_read_or_does_not_fit_is_told_with_its_scene() -> None:
    fast = cut("一二三四五六七八九十一二三四五六七八", pace=0.04)
    (note,) = caption_notes(3, fast, "zh", FPS, longest=900)
    assert "第 3 场" in note.zh and "scene 3" in note.en
    slow = cut("慢慢说就好了")
    assert caption_notes(1, slow, "zh", FPS, longest=900) == ()
    (late,) = caption_notes(2, slow, "zh", FPS, longest=20)
    assert "longer than the scene" in late.en


def test_subtitles_have_times_of_the_whole_video() -> None:
    cues = subtitle_cues(cut("打开冰箱，拿一瓶冷萃"), start=90, fps=FPS)
    assert cues[0].start == 3.0 and cues[0].words[0].start == 3.0
