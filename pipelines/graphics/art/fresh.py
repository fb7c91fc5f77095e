"""Fresh: wet leaves round a clear, bright middle, dew on the pane, ice at the foot."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame, Painted
from pipelines.graphics.art.layers import light_disc
from pipelines.graphics.art.light import mesh_gradient, spot
from pipelines.graphics.colour import hex_to_rgb
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _blade(p: QPainter, frame: Frame, length: float, tones: tuple[str, str, str]) -> None:
    """One leaf along +x: two halves of different light, a midrib and veins."""
    lit, shade, vein = tones
    wide = length * 0.27
    upper = QPainterPath(QPointF(0, 0))
    upper.cubicTo(length * 0.25, -wide * 1.25, length * 0.70, -wide, length, 0)
    upper.quadTo(length * 0.5, -wide * 0.10, 0, 0)
    lower = QPainterPath(QPointF(0, 0))
    lower.cubicTo(length * 0.25, wide * 1.25, length * 0.70, wide, length, 0)
    lower.quadTo(length * 0.5, -wide * 0.10, 0, 0)
    for path, near, far in ((upper, lit, shade), (lower, shade, shade)):
        fill = QLinearGradient(0, 0, length, 0)
        fill.setColorAt(0, QColor(frame.palette.mix(near, shade, 0.6)))
        fill.setColorAt(0.55, QColor(near))
        fill.setColorAt(1, QColor(frame.palette.mix(far, near, 0.5)))
        p.fillPath(path, fill)
    line = QColor(vein)
    line.setAlphaF(0.55)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(line, length * 0.008))
    rib = QPainterPath(QPointF(0, 0))
    rib.quadTo(length * 0.5, -wide * 0.10, length * 0.98, 0)
    p.drawPath(rib)
    p.setPen(QPen(line, length * 0.0035))
    p.setClipPath(upper.united(lower))
    for i in range(1, 8):
        t = i / 8.5
        at = rib.pointAtPercent(t)
        span = wide * math.sin(math.pi * min(1, t * 0.95 + 0.05)) * 0.82
        for side in (-1, 1):
            way = QPainterPath(at)
            way.quadTo(
                at + QPointF(length * 0.05, side * span * 0.55),
                at + QPointF(length * 0.13, side * span),
            )
            p.drawPath(way)


def _spray(frame: Frame, at: tuple[float, float], angle: float, size: float, name: str) -> Array:
    """Leaves fanning out from a corner, as a layer."""
    pal, rng = frame.palette, frame.rng(name)
    dark = pal.mode == "dark"
    sets = (
        (pal.primary, pal.mix("primary", "deep", 0.75), pal.mix("primary", "light", 0.4)),
        (
            pal.mix("primary", "accent", 0.4),
            pal.mix("primary", "deep", 0.5),
            pal.mix("accent", "light", 0.6),
        ),
        (
            pal.mix("primary", "deep", 0.4),
            pal.mix("deep", "paper" if dark else "ink", 0.15),
            pal.accent,
        ),
    )
    fans = [-58, 46, -24, 20, -2]

    def paint(p: QPainter) -> None:
        for i, fan in enumerate(fans):
            p.save()
            p.translate(
                at[0] + float(rng.normal()) * size * 0.05, at[1] + float(rng.normal()) * size * 0.05
            )
            p.rotate(angle + fan + float(rng.normal()) * 4)
            _blade(
                p,
                frame,
                size * float(rng.uniform(0.82, 1.1)) * (1 - 0.003 * abs(fan)),
                sets[(i + 1) % 3],
            )
            p.restore()

    return frame.draw(paint)


def _ground(frame: Frame) -> Array:
    pal, (x, y), unit = frame.palette, frame.hero.centre, frame.unit
    dark = pal.mode == "dark"
    colours = (
        [pal.deep, pal.mix("deep", "primary", 0.35), pal.paper, pal.deep]
        if dark
        else [pal.mix("tint", "paper", 0.3), pal.paper, pal.mix("tint", "accent2", 0.5), pal.tint]
    )
    picture = mesh_gradient(
        frame,
        colours,
        [(0.0, 0.1), (0.5, 0.4), (1.0, 0.9), (0.1, 1.0)],
        frame.rng("ground"),
        warp=0.1,
    )
    glow = hex_to_rgb(pal.mix("accent2", "light", 0.4 if dark else 0.85))
    raster.screen(picture, spot(frame, x, y, unit * 0.44), glow, 0.35 if dark else 0.85)
    rng = frame.rng("bokeh")
    for u, v, size, strength in rng.random((34, 4)):
        light_disc(
            frame,
            picture,
            (u * frame.width, v * frame.height),
            unit * (0.012 + 0.05 * size**2),
            colour=pal.light,
            opacity=0.10 + 0.30 * strength * (1 - size * 0.6),
            soft=0.15,
        )
    return picture


def _dew(
    frame: Frame, picture: Array, at: tuple[float, float], radius: float, squash: float
) -> None:
    """A drop on the pane: shows the scene upside down, dark above, bright below, one glint."""
    x, y = at
    left, top, right, bottom = frame.window(
        Box(x - radius * 1.3, y - radius * 1.3, radius * 2.75, radius * 2.9), 2
    )
    if right - left < 4 or bottom - top < 4:
        return
    part = picture[top:bottom, left:right]
    px, py = frame.xy
    nx = (px[:, left:right] - np.float32(x)) / np.float32(radius)
    ny = (py[top:bottom] - np.float32(y)) / np.float32(radius * squash)
    away = np.sqrt(nx * nx + ny * ny)
    mask = np.clip((1 - away) * np.float32(radius) + 0.5, 0, 1)
    pal = frame.palette
    shadow = np.exp(-((np.maximum(np.hypot(nx - 0.16, ny - 0.24) - 0.82, 0) / 0.20) ** 2))
    raster.multiply(
        part,
        (shadow * (1 - mask)).astype(np.float32),
        hex_to_rgb(pal.mix("deep", "primary", 0.4)),
        0.30,
    )
    lens = cv2.GaussianBlur(part[::-1, ::-1], (0, 0), max(0.6, radius * 0.14))
    side = nx * 0.50 + ny * 0.86
    rim = np.clip(away, 0, 1) ** 3
    inside = np.asarray(lens, np.float32) * (1 - 0.30 * np.clip(-side, 0, 1) * rim)[..., None]
    glow = (
        np.clip(side - 0.05, 0, 1) ** 1.4 * 0.62
        + np.clip(away - 0.90, 0, 1) * np.clip(side, 0, 1) * 2
    )
    inside = inside + np.clip(glow, 0, 1)[..., None] * (1 - inside)
    raster.tone(part, mask, np.clip(inside, 0, 1).astype(np.float32))
    glint = np.exp(-((((nx + 0.36) / 0.15) ** 2 + ((ny + 0.44) / 0.11) ** 2) ** 1.4))
    raster.screen(part, (glint * mask).astype(np.float32), pal.rgb("light"), 0.95)


def _drops(frame: Frame, picture: Array) -> None:
    rng, unit = frame.rng("dew"), frame.unit
    hx, hy = frame.hero.centre
    placed: list[tuple[float, float, float]] = []
    for u, v, size, squash in rng.random((190, 4)):
        x, y = u * frame.width, v * frame.height
        radius = unit * (0.0032 + 0.0235 * size**5)
        # Fewer drops in the clear middle, where the product or the words will be.
        middle = math.exp(-(((x - hx) / (unit * 0.30)) ** 2) - ((y - hy) / (unit * 0.30)) ** 2)
        if frame.quiet(x, y, radius) or size < middle * 0.95:
            continue
        if any(math.hypot(x - a, y - b) < (radius + c) * 1.12 for a, b, c in placed):
            continue
        placed.append((x, y, radius))
        _dew(frame, picture, (x, y), radius, 0.94 + 0.22 * squash)


def _ice(frame: Frame, picture: Array, at: tuple[float, float], size: float, turn: float) -> None:
    """A clear cube: three faces of different light, white edges, a cloud of air within."""
    pal = frame.palette
    corners = [
        QPointF(
            at[0] + size * math.cos(math.radians(turn + 60 * i)),
            at[1] + size * 0.92 * math.sin(math.radians(turn + 60 * i)),
        )
        for i in range(6)
    ]
    heart = QPointF(at[0] + size * 0.05, at[1] - size * 0.05)
    outline = QPainterPath()
    outline.addPolygon(QPolygonF(corners))
    outline.closeSubpath()
    faces = (
        (pal.mix("tint", "light", 0.75), 0.78),
        (pal.mix("primary", "accent2", 0.4), 0.42),
        (pal.mix("accent2", "light", 0.35), 0.62),
    )

    def cube(p: QPainter) -> None:
        p.setClipPath(outline)
        p.setPen(Qt.PenStyle.NoPen)
        for i, (colour, opacity) in enumerate(faces):
            face = [heart, *(corners[(2 * i + k + 3) % 6] for k in range(3))]
            fill = QLinearGradient(face[1], face[3])
            for stop, scale in ((0, 1.0), (0.45, 0.55), (1, 0.85)):
                shade = QColor(colour)
                shade.setAlphaF(opacity * scale)
                fill.setColorAt(stop, shade)
            p.setBrush(fill)
            p.drawPolygon(QPolygonF(face))
        round_pen = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        p.setBrush(Qt.BrushStyle.NoBrush)
        for colour, opacity, width in (
            (pal.mix("primary", "deep", 0.3), 0.22, 0.085),
            (pal.light, 0.62, 0.026),
        ):
            edge = QColor(colour)
            edge.setAlphaF(opacity)
            p.setPen(QPen(edge, size * width, *round_pen))
            p.drawPolygon(QPolygonF(corners))
            for i in (1, 3, 5):
                p.drawLine(heart, corners[i])

    dark = hex_to_rgb(pal.mix("deep", "primary", 0.3))
    left, top, right, bottom = frame.window(
        Box(at[0] - size * 1.3, at[1] - size * 1.3, size * 2.6, size * 2.6)
    )
    if right - left < 4 or bottom - top < 4:
        return
    shape = raster.draw(
        right - left,
        bottom - top,
        lambda p: p.fillPath(outline.translated(-left, -top), QColor(0, 0, 0)),
    )[..., 3]
    cast = raster.blur(raster.shifted(shape, size * 0.10, size * 0.14), size * 0.10)
    raster.multiply(picture[top:bottom, left:right], cast * (1 - shape), dark, 0.34)
    frame.stamp(picture, Box(at[0] - size, at[1] - size, 2 * size, 2 * size), cube)
    for dx, dy, radius, opacity in ((-0.30, -0.45, 0.20, 0.75), (0.15, 0.25, 0.34, 0.30)):
        light_disc(
            frame,
            picture,
            (at[0] + dx * size, at[1] + dy * size),
            size * radius,
            colour=pal.light,
            opacity=opacity,
            soft=0.95,
            rim=0.0,
        )


def _lay_soft(frame: Frame, picture: Array, layer: Array, blur: float) -> None:
    raster.over(picture, np.clip(raster.blur(layer, blur), 0, 1) if blur > 0.4 else layer)


def paint(frame: Frame) -> Painted:
    """Leaves in opposite corners; the hero box stays clear and bright."""
    unit = frame.unit
    soft = frame.reduced(700)
    ground = _ground(soft)
    w, h = soft.width, soft.height
    far = _spray(soft, (w * 0.02, h * 0.30), 8, soft.unit * 0.34, "far")
    _lay_soft(soft, ground, far, soft.unit * 0.013)
    far = _spray(soft, (w * 1.02, h * 0.66), 190, soft.unit * 0.34, "far right")
    _lay_soft(soft, ground, far, soft.unit * 0.013)
    picture = np.clip(frame.enlarged(ground), 0, 1)
    shade = hex_to_rgb(frame.palette.mix("deep", "primary", 0.2))
    for x, y, angle, size, name in (
        (-0.03, -0.02, 48, 0.40, "upper left"),
        (1.03, 1.02, 222, 0.44, "lower right"),
        (1.04, -0.03, 128, 0.27, "upper right"),
    ):
        layer = _spray(frame, (x * frame.width, y * frame.height), angle, unit * size, name)
        small = raster.resize(layer[..., 3], soft.width, soft.height)
        cast = raster.blur(
            raster.shifted(small, soft.unit * 0.012, soft.unit * 0.02), soft.unit * 0.016
        )
        raster.multiply(picture, np.clip(frame.enlarged(cast), 0, 1), shade, 0.30)
        raster.over(picture, layer)
    for x, y, size, turn in (
        (0.10, 0.95, 0.095, 12),
        (0.255, 0.985, 0.078, 38),
        (0.0, 0.875, 0.07, 52),
    ):
        at = (x * frame.width, y * frame.height)
        if not frame.quiet(*at, unit * size * 0.5):
            _ice(frame, picture, at, unit * size, turn)
    _drops(frame, picture)
    return Painted(raster.grain(picture, frame.rng("grain"), 0.010))
