"""Where videos are published: sizes, limits and safe areas, and whether a video fits.

The data, with source and date, is in ``assets/rules/video_platforms.toml``.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.resources import files
from typing import Literal

from pydantic import Field

from pipelines.documents.shot import Box
from pipelines.sdk import Frozen, InputError, LocalText

__all__ = [
    "Covered",
    "Finding",
    "Margins",
    "VideoFacts",
    "VideoPlatform",
    "aspect_name",
    "check_fit",
    "common_safe_area",
    "video_platform",
    "video_platforms",
]

_NEAR = 0.02
"""Two aspects that differ by less are the same to the eye."""


class Margins(Frozen):
    """What to keep free at each edge, as fractions of the frame."""

    top: float = Field(ge=0, lt=0.5)
    right: float = Field(ge=0, lt=0.5)
    bottom: float = Field(ge=0, lt=0.5)
    left: float = Field(ge=0, lt=0.5)

    @property
    def box(self) -> Box:
        """What is left of the frame."""
        return Box(
            x=self.left, y=self.top, w=1 - self.left - self.right, h=1 - self.top - self.bottom
        )

    @property
    def centred(self) -> Box:
        """What is left when both sides keep the wider margin: for words set in the middle."""
        side = max(self.left, self.right)
        return Box(x=side, y=self.top, w=1 - 2 * side, h=1 - self.top - self.bottom)


class Covered(Frozen):
    """A part of the frame that the platform lays something over."""

    what: Literal["tabs", "buttons", "caption", "controls"]
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    w: float = Field(gt=0, le=1)
    h: float = Field(gt=0, le=1)


class VideoPlatform(Frozen):
    """What a place of publishing takes, and where that is known from."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    platform: str
    title: LocalText
    width: int = Field(ge=64, le=4096, description="px")
    height: int = Field(ge=64, le=4096, description="px")
    aspects: tuple[str, ...] = Field(min_length=1, description="shown without bars")
    fps: tuple[int, int] = Field(description="least and most")
    crf: int = Field(ge=0, le=51, description="x264 quality to publish in")
    audio_kbps: int = Field(ge=32, le=512)
    shortest: float = Field(ge=0, description="seconds")
    longest: float = Field(gt=0, description="seconds")
    max_mb: float = Field(ge=0, description="millions of bytes; 0: not known")
    max_kbps: int = Field(ge=0, description="of the picture; 0: not known")
    cover: tuple[int, int] = Field(description="px")
    safe: Margins
    zones: tuple[Covered, ...] = ()
    tag: Literal["O", "S", "A", "U", "C"]
    source: str


class VideoFacts(Frozen):
    """What a check needs to know of a video."""

    width: int = Field(ge=1)
    height: int = Field(ge=1)
    fps: float = Field(gt=0)
    duration: float = Field(gt=0, description="seconds")
    size: int = Field(ge=0, description="bytes")
    codec: str = "h264"
    sound: bool = True


class Finding(Frozen):
    """What a platform would say to a video. ``refused``: it does not take it; else it is shown,
    but not as it should be."""

    about: Literal["length", "size", "aspect", "pixels", "fps", "bitrate", "codec", "sound"]
    refused: bool
    message: LocalText


@functools.cache
def video_platforms() -> tuple[VideoPlatform, ...]:
    """Every known place, in the order of the file."""
    text = files("assets").joinpath("rules/video_platforms.toml").read_text(encoding="utf-8")
    return tuple(VideoPlatform.model_validate(row) for row in tomllib.loads(text)["video"])


def video_platform(name: str) -> VideoPlatform:
    """A place by its id or its name in either language (``douyin``, ``抖音``, ``Reels``).

    Raises:
        InputError: The name is not known.
    """
    wanted = name.strip().casefold()
    known: dict[str, VideoPlatform] = {}
    for each in video_platforms():
        for word in (each.title.en, each.title.zh, each.id):
            known.setdefault((word or each.id).casefold(), each)
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, n=1)
    ids = ", ".join(each.id for each in video_platforms())
    hint = f"did you mean {near[0]!r}?" if near else f"choose from: {ids}"
    raise InputError(f"there is no video platform {name!r}", hint)


def common_safe_area(names: Iterable[str]) -> Margins:
    """Margins that are enough on every one of these platforms; 5 % where none is named."""
    all_of = [video_platform(name).safe for name in names]
    if not all_of:
        return Margins(top=0.05, right=0.05, bottom=0.05, left=0.05)
    return Margins(
        top=max(each.top for each in all_of),
        right=max(each.right for each in all_of),
        bottom=max(each.bottom for each in all_of),
        left=max(each.left for each in all_of),
    )


def aspect_name(width: int, height: int) -> str:
    """The usual name of an aspect: ``9:16``; else its ratio, ``1.42:1``."""
    for name in ("9:16", "16:9", "1:1", "4:5", "3:4", "4:3", "6:7", "2:3", "21:9"):
        if abs(width / height / _ratio(name) - 1) < _NEAR:
            return name
    return f"{width / height:.2f}:1"


def _ratio(aspect: str) -> float:
    across, _, up = aspect.partition(":")
    return float(across) / float(up)


def check_fit(video: VideoFacts, place: VideoPlatform) -> tuple[Finding, ...]:
    """Everything a platform would object to, what it refuses first; empty where it fits."""
    found = [*_length_and_size(video, place), *_picture(video, place)]
    return tuple(sorted(found, key=lambda each: not each.refused))


def _said(about: str, refused: bool, en: str, zh: str) -> Finding:
    return Finding.model_validate(
        {"about": about, "refused": refused, "message": LocalText(en=en, zh=zh)}
    )


def _length_and_size(video: VideoFacts, place: VideoPlatform) -> Iterable[Finding]:
    en, zh = place.title.best("en"), place.title.best("zh")
    if video.duration < place.shortest:
        yield _said(
            "length",
            True,
            f"{en} takes no video under {place.shortest:g} s; "
            f"this one lasts {video.duration:.1f} s",
            f"{zh}不接受短于 {place.shortest:g} 秒的视频；本片 {video.duration:.1f} 秒",
        )
    if video.duration > place.longest:
        yield _said(
            "length",
            True,
            f"{en} takes {_minutes(place.longest, 'en')} at most; this one lasts "
            f"{_minutes(video.duration, 'en')}",
            f"{zh}最长 {_minutes(place.longest, 'zh')}；本片 {_minutes(video.duration, 'zh')}",
        )
    if place.max_mb and video.size > place.max_mb * 1e6:
        yield _said(
            "size",
            True,
            f"{en} takes {place.max_mb:g} MB at most; this file has {video.size / 1e6:.0f} MB",
            f"{zh}文件上限 {place.max_mb:g} MB；本片 {video.size / 1e6:.0f} MB",
        )
    kbps = video.size * 8 / video.duration / 1000
    if place.max_kbps and kbps > place.max_kbps + place.audio_kbps:
        yield _said(
            "bitrate",
            False,
            f"{en} asks for {place.max_kbps / 1000:g} Mbps at most; this one has "
            f"{kbps / 1000:.1f} Mbps and will be squeezed",
            f"{zh}建议码率不超过 {place.max_kbps / 1000:g} Mbps；本片 {kbps / 1000:.1f} Mbps，"
            "会被再次压缩",
        )


def _picture(video: VideoFacts, place: VideoPlatform) -> Iterable[Finding]:
    en, zh = place.title.best("en"), place.title.best("zh")
    ratio = video.width / video.height
    if not any(abs(ratio / _ratio(aspect) - 1) < _NEAR for aspect in place.aspects):
        shape, usual = aspect_name(video.width, video.height), place.aspects[0]
        yield _said(
            "aspect",
            False,
            f"{en} shows {usual}; a video of {shape} gets bars or is cropped",
            f"{zh}以 {usual} 呈现；{shape} 的视频会有黑边或被裁切",
        )
    short, wanted = min(video.width, video.height), min(place.width, place.height)
    if short < wanted * 2 / 3:
        yield _said(
            "pixels",
            False,
            f"{en} shows {wanted} px across the short side; this one has {short} and looks soft",
            f"{zh}短边以 {wanted} 像素呈现；本片只有 {short} 像素，画面会偏软",
        )
    least, most = place.fps
    if not least - 0.1 <= video.fps <= most + 0.1:
        yield _said(
            "fps",
            True,
            f"{en} takes {least}–{most} frames per second; this one has {video.fps:g}",
            f"{zh}支持 {least}–{most} 帧/秒；本片 {video.fps:g} 帧/秒",
        )
    if video.codec not in ("h264", "hevc"):
        yield _said(
            "codec",
            True,
            f"{en} wants H.264; this one is {video.codec}",
            f"{zh}要求 H.264 编码；本片为 {video.codec}",
        )
    if not video.sound:
        yield _said(
            "sound",
            False,
            f"the video has no sound track; {en} may mark it as silent",
            f"视频没有声音轨；{zh}可能标为无声",
        )


def _minutes(seconds: float, language: Literal["en", "zh"]) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    names = ("h", "min", "s") if language == "en" else ("小时", "分", "秒")
    parts = [f"{n} {name}" for n, name in zip((hours, minutes, rest), names, strict=True) if n]
    return " ".join(parts) or f"0 {names[2]}"
