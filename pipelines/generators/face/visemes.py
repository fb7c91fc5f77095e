"""From phonemes to the shape of the mouth, and from sound alone where no phonemes are known."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from pipelines.documents.timing import TimedPhoneme

__all__ = ["LEAD_S", "VISEMES", "mouth_track", "mouth_track_from_sound", "visemes_of"]

Track = NDArray[np.float64]

LEAD_S = 0.03
"""Lips move before they are heard: seconds by which the picture leads."""
SMOOTHING_S = 0.045
"""One shape flows into the next within about this time (half width of the window)."""
RATE = 200
"""Mouth positions a second before frames are picked."""
BLOCK = 512
"""Steps of sound that are looked at together."""
VISEMES = (
    "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U",
)  # fmt: skip

_IGNORED = re.compile(r"[ˈˌː̩̯̪̃0-9˥˦˧˨˩ ]|t̬")
_CLOSED = {"PP": 0.0, "FF": 0.12}


@dataclass(frozen=True)
class _Table:
    shapes: dict[str, tuple[float, ...]]
    phonemes: dict[str, tuple[str, ...]]
    longest: int


@cache
def _table() -> _Table:
    data = json.loads(files("assets").joinpath("presenter/visemes.json").read_text("utf-8"))
    phonemes = {ipa: tuple(names) for ipa, names in data["phonemes"].items()}
    shapes = {name: tuple(shape) for name, shape in data["shapes"].items()}
    return _Table(shapes, phonemes, max(map(len, phonemes)))


def visemes_of(ipa: str) -> tuple[str, ...]:
    """The mouth shapes of a phoneme in order.

    Stress, length and tone marks do not change the lips; unknown signs are left out, and what is
    left of nothing is ``("sil",)``.
    """
    table = _table()
    sounds = _IGNORED.sub(lambda m: "d" if m.group() == "t̬" else "", ipa)
    shapes: list[str] = []
    at = 0
    while at < len(sounds):
        for size in range(min(table.longest, len(sounds) - at), 0, -1):
            found = table.phonemes.get(sounds[at : at + size])
            if found:
                shapes += [name for name in found if not shapes or shapes[-1] != name]
                at += size
                break
        else:
            at += 1
    return tuple(shapes) or ("sil",)


def _smooth(track: Track, seconds: float) -> Track:
    """Along axis 0 with a Hann window of about twice ``seconds``."""
    half = max(1, round(seconds * RATE))
    window = np.hanning(2 * half + 1)[1:-1] if half > 1 else np.ones(1)
    window /= window.sum()
    edge = len(window) // 2
    padded = np.pad(track, ((edge, edge), (0, 0)), mode="edge")
    return np.stack([np.convolve(padded[:, c], window, "valid") for c in range(track.shape[1])], 1)


def _shapes_in_time(phonemes: Sequence[TimedPhoneme]) -> list[tuple[str, float, float]]:
    """Viseme, start and end in seconds; a phoneme's time is shared by its shapes."""
    result = []
    for phoneme in phonemes:
        names = visemes_of(phoneme.ipa)
        step = max(0.0, phoneme.end - phoneme.start) / len(names)
        for i, name in enumerate(names):
            start = phoneme.start + i * step
            result.append((name, start, start + step))
    return result


def _at_frames(track: Track, times: Track) -> Track:
    """Pick the track (RATE a second) at times in seconds, silent outside of it."""
    grid = np.arange(len(track)) / RATE
    return np.stack([np.interp(times, grid, track[:, c]) for c in range(track.shape[1])], 1)


def mouth_track(
    phonemes: Sequence[TimedPhoneme], times: Track, loudness: Track | None = None
) -> Track:
    """How the mouth stands at each time.

    Args:
        phonemes: What is said, in seconds of the speech.
        times: Frame times in seconds of the speech, rising; may begin below 0.
        loudness: Per frame, 0–1; loud words open the mouth wider.

    Returns:
        ``[len(times), 5]``: open, wide, round, teeth, tongue, 0–1. On p, b and m the lips close in
        at least one frame, however short the sound.
    """
    shapes = _table().shapes
    spoken = _shapes_in_time(phonemes)
    end = max((stop for _, _, stop in spoken), default=0.0) + 0.5
    track = np.tile(np.array(shapes["sil"]), (int(end * RATE) + 1, 1))
    for name, start, stop in spoken:
        track[int(start * RATE) : max(int(start * RATE) + 1, int(stop * RATE))] = shapes[name]
    track = _smooth(track, SMOOTHING_S)
    at = times + LEAD_S
    mouth = _at_frames(track, at)
    mouth[(at < 0) | (at > end)] = shapes["sil"]
    if loudness is not None:
        mouth[:, 0] *= 0.62 + 0.38 * np.clip(loudness, 0, 1)
    _close_lips(mouth, at, spoken)
    return np.clip(mouth, 0, 1)


def _close_lips(mouth: Track, at: Track, spoken: list[tuple[str, float, float]]) -> None:
    """Press the opening down around p, b, m (and nearly around f, v), in place."""
    frame = float(np.median(np.diff(at))) if len(at) > 1 else 1 / RATE
    for name, start, stop in spoken:
        if name not in _CLOSED:
            continue
        # Half a frame to each side, so that one frame always falls into the closure.
        half = max((stop - start) * 0.35, 0.52 * frame)
        away = np.abs(at - (start + stop) / 2) - half
        near = away < 0.06
        ceiling = _CLOSED[name] + np.maximum(away[near], 0) / 0.06
        mouth[near, 0] = np.minimum(mouth[near, 0], ceiling)


def _bands(samples: Track, rate: int) -> Track:
    """Energy of four bands, ``[steps, 4]``, RATE/2 steps a second: voice, F1, F2, hiss."""
    hop = max(1, rate // (RATE // 2))
    size = 1 << max(8, int(np.ceil(np.log2(rate * 0.03))))
    count = len(samples) // hop + 1
    padded = np.pad(samples, (size // 2, size))
    window = np.hanning(size)
    hertz = np.fft.rfftfreq(size, 1 / rate)
    limits = ((80, 300), (350, 1100), (1600, 3200), (4200, min(8000, rate * 0.48)))
    energy = np.zeros((count, len(limits)))
    for first in range(0, count, BLOCK):  # in blocks: memory stays flat however long the speech
        starts = np.arange(first, min(first + BLOCK, count)) * hop
        spectrum = np.abs(np.fft.rfft(padded[starts[:, None] + np.arange(size)] * window, axis=1))
        for band, (low, high) in enumerate(limits):
            inside = (hertz >= low) & (hertz < high)
            energy[first : first + BLOCK, band] = np.sqrt((spectrum[:, inside] ** 2).sum(1))
    return energy


def mouth_track_from_sound(samples: Track, rate: int, times: Track) -> Track:
    """How the mouth stands, judged by the sound alone.

    The first formant's band opens the mouth, the second's spreads the lips, low energy without
    either rounds them, and hiss shows the teeth.

    Args:
        samples: Mono, ``[n]``.
        rate: Hz.
        times: Frame times in seconds of the speech.
    """
    bands = np.repeat(_bands(samples, rate), 2, axis=0)
    voice, first, second, hiss = _smooth(bands, 0.03).T
    loud = max(float(np.percentile(first, 95)), 1e-6)
    # What is 34 dB below the loud syllables is room noise, not speech.
    opening = np.clip((first / loud - 0.02) / 0.98, 0, 1) ** 0.65
    hissing = hiss / (hiss + first + 0.05 * loud)
    speaking = np.clip(opening / 0.1, 0, 1)
    track = np.stack(
        [
            opening * (1 - 0.7 * hissing),
            0.35 + 0.5 * speaking * np.clip(second / (first + 0.1 * loud) * 1.2, 0, 1),
            0.1
            + 0.7
            * speaking
            * np.clip((voice / (first + 2 * second + 0.1 * loud) - 0.5) * 0.8, 0, 1),
            speaking * np.clip(1.5 * hissing + 0.4 * (second > 0.3 * first), 0, 1),
            0.1 * speaking,
        ],
        1,
    )
    at = times + LEAD_S
    mouth = _at_frames(track, at)
    mouth[(at < 0) | (at > len(track) / RATE)] = _table().shapes["sil"]
    return np.clip(mouth, 0, 1)
