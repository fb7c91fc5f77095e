"""Phonemes become mouth shapes, and mouth shapes a smooth track."""

import numpy as np
import pytest

from pipelines.documents.timing import TimedPhoneme
from pipelines.generators.face.visemes import (
    VISEMES,
    mouth_track,
    mouth_track_from_sound,
    visemes_of,
)

FPS = 30
TIMES = (np.arange(60) + 0.5) / FPS


def said(*sounds: tuple[str, float, float]) -> list[TimedPhoneme]:
    return [TimedPhoneme(ipa=ipa, start=start, end=end) for ipa, start, end in sounds]


@pytest.mark.parametrize(
    ("ipa", "shapes"),
    [
        ("m", ("PP",)),
        ("ˈæ", ("aa",)),
        ("aɪ", ("aa", "I")),
        ("tʃ", ("CH",)),
        ("ʈʂʰ", ("CH",)),  # zh ch
        ("uei", ("U", "E", "I")),  # zh wei
        ("y", ("U",)),  # zh ü
        ("", ("sil",)),
        ("🜁", ("sil",)),  # unknown signs are silent, not an error
    ],
)
def test_phonemes_have_shapes(ipa, shapes):
    assert visemes_of(ipa) == shapes
    assert set(shapes) <= set(VISEMES)


def test_lips_move_thirty_milliseconds_before_the_sound():
    times = np.arange(300) / 200
    track = mouth_track(said(("", 0, 1.0), ("ɑ", 1.0, 1.5)), times)
    half_open = times[(track[:, 0] > 0.5).argmax()]
    assert half_open == pytest.approx(0.97, abs=0.011)


def test_no_jump_from_shape_to_shape():
    track = mouth_track(said(("", 0, 0.5), ("ɑ", 0.5, 1.0), ("", 1.0, 1.5)), TIMES)
    assert np.abs(np.diff(track[:, 0])).max() < 0.7  # ~45 ms from shut to open, 33 ms a frame
    assert track[:, 0].max() > 0.95


@pytest.mark.parametrize("fps", [10, 24, 30, 60])
@pytest.mark.parametrize("start", np.linspace(0.5, 0.54, 5))
def test_lips_close_on_every_p_b_m_however_short(fps, start):
    times = (np.arange(2 * fps) + 0.5) / fps
    track = mouth_track(
        said(("ɑ", 0, start), ("p", start, start + 0.03), ("ɑ", start + 0.03, 1.2)), times
    )
    assert track[int(0.3 * fps) : int(0.8 * fps), 0].min() < 0.02


def test_quiet_words_open_the_mouth_less():
    sounds = said(("ɑ", 0, 2.0))
    loud = mouth_track(sounds, TIMES, np.ones(60))
    quiet = mouth_track(sounds, TIMES, np.full(60, 0.2))
    assert quiet[30, 0] < 0.8 * loud[30, 0]


def test_before_and_after_the_speech_the_mouth_rests():
    times = (np.arange(90) + 0.5) / FPS - 1.0
    track = mouth_track(said(("ɑ", 0.1, 0.6)), times)
    assert track[:25, 0].max() == 0
    assert track[-15:, 0].max() == 0


def test_without_phonemes_the_mouth_follows_the_sound():
    rate = 16_000
    t = np.arange(2 * rate) / rate
    voice = sum(np.sin(2 * np.pi * 150 * k * t) / k for k in range(1, 12))
    samples = np.where((t % 0.5) < 0.25, voice, 0.0) * 0.2
    track = mouth_track_from_sound(samples, rate, TIMES)
    sounding = ((TIMES + 0.03) % 0.5) < 0.25
    assert track[sounding, 0].mean() > 3 * track[~sounding, 0].mean()
    assert track[sounding, 0].max() > 0.6
    silence = mouth_track_from_sound(np.zeros(rate), rate, TIMES)
    assert silence[:, 0].max() == 0
