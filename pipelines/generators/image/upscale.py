"""Larger pictures by Lanczos and edge-aware sharpening."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from pipelines.graphics.photo import open_photo
from pipelines.graphics.resample import enlarge
from pipelines.roles.image import UPSCALE, Picture, UpscaleParams
from pipelines.sdk import Context, InputError, LocalText, Resources, generator

__all__ = ["UpscaleEngineParams", "upscale"]

_MOST = 120_000_000  # px of the result
_BAND = 512  # rows at a time
_OVERLAP = 12


class UpscaleEngineParams(UpscaleParams):
    """Make a picture two or four times larger."""


@generator(
    id="studio.image.upscale",
    role=UPSCALE,
    version="1.0.0",
    title=LocalText(en="Upscale (Lanczos)", zh="放大（Lanczos）"),
    summary=LocalText(
        en="Enlarges and sharpens edges without halos. It invents no detail. Offline.",
        zh="放大并锐化边缘、不产生光晕；不会凭空补出细节。离线可用。",
    ),
    resources=Resources(ram_mb=1500, seconds=1.5),
)
def upscale(params: UpscaleEngineParams, ctx: Context) -> Picture:
    ctx.progress(0.0, "Reading the picture")
    photo = open_photo(ctx.path(params.image))
    width, height = photo.width * params.factor, photo.height * params.factor
    if width * height > _MOST:
        raise InputError(
            f"the result would be {width} × {height} px; "
            f"{_MOST // 1_000_000} megapixels are the most",
            "choose a smaller factor or a smaller picture",
        )
    pixels = np.asarray(photo)
    result = np.empty((height, width, pixels.shape[2]), np.uint8)
    # In bands with some overlap, so that a large picture fits in memory and can be cancelled.
    for first in ctx.steps(list(range(0, photo.height, _BAND)), "Enlarging"):
        start, stop = max(0, first - _OVERLAP), min(photo.height, first + _BAND + _OVERLAP)
        band = pixels[start:stop].astype(np.float32) / np.float32(255)
        if band.shape[2] == 4:
            band[..., :3] *= band[..., 3:]
        large = enlarge(band, params.factor)
        if large.shape[2] == 4:
            large[..., :3] /= np.maximum(large[..., 3:], 1 / 510)
        last = min(photo.height, first + _BAND)
        inner = large[(first - start) * params.factor : (last - start) * params.factor]
        result[first * params.factor : last * params.factor] = np.rint(np.clip(inner, 0, 1) * 255)
    buffer = io.BytesIO()
    Image.fromarray(result).save(buffer, "PNG", compress_level=4)
    image = ctx.save_bytes(buffer.getvalue(), "image", ".png", width=width, height=height)
    return Picture(image=image)
