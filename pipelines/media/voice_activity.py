"""Where somebody speaks in a recording: energy above the noise, and the spectrum of a voice.

What is steady (hum, hiss, a fan) is learned for each frequency from the recording's own quieter
moments, so that only what stands above it counts; what is sudden but has no voice in it (a knock,
a click, a rustle) is told by its flat spectrum. After the idea of minimum statistics (R. Martin,
IEEE Trans. Speech and Audio Processing 9, 2001) and spectral flatness (J. D. Johnston, 1988).
Music with a tune counts as a voice: nothing here tells singing from a violin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.media.wav import Samples, as_channels

__all__ = ["SpeechSegment", "pauses", "speech_segments"]

_RATE = 16_000
_HOP = 160  # 10 ms
_WINDOW = 512  # 32 ms
_BLOCK = 1200  # frames judged at once: 12 s …
_CONTEXT = 600  # … with 6 s around them to learn the noise from
_LOW_HZ, _HIGH_HZ = 150, 4000
_QUIET_DB = -78.0  # dBFS: what lies below is silence, whatever stands above the noise in it
_RANGE_DB = 45.0  # nothing further below the loudest speech is speech
_ON_DB, _OFF_DB = 5.0, 2.5  # mean level above the noise at which speech begins and ends
_PEAKY = 0.45  # flatness below which a frame has a voice in it; white noise reads 0.56
_VOICED_S = 0.05

Frames = NDArray[np.float32]


@dataclass(frozen=True)
class SpeechSegment:
    """Somebody speaks from ``start`` to ``end`` (seconds), at ``level_db`` (RMS, dBFS)."""

    start: float
    end: float
    level_db: float


def speech_segments(
    audio: Samples,
    rate: int,
    *,
    pad_s: float = 0.08,
    join_s: float = 0.25,
    shortest_s: float = 0.12,
) -> tuple[SpeechSegment, ...]:
    """Find where somebody speaks.

    Args:
        audio: ``[n]`` or ``[n, channels]``, full scale at ±1. Give an hour of it at 16 kHz mono,
            so that it is not held twice.
        rate: Hz.
        pad_s: Added on either side, as a word's soft beginning and end hide in the noise.
        join_s: Shorter gaps are part of the speech around them.
        shortest_s: What is shorter (before padding) is no speech.

    Returns:
        Segments in order, not overlapping, within the recording. None in silence, hum or noise.
    """
    mono = _prepared(audio, rate)
    if len(mono) < _WINDOW:
        return ()
    above, flat, level = _features(mono)
    loudest = float(np.percentile(level, 98))
    audible = (level > _QUIET_DB) & (level > loudest - _RANGE_DB)
    runs = _hysteresis(above * audible)
    voiced = (flat < _PEAKY) & (above > _ON_DB) & audible
    spoken = [
        (a, b)
        for a, b in _joined(runs, round(join_s * 100))
        if b - a >= shortest_s * 100 and voiced[a:b].sum() >= _VOICED_S * 100
    ]
    seconds = len(mono) / _RATE
    padded = [
        (max(0.0, a / 100 - pad_s), min(seconds, b / 100 + pad_s), _rms_db(level[a:b]))
        for a, b in spoken
    ]
    return tuple(SpeechSegment(*segment) for segment in _apart(padded))


def pauses(
    segments: tuple[SpeechSegment, ...], duration: float, shortest_s: float = 0.0
) -> tuple[tuple[float, float], ...]:
    """The gaps before, between and after segments that last at least ``shortest_s``, in seconds."""
    edges = [0.0, *(edge for s in segments for edge in (s.start, s.end)), duration]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple((a, b) for a, b in gaps if b - a > max(shortest_s, 1e-9))


def _prepared(audio: Samples, rate: int) -> Frames:
    """Mono, 16 kHz; made piece by piece, so that long sound is not held in double."""
    from math import gcd

    from scipy.signal import resample_poly

    channels = as_channels(audio)
    common = gcd(rate, _RATE)
    up, down = _RATE // common, rate // common
    block = down * 40_000
    margin = min(len(channels), down * 200)
    out = [np.zeros(0, np.float32)]
    for start in range(0, len(channels), block):
        first = max(0, start - margin)
        part = channels[first : start + block + margin].mean(axis=1)
        if rate != _RATE:
            part = np.asarray(resample_poly(part, up, down))
        at = (start - first) * up // down
        size = -(-min(block, len(channels) - start) * up // down)
        out.append(part[at : at + size].astype(np.float32))
    return np.concatenate(out)


def _features(mono: Frames) -> tuple[Frames, Frames, Frames]:
    """Per 10 ms: dB above the noise, spectral flatness of what stands above it, level in dBFS."""
    from numpy.lib.stride_tricks import sliding_window_view

    padded = np.pad(mono, _WINDOW // 2)
    frames = sliding_window_view(padded, _WINDOW)[::_HOP]
    window = np.hanning(_WINDOW).astype(np.float32)
    hertz = np.fft.rfftfreq(_WINDOW, 1 / _RATE)
    band = (hertz >= _LOW_HZ) & (hertz <= _HIGH_HZ)
    count = len(frames)
    above, flat, level = (np.zeros(count, np.float32) for _ in range(3))
    for start in range(0, count, _BLOCK):
        first, last = max(0, start - _CONTEXT), min(count, start + _BLOCK + _CONTEXT)
        power = np.abs(np.fft.rfft(frames[first:last] * window, axis=1))[:, band] ** 2
        power = power.astype(np.float32) / _WINDOW**2 * 10.7  # a full-scale sine sums to 1
        here = slice(start, min(count, start + _BLOCK))
        inside = slice(here.start - first, here.stop - first)
        parts = _judged(power, inside)
        for whole, part in zip((above, flat, level), parts, strict=True):
            whole[here] = part
    return above, flat, level


def _judged(power: Frames, inside: slice) -> tuple[Frames, Frames, Frames]:
    from scipy.ndimage import uniform_filter1d

    total = power.sum(axis=1)
    loud = 10 * np.log10(np.maximum(total, 1e-12))
    smooth = uniform_filter1d(uniform_filter1d(power, 5, axis=0), 3, axis=1)
    heard = smooth[loud > _QUIET_DB]
    floor = np.float32(10 ** (_QUIET_DB / 10) / power.shape[1])
    if len(heard) >= 20:
        # The quiet fifth of each frequency's moments, put right for smoothed noise: 1.4.
        noise = np.maximum(1.4 * np.percentile(heard, 15, axis=0).astype(np.float32), floor)
    else:
        noise = np.full(power.shape[1], floor, np.float32)
    ratio = smooth[inside] / noise
    above = 10 * np.log10(np.clip(ratio, 1, 1000)).mean(axis=1)
    standing = np.maximum(power[inside] - noise, 0.05 * noise)
    standing = uniform_filter1d(standing, 3, axis=0)
    flat = np.exp(np.log(standing).mean(axis=1)) / standing.mean(axis=1)
    return above.astype(np.float32), flat.astype(np.float32), loud[inside]


def _hysteresis(above: Frames) -> list[tuple[int, int]]:
    """Runs over the lower threshold that somewhere pass the upper one, ``[a, b)`` in frames."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (above > _OFF_DB).astype(np.int8), [0]])))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(a, b) for a, b in pairs if above[a:b].max() > _ON_DB]


def _joined(runs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in runs:
        if out and a - out[-1][1] <= gap:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _apart(segments: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Where padding makes two overlap, they meet in the middle."""
    out = list(segments)
    for index in range(1, len(out)):
        (a, b, one), (c, d, other) = out[index - 1], out[index]
        if b > c:
            middle = (b + c) / 2
            out[index - 1], out[index] = (a, middle, one), (middle, d, other)
    return out


def _rms_db(level: Frames) -> float:
    return float(10 * np.log10(np.mean(10 ** (level.astype(np.float64) / 10))))
