"""Poster role: a document and a format in, a finished poster out."""

from __future__ import annotations

from pydantic import Field

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.sdk import Asset, Frozen, LocalText, Outputs, Params, Role, hint

__all__ = ["RENDER_POSTER", "Finding", "Poster", "RenderPosterParams"]


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


class Poster(Outputs):
    """The poster as PNG, and as PDF with vector type."""

    image: Asset
    pdf: Asset | None = None
    findings: tuple[Finding, ...] = ()


RENDER_POSTER = Role(
    "poster.render", RenderPosterParams, Poster, LocalText(en="Render a poster", zh="排版海报")
)
