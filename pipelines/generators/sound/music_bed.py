"""Music as long as the video: looped or crossfaded, faded, and out of the voice's way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.generators.sound.ducking import Curve, interpolated
from pipelines.media.sound_track import RATE, Track
from pipelines.media.voice_polish import peaking
from pipelines.media.wav import Samples

__all__ = ["Bed", "BedPlan", "fades", "looped"]

_CROSSFADE_S = 1.5
_NO_ROUND_S = 0.5  # music that ends this little before the video is not begun again
_POCKET_HZ, _POCKET_Q = 2300.0, 0.6  # where consonants live
_POCKET_DB = -3.5


@dataclass(frozen=True)
class BedPlan:
    """How the music lies under the video; seconds, dB.

    ``loop``: where the music loops by itself; None: rounds overlap by a crossfade.
    """

    gain_db: float
    duck_db: float
    loop: float | None
    offset: float
    fade_in: float
    fade_out: float


def fades(start: int, count: int, length: int, fade_in: int, fade_out: int) -> Curve:
    """Gain of the samples ``start`` … of something ``length`` long, in and out as sin².

    Fades share what is too short for both.
    """
    if fade_in + fade_out > length:
        share = length / (fade_in + fade_out)
        fade_in, fade_out = int(fade_in * share), int(fade_out * share)
    gain = np.ones(count, np.float32)
    if start >= fade_in and start + count <= length - fade_out:
        return gain
    at = np.arange(start, start + count)
    if fade_in and start < fade_in:
        gain *= np.sin(np.clip((at + 0.5) / fade_in, 0, 1) * (np.pi / 2)) ** 2
    if fade_out and start + count > length - fade_out:
        gain *= np.sin(np.clip((length - at - 0.5) / fade_out, 0, 1) * (np.pi / 2)) ** 2
    return gain


def looped(music: Track, start: int, count: int, period: int | None, length: int) -> Samples:
    """``[count, 2]`` of the music repeated as long as ``length``.

    With a ``period`` it is repeated from there as it is (a tail beyond rings on over the next
    round); without one, rounds overlap by an equal-power crossfade.
    """
    out = np.zeros((count, music.channels), np.float32)
    fade = 0
    if period is None:
        if music.length >= length - round(_NO_ROUND_S * RATE):
            return music.read(start, count)
        fade = min(round(_CROSSFADE_S * RATE), music.length // 4)
        period = music.length - fade
    period = max(1, min(period, music.length))
    first = max(0, (start - music.length) // period)
    for turn in range(first, (start + count) // period + 1):
        at = start - turn * period
        if at >= music.length or at + count <= 0:
            continue
        part = music.read(at, count)
        if fade:
            part = part * _crossfade(at, count, music.length, fade, first=turn == 0)[:, None]
        out += part
    return out


def _crossfade(start: int, count: int, length: int, fade: int, *, first: bool) -> Curve:
    at = np.arange(start, start + count)
    falling = np.clip((at - (length - fade)) / fade, 0, 1)
    rising = np.ones(count) if first else np.clip(at / fade, 0, 1)
    return (np.cos(falling * np.pi / 2) * np.sin(rising * np.pi / 2)).astype(np.float32)


class Bed:
    """The music track of a mix, read block after block from the beginning.

    Under a voice it goes down, a little more so where the voice's consonants lie: a bell-shaped
    filter whose gain moves, in the form ``x + (g - 1) · bandpass(x)``.
    """

    def __init__(self, music: Track, plan: BedPlan, voice: Curve, length: int) -> None:
        self._music, self._plan, self._voice, self._length = music, plan, voice, length
        # A bell of +6.02 dB is its band-pass added once.
        self._band = np.atleast_2d(peaking(_POCKET_HZ, 20 * np.log10(2), _POCKET_Q))
        self._state = np.zeros((1, 2, 2))
        self._at = 0

    def read(self, start: int, count: int) -> Samples:
        """``[count, 2]``; blocks come in order."""
        from scipy.signal import sosfilt

        if start != self._at:
            raise ValueError("a bed is read from its beginning, block after block")
        self._at += count
        plan = self._plan
        period = None if plan.loop is None else round(plan.loop * RATE)
        shift = round(plan.offset * RATE) if plan.loop is not None else 0
        dry = looped(self._music, start + shift, count, period, self._length + shift)
        belled, self._state = sosfilt(self._band, dry.T, axis=1, zi=self._state)
        down = interpolated(self._voice, start, count)
        pocket = 10 ** (_POCKET_DB * (plan.duck_db < 0) * down / 20) - 1
        music = dry + (np.asarray(belled).T - dry) * pocket[:, None]
        gain = 10 ** ((plan.gain_db + plan.duck_db * down) / 20)
        ends = (round(plan.fade_in * RATE), round(plan.fade_out * RATE))
        gain = gain * fades(start, count, self._length, *ends)
        return (music * gain[:, None]).astype(np.float32)
