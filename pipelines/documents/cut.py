"""A cut: a finished video as an editing program sees it. Tracks of clips that lie in files.

All times are whole frames of the video. The files are named relative to the folder that the
timeline lies in.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pipelines.sdk import Asset, Frozen, Language

__all__ = ["Cut", "CutCaption", "CutClip", "CutFile", "CutMarker", "CutTrack"]


class CutFile(Frozen):
    """A media file of the cut.

    Attributes:
        path: Beside the timeline, with forward slashes: ``media/01-hook.mp4``.
        frames: How long it is; 0 for a still picture, which is as long as one likes.
        own: The person's own footage or photo, not made by the studio.
    """

    path: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_./-]*$")
    asset: Asset
    kind: Literal["video", "picture", "sound"]
    frames: int = Field(default=0, ge=0)
    width: int = Field(default=0, ge=0, description="px")
    height: int = Field(default=0, ge=0, description="px")
    has_sound: bool = False
    own: bool = False

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.rsplit("/", 1)[-1]


class CutClip(Frozen):
    """A part of a file on a track."""

    name: str
    file: str = Field(description="the path of a file of the cut")
    start: int = Field(ge=0, description="frame of the video it begins at")
    frames: int = Field(ge=1)
    source: int = Field(default=0, ge=0, description="frame of the file it begins with")
    gain_db: float = 0.0
    speed: float = Field(default=1.0, ge=0.25, le=8)

    @property
    def end(self) -> int:
        """The frame after its last."""
        return self.start + self.frames


class CutTrack(Frozen):
    """Clips one after another, none over another. ``shown``: False for what lies ready only."""

    name: str
    kind: Literal["video", "sound"]
    clips: tuple[CutClip, ...] = ()
    shown: bool = True

    @model_validator(mode="after")
    def _one_after_another(self) -> CutTrack:
        for one, following in zip(self.clips, self.clips[1:], strict=False):
            if following.start < one.end:
                raise ValueError(f"{one.name!r} and {following.name!r} overlap on {self.name!r}")
        return self


class CutCaption(Frozen):
    """Words shown from ``start`` for ``frames`` frames; ``second`` is the other language."""

    start: int = Field(ge=0)
    frames: int = Field(ge=1)
    text: str
    second: str = ""


class CutMarker(Frozen):
    """A point in time with a name: where a scene begins."""

    at: int = Field(ge=0)
    name: str
    note: str = ""


class Cut(Frozen):
    """Everything an editing program needs. The first video track is the one that is seen."""

    title: str
    language: Language = "zh"
    width: int
    height: int
    fps: int
    frames: int = Field(ge=1)
    files: tuple[CutFile, ...]
    tracks: tuple[CutTrack, ...]
    captions: tuple[CutCaption, ...] = ()
    markers: tuple[CutMarker, ...] = ()
    caption_y: float = Field(default=0.76, ge=0, le=1, description="middle of captions, of height")

    @model_validator(mode="after")
    def _every_clip_has_its_file(self) -> Cut:
        known = {file.path for file in self.files}
        for track in self.tracks:
            for clip in track.clips:
                if clip.file not in known:
                    raise ValueError(f"{clip.name!r} lies in {clip.file!r}, which is no file of it")
        return self

    def file(self, path: str) -> CutFile:
        """The file at a path of this cut."""
        return next(each for each in self.files if each.path == path)
