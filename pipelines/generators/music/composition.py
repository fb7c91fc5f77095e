"""Writes a piece: form, chords with voice leading, melody from motifs, bass and drums.

The form is made of four-bar phrases: an opening, then A A B A, each phrase with an energy that
says which instruments play, so that the piece builds. A piece that closes goes to its highest
energy, cadences in its last two bars and lands on the tonic, which rings out. Everything is decided
by the seed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipelines.generators.music.moods import MoodStyle

__all__ = ["BEATS", "PHRASE", "SWELL_S", "Note", "Score", "compose"]

PHRASE = 4
"""Bars."""

BEATS = 4
"""Beats in a bar."""

SWELL_S = 1.5
"""Seconds a swell takes to its top."""

_KIT = frozenset({"clap", "taiko", "snap", "rim"})
_VARIED = frozenset({"hat", "shaker", "tick", "snap", "clap"})
_GHOSTED: Mapping[str, tuple[int, ...]] = {
    "snap": (7, 10, 15),
    "rim": (3, 7, 10),
    "hat": (3, 7, 11),
}
_LOWEST, _HIGHEST = 52, 76  # MIDI range of the chords


@dataclass(frozen=True)
class Note:
    """One sound: ``part`` is lead, keys, bass, pad or a drum; times in beats, velocity 0–1."""

    start: float
    beats: float
    part: str
    pitch: int
    velocity: float
    is_drum: bool = False


@dataclass(frozen=True)
class Score:
    """A piece of ``bars`` bars of four beats; one that ``closes`` has a last chord behind them."""

    bars: int
    notes: tuple[Note, ...]
    closes: bool = False


@dataclass(frozen=True)
class _Bar:
    index: int
    letter: str
    energy: int
    degree: int
    chord: tuple[int, ...]
    following: int
    is_last_of_phrase: bool


def _form(bars: int, closes: bool) -> list[tuple[str, int]]:
    """Letter and energy (1–4) per phrase: it opens quietly and rises; B lifts, then comes back."""
    phrases = -(-bars // PHRASE)
    if phrases <= 2:
        return [("A", 2 if closes and phrases == 2 else 3), ("A", 4)][:phrases]
    arc = [("A", 2), ("A", 3), ("B", 3), ("A", 4), ("A", 2), ("B", 3), ("B", 4), ("A", 4)]
    rest = list(itertools.islice(itertools.cycle(arc), phrases - 1))
    if closes:
        return [("I", 1), *rest[:-1], ("A", 4)]
    return [("I", 1), *rest[:-1], (rest[-1][0], max(3, rest[-1][1]))]


def _pitch(style: MoodStyle, root: int, degree: int) -> int:
    return root + 12 * (degree // 7) + style.scale[degree % 7]


def _voiced(pitches: list[int], before: tuple[int, ...] | None) -> tuple[int, ...]:
    """The inversion and octave that moves least from the chord before."""
    classes = sorted({p % 12 for p in pitches})
    best, cost = tuple(sorted(pitches)), np.inf
    for turn, octave in itertools.product(range(len(classes)), range(4, 6)):
        turned = classes[turn:] + [c + 12 for c in classes[:turn]]
        voicing = tuple(12 * octave + p for p in turned)
        if voicing[0] < _LOWEST or voicing[-1] > _HIGHEST:
            continue
        centre = abs(float(np.mean(voicing)) - 63)
        moved = sum(abs(a - b) for a, b in zip(voicing, before or (), strict=False))
        if moved + 0.3 * centre < cost:
            best, cost = voicing, moved + 0.3 * centre
    return best


def _bars(
    style: MoodStyle, root: int, bars: int, random: np.random.Generator, *, closes: bool
) -> list[_Bar]:
    rows = {
        "A": style.verse[int(random.integers(len(style.verse)))],
        "B": style.bridge[int(random.integers(len(style.bridge)))],
    }
    rows["I"] = rows["A"]
    form = _form(bars, closes)
    degrees = [rows[form[i // PHRASE][0]][i % PHRASE] for i in range(bars)]
    if closes:
        degrees[-2:] = style.cadence[-len(degrees) :]
    thirds = (0, 2, 4, 6) if style.sevenths else (0, 2, 4)
    result: list[_Bar] = []
    before: tuple[int, ...] | None = None
    for index, degree in enumerate(degrees):
        letter, energy = form[index // PHRASE]
        if letter == "I" and index >= PHRASE // 2:
            energy = 2  # the opening gathers speed
        before = _voiced([_pitch(style, root, degree + third) for third in thirds], before)
        last = index % PHRASE == PHRASE - 1 or index == bars - 1
        following = 0 if closes and index == bars - 1 else degrees[(index + 1) % bars]
        result.append(_Bar(index, letter, energy, degree, before, following, last))
    return result


class _Hand:
    """Adds the small unevenness of a person, and swing."""

    def __init__(self, style: MoodStyle, random: np.random.Generator) -> None:
        self._swing, self._random = style.swing, random

    def note(self, start: float, beats: float, part: str, pitch: int, velocity: float) -> Note:
        return Note(self._late(start), beats, part, pitch, self._touch(velocity))

    def hit(self, start: float, drum: str, velocity: float, variant: int = 0) -> Note:
        return Note(self._late(start), 0.2, drum, variant, self._touch(velocity), is_drum=True)

    def take(self, drum: str) -> int:
        """Which of its sounds a drum makes: no two strokes are the same."""
        return int(self._random.integers(4)) if drum in _VARIED else 0

    def happens(self, chance: float) -> bool:
        return float(self._random.random()) < chance

    def _late(self, start: float) -> float:
        late = abs(float(self._random.normal(0, 0.008)))
        if abs(start % 1 - 0.5) < 0.01:
            late += self._swing
        elif abs(start % 0.5 - 0.25) < 0.01:
            late += self._swing / 2
        return start + late

    def _touch(self, velocity: float) -> float:
        return float(np.clip(velocity * self._random.normal(1, 0.06), 0.05, 1))


@dataclass(frozen=True)
class _Motif:
    """Two bars of rhythm, and steps between their notes."""

    rhythms: tuple[tuple[float, ...], tuple[float, ...]]
    steps: tuple[tuple[int, ...], tuple[int, ...]]
    start: int


def _motif(style: MoodStyle, random: np.random.Generator, lift: int) -> _Motif:
    def rhythm() -> tuple[float, ...]:
        return style.rhythms[int(random.integers(len(style.rhythms)))]

    def steps() -> tuple[int, ...]:
        small = random.choice([-2, -1, -1, 1, 1, 2, 0], size=8)
        if random.random() < 0.5:  # one leap makes it a tune
            small[int(random.integers(1, 4))] = int(random.choice([-4, 3, 4]))
        return tuple(int(s) for s in small)

    return _Motif(
        (rhythm(), rhythm()), (steps(), steps()), 7 + lift + int(random.choice([0, 2, 4]))
    )


def _melody(
    style: MoodStyle, root: int, bars: list[_Bar], hand: _Hand, random: np.random.Generator
) -> Iterator[Note]:
    """Motif, its answer, the motif again, a close: four bars; strong beats on chord notes."""
    motifs = {"A": _motif(style, random, 0), "B": _motif(style, random, 2)}
    motifs["I"] = motifs["A"]
    kept = {letter: random.random(64) for letter in motifs}
    for bar in bars:
        motif, place = motifs[bar.letter], bar.index % PHRASE
        if bar.letter == "I" and place < 2:
            continue
        half = 1 if place == 1 else 0
        rhythm = motif.rhythms[half] if not bar.is_last_of_phrase else (2.0, -2.0)
        note, at = motif.start + (bar.degree - 7 if bar.degree > 4 else bar.degree) // 2, 0.0
        for index, length in enumerate(rhythm):
            if length > 0:
                note = int(np.clip(note + (motif.steps[half][index] if index else 0), 5, 16))
                if at % 2 == 0:
                    note = _nearest_chord_degree(note, bar.degree)
                weak = at % 1 != 0 or index > 0
                if not weak or kept[bar.letter][half * 16 + index] < style.density:
                    loud = 0.62 + 0.14 * (at == 0) + 0.05 * bar.energy
                    pitch = _pitch(style, root, note)
                    start = bar.index * BEATS + at
                    yield hand.note(start, length * 0.95, "lead", pitch, loud)
                    if bar.energy >= 4 and at % 2 == 0 and length >= 1:
                        yield hand.note(start, length * 0.9, "lead", pitch + 12, loud * 0.45)
            at += abs(length)


def _nearest_chord_degree(note: int, degree: int) -> int:
    choices = [degree + third + 7 * octave for third in (0, 2, 4) for octave in range(-1, 3)]
    return min((c for c in choices if 5 <= c <= 16), key=lambda c: (abs(c - note), c))


_Played = Iterator[tuple[float, float, int, float]]
"""Start and length in beats of the bar, pitch, velocity."""


def _arpeggio(bar: _Bar) -> _Played:
    rising = (*bar.chord, bar.chord[0] + 12)
    for step, place in enumerate((0, 1, 2, 1, 3, 1, 2, 1)):
        yield step / 2, 0.9, rising[place % len(rising)], 0.42 + 0.12 * (step % 4 == 0)


def _chords(bar: _Bar) -> _Played:
    for start, beats, loud in ((0.0, 1.4, 0.5), (1.5, 0.9, 0.4), (2.5, 1.4, 0.4)):
        for pitch in bar.chord:
            yield start, beats, pitch, loud


def _slow(bar: _Bar) -> _Played:
    for step, pitch in enumerate((*bar.chord[:3], bar.chord[-1] + 12)):
        yield step, 3.0, pitch, 0.5 - 0.05 * step


def _ostinato(bar: _Bar) -> _Played:
    steps = 8 if bar.energy < 4 else 16
    for step in range(steps):
        pitch = bar.chord[(0, 1, 2, 1)[step % 4]]
        yield step * BEATS / steps, 0.7 * BEATS / steps, pitch, 0.45 + 0.25 * (step % 4 == 0)


def _sixteenths(bar: _Bar) -> _Played:
    rising = (*bar.chord, bar.chord[0] + 12)
    for step in range(0, 16, 2 if bar.energy == 1 else 1):
        place = (0, 2, 1, 3, 2, 4, 1, 3)[step % 8] % len(rising)
        up = 12 if step % 8 >= 4 else 0
        yield step / 4, 0.3, rising[place] + up, 0.36 + 0.2 * (step % 4 == 0)


def _offbeats(bar: _Bar) -> _Played:
    for start in (0.5, 1.5, 2.5, 3.5):
        for pitch in bar.chord[: 2 + (bar.energy > 2)]:
            yield start, 0.35, pitch + 12, 0.5


_FIGURES: Mapping[str, Callable[[_Bar], _Played]] = {
    "arpeggio": _arpeggio,
    "bounce": _offbeats,
    "chords": _chords,
    "ostinato": _ostinato,
    "sixteenths": _sixteenths,
    "slow": _slow,
}


def _keys(style: MoodStyle, bar: _Bar, hand: _Hand) -> Iterator[Note]:
    for start, beats, pitch, loud in _FIGURES[style.figure](bar):
        yield hand.note(bar.index * BEATS + start, beats, "keys", pitch, loud)


def _bass(style: MoodStyle, root: int, bar: _Bar, hand: _Hand) -> Iterator[Note]:
    low = _pitch(style, root, bar.degree)
    following = _pitch(style, root, bar.following)
    while low > 45:
        low, following = low - 12, following - 12
    at = bar.index * BEATS
    if style.bass_figure == "pulse":
        for step in range(8):
            yield hand.note(at + step / 2, 0.4, "bass", low, 0.6 + 0.12 * (step % 2))
        return
    figures = {
        "long": ((0.0, 3.4, 0, 0.7),),
        "pop": ((0.0, 1.3, 0, 0.8), (1.5, 0.45, 0, 0.62), (2.0, 1.2, 0, 0.72)),
        "bounce": ((0.0, 0.45, 0, 0.8), (1.0, 0.35, 7, 0.6), (2.0, 0.45, 0, 0.72)),
    }
    for start, beats, up, loud in figures[style.bass_figure]:
        yield hand.note(at + start, beats, "bass", low + up, loud)
    if bar.energy >= 2:  # a step towards the next chord
        step = 2 if following > low else -1 if following < low else 7
        yield hand.note(at + 3.5, 0.45, "bass", following - step if step != 7 else low + 7, 0.6)


def _drums(style: MoodStyle, bar: _Bar, last: bool, hand: _Hand) -> Iterator[Note]:
    at = bar.index * BEATS
    quiet = {1: ("shaker", "tick"), 2: ("shaker", "tick", "hat", "kick", "taiko")}
    fills = bar.is_last_of_phrase and bar.energy > 2
    for drum, steps in style.drums.items():
        if bar.energy in quiet and drum not in quiet[bar.energy]:
            continue
        for step, sign in enumerate(steps):
            if sign != "." and not (fills and step >= 14):
                loud = int(sign) / 9 * (0.7 + 0.075 * bar.energy)
                yield hand.hit(at + step / 4, drum, loud, hand.take(drum))
        if drum in _GHOSTED and bar.energy >= 3:
            for step in _GHOSTED[drum]:
                if steps[step] == "." and hand.happens(0.3):
                    yield hand.hit(at + step / 4, drum, 0.2, hand.take(drum))
    has_kit = bool(_KIT & style.drums.keys())
    if bar.index % PHRASE == 0 and bar.energy >= 3 and has_kit:
        yield hand.hit(at, "crash", 0.35 + 0.1 * bar.energy)
    if fills and has_kit and (last or bar.index % 8 == 7):
        fill = "tom" if "taiko" in style.drums or "kick" in style.drums else "rim"
        for step in range(4):
            yield hand.hit(at + 3 + step / 4, fill, 0.45 + 0.1 * step, variant=4 - step)


def _swells(style: MoodStyle, plan: list[_Bar], hand: _Hand, *, closes: bool) -> Iterator[Note]:
    """Air that swells into each phrase that has more in it than the one before."""
    energies = [bar.energy for bar in plan] + ([5] if closes else [])
    soft = 1.0 if _KIT & style.drums.keys() else 0.4
    for index, (one, other) in enumerate(pairwise(energies)):
        if other > one and other >= 3:
            start = (index + 1) * BEATS - SWELL_S * style.tempo / 60
            if start >= 0:
                yield hand.hit(start, "swell", soft * (0.22 + 0.08 * other))


def _close(style: MoodStyle, root: int, plan: list[_Bar], ring: float) -> Iterator[Note]:
    """The last chord: the tonic in every part, let ring."""
    at = plan[-1].index * BEATS + BEATS
    thirds = (0, 2, 4)
    chord = _voiced([_pitch(style, root, third) for third in thirds], plan[-1].chord[:3])
    low = root
    while low > 45:
        low -= 12
    for step, pitch in enumerate((*chord, chord[0] + 12)):
        yield Note(at, ring, "pad", pitch, 0.62)
        yield Note(at + 0.045 * step, ring, "keys", pitch, 0.62)  # rolled upwards
    yield Note(at, ring, "bass", low, 0.85)
    tonic = min((root + 12, root + 24), key=lambda pitch: abs(pitch - 76))
    yield Note(at, ring, "lead", tonic, 0.65)
    if _KIT & style.drums.keys():
        yield Note(at, 0.2, "taiko" if "taiko" in style.drums else "kick", 0, 1.0, is_drum=True)
        yield Note(at, 0.2, "crash", 0, 0.7, is_drum=True)


def compose(style: MoodStyle, bars: int, seed: int, ring: float | None = None) -> Score:
    """Write ``bars`` bars in a mood.

    Args:
        style: The mood.
        bars: How many, at least one.
        seed: Equal seeds give equal pieces.
        ring: Beats the last chord rings behind the bars of a piece that closes; None: it loops.
    """
    random = np.random.default_rng([seed, bars])
    closes = ring is not None
    root = style.roots[int(random.integers(len(style.roots)))]
    plan = _bars(style, root, bars, random, closes=closes)
    hand = _Hand(style, random)
    notes = list(_melody(style, root, plan, hand, random))
    for bar in plan:
        for pitch in bar.chord:
            notes.append(Note(bar.index * BEATS, BEATS, "pad", pitch, 0.5 + 0.06 * bar.energy))
        notes += _keys(style, bar, hand)
        if bar.energy >= 2:
            notes += _bass(style, root, bar, hand)
        notes += _drums(style, bar, bar.index == bars - 1, hand)
    notes += _swells(style, plan, hand, closes=closes)
    if ring is not None:
        notes += _close(style, root, plan, ring)
    notes.sort(key=lambda note: (note.start, note.part, note.pitch))
    return Score(bars, tuple(notes), closes)
