"""Video roles: pieces, their sound, and the whole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.shot import CaptionStyle, Shot
from pipelines.roles.sound import MIX, Clip, MixParams, Soundtrack
from pipelines.sdk import Asset, LocalText, Outputs, Params, Role, hint

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

    A ``preview`` has half the width and height, and is made faster than it plays. Pieces that are
    to be joined must agree in size, rate, purpose and encoder.
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
    purpose: Literal["final", "preview"] = "final"
    encoder: Literal["libx264", "h264_nvenc", "h264_qsv", "h264_videotoolbox", "h264_amf"] = Field(
        default="libx264", description="where it does not work on this machine, libx264 does it"
    )


class Piece(Outputs):
    """A silent closed-GOP H.264 piece, BT.709, all with the same stream headers."""

    video: Asset
    frames: int = Field(ge=1)
    notes: tuple[LocalText, ...] = Field(
        default=(), description="what a person should know, such as characters no font has"
    )


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
ASSEMBLE = Role("video.assemble", AssembleParams, Video, LocalText(en="Join video", zh="合成视频"))
