"""A phone, or a round portrait, around the product picture.

Without a picture the phone shows a drawn screen: cards, a chart and a list in the palette's
colours, without words, so that it claims nothing.
"""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen

from pipelines.graphics.colour import Palette
from pipelines.graphics.poster.marks import DeviceMark

__all__ = ["SCREEN", "draw_device"]

SCREEN = "device-screen"
"""Under this name the pictures of a poster hold what its device shows."""

_KEYS = ((-0.007, 0.34, 0.1), (-0.007, 0.5, 0.17), (-0.007, 0.7, 0.17), (1.007, 0.56, 0.26))
"""Keys on the sides: x, top, height in widths of the phone."""


def draw_device(painter: QPainter, mark: DeviceMark, picture: QImage | None) -> None:
    """Draw the mark's device in px of the format; ``picture`` is what it shows."""
    seen = QRectF(*mark.rect)
    painter.save()
    painter.setClipRect(seen.adjusted(-seen.width() * 0.05, -seen.width(), seen.width() * 0.05, 0))
    body = QRectF(seen.x(), seen.y(), seen.width(), mark.height)
    if mark.look == "portrait":
        _portrait(painter, body, mark.palette, picture)
    else:
        _phone(painter, body, mark.palette, picture)
    painter.restore()


def _phone(painter: QPainter, body: QRectF, palette: Palette, picture: QImage | None) -> None:
    w = body.width()
    dark = palette.mode == "dark"
    shell = palette.mix("paper", "primary", 0.12) if dark else palette.mix("ink", "deep", 0.3)
    edge = QLinearGradient(body.topLeft(), body.topRight())
    for at, share in ((0, 0.62), (0.04, 0.3), (0.5, 0.5), (0.96, 0.25), (1, 0.6)):
        edge.setColorAt(at, QColor(palette.mix("deep" if not dark else "muted", "light", share)))
    for key in _KEYS:
        _key(painter, body, palette, key)
    painter.fillPath(_rounded(body, w * 0.155), edge)
    inner = body.adjusted(w * 0.011, w * 0.011, -w * 0.011, -w * 0.011)
    painter.fillPath(_rounded(inner, w * 0.145), QColor(shell))
    bezel = w * 0.037
    screen = body.adjusted(bezel, bezel, -bezel, -bezel)
    painter.save()
    painter.setClipPath(_rounded(screen, w * 0.122), Qt.ClipOperation.IntersectClip)
    if picture is None:
        _drawn_screen(painter, screen, palette)
    else:
        painter.fillRect(screen, QColor(palette.tint if not dark else palette.surface))
        _covering(painter, screen, picture)
    painter.restore()
    island = QRectF(body.center().x() - w * 0.135, screen.y() + w * 0.03, w * 0.27, w * 0.076)
    painter.fillPath(_rounded(island, island.height() / 2), QColor(shell))


def _key(
    painter: QPainter, body: QRectF, palette: Palette, key: tuple[float, float, float]
) -> None:
    w = body.width()
    x, y, high = key
    box = QRectF(body.x() + x * w - w * 0.006, body.y() + y * w, w * 0.012, high * w)
    painter.fillPath(_rounded(box, w * 0.004), QColor(palette.mix("deep", "muted", 0.4)))


def _covering(painter: QPainter, box: QRectF, picture: QImage) -> None:
    """The picture fills the box; what is too much goes at its sides and its foot."""
    factor = max(box.width() / picture.width(), box.height() / picture.height())
    w, h = picture.width() * factor, picture.height() * factor
    target = QRectF(box.center().x() - w / 2, box.y(), w, h)
    scale = painter.transform().m11()
    if w * scale < picture.width() * 0.7:  # the painter alone would tear fine lines
        size = (max(1, math.ceil(w * scale)), max(1, math.ceil(h * scale)))
        ignore = Qt.AspectRatioMode.IgnoreAspectRatio
        picture = picture.scaled(*size, ignore, Qt.TransformationMode.SmoothTransformation)
    painter.drawImage(target, picture)


def _portrait(painter: QPainter, body: QRectF, palette: Palette, picture: QImage | None) -> None:
    path = QPainterPath()
    path.addEllipse(body)
    ground = QLinearGradient(body.topLeft(), body.bottomLeft())
    ground.setColorAt(0, QColor(palette.tint))
    ground.setColorAt(1, QColor(palette.mix("tint", "primary", 0.55)))
    painter.fillPath(path, ground)
    if picture is not None:
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        if picture.hasAlphaChannel():  # a person cut out stands on the circle's foot
            factor = min(body.height() * 0.94 / picture.height(), body.width() / picture.width())
            w, h = picture.width() * factor, picture.height() * factor
            at = QRectF(body.center().x() - w / 2, body.bottom() - h, w, h)
            painter.drawImage(at, picture)
        else:
            _covering(painter, body, picture)
        painter.restore()
    painter.setPen(QPen(QColor(palette.light), body.width() * 0.03))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = body.width() * 0.015
    painter.drawEllipse(body.adjusted(inset, inset, -inset, -inset))
    painter.setPen(Qt.PenStyle.NoPen)


def _drawn_screen(painter: QPainter, box: QRectF, palette: Palette) -> None:
    """A screen without words, in units of its width."""
    w = box.width()
    dark = palette.mode == "dark"
    ground = palette.mix("paper", "surface", 0.6) if dark else palette.mix("tint", "light", 0.55)
    card = palette.mix("surface", "muted", 0.14) if dark else palette.light
    faint = palette.mix("surface", "muted", 0.5) if dark else palette.mix("tint", "muted", 0.3)

    def bar(
        x: float, y: float, wide: float, high: float, colour: str, *, round: float = 0.5
    ) -> None:
        rect = QRectF(box.x() + x * w, box.y() + y * w, wide * w, high * w)
        painter.fillPath(_rounded(rect, rect.height() * round), QColor(colour))

    painter.fillRect(box, QColor(ground))
    bar(0.075, 0.048, 0.13, 0.036, palette.ink)
    bar(0.8, 0.048, 0.125, 0.036, palette.ink)
    bar(0.07, 0.2, 0.24, 0.032, faint)
    bar(0.07, 0.262, 0.46, 0.058, palette.ink)
    bar(0.8, 0.205, 0.13, 0.13, palette.mix("accent", "light", 0.25))
    _chart(painter, QRectF(box.x() + 0.07 * w, box.y() + 0.39 * w, 0.86 * w, 0.56 * w), palette)
    for index, colour in enumerate(("accent", "primary", "accent2")):
        x = 0.07 + index * 0.295
        bar(x, 1.0, 0.27, 0.29, card, round=0.2)
        bar(x + 0.045, 1.045, 0.085, 0.085, palette[colour], round=0.36)
        bar(x + 0.045, 1.17, 0.18, 0.026, palette.ink)
        bar(x + 0.045, 1.216, 0.11, 0.022, faint)
    for index in range(4):
        y = 1.34 + index * 0.2
        bar(0.07, y, 0.86, 0.17, card, round=0.28)
        bar(
            0.11,
            y + 0.04,
            0.09,
            0.09,
            palette.mix("primary", "light", 0.2 + 0.2 * index),
            round=0.34,
        )
        bar(0.24, y + 0.046, 0.3 - 0.05 * (index % 2), 0.028, palette.ink)
        bar(0.24, y + 0.098, 0.2 + 0.06 * (index % 2), 0.024, faint)
        bar(0.76, y + 0.066, 0.12, 0.038, palette.mix("accent", _card_role(dark), 0.3))
    foot = box.height() / w
    bar(0.0, foot - 0.2, 1.0, 0.3, card, round=0.0)
    for index in range(5):
        ink = palette.primary if index == 0 else faint
        if index != 2:
            bar(0.085 + index * 0.19, foot - 0.15, 0.07, 0.07, ink, round=0.34)
    bar(0.435, foot - 0.235, 0.13, 0.13, palette.primary)
    bar(0.36, foot - 0.028, 0.28, 0.012, palette.ink)


def _card_role(dark: bool) -> str:
    """The role a card of the drawn screen is nearest to."""
    return "surface" if dark else "light"


def _chart(painter: QPainter, box: QRectF, palette: Palette) -> None:
    """A card with a rising curve."""
    w, h = box.width(), box.height()
    fill = QLinearGradient(box.topLeft(), box.bottomRight())
    fill.setColorAt(0, QColor(palette.primary))
    fill.setColorAt(1, QColor(palette.mix("primary", "deep", 0.6)))
    painter.fillPath(_rounded(box, w * 0.075), fill)
    light = QColor(palette.light)
    light.setAlphaF(0.6)
    for x, y, wide, high, colour in (
        (0.07, 0.12, 0.24, 0.055, light),
        (0.07, 0.23, 0.4, 0.115, QColor(palette.light)),
    ):
        rect = QRectF(box.x() + x * w, box.y() + y * h, wide * w, high * h)
        painter.fillPath(_rounded(rect, rect.height() / 2), colour)
    heights = (0.84, 0.74, 0.79, 0.6, 0.66, 0.44, 0.5, 0.26)
    points = [
        QPointF(box.x() + w * i / (len(heights) - 1), box.y() + h * y)
        for i, y in enumerate(heights)
    ]
    curve = QPainterPath(points[0])
    for first, second in pairwise(points):
        middle = (first.x() + second.x()) / 2
        curve.cubicTo(QPointF(middle, first.y()), QPointF(middle, second.y()), second)
    under = QPainterPath(curve)
    under.lineTo(box.bottomRight())
    under.lineTo(box.bottomLeft())
    under.closeSubpath()
    shade = QLinearGradient(box.topLeft(), box.bottomLeft())
    bright = QColor(palette.accent)
    bright.setAlphaF(0.55)
    clear = QColor(palette.accent)
    clear.setAlphaF(0.0)
    shade.setColorAt(0.2, bright)
    shade.setColorAt(1, clear)
    painter.fillPath(under.intersected(_rounded(box, w * 0.075)), shade)
    painter.setPen(QPen(QColor(palette.mix("accent", "light", 0.35)), w * 0.018))
    painter.drawPath(curve)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.light))
    painter.drawEllipse(points[5], w * 0.026, w * 0.026)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _rounded(box: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path
