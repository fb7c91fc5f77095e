"""A poster for the print shop: a page with bleed and crop marks, and the same in four inks.

Black type is black ink alone: four inks one over the other would give it coloured edges wherever
the paper has moved by a tenth of a millimetre.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PIL import Image
from PySide6.QtGui import QColor, QImage, QPainter

from pipelines.graphics.poster.compose import RenderedPoster
from pipelines.graphics.poster.drawing import draw_marks
from pipelines.graphics.poster.marks import Mark, QrMark, ShapeMark, TextMark
from pipelines.graphics.poster.pdf import Trim, poster_pdf
from pipelines.graphics.poster.press_colour import Press, is_black
from pipelines.graphics.poster.press_pdf import separated_pdf

__all__ = [
    "INK_LIMIT",
    "PrintFiles",
    "Separated",
    "bleed_px",
    "print_pdf",
    "separate",
    "tiff_bytes",
]

INK_LIMIT = 3.3
"""Sum of the four inks that paper still dries with, 1 each (coated sheets)."""

_SLUG_MM = 6.0
_STRIP_OFFSETS, _STRIP_BYTES = 273, 279  # TIFF 6.0 tags


@dataclass(frozen=True, eq=False)
class PrintFiles:
    """Pages as PDF bytes: ``rgb`` as seen on screens, ``cmyk`` in the press's inks."""

    rgb: bytes
    cmyk: bytes | None


@dataclass(frozen=True, eq=False)
class Separated:
    """A poster in four inks.

    Attributes:
        inks: Mode CMYK, with the bleed.
        most: The largest sum of inks on it (of its 99.9th percentile), 1 an ink.
    """

    inks: Image.Image
    most: float


def bleed_px(bleed_mm: float, dpi: int) -> int:
    """Bleed in whole px, never less than asked for."""
    return math.ceil(bleed_mm / 25.4 * dpi - 1e-6)


def print_pdf(
    poster: RenderedPoster,
    *,
    bleed: int,
    crop_marks: bool,
    dpi: int,
    title: str,
    press: Press | None,
) -> PrintFiles:
    """The page with vector type, bleed and crop marks.

    Args:
        poster: Composed with the same ``bleed``, px.
        bleed: px.
        crop_marks: Whether paper with marks is left around the bleed.
        dpi: px an inch.
        title: Of the document.
        press: For the page in inks; None: only the other.
    """
    slug = _SLUG_MM / 25.4 * dpi if crop_marks else 0.0
    trim = Trim(float(bleed), slug, crop_marks)
    page = poster_pdf(poster.under, poster.marks, poster.logos, dpi, title, trim=trim)
    return PrintFiles(page, separated_pdf(page, press) if press is not None else None)


def separate(poster: RenderedPoster, press: Press) -> Separated:
    """The whole poster as pixels of ink; black type and codes in black ink alone."""
    black = tuple(mark for mark in poster.marks if _is_black(mark))
    others = tuple(mark for mark in poster.marks if not _is_black(mark))
    picture = _painted(poster.under, others, poster)
    inks = np.array(press.separate(Image.fromarray(picture)))
    paper = QImage(poster.under.size(), QImage.Format.Format_RGB888)
    paper.fill(QColor("#ffffff"))
    cover = 255 - _painted(paper, tuple(map(_as_black, black)), poster)[..., 1].astype(np.uint16)
    rows, columns = np.nonzero(cover)
    over = cover[rows, columns][:, None]
    pure = np.array([0, 0, 0, 255], np.uint16)
    below = inks[rows, columns].astype(np.uint16)
    inks[rows, columns] = ((below * (255 - over) + pure * over + 127) // 255).astype(np.uint8)
    for mark in poster.marks:
        if isinstance(mark, QrMark):
            _code(inks, picture, mark)
    sample = inks[::4, ::4].reshape(-1, 4).sum(axis=1) / 255
    height, width = inks.shape[:2]
    image = Image.frombytes("CMYK", (width, height), inks.tobytes())
    return Separated(image, float(np.quantile(sample, 0.999)))


def _is_black(mark: Mark) -> bool:
    if isinstance(mark, TextMark):
        return mark.gradient is None and is_black(mark.ink)
    return isinstance(mark, ShapeMark) and mark.opacity == 1 and all(map(is_black, mark.fill))


def _as_black(mark: Mark) -> Mark:
    if isinstance(mark, TextMark):
        return replace(mark, ink="#000000")
    return replace(mark, fill=("#000000", "#000000")) if isinstance(mark, ShapeMark) else mark


def _painted(
    under: QImage, marks: tuple[Mark, ...], poster: RenderedPoster
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The marks on a picture, uint8 [h, w, 3]."""
    image = under.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_marks(painter, marks, poster.logos)
    painter.end()
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def _code(
    inks: np.ndarray[tuple[int, ...], np.dtype[np.uint8]],
    picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]],
    mark: QrMark,
) -> None:
    """A QR code's modules in black ink alone: plates may shift, phones still read."""
    x, y, side = round(mark.rect.x), round(mark.rect.y), round(mark.rect.w)
    inset = max(1, side // 40)  # the field's rounded corners belong to the art
    field = (slice(y + inset, y + side - inset), slice(x + inset, x + side - inset))
    dark = picture[field].mean(axis=2) < 128
    inks[field] = 0
    inks[field][dark, 3] = 255


def tiff_bytes(separated: Separated, press: Press, dpi: int) -> bytes:
    """A CMYK TIFF with the profile inside; compressed without loss."""
    out = io.BytesIO()
    separated.inks.save(
        out, "TIFF", compression="tiff_lzw", dpi=(dpi, dpi), icc_profile=press.profile
    )
    data = bytearray(out.getvalue())
    # libtiff leaves whatever was in memory in the byte that aligns the directory.
    tags: Any = Image.open(out)
    strips = zip(tags.tag_v2[_STRIP_OFFSETS], tags.tag_v2[_STRIP_BYTES], strict=True)
    end, directory = max(at + size for at, size in strips), int.from_bytes(data[4:8], "little")
    if end < directory <= end + 8:
        data[end:directory] = bytes(directory - end)
    return bytes(data)
