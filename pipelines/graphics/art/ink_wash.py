"""Ink wash (水墨): peaks fading into mist, bamboo at the side, a red sun; ink bleeds into paper.

Param ``bamboo``: false leaves it out. Dark palettes give light ink on dark paper.
"""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from pipelines.graphics import raster
from pipelines.graphics.art.festival import calm, emptier_side
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.print_ink import paper_texture
from pipelines.graphics.colour import Palette, hex_to_oklch, hex_to_rgb, oklch_to_hex
from pipelines.graphics.raster import Array

__all__ = ["paint"]

_WORK = 880.0  # √area the ink flows at; the paper's tooth is made at full size
_RANGES = 5


def _noise(frame: Frame, name: str, cell: float, octaves: int = 3, aspect: float = 1.0) -> Array:
    """Fractal noise around 0, about ±0.5."""
    rng = frame.rng(name)
    clouds = raster.fbm(
        frame.width, frame.height, cell * frame.unit, rng, octaves, gain=0.55, aspect=aspect
    )
    return clouds - np.float32(0.5)


def _vermilion(palette: Palette) -> str:
    """The red of seal paste; the brand's own red where its primary or accent is one."""
    for role in ("primary", "accent", "accent2"):
        lightness, chroma, hue = hex_to_oklch(palette[role])
        if (hue < 52 or hue > 350) and chroma > 0.12:
            return oklch_to_hex(
                min(lightness, 0.63), max(chroma, 0.19), min(hue, 40) if hue < 90 else hue
            )
    return oklch_to_hex(0.60, 0.20, 32)


def _skyline(frame: Frame, far: float, rng: np.random.Generator) -> Array:
    """y of a range's edge, px [w]: tall rounded peaks, the tallest near the hero."""
    unit, hero = frame.unit, frame.hero
    x = (np.arange(frame.width, dtype=np.float32) + np.float32(0.5)) / np.float32(unit)
    middle, wide = hero.centre[0] / unit, frame.width / unit
    rise = np.zeros(frame.width, np.float32)
    count = 5 + int(far * 3)
    for i in range(count):
        at = wide * (i + rng.uniform(0.1, 0.9)) / count
        near = math.exp(-(((at - middle) / 0.34) ** 2))
        tall = (0.05 + 0.16 * rng.random() + 0.15 * near * rng.uniform(0.5, 1)) * (0.55 + 0.6 * far)
        width = (0.045 + 0.075 * rng.random()) * (1.25 - 0.4 * far)
        lean = rng.uniform(-0.35, 0.35)
        off = (x - np.float32(at)) / np.float32(width)
        off = off * (1 + np.float32(lean) * np.sign(off))
        rise = np.maximum(rise, np.float32(tall) * np.exp(-(np.abs(off) ** 1.55)))
    rough = np.zeros(frame.width, np.float32)
    for pace, size in ((19.0, 0.007), (43.0, 0.004), (97.0, 0.002)):
        rough += np.float32(size) * np.abs(np.sin(x * pace + np.float32(rng.uniform(0, 6))))
    foot = (hero.y + hero.h * (1.06 - 0.42 * far)) / unit
    return (np.float32(foot) - rise - rough) * np.float32(unit)


def _range(frame: Frame, picture: Array, far: float, index: int) -> None:
    """One range of mountains: dark wet edge, dry strokes down its flanks, mist at its foot."""
    pal, unit = frame.palette, frame.unit
    rng = frame.rng(f"range {index}")
    edge = _skyline(frame, far, rng)
    _, y = frame.xy
    below = (y - edge[None, :]) / np.float32(unit)
    below += _noise(frame, f"edge {index}", 0.03, 4) * np.float32(0.022)
    wet = np.clip(_noise(frame, f"wet {index}", 0.16, 3) * 3.2 + 0.35, 0, 1)
    inside = np.clip(below * np.float32(unit * 0.5) + np.float32(0.5), 0, 1)
    raster.tone(picture, inside * np.float32(0.92), pal.rgb("paper"))
    depth = 0.115 - 0.035 * (1 - far)
    body = np.exp(-np.maximum(below, 0) / np.float32(depth))
    dry = _noise(frame, f"dry {index}", 0.055, 4, aspect=0.34)
    strokes = np.clip(0.66 + dry * 2.4, 0.14, 1.25)
    rim = np.exp(-np.maximum(below, 0) / np.float32(0.0042)) * (0.35 + 0.65 * wet)
    ink = inside * (body * strokes * np.float32(0.72) + rim * np.float32(0.5))
    # Where the paper was wet, ink creeps out over the edge.
    creep = np.exp(np.minimum(below, 0) / np.float32(0.010)) * (1 - inside) * wet * wet
    ink = ink + creep * np.float32(0.42)
    mist = np.clip(_noise(frame, f"mist {index}", 0.30, 3, aspect=3.0) * 2.4 + 0.55, 0, 1)
    ink *= 1 - mist * np.clip(below / np.float32(0.16), 0, 1)
    ink *= np.clip(1.5 - below / np.float32(0.13), 0, 1)
    colour = pal.mix(pal.mix("primary", "ink", 0.28), pal.mix("ink", "deep", 0.35), 1 - far)
    strength = 0.97 - 0.58 * far
    raster.tone(picture, np.clip(ink, 0, 1).astype(np.float32), hex_to_rgb(colour), strength)


def _bled(frame: Frame, mask: Array, name: str) -> Array:
    """A painted mask as ink on raw paper: ragged, darker at its rim, creeping where wet."""
    unit = np.float32(frame.unit)
    px, py = frame.xy
    dx, dy = (_noise(frame, f"{name} {way}", 0.018, 3) for way in "xy")
    moved = cv2.remap(
        mask,
        np.ascontiguousarray(px + dx * unit * np.float32(0.0045)),
        np.ascontiguousarray(py + dy * unit * np.float32(0.0045)),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32)
    wet = np.clip(_noise(frame, f"{name} wet", 0.11, 2) * 4 + 0.3, 0, 1)
    grit = _noise(frame, f"{name} grit", 0.014, 3)
    soft, far = raster.blur(moved, frame.unit * 0.004), raster.blur(moved, frame.unit * 0.010)
    ink = moved * (np.float32(0.74) + grit * np.float32(0.55))
    ink += np.clip(moved - soft, 0, 1) * np.float32(0.9) + far * (1 - moved) * wet * np.float32(0.4)
    return np.clip(ink, 0, 1).astype(np.float32)


def _leaf(x: float, y: float, angle: float, length: float, wide: float) -> QPainterPath:
    """A bamboo leaf: one press of the brush, pointed where it lifts."""
    path = QPainterPath(QPointF(x, y))
    c, s = math.cos(angle), math.sin(angle)

    def at(along: float, off: float) -> QPointF:
        return QPointF(
            x + length * (along * c - off * wide * s), y + length * (along * s + off * wide * c)
        )

    path.cubicTo(at(0.18, 0.9), at(0.55, 0.8), at(1.0, 0.0))
    path.cubicTo(at(0.50, -0.35), at(0.20, -0.6), QPointF(x, y))
    return path


def _bamboo(frame: Frame, side: int) -> Array:
    """Culms and leaves along one side, a mask of ink 0–1."""
    rng, unit = frame.rng("bamboo"), frame.unit
    edge = 0.0 if side < 0 else float(frame.width)
    reach = min(frame.width * 0.16, unit * 0.16)

    def twig(p: QPainter, x: float, y: float, way: float) -> None:
        for _ in range(int(rng.integers(2, 4))):
            tip_x = x + way * unit * rng.uniform(0.03, 0.10)
            tip_y = y + unit * rng.uniform(-0.05, 0.03)
            pen = QPen(QColor(0, 0, 0, 200), unit * 0.0028)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            p.setPen(pen)
            p.drawLine(QPointF(x, y), QPointF(tip_x, tip_y))
            p.setPen(Qt.PenStyle.NoPen)
            for spread in np.linspace(-0.75, 0.75, int(rng.integers(3, 6))):
                angle = math.pi / 2 - way * 0.42 + float(spread) + rng.normal(0, 0.12)
                p.setBrush(QColor(0, 0, 0, int(rng.uniform(120, 250))))
                length = unit * rng.uniform(0.06, 0.125)
                p.drawPath(_leaf(tip_x, tip_y, angle, length, rng.uniform(0.09, 0.14)))

    def paint(p: QPainter) -> None:
        for culm in range(3):
            x = edge - side * reach * (0.12 + 0.42 * culm) * rng.uniform(0.85, 1.15)
            lean = -side * unit * rng.uniform(0.01, 0.06)
            wide = unit * (0.021 - 0.005 * culm)
            tone = 235 - 70 * culm
            y, step = frame.height + unit * 0.02, unit * rng.uniform(0.13, 0.17)
            while y > -step:
                up = 1 - y / frame.height
                x0, x1 = x + lean * up**2, x + lean * (up + step / frame.height) ** 2
                gap = wide * 0.16
                path = QPainterPath(QPointF(x0 - wide * 0.52, y - gap))
                path.quadTo((x0 + x1) / 2 - wide * 0.40, y - step / 2, x1 - wide * 0.54, y - step)
                path.quadTo(x1, y - step + wide * 0.14, x1 + wide * 0.54, y - step)
                path.quadTo((x0 + x1) / 2 + wide * 0.40, y - step / 2, x0 + wide * 0.52, y - gap)
                path.quadTo(x0, y - gap - wide * 0.14, x0 - wide * 0.52, y - gap)
                p.setPen(Qt.PenStyle.NoPen)
                p.setBrush(QColor(0, 0, 0, int(tone * rng.uniform(0.75, 1))))
                p.drawPath(path)
                if rng.random() < 0.62 and y < frame.height * 0.8:
                    twig(p, x1, y - step, -side if rng.random() < 0.7 else side)
                y -= step
                step *= 1.03

    return frame.draw(paint)[..., 3]


def _small_things(frame: Frame) -> Array:
    """Birds by the peaks and a boat on the water, a mask."""
    rng, unit, hero = frame.rng("small"), frame.unit, frame.hero
    bx, by = hero.x + hero.w * rng.uniform(0.18, 0.4), hero.y + hero.h * 0.10
    ox, oy = hero.x + hero.w * rng.uniform(0.55, 0.75), hero.y + hero.h * 1.02

    def paint(p: QPainter) -> None:
        pen = QPen(QColor(0, 0, 0, 215), unit * 0.0026)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        p.setPen(pen)
        for _ in range(5):
            x, y = bx + unit * rng.normal(0, 0.05), by + unit * rng.normal(0, 0.022)
            w = unit * rng.uniform(0.008, 0.014)
            bird = QPainterPath(QPointF(x - w, y - w * 0.35))
            bird.quadTo(x - w * 0.4, y - w * 0.6, x, y)
            bird.quadTo(x + w * 0.4, y - w * 0.7, x + w, y - w * 0.25)
            p.drawPath(bird)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(0, 0, 0, 235))
        w = unit * 0.036
        hull = QPainterPath(QPointF(ox - w, oy - w * 0.16))
        hull.quadTo(ox, oy + w * 0.26, ox + w * 1.05, oy - w * 0.22)
        hull.quadTo(ox, oy + w * 0.04, ox - w, oy - w * 0.16)
        p.drawPath(hull)
        roof = QPainterPath(QPointF(ox - w * 0.45, oy - w * 0.03))
        roof.quadTo(ox - w * 0.05, oy - w * 0.52, ox + w * 0.4, oy - w * 0.03)
        p.drawPath(roof)
        p.setBrush(QColor(0, 0, 0, 60))
        for i in range(4):
            y = oy + w * (0.35 + 0.22 * i)
            p.drawEllipse(QPointF(ox + w * rng.normal(0, 0.4), y), w * (1.1 - 0.2 * i), w * 0.035)

    return frame.draw(paint)[..., 3]


def paint(frame: Frame) -> Painted:
    """Peaks gather in the hero box; below them water and mist."""
    full, frame = frame, frame.reduced(_WORK)
    if frame.palette.mode == "light":  # raw paper is warm, whatever the ink
        warm = oklch_to_hex(0.962, 0.020, 86)
        frame = replace(frame, palette=replace(frame.palette, paper=warm))
    pal, unit, hero = frame.palette, frame.unit, frame.hero
    picture = frame.filled("paper")
    stain = np.clip(_noise(frame, "stain", 0.6, 3) * 1.8, 0, 1)
    raster.tone(picture, stain, pal.rgb("tint"), 0.22)
    ground = picture.copy()
    rng = frame.rng("sun")
    sun_x = hero.x + hero.w * rng.choice([0.30, 0.70])
    sun_y = hero.y + hero.h * 0.20
    px, py = frame.xy
    away = np.hypot(px - np.float32(sun_x), py - np.float32(sun_y))
    disc = np.clip(unit * 0.062 - away + 0.5, 0, 1).astype(np.float32)
    raster.tone(picture, _bled(frame, disc, "sun"), hex_to_rgb(_vermilion(pal)), 0.94)
    for i in range(_RANGES):
        _range(frame, picture, 1 - i / (_RANGES - 1), i)
    ink = hex_to_rgb(pal.mix("ink", "deep", 0.25))
    raster.tone(picture, _small_things(frame), ink, 0.85)
    calm(frame, picture, ground, 0.86)
    if frame.number("bamboo", 1.0):
        side = emptier_side(frame, frame.rng("side"))
        mask = _bled(frame, _bamboo(frame, side), "bamboo ink")
        if frame.keep_out is not None:
            mask = mask * (1 - np.float32(0.96) * np.clip(frame.keep_out, 0, 1))
        raster.tone(picture, mask, ink, 0.9)
    picture = np.clip(full.enlarged(picture), 0, 1)
    paper_texture(full, picture, 0.10)
    return Painted(raster.grain(picture, full.rng("grain"), 0.010))
