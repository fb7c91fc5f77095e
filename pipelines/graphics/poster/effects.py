"""Effects of big type: strokes and extrusions stay vectors, shadows and glows go into the pixels.

Sizes are in em of the type they belong to, so that a poster in another format keeps the look.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from pipelines.graphics import raster
from pipelines.graphics.colour import hex_to_rgb, mix_oklab
from pipelines.graphics.poster.template import EffectKind
from pipelines.graphics.raster import Array

__all__ = ["TextLayer", "backing", "draw_layers", "paint_layers"]

_STEP = 0.006  # em between the slices of an extrusion: below a pixel at most sizes
_GLOWS = ((1.0, 0.55), (0.42, 0.60), (0.14, 0.70))  # (blur of the size, strength)


@dataclass(frozen=True)
class TextLayer:
    """What lies below the letters.

    Attributes:
        kind: ``stroke`` (an outline), ``shadow``, ``extrude`` (a solid body), ``neon`` (a glow and
            a lit tube), ``paper_cut`` (a sheet cut round the letters, with its shadow).
        colour: Hex.
        size: How far it reaches beyond the letters, em; of ``shadow``: its blur.
        dx: To the right, em.
        dy: Down, em.
        opacity: Of what is soft.
    """

    kind: EffectKind
    colour: str
    size: float = 0.04
    dx: float = 0.0
    dy: float = 0.0
    opacity: float = 1.0


def backing(layers: Sequence[TextLayer]) -> str | None:
    """The colour that surrounds the letters closely, whatever the art is; None: the art does."""
    for layer in reversed(layers):
        if layer.kind in {"stroke", "paper_cut"} and layer.size >= 0.03:
            return layer.colour
    return None


def draw_layers(
    painter: QPainter, path: QPainterPath, layers: Sequence[TextLayer], px: float
) -> None:
    """Draw what stays vector, bottom to top, below letters of that size.

    Args:
        painter: In px of the page.
        path: Outlines of the letters, px.
        layers: Bottom to top.
        px: Size of the type.
    """
    for layer in layers:
        if layer.kind == "extrude":
            _extrude(painter, path, layer, px)
        elif layer.kind in {"stroke", "paper_cut"}:
            _outline(painter, path.translated(layer.dx * px, layer.dy * px), layer, px)
        elif layer.kind == "neon":
            tube = TextLayer("stroke", layer.colour, 0.014)
            _outline(painter, path, tube, px)
        elif layer.size <= 0:
            painter.setOpacity(layer.opacity)
            painter.fillPath(path.translated(layer.dx * px, layer.dy * px), QColor(layer.colour))
            painter.setOpacity(1)


def _outline(painter: QPainter, path: QPainterPath, layer: TextLayer, px: float) -> None:
    pen = QPen(QColor(layer.colour), 2 * layer.size * px)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, QColor(layer.colour))


def _extrude(painter: QPainter, path: QPainterPath, layer: TextLayer, px: float) -> None:
    """Slices from the far end to the letters; the far end lies in shade."""
    far = math.hypot(layer.dx, layer.dy)
    slices = max(2, math.ceil(far / _STEP))
    for i in range(slices, 0, -1):
        t = i / slices
        colour = QColor(mix_oklab(layer.colour, "#000000", 0.30 * t))
        painter.fillPath(path.translated(layer.dx * px * t, layer.dy * px * t), colour)


def paint_layers(
    picture: Array, path: QPainterPath, layers: Sequence[TextLayer], px: float
) -> None:
    """Paint what is soft into the picture (float32 [h, w, 3]) below the letters, in place."""
    for layer in layers:
        moved = path.translated(layer.dx * px, layer.dy * px)
        if layer.kind == "shadow" and layer.size > 0:
            _soft(picture, moved, layer, layer.size * px)
        elif layer.kind == "paper_cut":
            stroker = QPainterPathStroker()
            stroker.setWidth(2 * layer.size * px)
            stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            sheet = moved.united(stroker.createStroke(moved))
            low = sheet.translated(0.012 * px, 0.035 * px)
            shade = TextLayer("shadow", "#000000", opacity=0.38 * layer.opacity)
            _soft(picture, low, shade, 0.032 * px)
        elif layer.kind == "neon":
            for share, strength in _GLOWS:
                glow = TextLayer("neon", layer.colour, opacity=strength * layer.opacity)
                _soft(picture, path, glow, layer.size * px * share)


def _soft(picture: Array, path: QPainterPath, layer: TextLayer, sigma: float) -> None:
    """A blurred shape, in a window just large enough; light for neon, dark for shadows."""
    height, width = picture.shape[:2]
    box = path.boundingRect().adjusted(*(side * 3 * sigma for side in (-1, -1, 1, 1)))
    x0, y0 = max(0, math.floor(box.left())), max(0, math.floor(box.top()))
    x1, y1 = min(width, math.ceil(box.right())), min(height, math.ceil(box.bottom()))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return
    factor = max(1, int(sigma / 3))  # what will be blurred may be drawn small

    def paint(painter: QPainter) -> None:
        painter.scale(1 / factor, 1 / factor)
        painter.translate(-x0, -y0)
        painter.fillPath(path, QColor(0, 0, 0))

    small = raster.draw(math.ceil((x1 - x0) / factor), math.ceil((y1 - y0) / factor), paint)
    mask = raster.blur(small[..., 3].copy(), sigma / factor)
    mask = raster.resize(mask, x1 - x0, y1 - y0)
    blend = raster.screen if layer.kind == "neon" else raster.multiply
    blend(picture[y0:y1, x0:x1], mask, hex_to_rgb(layer.colour), layer.opacity)
