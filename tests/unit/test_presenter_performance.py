"""A voice becomes a performance: blinks, gaze, head, gestures."""

from itertools import pairwise

import numpy as np
import pytest

from pipelines.documents.presenter import GestureCue
from pipelines.generators.face.gesturing import arms_at, choose_gestures, plan_moves
from pipelines.generators.face.performance import perform
from pipelines.generators.face.prosody import read_prosody
from pipelines.graphics.presenter.gestures import arms_of

RATE, FPS = 16_000, 30


def voice(seconds: float, hertz: float = 140.0) -> np.ndarray:
    """Syllables of a buzzing voice with a pause every two seconds."""
    t = np.arange(int(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * hertz * k * t) / k for k in range(1, 10))
    syllables = np.clip(np.sin(2 * np.pi * 4 * t), 0, 1) ** 0.5
    return 0.2 * buzz * syllables * ((t % 2.0) < 1.5)


def act(seconds: float = 20.0, seed: int = 1, gestures=(), lead: float = 0.5):
    times = (np.arange(round((seconds + 2 * lead) * FPS)) + 0.5) / FPS - lead
    return perform(voice(seconds), RATE, times, phonemes=(), gestures=gestures, seed=seed)


def test_the_seed_decides_everything():
    one, same, other = act(6, 3), act(6, 3), act(6, 4)
    assert [one.pose(i) for i in range(0, 180, 7)] == [same.pose(i) for i in range(0, 180, 7)]
    assert not np.array_equal(one.yaw, other.yaw)


def test_blinks_come_every_few_seconds_and_pass_through_half_closed():
    performance = act(60)
    shut = performance.blink > 0.95
    blinks = int((np.diff(shut.astype(int)) == 1).sum())
    assert 10 <= blinks <= 40
    half = (performance.blink > 0.1) & (performance.blink < 0.9)
    assert half.sum() >= blinks
    assert shut.mean() < 0.1


def test_the_eyes_are_mostly_on_the_viewer():
    performance = act(40)
    aside = np.abs(performance.gaze[:, 0] + np.clip(performance.yaw * 2.2, -0.4, 0.4)) > 0.25
    assert 0.0 < aside.mean() < 0.3


def test_head_and_body_move_smoothly():
    performance = act(20)
    for track, limit in (
        (performance.yaw, 0.02),
        (performance.pitch, 0.03),
        (performance.roll, 0.01),
    ):
        assert np.ptp(track) > 0.01
        assert np.abs(np.diff(track)).max() < limit
    assert np.abs(performance.hair).max() < 14.1


def test_higher_and_louder_is_heard():
    low, high = voice(2, 120), voice(2, 180)
    sound = np.concatenate([low, 2 * high])
    times = (np.arange(4 * FPS) + 0.5) / FPS
    prosody = read_prosody(sound, RATE, times)
    speaking = prosody.loudness > 0.3
    first = times < 2
    assert prosody.pitch[speaking & ~first].mean() > prosody.pitch[speaking & first].mean() + 0.3
    assert prosody.loudness[speaking & ~first].mean() > prosody.loudness[speaking & first].mean()
    assert len(prosody.phrases) >= 2


def test_silence_is_an_idle_performance():
    times = (np.arange(60) + 0.5) / FPS
    performance = perform(np.zeros(RATE), RATE, times, phonemes=(), gestures=(), seed=1)
    assert performance.mouth[:, 0].max() == 0
    assert performance.moves == ()
    assert np.ptp(performance.breath) > 0.1


def test_a_cue_raises_the_hands_in_time_and_they_come_back():
    moves = plan_moves(
        [GestureCue(gesture="open", start=2.0)], np.random.default_rng(1), chosen=False
    )
    rest, opened = arms_of("rest"), arms_of("open")
    assert arms_at(moves, 1.7) == rest
    assert arms_at(moves, 2.6)[0].hand == pytest.approx(opened[0].hand, abs=3)
    assert arms_at(moves, 6.0)[0].hand == pytest.approx(rest[0].hand, abs=0.5)
    steps = [arms_at(moves, t)[0].hand for t in np.arange(1.5, 6, 1 / FPS)]
    assert np.abs(np.diff(steps)).max() < 25  # eased, no jump


def test_counting_goes_on_from_cue_to_cue():
    cues = [GestureCue(gesture="count", start=s) for s in (1.0, 5.0, 9.0)]
    moves = plan_moves(cues, np.random.default_rng(1), chosen=False)
    straight = [
        sum(c < 0.5 for c in arms_at(moves, cue.start + 1.0)[0].fingers.curls) for cue in cues
    ]
    assert straight == [1, 2, 3]


def test_chosen_gestures_leave_time_between_them():
    phrases = [(0.0, 3.0), (3.5, 8.0), (8.4, 20.0)]
    for seed in range(20):
        cues = choose_gestures(phrases, np.random.default_rng(seed))
        starts = [cue.start for cue in cues]
        assert all(b - a > 2.5 for a, b in pairwise(starts))
        assert all(any(a <= s < b for a, b in phrases) for s in starts)
