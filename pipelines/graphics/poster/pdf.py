"""The poster as a PDF page: the art as pixels, everything else as vectors, exact to the mm."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from pipelines.graphics.poster.drawing import draw_marks
from pipelines.graphics.poster.marks import Mark

__all__ = ["poster_pdf"]

_MM = 25.4
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_LIVE_TEXT = 0.05  # of the shorter side: smaller text can be searched, larger is outlines


def poster_pdf(
    ground: QImage,
    marks: Iterable[Mark],
    logos: Mapping[str, QImage],
    dpi: int,
    title: str,
) -> bytes:
    """One page, ``width / dpi`` inches wide.

    The same poster gives the same bytes: the dates and the id that Qt writes are taken out.

    Args:
        ground: The picture without type; its size in px is the format's.
        marks: The layout; soft marks are in ``ground`` already.
        logos: Logo pictures by their hash.
        dpi: Pixels per inch of the format.
        title: Title of the document.
    """
    width, height = ground.width(), ground.height()
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
    painter.drawImage(QRectF(0, 0, width, height), ground)
    draw_marks(painter, marks, logos, live_text_below=_LIVE_TEXT * min(width, height))
    painter.end()
    buffer.close()
    return _same_every_time(bytes(data.data()), size)


def _unicode(table: Any) -> None:
    """Noto's 日 and ⽇ share a glyph, and Qt names it by the radical: searched text needs 日."""

    def plain(match: re.Match[bytes]) -> bytes:
        char = unicodedata.normalize("NFKC", chr(int(match[1], 16)))
        return b"<%04X>" % ord(char)

    head, found, codes = table.get_data().partition(b"endcodespacerange")
    table.set_data(head + found + re.sub(rb"<(2[EF][0-9A-F]{2})>", plain, codes))


def _same_every_time(data: bytes, size: QSizeF) -> bytes:
    """Without dates and ids, and with the page box to the thousandth of a point."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import FloatObject, NameObject, RectangleObject

    pdf = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    points = [FloatObject(round(mm / _MM * 72, 3)) for mm in (size.width(), size.height())]
    page = pdf.pages[0]
    box = RectangleObject((FloatObject(0), FloatObject(0), points[0], points[1]))
    resources: Any = page["/Resources"]
    for font in resources.get("/Font", {}).values():
        if "/ToUnicode" in font.get_object():
            _unicode(font.get_object()["/ToUnicode"].get_object())
    for name in ("/MediaBox", "/TrimBox"):
        page[NameObject(name)] = box
    pdf.metadata = {k: v for k, v in (pdf.metadata or {}).items() if not k.endswith("Date")}
    pdf._ID = None
    out = io.BytesIO()
    pdf.write(out)
    return out.getvalue()
