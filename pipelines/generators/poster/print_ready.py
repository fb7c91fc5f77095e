"""Posters for the print shop: bleed, crop marks, four inks with a profile, a soft proof."""

from __future__ import annotations

import io

from pipelines.generators.poster.layout import read_pictures
from pipelines.graphics.poster.compose import compose, title_of
from pipelines.graphics.poster.pictures import png_bytes
from pipelines.graphics.poster.preflight import finding
from pipelines.graphics.poster.press_colour import Press
from pipelines.graphics.poster.printing import (
    INK_LIMIT,
    bleed_px,
    print_pdf,
    separate,
    tiff_bytes,
)
from pipelines.roles.poster import PRINT_POSTER, PrintedPoster, PrintPosterParams
from pipelines.sdk import Context, LocalText, Resources, generator

__all__ = ["PrintPosterParams", "PrintedPoster", "print_poster"]


@generator(
    id="studio.poster.print",
    role=PRINT_POSTER,
    version="1.1.0",
    title=LocalText(en="Poster for print", zh="海报印刷文件"),
    summary=LocalText(
        en="PDF with bleed and crop marks, CMYK PDF and TIFF with black type in black ink alone, "
        "and a soft proof.",
        zh="带出血与裁切标记的 PDF，CMYK PDF 与 TIFF（黑字仅用黑版），以及屏幕软打样。",
    ),
    resources=Resources(device="cpu", cpu=1, ram_mb=2000),
)
def print_poster(params: PrintPosterParams, ctx: Context) -> PrintedPoster:
    """Render one format for print; its size is the size after cutting."""
    ctx.progress(0.0, "Reading the pictures")
    document, format = params.document, params.format
    press = None
    if params.cmyk:
        press = Press(ctx.path(params.profile).read_bytes() if params.profile else None)
    bleed = bleed_px(params.bleed_mm, format.dpi)
    poster = compose(
        document,
        format,
        read_pictures(document, ctx),
        pdf=False,
        bleed=bleed,
        progress=lambda share, words: ctx.progress(share * 0.6, words),
    )
    size = {"width": poster.image.width(), "height": poster.image.height()}
    image = ctx.save_bytes(png_bytes(poster.image), "image", ".png", **size)
    findings = list(poster.findings)
    page = cmyk_pdf = cmyk_tiff = proof = None
    if params.pdf:
        ctx.progress(0.65, "Writing the page")
        files = print_pdf(
            poster,
            bleed=bleed,
            crop_marks=params.crop_marks,
            dpi=format.dpi,
            title=title_of(document),
            press=press,
        )
        page = ctx.save_bytes(files.rgb, "document", ".pdf", pages=1, **size)
        if files.cmyk is not None:
            cmyk_pdf = ctx.save_bytes(files.cmyk, "document", ".pdf", pages=1, **size)
    if press is not None:
        ctx.progress(0.8, "Separating the inks")
        separated = separate(poster, press)
        tiff = tiff_bytes(separated, press, format.dpi)
        cmyk_tiff = ctx.save_bytes(tiff, "image", ".tiff", **size)
        ctx.progress(0.93, "Proofing")
        seen = io.BytesIO()
        press.proof(separated.inks).save(seen, "PNG", compress_level=1)
        proof = ctx.save_bytes(seen.getvalue(), "image", ".png", **size)
        if separated.most > INK_LIMIT:
            most = round(separated.most * 100)
            findings.append(
                finding(
                    "ink",
                    "warning",
                    f"up to {most} % ink in places; ask the print shop what its paper takes",
                    f"局部总墨量达 {most}%，请向印厂确认纸张上限",
                )
            )
    ctx.progress(1.0, "Done")
    return PrintedPoster(
        image=image,
        pdf=page,
        findings=tuple(findings),
        score=poster.score,
        cmyk_pdf=cmyk_pdf,
        cmyk_tiff=cmyk_tiff,
        proof=proof,
    )
