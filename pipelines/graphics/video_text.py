"""Words on moving pictures: headlines, prices, buttons, lower thirds, labels, as bitmaps.

Bitmaps are premultiplied RGBA, uint8 [h, w, 4], with their place in the frame. Whatever the text,
they stay inside the frame.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from pipelines.documents.shot import TextLayer, Watermark
from pipelines.graphics.typesetting.blocks import Block, fit_block
from pipelines.graphics.typesetting.faces import REFERENCE, Face, FontBook, ShapedLine, TypeStyle
from pipelines.graphics.typesetting.phrases import clusters

__all__ = [
    "Bitmap",
    "canvas",
    "draw_line",
    "draw_plate",
    "drawable",
    "label_bitmap",
    "sans",
    "text_bitmap",
    "words_colour",
]

_FORMAT = QImage.Format.Format_RGBA8888_Premultiplied
_SANS = ("Inter", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC")
_EMOJI = ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji")
_SMALLEST = 10.0  # px
_LIGHT = 0.58  # luma above which dark words read better than white ones with a shade
_WHOLE = 0.35  # of the largest size; below that, words too long for a line are torn


@dataclass(frozen=True)
class Bitmap:
    """Premultiplied RGBA [h, w, 4] and where its corner lies in the frame, even px."""

    rgba: NDArray[np.uint8]
    x: int
    y: int


def sans(
    book: FontBook,
    weight: int,
    leading: float,
    fonts: tuple[str, ...] = (),
    tracking: float = 0.0,
    *,
    word_gap: float = 0.0,
) -> Face:
    """The face for words on video: the wanted fonts, then sans serifs, then emoji."""
    families = book.stack(*fonts, *_SANS, *_EMOJI)
    return book.face(
        TypeStyle(families, weight, tracking=tracking, leading=leading, word_gap=word_gap)
    )


def drawable(text: str, face: Face) -> str:
    """The text without characters that no font on this machine has, instead of boxes or gaps."""
    if not any(face.shape(line).missing for line in text.split("\n")):
        return text
    return "".join(
        cluster for cluster in clusters(text) if cluster == "\n" or not face.shape(cluster).missing
    )


def canvas(width: int, height: int, paint: Callable[[QPainter], None]) -> NDArray[np.uint8]:
    """What ``paint`` draws on nothing, premultiplied RGBA [height, width, 4]."""
    image = QImage(width, height, _FORMAT)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    try:
        paint(painter)
    finally:
        painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : width * 4].reshape(height, width, 4).copy()


def draw_line(
    painter: QPainter,
    line: ShapedLine,
    origin: QPointF,
    px: float,
    colour: QColor,
    *,
    stroke: tuple[QColor, float] | None = None,
) -> None:
    """Draw a line with its baseline starting at ``origin``; ``stroke`` is a colour and a width.

    The stroke lies around the letters, under their fill. Emoji keep their colours and get none.
    """
    scale = px / REFERENCE
    outline = QTransform(scale, 0, 0, scale, origin.x(), origin.y()).map(line.outline)
    outline.setFillRule(Qt.FillRule.WindingFill)
    if stroke is not None:
        pen = QPen(stroke[0], 2 * stroke[1])
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline, pen)
    painter.fillPath(outline, colour)
    painter.save()
    painter.translate(origin)
    painter.scale(scale, scale)
    painter.setPen(colour)
    for run in line.pictures:
        painter.drawGlyphRun(QPointF(0, 0), run)
    painter.restore()


# --- text layers -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Manner:
    """How a style of words is set; lengths in em of the text."""

    weight: int
    share: float  # largest text height as a share of the frame's height
    lines: int
    leading: float = 1.18
    pad_x: float = 0.55
    pad_y: float = 0.34
    radius: float = 0.28
    least: float = 0.0  # smallest text height as a share of the frame's height


_MANNERS = {
    "headline": _Manner(800, 0.075, 5),
    "subhead": _Manner(600, 0.042, 4, leading=1.32),
    "price": _Manner(800, 0.12, 1, pad_x=0.22, pad_y=0.14, radius=0.14),
    "button": _Manner(700, 0.036, 2, pad_x=1.1, pad_y=0.62, radius=9.0, least=0.022),
    "lower_third": _Manner(700, 0.034, 2, leading=1.3, pad_x=0.7, pad_y=0.5, radius=0.2),
}
_PARTS = re.compile(r"[\d.,]+%?|[^\d.,%\s]+|\s+|[.,%]+")


@dataclass(frozen=True)
class _Run:
    """A shaped line with its size and place inside the block, px."""

    line: ShapedLine
    px: float
    x: float
    baseline: float
    opacity: float = 1.0


@dataclass(frozen=True)
class _Words:
    """Runs that make a block ``width`` × ``height`` px; ``em`` is what paddings go by."""

    runs: tuple[_Run, ...]
    width: float
    height: float
    em: float
    clipped: bool = False


@dataclass(frozen=True)
class _Room:
    """Where words have to fit, px: the box, the sizes, whether a plate needs room too."""

    width: float
    height: float
    largest: float
    least: float
    plated: bool


def words_colour(layer: TextLayer, ground: float = 0.0) -> str:
    """The colour of a layer's words: its own, or white or ink by what is behind them.

    Args:
        layer: With ``fill``, that is what is behind.
        ground: Lightness of the picture behind, gamma-coded luma 0–1.
    """
    if layer.colour is not None:
        return layer.colour
    if layer.fill is not None:
        fill = QColor(layer.fill)
        ground = 0.2126 * fill.redF() + 0.7152 * fill.greenF() + 0.0722 * fill.blueF()
    return layer.ink if ground > _LIGHT else "#ffffff"


def text_bitmap(layer: TextLayer, size: tuple[int, int], book: FontBook) -> Bitmap | None:
    """Set a text layer; None where there is nothing to show.

    The type is as large as its style allows and its box has room for, plate included.
    """
    manner = _MANNERS[layer.style]
    left, top, width, height = (
        layer.box.x * size[0],
        layer.box.y * size[1],
        layer.box.w * size[0],
        layer.box.h * size[1],
    )
    plated = layer.fill is not None or layer.style in ("button", "lower_third")
    room = _Room(
        width, height, manner.share * size[1], max(_SMALLEST, manner.least * size[1]), plated
    )
    words = _fit(layer, manner, room, book)
    if words is None:
        return None
    pad_x, pad_y = (manner.pad_x * words.em, manner.pad_y * words.em) if plated else (0.0, 0.0)
    outer_w, outer_h = words.width + 2 * pad_x, words.height + 2 * pad_y
    x = left if layer.align == "left" else left + (width - outer_w) / 2
    y = top + (height - outer_h) / 2
    x = min(max(x, 0.0), max(0.0, size[0] - outer_w))
    y = min(max(y, 0.0), max(0.0, size[1] - outer_h))
    return _cropped(_painted(layer, manner, words, QRectF(x, y, outer_w, outer_h)), size)


def _cropped(bitmap: Bitmap, size: tuple[int, int]) -> Bitmap:
    """What of a bitmap lies inside the frame: the room for its shade may stick out."""
    left, top = max(0, -bitmap.x), max(0, -bitmap.y)
    rgba = bitmap.rgba[top : size[1] - bitmap.y, left : size[0] - bitmap.x]
    return Bitmap(np.ascontiguousarray(rgba), bitmap.x + left, bitmap.y + top)


def _fit(layer: TextLayer, manner: _Manner, room: _Room, book: FontBook) -> _Words | None:
    px = room.largest
    while True:
        pad_x, pad_y = (manner.pad_x * px, manner.pad_y * px) if room.plated else (0.0, 0.0)
        sizes = px, max(_WHOLE * room.largest, manner.least and room.least)
        words = _set(layer, manner, max(room.width - 2 * pad_x, px), sizes, book)
        if words is None:
            return None
        wide = words.width + 2 * pad_x > room.width * 1.001
        tall = words.height + 2 * pad_y > room.height
        if px <= room.least or not (wide or tall or words.clipped or words.em < px * 0.999):
            return words
        px = max(px * 0.95, room.least)


def _set(
    layer: TextLayer, manner: _Manner, width: float, sizes: tuple[float, float], book: FontBook
) -> _Words | None:
    """The words at a size; ``sizes`` are the wanted one and the least at which words stay whole."""
    px, least = sizes
    face = sans(book, manner.weight, manner.leading, layer.font)
    text = drawable(layer.text, face)
    if layer.style == "price":
        words = _priced(text, face, px)
        if words is None or words.width <= width or px > least:
            return words
        # Nobody's price is that long: set as a block, it can at least be read.
    if layer.style == "lower_third" and "\n" in text:
        return _two_lines(layer, text, width, px, book)
    # A word too long for a line first makes the type smaller, then is torn.
    block = fit_block(text, face, width, px, max_lines=manner.lines, min_px=min(px, least))
    return None if block is None else _from_block(block, layer.align)


def _from_block(block: Block, align: str) -> _Words:
    side = "left" if align == "left" else "center"
    runs = tuple(
        _Run(placed.line, block.px, placed.x, placed.baseline)
        for placed in block.place(0, 0, block.width, side)
    )
    return _Words(runs, block.width, block.height, block.px, block.clipped)


def _priced(text: str, face: Face, px: float) -> _Words | None:
    """The figure large, its currency and what else is said small, on one baseline."""
    runs: list[_Run] = []
    x = 0.0
    text = " ".join(text.split())
    has_figure = any(char.isdigit() for char in text)
    for part in _PARTS.findall(text):
        small = has_figure and not any(char.isdigit() for char in part)
        part_px = px * 0.5 if small else px
        if runs and small != (runs[-1].px < px):
            x += 0.07 * px
        if part.strip():
            line = face.shape(part)
            runs.append(_Run(line, part_px, x, 0.0))
            x += line.width * part_px
        else:
            x += 0.03 * px
    if not runs:
        return None
    tallest = max(run.px * face.top(run.line.text) for run in runs)
    deepest = max(run.px * face.bottom(run.line.text) for run in runs)
    placed = tuple(_Run(run.line, run.px, run.x, tallest) for run in runs)
    return _Words(placed, x, tallest + deepest, px)


def _two_lines(
    layer: TextLayer, text: str, width: float, px: float, book: FontBook
) -> _Words | None:
    """A name, and below it, smaller and lighter, who that is."""
    name, _, role = text.partition("\n")
    face = sans(book, 700, 1.3, layer.font)
    above = fit_block(name, face, width, px, max_lines=1, min_px=_SMALLEST)
    light = sans(book, 500, 1.3, layer.font)
    below = fit_block(role, light, width, px * 0.68, max_lines=1, min_px=_SMALLEST)
    if above is None or below is None:
        block = above or below
        return None if block is None else _from_block(block, layer.align)
    gap = 0.42 * px
    total = max(above.width, below.width)
    side = "left" if layer.align == "left" else "center"
    runs = [_Run(p.line, above.px, p.x, p.baseline) for p in above.place(0, 0, total, side)]
    runs += [
        _Run(p.line, below.px, p.x, p.baseline, 0.86)
        for p in below.place(0, above.height + gap, total, side)
    ]
    return _Words(tuple(runs), total, above.height + gap + below.height, min(above.px, px))


def _painted(layer: TextLayer, manner: _Manner, words: _Words, outer: QRectF) -> Bitmap:
    plated = outer.width() > words.width
    pad_x, pad_y = (outer.width() - words.width) / 2, (outer.height() - words.height) / 2
    margin = 2 * round(0.35 * words.em + 2)  # room for shadows and for ink beside the letters
    x, y = 2 * int((outer.x() - margin) // 2), 2 * int((outer.y() - margin) // 2)
    width = 2 * int((outer.right() + margin - x) // 2 + 1)
    height = 2 * int((outer.bottom() + margin - y) // 2 + 1)
    inside = QRectF(outer.x() - x, outer.y() - y, outer.width(), outer.height())

    def plate(painter: QPainter) -> None:
        _draw_plate(painter, layer, manner, words.em, inside)

    def letters(painter: QPainter) -> None:
        for run in words.runs:
            colour = QColor(words_colour(layer))
            colour.setAlphaF(run.opacity)
            at = QPointF(inside.x() + pad_x + run.x, inside.y() + pad_y + run.baseline)
            draw_line(painter, run.line, at, run.px, colour)

    ink = canvas(width, height, letters)
    if plated:
        rgba = _over(_with_glow(canvas(width, height, plate), words.em * 0.1, 0.28), ink)
    else:
        dark_words = QColor(words_colour(layer)).lightnessF() < 0.35
        rgba = _with_glow(ink, words.em * 0.09, 0.75, 255 if dark_words else 0)
    return Bitmap(rgba, x, y)


def _draw_plate(
    painter: QPainter, layer: TextLayer, manner: _Manner, em: float, inside: QRectF
) -> None:
    radius = min(manner.radius * em, inside.height() / 2)
    path = QPainterPath()
    path.addRoundedRect(inside, radius, radius)
    fill = QColor(layer.fill) if layer.fill else QColor(18, 20, 26, 178)
    if layer.style == "button" and layer.fill is None:
        fill = QColor("#1c1c1f" if QColor(words_colour(layer)).lightnessF() > 0.5 else "#ffffff")
    painter.fillPath(path, fill)
    if layer.style == "lower_third":
        bar = QRectF(inside.x(), inside.y(), 0.16 * em, inside.height())
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(bar, QColor(words_colour(layer)))
        painter.restore()


def _with_glow(
    rgba: NDArray[np.uint8], blur: float, strength: float, grey: int = 0
) -> NDArray[np.uint8]:
    """The bitmap over a soft shade of itself, so that words stand off any picture."""
    alpha = np.ascontiguousarray(rgba[..., 3])
    wide = cv2.GaussianBlur(alpha, (0, 0), max(0.5, blur * 1.6))
    close = cv2.GaussianBlur(alpha, (0, 0), max(0.5, blur * 0.5))
    shade = np.maximum(wide.astype(np.float32) * 0.8, close.astype(np.float32) * 0.55) * strength
    below = np.zeros_like(rgba)
    below[..., 3] = shade
    below[..., :3] = (shade * (grey / 255))[..., None]
    return _over(below, rgba)


def _over(below: NDArray[np.uint8], above: NDArray[np.uint8]) -> NDArray[np.uint8]:
    kept = (255 - above[..., 3:].astype(np.float32)) / 255
    return np.minimum(np.round(below * kept) + above, 255).astype(np.uint8)


def draw_plate(painter: QPainter, width: float, height: float, radius: float, grey: int) -> None:
    """A rounded, slightly translucent plate of a grey 0–255 over the whole canvas."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, width, height), radius, radius)
    painter.fillPath(path, QColor(grey, grey, grey, 205))


# --- marks -------------------------------------------------------------------------------------


def label_bitmap(mark: Watermark, size: tuple[int, int], book: FontBook) -> Bitmap:
    """A label in words on a translucent plate.

    The words are as high as the box (rules for AI labels give their height), so the plate may
    stick out of it: by its padding, and to the side where the words are long. It is pushed back
    into the frame, and only if it is wider than that do the words shrink.
    """
    face = sans(book, 600, 1.2)
    line = face.shape(drawable(" ".join(mark.text.split()), face))
    # The eye's height of the words: of a Han character, or of a capital letter.
    tall = face.top(line.text) + face.bottom(line.text)
    px = mark.box.h * size[1] / tall
    pad_x, pad_y = 0.42, 0.3
    margin = 0.012 * min(size)
    px = min(px, (size[0] - 2 * margin) / (line.width + 2 * pad_x))
    width, height = (line.width + 2 * pad_x) * px, (tall + 2 * pad_y) * px
    left, top, box_w, box_h = (
        mark.box.x * size[0],
        mark.box.y * size[1],
        mark.box.w * size[0],
        mark.box.h * size[1],
    )
    # Words longer than the box grow towards the middle of the frame.
    on_left = left + box_w / 2 < size[0] / 2
    x = left - pad_x * px if on_left else left + box_w - width + pad_x * px
    x = min(max(x, margin), size[0] - margin - width)
    y = min(max(top + (box_h - height) / 2, margin), size[1] - margin - height)
    x, y = 2 * round(x / 2), 2 * round(y / 2)

    def paint(painter: QPainter) -> None:
        plate = QPainterPath()
        plate.addRoundedRect(QRectF(0, 0, width, height), 0.28 * px, 0.28 * px)
        painter.fillPath(plate, QColor(12, 14, 18, 150))
        baseline = (pad_y + face.top(line.text)) * px
        draw_line(painter, line, QPointF(pad_x * px, baseline), px, QColor(255, 255, 255, 240))

    return Bitmap(canvas(2 * int(width // 2 + 1), 2 * int(height // 2 + 1), paint), x, y)
