"""Beats are found where they are, and cuts go onto them without changing places."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.generators.music.composer import composer
from pipelines.media.beats import find_beats, snap_to_beats
from pipelines.media.wav import read_wav
from pipelines.roles.music import ComposeParams, Mood
from pipelines.sdk.testing import LocalContext

RATE = 48_000


def to_nearest(times: tuple[float, ...], grid: tuple[float, ...]) -> np.ndarray:
    """Seconds from each time to the nearest of the grid."""
    return np.array([np.abs(np.subtract(grid, time)).min() for time in times])


@pytest.mark.parametrize("mood", ["warm", "epic"])
def test_beats_of_composed_music_are_found(mood: Mood, tmp_path: Path) -> None:
    """Syncopated and swung as some of it is."""
    ctx = LocalContext(tmp_path)
    music = composer(ComposeParams(mood=mood, duration=12, seed=2), ctx)
    found = find_beats(*read_wav(ctx.path(music.audio)))
    assert found.tempo == pytest.approx(music.tempo, rel=0.01)
    assert np.median(to_nearest(found.beats, music.beats)) < 0.030
    assert np.median(to_nearest(music.beats, found.beats)) < 0.030


@pytest.mark.parametrize("tempo", [72.0, 100.0, 127.3])
def test_a_metronome_is_found_to_a_hundredth(tempo: float) -> None:
    audio = np.random.default_rng(0).standard_normal(12 * RATE) * 0.003
    beats = tuple(np.arange(0.4, 11.8, 60 / tempo).tolist())
    blow = np.sin(np.arange(3000) * 0.2) * np.exp(-np.arange(3000) / 600)
    for beat in beats:
        audio[round(beat * RATE) :][: len(blow)] += 0.5 * blow[: len(audio) - round(beat * RATE)]
    found = find_beats(audio.astype(np.float32), RATE)
    assert found.tempo == pytest.approx(tempo, rel=0.01)
    assert to_nearest(found.beats, beats).max() < 0.02
    assert len(found.beats) == pytest.approx(len(beats), abs=1)


@pytest.mark.parametrize("sound", ["hiss", "drone", "silence", "nothing"])
def test_what_has_no_pulse_has_no_beats(sound: str) -> None:
    time = np.arange(8 * RATE) / RATE
    audio = {
        "hiss": np.random.default_rng(1).standard_normal(len(time)) * 0.1,
        "drone": 0.2 * np.sin(2 * np.pi * 110 * time),
        "silence": np.zeros(len(time)),
        "nothing": np.zeros(0),
    }[sound]
    assert find_beats(audio.astype(np.float32), RATE).beats == ()


def test_cuts_go_to_the_nearest_beat_within_reach() -> None:
    beats = (0.5, 1.0, 1.5, 2.0)
    assert snap_to_beats((0.55, 1.3, 1.96), beats, 0.1) == (0.5, 1.3, 2.0)
    assert snap_to_beats((0.55,), (), 1.0) == (0.55,)


def test_two_cuts_never_share_a_beat() -> None:
    assert snap_to_beats((0.9, 1.05), (1.0,), 0.5) == (0.9, 1.0)


@given(
    cuts=st.lists(st.floats(0, 60), max_size=12, unique=True),
    beats=st.lists(st.floats(0, 60), max_size=40),
    most=st.floats(0, 2),
)
def test_order_and_reach_are_kept(cuts: list[float], beats: list[float], most: float) -> None:
    cuts.sort()
    moved = snap_to_beats(cuts, beats, most)
    assert all(a < b for a, b in pairwise(moved))
    assert all(abs(a - b) <= most for a, b in zip(cuts, moved, strict=True))
    assert all(b in beats or b == a for a, b in zip(cuts, moved, strict=True))
