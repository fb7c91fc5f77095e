"""Tempo and beats of music, and cuts moved onto them.

Onsets are rises of the log spectrum (spectral flux); the tempo is where their autocorrelation
peaks, weighted by how people tap; the beats are the chain of onsets that keeps that tempo best,
by dynamic programming (D. Ellis, Beat Tracking by Dynamic Programming, J. New Music Res., 2007).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipelines.media.wav import Samples, as_channels

__all__ = ["FoundBeats", "OnsetMeter", "beats_in", "find_beats", "snap_to_beats"]

_FPS = 100
_WINDOW_S = 0.042
_EDGES_HZ = (30, 90, 180, 350, 700, 1400, 2800, 5600, 11_000)
_WEIGHTS = (1.6, 1.4, 1.0, 0.8, 0.8, 0.9, 1.0, 0.9)  # kick and bass carry the beat
_SLOWEST, _FASTEST = 50.0, 200.0
_TAPPED, _SPREAD = 108.0, 0.9  # beats per minute people like to tap, and octaves around it
_TIGHTNESS = 400.0
_AUDIBLE = 0.3  # rise of the log spectrum, all bands added
_CLEAR = 0.08  # below this share of repetition there is no pulse to speak of

Curve = NDArray[np.float64]


@dataclass(frozen=True)
class FoundBeats:
    """Beats in seconds; ``tempo`` 0 and no beats where there is no pulse; confidence 0–1."""

    tempo: float
    beats: tuple[float, ...]
    confidence: float


class OnsetMeter:
    """How much begins at each hundredth of a second, of sound that comes block by block.

    Args:
        rate: Hz, a multiple of 100.
    """

    def __init__(self, rate: int) -> None:
        self._hop = rate // _FPS
        size = 1 << int(np.ceil(np.log2(_WINDOW_S * rate)))
        self._window = np.hanning(size).astype(np.float32)
        hertz = np.fft.rfftfreq(size, 1 / rate)
        edges = np.searchsorted(hertz, _EDGES_HZ)
        self._bands = [(a, max(a + 1, b)) for a, b in pairwise(edges.tolist())]
        self._rest = np.zeros(size // 2, np.float32)  # the first window is about the first sample
        self._levels: list[Curve] = []

    def add(self, block: Samples) -> None:
        """Go on with ``[n]`` or ``[n, channels]``."""
        from numpy.lib.stride_tricks import sliding_window_view

        mono = as_channels(block).mean(axis=1)
        sound = np.concatenate([self._rest, mono])
        count = (len(sound) - len(self._window)) // self._hop + 1
        if count <= 0:
            self._rest = sound
            return
        frames = sliding_window_view(sound, len(self._window))[:: self._hop][:count]
        power = np.abs(np.fft.rfft(frames * self._window, axis=1)) ** 2
        self._levels.append(np.stack([power[:, a:b].sum(axis=1) for a, b in self._bands], axis=1))
        self._rest = sound[count * self._hop :]

    def onsets(self) -> Curve:
        """Strength of what begins, ``[frames]``, zero mean over a second, unit deviation."""
        from scipy.ndimage import gaussian_filter1d, uniform_filter1d

        if not self._levels:
            return np.zeros(0)
        level = np.concatenate(self._levels)
        loudest = np.percentile(level, 99, axis=0)
        # A band with next to nothing in it has no say.
        loudest = np.maximum(loudest, max(1e-12, 1e-5 * float(loudest.max())))
        log = np.log1p(1000 * level / loudest)
        rise = np.zeros_like(log)
        rise[2:] = np.maximum(0, log[2:] - log[:-2])
        flux = rise @ np.array(_WEIGHTS[: log.shape[1]])
        flux = gaussian_filter1d(flux, 1.5)
        if np.percentile(flux, 99) < _AUDIBLE:  # nothing begins: it sounds on
            return np.zeros(len(flux))
        flux = np.maximum(0, flux - uniform_filter1d(flux, _FPS))
        return flux / max(1e-9, float(flux.std()))

    def accents(self) -> Curve:
        """How much louder it gets, ``[frames]``: lows, middle and highs each by their own spread.

        Onsets hear a soft note after silence as well as a drum; accents tell where a bar begins.
        """
        if not self._levels:
            return np.zeros(0)
        level = np.sqrt(np.concatenate(self._levels))
        rise = np.zeros_like(level)
        rise[3:] = np.maximum(0, level[3:] - level[:-3])
        parts = [rise[:, band].sum(axis=1) for band in (slice(0, 2), slice(2, 5), slice(5, None))]
        return np.sum([part / max(1e-9, float(part.std())) for part in parts], axis=0)


def find_beats(audio: Samples, rate: int, tempo: float | None = None) -> FoundBeats:
    """Tempo and beats of a whole piece; see :func:`beats_in`."""
    meter = OnsetMeter(rate)
    meter.add(audio)
    return beats_in(meter, tempo)


def beats_in(meter: OnsetMeter, tempo: float | None = None) -> FoundBeats:
    """Beats in what a meter has heard.

    Args:
        meter: All of the music went through it.
        tempo: Beats per minute if it is known about.
    """
    onsets = meter.onsets()
    if len(onsets) < 2 * _FPS or not onsets.any():
        return FoundBeats(0.0, (), 0.0)
    found, confidence = _tempo(onsets, tempo)
    if confidence < _CLEAR:
        return FoundBeats(0.0, (), confidence)
    frames = _in_phase(_chain(onsets, 60 * _FPS / found), meter.accents())
    beats = _refined(onsets, frames) / _FPS
    if len(beats) >= 4:  # what was found tells the tempo more exactly than the lag did
        found = 60 * (len(beats) - 1) / float(beats[-1] - beats[0])
    return FoundBeats(round(found, 2), tuple(round(float(b), 4) for b in beats), confidence)


def _tempo(onsets: Curve, about: float | None) -> tuple[float, float]:
    """Beats per minute and how clear they are (share of the onsets that repeat), 0–1."""
    size = 1 << int(np.ceil(np.log2(2 * len(onsets))))
    spectrum = np.abs(np.fft.rfft(onsets - onsets.mean(), size)) ** 2
    again = np.fft.irfft(spectrum)[: len(onsets)]
    again /= max(1e-9, again[0])
    candidates = np.arange(_SLOWEST, _FASTEST, 0.25)
    if about is not None:
        candidates = np.arange(about * 0.94, about * 1.06, 0.1)
    lags = 60 * _FPS / candidates
    # A beat repeats after two and four of itself as well.
    score = sum(
        weight * np.interp(lags * turn, np.arange(len(again)), again, right=0.0)
        for turn, weight in ((1, 1.0), (2, 0.6), (4, 0.5))
    )
    centre = _TAPPED if about is None else about
    taste = np.exp(-0.5 * (np.log2(candidates / centre) / _SPREAD) ** 2)
    best = int(np.argmax(np.asarray(score) * taste))
    return float(candidates[best]), float(np.clip(np.asarray(score)[best] / 2.1, 0, 1))


def _chain(onsets: Curve, period: float) -> NDArray[np.int64]:
    """Frames of the beats: the chain with the strongest onsets and the evenest steps."""
    score = onsets.copy()
    before = np.full(len(onsets), -1)
    steps = np.arange(round(period / 2), round(2 * period) + 1)
    cost = -_TIGHTNESS * np.log(steps / period) ** 2
    for frame in range(len(onsets)):
        usable = steps[: int(np.searchsorted(steps, frame, side="right"))]
        if not len(usable):
            continue
        totals = score[frame - usable] + cost[: len(usable)]
        best = int(np.argmax(totals))
        if totals[best] > 0:
            score[frame] += totals[best]
            before[frame] = frame - usable[best]
    # It ends within the last period, so that the last beat is one.
    tail = max(0, len(score) - round(period))
    frame = tail + int(np.argmax(score[tail:]))
    chain: list[int] = []
    while frame >= 0:
        chain.append(frame)
        frame = int(before[frame])
    beats = np.array(chain[::-1])
    return beats[_sounding(onsets, beats)]


def _in_phase(beats: NDArray[np.int64], accents: Curve) -> NDArray[np.int64]:
    """Syncopated music has more onsets beside its beats than on them: the first beat of a bar,
    the strongest of its sixteenths, tells where the beats lie."""
    if len(beats) < 8:
        return beats
    quarters = np.interp(np.arange(4 * len(beats) - 3) / 4, np.arange(len(beats)), beats)
    gap = float(np.median(np.diff(beats)))
    reach = max(4, round(gap / 8))  # swung notes are a little beside their sixteenth
    near = [accents[max(0, round(q) - reach) : round(q) + reach + 1] for q in quarters]
    tops = np.array([part.max(initial=0.0) for part in near])
    whole = len(near) // 16 * 16
    bar = tops[:whole].reshape(-1, 16).mean(axis=0)
    best = int(np.argmax(bar))
    if best % 4 == 0 or bar.max() < 1.1 * bar[::4].max():
        return beats
    firsts = range(best, len(near), 16)
    late = np.median(
        [np.argmax(near[i]) + max(0, round(quarters[i]) - reach) - quarters[i] for i in firsts]
    )
    moved = quarters[best % 4 :: 4] + late
    moved = np.concatenate([[moved[0] - gap], moved, [moved[-1] + gap]])
    return np.round(moved[(moved >= 0) & (moved < len(accents))]).astype(np.int64)


def _sounding(onsets: Curve, beats: NDArray[np.int64]) -> slice:
    """Without the beats that were only guessed before the music begins and after it ends."""
    strong = np.flatnonzero([onsets[max(0, b - 3) : b + 4].max() > 0.3 for b in beats])
    return slice(int(strong[0]), int(strong[-1]) + 1) if len(strong) else slice(0, 0)


def _refined(onsets: Curve, frames: NDArray[np.int64]) -> Curve:
    """Each beat at the top of the parabola through its onset's peak, in frames."""
    out = frames.astype(float)
    for index, near in enumerate(frames.tolist()):
        first = min(max(1, near - 3), len(onsets) - 2)
        frame = first + int(np.argmax(onsets[first : near + 4]))  # a moved one is only near
        if onsets[frame] > 0.3 and frame < len(onsets) - 1:
            out[index] = frame
            a, b, c = onsets[frame - 1 : frame + 2]
            bend = a - 2 * b + c
            if bend < 0 and b >= max(a, c):
                out[index] += 0.5 * (a - c) / bend
    return out


def snap_to_beats(
    cuts: Sequence[float], beats: Iterable[float], most_s: float
) -> tuple[float, ...]:
    """Move cuts onto beats.

    Each goes to its nearest beat if that is at most ``most_s`` away, else it stays. Order is
    kept, and no two cuts fall on one beat: of two that would, the nearer one gets it.

    Args:
        cuts: Seconds, ascending.
        beats: Seconds.
        most_s: Seconds a cut may be moved.
    """
    grid = sorted(beats)
    moved = [_nearest(cut, grid) for cut in cuts]
    wishes = sorted(
        (abs(beat - cut), index)
        for index, (cut, beat) in enumerate(zip(cuts, moved, strict=True))
        if beat is not None and abs(beat - cut) <= most_s
    )
    out = list(cuts)
    for _, index in wishes:
        beat = moved[index]
        low = out[index - 1] if index else float("-inf")
        high = out[index + 1] if index + 1 < len(out) else float("inf")
        if beat is not None and low < beat < high:
            out[index] = beat
    return tuple(out)


def _nearest(cut: float, grid: list[float]) -> float | None:
    at = bisect_left(grid, cut)
    around = grid[max(0, at - 1) : at + 1]
    return min(around, key=lambda beat: abs(beat - cut)) if around else None
