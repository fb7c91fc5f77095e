"""Things with volume and the shadows they throw: spheres, cylinders, palm shadows."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Box, Frame
from pipelines.graphics.colour import hex_to_oklch, hex_to_rgb, oklch_to_rgb, yellowness
from pipelines.graphics.raster import Array

__all__ = ["contact_shadow", "cylinder", "horizontal", "palm_shadow", "sphere"]

Point: TypeAlias = tuple[float, float]

_LIGHT = np.array([-0.5, -0.66, 0.56]) / np.linalg.norm([-0.5, -0.66, 0.56])


def sphere(frame: Frame, picture: Array, at: Point, radius: float, colour: str) -> None:
    """A satin ball lit from the upper left, bounce light below; centre and radius in px."""
    x, y = at
    left, top, right, bottom = frame.window(
        Box(x - radius, y - radius, 2 * radius, 2 * radius), margin=2
    )
    if right <= left or bottom <= top:
        return
    px, py = frame.xy
    nx = (px[:, left:right] - np.float32(x)) / np.float32(radius)
    ny = (py[top:bottom] - np.float32(y)) / np.float32(radius)
    squared = nx * nx + ny * ny
    nz = np.sqrt(np.clip(1 - squared, 0, 1))
    inside = np.clip((1 - np.sqrt(squared)) * np.float32(radius) + 0.5, 0, 1)

    lightness, chroma, hue = hex_to_oklch(colour)
    turn = 8 + 34 * yellowness(hue)  # yellow's shadow is amber, never olive
    shade = oklch_to_rgb(max(0.2, lightness - 0.22), chroma * 1.05, hue - turn).astype(np.float32)
    lit = oklch_to_rgb(min(0.97, lightness + 0.15), chroma * 0.8, hue + 4).astype(np.float32)
    facing = np.clip(nx * _LIGHT[0] + ny * _LIGHT[1] + nz * _LIGHT[2], 0, 1)
    body = shade + (lit - shade) * (0.1 + 0.9 * facing[..., None] ** 0.9)
    bounce = np.clip(1 - nz, 0, 1) ** 3 * np.clip(ny * 0.8 + nx * 0.35, 0, 1)
    body += 0.2 * bounce[..., None]
    glint = np.exp(-(((nx + 0.36) / 0.27) ** 2 + ((ny + 0.45) / 0.19) ** 2))[..., None]
    body += 0.5 * glint * (1 - body)
    raster.tone(picture[top:bottom, left:right], inside.astype(np.float32), np.clip(body, 0, 1))


def contact_shadow(
    frame: Frame,
    picture: Array,
    at: Point,
    half: Point,
    *,
    softness: float,
    colour: str,
    opacity: float,
) -> None:
    """A soft elliptic shadow on the ground: centre, half width and half height, blur; px."""
    (x, y), (half_width, half_height) = at, half
    edge = max(softness, 0.5) / max(half_height, 1.0) * 0.55
    wide, tall = half_width * (1 + 7 * edge), half_height * (1 + 7 * edge)
    left, top, right, bottom = frame.window(Box(x - wide, y - tall, 2 * wide, 2 * tall))
    if right - left < 2 or bottom - top < 2:
        return
    px, py = frame.xy
    nx = (px[:, left:right] - np.float32(x)) / np.float32(half_width)
    ny = (py[top:bottom] - np.float32(y)) / np.float32(half_height)
    distance = np.sqrt(nx * nx + ny * ny)
    mask = 1 / (1 + np.exp(np.clip((distance - 1) / edge, -30, 30)))
    raster.multiply(
        picture[top:bottom, left:right], mask.astype(np.float32), hex_to_rgb(colour), opacity
    )


def horizontal(x0: float, x1: float, stops: list[tuple[float, str]]) -> QLinearGradient:
    """A left-to-right gradient between two x (px)."""
    fill = QLinearGradient(x0, 0, x1, 0)
    for at, colour in stops:
        fill.setColorAt(at, QColor(colour))
    return fill


def cylinder(
    painter: QPainter,
    at: Point,
    size: Point,
    rim: float,
    *,
    side: list[tuple[float, str]],
    top: list[tuple[float, str]],
) -> None:
    """A plinth seen a little from above: middle of its top, width and height, half its depth."""
    (x, y), (width, height) = at, size
    left, right = x - width / 2, x + width / 2
    body = QPainterPath(QPointF(left, y))
    body.lineTo(left, y + height)
    body.arcTo(QRectF(left, y + height - rim, width, 2 * rim), 180, 180)
    body.lineTo(right, y)
    body.closeSubpath()
    painter.fillPath(body, horizontal(left, right, side))
    lid = QPainterPath()
    lid.addEllipse(QRectF(left, y - rim, width, 2 * rim))
    painter.fillPath(lid, horizontal(left, right, top))


def _frond(painter: QPainter, length: float, rng: np.random.Generator) -> None:
    """One palm frond along +x from the origin."""
    leaves = 17
    width = length * 0.019
    for i in range(leaves):
        t = i / leaves
        reach = length * 0.5 * math.sin(math.pi * min(1.0, 0.14 + t * 0.86)) ** 0.8
        for side in (-1, 1):
            painter.save()
            painter.translate(length * t, -0.2 * length * t * t)
            painter.rotate(side * (60 - 34 * t) - 22 * t + float(rng.normal()) * 1.5)
            leaf = QPainterPath()
            leaf.cubicTo(reach * 0.3, -width, reach * 0.7, -width * 0.8, reach, 0)
            leaf.cubicTo(reach * 0.7, width * 0.8, reach * 0.3, width, 0, 0)
            painter.drawPath(leaf)
            painter.restore()


def palm_shadow(
    frame: Frame,
    at: Point,
    angle: float,
    length: float,
    rng: np.random.Generator,
    *,
    fronds: int = 3,
) -> Array:
    """Mask of a palm's shadow, sharp; origin and length in px, angle in degrees, 0 to the right."""
    offsets = rng.normal(size=(fronds, 4))

    def paint(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0))
        for i, (dx, dy, turn, size) in enumerate(offsets):
            painter.save()
            painter.translate(at[0] + dx * length * 0.07, at[1] + dy * length * 0.07)
            painter.rotate(angle + (i - (fronds - 1) / 2) * 27 + turn * 4)
            _frond(painter, length * (1 + 0.1 * float(np.clip(size, -1, 1))), rng)
            painter.restore()

    return frame.draw(paint)[..., 3]
