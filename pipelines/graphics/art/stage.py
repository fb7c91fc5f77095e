"""Stage: an arch, a plinth, satin balls and the soft shadow of a palm; a product stands on it.

Params: ``stand_in`` ("orb" or "none") is what stands there when no product is given;
``reflection`` (0–1) how much the step mirrors it.
"""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.art.solids import contact_shadow, cylinder, palm_shadow, sphere
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.lighting import matched, mirror
from pipelines.graphics.raster import Array

__all__ = ["paint"]

_LIGHT = -0.7
"""Where the light comes from, −1 (left) to 1 (right): the jambs and the shadows say so."""

# Balls: x in arch widths from the middle, y in hero heights, radius in hero heights, role.
_BALLS = (
    (-0.775, 0.775, 0.068, "accent2"),
    (-0.62, 0.835, 0.032, "primary"),
    (0.73, 0.80, 0.046, "accent"),
    (0.84, 0.58, 0.022, "accent2"),
    (-0.80, 0.36, 0.025, "accent"),
    (-0.68, 0.13, 0.015, "primary"),
)


class _Set:
    """Where everything stands, px."""

    def __init__(self, frame: Frame) -> None:
        hero = frame.hero
        self.x = hero.x + hero.w / 2
        self.arch_w = min(hero.w * 0.74, hero.h * 0.72)
        self.top = hero.y + hero.h * 0.02
        self.floor = hero.y + hero.h * 0.80
        self.plinth_w = self.arch_w * 0.98
        self.plinth_h = hero.h * 0.055
        self.rim = self.plinth_w * 0.085
        self.plinth_y = self.floor + hero.h * 0.04
        self.step_w = self.plinth_w * 0.66
        self.step_y = self.plinth_y - self.plinth_h * 0.78
        self.stand = self.step_y + self.rim * 0.14
        self.hero = hero


def _arch(x: float, top: float, width: float, floor: float) -> QPainterPath:
    left = x - width / 2
    path = QPainterPath(QPointF(left, floor))
    path.lineTo(left, top + width / 2)
    path.arcTo(QRectF(left, top, width, width), 180, -180)
    path.lineTo(left + width, floor)
    path.closeSubpath()
    return path


def _wall(frame: Frame, place: _Set) -> Array:
    """Wall, arch and floor with all soft light; made small, enlarged by the caller."""
    pal, unit, hero = frame.palette, frame.unit, place.hero
    dark = pal.mode == "dark"
    deep = hex_to_rgb(pal.paper if dark else pal.mix("deep", "primary", 0.2))
    base = (
        [pal.surface, pal.paper, pal.tint, pal.mix("deep", "primary", 0.25), pal.surface]
        if dark
        else [
            pal.paper,
            pal.mix("tint", "paper", 0.3),
            pal.tint,
            pal.mix("primary", "tint", 0.55),
            pal.mix("accent2", "paper", 0.35),
        ]
    )
    points = [(0.35, 0.05), (0.0, 0.35), (0.75, 0.55), (1.0, 1.0), (0.95, 0.0)]
    picture = mesh_gradient(frame, base, points, frame.rng("wall"), warp=0.1)
    warm = hex_to_rgb(pal.mix("accent2", "light", 0.75))
    glow = spot(frame, place.x, hero.y + hero.h * 0.4, max(place.arch_w, hero.h) * 0.62)
    raster.screen(picture, glow, warm, 0.22 if dark else 0.5)
    shadow = palm_shadow(
        frame,
        (frame.width * 1.02, -frame.height * 0.02),
        140,
        unit * 0.56,
        frame.rng("palm"),
        fronds=3,
    )
    shade = raster.blur(shadow, unit * 0.0048)
    low = palm_shadow(
        frame,
        (-frame.width * 0.03, hero.y + hero.h * 0.55),
        -28,
        unit * 0.42,
        frame.rng("low"),
        fronds=2,
    )
    raster.multiply(picture, shade, deep, 0.2)
    raster.multiply(picture, raster.blur(low, unit * 0.008), deep, 0.13)
    return picture


def _floor(frame: Frame, picture: Array, place: _Set) -> None:
    pal = frame.palette
    dark = pal.mode == "dark"
    near = pal.mix("tint", "surface", 0.5) if dark else pal.mix("tint", "paper", 0.42)
    far = pal.mix("surface", "paper", 0.4) if dark else pal.mix("tint", "primary", 0.22)
    first = max(0, min(frame.height, int(place.floor)))
    _, y = frame.xy
    below = y[first:] - np.float32(place.floor)
    t = np.clip(below / max(1.0, frame.height - place.floor), 0, 1)[..., None]
    ground = hex_to_rgb(near) * (1 - t) + hex_to_rgb(far) * t
    crease = 0.14 * np.exp(-((below[..., None] / (frame.unit * 0.03)) ** 2))
    ground = ground * (1 - crease * (1 - hex_to_rgb(pal.paper if dark else pal.primary)))
    edge = np.clip(below + 0.5, 0, 1)[..., None].astype(np.float32)
    part = picture[first:]
    lit = spot(frame, place.x, place.plinth_y, place.arch_w * 0.9)[first:]
    floor = np.broadcast_to(ground.astype(np.float32), part.shape).copy()
    raster.screen(floor, lit, pal.rgb("light"), 0.06 if dark else 0.35)
    part += edge * (floor - part)


def _draw_arch(frame: Frame, picture: Array, place: _Set) -> None:
    """The niche: a lit inside, an inner shadow that gives it depth, and a fine ring."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    ring_w = place.arch_w * 1.085
    box = Box(place.x - ring_w / 2, place.top - ring_w * 0.05, ring_w, place.floor - place.top)
    reach = unit * 0.10
    left, top, right, bottom = frame.window(box, reach)
    bottom = min(bottom, max(top + 2, round(place.floor)))
    if right - left < 4 or bottom - top < 4:
        return
    path = _arch(place.x - left, place.top - top, place.arch_w, place.floor - top + 2)
    fill = QLinearGradient(0, place.top - top, 0, place.floor - top)
    upper, lower = (
        (pal.mix("deep", "tint", 0.4), pal.mix("tint", "primary", 0.3))
        if dark
        else (pal.mix("primary", "deep", 0.12), pal.mix("primary", "tint", 0.32))
    )
    fill.setColorAt(0, QColor(upper))
    fill.setColorAt(1, QColor(lower))
    part = picture[top:bottom, left:right]
    layer = raster.draw(right - left, bottom - top, lambda p: p.fillPath(path, fill))
    inside = np.ascontiguousarray(layer[..., 3])
    deep = hex_to_rgb(pal.paper if dark else pal.mix("deep", "primary", 0.15))
    cast = raster.blur(raster.shifted(inside, unit * 0.02, unit * 0.012), unit * 0.026)
    raster.multiply(part, cast * (1 - inside), deep, 0.30)
    raster.over(part, layer)
    # The wall's thickness: a band along the left jamb, then the shadow it throws inside.
    jamb = inside * (1 - raster.shifted(inside, unit * 0.013, unit * 0.006))
    raster.tone(part, raster.blur(jamb, 0.7), hex_to_rgb(pal.mix("primary", "deep", 0.45)), 0.75)
    hollow = raster.shifted(raster.blur(1 - inside, unit * 0.03), unit * 0.014, unit * 0.008)
    raster.multiply(part, hollow * inside, deep, 0.62)
    glow = spot(frame, place.x, place.floor - place.hero.h * 0.28, place.arch_w * 0.52)
    warm = hex_to_rgb(pal.mix("accent2", "light", 0.7))
    raster.screen(part, glow[top:bottom, left:right] * inside, warm, 0.42 if not dark else 0.3)
    ring = _arch(
        place.x - left, place.top - top - place.arch_w * 0.0425, ring_w, place.floor - top + 9
    )

    def outline(painter: QPainter) -> None:
        colour = QColor(pal.accent if dark else pal.mix("paper", "light", 0.7))
        colour.setAlphaF(0.9)
        painter.strokePath(ring, QPen(colour, unit * 0.0032))

    raster.over(part, raster.draw(right - left, bottom - top, outline))


def _side(base: str, frame: Frame) -> list[tuple[float, str]]:
    pal = frame.palette
    deep = "paper" if pal.mode == "dark" else "deep"
    return [
        (0.0, pal.mix(base, deep, 0.30)),
        (0.2, pal.mix(base, "light", 0.32)),
        (0.45, base),
        (0.8, pal.mix(base, deep, 0.2)),
        (1.0, pal.mix(base, deep, 0.38)),
    ]


def _lid(base: str, frame: Frame) -> list[tuple[float, str]]:
    mix = frame.palette.mix
    return [
        (0.0, mix(base, "light", 0.62)),
        (0.6, mix(base, "light", 0.5)),
        (1.0, mix(base, "light", 0.3)),
    ]


def _plinth(frame: Frame, picture: Array, place: _Set) -> None:
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    deep = pal.paper if dark else pal.deep
    base = pal.mix("tint", "surface", 0.3) if dark else pal.mix("tint", "paper", 0.45)
    step = pal.mix("tint", "primary", 0.35) if dark else pal.mix("accent2", "paper", 0.5)
    contact_shadow(
        frame,
        picture,
        (place.x + unit * 0.018, place.plinth_y + place.plinth_h * 1.05),
        (place.plinth_w * 0.55, place.rim * 1.25),
        softness=unit * 0.012,
        colour=deep,
        opacity=0.42,
    )
    box = Box(
        place.x - place.plinth_w / 2,
        place.step_y - place.rim,
        place.plinth_w,
        place.plinth_h * 2 + place.rim * 2.5,
    )

    def lower(painter: QPainter) -> None:
        cylinder(
            painter,
            (place.x, place.plinth_y),
            (place.plinth_w, place.plinth_h),
            place.rim,
            side=_side(base, frame),
            top=_lid(base, frame),
        )

    def upper(painter: QPainter) -> None:
        cylinder(
            painter,
            (place.x, place.step_y),
            (place.step_w, place.plinth_h * 0.76),
            place.rim * 0.66,
            side=_side(step, frame),
            top=_lid(step, frame),
        )

    frame.stamp(picture, box, lower)
    contact_shadow(
        frame,
        picture,
        (place.x + unit * 0.008, place.step_y + place.plinth_h * 0.80),
        (place.step_w * 0.53, place.rim * 0.74),
        softness=unit * 0.006,
        colour=deep,
        opacity=0.30,
    )
    frame.stamp(picture, box, upper)


def _balls(frame: Frame, picture: Array, place: _Set) -> None:
    pal, hero = frame.palette, place.hero
    deep = pal.paper if pal.mode == "dark" else pal.deep
    for across, down, size, role in _BALLS:
        x = place.x + across * place.arch_w * 1.0
        y, radius = hero.y + down * hero.h, size * hero.h
        if frame.quiet(x, y, radius):
            continue
        if down > 0.7:
            contact_shadow(
                frame,
                picture,
                (x + radius * 0.34, y + radius * 0.95),
                (radius * 1.02, radius * 0.22),
                softness=radius * 0.16,
                colour=deep,
                opacity=0.5,
            )
        sphere(frame, picture, (x, y), radius, pal[role])


def _dust(frame: Frame, picture: Array) -> None:
    """Specks in the light; they make still air visible."""
    rng, unit = frame.rng("dust"), frame.unit
    light = hex_to_rgb(frame.palette.mix("accent2", "light", 0.8))
    px, py = frame.xy
    for x, y, size, strength in rng.random((24, 4)):
        cx, cy, radius = x * frame.width, y * frame.height, unit * (0.0018 + 0.007 * size**2)
        left, top, right, bottom = frame.window(
            Box(cx - radius, cy - radius, 2 * radius, 2 * radius), 2
        )
        if right <= left or bottom <= top or frame.quiet(cx, cy, radius):
            continue
        away = np.hypot(px[:, left:right] - cx, py[top:bottom] - cy) / radius
        mask = np.clip((1 - away) / 0.22, 0, 1).astype(np.float32)
        raster.screen(picture[top:bottom, left:right], mask, light, 0.12 + 0.28 * strength)


def product_box(place: _Set, aspect: float) -> Box:
    """Where a product of that width/height stands: inside the arch, on the upper step, px."""
    height = (place.stand - place.top) * 0.80
    width = height * aspect
    widest = place.arch_w * 0.78 if aspect < 1.4 else place.step_w * 1.12
    if width > widest:
        width, height = widest, widest / aspect
    return Box(place.x - width / 2, place.stand - height, width, height)


def _place_product(frame: Frame, picture: Array, place: _Set, box: Box) -> None:
    """Shadow, faint mirror image on the step, then the product itself."""
    if frame.product is None:
        return
    pal = frame.palette
    deep = pal.paper if pal.mode == "dark" else pal.deep
    width, height = max(2, round(box.w)), max(2, round(box.h))
    how = cv2.INTER_AREA if width < frame.product.shape[1] else cv2.INTER_LANCZOS4
    straight = np.asarray(frame.product, np.float32)
    layer = np.concatenate([straight[..., :3] * straight[..., 3:], straight[..., 3:]], axis=2)
    layer = np.clip(cv2.resize(layer, (width, height), interpolation=how), 0, 1).astype(np.float32)
    left, top = round(box.x), round(place.stand) - height
    layer = _in_its_light(picture, layer, left, top)
    contact_shadow(
        frame,
        picture,
        (place.x + box.w * 0.10, place.stand),
        (box.w * 0.55, place.rim * 0.30),
        softness=place.rim * 0.16,
        colour=deep,
        opacity=0.55,
    )
    contact_shadow(
        frame,
        picture,
        (place.x + box.w * 0.02, place.stand),
        (box.w * 0.47, place.rim * 0.13),
        softness=place.rim * 0.06,
        colour=deep,
        opacity=0.6,
    )
    depth = min(height, max(2, int(place.rim * 0.5)))  # no further than the step reaches
    image = mirror(layer, max(0.22, frame.number("reflection", 0.22)))[:depth]
    fade = np.linspace(1, 0, image.shape[0], dtype=np.float32)[:, None, None]
    _lay(picture, np.ascontiguousarray(image * fade), left, top + height)
    _lay(picture, layer, left, top)


def _in_its_light(picture: Array, layer: Array, left: int, top: int) -> Array:
    """The premultiplied product, lit by the arch around it from where the stage's light comes."""
    height, width = layer.shape[:2]
    reach = round(0.25 * min(height, width))
    y0, x0 = max(0, top - reach), max(0, left - reach)
    near = picture[y0 : max(y0 + 1, top + height), x0 : max(x0 + 1, left + width + reach)]
    colours = layer[..., :3] / np.maximum(layer[..., 3:], 1 / 510)
    lit = matched(np.concatenate([colours, layer[..., 3:]], axis=2), near, 0.7, _LIGHT)
    return np.concatenate([lit[..., :3] * lit[..., 3:], lit[..., 3:]], axis=2)


def _lay(picture: Array, layer: Array, left: int, top: int) -> None:
    """Lay a premultiplied layer at a place that may stick out of the picture."""
    height, width = picture.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + layer.shape[1]), min(height, top + layer.shape[0])
    if x1 > x0 and y1 > y0:
        raster.over(picture[y0:y1, x0:x1], layer[y0 - top : y1 - top, x0 - left : x1 - left])


def _orb(frame: Frame, picture: Array, place: _Set) -> None:
    """Three balanced balls instead of a product."""
    pal = frame.palette
    deep = pal.paper if pal.mode == "dark" else pal.deep
    radius = place.arch_w * 0.205
    contact_shadow(
        frame,
        picture,
        (place.x + radius * 0.22, place.stand),
        (radius * 0.8, place.rim * 0.28),
        softness=place.rim * 0.14,
        colour=deep,
        opacity=0.6,
    )
    y = place.stand - radius
    for size, role in ((1.0, "accent"), (0.56, "accent2"), (0.27, "primary")):
        sphere(frame, picture, (place.x, y), radius * size, pal[role])
        y -= radius * (size + {1.0: 0.56, 0.56: 0.27, 0.27: 0.0}[size]) * 0.985


def paint(frame: Frame) -> Painted:
    """The stage, with the product on it if there is one."""
    place = _Set(frame)
    soft = frame.reduced(620)
    picture = np.clip(frame.enlarged(_wall(soft, _Set(soft))), 0, 1)
    _draw_arch(frame, picture, place)
    _floor(frame, picture, place)
    _plinth(frame, picture, place)
    if frame.product is not None:
        aspect = frame.product.shape[1] / frame.product.shape[0]
    else:
        aspect = frame.number("product_aspect", 0.5)
    box = product_box(place, aspect)
    if frame.product is not None:
        _place_product(frame, picture, place, box)
    elif frame.word("stand_in", "orb") == "orb":
        _orb(frame, picture, place)
    _balls(frame, picture, place)
    _dust(frame, picture)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.011), box)
