"""Makes a dry synthetic voice sound like a recording: tone, dynamics, a small room, loudness."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipelines.media.loudness import normalise

__all__ = ["SAMPLE_RATE", "TAIL", "peaking", "polish", "shelf"]

SAMPLE_RATE = 48_000
TAIL = 0.15
"""Seconds added at the end for the room to fade in."""

_BLOCK = 20 * SAMPLE_RATE
_BEFORE = int(0.8 * SAMPLE_RATE)  # run-in: filters, compressor and room settle within it
_ROOM_LEVEL = 0.05

Signal = NDArray[np.float64]


def peaking(frequency: float, gain_db: float, q: float) -> NDArray[np.float64]:
    """A bell as one second-order section (R. Bristow-Johnson, Audio EQ Cookbook)."""
    a = 10 ** (gain_db / 40)
    w = 2 * np.pi * frequency / SAMPLE_RATE
    alpha = np.sin(w) / (2 * q)
    section = [1 + alpha * a, -2 * np.cos(w), 1 - alpha * a]
    section += [1 + alpha / a, -2 * np.cos(w), 1 - alpha / a]
    return np.array([section]) / section[3]


def shelf(frequency: float, gain_db: float, high: bool) -> NDArray[np.float64]:
    """A shelf of slope 1 as one second-order section (same source)."""
    a = 10 ** (gain_db / 40)
    w = 2 * np.pi * frequency / SAMPLE_RATE
    k = 1 if high else -1
    c = k * np.cos(w)
    r = np.sqrt(a) * np.sqrt(2) * np.sin(w)
    b = [a * (a + 1 + (a - 1) * c + r), -2 * k * a * (a - 1 + (a + 1) * c)]
    b += [a * (a + 1 + (a - 1) * c - r)]
    d = [a + 1 - (a - 1) * c + r, 2 * k * (a - 1 - (a + 1) * c), a + 1 - (a - 1) * c - r]
    return np.array([b + d]) / d[0]


@cache
def _tone() -> NDArray[np.float64]:
    """Rumble out, a little chest, less box, less of espeak-ng's edge and hiss."""
    from scipy.signal import butter

    return np.vstack(
        [
            np.asarray(butter(2, 75, "high", fs=SAMPLE_RATE, output="sos")),
            shelf(220, 2.5, high=False),
            peaking(420, -2.0, 1.2),
            peaking(3200, -4.0, 0.9),
            shelf(6500, -4.0, high=True),
        ]
    )


@cache
def _sibilance() -> NDArray[np.float64]:
    from scipy.signal import butter

    return np.asarray(butter(2, [4800, 9000], "band", fs=SAMPLE_RATE, output="sos"))


@cache
def _room() -> Signal:
    """Impulse response of a small soft room, 0.28 s, unit energy."""
    from scipy.signal import butter, sosfilt

    n = int(0.28 * SAMPLE_RATE)
    response = np.random.default_rng(7).standard_normal(n)
    response *= np.exp(-np.arange(n) / SAMPLE_RATE * 22)
    response[: int(0.008 * SAMPLE_RATE)] = 0
    band = butter(2, [250, 5000], "band", fs=SAMPLE_RATE, output="sos")
    response = np.asarray(sosfilt(band, response))
    return response / np.sqrt((response**2).sum())


def _envelope(x: Signal, attack: float, release: float) -> Signal:
    """Peak envelope ``[n]``, followed in steps of 2 ms; attack and release in seconds."""
    step = int(0.002 * SAMPLE_RATE)
    padded = np.append(np.abs(x), np.zeros(-len(x) % step))
    peaks = padded.reshape(-1, step).max(axis=1)
    rise, fall = np.exp(-0.002 / attack), np.exp(-0.002 / release)
    level, levels = 0.0, np.empty(len(peaks))
    for index, peak in enumerate(peaks.tolist()):
        keep = rise if peak > level else fall
        level = keep * level + (1 - keep) * peak
        levels[index] = level
    return np.interp(np.arange(len(x)), (np.arange(len(peaks)) + 0.5) * step, levels)


def _dressed(x: Signal) -> Signal:
    """One stretch of sound through the whole chain; nothing looks further back than 0.8 s."""
    from scipy.signal import oaconvolve, sosfilt

    x = np.asarray(sosfilt(_tone(), x))
    hiss = np.asarray(sosfilt(_sibilance(), x))
    x = x - hiss * (1 - np.minimum(1, 0.04 / np.maximum(_envelope(hiss, 0.001, 0.04), 1e-6)))
    level = np.maximum(_envelope(x, 0.004, 0.09), 1e-6)
    threshold, ratio = 0.12, 2.5
    x = x * np.minimum(1, (level / threshold) ** (1 / ratio - 1))
    return x + _ROOM_LEVEL * oaconvolve(x, _room())[: len(x)]


def polish(pcm: NDArray[np.float32], sample_rate: int, lufs: float = -16.0) -> NDArray[np.float32]:
    """A dry voice made ready to publish.

    Args:
        pcm: Mono ``[n]`` within ±1.
        sample_rate: Hz.
        lufs: Integrated loudness of the result; its true peak stays at or under −1.5 dBTP.

    Returns:
        Mono float32 at 48 kHz, :data:`TAIL` seconds longer than what went in.
    """
    from math import gcd

    from scipy.signal import resample_poly

    common = gcd(SAMPLE_RATE, sample_rate)
    dry = np.asarray(resample_poly(pcm, SAMPLE_RATE // common, sample_rate // common), np.float32)
    dry = np.append(dry, np.zeros(int(TAIL * SAMPLE_RATE), np.float32))
    result = np.empty_like(dry)
    for start in range(0, len(dry), _BLOCK):
        first = max(0, start - _BEFORE)
        wet = _dressed(dry[first : start + _BLOCK].astype(np.float64))
        result[start : start + _BLOCK] = wet[start - first :]
    return normalise(result, SAMPLE_RATE, lufs, ceiling_db=-1.5)
