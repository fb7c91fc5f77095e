"""Image roles."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.document import Hex
from pipelines.sdk import Asset, LocalText, Outputs, Params, Role, hint

__all__ = [
    "CREATE",
    "CUTOUT",
    "SALIENT",
    "UPSCALE",
    "CreateParams",
    "CutoutParams",
    "Picture",
    "Salient",
    "SalientParams",
    "UpscaleParams",
]


class CreateParams(Params):
    """Make a picture from words."""

    prompt: str = hint("", label_en="Prompt", label_zh="提示词", widget="text", max_length=4000)
    negative_prompt: str = hint(
        "", label_en="Negative prompt", label_zh="反向提示词", widget="text", max_length=4000
    )
    width: int = hint(1024, ge=64, le=8192, unit="px", label_en="Width", label_zh="宽")
    height: int = hint(1024, ge=64, le=8192, unit="px", label_en="Height", label_zh="高")
    seed: int = hint(1, ge=0, label_en="Seed", label_zh="随机种子", widget="seed")
    colours: tuple[Hex, ...] = hint(
        (), max_length=5, label_en="Colours to lean on", label_zh="参考配色"
    )


class Picture(Outputs):
    """One picture; ``image.meta`` has width and height in pixels."""

    image: Asset


class CutoutParams(Params):
    """Cut the main subject out of a photo."""

    image: Asset
    crop: bool = hint(True, description="to the subject; else it stays where it is in the photo")


class UpscaleParams(Params):
    """Make a picture larger and keep it sharp."""

    image: Asset
    factor: Literal[2, 4] = hint(2, label_en="Factor", label_zh="放大倍数")


class SalientParams(Params):
    """Find what draws the eye in a picture."""

    image: Asset


class Salient(Outputs):
    """Where to look, and what the picture is like; everything as fractions.

    ``words`` are what the file itself tells about it: caption, title, keywords.
    """

    x: float = Field(ge=0, le=1, description="middle of what draws the eye")
    y: float = Field(ge=0, le=1)
    spread: float = Field(ge=0, le=1, description="0: one small thing; 1: all over the picture")
    face: bool = False
    width: int = Field(ge=1, description="upright, px")
    height: int = Field(ge=1, description="upright, px")
    light: float = Field(ge=0, le=1, description="mean lightness")
    colours: dict[str, float] = Field(
        default_factory=dict, description="share of each named colour: red, blue, white …"
    )
    words: str = ""


CREATE = Role(
    "image.create", CreateParams, Picture, LocalText(en="Create a picture", zh="生成图片")
)
CUTOUT = Role("image.cutout", CutoutParams, Picture, LocalText(en="Cut out", zh="抠图"))
UPSCALE = Role("image.upscale", UpscaleParams, Picture, LocalText(en="Upscale", zh="放大"))
SALIENT = Role(
    "image.salient",
    SalientParams,
    Salient,
    LocalText(en="Find what draws the eye", zh="找到画面焦点"),
)
