"""Loudness and true peak, measured and set, after ITU-R BS.1770-4 and EBU R 128.

Sound is ``[n]`` or ``[n, channels]`` float32 with full scale at ±1. Mono is measured as one
channel, as ffmpeg's ``ebur128`` does: the same signal on two channels reads 3 LU more.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipelines.media.wav import Samples, as_channels

__all__ = [
    "STEP",
    "LoudnessMeter",
    "gated",
    "integrated",
    "limit",
    "limiting_gain",
    "normalise",
    "step_peaks",
    "true_peak_db",
]

_OVERSAMPLING = 4
_BLOCK = 1 << 18  # samples oversampled at once, so that an hour of sound needs little memory
_CELL = 2048  # samples: oversampled or not as one
_OVERLAP = 64  # samples: longer than half the interpolation filter
STEP = 16
"""Samples between two values of the limiter's gain."""
_SILENCE_LUFS = -70.0  # absolute gate of BS.1770


class LoudnessMeter:
    """Loudness of sound that comes block by block, so that an hour of it needs little memory.

    Args:
        sample_rate: Hz.
        channels: How many; all weigh the same, as left, right and centre do.
        parts: Pieces each 0.1 s is measured in (see :attr:`powers`).
    """

    def __init__(self, sample_rate: int, channels: int, *, parts: int = 1) -> None:
        from pyloudnorm.iirfilter import IIRfilter

        shelf = IIRfilter(4.0, 1 / np.sqrt(2), 1500.0, sample_rate, "high_shelf")
        high_pass = IIRfilter(0.0, 0.5, 38.0, sample_rate, "high_pass")
        self._sections = np.stack([np.concatenate([f.b, f.a]) for f in (shelf, high_pass)])
        self._state = np.zeros((2, channels, 2))
        self._parts, self._step = parts, round(0.1 * sample_rate) // parts
        self._sums: list[NDArray[np.float64]] = []
        self._rest = np.zeros(0)
        self._first: list[Samples] = []
        self._heard = 0
        self._rate, self._channels = sample_rate, channels

    def add(self, block: Samples) -> None:
        """Go on with ``[n]`` or ``[n, channels]``."""
        from scipy.signal import sosfilt

        channels = as_channels(block)
        if self._heard < 4 * self._parts * self._step:
            self._first.append(channels[: 4 * self._parts * self._step].copy())
        self._heard += len(channels)
        for start in range(0, len(channels), _BLOCK):
            part = channels[start : start + _BLOCK].T.astype(np.float64)
            weighted, self._state = sosfilt(self._sections, part, axis=1, zi=self._state)
            power = np.concatenate([self._rest, np.square(weighted).sum(axis=0)])
            whole = len(power) // self._step * self._step
            self._sums.append(power[:whole].reshape(-1, self._step).mean(axis=1))
            self._rest = power[whole:].copy()  # a view would hold on to the block

    @property
    def powers(self) -> NDArray[np.float64]:
        """K-weighted power of each 0.1 s (or part of it), channels added; the rest left out."""
        return np.concatenate(self._sums) if self._sums else np.zeros(0)

    def loudness(self) -> float:
        """Integrated loudness, LUFS; ``-inf`` for silence.

        Sound shorter than one gating block (0.4 s) is measured as if it were repeated.
        """
        if self._heard and self._heard < 4 * self._parts * self._step:
            once = np.concatenate(self._first)
            again = LoudnessMeter(self._rate, self._channels)
            again.add(np.tile(once, (-(-4 * self._parts * self._step // len(once)), 1)))
            return again.loudness()
        powers = self.powers
        whole = len(powers) // self._parts * self._parts
        return gated(powers[:whole].reshape(-1, self._parts).mean(axis=1))

    def loudest(self) -> float:
        """Loudness of the loudest 0.1 s, LUFS; what is shorter counts as padded with silence."""
        rest = self._rest.sum() / (self._step * self._parts)
        powers = self.powers
        padded = np.append(powers, np.zeros(-len(powers) % self._parts))
        top = float(padded.reshape(-1, self._parts).mean(axis=1).max(initial=rest))
        return -0.691 + 10 * float(np.log10(top)) if top > 0 else float("-inf")


def gated(powers: NDArray[np.float64]) -> float:
    """Integrated loudness, LUFS, from the K-weighted powers of 0.1 s steps (BS.1770-4, annex 1).

    Gating blocks are 0.4 s with 75 % overlap; ``-inf`` where none passes the absolute gate.
    """
    if len(powers) < 4:
        return float("-inf")
    blocks = np.convolve(powers, np.full(4, 0.25), "valid")
    for gate in (10 ** ((_SILENCE_LUFS + 0.691) / 10), 0.0):
        blocks = blocks[blocks > max(gate, 0.0 if gate else 0.1 * float(blocks.mean()))]
        if not len(blocks):
            return float("-inf")
    return -0.691 + 10 * float(np.log10(blocks.mean()))


def integrated(audio: Samples, sample_rate: int) -> float:
    """Integrated loudness of a whole sound, LUFS; ``-inf`` for silence. See `LoudnessMeter`."""
    meter = LoudnessMeter(sample_rate, as_channels(audio).shape[1])
    meter.add(audio)
    return meter.loudness()


def step_peaks(audio: Samples, floor: float = 0.0) -> NDArray[np.float32]:
    """The largest magnitude in each step of 16 samples by 4× oversampling, ``[ceil(n / 16)]``.

    Args:
        audio: ``[n]`` or ``[n, channels]``.
        floor: Where no sample comes within 6 dB of this, the samples' own peak will do: between
            them nothing reaches it. Saves most of the work in a hunt for the highest peak.
    """
    channels = as_channels(audio)
    peaks = np.zeros(-(-len(channels) // STEP), np.float32)
    for first, last in _loud_cells(channels, floor, peaks):
        for start in range(first, last, _BLOCK):
            _oversample(channels, start, min(last, start + _BLOCK), peaks)
    return peaks


def _loud_cells(
    channels: Samples, floor: float, peaks: NDArray[np.float32]
) -> list[tuple[int, int]]:
    """Stretches, in samples, that come near the floor; ``peaks`` gets what the samples say."""
    if floor <= 0:
        return [(0, len(channels))]
    if not len(channels):
        return []
    highest = np.abs(channels[:, 0])
    for channel in range(1, channels.shape[1]):
        highest = np.maximum(highest, np.abs(channels[:, channel]))
    peaks[:] = np.maximum.reduceat(highest, np.arange(0, len(highest), STEP))
    cells = np.maximum.reduceat(highest, np.arange(0, len(highest), _CELL)) > floor / 2
    near = np.pad(cells, 1)
    near = near[:-2] | near[1:-1] | near[2:]
    edges = np.flatnonzero(np.diff(np.pad(near.astype(np.int8), 1))) * _CELL
    return [
        (int(a), min(len(channels), int(b))) for a, b in zip(edges[::2], edges[1::2], strict=True)
    ]


@cache
def _interpolation() -> NDArray[np.float32]:
    """The low-pass that ``resample_poly`` would design anew each time."""
    half = 10 * _OVERSAMPLING
    taps = np.sinc(np.arange(-half, half + 1) / _OVERSAMPLING) * np.kaiser(2 * half + 1, 5.0)
    return (taps / taps.sum()).astype(np.float32)


def _oversample(channels: Samples, start: int, stop: int, peaks: NDArray[np.float32]) -> None:
    from scipy.signal import resample_poly

    first, last = max(0, start - _OVERLAP), min(len(channels), stop + _OVERLAP)
    edges = np.arange(0, (stop - start) * _OVERSAMPLING, STEP * _OVERSAMPLING)
    here = peaks[start // STEP : start // STEP + len(edges)]
    for channel in range(channels.shape[1]):
        part = np.ascontiguousarray(channels[first:last, channel], dtype=np.float32)
        fine = np.abs(resample_poly(part, _OVERSAMPLING, 1, window=_interpolation()))
        fine = fine[(start - first) * _OVERSAMPLING : (stop - first) * _OVERSAMPLING]
        np.maximum(here, np.maximum.reduceat(fine, edges), out=here)


def true_peak_db(audio: Samples, sample_rate: int) -> float:
    """True peak, dBTP, by 4× oversampling (BS.1770-4 annex 2); ``-inf`` for silence.

    ``sample_rate`` is part of the signature of every measure here; at 48 kHz and above the
    reading is within 0.6 dB of the analogue peak.
    """
    del sample_rate
    peak = float(step_peaks(audio).max(initial=0.0))
    return 20 * float(np.log10(peak)) if peak > 0 else float("-inf")


def limiting_gain(over: NDArray[np.float32], sample_rate: int, loop: bool) -> NDArray[np.float32]:
    """Gain per step that is down before each peak comes and lets go at 90 dB/s.

    ``over`` is how far each step stands above the ceiling, dB ≥ 0. Each stage keeps the
    reduction at or above that: widening by the look-ahead on both sides, a release that is linear
    in dB (so a running maximum does it), and a mean over no more than the widened part.
    """
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    mode = "wrap" if loop else "nearest"
    half = max(2, round(0.0025 * sample_rate / STEP))
    held = maximum_filter1d(over, 2 * half + 1, mode=mode)
    slope = np.arange(len(held), dtype=np.float64) * (90.0 * STEP / sample_rate)
    released = np.maximum.accumulate(held + slope) - slope
    if loop:  # the release of the end goes on at the beginning
        released = np.maximum(released, released[-1] - slope - slope[min(1, len(slope) - 1)])
    smooth = uniform_filter1d(released, 2 * half - 1, mode=mode)
    return (10 ** (-smooth / 20)).astype(np.float32)


def _hold(
    audio: Samples, peaks_db: NDArray[np.float32], sample_rate: int, ceiling_db: float, loop: bool
) -> Samples:
    """The sound under the gain that its peaks ask for."""
    over = np.maximum(peaks_db - ceiling_db, 0).astype(np.float32)
    if not over.any():
        return audio
    gain = limiting_gain(over, sample_rate, loop)
    gain = np.pad(gain, 1, mode="wrap" if loop else "edge")
    middles = (np.arange(len(gain)) - 0.5) * STEP
    channels = as_channels(audio)
    held = np.empty_like(channels, dtype=np.float32)
    for start in range(0, len(channels), _BLOCK):
        stop = min(len(channels), start + _BLOCK)
        curve = np.interp(np.arange(start, stop), middles, gain)
        held[start:stop] = channels[start:stop] * curve[:, None].astype(np.float32)
    return held.reshape(audio.shape)


def _peaks_db(audio: Samples) -> NDArray[np.float32]:
    return (20 * np.log10(np.maximum(step_peaks(audio), 1e-9))).astype(np.float32)


def limit(
    audio: Samples, sample_rate: int, ceiling_db: float = -1.0, *, loop: bool = False
) -> Samples:
    """Hold the true peak at or under a ceiling, by a look-ahead limiter.

    Args:
        audio: ``[n]`` or ``[n, channels]``; all channels get the same gain.
        sample_rate: Hz.
        ceiling_db: dBTP.
        loop: Whether the end is followed by the beginning; the gain then has no step there.

    Returns:
        A new array of the same shape; the input itself where nothing stands out.
    """
    peaks_db = _peaks_db(audio)
    if not (peaks_db > ceiling_db).any():
        return audio
    held = _hold(audio, peaks_db, sample_rate, ceiling_db - 0.05, loop)
    # The moving gain can itself add a hundredth of a dB between two samples.
    excess = true_peak_db(held, sample_rate) - ceiling_db
    return held if excess <= 0 else (held * np.float32(10 ** (-excess / 20) * 0.9999))


def normalise(
    audio: Samples,
    sample_rate: int,
    lufs: float = -14.0,
    ceiling_db: float = -1.0,
    *,
    loop: bool = False,
) -> Samples:
    """Bring sound to a loudness without its true peak passing a ceiling.

    Gain and limiter are set against each other until the loudness is within 0.1 LU, so that it
    holds even where the limiter has to take much away. Sound that is nothing but clicks cannot
    be made that loud; it comes as near as the limiter lets it.

    Args:
        audio: ``[n]`` or ``[n, channels]``.
        sample_rate: Hz.
        lufs: Wanted integrated loudness.
        ceiling_db: Highest true peak, dBTP.
        loop: See :func:`limit`.

    Returns:
        A new float32 array of the same shape; silence stays silence.
    """
    loudness = integrated(audio, sample_rate)
    if not np.isfinite(loudness):
        return audio.astype(np.float32, copy=True)
    peaks_db = _peaks_db(audio)
    gain_db, held = lufs - loudness, audio
    for _ in range(8):
        loud = (audio * np.float32(10 ** (gain_db / 20))).astype(np.float32)
        held = _hold(loud, peaks_db + gain_db, sample_rate, ceiling_db - 0.05, loop)
        if held is loud:  # nothing to limit: the gain alone is exact
            return loud
        missing = lufs - integrated(held, sample_rate)
        if abs(missing) <= 0.1:
            break
        gain_db += missing * 1.3  # what the limiter takes grows with the gain
    return limit(held, sample_rate, ceiling_db, loop=loop)
