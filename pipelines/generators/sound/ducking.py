"""How far music goes down while somebody speaks: a curve without a corner to be heard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.media.sound_track import RATE
from pipelines.media.wav import Samples

__all__ = ["STEP", "activity", "depth", "interpolated", "powers"]

STEP = RATE // 100
"""Samples between two values of the curve: 10 ms."""

_AHEAD_S = 0.25  # the music is down this long before the voice comes
_HOLD_S = 0.55  # and stays down across the gaps between words
_BREATH_S = 1.5  # coming up for less than this would be pumping
_ATTACK_S = 0.3
_RELEASE_S = 1.1
_GATE_DB = -32.0  # below the voice's own level nothing counts as voice

Curve = NDArray[np.float32]


def powers(block: Samples) -> Curve:
    """Mean power of each 10 ms of ``[n]``; a part at the end counts as whole."""
    padded = np.pad(block, (0, -len(block) % STEP))
    return np.square(padded.reshape(-1, STEP)).mean(axis=1)


def activity(power: Curve) -> NDArray[np.bool_]:
    """Where there is voice, from its powers: within 32 dB of the level of its louder half."""
    spoken = power[power > 0]
    if not len(spoken):
        return np.zeros(len(power), bool)
    level = float(np.mean(np.sort(spoken)[len(spoken) // 2 :]))
    return power > level * 10 ** (_GATE_DB / 10)


def depth(active: NDArray[np.bool_]) -> Curve:
    """0 (nobody speaks) to 1 per 10 ms: down before the voice comes, back up softly after it."""
    if not active.any():
        return np.zeros(len(active), np.float32)
    ahead, hold = round(_AHEAD_S * 100), round(_HOLD_S * 100)
    breath = round(_BREATH_S * 100)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
    down = np.zeros(len(active), bool)
    last = -len(active) - breath
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        begin = last if start - last <= breath else max(0, start - ahead)
        down[begin : end + hold] = True
        last = end
    return _eased(down, round(_ATTACK_S * 100), round(_RELEASE_S * 100))


def _eased(active: NDArray[np.bool_], attack: int, release: int) -> Curve:
    """Raised-cosine slopes before and behind: ``attack`` and ``release`` steps long.

    Linear slopes first (the distance to the nearest active step), then bent.
    """
    steps = np.arange(len(active), dtype=np.float32)
    last = np.maximum.accumulate(np.where(active, steps, -np.inf))
    following = np.minimum.accumulate(np.where(active, steps, np.inf)[::-1])[::-1]
    falling = 1 - (steps - last) / max(1, release)
    rising = 1 - (following - steps) / max(1, attack)
    linear = np.clip(np.maximum(falling, rising), 0, 1)
    return ((1 - np.cos(np.pi * linear)) / 2).astype(np.float32)


def interpolated(curve: Curve, start: int, count: int) -> Curve:
    """The curve per sample, ``[count]`` from a sample on."""
    middles_from = max(0, start // STEP - 1)
    part = curve[middles_from : (start + count) // STEP + 2]
    middles = (middles_from + np.arange(len(part)) + 0.5) * STEP
    return np.interp(np.arange(start, start + count), middles, part).astype(np.float32)
