"""Posters laid out from a template: type set by rules, art painted by mathematics, no model."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtGui import QImage

from pipelines.graphics import raster
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.raster import Array
from pipelines.roles.poster import RENDER_POSTER, Poster, RenderPosterParams
from pipelines.sdk import Asset, Context, InputError, LocalText, Resources, generator

__all__ = ["lay_out_poster"]

_LARGEST = 4000
"""Pictures are read at most this large on their longer side, px."""


@generator(
    id="studio.poster.layout",
    role=RENDER_POSTER,
    version="1.0.0",
    title=LocalText(en="Poster layout", zh="海报排版"),
    summary=LocalText(
        en="Sets the words of a poster from a template and paints its background, on the CPU.",
        zh="按模板排版文字并绘制背景，仅用 CPU。",
    ),
    resources=Resources(device="cpu", cpu=1, ram_mb=1000),
)
def lay_out_poster(params: RenderPosterParams, ctx: Context) -> Poster:
    """Render one format of a poster document as PNG and PDF."""
    ctx.progress(0.0, "Reading the pictures")
    document, format = params.document, params.format
    inputs = Inputs(
        product=_product(document.product, ctx),
        background=_background(document.background, ctx),
        logo=_logo(document.logo, ctx),
    )
    poster = compose(document, format, inputs, pdf=params.pdf, progress=ctx.progress)
    size = {"width": format.width, "height": format.height}
    image = ctx.save_bytes(_png(poster.image), "image", ".png", **size)
    page = None
    if poster.pdf is not None:
        page = ctx.save_bytes(poster.pdf, "document", ".pdf", pages=1, **size)
    ctx.progress(1.0, "Done")
    return Poster(image=image, pdf=page, findings=poster.findings)


def _read(asset: Asset, ctx: Context, what: str) -> Array:
    """A picture as float32 [h, w, 3 or 4] RGB, straight alpha."""
    path: Path = ctx.path(asset)
    data = np.frombuffer(path.read_bytes(), np.uint8)
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise InputError(f"the {what} cannot be read as a picture", "give a PNG, JPEG or WebP")
    if pixels.dtype == np.uint16:
        pixels = (pixels // 257).astype(np.uint8)
    if pixels.ndim == 2:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    longest = max(pixels.shape[:2])
    if longest > _LARGEST:
        factor = _LARGEST / longest
        pixels = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    order = cv2.COLOR_BGRA2RGBA if pixels.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return cv2.cvtColor(pixels, order).astype(np.float32) / np.float32(255)


def _product(asset: Asset | None, ctx: Context) -> Array | None:
    """The cut-out, cropped to what is not transparent."""
    if asset is None:
        return None
    pixels = _read(asset, ctx, "product picture")
    if pixels.shape[2] == 3:
        opaque = np.ones((*pixels.shape[:2], 1), np.float32)
        pixels = np.concatenate([pixels, opaque], axis=2)
    rows = np.flatnonzero((pixels[..., 3] > 0.04).any(axis=1))
    columns = np.flatnonzero((pixels[..., 3] > 0.04).any(axis=0))
    if not len(rows):
        raise InputError("the product picture is empty", "cut the product out again")
    return np.ascontiguousarray(pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _background(asset: Asset | None, ctx: Context) -> Array | None:
    return None if asset is None else _read(asset, ctx, "background picture")[..., :3]


def _logo(asset: Asset | None, ctx: Context) -> QImage | None:
    if asset is None:
        return None
    pixels = _read(asset, ctx, "logo")
    if pixels.shape[2] == 3:
        return raster.to_qimage(pixels)
    layer = np.concatenate([pixels[..., :3] * pixels[..., 3:], pixels[..., 3:]], axis=2)
    return raster.to_qimage(layer)


def _png(image: QImage) -> bytes:
    """Fast compression: the grain does not compress anyway."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    flags = [cv2.IMWRITE_PNG_COMPRESSION, 1]
    done, data = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), flags)
    if not done:
        raise InputError("the poster could not be written as PNG", "choose a smaller format")
    return data.tobytes()
