"""Inks that can be read: APCA on the very pixels under the glyphs.

A bounding box would see a bright sun between two words and call for a scrim that nobody needs; so
only pixels under and right around the outlines count. First another ink of the palette is tried,
and only then a soft scrim.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPathStroker

from pipelines.graphics import raster
from pipelines.graphics.colour import Palette, apca, hex_to_rgb
from pipelines.graphics.poster.drawing import text_path
from pipelines.graphics.poster.marks import GlassMark, Mark, ShadeMark, TextMark
from pipelines.graphics.raster import Array

__all__ = [
    "ON_PLATE",
    "TOLERANCE",
    "Inked",
    "lc_on_plate",
    "lc_under",
    "make_readable",
    "needed",
]

TOLERANCE = 3.0
"""Lc below its target that nobody sees, and nothing is told of."""

ON_PLATE = 60.0
"""Lc that is enough on a plate's one colour, whatever the size: nothing stirs below the words."""

_STEPS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)  # opacity of one veil after the other


@dataclass(frozen=True, eq=False)
class Inked:
    """Marks with inks that can be read, and what had to be done for it.

    Attributes:
        swapped: Slots that got another ink.
        scrims: Slots that got a scrim (painted into the picture).
        weak: Slot → Lc that stayed below what its size needs.
    """

    marks: tuple[Mark, ...]
    swapped: tuple[str, ...]
    scrims: tuple[str, ...]
    weak: dict[str, float]


def needed(px: float, unit: float, weight: int = 400) -> float:
    """Least APCA Lc for a text size; ``unit`` is √(W·H) of the page, both px.

    After the table of font sizes and weights that goes with APCA, for a page seen whole.
    """
    size = px / unit * (1.25 if weight >= 600 else 1.0)
    if size < 0.022:
        return 75.0
    return 60.0 if size < 0.055 else 45.0


def make_readable(picture: Array, marks: tuple[Mark, ...], palette: Palette) -> Inked:
    """Give every text that stands on the art an ink that can be read on it.

    Scrims are painted into ``picture``.
    """
    height, width = picture.shape[:2]
    unit = math.sqrt(width * height)
    out: list[Mark] = []
    swapped: list[str] = []
    scrims: list[str] = []
    weak: dict[str, float] = {}
    plates = [mark for mark in marks if isinstance(mark, GlassMark)]

    def veiled(mark: TextMark, want: float) -> float:
        plate = next((p for p in plates if p.rect.overlap(mark.rect) > 0), None)
        scrims.append(mark.name)
        return _quietened(picture, mark, want, plate)

    for mark in marks:
        if not isinstance(mark, TextMark):
            out.append(mark)
            continue
        want = needed(mark.block.px, unit, mark.block.face.style.weight)
        if mark.ground is not None:
            out.append(mark)
            if lc_on_plate(mark) < min(want, ON_PLATE) - TOLERANCE:
                weak[mark.name] = round(lc_on_plate(mark))
            continue
        samples = _under(picture, mark)
        if samples is None:
            out.append(mark)
            continue
        best, reached = _best_ink(mark, samples, want, palette)
        if reached < want - TOLERANCE and not mark.fixed:
            reached = veiled(best, want)
        if best is not mark:
            swapped.append(mark.name)
        if reached < want - TOLERANCE:
            weak[mark.name] = round(reached)
        out.append(best)
    for mark in out if scrims else ():  # a veil may have reached the words beside it
        if not isinstance(mark, TextMark) or mark.ground is not None or mark.fixed:
            continue
        want = needed(mark.block.px, unit, mark.block.face.style.weight)
        if lc_under(picture, mark) < want - TOLERANCE and veiled(mark, want) < want - TOLERANCE:
            weak[mark.name] = round(lc_under(picture, mark))
    return Inked(tuple(out), tuple(swapped), tuple(dict.fromkeys(scrims)), weak)


def lc_on_plate(mark: TextMark) -> float:
    """The least APCA Lc of a text on the colours it certainly stands on."""
    ink = hex_to_rgb(mark.ink)
    return min(abs(apca(ink, hex_to_rgb(ground))) for ground in mark.ground or (mark.ink,))


def lc_under(picture: Array, mark: TextMark) -> float:
    """The least APCA Lc of a text on the pixels under it (``picture``: float32 [h, w, 3])."""
    samples = _under(picture, mark)
    return 0.0 if samples is None else _contrast(mark, samples)


def _under(picture: Array, mark: TextMark) -> Array | None:
    """Darkest tenth, middle and brightest tenth of the pixels under the glyphs, [3, 3]."""
    height, width = picture.shape[:2]
    box = mark.ink_rect.grown(mark.block.px * 0.15)
    x0, y0 = max(0, int(box.x)), max(0, int(box.y))
    x1, y1 = min(width, math.ceil(box.right)), min(height, math.ceil(box.bottom))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return None
    factor = max(1, int(mark.block.px / 24))
    path = text_path(mark)
    stroker = QPainterPathStroker()
    stroker.setWidth(mark.block.px * 0.14)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    around = stroker.createStroke(path)

    def paint(painter: QPainter) -> None:
        painter.scale(1 / factor, 1 / factor)
        painter.translate(-x0, -y0)
        painter.fillPath(around, QColor(0, 0, 0))
        painter.fillPath(path, QColor(0, 0, 0))

    w, h = math.ceil((x1 - x0) / factor), math.ceil((y1 - y0) / factor)
    mask = raster.draw(w, h, paint)[..., 3] > 0.5
    pixels = raster.resize(picture[y0:y1, x0:x1], w, h)[mask]
    if not len(pixels):
        return None
    # By luminance on a screen, as APCA sees it: sums of sRGB values would mix up hues.
    light = np.clip(pixels, 0, 1) ** np.float32(2.4)
    order = np.argsort(light @ np.array([0.2126729, 0.7151522, 0.0721750], np.float32))
    return pixels[order[[int(q * (len(order) - 1)) for q in (0.1, 0.5, 0.9)]]]


def _contrast(mark: TextMark, samples: Array) -> float:
    inks = mark.gradient or (mark.ink,)
    return min(abs(apca(hex_to_rgb(ink), sample)) for ink in inks for sample in samples)


def _best_ink(
    mark: TextMark, samples: Array, want: float, palette: Palette
) -> tuple[TextMark, float]:
    """The mark as it is, or with the palette's ink that reads clearly better."""
    reached = _contrast(mark, samples)
    if reached >= want or mark.fixed:
        return mark, reached
    below = {layer.colour for layer in mark.layers}  # letters must stand out from their own body
    choices = (palette.deep, palette.ink, palette.paper, palette.light)
    inks = [ink for ink in choices if ink not in below]
    others = [replace(mark, ink=ink, gradient=None) for ink in inks]
    for other in others:  # the first that is enough, coloured before black
        if _contrast(other, samples) >= want:
            return other, _contrast(other, samples)
    best = max(others, key=lambda other: _contrast(other, samples))
    if _contrast(best, samples) > reached + 6:
        return best, _contrast(best, samples)
    return mark, reached


def _quietened(picture: Array, mark: TextMark, want: float, plate: GlassMark | None) -> float:
    """Quieten the art below a text in small steps, no more than it needs; the Lc then reached.

    A text on frosted glass gets thicker glass, any other a wide soft cloud.
    """
    from pipelines.graphics.poster.ground import paint_soft

    reached = 0.0
    for opacity in _STEPS:
        samples = _under(picture, mark)
        if samples is None:
            return reached
        paint_soft(picture, (_scrim(mark, samples, opacity, plate),))
        again = _under(picture, mark)
        reached = _contrast(mark, again) if again is not None else 0.0
        if reached >= want - TOLERANCE * 0.5:
            break
    return reached


def _scrim(mark: TextMark, samples: Array, opacity: float, plate: GlassMark | None) -> Mark:
    """A veil of the art's own middle colour, pushed away from the ink."""
    ink = hex_to_rgb(mark.gradient[0] if mark.gradient else mark.ink)
    light_ink = float(ink @ np.array([0.2126, 0.7152, 0.0722])) > 0.45
    middle = samples[1]
    ground = middle * 0.25 if light_ink else 1 - (1 - middle) * 0.25
    colour = "#" + "".join(f"{round(float(v) * 255):02x}" for v in np.clip(ground, 0, 1))
    if plate is not None:
        return replace(plate, tint=colour, opacity=opacity, blur=1.0)
    box = mark.ink_rect.grown(mark.block.px * 0.45)
    return ShadeMark(box, colour, opacity, mark.block.px * 0.8, mark.block.px * 0.5, dark=False)
