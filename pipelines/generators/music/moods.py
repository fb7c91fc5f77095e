"""What each mood sounds like, as data: tempo, harmony, rhythm and instruments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.roles.music import Mood

__all__ = ["MOODS", "MoodStyle"]

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
DORIAN = (0, 2, 3, 5, 7, 9, 10)
LYDIAN = (0, 2, 4, 6, 7, 9, 11)

Chords = tuple[int, ...]
"""One scale degree (from 0) a bar."""


@dataclass(frozen=True)
class MoodStyle:
    """One mood.

    Args:
        tempo: Beats per minute.
        roots: MIDI pitches the key is chosen from.
        scale: Semitones of the seven degrees.
        verse, bridge: Four-bar chord rows the A and B parts are chosen from.
        cadence: Degrees of the two bars before the last chord of a piece that closes.
        sevenths: Whether chords have four notes.
        swing: How late off-beat eighths come, in beats.
        rhythms: Melody rhythms of a bar, in beats; negative: a rest.
        density: How many of the melody's weak notes are played, 0–1.
        lead, keys, bass, pad: Instruments, by their name in ``instruments``.
        figure: How the keys play: ``arpeggio``, ``bounce``, ``chords``, ``ostinato``,
            ``sixteenths``, ``slow``.
        bass_figure: ``long``, ``pop``, ``pulse``, ``bounce``.
        drums: Steps of sixteen per drum; digits 1–9 are loudness, ``.`` is silence.
        brightness: 0–1, how many overtones the instruments have.
        room: Reverb level; ``decay`` its time in seconds.
        pump: How far pads duck under the kick, 0–1.
        echo: Level of the dotted-eighth echo on the melody.
        air: dB the whole is lifted above 3.5 kHz.
        levels: Gain of lead, keys, bass, pad, drums.
    """

    tempo: int
    roots: tuple[int, ...]
    scale: tuple[int, ...]
    verse: tuple[Chords, ...]
    bridge: tuple[Chords, ...]
    cadence: tuple[int, int]
    sevenths: bool
    swing: float
    rhythms: tuple[tuple[float, ...], ...]
    density: float
    lead: str
    keys: str
    bass: str
    pad: str
    figure: str
    bass_figure: str
    drums: Mapping[str, str]
    brightness: float
    room: float
    decay: float
    pump: float
    echo: float
    air: float
    levels: tuple[float, float, float, float, float]


_LIVELY = (
    (0.5, 0.5, 1, 0.5, 0.5, 1),
    (1, 0.5, 0.5, 1, -1),
    (1.5, 0.5, 1, 1),
    (-0.5, 0.5, 0.5, 0.5, 1, 1),
    (0.75, 0.75, 0.5, 1, 1),
)
_SINGING = ((1.5, 0.5, 2), (2, 1, 1), (1, 1, 2), (3, 1), (-1, 1, 2))
_SLOW = ((4,), (3, 1), (2, 2), (-2, 2), (-1, 3))

MOODS: Mapping[Mood, MoodStyle] = {
    "bright": MoodStyle(
        tempo=116,
        roots=(60, 62, 64, 65),
        scale=MAJOR,
        verse=((0, 4, 5, 3), (0, 2, 3, 4), (3, 0, 4, 5)),
        bridge=((5, 3, 0, 4), (3, 4, 2, 5)),
        cadence=(3, 4),
        sevenths=False,
        swing=0.0,
        rhythms=_LIVELY,
        density=0.8,
        lead="pluck",
        keys="piano",
        bass="round",
        pad="air",
        figure="arpeggio",
        bass_figure="pop",
        drums={
            "kick": "9.....7.8.......",
            "clap": "....8.......8...",
            "hat": "5.7.5.7.5.7.5.7.",
            "shaker": "3234323432343234",
        },
        brightness=0.85,
        room=0.16,
        decay=1.6,
        pump=0.25,
        echo=0.22,
        air=2.5,
        levels=(0.32, 0.27, 0.21, 0.18, 0.34),
    ),
    "warm": MoodStyle(
        tempo=90,
        roots=(57, 58, 60, 62),
        scale=MAJOR,
        verse=((0, 5, 1, 4), (3, 2, 1, 4), (0, 2, 3, 4)),
        bridge=((3, 4, 2, 5), (1, 4, 0, 5)),
        cadence=(1, 4),
        sevenths=True,
        swing=0.1,
        rhythms=_SINGING,
        density=0.65,
        lead="felt",
        keys="electric",
        bass="round",
        pad="air",
        figure="chords",
        bass_figure="long",
        drums={
            "kick": "8.....5...7.....",
            "rim": "....6.......6..3",
            "hat": "3.5.3.5.3.5.3.5.",
        },
        brightness=0.45,
        room=0.2,
        decay=1.8,
        pump=0.15,
        echo=0.12,
        air=6.0,
        levels=(0.34, 0.30, 0.25, 0.16, 0.27),
    ),
    "calm": MoodStyle(
        tempo=70,
        roots=(55, 57, 60, 62),
        scale=LYDIAN,
        verse=((0, 5, 2, 4), (0, 1, 0, 4), (5, 2, 0, 1)),
        bridge=((2, 5, 1, 4), (5, 4, 0, 1)),
        cadence=(1, 4),
        sevenths=True,
        swing=0.0,
        rhythms=_SLOW,
        density=0.5,
        lead="bell",
        keys="felt",
        bass="sub",
        pad="strings",
        figure="slow",
        bass_figure="long",
        drums={"shaker": "2.3.2.3.2.3.2.3."},
        brightness=0.3,
        room=0.34,
        decay=3.0,
        pump=0.0,
        echo=0.2,
        air=7.0,
        levels=(0.26, 0.32, 0.20, 0.25, 0.14),
    ),
    "epic": MoodStyle(
        tempo=94,
        roots=(50, 52, 55, 57),
        scale=MINOR,
        verse=((0, 5, 2, 6), (0, 3, 5, 6), (0, 6, 5, 6)),
        bridge=((5, 6, 0, 2), (3, 5, 6, 6)),
        cadence=(5, 6),
        sevenths=False,
        swing=0.0,
        rhythms=_SINGING,
        density=0.9,
        lead="brass",
        keys="spiccato",
        bass="bowed",
        pad="strings",
        figure="ostinato",
        bass_figure="long",
        drums={
            "taiko": "9..6..7.9..6..78",
            "tom": "....5..4....5.54",
            "crash": "................",
            "shaker": "2323232323232323",
        },
        brightness=0.75,
        room=0.3,
        decay=2.6,
        pump=0.0,
        echo=0.0,
        air=5.0,
        levels=(0.32, 0.30, 0.24, 0.24, 0.40),
    ),
    "playful": MoodStyle(
        tempo=124,
        roots=(60, 62, 65, 67),
        scale=MAJOR,
        verse=((0, 3, 0, 4), (0, 5, 1, 4), (0, 4, 3, 4)),
        bridge=((3, 0, 1, 4), (5, 1, 3, 4)),
        cadence=(3, 4),
        sevenths=False,
        swing=0.14,
        rhythms=_LIVELY,
        density=0.9,
        lead="marimba",
        keys="pizzicato",
        bass="pluck_bass",
        pad="air",
        figure="bounce",
        bass_figure="bounce",
        drums={
            "kick": "7.......7.......",
            "snap": "....7.......7...",
            "shaker": "4.5.4.5.4.5.4.56",
            "wood": "......5....4....",
        },
        brightness=0.65,
        room=0.14,
        decay=1.0,
        pump=0.0,
        echo=0.1,
        air=4.0,
        levels=(0.38, 0.32, 0.20, 0.10, 0.32),
    ),
    "tech": MoodStyle(
        tempo=108,
        roots=(53, 55, 57, 60),
        scale=DORIAN,
        verse=((0, 5, 2, 6), (0, 2, 3, 6), (0, 0, 3, 5)),
        bridge=((3, 6, 2, 4), (5, 6, 0, 0)),
        cadence=(3, 6),
        sevenths=True,
        swing=0.0,
        rhythms=_SLOW,
        density=0.6,
        lead="glass",
        keys="synth",
        bass="saw_bass",
        pad="wide",
        figure="sixteenths",
        bass_figure="pulse",
        drums={
            "kick": "9...9...9...9...",
            "clap": "....5.......5...",
            "hat": "..6...6...6...6.",
            "tick": "4.23.24.4.23.24.",
        },
        brightness=0.95,
        room=0.22,
        decay=2.0,
        pump=0.5,
        echo=0.3,
        air=4.0,
        levels=(0.26, 0.26, 0.22, 0.21, 0.32),
    ),
}
