"""Captions and subtitles: cut at phrases, timed by the voice."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pipelines.documents.timing import TimedWord
from pipelines.workflows.captions import captions, subtitles_srt, subtitles_vtt

FPS = 30


def spoken(text: str, pace: float = 0.25) -> tuple[TimedWord, ...]:
    """Each Han character, or each word, one after the other."""
    words, at = [], 0.0
    pieces: list[tuple[int, int]] = []
    for kind, group in itertools.groupby(
        enumerate(text),
        key=lambda p: "han" if p[1] > "\u2e80" and p[1].isalnum() else p[1].isalnum(),
    ):
        places = [i for i, _ in group]
        if kind == "han":
            pieces += [(i, i + 1) for i in places]
        elif kind:
            pieces.append((places[0], places[-1] + 1))
    for first, last in pieces:
        words.append(
            TimedWord(text=text[first:last], start=at, end=at + pace, first=first, last=last)
        )
        at += pace
    return tuple(words)


def cut(text: str, language="zh"):
    words = spoken(text)
    frames = round((words[-1].end + 1.5) * FPS)
    return captions(text, words, language, lead=0.5, frames=frames, fps=FPS), words


def test_a_sentence_is_cut_at_its_commas() -> None:
    cues, _ = cut("忙到下午三点，来一瓶海岛冷萃，十八小时慢慢萃。")
    assert [cue.text for cue in cues] == ["忙到下午三点", "来一瓶海岛冷萃", "十八小时慢慢萃"]


def test_a_caption_starts_with_its_first_word() -> None:
    cues, words = cut("忙到下午三点，来一瓶海岛冷萃。")
    second = next(word for word in words if word.text == "来")
    assert cues[1].start == round((0.5 + second.start) * FPS)
    assert cues[1].words[0].first == 0


def test_no_caption_overlaps_the_next() -> None:
    cues, _ = cut("A long sentence, with several parts, that goes on and on, and ends here.", "en")
    assert all(a.end <= b.start for a, b in itertools.pairwise(cues))


@given(st.text(alphabet="咖啡冷萃很好喝abc ，。!", min_size=1, max_size=120))
def test_every_word_is_shown_and_inside_its_caption(text: str) -> None:
    if not any(c.isalnum() for c in text):
        return
    cues, words = cut(text)
    shown = sum(len(cue.words) for cue in cues)
    assert shown == len(words)
    for cue in cues:
        assert 0 <= cue.start < cue.end
        for word in cue.words:
            assert cue.text[word.first : word.last] == word.text


def test_subtitle_files_are_well_formed() -> None:
    cues = [(0.0, 1.25, "第一句 <b>"), (61.0, 3661.5, "second & last")]
    assert subtitles_srt(cues).startswith("1\n00:00:00,000 --> 00:00:01,250\n第一句 <b>\n\n2\n")
    vtt = subtitles_vtt(cues)
    assert vtt.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.250\n第一句 &lt;b&gt;\n")
    assert "01:01:01.500" in vtt


def test_a_clause_a_little_too_long_is_not_torn_inside_a_word():
    found, _ = cut("四十毫米动圈单元带来清晰有力的低频表现，就这么实在。")
    assert [c.text for c in found] == ["四十毫米动圈单元带来清晰有力的低频表现", "就这么实在"]
