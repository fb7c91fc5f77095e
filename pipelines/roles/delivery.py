"""Delivery roles: what is made out of a finished video to publish it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.chapters import Chapter
from pipelines.sdk import Asset, Frozen, LocalText, Outputs, Params, Role, hint

__all__ = [
    "COVERS",
    "PUBLISH",
    "TEASER",
    "CoverFrame",
    "Covers",
    "CoversParams",
    "Moment",
    "PublishParams",
    "Published",
    "Teaser",
    "TeaserParams",
]


class TeaserParams(Params):
    """A few seconds of the video as a picture that moves by itself."""

    video: Asset
    format: Literal["gif", "webp"] = "gif"
    seconds: float = hint(3.0, ge=0.5, le=8, unit="s", label_en="Length", label_zh="时长")
    start: float | None = hint(None, ge=0, unit="s", description="None: the liveliest part")
    scene_starts: tuple[float, ...] = Field(
        default=(), description="seconds; a teaser that is chosen begins with a scene"
    )
    width: int = hint(360, ge=80, le=1080, unit="px", label_en="Width", label_zh="宽度")
    fps: int = hint(12, ge=5, le=25)
    max_mb: float = hint(5.0, gt=0.02, le=50, unit="MB", label_en="At most", label_zh="大小上限")
    mark: str = hint("", max_length=40, description="words of the AI label; empty: none")


class Teaser(Outputs):
    """The teaser as it was made: smaller and slower where the size limit asked for it."""

    image: Asset
    start: float = Field(ge=0, description="seconds of the video")
    seconds: float = Field(gt=0)
    width: int
    height: int
    fps: int


class Moment(Frozen):
    """A part of the video that is known to show something: cover frames are taken there first."""

    start: float = Field(ge=0, description="seconds")
    end: float = Field(gt=0, description="seconds")
    weight: float = Field(default=1.0, ge=0, le=3)
    shows: Literal["headline", "presenter", "product", "card"] = "headline"


class CoversParams(Params):
    """Frames that could be the cover, the best first, and one with the title on it."""

    video: Asset
    count: int = hint(6, ge=1, le=24, label_en="Covers", label_zh="候选数量")
    moments: tuple[Moment, ...] = ()
    scene_starts: tuple[float, ...] = Field(
        default=(), description="seconds; one scene gives few frames"
    )
    width: int = hint(0, ge=0, le=4096, unit="px", description="0: the video's own")
    height: int = hint(0, ge=0, le=4096, unit="px")
    title: str = hint("", max_length=120, description="of the title cover; empty: none is made")
    fonts: tuple[str, ...] = ()
    captions: tuple[tuple[float, float], ...] = Field(
        default=(), description="seconds; frames without half a sentence on them come first"
    )
    mark: str = hint("", max_length=40, description="words of the AI label; empty: none")
    marked: tuple[tuple[float, float], ...] = Field(
        default=(), description="seconds in which the video shows a label of its own"
    )


class CoverFrame(Frozen):
    """A frame and why it stands where it does. All but ``at`` 0–1."""

    image: Asset
    at: float = Field(ge=0, description="seconds")
    score: float = Field(ge=0)
    sharp: float = Field(ge=0, le=1)
    light: float = Field(ge=0, le=1)
    colour: float = Field(ge=0, le=1)
    faces: int = Field(ge=0)


class Covers(Outputs):
    """Ranked, and different from one another."""

    frames: tuple[CoverFrame, ...]
    title_cover: Asset | None = None


class PublishParams(Params):
    """The video as a platform wants it. Nothing is encoded again that may stay as it is."""

    video: Asset
    width: int = hint(0, ge=0, le=4096, unit="px", description="0: as it is; else seen whole in it")
    height: int = hint(0, ge=0, le=4096, unit="px")
    fps: int = hint(0, ge=0, le=60, description="0: as it is")
    crf: int = hint(20, ge=0, le=51, label_en="x264 CRF", label_zh="x264 质量")
    max_kbps: int = hint(0, ge=0, description="of the picture; 0: no limit")
    audio_kbps: int = hint(192, ge=32, le=512)
    longest: float = hint(0.0, ge=0, unit="s", description="faded out there; 0: no limit")
    max_mb: float = hint(0.0, ge=0, unit="MB", description="0: no limit")
    chapters: tuple[Chapter, ...] = ()
    title: str = ""
    mark: str = hint(
        "", max_length=40, description="words of the AI label, set anew where the video is framed"
    )


class Published(Outputs):
    """The file to upload. ``encoded``: whether its picture was encoded again."""

    video: Asset
    duration: float = Field(gt=0, description="seconds")
    encoded: bool


TEASER = Role("video.teaser", TeaserParams, Teaser, LocalText(en="Teaser", zh="动图预告"))
COVERS = Role("video.cover", CoversParams, Covers, LocalText(en="Pick covers", zh="挑选封面"))
PUBLISH = Role(
    "video.publish", PublishParams, Published, LocalText(en="Fit a platform", zh="适配平台")
)
