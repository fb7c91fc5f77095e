"""Which moment of one recording is which moment of another: MFCC and dynamic time warping."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEATURE_RATE", "HOP", "Path", "features", "warp"]

FEATURE_RATE = 16_000
"""Hz the sound must have."""

HOP = 160
"""Samples between two frames: 10 ms."""

_WINDOW, _FFT, _BANDS, _CEPSTRA = 400, 512, 26, 13
_SKIPPED = 0.3  # of the distance between two frames that have nothing in common


@cache
def _mel_filters() -> NDArray[np.float64]:
    """Triangular filters, ``[bands, bins]``, 100–7600 Hz, on O'Shaughnessy's mel scale."""
    low, high = (2595 * np.log10(1 + f / 700) for f in (100.0, 7600.0))
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    bins = np.arange(_FFT // 2 + 1) * FEATURE_RATE / _FFT
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    return np.maximum(0, np.minimum(rising, falling))


def features(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cepstra and their slopes, normalised over the recording, ``[frames, 26]``.

    Args:
        audio: Mono ``[n]`` at 16 kHz. Frame ``i`` is centred on sample ``160 i``.
    """
    from scipy.fft import dct

    x = np.append(audio[:1], audio[1:] - 0.97 * audio[:-1]).astype(np.float64)
    x /= max(1e-9, float(np.abs(x).max(initial=0.0)))
    frames = 1 + len(x) // HOP
    x = np.pad(x, (_WINDOW // 2, _WINDOW))
    windows = np.lib.stride_tricks.sliding_window_view(x, _WINDOW)[::HOP][:frames]
    power = np.abs(np.fft.rfft(windows * np.hamming(_WINDOW), _FFT)) ** 2
    energy = np.log(power @ _mel_filters().T + 1e-7)
    energy = np.maximum(energy, energy.max() - 12)  # below that is the room, not the voice
    cepstra = np.asarray(dct(energy, norm="ortho", axis=1))[:, :_CEPSTRA]
    cepstra = (cepstra - cepstra.mean(axis=0)) / (cepstra.std(axis=0) + 1e-6)
    cepstra[:, 0] *= 1.5
    slopes = np.gradient(cepstra, axis=0) if frames > 1 else np.zeros_like(cepstra)
    slopes /= slopes.std(axis=0) + 1e-6
    return np.hstack([cepstra, 0.7 * slopes]).astype(np.float32)


@dataclass(frozen=True)
class Path:
    """Per reference frame the first and the last frame of the target that it became."""

    first: NDArray[np.float64]
    last: NDArray[np.float64]

    def start(self, frame: float) -> float:
        """Where something begins that begins at that reference frame: after a pause there."""
        pause = self._pause_near(frame)
        if pause is not None:
            return float(self.last[pause])
        return float(np.interp(frame, np.arange(len(self.last)), self.last))

    def end(self, frame: float) -> float:
        """Where something ends that ends at that reference frame: before a pause there."""
        pause = self._pause_near(frame)
        if pause is not None:
            return float(self.first[pause])
        return float(np.interp(frame, np.arange(len(self.first)), self.first))

    def _pause_near(self, frame: float) -> int | None:
        """The frame within 50 ms that became more than 150 ms: the speaker waited there."""
        low = int(np.clip(round(frame) - 5, 0, len(self.first) - 1))
        high = int(np.clip(round(frame) + 6, low + 1, len(self.first)))
        length = self.last[low:high] - self.first[low:high]
        longest = int(length.argmax())
        return low + longest if length[longest] > 15 else None


def warp(reference: NDArray[np.float32], target: NDArray[np.float32], free: int = 0) -> Path:
    """The cheapest monotone way through both.

    Args:
        reference: Features ``[n, d]``.
        target: Features ``[m, d]``.
        free: Frames at either end of the target that may stay without a partner. Each costs a
            little, or else a hard beginning would be skipped rather than matched.
    """
    from scipy.spatial.distance import cdist

    distance = cdist(reference, target, "cosine").astype(np.float32)
    n, m = distance.shape
    free = min(free, max(0, m - 2))
    total = np.full((n + 1, m + 1), np.inf, dtype=np.float32)
    total[0, : free + 1] = _SKIPPED * np.arange(free + 1)
    steps = np.zeros((n, m), dtype=np.int8)
    for diagonal in range(n + m - 1):  # all cells of an anti-diagonal depend on earlier ones only
        i = np.arange(max(0, diagonal - m + 1), min(n, diagonal + 1))
        j = diagonal - i
        here = distance[i, j]
        ways = np.stack(
            [total[i, j] + here, total[i, j + 1] + 1.1 * here, total[i + 1, j] + 1.1 * here]
        )
        best = ways.argmin(axis=0)
        steps[i, j] = best
        total[i + 1, j + 1] = ways[best, np.arange(len(i))]
    left_over = total[n, m - free :] + _SKIPPED * np.arange(free, -1, -1)
    return _walk_back(steps, m - 1 - free + int(left_over.argmin()))


def _walk_back(steps: NDArray[np.int8], end: int) -> Path:
    n = len(steps)
    first, last = np.full(n, np.inf), np.zeros(n)
    i, j = n - 1, end
    while i >= 0 and j >= 0:
        first[i], last[i] = min(first[i], j), max(last[i], j)
        step = steps[i, j]
        i, j = i - (step != 2), j - (step != 1)
    first[np.isinf(first)] = 0
    return Path(first, last)
