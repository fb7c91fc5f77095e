"""Sound effects made of shaped noise, bells and falling sines; every one is ``[n, 2]`` at 48 kHz.

The same seed gives the same sound; another seed another take of it: pitch, path and grain differ,
as they do between two recordings of the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.media.sound_track import RATE
from pipelines.media.wav import Samples
from pipelines.roles.sound import EffectName

__all__ = ["EFFECTS", "Recipe", "synthesise"]

Mono = NDArray[np.float64]
Stereo = NDArray[np.float64]
Random = np.random.Generator

_PEAK = 10 ** (-3.5 / 20)
_PENTATONIC = (0, 2, 4, 7, 9)
_WINDOW, _HOP = 1024, 256


@dataclass(frozen=True)
class Recipe:
    """How an effect is made: usual seconds, (samples, random) → sound, and where its accent is.

    ``accent`` is a part of the length, 0–1: what should fall on the cut.
    """

    seconds: float
    make: Callable[[int, Random], Stereo]
    accent: float


def synthesise(name: EffectName, seed: int, seconds: float | None = None) -> tuple[Samples, float]:
    """Make an effect.

    Args:
        name: Which.
        seed: Which take of it.
        seconds: Length; None: as long as it usually is.

    Returns:
        Sound ``[n, 2]`` that begins and ends in silence, its sample peak at −3.5 dBFS, and the
        second its accent falls on.
    """
    recipe = EFFECTS[name]
    n = max(64, round((seconds or recipe.seconds) * RATE))
    raw = recipe.make(n, np.random.default_rng([seed, *name.encode()]))[:n]
    ready = _ended(_without_rumble(raw))
    peak = float(np.abs(ready).max())
    return (ready * (_PEAK / peak)).astype(np.float32), recipe.accent * n / RATE


def _without_rumble(sound: Stereo) -> Stereo:
    from scipy.signal import butter, sosfilt

    return np.asarray(sosfilt(butter(2, 25, "high", fs=RATE, output="sos"), sound, axis=0))


def _ended(sound: Stereo) -> Stereo:
    """In within a quarter of a millisecond, out softly, so that nothing ticks at the ends."""
    n = len(sound)
    first, last = min(12, n // 4), min(round(0.02 * RATE), n // 4)
    gain = np.ones(n)
    gain[:first] = np.sin(np.linspace(0, np.pi / 2, first)) ** 2
    gain[n - last :] = np.cos(np.linspace(0, np.pi / 2, last)) ** 2
    return sound * gain[:, None]


def _time(n: int) -> Mono:
    return np.arange(n) / RATE


def _decay(n: int, ring: float, at: float = 0.0) -> Mono:
    """Falls by 60 dB within ``ring`` seconds from ``at`` on; nothing before."""
    t = _time(n) - at
    return np.where(t >= 0, np.exp(-6.9 * np.maximum(t, 0) / ring), 0.0)


def _sweep(hertz: Mono) -> Mono:
    """A sine whose frequency moves, ``[n]``."""
    return np.sin(2 * np.pi * np.cumsum(hertz) / RATE)


def _shaped_noise(centre: Mono, octaves: float, random: Random) -> Stereo:
    """Noise in a moving band: ``centre`` Hz per sample, a bell of that many octaves' deviation.

    Made in short overlapping spectra. The sides share half of it, so that it stays whole in mono.
    """
    n = len(centre)
    frames = -(-n // _HOP) + _WINDOW // _HOP
    window = np.hanning(_WINDOW + 1)[:-1]
    hertz = np.maximum(np.fft.rfftfreq(_WINDOW, 1 / RATE), 20.0)
    at = np.clip((np.arange(frames) - 1) * _HOP, 0, n - 1)
    away = np.log2(hertz[None, :] / np.maximum(centre[at], 20.0)[:, None]) / octaves
    # Pink within the bell: as much in every octave.
    shape = np.exp(-0.5 * away**2) / np.sqrt(hertz)[None, :]
    noises = [random.standard_normal((frames + 8) * _HOP) for _ in range(3)]
    sides: list[Mono] = []
    for own in (1, 2):
        source = 0.7 * noises[0] + 0.7 * noises[own]
        out = np.zeros(frames * _HOP + _WINDOW)
        for index in range(frames):
            piece = source[index * _HOP : index * _HOP + _WINDOW] * window
            out[index * _HOP : index * _HOP + _WINDOW] += window * np.fft.irfft(
                np.fft.rfft(piece) * shape[index]
            )
        sides.append(out[_WINDOW // 2 : _WINDOW // 2 + n])
    both = np.stack(sides, axis=1)
    return both / max(1e-12, float(np.abs(both).max()))


def _panned(sound: Mono | Stereo, pan: Mono | float) -> Stereo:
    """Equal power; −1 left, 1 right."""
    both = np.stack([sound, sound], axis=1) if sound.ndim == 1 else sound
    angle = (np.asarray(pan) + 1) * np.pi / 4
    gains = np.stack(np.broadcast_arrays(np.cos(angle), np.sin(angle)), axis=-1) * np.sqrt(2)
    return both * gains


def _in_room(sound: Stereo, seconds: float, level: float, random: Random) -> Stereo:
    """With the tail of a soft room, within the same length."""
    from scipy.signal import butter, oaconvolve, sosfilt

    size = round(seconds * RATE)
    response = random.standard_normal((size, 2)) * _decay(size, seconds)[:, None]
    response[: round(0.006 * RATE)] = 0
    band = butter(1, [250, 6500], "band", fs=RATE, output="sos")
    response = np.asarray(sosfilt(band, response, axis=0))
    response /= np.sqrt((response**2).sum(axis=0))
    wet = [oaconvolve(sound[:, side], response[:, side])[: len(sound)] for side in (0, 1)]
    return sound + level * np.stack(wet, axis=1)


def _bell(n: int, f: float, ring: float, random: Random, at: float = 0.0) -> Stereo:
    """A struck bell: partials that are out of tune with each other and die sooner the higher."""
    t = _time(n) - at
    sides = np.zeros((n, 2))
    for ratio, level, faster in (
        (1.0, 1.0, 1.0),
        (2.0, 0.42, 1.5),
        (2.76, 0.3, 2.2),
        (5.4, 0.2, 3.6),
        (8.93, 0.09, 6.0),
    ):
        if f * ratio > 17_000:
            continue
        decay = _decay(n, ring / faster, at) * np.clip(t / 0.0015, 0, 1)
        beat = float(random.uniform(0.00008, 0.0002))
        for side, away in ((0, -beat), (1, beat)):
            phase = 2 * np.pi * f * ratio * (1 + away) * t + 0.4 * side
            sides[:, side] += level * decay * np.sin(phase)
    return sides


def _whoosh(n: int, random: Random) -> Stereo:
    """Something flies past: rises to the middle, falls faster, from one side to the other."""
    x = np.linspace(0, 1, n)
    top = 0.55
    near = np.where(x < top, (x / top) ** 2.2, np.clip((1 - x) / (1 - top), 0, 1) ** 1.6)
    low, high = random.uniform(260, 380), random.uniform(3600, 5200)
    air = _shaped_noise(low * (high / low) ** near, 0.75, random)
    body = _shaped_noise(90 * 3.0**near, 0.5, random)
    side = 1.0 if random.random() < 0.5 else -1.0
    passed = np.where(x < top, 0.5 * x / top, 0.5 + 0.5 * (x - top) / (1 - top))
    loud = np.sin(np.pi * passed) ** 2.6
    return _panned((air + 0.22 * body) * loud[:, None], side * 0.6 * np.tanh(4 * (x - top)))


def _pop(n: int, random: Random) -> Stereo:
    """A bubble: a sine that shoots up in pitch, with the lips' own noise."""
    t = _time(n)
    low = random.uniform(260, 380)
    hertz = low * (1 + 2.2 * np.clip(t / 0.055, 0, 1) ** 1.5)
    body = _sweep(hertz) * np.clip(t / 0.003, 0, 1) * _decay(n, 0.13)
    lips = random.standard_normal(n) * _decay(n, 0.012) * 0.18
    return _in_room(_panned(body + lips, 0.0), 0.1, 0.12, random)


def _click(n: int, random: Random) -> Stereo:
    """A small switch: two resonances of its shell, a few milliseconds of each."""
    t = _time(n)
    f = random.uniform(2300, 3100)
    shell = np.sin(2 * np.pi * f * t) * _decay(n, 0.018)
    shell += 0.5 * np.sin(2 * np.pi * 1.71 * f * t) * _decay(n, 0.011)
    body = 0.6 * np.sin(2 * np.pi * random.uniform(380, 470) * t) * _decay(n, 0.03)
    snap = 0.5 * random.standard_normal(n) * _decay(n, 0.004)
    return _in_room(_panned(shell + body + snap, 0.0), 0.06, 0.15, random)


def _ding(n: int, random: Random) -> Stereo:
    """A clear bell."""
    f = 1046.5 * 2 ** float(random.uniform(0, 0.75))
    bell = _bell(n, f, 1.7 * n / RATE / 1.6, random)
    bell += 0.3 * _bell(n, f * 2 ** (7 / 12), 1.2 * n / RATE / 1.6, random)
    tick = random.standard_normal(n) * _decay(n, 0.006) * 0.12
    return _in_room(bell + tick[:, None], 0.8, 0.14, random)


def _riser(n: int, random: Random) -> Stereo:
    """Tension that rises to its end: air that opens, and a chord that climbs an octave."""
    x = np.linspace(0, 1, n)
    air = _shaped_noise(220 * 32 ** (x**1.4), 0.8, random)
    root = float(random.choice([110.0, 123.5, 130.8, 146.8]))
    tone = np.zeros((n, 2))
    for step, level in ((1.0, 1.0), (1.5, 0.6), (2.0, 0.5), (3.0, 0.3)):
        for side, away in ((0, 0.997), (1, 1.003)):
            hertz = root * step * away * 2 ** (x**1.6)
            wave = _sweep(hertz) + 0.35 * _sweep(2 * hertz) + 0.15 * _sweep(3 * hertz)
            tone[:, side] += level * wave
    tone /= np.abs(tone).max()
    throb = 0.75 + 0.25 * _sweep(4 * 5.0 ** (x**1.2))
    grown = (0.03 + 0.97 * x**2.2) * np.clip((1 - x) * n / (0.03 * RATE), 0, 1)
    return _in_room((0.75 * air + 0.5 * tone * throb[:, None]) * grown[:, None], 0.35, 0.15, random)


def _hit(n: int, random: Random) -> Stereo:
    """A deep drum in a large hall."""
    t = _time(n)
    deep = random.uniform(40, 48)
    drum = _sweep(deep * (1 + 2.2 * np.exp(-t / 0.035))) * _decay(n, 1.0)
    skin = _sweep(np.full(n, 2.6 * deep)) * _decay(n, 0.35) * 0.4
    blow = random.standard_normal(n) * (_decay(n, 0.012) * 0.6 + _decay(n, 0.09) * 0.25)
    body = np.tanh(1.8 * (drum + skin)) * np.clip(t / 0.001, 0, 1)
    # Phones play nothing below 150 Hz: the hall and the skin's overtones carry it there.
    skin = np.tanh(3 * _sweep(4.1 * deep * (1 + 0.5 * np.exp(-t / 0.03)))) * _decay(n, 0.4) * 0.3
    hall = _shaped_noise(np.full(n, 380.0), 1.1, random) * (_decay(n, 1.6) * 0.7)[:, None]
    return _in_room(_panned(body + skin + blow, 0.0) + hall, 1.5, 0.4, random)


def _shimmer(n: int, random: Random) -> Stereo:
    """A handful of tiny bells that run upwards and die away."""
    seconds = n / RATE
    out = np.zeros((n, 2))
    root = float(random.choice([1046.5, 1174.7, 1318.5]))
    count = max(6, round(11 * min(seconds, 3)))
    for index in range(count):
        x = index / count
        at = 0.6 * seconds * x**0.85 + float(random.uniform(0, 0.03 * seconds))
        octave, degree = divmod(int(x * 9 + random.integers(0, 4)), len(_PENTATONIC))
        f = root * 2 ** (octave + _PENTATONIC[degree] / 12)
        grain = _bell(n, f, 0.38 * seconds * (1 - 0.4 * x), random, at)
        out += _panned(grain, float(random.uniform(-0.8, 0.8))) * (0.4 + 0.6 * (1 - x))
    air = _shaped_noise(np.full(n, 7000.0), 0.35, random)
    swell = np.sin(np.pi * np.linspace(0, 1, n) ** 0.7) ** 2
    return _in_room(out + 0.12 * air * swell[:, None], 1.0, 0.35, random)


def _page(n: int, random: Random) -> Stereo:
    """A page turns: it lifts with a rustle, sweeps through the air, and lies down with a flap."""
    x = np.linspace(0, 1, n)
    lift = np.exp(-(((x - 0.16) / 0.08) ** 2)) * 0.5
    sweep = np.exp(-(((x - 0.5) / 0.17) ** 2)) * 0.8
    flap = np.where(x > 0.78, np.exp(-(x - 0.78) / 0.05), np.exp((x - 0.78) / 0.012))
    paper = _shaped_noise(2200 * 2.2 ** np.sin(np.pi * np.clip(x / 0.75, 0, 1)), 0.9, random)
    # Paper crackles: its loudness jumps from one crease to the next.
    knots = max(8, round(n / RATE * 160))
    crackle = np.interp(x, np.linspace(0, 1, knots), random.gamma(0.9, 1.0, knots))
    body = _shaped_noise(np.full(n, 330.0), 0.6, random) * (flap * 0.7)[:, None]
    loud = (lift + sweep) * (0.25 + 0.75 * np.minimum(crackle, 3)) + flap
    return _panned(paper * loud[:, None] + body, 0.35 * np.cos(np.pi * x))


EFFECTS: Mapping[EffectName, Recipe] = {
    "whoosh": Recipe(0.7, _whoosh, 0.55),
    "pop": Recipe(0.18, _pop, 0.02),
    "click": Recipe(0.08, _click, 0.0),
    "ding": Recipe(1.6, _ding, 0.0),
    "riser": Recipe(2.4, _riser, 1.0),
    "hit": Recipe(1.8, _hit, 0.0),
    "shimmer": Recipe(2.0, _shimmer, 0.0),
    "page": Recipe(0.65, _page, 0.78),
}
