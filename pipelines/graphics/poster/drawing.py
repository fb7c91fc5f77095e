"""Marks drawn as vectors with a QPainter: the same calls for pixels, PDF and canvas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen

from pipelines.graphics.poster.device import SCREEN, draw_device
from pipelines.graphics.poster.effects import draw_layers
from pipelines.graphics.poster.glyphs import fitted
from pipelines.graphics.poster.marks import (
    DeviceMark,
    GlyphMark,
    LogoMark,
    Mark,
    QrMark,
    Rect,
    SealMark,
    ShapeMark,
    TextMark,
    TicketMark,
)
from pipelines.graphics.poster.qr import QUIET, make_qr
from pipelines.graphics.typesetting.blocks import PlacedLine
from pipelines.graphics.typesetting.faces import REFERENCE
from pipelines.graphics.typesetting.vertical import VerticalBlock

__all__ = ["draw_marks", "text_path"]

_TEETH = 30  # of a seal


def draw_marks(
    painter: QPainter,
    marks: Iterable[Mark],
    logos: Mapping[str, QImage],
    *,
    live_text_below: float = 0.0,
) -> None:
    """Draw the vector marks in px of the format; soft marks are in the art already.

    Args:
        painter: Scaled so that one unit is one px of the format.
        marks: Bottom to top.
        logos: Logo pictures by their hash; under ``device.SCREEN`` what a device shows.
        live_text_below: Text smaller than this many px is written as text (a PDF can be searched);
            larger text, and all text at 0, is drawn as outlines.
    """
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    for mark in marks:
        match mark:
            case TextMark():
                _text(painter, mark, live=_may_live(mark, live_text_below))
            case ShapeMark():
                _shape(painter, mark)
            case TicketMark():
                _ticket(painter, mark)
            case SealMark():
                _seal(painter, mark)
            case QrMark():
                _qr(painter, mark)
            case LogoMark():
                _logo(painter, mark, logos)
            case GlyphMark():
                _glyph(painter, mark)
            case DeviceMark():
                draw_device(painter, mark, logos.get(SCREEN))
            case _:
                pass


def text_path(mark: TextMark) -> QPainterPath:
    """The outlines of all lines, px."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for placed in mark.block.place(mark.rect.x, mark.rect.y, mark.rect.w, mark.align):
        path.addPath(_line_path(placed, mark.block.px))
    return path


def _line_path(placed: PlacedLine, px: float) -> QPainterPath:
    from PySide6.QtGui import QTransform

    transform = QTransform()
    transform.translate(placed.x, placed.baseline)
    transform.scale(px / REFERENCE, px / REFERENCE)
    return transform.map(placed.line.outline)


def _text(painter: QPainter, mark: TextMark, live: bool) -> None:
    block = mark.block
    placed = list(block.place(mark.rect.x, mark.rect.y, mark.rect.w, mark.align))
    if mark.layers:
        draw_layers(painter, text_path(mark), mark.layers, block.px)
    for line in placed:
        brush = _ink(mark, line)
        if live and mark.gradient is None:
            _write(painter, mark, line)
        else:
            painter.fillPath(_line_path(line, block.px), brush)
        if line.line.pictures:
            painter.save()
            painter.translate(line.x, line.baseline)
            painter.scale(block.px / REFERENCE, block.px / REFERENCE)
            for run in line.line.pictures:
                painter.drawGlyphRun(QPointF(0, 0), run)
            painter.restore()
    if mark.struck:
        for line in placed:
            high = line.baseline - block.face.top("0") * block.px * 0.5
            thick = max(1.0, block.px * 0.07)
            width = line.line.width * block.px
            painter.fillRect(QRectF(line.x, high - thick / 2, width, thick), QColor(mark.ink))


def _may_live(mark: TextMark, below: float) -> bool:
    """Whether a text is written as text. Not when tracked: Qt scales letter spacing in PDF by the
    resolution once more than the letters. Not when extra bold: Qt prints such letters twice."""
    style = mark.block.face.style
    if isinstance(mark.block, VerticalBlock):
        return False
    return mark.block.px < below and not style.tracking and style.weight <= 700


def _ink(mark: TextMark, line: PlacedLine) -> QBrush:
    """The ink of a line; gradients run over each line's own height."""
    if mark.gradient is None:
        return QBrush(QColor(mark.ink))
    px, face = mark.block.px, mark.block.face
    top, foot = line.baseline - face.top(line.line.text) * px, line.baseline + 0.05 * px
    if isinstance(mark.block, VerticalBlock):
        top, foot = line.baseline, line.baseline + mark.block.height
    gradient = QLinearGradient(0, top, 0, foot)
    gradient.setColorAt(0, QColor(mark.gradient[0]))
    gradient.setColorAt(1, QColor(mark.gradient[1]))
    return QBrush(gradient)


def _write(painter: QPainter, mark: TextMark, line: PlacedLine) -> None:
    """Real text, at the reference size under a scale, so that it is as wide as its outlines."""
    painter.save()
    painter.translate(line.x, line.baseline)
    painter.scale(mark.block.px / REFERENCE, mark.block.px / REFERENCE)
    painter.setFont(mark.block.face.font)
    painter.setPen(QColor(mark.ink))
    painter.drawText(QPointF(0, 0), line.line.text)
    painter.restore()


def _shape(painter: QPainter, mark: ShapeMark) -> None:
    path = QPainterPath()
    path.addRoundedRect(_q(mark.rect), mark.radius, mark.radius)
    painter.setOpacity(mark.opacity)
    painter.fillPath(path, _vertical(mark.rect, mark.fill))
    painter.setOpacity(1)


def _ticket(painter: QPainter, mark: TicketMark) -> None:
    """A coupon: notches in the middle of its sides, a fine dashed frame inside."""
    rect, notch = mark.rect, mark.notch
    path = QPainterPath()
    path.addRoundedRect(_q(rect), notch * 0.9, notch * 0.9)
    cut = QPainterPath()
    for x in (rect.x, rect.right):
        cut.addEllipse(QPointF(x, rect.y + rect.h / 2), notch, notch)
    painter.fillPath(path.subtracted(cut), QColor(mark.fill))
    line = QColor(mark.line)
    line.setAlphaF(0.45)
    pen = QPen(line, max(1.0, rect.h * 0.012), Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 3])
    painter.setPen(pen)
    for x in (rect.x + notch * 1.7, rect.right - notch * 1.7):
        painter.drawLine(
            QPointF(x, rect.y + rect.h * 0.14), QPointF(x, rect.bottom - rect.h * 0.14)
        )
    painter.setPen(Qt.PenStyle.NoPen)


def _seal(painter: QPainter, mark: SealMark) -> None:
    radius = mark.rect.w / 2
    x, y = mark.rect.x + radius, mark.rect.y + radius
    path = QPainterPath()
    for step in range(2 * _TEETH):
        r = radius * (1.0 if step % 2 == 0 else 0.95)
        angle = math.pi * step / _TEETH
        point = QPointF(x + r * math.cos(angle), y + r * math.sin(angle))
        path.lineTo(point) if step else path.moveTo(point)
    path.closeSubpath()
    painter.fillPath(path, _vertical(mark.rect, mark.fill))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(mark.ring), max(1.0, radius * 0.016)))
    painter.drawEllipse(QPointF(x, y), radius * 0.89, radius * 0.89)
    painter.setPen(Qt.PenStyle.NoPen)


def _qr(painter: QPainter, mark: QrMark) -> None:
    code = make_qr(mark.link)
    if code is None:
        return
    field, side = mark.rect, mark.rect.w
    module = side / code.count
    # On whole pixels, without blur at the edges of modules.
    x0, y0 = round(field.x), round(field.y)
    ground = QPainterPath()
    ground.addRoundedRect(QRectF(x0, y0, side, side), module * 1.6, module * 1.6)
    painter.fillPath(ground, QColor("#ffffff"))
    dark = QPainterPath()
    for row, line in enumerate(code.modules):
        column = 0
        while column < len(line):
            end = column
            while end < len(line) and line[end]:
                end += 1
            if end > column:
                at = QPointF(x0 + (QUIET + column) * module, y0 + (QUIET + row) * module)
                dark.addRect(at.x(), at.y(), (end - column) * module, module)
            column = end + 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillPath(dark, QColor(mark.dark))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _logo(painter: QPainter, mark: LogoMark, logos: Mapping[str, QImage]) -> None:
    image = logos.get(mark.asset.sha256)
    if image is None:
        return
    # The painter samples bilinearly, which tears fine strokes of a large logo; this averages.
    scale = painter.transform().m11()
    width = max(1, math.ceil(mark.rect.w * scale))
    height = max(1, math.ceil(mark.rect.h * scale))
    if width < image.width() and height < image.height():
        ignore = Qt.AspectRatioMode.IgnoreAspectRatio
        image = image.scaled(width, height, ignore, Qt.TransformationMode.SmoothTransformation)
    painter.drawImage(_q(mark.rect), image)


def _glyph(painter: QPainter, mark: GlyphMark) -> None:
    painter.setOpacity(mark.opacity)
    painter.fillPath(fitted(mark.glyph, _q(mark.rect)), QColor(mark.fill))
    painter.setOpacity(1)


def _vertical(rect: Rect, fill: tuple[str, str]) -> QBrush:
    if fill[0] == fill[1]:
        return QBrush(QColor(fill[0]))
    gradient = QLinearGradient(0, rect.y, 0, rect.bottom)
    gradient.setColorAt(0, QColor(fill[0]))
    gradient.setColorAt(1, QColor(fill[1]))
    return QBrush(gradient)


def _q(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.w, rect.h)
