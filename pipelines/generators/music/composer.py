"""The embedded composer: a seed and a mood become a piece of music that loops."""

from __future__ import annotations

from math import ceil

from pipelines.generators.music.composition import BEATS, PHRASE, compose
from pipelines.generators.music.instruments import SAMPLE_RATE
from pipelines.generators.music.moods import MOODS
from pipelines.generators.music.rendering import Renderer, master, stretches
from pipelines.media.wav import write_wav
from pipelines.roles.music import COMPOSE, ComposeParams, Music
from pipelines.sdk import Context, LocalText, Resources, generator

__all__ = ["composer", "fitted"]

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


@generator(
    id="studio.music.composer",
    role=COMPOSE,
    version="1.0.0",
    title=LocalText(en="Composer", zh="作曲家"),
    summary=LocalText(
        en="Background music in six moods that loops without a seam; free to use, works offline.",
        zh="六种情绪的背景音乐，首尾无缝循环；可自由使用，离线生成。",
    ),
    resources=Resources(ram_mb=500, seconds=7.0),
)
def composer(params: ComposeParams, ctx: Context) -> Music:
    """Stereo WAV, 48 kHz, −18 LUFS, true peak under −1.5 dBTP. Equal params give equal bytes."""
    style = MOODS[params.mood]
    bars, tempo = fitted(params.duration, params.tempo or style.tempo, params.tempo is None)
    score = compose(style, bars, params.seed)
    renderer = Renderer(score, style, tempo)
    for first, last in ctx.steps(stretches(score), "Composing"):
        renderer.add(first, last)
    audio = master(renderer.loop)
    file = ctx.scratch / "music.wav"
    write_wav(file, audio, SAMPLE_RATE)
    duration = len(audio) / SAMPLE_RATE
    asset = ctx.save(file, "music", duration=duration, sample_rate=SAMPLE_RATE, channels=2)
    beats = tuple(round(beat * 60 / tempo, 6) for beat in range(bars * BEATS))
    return Music(audio=asset, duration=duration, tempo=tempo, beats=beats)
