"""A long mix brought to its loudness under a ceiling, in blocks.

The same as :func:`pipelines.media.loudness.normalise`, for sound too long to be held: one reading
finds peaks and loudness, gain and limiter are set against each other on those, a second reading
writes. What was written is measured, and written again where it missed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.media.loudness import STEP, LoudnessMeter, gated, limiting_gain, step_peaks
from pipelines.media.sound_track import BLOCK, RATE, Track, blocks
from pipelines.media.wav import Samples, WavWriter

__all__ = ["Mastered", "Material", "master"]

_PARTS = 20  # of 0.1 s: loudness under the limiter is reckoned on 5 ms
_PART = RATE // 10 // _PARTS
_MARGIN_DB = 0.05
_SPARE_DB = 6.0
_NEAR_LU = 0.1
_TURNS = 3
_CHUNK = 1 << 17  # limiter steps at once
_RUN_IN = RATE // STEP  # limiter steps: a release from 90 dB
_OVERLAP = 64
_MOST_DB = 90.0

Steps = NDArray[np.float32]


@dataclass
class Material:
    """What mastering has to know of a mix: feed it every block in order.

    ``peaks``: dB by 4× oversampling per 16 samples; the meter: K-weighted power per 5 ms.
    """

    track: Track
    meter: LoudnessMeter = field(init=False)
    _peaks: list[Steps] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.meter = LoudnessMeter(RATE, self.track.channels, parts=_PARTS)

    def add(self, block: Samples) -> None:
        """Write a block (whole limiter steps, but for the last) behind the track, and measure."""
        self.track.append(block)
        self.meter.add(block)

    def peaks(self, floor_db: float, told: Callable[[float], None]) -> Steps:
        """True peak of every limiter step, dB, ``[ceil(n / 16)]``; exact from the floor on."""
        floor = 10 ** (floor_db / 20)
        found = np.full(-(-self.track.length // STEP), -180.0, np.float32)
        for start, count in blocks(self.track.length):
            # Whole steps before, so that the steps of the part are the steps of the whole.
            first = max(0, start - _OVERLAP)
            part = step_peaks(self.track.read(first, count + start - first + _OVERLAP), floor)
            at = (start - first) // STEP
            here = part[at : at + -(-count // STEP)]
            found[start // STEP : start // STEP + len(here)] = 20 * np.log10(np.maximum(here, 1e-9))
            told(start / self.track.length)
        return found


@dataclass(frozen=True)
class Mastered:
    """What came out: loudness in LUFS and true peak in dBTP as measured, and the gain in dB."""

    loudness: float
    true_peak: float
    gain_db: float


def master(
    material: Material,
    out: Path,
    lufs: float,
    ceiling_db: float,
    told: Callable[[float], None] = lambda _: None,
) -> Mastered:
    """Write the mix as 16-bit WAV at its loudness.

    Args:
        material: The mix, all blocks added.
        out: File to write.
        lufs: Wanted integrated loudness.
        ceiling_db: Highest true peak, dBTP.
        told: Hears how far it is, 0–1; may raise to stop it.

    Returns:
        Measures of what was written. Sound that is nothing but clicks comes as near as the
        limiter lets it; silence stays silence, at ``-inf``.
    """
    loudness = material.meter.loudness()
    if not np.isfinite(loudness):
        return _written(material.track, out, None, 0.0, told)
    # The limiter may ask for some more gain than the loudness alone.
    lowest = ceiling_db - (lufs - loudness) - _SPARE_DB
    peaks = material.peaks(lowest, lambda done: told(0.4 * done))
    wanted, trim_db = lufs, 0.0
    for turn in range(1, _TURNS + 1):
        gain_db = _balanced(material, peaks, wanted, ceiling_db - _MARGIN_DB - trim_db)
        limiter = _Limiter(peaks, gain_db, ceiling_db - _MARGIN_DB - trim_db)
        begun = 0.4 + 0.6 * (turn - 1) / turn
        made = _written(
            material.track, out, limiter, gain_db, lambda done, b=begun: told(b + (1 - b) * done)
        )
        over, missing = made.true_peak - ceiling_db, lufs - made.loudness
        near = abs(missing) <= 2 * _NEAR_LU or gain_db >= _MOST_DB
        if (over <= 0 and near) or turn == _TURNS:
            return made
        trim_db += max(0.0, over + 0.02)
        wanted += missing  # what was reckoned with was off by this
    raise AssertionError("the last turn returns")


def _balanced(material: Material, peaks: Steps, lufs: float, ceiling_db: float) -> float:
    """The gain, dB, that with the limiter behind it gives the loudness."""
    powers = material.meter.powers
    gain_db = lufs - material.meter.loudness()
    if len(powers) < 4 * _PARTS:  # too short to be reckoned on: what was written will tell
        return gain_db
    highest = float(peaks.max(initial=-180.0))
    for _ in range(12):
        if highest + gain_db <= ceiling_db:
            break
        held = _held_loudness(powers, peaks, gain_db, ceiling_db)
        missing = lufs - held
        if abs(missing) <= 0.02:
            break
        gain_db = min(_MOST_DB, gain_db + missing * 1.3)  # the limiter takes more of more
    return gain_db


def _held_loudness(
    powers: NDArray[np.float64], peaks: Steps, gain_db: float, ceiling_db: float
) -> float:
    limiter = _Limiter(peaks, gain_db, ceiling_db)
    ratio = _PART // STEP
    held = powers.copy()
    for start in range(0, len(powers), _CHUNK // ratio):
        count = min(_CHUNK // ratio, len(powers) - start)
        gain = limiter.steps(start * ratio, count * ratio)
        held[start : start + count] *= np.square(gain).reshape(-1, ratio).mean(axis=1)
    whole = len(held) // _PARTS * _PARTS
    return gated(held[:whole].reshape(-1, _PARTS).mean(axis=1))


class _Limiter:
    """Gain per limiter step, the mastering's own gain in it, for any stretch of the mix."""

    def __init__(self, peaks: Steps, gain_db: float, ceiling_db: float) -> None:
        self._peaks, self._gain_db, self._ceiling_db = peaks, gain_db, ceiling_db
        self.limits = bool(len(peaks)) and float(peaks.max()) + gain_db > ceiling_db

    def steps(self, first: int, count: int) -> Steps:
        """Gain of ``count`` steps; what lies around them is taken into account."""
        plain = np.float32(10 ** (self._gain_db / 20))
        if not self.limits:
            return np.full(count, plain, np.float32)
        begin, end = max(0, first - _RUN_IN), min(len(self._peaks), first + count + 64)
        over = np.maximum(self._peaks[begin:end] + self._gain_db - self._ceiling_db, 0)
        gain = limiting_gain(over.astype(np.float32), RATE, False) * plain
        gain = gain[first - begin : first - begin + count]
        return np.pad(gain, (0, count - len(gain)), mode="edge")

    def samples(self, start: int, count: int) -> Steps:
        """Gain ``[count]`` from a sample on, between the steps' middles."""
        first = max(0, start // STEP - 1)
        steps = self.steps(first, -(-count // STEP) + 3)
        middles = (first + np.arange(len(steps)) + 0.5) * STEP
        return np.interp(np.arange(start, start + count), middles, steps).astype(np.float32)


def _written(
    track: Track, out: Path, limiter: _Limiter | None, gain_db: float, told: Callable[[float], None]
) -> Mastered:
    """Write the track under a gain, and measure what 16 bits hold of it."""
    meter = LoudnessMeter(RATE, track.channels)
    highest = 0.0
    before = np.zeros((0, track.channels), np.float32)
    with WavWriter(out, RATE, track.channels) as writer:
        for start, count in blocks(track.length, BLOCK):
            block = track.read(start, count)
            if limiter is not None:
                block *= limiter.samples(start, count)[:, None]
            block = np.clip(np.rint(block * 32768), -32768, 32767).astype(np.float32) / 32768
            writer.write(block)
            meter.add(block)
            joined = np.concatenate([before, block])
            steps = step_peaks(joined, highest)  # only what could be higher still
            # Nothing stood before and behind the outer ones; they come again with the next block.
            last = len(steps) - (_OVERLAP // STEP if start + count < track.length else 0)
            highest = max(highest, float(steps[len(before) // STEP // 2 : last].max(initial=0.0)))
            before = joined[-2 * _OVERLAP :]
            told(start / track.length)
    peak = 20 * float(np.log10(highest)) if highest > 0 else float("-inf")
    return Mastered(meter.loudness(), peak, gain_db)
