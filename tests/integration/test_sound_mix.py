"""The mix: voice to the sample, music that makes room for it, the right loudness."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipelines.generators.video import mix
from pipelines.media.loudness import integrated, true_peak_db
from pipelines.media.wav import read_wav, write_wav
from pipelines.roles.video import Clip, MixParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext

RATE = 48000


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    return LocalContext(tmp_path)


def voice(ctx: LocalContext, tmp_path: Path, seconds: float = 1.0) -> Asset:
    """Noise in syllables, mono."""
    time = np.arange(round(seconds * RATE)) / RATE
    noise = np.random.default_rng(1).standard_normal(len(time)) * 0.1
    write_wav(tmp_path / "voice.wav", (noise * (np.sin(25 * time) > -0.5)).astype("f4"), RATE)
    return ctx.add(tmp_path / "voice.wav", "speech")


def music(ctx: LocalContext, tmp_path: Path, seconds: float = 2.0) -> Asset:
    """Two notes, stereo, at 44.1 kHz."""
    time = np.arange(round(seconds * 44100)) / 44100
    notes = np.stack([np.sin(2 * np.pi * 220 * time), np.sin(2 * np.pi * 330 * time)], axis=1)
    write_wav(tmp_path / "music.wav", (0.2 * notes).astype("f4"), 44100)
    return ctx.add(tmp_path / "music.wav", "music")


def test_the_whole_is_as_loud_and_as_long_as_asked(ctx: LocalContext, tmp_path: Path) -> None:
    said = voice(ctx, tmp_path)
    params = MixParams(
        duration=6.5,
        narration=(Clip(audio=said, start=1.0), Clip(audio=said, start=4.0)),
        music=music(ctx, tmp_path),
    )
    made = mix.mixer(params, ctx)
    audio, rate = read_wav(ctx.path(made.audio))
    assert (rate, audio.shape) == (RATE, (round(6.5 * RATE), 2))
    assert integrated(audio, rate) == pytest.approx(-14, abs=0.5)
    assert true_peak_db(audio, rate) <= -0.95
    assert made.loudness == pytest.approx(integrated(audio, rate), abs=0.05)
    assert made.true_peak == pytest.approx(true_peak_db(audio, rate), abs=0.1)


def test_a_clip_begins_at_its_sample(ctx: LocalContext, tmp_path: Path) -> None:
    said = voice(ctx, tmp_path)
    start = 1.23456
    made = mix.mixer(MixParams(duration=3, narration=(Clip(audio=said, start=start),)), ctx)
    audio, _ = read_wav(ctx.path(made.audio))
    original, _ = read_wav(ctx.path(said))
    first = round(start * RATE)
    assert not audio[:first].any()
    heard = audio[first : first + len(original), 0]
    assert np.corrcoef(heard, original[:, 0])[0, 1] > 0.999


def test_a_clip_that_goes_past_the_end_is_cut(ctx: LocalContext, tmp_path: Path) -> None:
    said = voice(ctx, tmp_path)
    clips = (Clip(audio=said, start=1.8), Clip(audio=said, start=9.0))
    made = mix.mixer(MixParams(duration=2, narration=clips), ctx)
    assert len(read_wav(ctx.path(made.audio))[0]) == 2 * RATE


def test_music_makes_room_before_the_voice_comes_and_comes_back_softly() -> None:
    track = np.zeros(8 * RATE, np.float32)
    track[3 * RATE : 5 * RATE] = np.random.default_rng(0).standard_normal(2 * RATE) * 0.1
    gain = 20 * np.log10(mix._ducking(track, -9.0))

    def at(seconds: float) -> float:
        return float(gain[round(seconds * RATE)])

    assert at(1.0) == pytest.approx(0, abs=0.01)
    assert at(2.9) == pytest.approx(-9, abs=0.1)
    assert gain[3 * RATE : 5 * RATE].max() < -8.9
    assert at(5.3) < -8.5  # a breath between two sentences is not filled
    assert -8.5 < at(6.0) < -0.5
    assert at(7.0) == pytest.approx(0, abs=0.01)
    assert np.abs(np.diff(gain)).max() < 0.01  # dB per sample: no click


def test_short_music_goes_on_without_a_hole_or_a_click(ctx: LocalContext, tmp_path: Path) -> None:
    notes = mix._stereo(music(ctx, tmp_path, seconds=6.2), ctx)
    looped = mix._looped(notes, 20 * RATE, None)
    level = np.sqrt(np.square(looped.reshape(-1, 4800, 2)).mean(axis=(1, 2)))
    assert level.min() > 0.6 * np.median(level)
    step = np.abs(np.diff(looped, axis=0)).max()
    assert step < 2 * np.abs(np.diff(notes, axis=0)).max()


def test_music_that_knows_its_loop_point_repeats_from_there(
    ctx: LocalContext, tmp_path: Path
) -> None:
    """A tail beyond the loop point rings on over the next round."""
    notes = mix._stereo(music(ctx, tmp_path, seconds=2.5), ctx)
    looped = mix._looped(notes, 5 * RATE, 2.0)
    period = 2 * RATE
    assert np.allclose(looped[:period], notes[:period])
    tail = notes[period:]
    expected = notes[: len(tail)] + tail
    assert np.allclose(looped[period : period + len(tail)], expected, atol=1e-6)


def test_nothing_to_mix_is_silence(ctx: LocalContext) -> None:
    made = mix.mixer(MixParams(duration=1), ctx)
    audio, _ = read_wav(ctx.path(made.audio))
    assert audio.shape == (RATE, 2) and not audio.any()
    assert made.loudness == -70
