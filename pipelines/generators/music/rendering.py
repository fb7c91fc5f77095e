"""Turns a score into sound: instruments, ducking, echo and room, mixed and made into a loop.

Every stretch of eight bars is rendered with its tail and added into the loop where it belongs,
modulo the loop's length: what rings past the end falls on the beginning, so there is no seam. A
piece that closes does not come round: its last chord rings and fades before the end.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pipelines.generators.music.composition import BEATS, Note, Score
from pipelines.generators.music.instruments import DRUMS, INSTRUMENTS, SAMPLE_RATE
from pipelines.generators.music.moods import MoodStyle

__all__ = ["Renderer", "master", "stretches"]

Stereo = NDArray[np.float32]

_STRETCH = 8  # bars rendered at once
_PARTS = ("lead", "keys", "bass", "pad", "drums")
_PAN = {"lead": 0.12, "keys": -0.22, "hat": 0.22, "shaker": -0.3, "tick": 0.3, "wood": 0.35}
_SEND = {"lead": 1.0, "keys": 0.8, "bass": 0.0, "pad": 0.9, "drums": 0.3}
_DUCKED = ("keys", "bass", "pad")


def stretches(score: Score) -> list[tuple[int, int]]:
    """First and last bar (excluded) of what is rendered at once."""
    bars = score.bars + score.closes
    return [(b, min(b + _STRETCH, bars)) for b in range(0, bars, _STRETCH)]


def _panned(sound: Stereo, pan: float) -> Stereo:
    """Equal power; −1 is left, 1 is right; the middle is unchanged."""
    angle = (pan + 1) * np.pi / 4
    gains = np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2))
    return sound * gains


def _room(decay: float) -> Stereo:
    """Impulse response ``[n, 2]``: noise whose highs die sooner, after 22 ms; unit energy."""
    from scipy.signal import butter, sosfilt

    n = int(decay * SAMPLE_RATE)
    noise = np.random.default_rng(5).standard_normal((n, 2))
    t = np.arange(n)[:, None] / SAMPLE_RATE
    response = np.zeros((n, 2))
    for low, high, ring in ((180, 700, 1.0), (700, 2800, 0.8), (2800, 9000, 0.45)):
        band = butter(2, [low, high], "band", fs=SAMPLE_RATE, output="sos")
        response += np.asarray(sosfilt(band, noise, axis=0)) * np.exp(-6.9 * t / (decay * ring))
    response[: int(0.022 * SAMPLE_RATE)] = 0
    response *= np.clip((n / SAMPLE_RATE - t) / 0.1, 0, 1)
    return (response / np.sqrt((response**2).sum(axis=0))).astype(np.float32)


class Renderer:
    """Renders one score; add its stretches in any order, then take :attr:`loop`.

    Args:
        score: What to play.
        style: Its mood.
        tempo: Beats per minute.
        seconds: Length of a piece that closes.
    """

    def __init__(
        self, score: Score, style: MoodStyle, tempo: float, seconds: float | None = None
    ) -> None:
        self._style, self._score = style, score
        self._beat = 60 / tempo * SAMPLE_RATE
        bars = score.bars * BEATS * self._beat
        length = round(bars if seconds is None else seconds * SAMPLE_RATE)
        self.loop: Stereo = np.zeros((length, 2), np.float32)
        self._sounds: dict[tuple[str, int, float, float], Stereo] = {}
        self._response = _room(style.decay)

    def add(self, first: int, last: int) -> None:
        """Render the notes that begin in bars ``first`` to ``last`` (excluded)."""
        begin, end = first * BEATS, last * BEATS
        notes = [n for n in self._score.notes if begin <= n.start < end]
        start = round(begin * self._beat)
        buses = self._played(notes, start)
        self._duck(buses, notes, start)
        dry = sum(buses.values(), np.zeros_like(buses["lead"]))
        wet = sum((bus * _SEND[part] for part, bus in buses.items()), np.zeros_like(dry))
        if self._style.echo:
            echo = self._echoed(buses["lead"])
            dry[: len(echo)] += echo[: len(dry)]
            wet += 0.6 * echo[: len(dry)]
        self._fold(dry, start)
        self._fold(self._reverberated(wet), start)

    def _played(self, notes: Iterable[Note], start: int) -> dict[str, Stereo]:
        sounds = [(note, self._sound(note)) for note in notes]
        ends = [round(note.start * self._beat) - start + len(s) for note, s in sounds]
        size = max(ends, default=1)
        buses: dict[str, Stereo] = {part: np.zeros((size, 2), np.float32) for part in _PARTS}
        levels: dict[str, float] = dict(zip(_PARTS, self._style.levels, strict=True))
        for note, sound in sounds:
            part = "drums" if note.is_drum else note.part
            gain = np.float32(levels[part] * note.velocity**1.3)
            at = round(note.start * self._beat) - start
            pan = _PAN.get(note.part, 0.1 * (note.pitch - 2.5) if note.part == "tom" else 0.0)
            buses[part][at : at + len(sound)] += _panned(sound, pan) * gain
        return buses

    def _sound(self, note: Note) -> Stereo:
        """Made once for each pitch, length and touch, and kept."""
        touch = round(note.velocity * 4) / 4  # loudness is exact, timbre has five steps
        key = (note.part, note.pitch, round(note.beats, 3), 0.0 if note.is_drum else touch)
        if key not in self._sounds:
            if note.is_drum:
                self._sounds[key] = DRUMS[note.part](note.pitch)
            else:
                instrument = INSTRUMENTS[getattr(self._style, note.part)]
                seconds = note.beats * self._beat / SAMPLE_RATE
                self._sounds[key] = instrument(note.pitch, seconds, touch, self._style.brightness)
        return self._sounds[key]

    def _duck(self, buses: dict[str, Stereo], notes: Iterable[Note], start: int) -> None:
        """Make room for the kick in what sounds on."""
        if not self._style.pump:
            return
        size = len(buses["pad"])
        curve = np.ones(size, np.float32)
        t = np.arange(int(0.45 * SAMPLE_RATE)) / SAMPLE_RATE
        dip = self._style.pump * np.minimum(1, t / 0.008) * np.exp(-np.maximum(0, t - 0.03) / 0.11)
        dip *= np.clip((0.45 - t) / 0.1, 0, 1)
        for note in notes:
            if note.part == "kick":
                at = round(note.start * self._beat) - start
                piece = curve[at : at + len(dip)]
                np.minimum(piece, 1 - dip[: len(piece)].astype(np.float32), out=piece)
        for part in _DUCKED:
            buses[part] *= curve[:, None]

    def _echoed(self, lead: Stereo) -> Stereo:
        """Dotted-eighth echoes that go from side to side, ``[n + tail, 2]``."""
        delay = round(0.75 * self._beat)
        out = np.zeros((len(lead) + 4 * delay, 2), np.float32)
        for turn in range(1, 5):
            side = lead[:, ::-1] if turn % 2 else lead
            pan = -0.6 if turn % 2 else 0.6
            gain = np.float32(self._style.echo * 0.5 ** (turn - 1))
            out[turn * delay : turn * delay + len(lead)] += _panned(side, pan) * gain
        return out

    def _reverberated(self, wet: Stereo) -> Stereo:
        from scipy.signal import oaconvolve

        sides = [oaconvolve(wet[:, c], self._response[:, c]) for c in (0, 1)]
        return np.stack(sides, axis=1).astype(np.float32) * np.float32(2.2 * self._style.room)

    def _fold(self, sound: Stereo, start: int) -> None:
        """Add to the loop from a sample on; what passes the end goes on at the beginning."""
        if self._score.closes:
            part = self.loop[start : start + len(sound)]
            part += sound[: len(part)]
            return
        at = start % len(self.loop)
        done = 0
        while done < len(sound):
            size = min(len(sound) - done, len(self.loop) - at)
            self.loop[at : at + size] += sound[done : done + size]
            done, at = done + size, 0


def master(
    sound: Stereo, air_db: float, *, loops: bool, lufs: float = -18.0, ceiling_db: float = -1.5
) -> Stereo:
    """A piece made even, opened above 3.5 kHz and set to its loudness; a loop stays one.

    Filters run once over the end of a loop before they begin, so that they are settled at the
    seam; what closes fades to nothing over its last second or so.
    """
    from scipy.signal import butter, sosfilt

    from pipelines.media.loudness import normalise
    from pipelines.media.voice_polish import shelf

    cut = np.asarray(butter(2, 28, "high", fs=SAMPLE_RATE, output="sos"))
    tone = np.vstack([cut, shelf(3500, air_db, high=True)])
    before = min(len(sound), 2 * SAMPLE_RATE) if loops else 0
    turned = np.concatenate([sound[len(sound) - before :], sound])
    clean = np.asarray(sosfilt(tone, turned, axis=0))[before:].astype(np.float32)
    if not loops:
        fade = min(len(clean) // 3, round(1.1 * SAMPLE_RATE))
        clean[len(clean) - fade :] *= np.cos(np.linspace(0, np.pi / 2, fade))[:, None] ** 2
    return normalise(clean, SAMPLE_RATE, lufs, ceiling_db, loop=loops)
