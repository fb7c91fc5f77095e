"""A person's clips become a cut: what is kept, what goes and why, where it looks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from pipelines.documents.storyboard import ClipVisual, Media
from pipelines.documents.timing import TimedWord
from pipelines.media.footage_voice import fingerprint
from pipelines.roles.footage import Analysis, BadPart, FocusPoint, Moment, Phrase, Span
from pipelines.sdk import InputError
from pipelines.workflows.video.clip_story import TakenClip, storyboard_from_clips
from pipelines.workflows.video.own_clips import Heard, plan_cut
from pipelines.workflows.video.reframing import following


def voice(seed: int, seconds: float = 1.6) -> str:
    """The fingerprint of a made-up word: the same seed sounds the same."""
    rng = np.random.default_rng(seed)
    t = np.arange(round(seconds * 16000)) / 16000
    sound = np.zeros(len(t))
    for k in range(8):
        here = (t >= 0.2 * k) & (t < 0.2 * (k + 1))
        for hertz in rng.uniform(200, 3500, 3):
            sound[here] += np.sin(2 * np.pi * hertz * t[here])
    noise = np.random.default_rng(seed + 99).normal(0, 0.01, len(t))
    return fingerprint((0.1 * sound + noise).astype(np.float32))


def clip(
    duration: float,
    phrases: Sequence[tuple[float, float, int]] = (),
    *,
    shots: Sequence[float] = (),
    moments: Sequence[tuple[float, float, float]] = (),
    bad: Sequence[BadPart] = (),
    focus: Sequence[tuple[float, float]] = (),
) -> Analysis:
    """Phrases as (start, end, how it sounds); moments as (start, end, score)."""
    speech = tuple(
        Phrase(start=a, end=b, loudness=-20, fingerprint=voice(seed)) for a, b, seed in phrases
    )
    return Analysis(
        duration=duration,
        width=1920,
        height=1080,
        fps=30,
        has_sound=bool(phrases),
        shots=tuple(Span(start=a, end=b) for a, b in pairwise([0.0, *shots, duration])),
        speech=speech,
        moments=tuple(Moment(start=a, end=b, score=s) for a, b, s in moments),
        bad=tuple(bad),
        focus=tuple(FocusPoint(t=t, x=x, y=0.5) for t, x in focus),
    )


def heard(*words: tuple[str, float, float]) -> Heard:
    text, timed = "", []
    for word, start, end in words:
        first = len(text) + (1 if text else 0)
        text = f"{text} {word}" if text else word
        last = first + len(word.rstrip(".,?!"))
        timed.append(TimedWord(text=word, start=start, end=end, first=first, last=last))
    return Heard(text, tuple(timed))


def test_silences_go_and_every_cut_lies_in_one() -> None:
    talk = clip(20, [(1.0, 4.0, 1), (6.5, 9.0, 2), (9.3, 12.0, 3), (15.0, 18.0, 4)])
    plan = plan_cut([talk])
    assert [(part.start, part.end) for part in plan.kept] == [
        pytest.approx((0.9, 4.12)),
        pytest.approx((6.4, 12.12)),  # a breath of 0.3 s stays
        pytest.approx((14.9, 18.12)),
    ]
    for part in plan.kept:
        for edge in (part.start, part.end):
            assert not any(p.start < edge < p.end for p in talk.speech)
    assert [part.reason for part in plan.left_out] == ["silence"] * 4
    assert plan.seconds == pytest.approx(sum(p.end - p.start for p in plan.kept))
    assert [part.zoom for part in plan.kept] == [1.0, 1.08, 1.0]


def test_of_several_takes_the_last_is_kept() -> None:
    talk = clip(30, [(1, 3, 1), (4, 6, 1), (7, 10, 1), (12, 15, 2)])
    plan = plan_cut([talk])
    assert [round(part.start) for part in plan.kept] == [7, 12]
    takes = [part for part in plan.left_out if part.reason == "earlier take"]
    assert [(part.start, part.end) for part in takes] == [(1, 3), (4, 6)]


def test_what_was_said_within_a_failed_take_goes_with_it() -> None:
    talk = clip(30, [(1, 3, 1), (4, 6, 5), (7, 10, 1), (11, 13, 5)])
    assert [round(part.start) for part in plan_cut([talk]).kept] == [7, 11]


def test_a_second_take_may_be_a_file_of_its_own() -> None:
    plan = plan_cut([clip(4, [(0.5, 3, 1)]), clip(5, [(0.4, 4, 1)]), clip(5, [(0.4, 4, 2)])])
    assert [part.clip for part in plan.kept] == [1, 2]


def test_words_decide_where_there_are_words() -> None:
    """The same sound but other words are no second take; a refrain of two words neither."""
    talk = clip(20, [(1, 3, 1), (4, 6, 1), (8, 9, 7), (11, 14, 8), (15, 18, 9)])
    said = heard(
        *[("We", 1.0, 1.3), ("grow", 1.4, 1.9), ("coffee", 2.0, 2.5), ("here.", 2.6, 3.0)],
        *[("We", 4.0, 4.3), ("grow", 4.4, 4.9), ("tea", 5.0, 5.4), ("there.", 5.5, 6.0)],
        *[("Um,", 8.1, 8.9)],
        *[("You", 11.0, 11.2), ("can", 11.3, 11.6), ("taste", 11.7, 12.3), ("the", 12.4, 12.6)],
        *[("You", 15.0, 15.2), ("can", 15.3, 15.6), ("taste", 15.7, 16.3), ("the", 16.4, 16.6)],
        *[("difference.", 16.7, 17.8)],
    )
    plan = plan_cut([talk], [said])
    assert [round(part.start) for part in plan.kept] == [1, 4, 15]
    assert {part.reason for part in plan.left_out} == {"silence", "filler", "earlier take"}
    last = plan.kept[-1].heard
    assert last.text == "You can taste the difference."
    assert [last.text[w.first : w.last] for w in last.words][-1] == "difference"


def test_misheard_words_are_mended_by_the_ear() -> None:
    talk = clip(12, [(1, 4, 1), (5, 9, 1)])
    said = heard(
        *[("To", 1.2, 1.4), ("day", 1.5, 1.8), ("we", 2, 2.2), ("make", 2.3, 2.6), ("old", 2.7, 3)],
        *[
            ("Today", 5.2, 5.8),
            ("we", 6, 6.2),
            ("make", 6.3, 6.6),
            ("cold", 6.7, 7),
            ("brew", 7, 8),
        ],
    )
    assert [round(part.start) for part in plan_cut([talk], [said]).kept] == [1, 5]
    close = heard(
        *[("Day", 1.2, 1.8), ("we", 2, 2.2), ("make", 2.3, 2.6), ("the", 2.7, 3), ("old", 3, 3.4)],
        *[("Today", 5.2, 5.8), ("we", 6, 6.2), ("make", 6.3, 6.6), ("the", 6.7, 7), ("cold", 7, 8)],
    )
    assert [round(part.start) for part in plan_cut([talk], [close]).kept] == [5]


def test_a_sentence_begun_anew_that_goes_another_way_is_a_second_take() -> None:
    talk = clip(12, [(1, 4, 1), (5, 9, 2)])
    first, second = "大家好今天我们来做咖啡。", "大家好，今天我们来做一杯冷萃。"

    def timed(text: str, start: float, moved: int) -> list[TimedWord]:
        at = {"start": start, "end": start + 2}
        return [
            TimedWord(text=c, first=moved + i, last=moved + i + 1, **at) for i, c in enumerate(text)
        ]

    said = Heard(first + second, (*timed(first, 1.5, 0), *timed(second, 6, len(first))))
    (part,) = plan_cut([talk], [said]).kept
    assert part.heard.text == second


def test_the_best_moments_are_picked_in_the_order_of_the_clips() -> None:
    one = clip(30, moments=[(20, 24, 0.9), (3, 7, 0.5), (10, 14, 0.1)])
    two = clip(12, moments=[(5, 8, 0.6)], bad=[BadPart(start=0, end=4, reason="shaky")])
    plan = plan_cut([one, two])
    assert [(part.clip, part.start) for part in plan.kept] == [(0, 3), (0, 20), (1, 5)]
    assert [part.reason for part in plan.left_out] == ["bad picture"]
    shorter = plan_cut([one, two], wanted_seconds=6)
    assert shorter.seconds == pytest.approx(6, abs=1.5)
    assert {part.clip for part in shorter.kept} == {0, 1}


def test_too_long_a_talk_loses_its_dullest_middle() -> None:
    talk = clip(
        40,
        [(1, 8, 1), (10, 17, 2), (19, 26, 3), (28, 35, 4)],
        moments=[(1, 5, 0.2), (11, 15, 0.2), (20, 24, 0.9), (29, 33, 0.2)],
    )
    plan = plan_cut([talk], wanted_seconds=22)
    assert [round(part.start) for part in plan.kept] == [1, 19, 28]
    assert "too long" in {part.reason for part in plan.left_out}


def test_edited_footage_is_parted_at_its_own_cuts() -> None:
    talk = clip(12, [(1, 9, 1)], shots=[5.0])
    plan = plan_cut([talk])
    assert [(part.start, part.end) for part in plan.kept] == [
        pytest.approx((0.9, 5.0)),
        pytest.approx((5.0, 9.12)),
    ]
    assert [part.zoom for part in plan.kept] == [1.0, 1.0]


def test_clips_without_anything_good_are_shown_all_the_same() -> None:
    dark = clip(10, bad=[BadPart(start=0, end=10, reason="dark")])
    (part,) = plan_cut([dark]).kept
    assert (part.start, part.end) == (3, 7)


def taken(analysis: Analysis, said: Heard | None = None) -> TakenClip:
    return TakenClip(Media(path="clip.mp4"), analysis, said)


def test_own_words_become_captions_and_join_by_cuts() -> None:
    talk = clip(14, [(1, 3, 1), (6, 9, 2)])
    said = heard(("Hello", 1.1, 2.0), ("you.", 2.1, 2.9), ("This", 6.1, 7), ("works.", 7.1, 8.9))
    board, notes = storyboard_from_clips([taken(talk, said)], title="Talk", language="en")
    visuals = [scene.visual for scene in board.scenes]
    assert all(isinstance(one, ClipVisual) and one.sound == "only" for one in visuals)
    assert [one.heard for one in visuals if isinstance(one, ClipVisual)] == [
        "Hello you.",
        "This works.",
    ]
    cues = [scene.transition for scene in board.scenes]
    assert all(cue is not None and cue.kind == "cut" for cue in cues)
    assert board.scenes[1].motion is not None and board.scenes[1].motion.start.zoom == 1.08
    assert "3 silences" in notes[0].en and "静音" in notes[0].zh


def test_a_voice_over_the_pictures_gets_a_part_for_each_sentence() -> None:
    party = clip(40, moments=[(2, 6, 0.7), (12, 16, 0.9), (30, 34, 0.8)])
    said = ["We met in the morning.", "Then we cooked for six hours.", "And it was good."]
    board, _ = storyboard_from_clips([taken(party)], title="Day", language="en", narration=said)
    assert [scene.lines[0].text for scene in board.scenes] == said
    starts = [scene.visual.start for scene in board.scenes if isinstance(scene.visual, ClipVisual)]
    assert starts == sorted(starts) and len(set(starts)) == 3
    assert {s.visual.sound for s in board.scenes if isinstance(s.visual, ClipVisual)} == {"under"}


def test_a_voice_beside_the_talk_comes_between() -> None:
    talk = clip(20, [(1, 4, 1), (6, 9, 2), (12, 16, 3)], moments=[(6, 9, 0.5)])
    rest = clip(10, moments=[(2, 6, 0.5)])
    board, _ = storyboard_from_clips(
        [taken(talk), taken(rest)],
        title="Mixed",
        language="en",
        narration=["Here is Ann.", "And so it went."],
        beside=True,
    )
    order = [
        "voice" if scene.lines else scene.visual.model_dump()["sound"] for scene in board.scenes
    ]
    assert order[0] == "voice" and order.count("voice") == 2 and order.count("only") == 3
    assert board.scenes[0].visual.model_dump()["start"] == pytest.approx(2, abs=0.6)
    assert len({scene.id for scene in board.scenes}) == len(board.scenes)


def test_nothing_to_show_is_said() -> None:
    with pytest.raises(InputError, match="nothing in these clips"):
        storyboard_from_clips([taken(clip(0.2))], title="x", language="en")


def test_the_move_follows_the_focus_and_stands_still_where_it_does() -> None:
    path = [FocusPoint(t=t / 2, x=0.2 + 0.05 * t, y=0.5) for t in range(13)]
    move = following(path, 1.0, 5.0)
    assert move.start.x == pytest.approx(0.3) and move.end.x == pytest.approx(0.7)
    assert move.via == ()  # one straight line needs no stops
    bent = [FocusPoint(t=t, x=x, y=0.5) for t, x in ((0, 0.2), (2, 0.2), (4, 0.8), (6, 0.8))]
    move = following(bent, 0, 6)
    assert [(key.at, key.view.x) for key in move.via] == [(0.3333, 0.2), (0.6667, 0.8)]
    still = [FocusPoint(t=t, x=0.7 + 0.01 * (t % 2), y=0.4) for t in range(6)]
    held = following(still, 0, 5, zoom=1.08)
    assert held.start == held.end and held.start.zoom == 1.08
    assert following([], 0, 4).start.x == 0.5
