"""The poster as a PDF page: the art as pixels, everything else as vectors, exact to the mm."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLineF,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
)
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from pipelines.graphics.poster.drawing import draw_marks
from pipelines.graphics.poster.marks import Mark

__all__ = ["Trim", "poster_pdf"]

_MM = 25.4
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_LIVE_TEXT = 0.05  # of the shorter side: smaller text can be searched, larger is outlines


@dataclass(frozen=True)
class Trim:
    """How a printed sheet is cut.

    Attributes:
        bleed: Art beyond the cut on every side, px of the format.
        slug: White paper around the bleed for the marks, px; 0: none.
        marks: Whether to draw crop marks into it.
    """

    bleed: float = 0.0
    slug: float = 0.0
    marks: bool = False


def poster_pdf(
    ground: QImage,
    marks: Iterable[Mark],
    logos: Mapping[str, QImage],
    dpi: int,
    title: str,
    *,
    trim: Trim | None = None,
) -> bytes:
    """One page, ``width / dpi`` inches wide.

    The same poster gives the same bytes: the dates and the id that Qt writes are taken out.

    Args:
        ground: The picture without type; its size in px is the format's, with the bleed.
        marks: The layout; soft marks are in ``ground`` already.
        logos: Logo pictures by their hash.
        dpi: Pixels per inch of the format.
        title: Title of the document.
        trim: Bleed and crop marks; None: the page is what is seen.
    """
    trim = trim or Trim()
    width, height = ground.width() + 2 * trim.slug, ground.height() + 2 * trim.slug
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = QSizeF(width / dpi * _MM, height / dpi * _MM)
    page = QPageSize(
        size, QPageSize.Unit.Millimeter, "poster", QPageSize.SizeMatchPolicy.ExactMatch
    )
    # Qt turns a wide page on its side unless it is told that the size is meant as it is.
    orientation = QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(page, orientation, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(1200)
    writer.setTitle(title)
    writer.setCreator("AIGC Studio")
    writer.setDocumentXmpMetadata(QByteArray(_XMP.format(title=escape(title)).encode()))
    painter = QPainter(writer)
    painter.scale(writer.width() / width, writer.height() / height)
    if trim.marks and trim.slug:
        _crop_marks(painter, width, height, trim, dpi)
    painter.translate(trim.slug, trim.slug)
    painter.drawImage(QRectF(0, 0, ground.width(), ground.height()), ground)
    live = _LIVE_TEXT * min(ground.width(), ground.height())
    draw_marks(painter, marks, logos, live_text_below=live)
    painter.end()
    buffer.close()
    return _same_every_time(bytes(data.data()), size, trim, 72 / dpi)


def _crop_marks(painter: QPainter, width: float, height: float, trim: Trim, dpi: int) -> None:
    """Hairlines that point at the cut's corners from outside the bleed."""
    painter.setPen(QPen(QColor(0, 0, 0), 0.25 / 72 * dpi))
    near, far = trim.slug * 0.15, trim.slug * 0.95
    cut = trim.slug + trim.bleed
    for x in (cut, width - cut):
        for start, end in ((near, far), (height - far, height - near)):
            painter.drawLine(QLineF(QPointF(x, start), QPointF(x, end)))
    for y in (cut, height - cut):
        for start, end in ((near, far), (width - far, width - near)):
            painter.drawLine(QLineF(QPointF(start, y), QPointF(end, y)))


def _unicode(table: Any) -> None:
    """Noto's 日 and ⽇ share a glyph, and Qt names it by the radical: searched text needs 日."""

    def plain(match: re.Match[bytes]) -> bytes:
        char = unicodedata.normalize("NFKC", chr(int(match[1], 16)))
        return b"<%04X>" % ord(char)

    head, found, codes = table.get_data().partition(b"endcodespacerange")
    table.set_data(head + found + re.sub(rb"<(2[EF][0-9A-F]{2})>", plain, codes))


def _same_every_time(data: bytes, size: QSizeF, trim: Trim, point: float) -> bytes:
    """Without dates and ids, and with the page's boxes to the thousandth of a point.

    ``point``: points a px.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import FloatObject, NameObject, RectangleObject

    pdf = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    right, top = (mm / _MM * 72 for mm in (size.width(), size.height()))
    page = pdf.pages[0]
    resources: Any = page["/Resources"]
    for font in resources.get("/Font", {}).values():
        if "/ToUnicode" in font.get_object():
            _unicode(font.get_object()["/ToUnicode"].get_object())
    boxes = {
        "/MediaBox": 0.0,
        "/BleedBox": trim.slug * point,
        "/TrimBox": (trim.slug + trim.bleed) * point,
    }
    for name, inset in boxes.items():
        corners = (inset, inset, right - inset, top - inset)
        box = RectangleObject(tuple(FloatObject(round(value, 3)) for value in corners))  # type: ignore[arg-type]  # four floats
        page[NameObject(name)] = box
    pdf.metadata = {k: v for k, v in (pdf.metadata or {}).items() if not k.endswith("Date")}
    pdf._ID = None
    out = io.BytesIO()
    pdf.write(out)
    return out.getvalue()
