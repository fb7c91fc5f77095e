"""The storyboard: a video as a person edits it. Scene by scene: what is said, seen and heard.

It knows no frames and no frame size. With the voices' lengths and a format it compiles to shots
(``pipelines.documents.shot``), so one storyboard gives every aspect.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from pipelines.documents.brand import BrandKit
from pipelines.documents.document import Document, Hex
from pipelines.documents.presenter import CharacterName
from pipelines.documents.shot import Box, CaptionLook, Motion, TransitionKind
from pipelines.documents.timing import TimedWord
from pipelines.sdk import Asset, Language

__all__ = [
    "ArtVisual",
    "CaptionPlan",
    "ClipVisual",
    "EndCardVisual",
    "Line",
    "LogoOverlay",
    "LowerThird",
    "Media",
    "MusicCue",
    "Overlay",
    "PhotoVisual",
    "PresenterVisual",
    "PriceTag",
    "ProductVisual",
    "ProgressBar",
    "QrCard",
    "SoundEffect",
    "Sticker",
    "StoryScene",
    "StoryVisual",
    "Storyboard",
    "TransitionCue",
    "Words",
]


class Media(Document):
    """A file the person gave: a path in the storyboard file, an asset once it is imported."""

    path: str = ""
    asset: Asset | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value


class Line(Document):
    """What is said in one breath. Each line is a recording of its own."""

    text: str = Field(min_length=1, max_length=2000)
    language: Language | None = Field(default=None, description="None: the storyboard's")
    voice: str = Field(default="", description="empty: the storyboard's")
    translation: str = Field(default="", description="shown below it in the captions")
    pause: float = Field(default=0.0, ge=0, le=10, description="seconds of silence after it")


# --- what is seen -------------------------------------------------------------------------------


class ArtVisual(Document):
    """A picture made from words."""

    type: Literal["art"] = "art"
    prompt: str = ""
    seed: int | None = Field(default=None, ge=0, description="None: from the storyboard's")
    engine: str = Field(default="", description="generator id; empty: the best there is")


class PhotoVisual(Document):
    """A photo, a poster, a page of slides: any still picture the person has.

    ``whole``: seen whole over a blurred copy of itself, for posters and slides; ``parallax``: what
    stands out is cut out and moves against what is behind it.
    """

    type: Literal["photo"] = "photo"
    picture: Media
    fit: Literal["cover", "whole"] = "cover"
    parallax: bool = False
    about: str = Field(default="", description="words for what it shows, to match sentences by")


class ClipVisual(Document):
    """A part of the person's own footage."""

    type: Literal["clip"] = "clip"
    footage: Media
    start: float = Field(default=0.0, ge=0, description="seconds into the file")
    end: float | None = Field(default=None, gt=0, description="seconds; None: as long as needed")
    speed: float = Field(default=1.0, ge=0.25, le=8.0)
    fit: Literal["cover", "whole"] = "cover"
    sound: Literal["off", "under", "only"] = Field(
        default="under", description="the footage's own sound: none, below the voice, alone"
    )
    heard: str = Field(default="", description="what is said in it, as captions show it")
    words: tuple[TimedWord, ...] = Field(
        default=(), description="of ``heard``; times in seconds of the file"
    )
    about: str = ""


class ProductVisual(Document):
    """The product, cut out, on a stage."""

    type: Literal["product"] = "product"
    picture: Media | None = Field(default=None, description="None: the brief's product photo")
    prompt: str = Field(default="", description="mood of the stage")
    seed: int | None = Field(default=None, ge=0, description="None: from the storyboard's")


class PresenterVisual(Document):
    """The presenter before a background."""

    type: Literal["presenter"] = "presenter"
    character: CharacterName = "mei"
    framing: Literal["half", "inset"] = Field(
        default="half", description="large before the background, or small in a corner over it"
    )
    outfit: Hex | None = None
    background: ArtVisual | PhotoVisual | ClipVisual = Field(
        default_factory=ArtVisual, discriminator="type"
    )


class EndCardVisual(Document):
    """What a viewer should remember: logo or name, a line, a call to action, a QR code."""

    type: Literal["end_card"] = "end_card"
    headline: str = ""
    call: str = ""
    link: str = ""
    prompt: str = ""
    seed: int | None = Field(default=None, ge=0, description="None: from the storyboard's")


StoryVisual = Annotated[
    ArtVisual | PhotoVisual | ClipVisual | ProductVisual | PresenterVisual | EndCardVisual,
    Field(discriminator="type"),
]

# --- what lies over it --------------------------------------------------------------------------


class _Timed(Document):
    """An overlay is there from ``start`` to ``end``, seconds of its scene; None: to its end."""

    start: float = Field(default=0.0, ge=0)
    end: float | None = Field(default=None, gt=0)


class LogoOverlay(_Timed):
    """The logo in a corner."""

    type: Literal["logo"] = "logo"
    picture: Media | None = Field(default=None, description="None: the brand's")
    corner: Literal["top_left", "top_right"] = "top_left"


class LowerThird(_Timed):
    """Who is speaking or where this is: a name and a line below it."""

    type: Literal["lower_third"] = "lower_third"
    title: str = Field(min_length=1, max_length=60)
    subtitle: str = Field(default="", max_length=80)


class PriceTag(_Timed):
    """A price on a coloured plate."""

    type: Literal["price_tag"] = "price_tag"
    text: str = Field(min_length=1, max_length=30)


class ProgressBar(_Timed):
    """How much of the video is over."""

    type: Literal["progress_bar"] = "progress_bar"
    colour: Hex | None = None


class QrCard(_Timed):
    """A QR code on a white card."""

    type: Literal["qr"] = "qr"
    link: str = Field(min_length=1, max_length=1200)
    box: Box | None = None


class Sticker(_Timed):
    """A picture (alpha kept) or an emoji that pops in."""

    type: Literal["sticker"] = "sticker"
    picture: Media | None = None
    emoji: str = Field(default="", max_length=16)
    box: Box


class Words(_Timed):
    """Big words."""

    type: Literal["words"] = "words"
    text: str = Field(min_length=1, max_length=120)
    style: Literal["headline", "subhead", "button"] = "headline"
    box: Box | None = None


Overlay = Annotated[
    LogoOverlay | LowerThird | PriceTag | ProgressBar | QrCard | Sticker | Words,
    Field(discriminator="type"),
]

# --- time and sound -----------------------------------------------------------------------------


class TransitionCue(Document):
    """How a scene comes in."""

    kind: TransitionKind = "crossfade"
    seconds: float = Field(default=0.4, ge=0, le=3)
    direction: Literal["left", "right", "up", "down"] = "left"


class SoundEffect(Document):
    """A short sound: one of the studio's own by name, or a file."""

    name: Literal["", "whoosh", "pop", "click", "ding", "riser", "hit", "shimmer", "page"] = ""
    file: Media | None = None
    at: float = Field(default=0.0, ge=0, description="seconds of the scene")
    gain_db: float = Field(default=0.0, ge=-40, le=12)


class MusicCue(Document):
    """The music of the whole video: composed to a mood, or a file."""

    mood: Literal["", "bright", "warm", "calm", "epic", "playful", "tech"] = ""
    file: Media | None = None
    level_db: float = Field(default=-14.0, ge=-60, le=0, description="below the voice")
    on_beat: bool = Field(default=False, description="scenes change on the music's beats")
    off: bool = False


class CaptionPlan(Document):
    """Captions of the whole video."""

    look: CaptionLook = "stroke"
    position: Literal["top", "middle", "bottom"] = "bottom"
    highlight: Hex | None = None
    size: float = Field(default=0.036, gt=0, le=0.2, description="text height / frame height")
    burn: bool = True
    second: bool = Field(default=False, description="also show the lines' translations")


class StoryScene(Document):
    """A scene: its lines one after another over one visual."""

    id: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    lines: list[Line] = Field(default_factory=list, max_length=40)
    visual: StoryVisual = Field(default_factory=ArtVisual)
    headline: str = Field(default="", max_length=80, description="big words on the picture")
    motion: Motion | None = Field(
        default=None, description="None: chosen, towards what is salient; start = end: held"
    )
    transition: TransitionCue | None = Field(default=None, description="None: chosen")
    overlays: list[Overlay] = Field(default_factory=list, max_length=20)
    effects: list[SoundEffect] = Field(default_factory=list, max_length=20)
    seconds: float | None = Field(
        default=None, gt=0, le=600, description="least length; needed where nothing is said"
    )
    chapter: str = Field(default="", max_length=80, description="a chapter begins here")


class Storyboard(Document):
    """A video in words, pictures and sound. People edit this; the rest follows."""

    version: Literal[1] = 1
    title: str = Field(min_length=1, max_length=120)
    language: Language = "zh"
    voice: str = ""
    brand: BrandKit | None = None
    scenes: list[StoryScene] = Field(min_length=1, max_length=400)
    captions: CaptionPlan = Field(default_factory=CaptionPlan)
    overlays: list[Overlay] = Field(
        default_factory=list, description="in every scene but the end card"
    )
    music: MusicCue = Field(default_factory=MusicCue)
    seed: int = Field(default=1, ge=0, lt=2**31)

    @model_validator(mode="after")
    def _ids_differ(self) -> Storyboard:
        seen: set[str] = set()
        for scene in self.scenes:
            if scene.id in seen:
                raise ValueError(f"two scenes are called {scene.id!r}")
            seen.add(scene.id)
        return self
