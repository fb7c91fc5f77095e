"""Mix narration, music, effects and the footage's own sound, and master the sum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import numpy as np

from pipelines.generators.sound import ducking
from pipelines.generators.sound.music_bed import Bed, BedPlan
from pipelines.generators.sound.placing import (
    REFERENCE,
    place_ambient,
    place_effect,
    place_narration,
)
from pipelines.media.loudness import LoudnessMeter
from pipelines.media.mastering import Material, master
from pipelines.media.sound_track import RATE, Track, blocks, read_recording
from pipelines.media.wav import Samples, WavWriter
from pipelines.roles.sound import MIX, Ambient, MixParams, Soundtrack, Stems
from pipelines.sdk import Asset, Context, InputError, LocalText, Resources, generator

__all__ = ["mixer"]

_PEAK_DB = -1.5  # AAC moves peaks by some tenths of a dB; −1 dBTP is what platforms ask for
_SILENCE = -70.0  # LUFS and dBTP told for silence: the absolute gate of BS.1770
_AMBIENT_DUCK = 2 / 3  # the footage's sound goes down less far under the voice than music does

Told = Callable[[float], None]


@dataclass
class _Tracks:
    """What the sum is made of; what is None is silent. Curves hold 0–1 per 10 ms."""

    length: int
    narration: Track | None = None
    effects: Track | None = None
    under: Track | None = None
    only: Track | None = None
    music: Track | None = None
    plan: BedPlan | None = None
    voice: ducking.Curve = field(default_factory=lambda: np.zeros(0, np.float32))
    said: ducking.Curve = field(default_factory=lambda: np.zeros(0, np.float32))
    ambient_duck_db: float = 0.0

    def parts(self) -> Iterator[tuple[int, dict[str, Samples]]]:
        """Length and ``[n, 2]`` of each track that is there, block by block in order."""
        bed = None
        if self.music is not None and self.plan is not None:
            bed = Bed(self.music, self.plan, self.voice, self.length)
        for start, count in blocks(self.length):
            found: dict[str, Samples] = {}
            if self.narration is not None:
                found["narration"] = np.repeat(self.narration.read(start, count), 2, axis=1)
            if bed is not None:
                found["music"] = bed.read(start, count)
            if self.effects is not None:
                found["effects"] = self.effects.read(start, count)
            if self.under is not None or self.only is not None:
                found["ambient"] = self._ambient(start, count)
            yield count, found

    def _ambient(self, start: int, count: int) -> Samples:
        out = np.zeros((count, 2), np.float32)
        if self.under is not None:
            down = ducking.interpolated(self.said, start, count) * self.ambient_duck_db
            out += self.under.read(start, count) * (10 ** (down / 20))[:, None]
        if self.only is not None:
            out += self.only.read(start, count)
        return out


@generator(
    id="studio.audio.mixer",
    role=MIX,
    version="2.0.1",
    title=LocalText(en="Mixer", zh="混音器"),
    summary=LocalText(
        en="Narration, ducking music, effects and original sound, mastered for social video",
        zh="旁白、自动避让的音乐、音效与现场原声混音，按短视频平台响度母带处理",
    ),
    resources=Resources(cpu=1, ram_mb=300, seconds=2.0),
)
def mixer(params: MixParams, ctx: Context) -> Soundtrack:
    """Voices are brought to one level first, so that all other levels mean what they say.

    Works in blocks on files: memory grows only by what is measured, less than 1 MB a minute.
    """
    notes: list[LocalText] = []
    with ExitStack() as stack:
        tracks = _Tracks(round(params.duration * RATE))
        _place(params, ctx, tracks, stack, notes)
        ctx.progress(0.35, "Mixing")
        material = Material(stack.enter_context(Track(ctx.scratch / "sum.f32", 2)))
        for count, parts in tracks.parts():
            material.add(sum(parts.values(), np.zeros((count, 2), np.float32)))
            ctx.progress(0.35 + 0.15 * material.track.length / tracks.length, "Mixing")
        file = ctx.scratch / "mix.wav"
        made = master(
            material,
            file,
            params.loudness,
            _PEAK_DB,
            lambda done: ctx.progress(0.5 + 0.35 * done, "Mastering"),
        )
        stems = _stems(tracks, made.gain_db, ctx) if params.stems else None
    ctx.progress(1.0, "Done")
    audio = ctx.save(file, "sound", duration=tracks.length / RATE, sample_rate=RATE, channels=2)
    return Soundtrack(
        audio=audio,
        loudness=round(max(made.loudness, _SILENCE), 2),
        true_peak=round(max(made.true_peak, _SILENCE), 2),
        stems=stems,
        notes=tuple(notes),
    )


def _place(
    params: MixParams, ctx: Context, tracks: _Tracks, stack: ExitStack, notes: list[LocalText]
) -> None:
    """Everything levelled and in its place, on tracks that go when the stack does."""

    def track(name: str, channels: int, length: int = tracks.length) -> Track:
        return stack.enter_context(Track(ctx.scratch / f"{name}.f32", channels, length))

    if params.narration:
        tracks.narration = track("narration", 1)
        placed = place_narration(
            params.narration, tracks.narration, ctx.scratch, ctx.path, treat=params.treat_voice
        )
        done = 0
        for count in placed:
            done += count
            ctx.progress(0.2 * done / len(params.narration), "Placing voice")
    if params.effects:
        tracks.effects = track("effects", 2)
        _effects(params, ctx, tracks.effects, notes)
    spans: list[tuple[int, int]] = []
    for how in ("under", "only"):
        items = [item for item in params.ambient if item.sound == how]
        if items:
            laid = track(how, 2)
            setattr(tracks, how, laid)
            wanted = REFERENCE + (params.ambient_db if how == "under" else 0.0)
            found = _ambient(items, ctx, laid, wanted, notes)
            spans += found if how == "only" else []
    _duck(params, tracks, spans)
    if params.music is not None:
        ctx.progress(0.3, "Reading music")
        _music(params, params.music, ctx, tracks, music=track("music", 2, 0), notes=notes)


def _effects(params: MixParams, ctx: Context, out: Track, notes: list[LocalText]) -> None:
    for number, item in enumerate(params.effects, 1):
        try:
            place_effect(item, out, ctx.scratch, ctx.path, params.effects_db)
        except InputError as error:
            notes.append(_left_out(f"sound effect {number}", f"第 {number} 个音效", error))
        ctx.progress(0.2, "Placing effects")


def _ambient(
    items: list[Ambient], ctx: Context, out: Track, wanted: float, notes: list[LocalText]
) -> list[tuple[int, int]]:
    """Parts of one file stay together, so that they keep their levels to each other."""
    files: dict[str, list[Ambient]] = {}
    for item in items:
        files.setdefault(item.audio.sha256, []).append(item)
    spans: list[tuple[int, int]] = []
    for parts in files.values():
        try:
            spans += place_ambient(parts, out, ctx.scratch, ctx.path, wanted)
        except InputError as error:
            if parts[0].sound == "only":  # silent footage under a voice is no news
                notes.append(_left_out("original sound", "原声", error))
        ctx.progress(0.25, "Placing original sound")
    return spans


def _left_out(what_en: str, what_zh: str, error: InputError) -> LocalText:
    return LocalText(
        en=f"The {what_en} was left out: {error.message}",
        zh=f"已略去{what_zh}：其中没有可用的声音（{error.message}）",
    )


def _duck(params: MixParams, tracks: _Tracks, spans: list[tuple[int, int]]) -> None:
    """Where somebody speaks, for the music and for the sound under the voice."""
    power = np.zeros(-(-tracks.length // ducking.STEP), np.float32)
    if tracks.narration is not None:
        for start, count in blocks(tracks.length):
            found = ducking.powers(tracks.narration.read(start, count)[:, 0])
            power[start // ducking.STEP :][: len(found)] = found
    speaking = ducking.activity(power)
    tracks.said = ducking.depth(speaking)
    tracks.ambient_duck_db = params.duck_db * _AMBIENT_DUCK
    for start, end in spans:  # what the footage itself says counts as a voice
        speaking[start // ducking.STEP : -(-end // ducking.STEP)] = True
    tracks.voice = ducking.depth(speaking)


def _music(
    params: MixParams,
    asset: Asset,
    ctx: Context,
    tracks: _Tracks,
    *,
    music: Track,
    notes: list[LocalText],
) -> None:
    """Read as much of the music as is heard, and find how loud it is."""
    looping = params.music_loop is not None
    # A little more than is needed, so that a piece that goes on is not taken for one that ends.
    heard = None if looping else params.duration + 5.0
    offset = 0.0 if looping else params.music_offset
    try:
        read_recording(ctx.path(asset), music, offset=offset, seconds=heard)
        if not music.length and offset:  # begins behind its own end
            read_recording(ctx.path(asset), music, seconds=heard)
        if not music.length:
            raise InputError("the music file is empty", "choose another one")
    except InputError as error:
        notes.append(_left_out("music", "音乐", error))
        return
    meter = LoudnessMeter(RATE, 2)
    for start, count in blocks(music.length):
        meter.add(music.read(start, count))
    loudness = meter.loudness()
    if not np.isfinite(loudness):
        notes.append(_left_out("music", "音乐", InputError("it is silent", "choose another one")))
        return
    tracks.music = music
    tracks.plan = BedPlan(
        gain_db=REFERENCE + params.music_db - loudness,
        duck_db=params.duck_db,
        loop=params.music_loop,
        offset=params.music_offset if looping else 0.0,
        fade_in=params.music_fade_in,
        fade_out=params.music_fade_out,
    )


def _stems(tracks: _Tracks, gain_db: float, ctx: Context) -> Stems:
    """Each track by itself as it is in the mix before the last limiter."""
    gain = np.float32(10 ** (gain_db / 20))
    done = 0
    with ExitStack() as stack:
        writers: dict[str, WavWriter] = {}
        for count, parts in tracks.parts():
            for name, block in parts.items():
                if name not in writers:
                    file = ctx.scratch / f"stem-{name}.wav"
                    writers[name] = stack.enter_context(WavWriter(file, RATE, 2, "float32"))
                writers[name].write(block * gain)
            done += count
            ctx.progress(0.85 + 0.14 * done / tracks.length, "Writing stems")
    facts: dict[str, float | int] = {
        "duration": tracks.length / RATE,
        "sample_rate": RATE,
        "channels": 2,
    }
    saved = {name: ctx.save(ctx.scratch / f"stem-{name}.wav", "sound", **facts) for name in writers}
    return Stems(gain_db=round(gain_db, 2), **saved)
