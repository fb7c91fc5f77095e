"""The poster's pixels below its type: art or photo, product, panels, shadows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from pipelines.graphics import raster
from pipelines.graphics.art import ArtSpec, Box, paint_scene
from pipelines.graphics.colour import Palette, hex_to_rgb
from pipelines.graphics.lighting import matched, mirror
from pipelines.graphics.poster.crop import cropped
from pipelines.graphics.poster.drawing import text_path
from pipelines.graphics.poster.effects import paint_layers
from pipelines.graphics.poster.marks import GlassMark, Mark, PanelMark, Rect, ShadeMark, TextMark
from pipelines.graphics.poster.product import cast_contact, laid
from pipelines.graphics.poster.template import Art
from pipelines.graphics.raster import Array

__all__ = ["STANDS_IN_ART", "Pictures", "Scene", "keep_out", "paint_ground", "paint_soft"]

_FULL_ART = 3000.0
"""√(W·H) in px up to which art is painted at full size; above it, it is enlarged."""

STANDS_IN_ART = frozenset({"stage"})
"""Arts that place a product themselves."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """Pictures the person gave.

    Attributes:
        product: float32 [h, w, 4] straight alpha, cropped to the thing.
        background: float32 [h, w, 3].
        reflection: How much of the product the ground mirrors, 0–1.
    """

    product: Array | None = None
    background: Array | None = None
    reflection: float = 0.0


def keep_out(width: int, height: int, marks: Sequence[Mark]) -> Array:
    """Where type stands, 0–1, at a quarter of the size: art keeps quiet there."""
    factor = 4
    mask = np.zeros((math.ceil(height / factor), math.ceil(width / factor)), np.float32)
    for mark in marks:
        if not isinstance(mark, TextMark) or mark.ground is not None:
            continue
        box = mark.ink_rect.grown(mark.block.px * 0.3)
        x, y = max(0, int(box.x / factor)), max(0, int(box.y / factor))
        mask[y : int(box.bottom / factor) + 1, x : int(box.right / factor) + 1] = 1
    return raster.blur(mask, math.sqrt(width * height) * 0.016 / factor)


@dataclass(frozen=True, eq=False)
class Scene:
    """What stands below the type.

    Attributes:
        width: px.
        height: px.
        art: The template's art.
        seed: Same seed, same art.
        palette: Colours by role.
        hero: Where the focal point goes, px.
        quiet: Where type stands (:func:`keep_out`).
        pictures: What the person gave.
        words: The poster's text; an art with motifs shows the one it speaks of.
        stand: Where a product stands, px; None: nowhere, or where the art puts it.
    """

    width: int
    height: int
    art: Art
    seed: int
    palette: Palette
    hero: Rect
    quiet: Array
    pictures: Pictures = field(default_factory=Pictures)
    words: str = ""
    stand: Rect | None = None


def paint_ground(scene: Scene) -> Array:
    """The picture below everything, float32 [h, w, 3]."""
    width, height, pictures = scene.width, scene.height, scene.pictures
    if pictures.background is not None:
        picture = cropped(pictures.background, width, height, scene.quiet)
        return _with_product(scene, picture, 1.0)
    unit = math.sqrt(width * height)
    factor = 1.0 if unit <= _FULL_ART else 0.5
    w, h = round(width * factor), round(height * factor)
    hero = Rect(*(value * factor for value in scene.hero))
    stands = scene.art.name in STANDS_IN_ART
    spec = ArtSpec(
        scene.art.name, scene.seed, scene.palette, _params(scene), Box(*hero), scene.quiet
    )
    if stands and pictures.reflection > 0:
        spec = replace(spec, params={**spec.params, "reflection": pictures.reflection})
    picture = paint_scene(w, h, spec, pictures.product if stands else None).image
    if not stands:
        picture = _with_product(scene, picture, factor)
    if factor < 1:
        picture = raster.resize(picture, width, height)
        rng = np.random.default_rng([scene.seed, width])
        picture = raster.grain(picture, rng, 0.012)  # what enlarging has smoothed away
    return picture


def _params(scene: Scene) -> dict[str, str | int | float | bool]:
    """The art's params for this poster."""
    params = dict(scene.art.params)
    if scene.pictures.product is not None and scene.art.with_product:
        return {**params, **scene.art.with_product}
    if motif := _motif(scene.art, scene.words):
        params["motif"] = motif
    return params


def _motif(art: Art, words: str) -> str:
    """The motif most spoken of, or ``""``."""
    text = words.lower()
    counts = {name: sum(text.count(w) for w in called) for name, called in art.motifs.items()}
    best = max(counts, key=lambda name: counts[name], default="")
    return best if best and counts[best] else ""


def _with_product(scene: Scene, picture: Array, factor: float) -> Array:
    """The product in the hero area, with a light behind it and a shadow under it.

    ``factor``: the picture's size / the page's.
    """
    if scene.pictures.product is None or scene.stand is None:
        return picture
    page_h, page_w = picture.shape[:2]
    x, y, w, h = (value * factor for value in scene.stand)
    bottom, unit = y + h, math.sqrt(page_w * page_h)
    palette = scene.palette
    dark = palette.mode == "dark"
    glow = _spot(picture, Rect(x + w * 0.08, y + h * 0.04, w * 0.84, h * 0.92), unit * 0.07)
    light = hex_to_rgb(palette.mix("primary", "light", 0.35 if dark else 0.85))
    raster.screen(picture, glow, light, 0.45 if dark else 0.35)
    foot = Rect(x + w * 0.07, bottom - h * 0.03, w * 0.92, h * 0.044)
    deep = hex_to_rgb(palette.paper if dark else palette.deep)
    raster.multiply(picture, _spot(picture, foot, max(2.0, h * 0.016)), deep, 0.75)
    return _stood(scene, picture, Rect(x, y, w, h), deep)


def _stood(scene: Scene, picture: Array, box: Rect, deep: Array) -> Array:
    """The product in its box, in the scene's light, touching the ground, mirrored if asked."""
    product = scene.pictures.product
    if product is None:
        return picture
    size = max(2, round(box.w)), max(2, round(box.h))
    layer = np.concatenate([product[..., :3] * product[..., 3:], product[..., 3:]], axis=2)
    layer = np.clip(raster.resize(layer.astype(np.float32), *size), 0, 1)
    straight = layer.copy()
    straight[..., :3] /= np.maximum(layer[..., 3:], 1 / 510)
    around = box.grown(0.25 * min(box.w, box.h))
    y0, x0 = max(0, int(around.y)), max(0, int(around.x))
    near = picture[y0 : max(y0 + 1, int(around.bottom)), x0 : max(x0 + 1, int(around.right))]
    lit = matched(straight, near)
    layer = np.concatenate([lit[..., :3] * lit[..., 3:], lit[..., 3:]], axis=2)
    if scene.pictures.reflection > 0:
        image = mirror(layer, scene.pictures.reflection)
        laid(picture, image, box.x, round(box.y) + layer.shape[0] - 1)
    cast_contact(picture, np.ascontiguousarray(layer[..., 3]), (box.x, box.y), deep)
    return laid(picture, layer, box.x, box.y)


def _spot(picture: Array, box: Rect, sigma: float) -> Array:
    """A soft ellipse in the box, px; a mask of the picture's size."""
    page_h, page_w = picture.shape[:2]
    factor = max(1, int(sigma / 2))
    mask = np.zeros((math.ceil(page_h / factor), math.ceil(page_w / factor)), np.float32)
    centre = (int((box.x + box.w / 2) / factor), int((box.y + box.h / 2) / factor))
    axes = (max(1, int(box.w / 2 / factor)), max(1, int(box.h / 2 / factor)))
    cv2.ellipse(mask, centre, axes, 0, 0, 360, (1.0,), -1)
    return raster.resize(raster.blur(mask, sigma / factor), page_w, page_h)


def paint_soft(picture: Array, marks: Sequence[Mark]) -> Array:
    """Panels, shadows and plates into the picture, in their order."""
    for mark in marks:
        if isinstance(mark, PanelMark):
            _panel(picture, mark)
        elif isinstance(mark, ShadeMark):
            _shade(picture, mark)
        elif isinstance(mark, GlassMark):
            _glass(picture, mark)
        elif isinstance(mark, TextMark) and mark.layers:
            paint_layers(picture, text_path(mark), mark.layers, mark.block.px)
    return picture


def _panel(picture: Array, mark: PanelMark) -> None:
    height, width = picture.shape[:2]
    top, bottom = max(0, round(mark.rect.y)), min(height, math.ceil(mark.rect.bottom))
    left, right = max(0, round(mark.rect.x)), min(width, math.ceil(mark.rect.right))
    t = np.linspace(0, 1, max(1, bottom - top), dtype=np.float32)[:, None, None]
    first, second = (hex_to_rgb(colour).astype(np.float32) for colour in mark.fill)
    fill = first * (1 - t) + second * t
    texture = picture[top:bottom, left:right].mean(axis=2, keepdims=True)
    # The art's own grain stays in the panel, so that its gradient shows no steps.
    grain = np.clip(texture - cv2.blur(texture, (3, 3))[..., None], -0.02, 0.02)
    picture[top:bottom, left:right] = np.clip(fill + grain, 0, 1)


def _shade(picture: Array, mark: ShadeMark) -> None:
    """A blurred shape, painted in a window just large enough."""
    height, width = picture.shape[:2]
    reach = mark.rect.grown(mark.blur * 3 + 2)
    x0, y0 = max(0, int(reach.x)), max(0, int(reach.y))
    x1, y1 = min(width, math.ceil(reach.right)), min(height, math.ceil(reach.bottom))
    if x1 <= x0 or y1 <= y0:
        return
    factor = max(1, int(mark.blur / 3))  # what will be blurred may be drawn small
    w, h = math.ceil((x1 - x0) / factor), math.ceil((y1 - y0) / factor)

    def paint(painter: QPainter) -> None:
        painter.scale(1 / factor, 1 / factor)
        painter.translate(-x0, -y0)
        painter.fillPath(_shade_path(mark), QColor(0, 0, 0))

    mask = raster.draw(w, h, paint)[..., 3]
    mask = raster.blur(mask, mark.blur / factor) if mark.blur else mask
    mask = raster.resize(mask, x1 - x0, y1 - y0)
    window = picture[y0:y1, x0:x1]
    blend = raster.multiply if mark.dark else raster.tone
    blend(window, mask, hex_to_rgb(mark.colour), mark.opacity)


def _glass(picture: Array, mark: GlassMark) -> None:
    height, width = picture.shape[:2]
    reach = mark.rect.grown(mark.blur * 2)
    x0, y0 = max(0, int(reach.x)), max(0, int(reach.y))
    x1, y1 = min(width, math.ceil(reach.right)), min(height, math.ceil(reach.bottom))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return
    window = picture[y0:y1, x0:x1]

    def paint(painter: QPainter) -> None:
        painter.translate(-x0, -y0)
        path = QPainterPath()
        path.addRoundedRect(QRectF(*mark.rect), mark.radius, mark.radius)
        painter.fillPath(path, QColor(0, 0, 0))

    mask = raster.draw(x1 - x0, y1 - y0, paint)[..., 3]
    tint = hex_to_rgb(mark.tint).astype(np.float32)
    frosted = raster.blur(window, mark.blur)
    frosted += np.float32(mark.opacity) * (tint - frosted)
    raster.tone(window, mask, frosted)


def _shade_path(mark: ShadeMark) -> QPainterPath:
    if mark.text is not None:
        path = text_path(mark.text)
        path.translate(0, mark.rect.y - mark.text.rect.y)
        return path
    path = QPainterPath()
    rect = QRectF(mark.rect.x, mark.rect.y, mark.rect.w, mark.rect.h)
    path.addRoundedRect(rect, mark.radius, mark.radius)
    return path
