"""Sound roles: the mix of a video, sound effects, and the beats of a piece of music."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.sdk import Asset, Frozen, LocalText, Outputs, Params, Role, hint

__all__ = [
    "BEATS",
    "EFFECT",
    "MIX",
    "Ambient",
    "Beats",
    "BeatsParams",
    "Clip",
    "Effect",
    "EffectName",
    "EffectParams",
    "MixParams",
    "Placed",
    "Soundtrack",
    "Stems",
]


class Placed(Frozen):
    """A recording placed in time: any file with sound, a video as well."""

    audio: Asset
    start: float = Field(ge=0, description="seconds of the mix, kept to the sample")
    offset: float = Field(default=0.0, ge=0, description="seconds into the recording")
    duration: float | None = Field(
        default=None, gt=0, description="seconds heard, counted in the mix; None: to its end"
    )
    gain_db: float = Field(default=0.0, ge=-60, le=24, description="on top of the levelling")
    fade_in: float = Field(default=0.0, ge=0, le=60, description="seconds")
    fade_out: float = Field(default=0.0, ge=0, le=60, description="seconds")


class Clip(Placed):
    """Something said. All clips are made equally loud, whoever says them and with what."""

    take: str = Field(
        default="", description="clips of one recording: they share one gain, found over all"
    )


class Ambient(Placed):
    """The sound that the person's own footage brings along.

    ``under``: below the voice, and lower still while somebody speaks; ``only``: it is what one
    hears there, as loud as a voice, and the music makes room for it.
    """

    sound: Literal["under", "only"] = "under"
    speed: float = Field(default=1.0, ge=0.25, le=8, description="the footage's; pitch is kept")


class MixParams(Params):
    """Mix narration, music, effects and the footage's own sound."""

    duration: float = hint(..., gt=0, le=7200, unit="s")
    narration: tuple[Clip, ...] = ()
    music: Asset | None = None
    music_loop: float | None = hint(
        None, gt=0, unit="s", description="where the music loops by itself; None: crossfade rounds"
    )
    music_offset: float = hint(0.0, ge=0, unit="s", description="where in the music it begins")
    music_db: float = hint(-14.0, ge=-60, le=0, unit="dB", description="music level without voice")
    music_fade_in: float = hint(0.4, ge=0, le=30, unit="s")
    music_fade_out: float = hint(
        2.0, ge=0, le=30, unit="s", description="0 for music that has an end of its own"
    )
    duck_db: float = hint(-9.0, ge=-40, le=0, unit="dB", description="further down under the voice")
    effects: tuple[Placed, ...] = ()
    effects_db: float = hint(-8.0, ge=-60, le=12, unit="dB", description="below the voice")
    ambient: tuple[Ambient, ...] = ()
    ambient_db: float = hint(-12.0, ge=-60, le=0, unit="dB", description="below the voice")
    treat_voice: bool = hint(
        True, description="rumble, harshness, sibilants and jumps in level of the voice taken down"
    )
    loudness: float = hint(-14.0, ge=-40, le=-8, unit="LUFS")
    stems: bool = hint(False, description="also hand out each track by itself")


class Stems(Frozen):
    """The tracks, stereo float WAV, 48 kHz, all as long as the mix.

    They are as loud as they are in the mix: added up they are the mix before its last limiter.
    """

    narration: Asset | None = None
    music: Asset | None = None
    effects: Asset | None = None
    ambient: Asset | None = None
    gain_db: float = Field(default=0.0, description="of the mastering, already in every stem")


class Soundtrack(Outputs):
    """Stereo WAV, 48 kHz, exactly ``duration`` long."""

    audio: Asset
    loudness: float = Field(description="LUFS, measured")
    true_peak: float = Field(description="dBTP, measured")
    stems: Stems | None = None
    notes: tuple[LocalText, ...] = Field(
        default=(), description="what was left out and why: music that cannot be read …"
    )


EffectName = Literal["whoosh", "pop", "click", "ding", "riser", "hit", "shimmer", "page"]


class EffectParams(Params):
    """Make a sound effect."""

    name: EffectName = hint("whoosh", label_en="Sound", label_zh="音效")
    seed: int = hint(1, ge=0, label_en="Seed", label_zh="随机种子", widget="seed")
    duration: float | None = hint(
        None, gt=0.02, le=20, unit="s", description="None: as long as such a sound usually is"
    )


class Effect(Outputs):
    """Stereo WAV, 48 kHz, sample peak at −3 dBFS or lower."""

    audio: Asset
    duration: float = Field(gt=0, description="seconds")
    accent: float = Field(
        ge=0, description="seconds: what should fall on the cut (a riser's is at its end)"
    )


class BeatsParams(Params):
    """Find tempo and beats in a piece of music."""

    audio: Asset
    tempo: float | None = hint(
        None, ge=30, le=300, unit="bpm", description="known about; None: found"
    )


class Beats(Outputs):
    """When the beats of a piece are; none where it has no pulse."""

    tempo: float = Field(ge=0, description="beats per minute; 0 where there is no pulse")
    beats: tuple[float, ...] = Field(default=(), description="seconds")
    confidence: float = Field(default=0.0, ge=0, le=1, description="how clear the pulse is")
    duration: float = Field(gt=0, description="seconds of the music")


MIX = Role("audio.mix", MixParams, Soundtrack, LocalText(en="Mix sound", zh="混音"))
EFFECT = Role(
    "audio.effect", EffectParams, Effect, LocalText(en="Make a sound effect", zh="制作音效")
)
BEATS = Role("audio.beats", BeatsParams, Beats, LocalText(en="Find the beats", zh="检测节拍"))
