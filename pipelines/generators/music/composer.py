"""The embedded composer: a seed and a mood become a piece of music that loops, or that ends."""

from __future__ import annotations

from math import ceil, floor

from pipelines.generators.music.composition import BEATS, PHRASE, compose
from pipelines.generators.music.instruments import SAMPLE_RATE
from pipelines.generators.music.moods import MOODS
from pipelines.generators.music.rendering import Renderer, master, stretches
from pipelines.media.wav import write_wav
from pipelines.roles.music import COMPOSE, ComposeParams, Music
from pipelines.sdk import Context, LocalText, Resources, generator

__all__ = ["closing", "composer", "fitted"]

_RING_S = 2.6  # the last chord
_SHORTEST_RING_S = 1.4
_BEND = 0.08  # how far the mood's tempo may be bent so that whole phrases fill the time


def fitted(duration: float, tempo: int, free: bool) -> tuple[int, float]:
    """Bars and tempo for a length.

    Args:
        duration: At least this many seconds.
        tempo: Wanted beats per minute.
        free: Whether the tempo may be bent a little, so that whole phrases fill the time exactly.
    """
    exact = duration * tempo / 60 / BEATS
    if free:
        phrases = max(1, round(exact / PHRASE))
        bent = phrases * PHRASE * BEATS * 60 / duration
        if abs(bent / tempo - 1) <= _BEND:
            return phrases * PHRASE, bent
    return max(1, ceil(exact - 1e-9)), float(tempo)


def closing(duration: float, tempo: int, free: bool) -> tuple[int, float]:
    """Bars and tempo of a piece that ends at a time; what is left rings out.

    Args:
        duration: Seconds, with the last chord's ring.
        tempo: Wanted beats per minute; raised where not one bar would have room.
        free: Whether the tempo may be bent a little, so that the last chord rings as it should.
    """
    bar = 60 * BEATS / tempo
    bars = max(1, round((duration - _RING_S) / bar))
    bent = bars * BEATS * 60 / max(0.5, duration - _RING_S)
    if free and abs(bent / tempo - 1) <= _BEND:
        return bars, bent
    bars = floor((duration - _SHORTEST_RING_S) / bar)
    if bars >= 1:
        return bars, float(tempo)
    return 1, BEATS * 60 / (duration - _SHORTEST_RING_S)


@generator(
    id="studio.music.composer",
    role=COMPOSE,
    version="1.1.0",
    title=LocalText(en="Composer", zh="作曲家"),
    summary=LocalText(
        en="Background music in six moods, looping or with a real ending; free to use, offline.",
        zh="六种情绪的背景音乐，可无缝循环，也可按时长完整收尾；可自由使用，离线生成。",
    ),
    resources=Resources(ram_mb=500, seconds=7.0),
)
def composer(params: ComposeParams, ctx: Context) -> Music:
    """Stereo WAV, 48 kHz, −18 LUFS, true peak under −1.5 dBTP. Equal params give equal bytes."""
    style = MOODS[params.mood]
    closes = params.ending == "close"
    fit = closing if closes else fitted
    bars, tempo = fit(params.duration, params.tempo or style.tempo, params.tempo is None)
    beats = bars * BEATS
    ring = params.duration * tempo / 60 - beats if closes else None
    score = compose(style, bars, params.seed, ring)
    renderer = Renderer(score, style, tempo, params.duration if closes else None)
    for first, last in ctx.steps(stretches(score), "Composing"):
        renderer.add(first, last)
    audio = master(renderer.loop, style.air, loops=not closes)
    file = ctx.scratch / "music.wav"
    write_wav(file, audio, SAMPLE_RATE)
    duration = len(audio) / SAMPLE_RATE
    asset = ctx.save(file, "music", duration=duration, sample_rate=SAMPLE_RATE, channels=2)
    times = tuple(round(beat * 60 / tempo, 6) for beat in range(beats + closes))
    return Music(audio=asset, duration=duration, tempo=tempo, beats=times)
