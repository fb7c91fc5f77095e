"""Table: a quiet still life in window light; a vase, a bowl and a cup on a table."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.art.solids import contact_shadow, palm_shadow
from pipelines.graphics.colour import hex_to_oklch, hex_to_rgb, oklch_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]

# Silhouettes: (height from the foot 0–1, half width in heights).
_VASE = (
    (0.0, 0.20),
    (0.03, 0.23),
    (0.25, 0.36),
    (0.45, 0.37),
    (0.66, 0.24),
    (0.80, 0.115),
    (0.92, 0.105),
    (1.0, 0.145),
)
_BOWL = ((0.0, 0.42), (0.06, 0.44), (0.12, 0.46), (0.45, 0.84), (0.8, 1.02), (1.0, 1.06))
_CUP = ((0.0, 0.30), (0.05, 0.36), (0.3, 0.44), (0.7, 0.46), (1.0, 0.46))


def _vessel(
    frame: Frame,
    picture: Array,
    at: tuple[float, float],
    height: float,
    *,
    outline: tuple[tuple[float, float], ...],
    colour: str,
) -> None:
    """A turned pot lit from the upper left; ``at`` is the middle of its foot, px."""
    x, y = at
    widest = max(w for _, w in outline) * height
    foot = outline[0][1] * height * 0.16
    left, top, right, bottom = frame.window(
        Box(x - widest, y - height, 2 * widest, height + foot), 2
    )
    if right - left < 2 or bottom - top < 2:
        return
    px, py = frame.xy
    up = (np.float32(y) - py[top:bottom]) / np.float32(height)
    knots = np.array(outline)
    from scipy.interpolate import PchipInterpolator

    half = (
        PchipInterpolator(knots[:, 0], knots[:, 1])(np.clip(up, 0, 1)).astype(np.float32) * height
    )
    nx = (px[:, left:right] - np.float32(x)) / half
    # The rounded foot and rim are ellipses seen a little from above.
    curve = np.sqrt(np.clip(1 - nx * nx, 0, 1))
    sole = y + foot * curve - py[top:bottom]
    rim = py[top:bottom] - (y - height)
    inside = np.clip((1 - np.abs(nx)) * half + 0.5, 0, 1)
    inside = inside * np.clip(sole + 0.5, 0, 1) * np.clip(rim + 0.5, 0, 1)
    nz = np.sqrt(np.clip(1 - nx * nx, 0, 1))
    facing = np.clip(-0.62 * nx + 0.74 * nz, 0, 1)
    lightness, chroma, hue = hex_to_oklch(colour)
    shade = oklch_to_rgb(max(0.2, lightness - 0.30), chroma * 1.05, hue - 6).astype(np.float32)
    lit = oklch_to_rgb(min(0.975, lightness + 0.08), chroma * 0.85, hue).astype(np.float32)
    body = shade + (lit - shade) * (0.06 + 0.94 * facing[..., None] ** 1.1)
    bounce = np.clip(nx - 0.55, 0, 1) ** 2 * 0.55
    body = body + bounce[..., None] * 0.25
    body *= 0.88 + 0.12 * np.clip(up * 1.6 + 0.3, 0, 1)[..., None]
    raster.tone(
        picture[top:bottom, left:right],
        inside.astype(np.float32),
        np.clip(body, 0, 1).astype(np.float32),
    )
    _mouth(frame, picture, (x, y - height), outline[-1][1] * height, (colour, shade))


def _mouth(
    frame: Frame,
    picture: Array,
    at: tuple[float, float],
    half: float,
    colours: tuple[str, Array],
) -> None:
    """The opening on top: a lit lip round a dark inside."""
    lip, shade = colours
    thick = half * 0.16

    def ellipse(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(frame.palette.mix(lip, "light", 0.35)))
        p.drawEllipse(QPointF(*at), half, thick)
        p.setBrush(QColor.fromRgbF(*(float(v) * 0.8 for v in shade)))
        p.drawEllipse(QPointF(at[0], at[1] + thick * 0.10), half * 0.9, thick * 0.8)

    frame.stamp(picture, Box(at[0] - half, at[1] - thick, 2 * half, 2 * thick), ellipse)


def _sprigs(frame: Frame, picture: Array, at: tuple[float, float], size: float) -> None:
    """Round-leaved branches leaning out of the vase."""
    pal, rng = frame.palette, frame.rng("sprigs")
    dark = pal.mode == "dark"
    tones = [pal.mix("primary", "deep", t) for t in (0.15, 0.45, 0.75)]
    if dark:
        tones = [pal.mix("accent", "deep", t) for t in (0.2, 0.45, 0.65)]

    def branches(p: QPainter) -> None:
        for lean in (-0.62, -0.28, 0.06, 0.42, 0.70):
            reach = size * float(rng.uniform(0.78, 1.1)) * (1 - 0.25 * abs(lean))
            end = QPointF(at[0] + math.sin(lean) * reach * 0.95, at[1] - math.cos(lean) * reach)
            bend = QPointF(at[0] + math.sin(lean) * reach * 0.22, at[1] - reach * 0.62)
            stem = QPainterPath(QPointF(*at))
            stem.quadTo(bend, end)
            p.setPen(QPen(QColor(tones[2]), size * 0.010))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawPath(stem)
            p.setPen(Qt.PenStyle.NoPen)
            for i in range(11):
                t = 0.26 + 0.74 * i / 10
                spot_, angle = stem.pointAtPercent(t), stem.angleAtPercent(t)
                leaf = size * (0.115 - 0.055 * t) * float(rng.uniform(0.85, 1.15))
                p.save()
                p.translate(spot_)
                p.rotate(-angle + (54 if i % 2 else -54) * (1.05 - 0.5 * t))
                p.setBrush(QColor(tones[int(rng.integers(3))]))
                shape = QPainterPath()
                shape.cubicTo(leaf * 0.25, -leaf * 0.52, leaf * 0.9, -leaf * 0.45, leaf, 0)
                shape.cubicTo(leaf * 0.9, leaf * 0.45, leaf * 0.25, leaf * 0.52, 0, 0)
                p.drawPath(shape)
                p.restore()

    frame.stamp(picture, Box(at[0] - size, at[1] - size * 1.2, 2 * size, size * 1.25), branches)


def _window(frame: Frame, at: tuple[float, float], size: float) -> Array:
    """Mask of sunlight through a window of six panes, slanting over the wall."""

    def panes(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(0, 0, 0))
        p.translate(*at)
        p.shear(0.0, 0.30)
        p.shear(-0.16, 0.0)
        for column in range(2):
            for row in range(3):
                w, h = size * 0.40, size * 0.37
                p.drawRect(
                    int(column * w * 1.10 - w * 1.05), int(row * h * 1.09 - h * 1.6), int(w), int(h)
                )

    return frame.draw(panes)[..., 3]


def _wall(frame: Frame, edge: float) -> Array:
    """Wall and table with their light, all soft."""
    pal, unit = frame.palette, frame.unit
    dark = pal.mode == "dark"
    x, y = frame.hero.centre
    wall = (
        [pal.surface, pal.tint, pal.paper, pal.surface]
        if dark
        else [
            pal.mix("tint", "paper", 0.25),
            pal.mix("tint", "paper", 0.55),
            pal.mix("tint", "primary", 0.28),
            pal.mix("accent2", "tint", 0.5),
        ]
    )
    picture = mesh_gradient(
        frame, wall, [(0.1, 0.1), (0.5, 0.4), (1.0, 0.0), (0.0, 0.8)], frame.rng("wall"), warp=0.08
    )
    deep = hex_to_rgb(pal.paper if dark else pal.mix("deep", "primary", 0.35))
    raster.multiply(picture, np.ones((frame.height, frame.width), np.float32), deep, 0.10)
    beam = raster.blur(
        _window(frame, (x + unit * 0.02, y - unit * 0.10), unit * 0.66), unit * 0.006
    )
    leaves = palm_shadow(
        frame, (x + unit * 0.42, y - unit * 0.52), 128, unit * 0.42, frame.rng("leaves"), fronds=2
    )
    beam = beam * (1 - 0.62 * raster.blur(leaves, unit * 0.006))
    sun = hex_to_rgb(pal.mix("accent", "light", 0.78 if not dark else 0.35))
    raster.screen(picture, beam, sun, 0.58 if not dark else 0.40)
    raster.screen(picture, raster.blur(beam, unit * 0.06), sun, 0.20)

    _, py = frame.xy
    below = py - np.float32(edge)
    depth = np.clip(below / max(1.0, frame.height - edge), 0, 1)
    top = hex_to_rgb(pal.mix("tint", "deep", 0.5) if dark else pal.mix("tint", "paper", 0.35))
    front = hex_to_rgb(
        pal.mix("surface", "deep", 0.4) if dark else pal.mix("tint", "primary", 0.38)
    )
    table = np.broadcast_to(
        (top + (front - top) * depth[..., None]).astype(np.float32), picture.shape
    ).copy()
    # Wood: long fibres, stretched by perspective.
    fibre = raster.fbm(frame.width, frame.height, unit * 0.006, frame.rng("wood"), 3, aspect=34.0)
    table *= (1 + 0.085 * (fibre - 0.5))[..., None]
    raster.screen(table, spot(frame, x, edge + unit * 0.10, unit * 0.42), sun, 0.28)
    raster.tone(picture, np.broadcast_to(np.clip(below + 0.5, 0, 1), fibre.shape), table)
    crease = np.exp(-np.abs(below) / (unit * 0.012)) * (below < 0)
    raster.multiply(picture, np.broadcast_to(crease, fibre.shape).astype(np.float32), deep, 0.28)
    return picture


def _long_shadow(frame: Frame, picture: Array, at: tuple[float, float], size: float) -> None:
    """What a thing throws to the right on the table, and right under itself."""
    pal = frame.palette
    deep = pal.paper if pal.mode == "dark" else pal.mix("deep", "primary", 0.1)
    x, y = at
    contact_shadow(
        frame,
        picture,
        (x + size * 0.62, y + size * 0.04),
        (size * 0.85, size * 0.105),
        softness=size * 0.055,
        colour=deep,
        opacity=0.34,
    )
    contact_shadow(
        frame,
        picture,
        (x + size * 0.05, y + size * 0.035),
        (size * 0.42, size * 0.075),
        softness=size * 0.025,
        colour=deep,
        opacity=0.55,
    )


def paint(frame: Frame) -> Painted:
    """The vase stands left in the hero box, bowl and cup to its right."""
    pal, hero, unit = frame.palette, frame.hero, frame.unit
    dark = pal.mode == "dark"
    x, _ = hero.centre
    edge = min(hero.y + hero.h * 0.80, frame.height * 0.84)
    soft = frame.reduced(760)
    wall = _wall(soft, edge * soft.height / frame.height)
    picture = np.clip(frame.enlarged(wall), 0, 1)
    size = min(hero.h * 1.02, unit * 0.64, hero.w)
    foot = edge + size * 0.10
    clay = pal.mix("primary", "light", 0.18) if not dark else pal.primary
    white = pal.mix("paper", "tint", 0.30) if not dark else pal.mix("muted", "tint", 0.35)
    vase = (x - size * 0.20, foot)
    _long_shadow(frame, picture, vase, size * 0.40)
    _sprigs(frame, picture, (vase[0], foot - size * 0.40), size * 0.55)
    _vessel(frame, picture, vase, size * 0.44, outline=_VASE, colour=white)
    bowl = (x + size * 0.20, foot + size * 0.055)
    _long_shadow(frame, picture, bowl, size * 0.26)
    _vessel(frame, picture, bowl, size * 0.135, outline=_BOWL, colour=clay)
    cup = (x + size * 0.02, foot + size * 0.125)
    _long_shadow(frame, picture, cup, size * 0.17)
    _vessel(
        frame, picture, cup, size * 0.145, outline=_CUP, colour=pal.mix("accent", "light", 0.12)
    )
    return Painted(raster.grain(picture, frame.rng("grain"), 0.012))
