"""Video formats: size, where things stand, and what a platform covers. Data in ``assets/rules``."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Literal

from pydantic import Field, field_validator

from pipelines.documents.shot import Box
from pipelines.documents.video_platforms import Margins, video_platform
from pipelines.sdk import Frozen, InputError

__all__ = [
    "PRESENTER_CHIN",
    "PRESENTER_TALLER",
    "VideoFormat",
    "VideoLayout",
    "inside",
    "video_format",
    "video_formats",
]

_CAPTION_HALF = 0.055
"""Half the height of two lines of captions, of the frame."""
_CAPTION_MOST = 0.075
"""The same of the largest captions."""
_CAPTION_TALL = 0.08
"""The same with two lines of another language below them."""

_CLEAR = 0.025
"""Between a label and the headline below it, of the frame's height."""
_GAP = 0.012
_HEADLINE = 0.08
"""Headlines are not made lower than that for a product's sake."""
_FACE_LEFT = 0.36
"""Where a presenter's face and hair begin, of the width of the clip."""
PRESENTER_CHIN = 0.43
"""Where a presenter's chin is, of the height of the clip as it is usually made."""
PRESENTER_TALLER = 1.21
"""A clip so many times as high shows as much more of the body."""


class VideoLayout(Frozen):
    """Where things stand in a frame."""

    headline: Box
    headline_presenter: Box = Field(description="above or beside a presenter")
    headline_align: Literal["left", "center"] = "center"
    product: Box = Field(description="its lower edge is where a product stands on the stage")
    plinth: float | None = Field(
        default=None, description="where the plinth is painted; None: below the product"
    )
    presenter: Box
    inset: Box = Field(description="a small presenter over the picture")
    logo: Box
    label: Box = Field(description="the AI label")
    price: Box
    lower_third: Box
    qr: Box
    words: Box
    card: Box = Field(description="room for what stands on an end card")
    caption_y: float = Field(description="middle of the captions, fraction of the height")
    caption_scale: float = Field(default=1.0, description="caption height beside 9:16")

    @property
    def caption_top(self) -> float:
        """Where the captions begin, fraction of the height: two lines, one in wide frames."""
        return self.caption_y - min(_CAPTION_HALF * self.caption_scale, _CAPTION_MOST)

    @field_validator("*", mode="before")
    @classmethod
    def _box_from_numbers(cls, value: Any) -> Any:
        if isinstance(value, list):
            return dict(zip("xywh", value, strict=True))
        return value


class VideoFormat(Frozen):
    """A frame, with its layout inside what stays visible."""

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    aspect: Literal["9:16", "16:9", "1:1", "4:5"]
    width: int = Field(ge=64, le=4096, multiple_of=2, description="px")
    height: int = Field(ge=64, le=4096, multiple_of=2, description="px")
    fps: int = Field(default=30, ge=10, le=60)
    quality: int = Field(default=23, ge=0, le=51, description="x264 CRF")
    preview: bool = Field(default=False, description="made at half the width and height")
    platform: str = ""
    safe: Margins | None = Field(default=None, description="what the platform covers")
    layout: VideoLayout

    @property
    def drawn(self) -> tuple[int, int]:
        """Width and height in which it is made, px."""
        if not self.preview:
            return self.width, self.height
        return round(self.width / 4) * 2, round(self.height / 4) * 2

    @property
    def wide(self) -> bool:
        return self.width > self.height


@functools.cache
def _data() -> dict[str, Any]:
    text = files("assets").joinpath("rules/video_layouts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def inside(layout: VideoLayout, covered: Margins) -> VideoLayout:
    """The layout moved to where a platform covers nothing.

    Args:
        layout: For the bare frame.
        covered: Shares of the edges that the platform lays its own things over.
    """
    top, right, bottom, left = covered.top, covered.right, covered.bottom, covered.left
    changed: dict[str, Any] = {}
    low = 1 - bottom
    side = max(left, right)  # what stands in the middle stays there, so it gets narrower
    for name in ("headline", "headline_presenter", "words", "card", "product"):
        box: Box = getattr(layout, name)
        x = max(box.x, side)
        w = min(box.w, 1 - 2 * side) if name != "product" else box.w
        changed[name] = box.model_copy(update={"x": x if name != "product" else box.x, "w": w})
    rows = max(0.0, top - layout.logo.y)
    for name in ("logo", "label"):
        box = getattr(layout, name)
        changed[name] = box.model_copy(update={"y": box.y + rows})
    label: Box = changed["label"]
    for name in ("headline", "headline_presenter"):
        box = changed[name]
        y = max(box.y, label.y + label.h + _CLEAR)
        changed[name] = box.model_copy(update={"y": y})
    for name in ("logo", "label", "price", "lower_third", "inset", "qr"):
        box = changed.get(name, getattr(layout, name))
        clear = 0.02 if name in ("logo", "label") else right  # buttons stand lower than labels
        x = min(max(box.x, left), 1 - clear - box.w)
        y = min(box.y, low - box.h - 0.02)
        changed[name] = box.model_copy(update={"x": max(left, x), "y": y})
    caption_y = min(layout.caption_y, low - _CAPTION_HALF)
    for name in ("price", "lower_third", "inset", "qr"):
        box = changed.get(name, getattr(layout, name))
        y = min(box.y, caption_y - _CAPTION_TALL - box.h)
        changed[name] = box.model_copy(update={"y": y})
    card: Box = changed["card"]
    first = max(card.y, top + 0.09)
    last = min(card.y + card.h, caption_y - _CAPTION_HALF)
    changed["card"] = card.model_copy(update={"y": first, "h": last - first})
    changed["caption_y"] = round(caption_y, 4)
    return _between(layout.model_copy(update=changed))


def _between(layout: VideoLayout) -> VideoLayout:
    """The product and the presenter fitted between the headline and the captions."""
    low, product, third = layout.caption_top - _GAP, layout.product, layout.lower_third
    foot = min(product.y + product.h, low)
    headline = layout.headline
    above = layout.headline_align == "center"
    if above:  # else it stands beside what is shown
        most = max(_HEADLINE, 0.3 * (foot - headline.y))
        headline = headline.model_copy(update={"h": min(headline.h, most)})
    top = max(product.y, headline.y + headline.h + _GAP) if above else product.y
    changed: dict[str, Any] = {
        "headline": headline,
        "product": product.model_copy(update={"y": top, "h": foot - top}),
        "plinth": product.y + product.h,
        "price": _ending(layout.price, foot - _CLEAR),
        "lower_third": _ending(third, low),
    }
    third = changed["lower_third"]
    if above:
        changed |= _presented(layout, third)
    return layout.model_copy(update=changed)


def _presented(layout: VideoLayout, third: Box) -> dict[str, Any]:
    """A presenter below the headline, the chin above the lower third, which else stands beside."""
    presenter, headline = layout.presenter, layout.headline_presenter
    chin = PRESENTER_CHIN * presenter.h
    y = max(min(presenter.y, third.y - chin), 1 - PRESENTER_TALLER * presenter.h)
    room = y - headline.y - _GAP / 2
    changed: dict[str, Any] = {
        "presenter": presenter.model_copy(update={"y": y}),
        "headline_presenter": headline.model_copy(update={"h": min(headline.h, room)}),
    }
    if y + chin > third.y + _GAP:
        beside = presenter.x + presenter.w * _FACE_LEFT - third.x
        changed["lower_third"] = third.model_copy(update={"w": beside})
    return changed


def _ending(box: Box, bottom: float) -> Box:
    """The box, its lower edge no lower than that."""
    return box.model_copy(update={"y": min(box.y, bottom - box.h)})


def video_format(aspect: str, *, platform: str = "", preview: bool = False) -> VideoFormat:
    """A format by its aspect (``9:16``, ``9x16``).

    Args:
        aspect: What to look up.
        platform: Keep clear of what this platform covers; ``""``: of nothing.
        preview: At half size.

    Raises:
        InputError: Format or platform is not known.
    """
    rows = _data()["format"]
    wanted = aspect.strip().lower().replace("x", ":").replace("×", ":").replace("：", ":")
    row = next((dict(each) for each in rows if each["aspect"] == wanted), None)
    if row is None:
        known = ", ".join(each["aspect"] for each in rows)
        raise InputError(f"there is no video format {aspect!r}", f"choose from: {known}")
    own = {name: row.pop(name) for name in ("id", "aspect", "width", "height")}
    layout = VideoLayout.model_validate(row)
    if platform:
        known = video_platform(platform)
        platform = known.id
        own["quality"] = known.crf
        if wanted == known.aspects[0]:  # in any other the platform shows bars, or its edges differ
            layout = inside(layout, known.safe)
            own["safe"] = known.safe
    return VideoFormat(**own, preview=preview, platform=platform, layout=layout)


def video_formats(
    aspects: Iterable[str], *, platform: str = "", preview: bool = False
) -> tuple[VideoFormat, ...]:
    """Several formats, each once, in the order asked for; see :func:`video_format`."""
    found = [video_format(each, platform=platform, preview=preview) for each in aspects if each]
    return tuple({each.id: each for each in found}.values())
