"""Posters laid out from a template: type set by rules, art painted by mathematics, no model."""

from __future__ import annotations

from pipelines.documents.poster import PosterDocument
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.poster.logo import logo_assets
from pipelines.graphics.poster.pictures import (
    png_bytes,
    read_background,
    read_logo,
    read_product,
)
from pipelines.graphics.poster.product import grouped
from pipelines.roles.poster import RENDER_POSTER, Poster, RenderPosterParams
from pipelines.sdk import Context, LocalText, Resources, generator

__all__ = ["lay_out_poster", "read_pictures"]


@generator(
    id="studio.poster.layout",
    role=RENDER_POSTER,
    version="1.3.0",
    title=LocalText(en="Poster layout", zh="海报排版"),
    summary=LocalText(
        en="Sets the words of a poster from a template and paints its background, on the CPU.",
        zh="按模板排版文字并绘制背景，仅用 CPU。",
    ),
    resources=Resources(device="cpu", cpu=1, ram_mb=1000, seconds=3.0),
)
def lay_out_poster(params: RenderPosterParams, ctx: Context) -> Poster:
    """Render one format of a poster document as PNG and PDF."""
    ctx.progress(0.0, "Reading the pictures")
    document, format = params.document, params.format
    inputs = read_pictures(document, ctx)
    poster = compose(document, format, inputs, pdf=params.pdf, progress=ctx.progress)
    size = {"width": format.width, "height": format.height}
    image = ctx.save_bytes(png_bytes(poster.image), "image", ".png", **size)
    page = None
    if poster.pdf is not None:
        page = ctx.save_bytes(poster.pdf, "document", ".pdf", pages=1, **size)
    ctx.progress(1.0, "Done")
    return Poster(image=image, pdf=page, findings=poster.findings, score=poster.score)


def read_pictures(document: PosterDocument, ctx: Context) -> Inputs:
    """The document's pictures. Raises ``InputError`` for one that cannot be read."""
    shown = [asset for asset in (document.product, *document.products) if asset is not None]
    return Inputs(
        product=grouped([read_product(ctx.path(asset)) for asset in shown]) if shown else None,
        background=read_background(ctx.path(document.background)) if document.background else None,
        logos={asset.sha256: read_logo(ctx.path(asset)) for asset in logo_assets(document)},
    )
