"""What is heard in footage: phrases, silences, loudness, and how a phrase begins to sound."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.media.footage_running import run_telling
from pipelines.media.voice_activity import SpeechSegment, pauses, speech_segments
from pipelines.media.warping import features

__all__ = [
    "QUIETEST",
    "Heard",
    "HeardPhrase",
    "extract_voice",
    "fingerprint",
    "likeness",
    "listen",
]

RATE = 16_000
QUIETEST = -90.0
"""dB below full scale that silence is told as."""

_CHUNK = 600 * RATE
"""Samples judged at once, so that hours of sound need little memory."""
_BREATH = 0.3
"""Seconds of silence that part two phrases."""
_PAD = 0.05
_BEGINNING = 1.6
"""Seconds of a phrase that its fingerprint tells of."""
_CEPSTRA, _EVERY = 12, 4
_SCALE = 32.0
_HOPELESS = 0.2

Sound = NDArray[np.float32]
Print = NDArray[np.float32]


@dataclass(frozen=True)
class HeardPhrase:
    """Said in one breath, seconds of the sound; ``level`` in dB below full scale."""

    start: float
    end: float
    level: float
    fingerprint: str


@dataclass(frozen=True)
class Heard:
    """All that is heard: phrases and silences in order, loudness of each second in dBFS."""

    phrases: tuple[HeardPhrase, ...]
    silences: tuple[tuple[float, float], ...]
    loudness: tuple[float, ...]


def extract_voice(
    source: Path, start: float, seconds: float, file: Path, tell: Callable[[float], None]
) -> None:
    """Write a part's sound as raw 16-bit mono at 16 kHz; its time 0 is ``start``."""
    run_telling(
        [
            *(("-ss", f"{start:.6f}") if start else ()),
            *("-t", f"{seconds:.6f}", "-i", source, "-map", "0:a:0", "-vn"),
            *("-af", f"aresample={RATE}:async=1:first_pts=0", "-ac", "1", "-f", "s16le", file),
        ],
        f"reading the sound of {source.name}",
        seconds,
        tell,
    )


def listen(file: Path) -> Heard:
    """Find phrases and silences in a file of :func:`extract_voice`."""
    if file.stat().st_size < 2:
        return Heard((), (), ())
    samples = np.memmap(file, np.int16, "r")
    segments = _segments(samples)
    phrases = tuple(
        HeardPhrase(s.start, s.end, s.level_db, fingerprint(_beginning(samples, s)))
        for s in segments
    )
    silences = pauses(segments, len(samples) / RATE, _BREATH)
    return Heard(phrases, silences, _loudness(samples))


def _float(samples: NDArray[np.int16]) -> Sound:
    return samples.astype(np.float32) / 32768


def _segments(samples: NDArray[np.int16]) -> tuple[SpeechSegment, ...]:
    """Speech, chunk by chunk; what goes on across a chunk's edge is one phrase."""
    found: list[SpeechSegment] = []
    for at in range(0, len(samples), _CHUNK):
        part = _float(samples[at : at + _CHUNK])
        here = speech_segments(part, RATE, pad_s=_PAD, join_s=_BREATH)
        for one in here:
            start, end = one.start + at / RATE, one.end + at / RATE
            if found and start - found[-1].end < _BREATH - 2 * _PAD:
                found[-1] = SpeechSegment(found[-1].start, end, one.level_db)
            else:
                found.append(SpeechSegment(start, end, one.level_db))
    return tuple(found)


def _beginning(samples: NDArray[np.int16], segment: SpeechSegment) -> Sound:
    first = round(segment.start * RATE)
    last = min(round(segment.end * RATE), first + round(_BEGINNING * RATE))
    return _float(samples[first:last])


def _loudness(samples: NDArray[np.int16]) -> tuple[float, ...]:
    levels: list[float] = []
    for at in range(0, len(samples), RATE):
        power = float(np.square(_float(samples[at : at + RATE])).mean())
        levels.append(max(QUIETEST, 10 * float(np.log10(max(power, 1e-9)))))
    return tuple(levels)


def fingerprint(beginning: Sound) -> str:
    """How a phrase begins to sound: cepstra every 40 ms as short text; ``""`` under 0.4 s."""
    if len(beginning) < 0.4 * RATE:
        return ""
    cepstra = features(beginning)[::_EVERY, :_CEPSTRA]
    return base64.b85encode(
        np.clip(np.rint(cepstra * _SCALE), -127, 127).astype(np.int8).tobytes()
    ).decode("ascii")


def _print(text: str) -> Print:
    raw = np.frombuffer(base64.b85decode(text), np.int8).reshape(-1, _CEPSTRA)
    return raw.astype(np.float32) / _SCALE


def likeness(one: str, other: str) -> float:
    """How much two phrases begin alike, 0–1: the same words of one speaker 0.85, others below 0.7.

    The mean cosine along the best warping of both beginnings; either may have more after it.
    """
    if not one or not other:
        return 0.0
    a, b = _print(one), _print(other)
    if min(len(a), len(b)) < 0.6 * max(len(a), len(b)):
        b, a = (a, b[: len(a) + 8]) if len(a) < len(b) else (b, a[: len(b) + 8])
    a_unit = a / (np.linalg.norm(a, axis=1, keepdims=True) + 1e-6)
    b_unit = b / (np.linalg.norm(b, axis=1, keepdims=True) + 1e-6)
    similar = a_unit @ b_unit.T
    straight = max(float(np.diagonal(similar, offset).mean()) for offset in range(-3, 4))
    if straight < _HOPELESS:
        return max(0.0, straight)  # no warping mends that; a talk has thousands of such pairs
    return float(np.clip(_best_mean(similar), 0, 1))


def _best_mean(similar: NDArray[np.float32]) -> float:
    """The best mean over monotone ways from the corner to the far edges, near the diagonal.

    All cells of an anti-diagonal depend on earlier ones only, so each is worked out at once.
    """
    n, m = similar.shape
    band = max(6, round(0.25 * max(n, m)))
    cost = np.full((n + 1, m + 1), np.inf)
    steps = np.zeros((n + 1, m + 1))
    cost[0, 0] = 0
    for diagonal in range(n + m - 1):
        i = np.arange(max(0, diagonal - m + 1), min(n, diagonal + 1))
        i = i[np.abs((diagonal - i) - i * m / n) <= band]
        j = diagonal - i
        ways = np.stack([cost[i, j], cost[i, j + 1], cost[i + 1, j]])
        lengths = np.stack([steps[i, j], steps[i, j + 1], steps[i + 1, j]])
        best, each = ways.argmin(axis=0), np.arange(len(i))
        cost[i + 1, j + 1] = ways[best, each] + 1 - similar[i, j]
        steps[i + 1, j + 1] = lengths[best, each] + 1
    least = max(3, int(0.75 * min(n, m)))
    ends = np.concatenate([cost[n, least:], cost[least:, m]])
    lengths = np.concatenate([steps[n, least:], steps[least:, m]])
    reached = np.isfinite(ends) & (lengths > 0)
    return float((1 - ends[reached] / lengths[reached]).max(initial=0.0))
