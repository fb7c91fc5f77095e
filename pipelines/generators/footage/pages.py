"""Turns the pages of PDF files, and pictures, into pictures with their words beside them."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from pipelines.generators.footage.page_words import PageLine, PageWords, read_words, without_frame
from pipelines.graphics.photo import open_photo
from pipelines.roles.footage import PAGES, Page, Pages, PagesParams
from pipelines.sdk import (
    Asset,
    Context,
    InputError,
    LocalText,
    Resources,
    StudioError,
    generator,
)

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["pages"]

_LARGEST_PAGE = 20_000.0
"""Points; a page beyond that (7 m) is told as damaged."""


@dataclass(frozen=True)
class _Rough:
    """A page before the words of all pages are known."""

    image: Asset
    lines: tuple[PageLine, ...] = ()
    words: PageWords | None = None


@generator(
    id="studio.footage.pages",
    role=PAGES,
    version="1.0.0",
    title=LocalText(en="Pages", zh="页面读取"),
    summary=LocalText(
        en="PDF pages and pictures as slides, with each page's title and points",
        zh="把 PDF 页面或图片变成幻灯片，并读出每页的标题与要点",
    ),
    resources=Resources(cpu=1, ram_mb=500, seconds=3.0),
)
def pages(params: PagesParams, ctx: Context) -> Pages:
    """File by file; one that cannot be read is left out and told, if another can be."""
    ctx.progress(0.0, "Reading pages")
    rough: list[_Rough] = []
    notes: list[LocalText] = []
    failed: list[StudioError] = []
    for index, asset in enumerate(params.files):
        name = params.names[index] if index < len(params.names) else f"file {index + 1}"
        file, left = ctx.path(asset), params.most - len(rough)
        if left <= 0:
            break
        try:
            if _is_pdf(file):
                found, more = _of_pdf(file, name, params, ctx, left)
                rough += found
                notes += more
            else:
                rough.append(_Rough(_of_picture(file, name, params.long_side, ctx)))
        except InputError as error:
            failed.append(error)
            notes.append(LocalText(en=f"left out: {error}", zh=f"已跳过：{error}"))
        ctx.progress((index + 1) / len(params.files), "Reading pages")
    if not rough:
        raise failed[0] if failed else InputError("there are no pages", "give a PDF or pictures")
    return Pages(pages=_with_words(rough), notes=tuple(notes))


def _with_words(rough: list[_Rough]) -> tuple[Page, ...]:
    kept = without_frame([one.lines for one in rough])
    made: list[Page] = []
    for number, (one, lines) in enumerate(zip(rough, kept, strict=True), 1):
        words = read_words(lines)
        made.append(
            Page(
                number=number,
                image=one.image,
                text="\n".join(line.text for line in lines),
                title=words.title[:200],
                points=words.points,
            )
        )
    return tuple(made)


def _is_pdf(file: Path) -> bool:
    with file.open("rb") as stream:
        return b"%PDF-" in stream.read(1024)


def _of_picture(file: Path, name: str, long_side: int, ctx: Context) -> Asset:
    if file.stat().st_size == 0:
        raise InputError(f"{name} is empty (0 bytes)", "copy it again")
    with file.open("rb") as stream:
        head = stream.read(4)
    if head in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{name} is an Office file", "save it as PDF and give that")
    try:
        picture = open_photo(file)
    except InputError as error:
        told = error.message.replace(file.name, name)
        raise InputError(told, error.hint) from error
    picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    return _saved(picture, ctx)


def _saved(picture: Image.Image, ctx: Context) -> Asset:
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=4)
    width, height = picture.size
    return ctx.save_bytes(data.getvalue(), "image", ".png", width=width, height=height)


def _of_pdf(
    file: Path, name: str, params: PagesParams, ctx: Context, most: int
) -> tuple[list[_Rough], list[LocalText]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                f"{name} is locked with a password", "open it and save it without one"
            ) from error
        raise InputError(
            f"{name} is a damaged PDF", "open it in a viewer and save again"
        ) from error
    try:
        count = len(document)
        if not count:
            raise InputError(f"{name} has no pages", "save it again")
        notes: list[LocalText] = []
        if count > most:
            en = f"{name} has {count} pages; the first {most} are used"
            notes.append(LocalText(en=en, zh=f"{name} 共 {count} 页，只用前 {most} 页"))
        found: list[_Rough] = []
        for index in range(min(count, most)):
            try:
                found.append(_page(document, index, params.long_side, ctx))
            except (pypdfium2.PdfiumError, ValueError) as error:
                en = f"page {index + 1} of {name} is damaged and left out ({error})"
                notes.append(LocalText(en=en, zh=f"{name} 第 {index + 1} 页已损坏，已跳过"))
            ctx.progress(0.9 * (index + 1) / min(count, most), f"Page {index + 1}")
        if not found:
            raise InputError(f"no page of {name} can be drawn", "save it as PDF again")
        return found, notes
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int, long_side: int, ctx: Context) -> _Rough:
    page = document[index]
    try:
        width, height = page.get_size()
        if not 1 <= max(width, height) <= _LARGEST_PAGE:
            raise ValueError(f"{width:.0f} × {height:.0f} points")
        bitmap = page.render(scale=long_side / max(width, height))
        picture = bitmap.to_pil().convert("RGB")
        return _Rough(_saved(picture, ctx), tuple(_lines(page, width, height)))
    finally:
        page.close()


def _lines(page: pypdfium2.PdfPage, width: float, height: float) -> list[PageLine]:
    """The lines in the order of the file. pdfium itself tells words and lines apart."""
    import pypdfium2.raw as pdfium

    words = page.get_textpage()
    try:
        lines: list[PageLine] = []
        text, boxes = "", list[tuple[float, float, float, float]]()
        for index in range(words.count_chars() + 1):
            code = pdfium.FPDFText_GetUnicode(words, index) if index < words.count_chars() else 10
            if code in (10, 13):
                if text.strip() and boxes:
                    lines.append(_line(text, boxes, width, height))
                text, boxes = "", []
                continue
            character = _plain(chr(code))
            text += character
            if character.strip():
                boxes.append(words.get_charbox(index, loose=True))
        return lines
    finally:
        words.close()


def _plain(character: str) -> str:
    """Radicals and ligatures as the characters they stand for; control characters as nothing.

    Programs that print to PDF often leave Kangxi radicals in place of Han characters.
    """
    code = ord(character)
    if 0x2E80 <= code <= 0x2FDF or 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", character)
    if code == 0xA0:
        return " "
    return "" if code < 32 or 0xFFFE <= code <= 0xFFFF or code == 0xAD else character


def _line(
    text: str, boxes: list[tuple[float, float, float, float]], width: float, height: float
) -> PageLine:
    left, bottom, _, top = (
        side(values)
        for side, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
    )
    heights = sorted(box[3] - box[1] for box in boxes)
    return PageLine(
        text=" ".join(text.split()),
        size=heights[len(heights) // 2] / height,
        left=left / width,
        top=1 - top / height,
        bottom=1 - bottom / height,
    )
