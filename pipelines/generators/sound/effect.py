"""The embedded maker of sound effects."""

from __future__ import annotations

from pipelines.generators.sound.effect_synth import synthesise
from pipelines.media.sound_track import RATE
from pipelines.media.wav import write_wav
from pipelines.roles.sound import EFFECT, Effect, EffectParams
from pipelines.sdk import Context, LocalText, Resources, generator

__all__ = ["effects"]


@generator(
    id="studio.audio.effects",
    role=EFFECT,
    version="1.0.0",
    title=LocalText(en="Sound effects", zh="音效"),
    summary=LocalText(
        en="Whoosh, pop, click, ding, riser, hit, shimmer and page turn; free to use, offline",
        zh="呼啸、气泡、点击、叮、渐强、重击、闪光、翻页八种音效；可自由使用，离线生成",
    ),
    resources=Resources(ram_mb=200, seconds=0.5),
)
def effects(params: EffectParams, ctx: Context) -> Effect:
    """Equal params give equal bytes."""
    sound, accent = synthesise(params.name, params.seed, params.duration)
    ctx.progress(0.9, params.name)
    file = ctx.scratch / "effect.wav"
    write_wav(file, sound, RATE)
    duration = len(sound) / RATE
    asset = ctx.save(file, "sound", duration=duration, sample_rate=RATE, channels=2)
    return Effect(audio=asset, duration=duration, accent=accent)
