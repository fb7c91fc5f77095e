"""The storyboard: every frame of a video, as data. Times inside a shot are in its own frames."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipelines.documents.document import Hex
from pipelines.documents.timing import TimedWord
from pipelines.sdk import Asset, Frozen

__all__ = [
    "Box",
    "Caption",
    "CaptionStyle",
    "ClipLayer",
    "Layer",
    "Motion",
    "PictureLayer",
    "Shot",
    "TextLayer",
    "Transition",
    "View",
    "Watermark",
]


class Box(Frozen):
    """A rectangle as fractions of the frame: left, top, width, height."""

    x: float
    y: float
    w: float = Field(gt=0)
    h: float = Field(gt=0)


class View(Frozen):
    """What part of a picture is seen: zoom ≥ 1 over "cover", centre as fractions of it."""

    zoom: float = Field(default=1.0, ge=1.0, le=8.0)
    x: float = Field(default=0.5, ge=0, le=1)
    y: float = Field(default=0.5, ge=0, le=1)


class Motion(Frozen):
    """A camera move over the whole shot, eased at both ends; sub-pixel smooth."""

    start: View = View()
    end: View = View()


class PictureLayer(Frozen):
    """A still picture. With ``box`` it is fitted inside it (alpha kept), else it covers the frame.

    ``enter`` is how it comes in over the first half second of the shot.
    """

    type: Literal["picture"] = "picture"
    asset: Asset
    box: Box | None = None
    motion: Motion = Motion()
    enter: Literal["none", "fade", "rise", "pop"] = "none"
    shadow: bool = False
    float_px: float = Field(
        default=0, ge=0, le=40, description="gentle up and down, px at 1920 high"
    )


class ClipLayer(Frozen):
    """A video with alpha (a presenter), played from ``offset`` frames into the shot.

    Before that its first frame is held, after its end its last one. It stands on the bottom of its
    box.
    """

    type: Literal["clip"] = "clip"
    asset: Asset
    box: Box
    offset: int = Field(default=0, ge=0, description="frames")


class TextLayer(Frozen):
    """Big words on the picture: a headline, a price tag, a call to action, a QR code below."""

    type: Literal["text"] = "text"
    text: str
    box: Box
    style: Literal["headline", "subhead", "price", "button", "lower_third"] = "headline"
    align: Literal["left", "center"] = "center"
    colour: Hex | None = Field(
        default=None, description="None: white, or ink where what is behind is light"
    )
    ink: Hex = Field(default="#14181c", description="dark words on light pictures")
    fill: Hex | None = Field(default=None, description="plate behind the words")
    font: tuple[str, ...] = ()
    start: int = Field(default=0, ge=0, description="frame it comes in at")
    enter: Literal["none", "fade", "rise", "pop"] = "rise"


Layer = Annotated[PictureLayer | ClipLayer | TextLayer, Field(discriminator="type")]


class Caption(Frozen):
    """What is being said, shown from ``start`` to ``end`` (frames of the shot, end excluded)."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    words: tuple[TimedWord, ...] = Field(default=(), description="times in seconds of the shot")


class CaptionStyle(Frozen):
    """How captions look: bold white with a dark stroke, the spoken word in ``highlight``."""

    font: tuple[str, ...] = ()
    colour: Hex = "#ffffff"
    highlight: Hex = "#ffd84d"
    stroke: Hex = "#141414"
    centre_y: float = Field(default=0.76, ge=0, le=1, description="fraction of the height")
    size: float = Field(default=0.036, gt=0, le=0.2, description="text height / frame height")


class Watermark(Frozen):
    """Something that stays in place: the logo, or the AI label with the frame it ends at.

    A text is set as high as its box; its translucent plate sticks out. After ``until`` it fades
    away within a fifth of a second.
    """

    asset: Asset | None = None
    text: str = ""
    box: Box
    until: int | None = Field(
        default=None, description="frame of the shot it ends at; None: the end"
    )


class Transition(Frozen):
    """How a shot comes in over the one before it."""

    kind: Literal["cut", "crossfade", "push", "zoom"] = "cut"
    frames: int = Field(default=0, ge=0, le=90)


class Shot(Frozen):
    """One scene: a background picture, layers above it, captions, marks."""

    id: str
    frames: int = Field(ge=1)
    background: PictureLayer
    layers: tuple[Layer, ...] = ()
    captions: tuple[Caption, ...] = ()
    marks: tuple[Watermark, ...] = ()
    transition: Transition = Transition()
