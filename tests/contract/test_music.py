"""The embedded composer keeps the contract, loops without a seam, and its moods differ."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from pipelines.generators.music.composer import closing, composer, fitted
from pipelines.generators.music.composition import compose
from pipelines.generators.music.moods import MOODS
from pipelines.media.loudness import integrated, true_peak_db
from pipelines.media.wav import read_wav
from pipelines.roles.music import ComposeParams, Mood, Music
from pipelines.sdk.testing import LocalContext, check_generator

ALL_MOODS: tuple[Mood, ...] = get_args(Mood)


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Music, np.ndarray]]:
    """One short piece a mood with its sound ``[n, 2]``."""
    ctx = LocalContext(tmp_path_factory.mktemp("music"))
    found = {}
    for mood in ALL_MOODS:
        music = composer(ComposeParams(mood=mood, duration=6, seed=3), ctx)
        found[mood] = (music, read_wav(ctx.path(music.audio))[0])
    return found


def centroid(audio: np.ndarray) -> float:
    """Mean frequency of the magnitude spectrum, Hz."""
    magnitude = np.abs(np.fft.rfft(audio.mean(axis=1)))
    return float((magnitude * np.fft.rfftfreq(len(audio), 1 / 48_000)).sum() / magnitude.sum())


def test_the_composer_passes_conformance(tmp_path: Path) -> None:
    params = ComposeParams(mood="playful", duration=4, seed=11)
    music = check_generator(composer, params, LocalContext(tmp_path))
    assert music.duration >= 4


@pytest.mark.parametrize("mood", ALL_MOODS)
def test_loudness_peak_and_no_dc(mood: str, pieces: dict[str, tuple[Music, np.ndarray]]) -> None:
    music, audio = pieces[mood]
    assert audio.shape == (round(music.duration * 48_000), 2) and music.duration >= 6
    assert integrated(audio, 48_000) == pytest.approx(-18, abs=0.3)
    assert true_peak_db(np.tile(audio, (2, 1)), 48_000) <= -1.4
    assert np.abs(audio.mean(axis=0)).max() < 1e-3


@pytest.mark.parametrize("mood", ALL_MOODS)
def test_the_loop_has_no_seam(mood: str, pieces: dict[str, tuple[Music, np.ndarray]]) -> None:
    _, audio = pieces[mood]
    bend = np.abs(np.diff(np.concatenate([audio[-2000:], audio[:2000]]), n=2, axis=0)).max(axis=1)
    seam = bend[1996:2002].max()  # where the curve would have a corner
    everywhere = np.abs(np.diff(audio, n=2, axis=0)).max(axis=1)
    assert seam <= np.percentile(everywhere, 99.9)


@pytest.mark.parametrize("mood", ALL_MOODS)
def test_it_is_music_and_not_beeps(mood: str, pieces: dict[str, tuple[Music, np.ndarray]]) -> None:
    """Energy in every octave from bass to presence, width that survives mono, and dynamics."""
    _, audio = pieces[mood]
    power = np.abs(np.fft.rfft(audio.mean(axis=1))) ** 2
    hertz = np.fft.rfftfreq(len(audio), 1 / 48_000)
    for low, high in ((60, 150), (150, 400), (400, 1000), (1000, 3000)):
        share = power[(hertz >= low) & (hertz < high)].sum() / power.sum()
        assert 10 * np.log10(share) > -27, (low, high)
    assert 0.1 < np.corrcoef(audio.T)[0, 1] < 0.98
    assert 9 < 20 * np.log10(np.abs(audio).max() / audio.std()) < 24


def test_moods_differ(pieces: dict[str, tuple[Music, np.ndarray]]) -> None:
    tempo = {mood: music.tempo for mood, (music, _) in pieces.items()}
    colour = {mood: centroid(audio) for mood, (_, audio) in pieces.items()}
    assert tempo["calm"] < tempo["warm"] < tempo["bright"]
    assert colour["calm"] < colour["warm"] < colour["bright"]
    assert len({round(c, -1) for c in colour.values()}) == len(ALL_MOODS)


def test_seeds_differ_and_beats_are_even(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    one, other = (composer(ComposeParams(mood="tech", duration=4, seed=s), ctx) for s in (1, 2))
    assert one.audio.sha256 != other.audio.sha256
    gaps = np.diff([*one.beats, one.duration])
    assert np.allclose(gaps, 60 / one.tempo, atol=1e-4)


def test_a_piece_builds_and_its_chords_move_little() -> None:
    for style in MOODS.values():
        score = compose(style, 16, seed=5)
        assert max(note.start for note in score.notes) < 16 * 4 + 0.5
        per_phrase = [sum(n.start // 16 == p for n in score.notes) for p in range(4)]
        assert per_phrase[0] < min(per_phrase[1:])
        chords = [
            sorted(n.pitch for n in score.notes if n.part == "pad" and n.start == 4 * b)
            for b in range(16)
        ]
        moves = [np.mean(np.abs(np.subtract(a, b))) for a, b in pairwise(chords)]
        assert max(moves) <= 5


@pytest.mark.parametrize(
    ("duration", "tempo", "free", "bars"),
    [(32, 116, True, 16), (9, 70, True, 3), (10, 120, False, 5)],
)
def test_whole_bars_fill_the_time(duration: float, tempo: int, free: bool, bars: int) -> None:
    found, bent = fitted(duration, tempo, free)
    assert found == bars
    assert found * 240 / bent >= duration - 1e-9
    assert abs(bent / tempo - 1) <= 0.08


@pytest.mark.parametrize("mood", ALL_MOODS)
def test_a_piece_that_closes_cadences_and_lands_on_its_tonic(mood: Mood) -> None:
    style = MOODS[mood]
    score = compose(style, 12, seed=4, ring=5.0)
    last = [note for note in score.notes if note.start >= 48 and not note.is_drum]
    root = min(note.pitch for note in last if note.part == "bass") % 12
    triad = {(root + style.scale[degree]) % 12 for degree in (0, 2, 4)}
    assert {note.pitch % 12 for note in last} == triad
    assert (root - style.roots[0]) % 12 in {(r - style.roots[0]) % 12 for r in style.roots}
    before = {n.pitch % 12 for n in score.notes if n.part == "pad" and n.start == 44}
    assert before != triad  # there is something to resolve
    loud = [sum(n.velocity for n in score.notes if n.start // 16 == part) for part in range(3)]
    assert loud == sorted(loud)


def test_a_piece_that_closes_is_as_long_as_asked_and_ends_in_silence(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    params = ComposeParams(mood="warm", duration=9.37, seed=2, ending="close")
    music = composer(params, ctx)
    audio, rate = read_wav(ctx.path(music.audio))
    assert len(audio) == round(9.37 * rate)
    level = np.abs(audio).max(axis=1)
    assert level[-1] < 1e-3 and level[-rate // 10 :].max() < 0.02
    final = round(music.beats[-1] * rate)
    assert np.sqrt(np.square(audio[final : final + rate]).mean()) > 0.05
    assert integrated(audio, rate) == pytest.approx(-18, abs=0.3)
    assert 1.2 <= 9.37 - music.beats[-1] <= 5  # the last chord has time to ring


@pytest.mark.parametrize("duration", [4.0, 7.7, 15.0, 61.3])
@pytest.mark.parametrize(("tempo", "free"), [(70, True), (124, True), (50, False), (180, False)])
def test_the_last_chord_always_has_room(duration: float, tempo: int, free: bool) -> None:
    bars, bent = closing(duration, tempo, free)
    ring = duration - bars * 240 / bent
    assert bars >= 1 and 1.39 <= ring <= 1.4 + 240 / bent
