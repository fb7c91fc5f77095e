"""The mix: voice to the sample, music that makes room for it, the right loudness."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipelines.generators.sound import ducking
from pipelines.generators.sound.mixer import mixer
from pipelines.generators.sound.music_bed import looped
from pipelines.media.loudness import integrated, true_peak_db
from pipelines.media.sound_track import Track
from pipelines.media.wav import read_wav, write_wav
from pipelines.roles.sound import Clip, MixParams
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
    made = mixer(params, ctx)
    audio, rate = read_wav(ctx.path(made.audio))
    assert (rate, audio.shape) == (RATE, (round(6.5 * RATE), 2))
    assert integrated(audio, rate) == pytest.approx(-14, abs=0.5)
    assert true_peak_db(audio, rate) <= -0.95
    assert made.loudness == pytest.approx(integrated(audio, rate), abs=0.05)
    assert made.true_peak == pytest.approx(true_peak_db(audio, rate), abs=0.1)


@pytest.mark.parametrize("treat", [False, True])
def test_a_clip_begins_at_its_sample(ctx: LocalContext, tmp_path: Path, treat: bool) -> None:
    said = voice(ctx, tmp_path)
    start = 1.23456
    clips = (Clip(audio=said, start=start),)
    made = mixer(MixParams(duration=3, narration=clips, treat_voice=treat, loudness=-24), ctx)
    audio, _ = read_wav(ctx.path(made.audio))
    original, _ = read_wav(ctx.path(said))
    first = round(start * RATE)
    assert not audio[:first].any()
    heard = audio[first : first + len(original), 0]
    alike = [np.corrcoef(np.roll(original[:, 0], lag), heard)[0, 1] for lag in (-1, 0, 1)]
    assert np.argmax(alike) == 1 and alike[1] > (0.9 if treat else 0.99)


def test_a_part_of_a_recording_is_cut_out_to_the_sample(ctx: LocalContext, tmp_path: Path) -> None:
    said = voice(ctx, tmp_path, 2.0)
    clip = Clip(audio=said, start=0.5, offset=0.75, duration=0.5)
    made = mixer(MixParams(duration=1.5, narration=(clip,), treat_voice=False, loudness=-24), ctx)
    heard = read_wav(ctx.path(made.audio))[0][:, 0]
    part = read_wav(ctx.path(said))[0][round(0.75 * RATE) : round(1.25 * RATE), 0]
    assert not heard[: RATE // 2].any() and not heard[RATE:].any()
    assert np.corrcoef(heard[RATE // 2 : RATE], part)[0, 1] > 0.99


def test_a_clip_that_goes_past_the_end_is_cut(ctx: LocalContext, tmp_path: Path) -> None:
    said = voice(ctx, tmp_path)
    clips = (Clip(audio=said, start=1.8), Clip(audio=said, start=9.0))
    made = mixer(MixParams(duration=2, narration=clips), ctx)
    assert len(read_wav(ctx.path(made.audio))[0]) == 2 * RATE


def test_music_makes_room_before_the_voice_comes_and_comes_back_softly() -> None:
    track = np.zeros(8 * RATE, np.float32)
    track[3 * RATE : 5 * RATE] = np.random.default_rng(0).standard_normal(2 * RATE) * 0.1
    power = ducking.powers(track)
    down = ducking.depth(ducking.activity(power))
    gain = -9.0 * ducking.interpolated(down, 0, len(track))

    def at(seconds: float) -> float:
        return float(gain[round(seconds * RATE)])

    assert at(1.0) == pytest.approx(0, abs=0.01)
    assert at(2.9) == pytest.approx(-9, abs=0.1)
    assert gain[3 * RATE : 5 * RATE].max() < -8.9
    assert at(5.3) < -8.5  # a breath between two sentences is not filled
    assert -8.5 < at(6.0) < -0.5
    assert at(7.0) == pytest.approx(0, abs=0.01)
    assert np.abs(np.diff(gain)).max() < 0.01  # dB per sample: no click


def test_music_does_not_pump_between_two_sentences() -> None:
    speaking = np.zeros(1000, bool)
    speaking[200:300] = speaking[420:500] = True
    down = ducking.depth(speaking)
    assert down[200:550].min() == 1  # 1.2 s of silence between them


def on_track(folder: Path, sound: np.ndarray) -> Track:
    track = Track(folder / "music.f32", 2)
    track.append(sound.astype(np.float32))
    return track


def notes(seconds: float) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    return 0.2 * np.stack([np.sin(2 * np.pi * hertz * time) for hertz in (220, 330)], axis=1)


def test_short_music_goes_on_without_a_hole_or_a_click(tmp_path: Path) -> None:
    tune = notes(6.2)
    with on_track(tmp_path, tune) as track:
        parts = [looped(track, start, RATE, None, 20 * RATE) for start in range(0, 20 * RATE, RATE)]
    whole = np.concatenate(parts)
    level = np.sqrt(np.square(whole.reshape(-1, 4800, 2)).mean(axis=(1, 2)))
    assert level.min() > 0.6 * np.median(level)
    assert np.abs(np.diff(whole, axis=0)).max() < 2 * np.abs(np.diff(tune, axis=0)).max()


def test_music_that_knows_its_loop_point_repeats_from_there(tmp_path: Path) -> None:
    """A tail beyond the loop point rings on over the next round."""
    tune = notes(2.5)
    with on_track(tmp_path, tune) as track:
        whole = looped(track, 0, 5 * RATE, 2 * RATE, 5 * RATE)
    period = 2 * RATE
    tail = tune[period:]
    assert np.allclose(whole[:period], tune[:period], atol=1e-6)
    assert np.allclose(whole[period : period + len(tail)], tune[: len(tail)] + tail, atol=1e-6)


def test_music_with_an_end_of_its_own_is_not_begun_again(tmp_path: Path) -> None:
    tune = notes(2.0)
    with on_track(tmp_path, tune) as track:
        whole = looped(track, 0, round(2.1 * RATE), None, round(2.1 * RATE))
    assert not whole[len(tune) :].any()


def test_nothing_to_mix_is_silence(ctx: LocalContext) -> None:
    made = mixer(MixParams(duration=1), ctx)
    audio, _ = read_wav(ctx.path(made.audio))
    assert audio.shape == (RATE, 2) and not audio.any()
    assert made.loudness == -70
