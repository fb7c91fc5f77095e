"""Poster role: a document and a format in, a finished poster out."""

from __future__ import annotations

from pydantic import Field

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.sdk import Asset, Frozen, LocalText, Outputs, Params, Role, hint

__all__ = [
    "PRINT_POSTER",
    "RENDER_POSTER",
    "Finding",
    "Poster",
    "PosterScore",
    "PrintPosterParams",
    "PrintedPoster",
    "RenderPosterParams",
    "ScoreReason",
]


class RenderPosterParams(Params):
    """Render one format of a poster document."""

    document: PosterDocument
    format: PosterFormat
    pdf: bool = hint(True, label_en="Also as PDF", label_zh="同时导出 PDF")


class Finding(Frozen):
    """Something the layout did, or could not do, that a person should know."""

    code: str = Field(description="overflow, dropped, contrast, qr …")
    severity: str = Field(default="info", pattern="^(info|warning|error)$")
    message: LocalText


class ScoreReason(Frozen):
    """Why a poster lost points."""

    code: str = Field(description="overflow, contrast, wording, off_brand …")
    points: float = Field(ge=0, le=100, description="how many it lost by this")
    message: LocalText


class PosterScore(Frozen):
    """The preflight's mark: 100 is a poster with nothing to mend."""

    value: int = Field(ge=0, le=100)
    reasons: tuple[ScoreReason, ...] = Field(default=(), description="the gravest first")


class Poster(Outputs):
    """The poster as PNG, and as PDF with vector type."""

    image: Asset
    pdf: Asset | None = None
    findings: tuple[Finding, ...] = ()
    score: PosterScore | None = None


RENDER_POSTER = Role(
    "poster.render", RenderPosterParams, Poster, LocalText(en="Render a poster", zh="排版海报")
)


class PrintPosterParams(RenderPosterParams):
    """A poster with what a print shop asks for."""

    bleed_mm: float = hint(3.0, ge=0, le=20, unit="mm", label_en="Bleed", label_zh="出血")
    crop_marks: bool = hint(True, label_en="Crop marks", label_zh="裁切标记")
    cmyk: bool = hint(True, label_en="Also in CMYK", label_zh="同时输出 CMYK")
    profile: Asset | None = hint(
        None, label_en="The press's ICC profile", label_zh="印刷机 ICC 配置文件"
    )


class PrintedPoster(Poster):
    """The pages for print; ``image`` is the poster with its bleed, ``pdf`` the RGB page."""

    cmyk_pdf: Asset | None = None
    cmyk_tiff: Asset | None = None
    proof: Asset | None = None


PRINT_POSTER = Role(
    "poster.print",
    PrintPosterParams,
    PrintedPoster,
    LocalText(en="Poster for print", zh="海报印刷文件"),
)
