"""Products that belong to their scene: grouped, and standing on its ground.

Cut-outs are float32 [h, w, 4] sRGB with straight alpha, cropped to the thing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.raster import Array

__all__ = ["cast_contact", "grouped", "laid"]

_GROUP = 1400  # px: height of the tallest thing in a group, at most
_BEHIND = 0.88  # size of the things behind, of the first


def grouped(products: Sequence[Array]) -> Array:
    """Several cut-outs as one: the first in front in the middle, the others behind at its sides.

    Things are brought to about the same area, since photos do not tell real sizes.
    Raises ``ValueError`` for an empty sequence.
    """
    if not products:
        raise ValueError("there is no product to group")
    if len(products) == 1:
        return products[0]
    tallest = min(_GROUP, max(p.shape[0] for p in products))
    scaled = [_sized(p, tallest, 1.0 if i == 0 else _BEHIND) for i, p in enumerate(products)]
    places = _places(scaled)
    left = min(x for x, _ in places)
    width = math.ceil(max(x + p.shape[1] for (x, _), p in zip(places, scaled, strict=True)) - left)
    top = max(p.shape[0] + lift for (_, lift), p in zip(places, scaled, strict=True))
    canvas = np.zeros((math.ceil(top), width, 4), np.float32)
    for index in sorted(range(len(scaled)), key=lambda i: -places[i][1]):
        layer = scaled[index]
        x = round(places[index][0] - left)
        y = canvas.shape[0] - layer.shape[0] - round(places[index][1])
        _shade_behind(canvas, layer, x, y, tallest)
        _over(canvas, layer, x, y)
    colours = canvas[..., :3] / np.maximum(canvas[..., 3:], 1 / 510)
    return np.concatenate([np.clip(colours, 0, 1), canvas[..., 3:]], axis=2).astype(np.float32)


def _sized(product: Array, tallest: int, share: float) -> Array:
    """Premultiplied, with the area of a ``tallest`` × 0.45 · ``tallest`` box, never taller."""
    h, w = product.shape[:2]
    factor = share * min(tallest / h, math.sqrt(tallest * tallest * 0.45 / (h * w)))
    layer = np.concatenate([product[..., :3] * product[..., 3:], product[..., 3:]], axis=2)
    size = max(2, round(w * factor)), max(2, round(h * factor))
    return np.clip(raster.resize(layer.astype(np.float32), *size), 0, 1)


def _places(layers: Sequence[Array]) -> list[tuple[float, float]]:
    """Left edge and lift of the foot of each, px: alternately right and left of the first."""
    first = layers[0]
    places = [(0.0, 0.0)]
    edges = {-1: 0.0, 1: float(first.shape[1])}
    for index, layer in enumerate(layers[1:], 1):
        side = 1 if index % 2 else -1
        wide = layer.shape[1]
        lap = min(wide, first.shape[1]) * 0.20
        x = edges[1] - lap if side > 0 else edges[-1] + lap - wide
        edges[side] = x + wide if side > 0 else x
        places.append((x, first.shape[0] * 0.022 * ((index + 1) // 2)))
    return places


def _shade_behind(canvas: Array, layer: Array, x: int, y: int, unit: int) -> None:
    """The thing in front takes light from what stands behind it."""
    mask = np.zeros(canvas.shape[:2], np.float32)
    _put(mask, layer[..., 3], x, y)
    soft = raster.blur(mask, unit * 0.018)
    canvas[..., :3] *= 1 - np.float32(0.45) * (soft * (1 - mask))[..., None]


def _put(mask: Array, alpha: Array, x: int, y: int) -> None:
    y0, x0 = max(0, y), max(0, x)
    y1, x1 = min(mask.shape[0], y + alpha.shape[0]), min(mask.shape[1], x + alpha.shape[1])
    mask[y0:y1, x0:x1] = alpha[y0 - y : y1 - y, x0 - x : x1 - x]


def _over(canvas: Array, layer: Array, x: int, y: int) -> None:
    y0, x0 = max(0, y), max(0, x)
    y1, x1 = min(canvas.shape[0], y + layer.shape[0]), min(canvas.shape[1], x + layer.shape[1])
    part = layer[y0 - y : y1 - y, x0 - x : x1 - x]
    canvas[y0:y1, x0:x1] *= 1 - part[..., 3:]
    canvas[y0:y1, x0:x1] += part


def cast_contact(
    picture: Array, alpha: Array, at: tuple[float, float], colour: Array, opacity: float = 0.8
) -> None:
    """The thin dark line where a thing touches the ground, in the shape of its own foot.

    Args:
        picture: Changed in place.
        alpha: [h, w] of the thing at the size it is laid at.
        at: Left and top edge of the thing, px.
        colour: Of the shadow, sRGB [3]; multiplied in.
        opacity: Of the shadow.
    """
    (h, w), (x, y) = alpha.shape, at
    foot = max(2, round(h * 0.07))
    columns = alpha[-foot:].max(axis=0)
    sigma = max(1.2, 0.007 * math.sqrt(h * w))
    thick = max(2, round(sigma * 1.6))
    pad = math.ceil(sigma * 4)
    mask = np.zeros((thick + 2 * pad, w + 2 * pad), np.float32)
    mask[pad : pad + thick, pad : pad + w] = columns
    mask = np.clip(raster.blur(mask, sigma) * np.float32(1.5), 0, 1)
    left, top = round(x) - pad, round(y) + h - pad - thick // 2
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(picture.shape[0], top + mask.shape[0]), min(picture.shape[1], left + mask.shape[1])
    if x1 > x0 and y1 > y0:
        part = np.ascontiguousarray(mask[y0 - top : y1 - top, x0 - left : x1 - left])
        raster.multiply(picture[y0:y1, x0:x1], part, colour, opacity)


def laid(picture: Array, layer: Array, x: float, y: float) -> Array:
    """A premultiplied layer over the picture, cut at its edges; changes the picture."""
    left, top = round(x), round(y)
    h, w = picture.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(w, left + layer.shape[1]), min(h, top + layer.shape[0])
    if x1 > x0 and y1 > y0:
        part = np.clip(layer[y0 - top : y1 - top, x0 - left : x1 - left], 0, 1)
        raster.over(picture[y0:y1, x0:x1], part)
    return picture
