"""Footage roles: a person's own clips and pages made ready, and what is in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.document import Hex
from pipelines.sdk import Asset, Frozen, LocalText, Outputs, Params, Role, hint

__all__ = [
    "ANALYSE",
    "LONGEST_ANALYSED",
    "LONGEST_PREPARED",
    "PAGES",
    "PREPARE",
    "AnalyseParams",
    "Analysis",
    "BadPart",
    "FaceSeen",
    "FocusPoint",
    "Moment",
    "Page",
    "Pages",
    "PagesParams",
    "Phrase",
    "PrepareParams",
    "Prepared",
    "Second",
    "Span",
]

LONGEST_PREPARED = 1800.0
"""Seconds of footage that are made ready at most in one go."""
LONGEST_ANALYSED = 7200.0
"""Seconds of one file that are looked through at most."""


class PrepareParams(Params):
    """Make a part of any video (or GIF, or picture) ready for the renderer.

    Only the wanted part is decoded. The picture is never made larger.
    """

    footage: Asset
    name: str = hint("", description="the file's name, for messages")
    fps: int = hint(30, ge=10, le=60)
    long_side: int = hint(
        1920, ge=64, le=4096, unit="px", description="the longer side is no longer than that"
    )
    start: float = hint(0.0, ge=0, unit="s")
    end: float | None = hint(None, gt=0, unit="s", description="None: to the end of the file")
    background: Hex = hint("#ffffff", description="what is seen through transparent parts")


class Prepared(Outputs):
    """H.264, yuv420p, BT.709 tv range, constant rate, upright, even size, two key frames a second.

    ``video.meta`` has width, height, fps, frames and duration. ``audio`` is a stereo WAV at 48 kHz
    of exactly the same length; None where the footage has no sound. ``notes`` are for a person:
    what was mended and what is missing.
    """

    video: Asset
    frames: int = Field(ge=1)
    duration: float = Field(gt=0, description="seconds")
    width: int = Field(ge=2)
    height: int = Field(ge=2)
    audio: Asset | None = None
    notes: tuple[LocalText, ...] = ()


class AnalyseParams(Params):
    """Look through a video: shots, speech, faces, what is worth showing and what is not."""

    footage: Asset
    name: str = hint("", description="the file's name, for messages")
    start: float = hint(0.0, ge=0, unit="s")
    end: float | None = hint(None, gt=0, unit="s", description="None: to the end of the file")


class Span(Frozen):
    """From ``start`` to ``end``, seconds of the file."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)


class Phrase(Span):
    """Something said in one breath, between two silences.

    ``fingerprint`` is how it begins to sound (``pipelines.media.footage_voice``), to tell takes.
    """

    loudness: float = Field(description="dB below full scale, mean")
    fingerprint: str = ""


class Second(Frozen):
    """What one second is like."""

    at: float = Field(ge=0)
    sharpness: float = Field(ge=0, description="variance of the Laplacian at 320 px wide")
    motion: float = Field(ge=0, description="mean difference of frames 0.25 s apart, 0–255")
    shake: float = Field(ge=0, description="camera jerk, fractions of the width per 0.25 s")
    brightness: float = Field(ge=0, le=255, description="mean luma")
    loudness: float = Field(description="dB below full scale; -90: silence or no sound")


class FaceSeen(Frozen):
    """A face: when, its middle and its height as fractions of the picture."""

    t: float = Field(ge=0)
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    size: float = Field(gt=0, le=1)


class FocusPoint(Frozen):
    """Where to look at a time: fractions of the upright picture. The path is smooth."""

    t: float = Field(ge=0)
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


MomentReason = Literal["sharp", "lively", "calm", "face", "speech", "bright", "loud"]
BadReason = Literal["blurred", "dark", "overexposed", "shaky", "black", "frozen"]


class Moment(Span):
    """A part worth showing. ``score`` 0–1; ``reasons`` the strongest first."""

    score: float = Field(ge=0, le=1)
    reasons: tuple[MomentReason, ...] = ()


class BadPart(Span):
    """A part better left out."""

    reason: BadReason


class Analysis(Outputs):
    """What is in a video. All times are seconds of the file; spans are in order.

    ``moments`` are ranked, the best first; they do not overlap and cross no cut.
    """

    duration: float = Field(gt=0, description="seconds of the whole file")
    width: int = Field(ge=1, description="upright, px")
    height: int = Field(ge=1)
    fps: float = Field(ge=0)
    has_sound: bool
    shots: tuple[Span, ...]
    speech: tuple[Phrase, ...] = ()
    silences: tuple[Span, ...] = ()
    seconds: tuple[Second, ...] = ()
    faces: tuple[FaceSeen, ...] = ()
    focus: tuple[FocusPoint, ...] = ()
    moments: tuple[Moment, ...] = ()
    bad: tuple[BadPart, ...] = ()
    notes: tuple[LocalText, ...] = ()


class PagesParams(Params):
    """Pages of PDF files, and pictures, as pictures; in the order given."""

    files: tuple[Asset, ...] = Field(min_length=1, max_length=400)
    names: tuple[str, ...] = hint((), description="the files' names, for messages")
    long_side: int = hint(1920, ge=64, le=8192, unit="px")
    most: int = hint(200, ge=1, le=400, description="pages at most")


class Page(Frozen):
    """One page. ``title`` is its largest words, ``points`` its paragraphs and bullets in order."""

    number: int = Field(ge=1, description="over all files")
    image: Asset
    text: str = ""
    title: str = ""
    points: tuple[str, ...] = ()


class Pages(Outputs):
    """All pages; a file that cannot be read is left out and told in ``notes``."""

    pages: tuple[Page, ...] = Field(min_length=1)
    notes: tuple[LocalText, ...] = ()


PREPARE = Role(
    "video.prepare", PrepareParams, Prepared, LocalText(en="Prepare footage", zh="处理素材")
)
ANALYSE = Role(
    "video.analyse", AnalyseParams, Analysis, LocalText(en="Analyse footage", zh="分析素材")
)
PAGES = Role("document.pages", PagesParams, Pages, LocalText(en="Read pages", zh="读取页面"))
