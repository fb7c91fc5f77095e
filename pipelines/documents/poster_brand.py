"""A brand kit laid over a poster document: its logo, colours, fonts, name and rules."""

from __future__ import annotations

from pipelines.documents.brand import BrandColours, BrandFonts, BrandKit, rules_of
from pipelines.documents.poster import PosterDocument

__all__ = ["branded"]


def branded(document: PosterDocument, kit: BrandKit) -> PosterDocument:
    """The document as the brand wants it; what the document says itself stays.

    Args:
        document: Of one poster.
        kit: With its pictures imported as assets; a picture that is only a path is left out.
    """
    content = document.content
    if not content.brand.strip():
        content = content.model_copy(update={"brand": kit.name.best(document.language)})
    own_colours = document.colours != BrandColours()
    own_fonts = document.fonts != BrandFonts()
    own_logo = document.logo is not None
    logo = document.logo if own_logo else (kit.logo.asset if kit.logo else None)
    return document.model_copy(
        update={
            "content": content,
            "colours": document.colours if own_colours else kit.colours,
            "fonts": document.fonts if own_fonts else kit.fonts,
            "logo": logo,
            "logos": document.logos if own_logo else kit.logos,
            "rules": rules_of(kit) if document.rules is None else document.rules,
        }
    )
