"""The main subject of a photo on a transparent ground, by GrabCut; strokes mend what it missed."""

from __future__ import annotations

import io
from typing import Annotated

import numpy as np
from PIL import Image
from pydantic import Field

from pipelines.graphics.matting import border_share, decontaminated, refined_alpha, subject_mask
from pipelines.graphics.photo import open_photo
from pipelines.graphics.raster import Array
from pipelines.roles.image import CUTOUT, CutoutParams, Picture
from pipelines.sdk import Context, InputError, LocalText, Resources, generator, hint

__all__ = ["Cutout", "CutoutEngineParams", "cut_out"]

_HINT = "use a photo of one thing on a plain background, or use the photo uncut"


Share = Annotated[float, Field(ge=0, le=1)]
Line = Annotated[tuple[tuple[Share, Share], ...], Field(min_length=1, max_length=2000)]


class CutoutEngineParams(CutoutParams):
    """Cut the main subject out of a photo and crop to it."""

    margin: float = hint(
        0.02,
        ge=0,
        le=0.5,
        label_en="Margin",
        label_zh="留白",
        description="room round the subject, of its longer side",
    )
    keep: tuple[Line, ...] = hint(
        (),
        max_length=200,
        label_en="Strokes over what to keep",
        label_zh="保留笔画",
        description="lines of points, fractions of the photo from its upper left",
    )
    drop: tuple[Line, ...] = hint(
        (),
        max_length=200,
        label_en="Strokes over what to drop",
        label_zh="去除笔画",
        description="lines of points, fractions of the photo from its upper left",
    )


class Cutout(Picture):
    """RGBA PNG cropped to the subject. ``coverage``: how much of the photo it was, 0–1."""

    coverage: float


def _own_alpha(photo: Image.Image) -> Array | None:
    """The alpha of a picture that was cut out before; None if it has none worth the name."""
    if photo.mode != "RGBA":
        return None
    alpha = np.asarray(photo.getchannel("A"), np.float32) / np.float32(255)
    return alpha if float((alpha < 0.5).mean()) > 0.01 else None


def _check_separable(alpha: Array, touching: float) -> float:
    """The coverage; raises ``InputError`` where there is no subject to speak of."""
    coverage = float(alpha.mean())
    if coverage < 0.02:
        raise InputError("nothing in this photo stands out from its background", _HINT)
    if coverage > 0.95 or touching > 0.62:
        raise InputError("the subject of this photo cannot be told from its background", _HINT)
    return coverage


def _cropped(rgba: Array, margin: float) -> Array:
    """Crop to what is visible, with transparent room round it."""
    rows = np.flatnonzero((rgba[..., 3] > 0.04).any(axis=1))
    columns = np.flatnonzero((rgba[..., 3] > 0.04).any(axis=0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    room = round(max(bottom - top, right - left) * margin)
    return np.pad(rgba[top:bottom, left:right], ((room, room), (room, room), (0, 0)))


@generator(
    id="studio.image.cutout",
    role=CUTOUT,
    version="1.2.0",
    title=LocalText(en="Cut out (GrabCut)", zh="抠图（GrabCut）"),
    summary=LocalText(
        en="Finds the subject by colour and contrast. Good for one thing on a calm background; "
        "hair and glass stay rough. Offline.",
        zh="按颜色与对比找到主体，适合背景干净的单个物体；头发和玻璃边缘较粗糙。离线可用。",
    ),
    resources=Resources(ram_mb=1500, seconds=4.0),
)
def cut_out(params: CutoutEngineParams, ctx: Context) -> Cutout:
    ctx.progress(0.02, "Reading the photo")
    photo = open_photo(ctx.path(params.image), max_pixels=40_000_000)
    alpha = _own_alpha(photo)
    colours = np.asarray(photo.convert("RGB"), np.float32) / np.float32(255)
    if alpha is None:
        ctx.progress(0.15, "Finding the subject")
        mask = subject_mask(colours, params.keep, params.drop)
        ctx.progress(0.6, "Refining the edge")
        touching = border_share(mask)
        _check_separable(mask.astype(np.float32), touching)
        alpha = refined_alpha(colours, mask)
        colours = decontaminated(colours, alpha)
        coverage = _check_separable(alpha, touching)
    else:
        coverage = _check_separable(alpha, 0.0)
    ctx.progress(0.85, "Saving")
    rgba = np.concatenate([colours, alpha[..., None]], axis=2)
    if params.crop:
        rgba = _cropped(rgba, params.margin)
    result = Image.fromarray(np.rint(rgba * 255).astype(np.uint8))
    buffer = io.BytesIO()
    result.save(buffer, "PNG", compress_level=4)
    ctx.progress(1.0)
    image = ctx.save_bytes(
        buffer.getvalue(),
        "image",
        ".png",
        width=result.width,
        height=result.height,
        coverage=round(coverage, 4),
    )
    return Cutout(image=image, coverage=round(coverage, 4))
