"""Face role: a presenter who says something."""

from __future__ import annotations

from pydantic import Field

from pipelines.documents.presenter import GestureCue, PresenterLook
from pipelines.documents.timing import TimedPhoneme
from pipelines.sdk import Asset, LocalText, Outputs, Params, Role, hint

__all__ = ["TALK", "Talk", "TalkParams"]


class TalkParams(Params):
    """Let a presenter say a recorded sentence."""

    look: PresenterLook = PresenterLook()
    speech: Asset
    phonemes: tuple[TimedPhoneme, ...] = hint((), widget="hidden")
    gestures: tuple[GestureCue, ...] = hint((), widget="hidden")
    lead: float = hint(0.0, ge=0, le=10, unit="s", description="idle before the first word")
    tail: float = hint(0.0, ge=0, le=10, unit="s", description="idle after the last word")
    width: int = hint(1080, ge=64, le=4096, unit="px", label_en="Width", label_zh="宽")
    height: int = hint(1080, ge=64, le=4096, unit="px", label_en="Height", label_zh="高")
    fps: int = hint(30, ge=10, le=60, label_en="Frames per second", label_zh="帧率")
    seed: int = hint(1, ge=0, label_en="Seed", label_zh="随机种子", widget="seed")


class Talk(Outputs):
    """Silent video, ``frames`` long, BT.709. With ``layout`` ``matte_below`` in its facts the lower
    half of each frame is the matte of the upper one (``pipelines.media.matte_video``); a face
    engine that paints its own background leaves that out.

    ``mouth_open`` tells per frame how far the mouth is open, 0–1.
    """

    video: Asset
    frames: int = Field(ge=1)
    mouth_open: tuple[float, ...] = ()


TALK = Role("face.talk", TalkParams, Talk, LocalText(en="Talking presenter", zh="数字人口播"))
