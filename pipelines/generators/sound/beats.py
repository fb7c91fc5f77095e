"""The embedded finder of tempo and beats."""

from __future__ import annotations

from pipelines.media.beats import OnsetMeter, beats_in
from pipelines.media.sound_track import RATE, Track, blocks, read_recording
from pipelines.roles.sound import BEATS, Beats, BeatsParams
from pipelines.sdk import Context, InputError, LocalText, Resources, generator

__all__ = ["beat_finder"]


@generator(
    id="studio.audio.beats",
    role=BEATS,
    version="1.0.0",
    title=LocalText(en="Beat finder", zh="节拍检测"),
    summary=LocalText(
        en="Tempo and beats of any music, for cuts that fall on them",
        zh="检测任意音乐的速度与节拍，让画面卡点切换",
    ),
    resources=Resources(ram_mb=250, seconds=2.0),
)
def beat_finder(params: BeatsParams, ctx: Context) -> Beats:
    """Music without a pulse gives no beats; that is no error."""
    with Track(ctx.scratch / "music.f32", 1) as music:
        read_recording(ctx.path(params.audio), music)
        if not music.length:
            raise InputError("the music file is empty", "choose another one")
        meter = OnsetMeter(RATE)
        for start, count in blocks(music.length):
            meter.add(music.read(start, count))
            ctx.progress(0.8 * start / music.length, "Listening")
        found = beats_in(meter, params.tempo)
        return Beats(
            tempo=found.tempo,
            beats=found.beats,
            confidence=round(found.confidence, 3),
            duration=music.length / RATE,
        )
