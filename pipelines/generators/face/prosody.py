"""What the voice does: how loud, how high, which words are stressed, where phrases begin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Prosody", "phrases_of", "read_prosody", "smooth"]

Track = NDArray[np.float64]


@dataclass(frozen=True)
class Prosody:
    """Per frame: ``loudness`` 0–1, ``pitch`` in standard deviations, ``stress`` 0–1.

    ``phrases`` are (start, end) in seconds of the speech.
    """

    loudness: Track
    pitch: Track
    stress: Track
    phrases: tuple[tuple[float, float], ...]


def smooth(track: Track, sigma: float) -> Track:
    """Gaussian smoothing along a track, ``sigma`` in samples; the ends repeat."""
    if sigma < 0.2 or len(track) < 2:
        return track
    half = max(1, int(np.ceil(3 * sigma)))
    window = np.exp(-0.5 * (np.arange(-half, half + 1) / sigma) ** 2)
    window /= window.sum()
    return np.convolve(np.pad(track, half, mode="edge"), window, "valid")


def _blocks(times: Track) -> list[Track]:
    """The times in pieces, so that memory stays flat however long the speech is."""
    return [times[i : i + 512] for i in range(0, len(times), 512)]


def _windows(samples: Track, rate: int, centres: Track, seconds: float) -> Track:
    """``[len(centres), n]`` samples around each time; zeros outside of the sound."""
    size = max(8, int(seconds * rate))
    padded = np.concatenate([np.zeros(size), samples, np.zeros(size)])
    starts = np.clip(np.round(centres * rate).astype(int) - size // 2, -size, len(samples)) + size
    return padded[starts[:, None] + np.arange(size)]


def _pitch(windows: Track, rate: int) -> Track:
    """Fundamental frequency in log2 Hz by autocorrelation; NaN where there is no voice."""
    size = windows.shape[1]
    spectrum = np.abs(np.fft.rfft(windows - windows.mean(1, keepdims=True), 2 * size, axis=1)) ** 2
    correlation = np.fft.irfft(spectrum, axis=1)[:, :size]
    energy = correlation[:, :1] + 1e-12
    low, high = int(rate / 420), min(int(rate / 70), size - 1)
    # A window of finite length favours short lags; divide that out.
    fair = correlation / energy / (1 - np.arange(size) / size + 1e-3)
    lag = fair[:, low:high].argmax(1) + low
    voiced = (fair[np.arange(len(lag)), lag] > 0.5) & (energy[:, 0] / size > 1e-5)
    return np.where(voiced, np.log2(rate / lag), np.nan)


def phrases_of(loudness: Track, step: float, gap: float = 0.18) -> list[tuple[float, float]]:
    """Stretches of speech with no pause of ``gap`` seconds inside.

    Args:
        loudness: 0–1, from the first sample on.
        step: Seconds between two values.
    """
    loud = np.flatnonzero(loudness > 0.12)
    if not len(loud):
        return []
    breaks = np.flatnonzero(np.diff(loud) * step > gap)
    starts = loud[np.concatenate([[0], breaks + 1])]
    ends = loud[np.concatenate([breaks, [len(loud) - 1]])]
    return [(float(a * step), float((b + 1) * step)) for a, b in zip(starts, ends, strict=True)]


def read_prosody(samples: Track, rate: int, times: Track) -> Prosody:
    """Listen to a voice.

    Args:
        samples: Mono, ``[n]``.
        rate: Hz.
        times: Frame times in seconds of the speech, evenly spaced; may lie outside of it.
    """
    if rate > 12_000:  # pitch and loudness need no more, and it is three times as fast
        factor = rate // 8_000
        kept = len(samples) // factor * factor
        samples, rate = samples[:kept].reshape(-1, factor).mean(1), rate // factor
    step = 0.01
    fine = np.arange(0, max(len(samples) / rate, step), step)
    level = np.concatenate(
        [np.sqrt((_windows(samples, rate, at, 0.03) ** 2).mean(1)) for at in _blocks(fine)]
    )
    peak = max(float(np.percentile(level, 95)), 1e-5)
    level = np.clip(level / peak, 0, 1) ** 0.6
    level[level < 0.08] = 0.0

    loudness = np.interp(times, fine, smooth(level, 3), left=0.0, right=0.0)
    height = np.concatenate(
        [_pitch(_windows(samples, rate, at, 0.045), rate) for at in _blocks(times)]
    )
    known = ~np.isnan(height)
    if known.sum() > 2:
        centre = float(np.median(height[known]))
        spread = max(float(height[known].std()), 0.08)
        filled = np.interp(np.arange(len(height)), np.flatnonzero(known), height[known])
        pitch = np.clip((filled - centre) / spread, -2.5, 2.5) * np.clip(loudness * 3, 0, 1)
    else:
        pitch = np.zeros(len(times))
    frames_a_second = 1 / max(float(np.median(np.diff(times))), 1e-3) if len(times) > 1 else 30.0
    around = smooth(loudness, 0.45 * frames_a_second)
    stress = np.clip((smooth(loudness, 0.06 * frames_a_second) - around) * 2.2, 0, 1)
    return Prosody(
        loudness=loudness,
        pitch=smooth(pitch, 0.09 * frames_a_second),
        stress=smooth(stress, 0.05 * frames_a_second),
        phrases=tuple(phrases_of(level, step)),
    )
