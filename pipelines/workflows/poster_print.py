"""A poster's files in one format: the picture, its page, and what a print shop asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from pipelines.documents.poster import POSTER_FORMATS, PosterDocument, PosterFormat
from pipelines.roles import PRINT_POSTER, RENDER_POSTER
from pipelines.roles.export import Labelled
from pipelines.roles.poster import (
    Finding,
    Poster,
    PosterScore,
    PrintedPoster,
    PrintPosterParams,
    RenderPosterParams,
)
from pipelines.sdk import Asset, Frozen, LocalText, Pending, WorkflowContext
from pipelines.workflows.labels import label

__all__ = [
    "AskedFormat",
    "FormatScore",
    "LabelledFile",
    "PrintChoice",
    "ask_for_format",
    "label_files",
    "notes_of",
    "scores_of",
    "with_print_size",
]

_PAPER_DPI = 100
"""From here on a format is meant for paper (a roll-up has 100)."""


class PrintChoice(Frozen):
    """What is made for the print shop, of every format that is meant for paper."""

    inks: Literal["none", "rgb", "cmyk"] = "none"
    bleed_mm: float = Field(default=3.0, ge=0, le=20, description="mm")
    crop_marks: bool = True
    profile: Asset | None = Field(default=None, description="the press's ICC profile")

    def holds_for(self, format: PosterFormat) -> bool:
        """Whether a format is printed."""
        return self.inks != "none" and format.dpi >= _PAPER_DPI


class FormatScore(Frozen):
    """What the preflight said of one format."""

    format: str
    width: int = Field(description="px")
    height: int = Field(description="px")
    score: PosterScore


@dataclass(frozen=True)
class AskedFormat:
    """A format that was asked for, and may not be done yet."""

    format: PosterFormat
    poster: Pending[Poster]
    printed: Pending[PrintedPoster] | None


@dataclass(frozen=True)
class LabelledFile:
    """A file on its way to the person; ``suffix`` follows the poster's name: ``-cmyk.pdf``."""

    format: PosterFormat
    suffix: str
    title: LocalText
    pending: Pending[Labelled]


def with_print_size(
    formats: Sequence[PosterFormat], choice: PrintChoice
) -> tuple[PosterFormat, ...]:
    """The formats, and A4 where something is to be printed and none of them is paper."""
    if choice.inks == "none" or any(choice.holds_for(each) for each in formats):
        return tuple(formats)
    return (*formats, next(each for each in POSTER_FORMATS if each.id == "a4"))


def ask_for_format(
    ctx: WorkflowContext,
    document: PosterDocument,
    format: PosterFormat,
    *,
    pdf: bool,
    choice: PrintChoice | None = None,
    name: str = "poster",
) -> AskedFormat:
    """Ask for one format; for print as well where it is chosen."""
    params = RenderPosterParams(document=document, format=format, pdf=pdf)
    poster = ctx.submit(RENDER_POSTER, params, label=f"{name} {format.id}")
    printed = None
    if choice is not None and choice.holds_for(format):
        wanted = PrintPosterParams(
            document=document,
            format=format,
            bleed_mm=choice.bleed_mm,
            crop_marks=choice.crop_marks,
            cmyk=choice.inks == "cmyk",
            profile=choice.profile,
        )
        printed = ctx.submit(PRINT_POSTER, wanted, label=f"{name} {format.id} print")
    return AskedFormat(format, poster, printed)


_PRINTED = (
    ("pdf", "-print.pdf", LocalText(en="print PDF, RGB", zh="印刷 PDF（RGB）")),
    ("cmyk_pdf", "-cmyk.pdf", LocalText(en="print PDF, CMYK", zh="印刷 PDF（CMYK）")),
    ("cmyk_tiff", "-cmyk.tiff", LocalText(en="CMYK TIFF", zh="CMYK TIFF")),
    ("proof", "-proof.png", LocalText(en="soft proof", zh="软打样")),
)


def label_files(
    ctx: WorkflowContext, asked: AskedFormat, recipe: dict[str, object], title: LocalText
) -> list[LabelledFile]:
    """Wait for a format and ask for labelled copies of all its files.

    Raises whatever kept the poster from being made.
    """
    made = recipe | {"role": RENDER_POSTER.id, "format": asked.format.id}
    poster = asked.poster.result()
    found: list[tuple[str, LocalText, Asset]] = [(".png", title, poster.image)]
    if poster.pdf is not None:
        found.append((".pdf", title, poster.pdf))
    if asked.printed is not None:
        printed = asked.printed.result()
        for field, suffix, what in _PRINTED:
            asset = getattr(printed, field)
            if asset is not None:
                whole = LocalText(
                    en=f"{title.best('en')}, {what.en}", zh=f"{title.best('zh')} {what.zh}"
                )
                found.append((suffix, whole, asset))
    return [
        LabelledFile(asked.format, suffix, name, label(ctx, asset, made, name))
        for suffix, name, asset in found
    ]


def scores_of(asked: Iterable[AskedFormat]) -> tuple[FormatScore, ...]:
    """What the preflight said of each finished format."""
    out: list[FormatScore] = []
    for each in asked:
        score = each.poster.result().score
        if score is not None:
            size = each.format
            out.append(
                FormatScore(format=size.id, width=size.width, height=size.height, score=score)
            )
    return tuple(out)


def notes_of(asked: AskedFormat, name: LocalText) -> list[LocalText]:
    """What a person should know of a finished format, each line headed by its name."""
    found: list[Finding] = list(asked.poster.result().findings)
    if asked.printed is not None:
        found += [each for each in asked.printed.result().findings if each.code == "ink"]
    return [
        LocalText(
            zh=f"{name.best('zh')}：{each.message.best('zh')}",
            en=f"{name.best('en')}: {each.message.best('en')}",
        )
        for each in found
        if each.severity != "info"
    ]
