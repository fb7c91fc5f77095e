"""Loudness is what the standard says, and normalising hits it without passing the ceiling."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from pipelines.media.loudness import integrated, limit, normalise, true_peak_db

RATE = 48_000


def tone(frequency: float, db: float, seconds: float = 2.0, phase: float = 0.0) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return (10 ** (db / 20) * np.sin(2 * np.pi * frequency * time + phase)).astype(np.float32)


def bursts(seed: int = 3) -> np.ndarray:
    """Stereo noise with clicks 33 dB above it: much for a limiter to do."""
    random = np.random.default_rng(seed)
    audio = random.standard_normal((3 * RATE, 2)) * 0.02
    audio[:: RATE // 2] += 0.9
    return audio.astype(np.float32)


def test_a_stereo_1_khz_sine_at_minus_23_dbfs_reads_minus_23_lufs() -> None:
    stereo = np.stack([tone(1000, -23)] * 2, axis=1)
    assert integrated(stereo, RATE) == pytest.approx(-23.0, abs=0.1)  # EBU Tech 3341, case 1


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_it_reads_as_pyloudnorm_does(rate: int) -> None:
    random = np.random.default_rng(5)
    swell = np.linspace(0.001, 0.5, 9 * rate)[:, None] * random.standard_normal((9 * rate, 2))
    swell = swell.astype(np.float32)
    assert integrated(swell, rate) == pytest.approx(
        pyloudnorm.Meter(rate).integrated_loudness(swell), abs=0.02
    )


def test_silence_and_nothing_have_no_loudness() -> None:
    assert integrated(np.zeros(RATE, np.float32), RATE) == float("-inf")
    assert integrated(np.zeros(0, np.float32), RATE) == float("-inf")
    assert true_peak_db(np.zeros(RATE, np.float32), RATE) == float("-inf")


def test_sound_shorter_than_a_gating_block_is_measured() -> None:
    short, long = tone(1000, -20, 0.05), tone(1000, -20)
    assert integrated(short, RATE) == pytest.approx(integrated(long, RATE), abs=0.2)


def test_true_peak_sees_between_the_samples() -> None:
    between = tone(RATE / 4, 0.0, phase=np.pi / 4)  # every sample at -3.01 dBFS, the wave at 0
    assert 20 * np.log10(np.abs(between).max()) == pytest.approx(-3.01, abs=0.01)
    assert true_peak_db(between, RATE) == pytest.approx(0.0, abs=0.4)


def test_the_limiter_holds_the_ceiling_and_leaves_quiet_sound_alone() -> None:
    quiet = tone(440, -12)
    assert limit(quiet, RATE, -1.0) is quiet
    limited = limit(bursts() * 2, RATE, -1.0)
    assert true_peak_db(limited, RATE) <= -1.0
    assert true_peak_db(limited, RATE) > -1.6


@pytest.mark.parametrize("lufs", [-30.0, -16.0, -14.0])
def test_normalising_hits_loudness_and_ceiling_together(lufs: float) -> None:
    result = normalise(bursts(), RATE, lufs, -1.0)
    assert integrated(result, RATE) == pytest.approx(lufs, abs=0.3)
    assert true_peak_db(result, RATE) <= -1.0
    assert result.dtype == np.float32 and result.shape == (3 * RATE, 2)


def test_a_mono_sound_stays_mono_and_silence_stays_silent() -> None:
    assert normalise(tone(440, -40), RATE).shape == (2 * RATE,)
    assert not normalise(np.zeros(RATE, np.float32), RATE).any()


def test_a_limited_loop_has_no_step_where_it_begins_again() -> None:
    steady = tone(100, 0.0, 1.0)
    steady[: RATE // 100] *= 4  # a peak at the very beginning
    once = limit(steady, RATE, -1.0, loop=True)
    gain = np.divide(once, steady, out=np.ones_like(once), where=np.abs(steady) > 0.05)
    turned = np.roll(gain[np.abs(steady) > 0.05], 50)[:100]
    assert np.abs(np.diff(turned)).max() < 0.1
