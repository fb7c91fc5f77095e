"""Shots: every frame of a video, as data. Times inside a shot are in its own frames.

People edit the storyboard (``pipelines.documents.storyboard``); shots are what it compiles to for
one frame size, once the voices are known.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipelines.documents.document import Hex
from pipelines.documents.timing import TimedWord
from pipelines.sdk import Asset, Frozen

__all__ = [
    "Box",
    "Caption",
    "CaptionLook",
    "CaptionStyle",
    "ClipLayer",
    "FootageLayer",
    "Ground",
    "Layer",
    "Motion",
    "PictureLayer",
    "ProgressLayer",
    "Shot",
    "TextLayer",
    "Transition",
    "TransitionKind",
    "View",
    "ViewKey",
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


class ViewKey(Frozen):
    """A view on the way."""

    at: float = Field(gt=0, lt=1, description="fraction of the shot")
    view: View


class Motion(Frozen):
    """A camera move over the whole shot, eased at both ends; sub-pixel smooth.

    ``via`` are views on the way, in the order of ``at``; the path through them is smooth.
    """

    start: View = View()
    end: View = View()
    via: tuple[ViewKey, ...] = ()


class PictureLayer(Frozen):
    """A still picture. With ``box`` it is fitted inside it (alpha kept), else it covers the frame.

    ``enter`` is how it comes in, over half a second from ``start``. A covering picture with alpha
    and a motion of its own over a background with a slower one is a parallax. With ``fit`` whole,
    a covering picture is seen whole over a blurred and darkened copy of itself (a poster or a
    slide in a frame of another aspect); as a background with a ``box``, it is as large as that.
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
    fit: Literal["cover", "whole"] = "cover"
    start: int = Field(default=0, ge=0, description="frame it comes in at")
    end: int | None = Field(default=None, ge=1, description="frame it is gone at; None: stays")


class ClipLayer(Frozen):
    """A video with alpha (a presenter), played from ``offset`` frames into the shot.

    Before that its first frame is held, after its end its last one. It stands on the bottom of its
    box. ``shape`` circle or rounded cuts a picture-in-picture out of its box: the clip covers it,
    on a ``plate`` where it is clear, with a soft shadow and a ``ring``.
    """

    type: Literal["clip"] = "clip"
    asset: Asset
    box: Box
    offset: int = Field(default=0, ge=0, description="frames")
    shape: Literal["free", "rounded", "circle"] = "free"
    plate: Hex = Field(default="#e8ecf2", description="behind a clip with alpha in a shape")
    ring: Hex | None = Field(default="#ffffff", description="around a shape; None: no ring")


class FootageLayer(Frozen):
    """A person's own footage that covers the frame: opaque, at the frame rate of the video.

    It must have been made ready (role ``video.prepare``): upright, even size, BT.709, 4:2:0, one
    constant frame rate. Played from frame ``first`` of the file at ``speed``; when it ends before
    the shot does, the last frame is held. Seen ``whole``, it stands over a blurred and darkened
    copy of itself, and ``motion`` moves nothing; in a ``box`` it is as large as that.
    """

    type: Literal["footage"] = "footage"
    asset: Asset
    first: int = Field(default=0, ge=0, description="frame of the file at the shot's frame 0")
    speed: float = Field(default=1.0, ge=0.25, le=8.0)
    fit: Literal["cover", "whole"] = "cover"
    motion: Motion = Motion()
    box: Box | None = Field(default=None, description="None: covers the frame")


class ProgressLayer(Frozen):
    """A thin bar that grows with the whole video.

    ``start`` and ``end`` say how much of it is over at the first and at the last frame of the shot.
    """

    type: Literal["progress"] = "progress"
    start: float = Field(ge=0, le=1)
    end: float = Field(ge=0, le=1)
    colour: Hex = "#ffd84d"
    edge: Literal["top", "bottom"] = "bottom"
    height: float = Field(default=0.005, gt=0, le=0.05, description="fraction of the frame height")


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
    second: str = Field(default="", description="a smaller second line: of a lower third")
    start: int = Field(default=0, ge=0, description="frame it comes in at")
    end: int | None = Field(default=None, ge=1, description="frame it is gone at; None: stays")
    enter: Literal["none", "fade", "rise", "pop"] = "rise"


Layer = Annotated[
    PictureLayer | ClipLayer | FootageLayer | ProgressLayer | TextLayer,
    Field(discriminator="type"),
]
Ground = Annotated[PictureLayer | FootageLayer, Field(discriminator="type")]
"""What lies below all layers and covers the frame."""


class Caption(Frozen):
    """What is being said, shown from ``start`` to ``end`` (frames of the shot, end excluded)."""

    text: str
    second: str = Field(default="", description="the same in another language, smaller, below")
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    words: tuple[TimedWord, ...] = Field(default=(), description="times in seconds of the shot")


CaptionLook = Literal[
    "stroke", "karaoke", "plate", "word_box", "marker", "shadow", "outline_pop", "typewriter"
]
"""The eight caption styles; ``stroke`` is bold white with a dark stroke, the spoken word lit."""


class CaptionStyle(Frozen):
    """How captions look."""

    look: CaptionLook = "stroke"
    font: tuple[str, ...] = ()
    colour: Hex = "#ffffff"
    highlight: Hex = "#ffd84d"
    stroke: Hex = "#141414"
    centre_y: float = Field(default=0.76, ge=0, le=1, description="fraction of the height")
    size: float = Field(default=0.036, gt=0, le=0.2, description="text height / frame height")
    safe: Box | None = Field(
        default=None,
        description="captions stay inside; None: 6 % off top and bottom, 8 % off sides",
    )


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


TransitionKind = Literal["cut", "crossfade", "push", "wipe", "zoom", "match"]


class Transition(Frozen):
    """How a shot comes in over the one before it.

    ``direction`` is where what is new moves to (push, wipe). ``match`` zooms from the salient part
    of the old picture into that of the new one, the two lying over each other half-way; where they
    are (fractions of the frame) is looked for in the pictures unless it is given.
    """

    kind: TransitionKind = "cut"
    frames: int = Field(default=0, ge=0, le=90)
    direction: Literal["left", "right", "up", "down"] = "left"
    old_focus: tuple[float, float] | None = None
    new_focus: tuple[float, float] | None = None


class Shot(Frozen):
    """One scene: a background picture, layers above it, captions, marks."""

    id: str
    frames: int = Field(ge=1)
    background: Ground
    layers: tuple[Layer, ...] = ()
    captions: tuple[Caption, ...] = ()
    marks: tuple[Watermark, ...] = ()
    transition: Transition = Transition()
