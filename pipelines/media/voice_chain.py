"""The voice channel of a mixing desk, gently: rumble out, tone, sibilants and jumps in level down.

Meant for any voice, a person's recording as well as a synthetic one that was polished before, so
every stage does little: it takes what stands out rather than making a sound of its own. Works on
blocks and remembers where it was, so that an hour needs no more memory than a word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.media.voice_polish import SAMPLE_RATE, peaking, shelf
from pipelines.media.wav import Samples

__all__ = ["STEP", "VoiceChain"]

STEP = 96
"""Samples (2 ms) between two values of the gains; every block but the last is a multiple of it."""

_RUMBLE_HZ = 70.0
_SIBILANTS_HZ = (5000.0, 10_000.0)
_SIBILANT_LEVEL = 0.035  # peak level at −20 LUFS from which sibilants are taken down …
_SIBILANT_MOST = 0.5  # … to no less than this part of them
_LEVEL = 0.16  # peak level at −20 LUFS from which the compressor works
_RATIO = 2.0

Signal = NDArray[np.float64]


class VoiceChain:
    """One voice through the channel.

    Args:
        gain: Brings the voice to about −20 LUFS (as mono), which the thresholds are meant for.
    """

    def __init__(self, gain: float) -> None:
        from scipy.signal import butter

        rumble = np.asarray(butter(2, _RUMBLE_HZ, "high", fs=SAMPLE_RATE, output="sos"))
        tone = [rumble, peaking(330, -1.5, 0.9), peaking(3600, 1.0, 0.7), shelf(9000, 0.5, True)]
        self._gain = gain
        self._tone = np.vstack(tone)
        self._band = np.asarray(butter(2, _SIBILANTS_HZ, "band", fs=SAMPLE_RATE, output="sos"))
        self._tone_state = np.zeros((len(self._tone), 2))
        self._band_state = np.zeros((len(self._band), 2))
        self._sibilants = _Follower(0.001, 0.035)
        self._level = _Follower(0.005, 0.13)
        self._gains = [1.0, 1.0]

    def process(self, block: Samples) -> Samples:
        """Go on with mono ``[n]``; the same length comes back, without delay."""
        from scipy.signal import sosfilt

        x = block.astype(np.float64) * self._gain
        x, self._tone_state = sosfilt(self._tone, x, zi=self._tone_state)
        hiss, self._band_state = sosfilt(self._band, x, zi=self._band_state)
        loud = np.maximum(self._sibilants.levels(hiss), 1e-9)
        keep = np.clip(_SIBILANT_LEVEL / loud, _SIBILANT_MOST, 1)
        x = x - hiss * (1 - self._curve(0, keep, len(x)))
        level = np.maximum(self._level.levels(x), 1e-9)
        x *= self._curve(1, np.minimum(1, (level / _LEVEL) ** (1 / _RATIO - 1)), len(x))
        return x.astype(np.float32)

    def _curve(self, which: int, gains: Signal, length: int) -> Signal:
        """Gain per sample: from one step's to the next's in a straight line."""
        edges = np.arange(len(gains) + 1) * STEP
        curve = np.interp(np.arange(length), edges, np.append(self._gains[which], gains))
        self._gains[which] = float(gains[-1]) if len(gains) else self._gains[which]
        return curve


class _Follower:
    """Peak envelope in steps of 2 ms; attack and release in seconds."""

    def __init__(self, attack: float, release: float) -> None:
        self._rise, self._fall = np.exp(-0.002 / attack), np.exp(-0.002 / release)
        self._level = 0.0

    def levels(self, x: Signal) -> Signal:
        padded = np.append(np.abs(x), np.zeros(-len(x) % STEP))
        peaks = padded.reshape(-1, STEP).max(axis=1)
        level, levels = self._level, np.empty(len(peaks))
        for index, peak in enumerate(peaks.tolist()):
            keep = self._rise if peak > level else self._fall
            level = keep * level + (1 - keep) * peak
            levels[index] = level
        self._level = level
        return levels
