"""Instruments made of sums of sines, wavetables and shaped noise; every sound is ``[n, 2]``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

__all__ = ["DRUMS", "INSTRUMENTS", "SAMPLE_RATE"]

SAMPLE_RATE = 48_000

Stereo = NDArray[np.float32]
Mono = NDArray[np.float64]

Instrument = Callable[[int, float, float, float], Stereo]
"""(MIDI pitch, seconds held, velocity 0–1, brightness 0–1) → sound with its release."""

Drum = Callable[[int], Stereo]
"""(variant) → sound."""


def _hertz(pitch: float) -> float:
    return 440.0 * 2 ** ((pitch - 69) / 12)


def _seconds(n: int) -> Mono:
    return np.arange(n) / SAMPLE_RATE


def _shape(n: int, attack: float, held: float, release: float) -> Mono:
    """Gain: a rise without a click, then a fall of ``release`` seconds after ``held``."""
    t = _seconds(n)
    rise = np.sin(np.clip(t / attack, 0, 1) * np.pi / 2) ** 2
    fall = np.clip((held + release - t) / release, 0, 1) ** 2
    return rise * fall


def _both(x: Mono) -> Stereo:
    return np.stack([x, x], axis=1).astype(np.float32)


def _struck(
    pitch: int,
    held: float,
    velocity: float,
    brightness: float,
    *,
    partials: tuple[tuple[float, float, float], ...],
    ring: float,
    release: float = 0.25,
    spread: float = 0.0006,
) -> Stereo:
    """Something struck or plucked.

    Args:
        partials: (frequency ratio, level, decay factor) each.
        ring: Seconds until the fundamental has fallen by 60 dB, at middle C.
        spread: Detuning between left and right, which gives width.
    """
    f = _hertz(pitch)
    n = int(min(held + release, 6.0) * SAMPLE_RATE)
    t = _seconds(n)
    rate = 6.9 / ring * (f / 262) ** 0.4
    sides: list[Mono] = []
    for side in (-1, 1):
        x = np.zeros(n)
        for ratio, level, decay in partials:
            hertz = f * ratio * (1 + side * spread)
            if hertz > 16_000:
                continue
            tilt = (0.25 + 0.75 * brightness * (0.5 + 0.5 * velocity)) ** np.log2(max(1, ratio))
            phase = 2 * np.pi * hertz * t + 0.25 * side * ratio
            x += level * tilt * np.exp(-rate * decay * t) * np.sin(phase)
        sides.append(x * _shape(n, 0.003, held, release))
    return np.stack(sides, axis=1).astype(np.float32)


def _harmonics(count: int, slope: float, decay: float) -> tuple[tuple[float, float, float], ...]:
    """Overtones of a string: levels fall as 1/k^slope, higher ones die sooner and are sharper."""
    return tuple(
        (k * (1 + 0.00018 * k * k), 1 / k**slope, 1 + decay * (k - 1)) for k in range(1, count + 1)
    )


def _table(f: float, brightness: float, odd: bool) -> Mono:
    """One period of a band-limited saw (or hollow wave), 2048 points and the first again."""
    count = int(min(40, 4 + 30 * brightness, 14_000 / f))
    spectrum = np.zeros(1025, dtype=complex)
    for k in range(1, max(2, count + 1)):
        if odd and k % 2 == 0:
            continue
        soft = np.exp(-(((k - 1) / (2 + 14 * brightness)) ** 1.2))
        spectrum[k] = soft / k * np.exp(1j * (k * k * 0.7))
    wave = np.fft.irfft(spectrum)
    return np.append(wave, wave[0]) / np.abs(wave).max()


def _bowed(
    pitch: int,
    held: float,
    velocity: float,
    brightness: float,
    *,
    attack: float,
    release: float,
    detune: float,
    voices: int = 3,
    vibrato: float = 0.0,
    odd: bool = False,
) -> Stereo:
    """Something that sounds on: several slightly mistuned waves on either side."""
    f = _hertz(pitch)
    n = int((held + release) * SAMPLE_RATE)
    t = _seconds(n)
    table = _table(f, brightness * (0.55 + 0.45 * velocity), odd)
    wobble = vibrato * np.sin(2 * np.pi * 5.3 * t) * np.clip((t - 0.15) / 0.5, 0, 1)
    seconds = t - np.cumsum(wobble) / SAMPLE_RATE if vibrato else t
    sides: list[Mono] = []
    for side in (-1, 1):
        x = np.zeros(n)
        for voice in range(voices):
            away = (voice - (voices - 1) / 2 + 0.21 * side) * detune
            start = (0.37 * voice + 0.19 * (side + 1) + 0.13 * pitch) % 1
            phase = (f * (1 + away) * seconds + start) % 1 * 2048
            whole = phase.astype(np.int64)
            part = phase - whole
            x += table[whole] * (1 - part) + table[whole + 1] * part
        sides.append(x / voices * _shape(n, attack, held, release))
    left, right = sides  # a quarter of the other side, so that little is lost in mono
    blended = [0.75 * left + 0.25 * right, 0.75 * right + 0.25 * left]
    return np.stack(blended, axis=1).astype(np.float32)


def _electric(pitch: int, held: float, velocity: float, brightness: float) -> Stereo:
    """Electric piano: one sine bends another's phase (J. Chowning), with a slow stereo tremolo."""
    f, release = _hertz(pitch), 0.4
    n = int((held + release) * SAMPLE_RATE)
    t = _seconds(n)
    bend = (0.4 + 1.6 * brightness * velocity) * np.exp(-t * 3.2)
    tine = 0.14 * np.exp(-t * 11) * np.sin(2 * np.pi * min(14 * f, 12_000) * t)
    x = np.sin(2 * np.pi * f * t + bend * np.sin(2 * np.pi * f * t)) + tine * velocity
    x *= np.exp(-t * 1.5 * (f / 262) ** 0.3) * _shape(n, 0.004, held, release)
    sway = 0.16 * np.sin(2 * np.pi * 4.6 * t)
    return np.stack([x * (1 + sway), x * (1 - sway)], axis=1).astype(np.float32)


def _low(
    pitch: int, held: float, velocity: float, brightness: float, *, overtones: float, ring: float
) -> Stereo:
    """A bass: a sine with a few overtones that die away, gently overdriven; in the middle."""
    f, release = _hertz(pitch), 0.09
    n = int((held + release) * SAMPLE_RATE)
    t = _seconds(n)
    x = np.sin(2 * np.pi * f * t) * (0.55 + 0.45 * np.exp(-t / ring))
    for k in range(2, 9):
        x += overtones * (0.4 + brightness) / k * np.sin(2 * np.pi * f * k * t) * np.exp(-t * k)
    return _both(np.tanh(1.3 * x) / 1.3 * _shape(n, 0.006, held, release))


_MARIMBA = ((1.0, 1.0, 1.0), (3.93, 0.45, 3.0), (9.2, 0.18, 7.0))
_BELL = ((1.0, 1.0, 1.0), (2.0, 0.55, 1.3), (2.76, 0.35, 2.1), (5.4, 0.22, 3.2), (8.9, 0.1, 5.0))
_GLASS = ((1.0, 1.0, 1.0), (2.0, 0.6, 1.6), (3.0, 0.5, 2.4), (4.99, 0.35, 4.0), (7.02, 0.25, 6.0))

INSTRUMENTS: Mapping[str, Instrument] = {
    "piano": partial(_struck, partials=_harmonics(12, 1.1, 0.35), ring=2.6),
    "felt": partial(_struck, partials=_harmonics(7, 1.7, 0.6), ring=3.4, release=0.5),
    "pluck": partial(_struck, partials=_harmonics(14, 0.9, 0.7), ring=1.3),
    "pizzicato": partial(_struck, partials=_harmonics(9, 1.2, 1.4), ring=0.55, release=0.12),
    "synth": partial(_struck, partials=_harmonics(16, 0.8, 0.9), ring=0.7, spread=0.003),
    "marimba": partial(_struck, partials=_MARIMBA, ring=0.9, release=0.5),
    "bell": partial(_struck, partials=_BELL, ring=4.5, release=1.5, spread=0.001),
    "glass": partial(_struck, partials=_GLASS, ring=2.2, release=0.8, spread=0.0015),
    "electric": _electric,
    "air": partial(_bowed, attack=0.5, release=1.0, detune=0.004),
    "wide": partial(_bowed, attack=0.25, release=0.8, detune=0.007, voices=4),
    "strings": partial(_bowed, attack=0.35, release=1.1, detune=0.0035, vibrato=0.003),
    "spiccato": partial(_bowed, attack=0.012, release=0.16, detune=0.003),
    "brass": partial(_bowed, attack=0.07, release=0.3, detune=0.002, voices=2, vibrato=0.004),
    "bowed": partial(_bowed, attack=0.09, release=0.3, detune=0.002),
    "sub": partial(_low, overtones=0.1, ring=2.0),
    "round": partial(_low, overtones=0.35, ring=0.8),
    "pluck_bass": partial(_low, overtones=0.7, ring=0.15),
    "saw_bass": partial(_low, overtones=1.1, ring=0.5),
}


def _noise(n: int, low: float, high: float, seed: int) -> Mono:
    from scipy.signal import butter, sosfilt

    band = butter(2, [low, high], "band", fs=SAMPLE_RATE, output="sos")
    return np.asarray(sosfilt(band, np.random.default_rng(seed).standard_normal(n)))


def _membrane(
    variant: int, *, f: float, sweep: float, drop: float, ring: float, click: float, step: float = 0
) -> Stereo:
    """A drum skin: a sine that falls in pitch, with the click of the stick."""
    n = int((ring * 1.1 + 0.05) * SAMPLE_RATE)
    t = _seconds(n)
    f = f * (1 + step * variant)
    phase = 2 * np.pi * (f * t + sweep * drop * (1 - np.exp(-t / drop)))
    x = np.sin(phase) * np.exp(-6.9 * t / ring)
    x += click * _noise(n, 1200, 7000, 11) * np.exp(-t / 0.004)
    return _both(np.tanh(1.4 * x) * _shape(n, 0.0008, ring, 0.05))


def _rattle(
    variant: int, *, low: float, high: float, ring: float, gain: float, attack: float = 0.0008
) -> Stereo:
    """Shaped noise, different on either side."""
    n = int((ring * 1.2 + attack) * SAMPLE_RATE)
    gainer = _shape(n, attack, ring, 0.2 * ring) * np.exp(-6.9 * _seconds(n) / ring) * gain
    sides = [_noise(n, low, high, 21 + side + 2 * variant) * gainer for side in (0, 1)]
    middle = 0.6 * (sides[0] + sides[1])
    return np.stack([0.6 * s + 0.5 * middle for s in sides], axis=1).astype(np.float32)


def _swell(variant: int) -> Stereo:
    """Air that rises and stops, brighter on its way."""
    n = int(1.5 * SAMPLE_RATE)
    x = np.linspace(0, 1, n)
    sides: list[Mono] = []
    for side in (0, 1):
        dull, sharp = _noise(n, 600, 3000, 41 + side), _noise(n, 3000, 12_000, 43 + side)
        sides.append((dull * (1 - x) + sharp * x) * x**2.5 * np.clip((1 - x) / 0.02, 0, 1))
    return 0.5 * np.stack(sides, axis=1).astype(np.float32)


def _clap(variant: int) -> Stereo:
    """Several hands, a few milliseconds apart."""
    tail = _rattle(variant, low=900, high=6500, ring=0.28, gain=0.9)
    x = np.zeros((len(tail) + int(0.04 * SAMPLE_RATE), 2), np.float32)
    for late, level in ((0.0, 0.5), (0.011, 0.6), (0.023, 1.0)):
        at = int(late * SAMPLE_RATE)
        x[at : at + len(tail)] += level * tail
    return x * 0.8


def _tonal(variant: int, *, f: float, ring: float) -> Stereo:
    """A small block of wood."""
    n = int(ring * 1.2 * SAMPLE_RATE)
    t = _seconds(n)
    x = (np.sin(2 * np.pi * f * t) + 0.6 * np.sin(2 * np.pi * 2.57 * f * t)) * np.exp(
        -6.9 * t / ring
    )
    return _both(0.6 * x * _shape(n, 0.0006, ring, 0.2 * ring))


DRUMS: Mapping[str, Drum] = {
    "kick": partial(_membrane, f=47, sweep=130, drop=0.028, ring=0.42, click=0.12),
    "taiko": partial(_membrane, f=58, sweep=45, drop=0.05, ring=0.95, click=0.35),
    "tom": partial(_membrane, f=82, sweep=40, drop=0.04, ring=0.5, click=0.2, step=0.16),
    "clap": _clap,
    "snap": partial(_rattle, low=1500, high=5200, ring=0.14, gain=1.1),
    "rim": partial(_tonal, f=820, ring=0.07),
    "wood": partial(_tonal, f=1150, ring=0.09),
    "hat": partial(_rattle, low=7000, high=16000, ring=0.075, gain=0.75),
    "tick": partial(_rattle, low=9000, high=17000, ring=0.03, gain=0.8),
    "shaker": partial(_rattle, low=5200, high=12000, ring=0.09, gain=0.5, attack=0.02),
    "swell": _swell,
    "crash": partial(_rattle, low=3500, high=15000, ring=2.4, gain=0.35, attack=0.003),
}
