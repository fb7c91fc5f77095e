"""Poster role: a document and a format in, a finished poster out."""

from __future__ import annotations

from pydantic import Field

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.sdk import Asset, Frozen, LocalText, Outputs, Params, Role, hint

__all__ = [
    "RENDER_POSTER",
    "Finding",
    "Poster",
    "PosterScore",
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
