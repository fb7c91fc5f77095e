"""Recordings levelled and put where they belong on a track, to the sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from pipelines.generators.sound.music_bed import fades
from pipelines.media.loudness import LoudnessMeter
from pipelines.media.sound_track import RATE, Track, blocks, read_recording
from pipelines.media.voice_chain import VoiceChain
from pipelines.roles.sound import Ambient, Clip, Placed
from pipelines.sdk import Asset, InputError

__all__ = ["MONO_LU", "REFERENCE", "place_ambient", "place_effect", "place_narration"]

REFERENCE = -20.0
"""LUFS on two channels: what a voice is brought to before the mastering."""

MONO_LU = 10 * float(np.log10(2))
"""The same sound on two channels reads this much more than on one."""

_CHAIN_LUFS = -20.0  # as mono: what the voice chain's thresholds are meant for
_MOST_DB = 45.0  # what is further down is noise
_AMBIENT_MOST_DB = 12.0  # a quiet street stays quiet
_SHORTEST = {"voice": 0.003, "effect": 0.0005, "ambient": 0.01}  # s: fades without a click

Paths = Callable[[Asset], Path]


def _gain(measured: float, wanted: float, most: float = _MOST_DB) -> float:
    """dB from one loudness to another; none for silence."""
    return min(most, wanted - measured) if np.isfinite(measured) else 0.0


def _measured(track: Track) -> LoudnessMeter:
    meter = LoudnessMeter(RATE, track.channels)
    for start, count in blocks(track.length):
        meter.add(track.read(start, count))
    return meter


def _put(
    out: Track, source: Track, span: tuple[int, int], item: Placed, *, how: str, db: float
) -> tuple[int, int]:
    """Add ``source[span]`` where the item belongs, under its gain and fades; where it is heard."""
    begin, length = span
    at = round(item.start * RATE)
    heard = min(length, out.length - at)
    shortest = _SHORTEST[how]
    ends = [round(max(shortest, fade) * RATE) for fade in (item.fade_in, item.fade_out)]
    gain = np.float32(10 ** ((db + item.gain_db) / 20))
    for start, count in blocks(max(0, heard)):
        curve = fades(start, count, heard, ends[0], ends[1]) * gain
        out.add(at + start, source.read(begin + start, count) * curve[:, None])
    return at, at + max(0, heard)


def place_narration(
    clips: tuple[Clip, ...], out: Track, scratch: Path, paths: Paths, *, treat: bool
) -> Iterable[int]:
    """Put what is said on a mono track, each take as loud as the others; yields after each.

    What would go past the end falls away.

    Raises:
        InputError: A recording has no sound; the message tells which.
    """
    takes: dict[str, list[Clip]] = {}
    for number, clip in enumerate(clips):
        takes.setdefault(f"take {clip.take}" if clip.take else f"clip {number}", []).append(clip)
    for name, take in takes.items():
        with Track(scratch / "take.f32", 1) as said, Track(scratch / "treated.f32", 1) as treated:
            spans = [_read(clip, said, paths, name) for clip in take]
            gain = _gain(_measured(said).loudness(), _CHAIN_LUFS)
            ready = said
            if treat and gain:
                _treat(said, treated, spans, gain)
                ready = treated
            db = _gain(_measured(ready).loudness(), REFERENCE - MONO_LU)
            for clip, span in zip(take, spans, strict=True):
                _put(out, ready, span, clip, how="voice", db=db)
        yield len(take)


def _read(item: Placed, track: Track, paths: Paths, name: str = "") -> tuple[int, int]:
    """Append the item's part of its recording; first sample and length on the track."""
    begin = track.length
    speed = item.speed if isinstance(item, Ambient) else 1.0
    try:
        read_recording(
            paths(item.audio), track, offset=item.offset, seconds=item.duration, speed=speed
        )
    except InputError as error:
        where = f"{name or 'sound'} at {item.start:.1f} s"
        raise InputError(f"{where}: {error.message}", error.hint) from error
    return begin, track.length - begin


def _treat(said: Track, treated: Track, spans: list[tuple[int, int]], gain_db: float) -> None:
    """Each clip through a channel of its own: they do not follow each other in the mix."""
    for begin, length in spans:
        chain = VoiceChain(10 ** (gain_db / 20))
        for start, count in blocks(length):
            block = chain.process(said.read(begin + start, count)[:, 0])
            treated.append(block[:, None])


def place_effect(item: Placed, out: Track, scratch: Path, paths: Paths, level_db: float) -> None:
    """Put an effect on a stereo track, its loudest tenth of a second ``level_db`` below the voice.

    Raises:
        InputError: There is no sound in it.
    """
    with Track(scratch / "effect.f32", 2) as sound:
        span = _read(item, sound, paths)
        db = _gain(_measured(sound).loudest(), REFERENCE + level_db)
        _put(out, sound, span, item, how="effect", db=db)


def place_ambient(
    items: list[Ambient], out: Track, scratch: Path, paths: Paths, wanted: float
) -> list[tuple[int, int]]:
    """Put the parts of one footage on a stereo track; they keep their levels to each other.

    Args:
        wanted: Loudness they are brought to, LUFS; what is quiet comes up by 12 dB at most.

    Returns:
        First and last sample (excluded) of each.

    Raises:
        InputError: There is no sound in it.
    """
    with Track(scratch / "ambient.f32", 2) as sound:
        spans = [_read(item, sound, paths) for item in items]
        db = _gain(_measured(sound).loudness(), wanted, _AMBIENT_MOST_DB)
        return [
            _put(out, sound, span, item, how="ambient", db=db)
            for item, span in zip(items, spans, strict=True)
        ]
