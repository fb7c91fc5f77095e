"""Subtitle files: written well-formed, read back as they were, and forgiving of what people have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.documents.shot import CaptionStyle
from pipelines.documents.subtitles import Cue, srt_text, vtt_text
from pipelines.documents.subtitles_ass import ass_text
from pipelines.documents.subtitles_reading import read_subtitles
from pipelines.documents.timing import TimedWord
from pipelines.sdk import InputError

LOOKS = (
    "stroke", "karaoke", "plate", "word_box", "marker", "shadow", "outline_pop", "typewriter",
)  # fmt: skip
TIMED = Cue(
    start=1.0,
    end=3.0,
    text="Slow brewed",
    second="慢慢萃取",
    words=(
        TimedWord(text="Slow", start=1.0, end=1.5, first=0, last=4),
        TimedWord(text="brewed", start=1.75, end=2.5, first=5, last=11),
    ),
)


def spans(cues: tuple[Cue, ...]) -> list[tuple[float, float, str]]:
    return [(cue.start, cue.end, cue.text) for cue in cues]


texts = st.text(alphabet="咖啡 ab,!?<>&-😀", min_size=1, max_size=20).filter(str.strip)
cue_lists = st.lists(
    st.tuples(st.integers(0, 20_000_000), st.integers(1, 9000), texts), min_size=1, max_size=6
)


def made(rows: list[tuple[int, int, str]]) -> list[Cue]:
    rows = sorted(rows)
    return [Cue(start=a / 1000, end=(a + b) / 1000, text=text.strip()) for a, b, text in rows]


@given(cue_lists)
def test_webvtt_is_read_back_as_it_was_written(rows: list[tuple[int, int, str]]) -> None:
    cues = sorted(made(rows), key=lambda c: (c.start, c.end))
    assert spans(read_subtitles(vtt_text(cues).encode())) == spans(tuple(cues))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_srt_is_read_whatever_it_was_saved_with(encoding: str, newline: str) -> None:
    cues = (
        Cue(start=0, end=1.25, text="第一句\n两行"),
        Cue(start=61, end=3661.5, text="second & last"),
    )
    data = srt_text(cues).replace("\n", newline).encode(encoding)
    assert spans(read_subtitles(data)) == spans(cues)


def test_untidy_srt_is_understood() -> None:
    data = b"""\xef\xbb\xbf
1
0:00:01,5 --> 0:00:02.750 X1:100 X2:200
<i>Hello</i> <font color="#ff0000">there</font>{\\an8}
2
00:03.000 -> 00:04.000
no empty line, no hours
not a cue
"""
    assert spans(read_subtitles(data)) == [
        (1.5, 2.75, "Hello there"),
        (3.0, 4.0, "no empty line, no hours\nnot a cue"),
    ]


def test_webvtt_word_times_become_words() -> None:
    text = vtt_text([TIMED], word_times=True)
    assert "Slow <00:00:01.750>brewed" in text
    (cue,) = read_subtitles(text.encode())
    assert [(w.text, w.start) for w in cue.words] == [("Slow", 1.0), ("brewed\n慢慢萃取", 1.75)]


def test_notes_styles_and_settings_of_webvtt_are_no_words() -> None:
    data = b"""WEBVTT - title

NOTE a remark

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start line:0%
<v Ann>Hi &amp; welcome</v>
"""
    assert spans(read_subtitles(data)) == [(1.0, 2.0, "Hi & welcome")]


@pytest.mark.parametrize("look", LOOKS)
def test_ass_is_read_back_with_its_text(look: str) -> None:
    style = CaptionStyle.model_validate({"look": look})
    text = ass_text([TIMED, Cue(start=4, end=5, text="{a\\b} end")], style, (1080, 1920))
    assert "PlayResX: 1080" in text and text.count("\nStyle: ") == 1
    cues = read_subtitles(text.encode())
    assert {cue.text.split("\n")[0] for cue in cues} == {"Slow brewed", "｛a⧵b｝ end"}
    assert cues[0].start == 1.0 and cues[-2].end == 3.0 and cues[-1].end == 5.0
    assert "慢慢萃取" in cues[0].text


def test_ass_looks_differ_and_karaoke_keeps_its_times() -> None:
    files = {
        look: ass_text([TIMED], CaptionStyle.model_validate({"look": look}), (1080, 1920))
        for look in LOOKS
    }
    assert len(set(files.values())) == len(LOOKS)
    (cue,) = read_subtitles(files["karaoke"].encode())
    found = [(w.text.split("\n")[0], round(w.start, 2)) for w in cue.words]
    assert found == [("Slow", 1.0), ("brewed", 1.75)]


def test_ass_drawings_are_no_text_and_columns_may_be_in_any_order() -> None:
    data = b"""[Script Info]
[Events]
Format: Start, End, Text
Dialogue: 0:00:01.00,0:00:02.00,{\\p1}m 0 0 l 10 10{\\p0}Hi,\\Nthere
Comment: 0:00:01.00,0:00:02.00,not shown
"""
    assert spans(read_subtitles(data)) == [(1.0, 2.0, "Hi,\nthere")]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"just a letter to a friend", "no subtitles"),
        (b"[Events]\nDialogue: 0,now,0:00:02.00,Default,,0,0,0,,x", "line 2"),
        (b"\x00\xff\x12" * 50, "no subtitles"),
    ],
)
def test_what_is_no_subtitle_file_is_told_so(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_subtitles(data, "a.srt")


def test_empty_cues_are_left_out_and_numbers_stay_in_a_row() -> None:
    cues = [Cue(start=0, end=1, text=" "), Cue(start=1, end=2, text="a\n\nb")]
    assert srt_text(cues) == "1\n00:00:01,000 --> 00:00:02,000\na\nb\n"
