"""Video roles: pieces, their sound, and the whole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.shot import CaptionStyle, Shot
from pipelines.sdk import Asset, Frozen, LocalText, Outputs, Params, Role, hint

__all__ = [
    "ASSEMBLE",
    "MIX",
    "RENDER",
    "AssembleParams",
    "Clip",
    "MixParams",
    "Piece",
    "RenderParams",
    "Soundtrack",
    "Video",
]


class RenderParams(Params):
    """Render one piece: the body of a shot, or the transition from one shot into the next.

    ``body``: ``shots`` has one shot; frames ``first`` to ``last`` (excluded) of it are rendered.
    ``transition``: ``shots`` has two; the last ``n`` frames of the first are mixed with the first
    ``n`` of the second, ``n`` being the second one's ``transition.frames``.
    """

    part: Literal["body", "transition"] = "body"
    shots: tuple[Shot, ...] = Field(min_length=1, max_length=2)
    first: int = Field(default=0, ge=0)
    last: int = Field(default=0, ge=0, description="0: to the end of the shot")
    width: int = hint(1080, ge=64, le=4096, multiple_of=2, unit="px")
    height: int = hint(1920, ge=64, le=4096, multiple_of=2, unit="px")
    fps: int = hint(30, ge=10, le=60)
    captions: CaptionStyle = CaptionStyle()
    quality: int = hint(23, ge=0, le=51, label_en="x264 CRF", label_zh="x264 质量")


class Piece(Outputs):
    """A silent closed-GOP H.264 piece, BT.709, all with the same stream headers."""

    video: Asset
    frames: int = Field(ge=1)


class Clip(Frozen):
    """A recording placed in time."""

    audio: Asset
    start: float = Field(ge=0, description="seconds")


class MixParams(Params):
    """Mix narration over music."""

    duration: float = hint(..., gt=0, le=7200, unit="s")
    narration: tuple[Clip, ...] = ()
    music: Asset | None = None
    music_loop: float | None = hint(
        None, gt=0, unit="s", description="where the music loops by itself; None: crossfade rounds"
    )
    music_db: float = hint(-14.0, ge=-60, le=0, unit="dB", description="music level without voice")
    duck_db: float = hint(-9.0, ge=-40, le=0, unit="dB", description="further down under the voice")
    loudness: float = hint(-14.0, ge=-40, le=-8, unit="LUFS")


class Soundtrack(Outputs):
    """Stereo WAV, 48 kHz, exactly ``duration`` long."""

    audio: Asset
    loudness: float = Field(description="LUFS, measured")
    true_peak: float = Field(description="dBTP, measured")


class AssembleParams(Params):
    """Join pieces without encoding them again, and add the sound."""

    pieces: tuple[Asset, ...] = Field(min_length=1)
    audio: Asset | None = None
    fps: int = hint(30, ge=10, le=60)
    title: str = ""


class Video(Outputs):
    """MP4, H.264 and AAC, fast start."""

    video: Asset
    duration: float = Field(gt=0, description="seconds")


RENDER = Role("video.render", RenderParams, Piece, LocalText(en="Render a shot", zh="渲染镜头"))
MIX = Role("audio.mix", MixParams, Soundtrack, LocalText(en="Mix sound", zh="混音"))
ASSEMBLE = Role("video.assemble", AssembleParams, Video, LocalText(en="Join video", zh="合成视频"))
