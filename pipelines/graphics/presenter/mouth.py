"""The mouth: lips around an opening with teeth and tongue."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPainterPath

from pipelines.graphics.presenter.brush import Brush, across
from pipelines.graphics.presenter.characters import Character, MouthShape
from pipelines.graphics.presenter.geometry import Point, Turn, curve, lerp
from pipelines.graphics.presenter.palette import Palette, with_alpha
from pipelines.graphics.presenter.pose import FramePose, Mouth

__all__ = ["INNER_MOUTH", "MOUTH_Y", "OPENING", "draw_mouth", "jaw_drop"]

MOUTH_Y = 369.0
DEPTH = 96.0
OPENING = 44.0
"""Units between the lips of a mouth that is fully open."""
INNER_MOUTH = (QColor("#4a121d"), QColor("#7c2632"))
"""Top and bottom colour of the opening; nothing else on the figure is this dark a red."""


def jaw_drop(mouth: Mouth) -> float:
    """How far the chin goes down, units."""
    return 13.0 * mouth.open


@dataclass(frozen=True)
class _Lines:
    """The mouth's key places relative to its middle, units."""

    half: float
    top: float
    bottom: float
    corner: float


def _lines(shape: MouthShape, mouth: Mouth, smile: float) -> _Lines:
    half = shape.width * lerp(0.92, 1.14, mouth.wide) * (1 - 0.5 * mouth.round)
    half *= 1 + 0.10 * smile * (1 - mouth.round)
    opening = OPENING * mouth.open * (1 - 0.12 * mouth.round)
    corner = -11.5 * smile * (1 - 0.8 * mouth.round) + opening * (0.04 + 0.14 * mouth.round)
    return _Lines(half, -opening * 0.3, opening * 0.7, corner)


def _corner(x: float, y: float, side: int, blunt: float) -> list[Point]:
    """A corner of the lips: sharp in a wide mouth, blunt (units) in a rounded one."""
    if blunt < 0.5:
        return [(x, y, 1)]
    return [(x, y + side * blunt), (x, y - side * blunt)]


def _blunt(m: _Lines, mouth: Mouth) -> float:
    return mouth.round * (0.17 * (m.bottom - m.top) + 1.0)


def _outer(at: tuple[float, float], m: _Lines, shape: MouthShape, mouth: Mouth) -> QPainterPath:
    x, y = at
    pucker = 1 + 0.45 * mouth.round
    upper, lower = shape.upper * pucker * (1 - 0.25 * mouth.open), shape.lower * pucker
    bow = shape.bow * (1 - 0.6 * mouth.round)
    edge, blunt = m.half + 1.5, _blunt(m, mouth)
    full = 0.74 + 0.16 * mouth.round
    return curve(
        [
            *_corner(x - edge, y + m.corner, 1, blunt),
            (x - m.half * 0.62, y + lerp(m.corner, m.top, 0.6) - upper * 0.72),
            (x - m.half * 0.24, y + m.top - upper),
            (x, y + m.top - upper + bow),
            (x + m.half * 0.24, y + m.top - upper),
            (x + m.half * 0.62, y + lerp(m.corner, m.top, 0.6) - upper * 0.72),
            *_corner(x + edge, y + m.corner, -1, blunt),
            (x + m.half * 0.66, y + lerp(m.corner, m.bottom, full) + lower * 0.62),
            (x, y + m.bottom + lower),
            (x - m.half * 0.66, y + lerp(m.corner, m.bottom, full) + lower * 0.62),
        ]
    )


def _inner(at: tuple[float, float], m: _Lines, mouth: Mouth) -> QPainterPath:
    x, y = at
    edge, blunt = m.half - 3, 0.7 * _blunt(m, mouth)
    high, low = lerp(m.corner, m.top, 0.76), lerp(m.corner, m.bottom, 0.8 + 0.12 * mouth.round)
    return curve(
        [
            *_corner(x - edge, y + m.corner, 1, blunt),
            (x - edge * 0.55, y + high),
            (x, y + m.top + 1.0),
            (x + edge * 0.55, y + high),
            *_corner(x + edge, y + m.corner, -1, blunt),
            (x + edge * 0.6, y + low),
            (x, y + m.bottom),
            (x - edge * 0.6, y + low),
        ]
    )


def _draw_inside(brush: Brush, at: tuple[float, float], m: _Lines, mouth: Mouth) -> None:
    x, y = at
    opening = _inner(at, m, mouth)
    dark, warm = INNER_MOUTH
    brush.fill(opening, across(x, y + m.top, x, y + m.bottom, (0.2, dark), (1, warm)))
    with brush.inside(opening):
        tongue = max(mouth.tongue, 0.75 * mouth.open)
        if tongue > 0.05:
            height = (m.bottom - m.top) * lerp(0.2, 0.5, tongue)
            brush.oval(x, y + m.bottom + 5, m.half * 0.62, height + 5, QColor("#d8656f"))
            brush.oval(x, y + m.bottom + 7, m.half * 0.4, height * 0.8, QColor("#e88088"))
        if mouth.teeth * (1 - mouth.round) > 0.05:
            depth = min(6 + 7 * mouth.teeth * (1 - mouth.round), (m.bottom - m.top) * 0.62)
            wide = m.half * 1.1
            edge = y + m.top + depth
            brush.fill(
                curve(
                    [
                        (x - wide, y + m.top - 20, 1),
                        (x + wide, y + m.top - 20, 1),
                        (x + wide, edge - 5, 1),
                        (x + m.half * 0.5, edge - 0.6),
                        (x, edge + 0.6),
                        (x - m.half * 0.5, edge - 0.6),
                        (x - wide, edge - 5, 1),
                    ]
                ),
                across(x, edge - depth, x, edge, (0, QColor("#e9dcd6")), (0.5, QColor("#fffaf5"))),
            )
        if mouth.teeth > 0.7 and mouth.open < 0.45:
            brush.oval(x, y + m.bottom + 5, m.half * 0.72, 8.5, QColor("#f2e8e2"))


def draw_mouth(
    brush: Brush, character: Character, palette: Palette, turn: Turn, pose: FramePose
) -> None:
    """Lips, and between them what shows of teeth and tongue."""
    mouth, shape, lip = pose.mouth, character.mouth, palette.lip
    smile = pose.smile * (1 - 0.35 * mouth.open)
    at = turn.at(0, MOUTH_Y + 0.25 * jaw_drop(mouth), DEPTH)
    x, y = at
    m = _lines(shape, mouth, smile)

    low = y + m.bottom + shape.lower
    brush.oval(x, low + 7, m.half * 0.5, 4, with_alpha(palette.skin.deep, 0.35))
    lips = _outer(at, m, shape, mouth)
    brush.fill(
        lips, across(x, y + m.top - 7, x, low, (0, lip.shade), (0.48, lip.base), (1, lip.light))
    )
    if m.bottom - m.top > 2.2:
        _draw_inside(brush, at, m, mouth)
    else:
        seam: list[Point] = [
            (x - m.half - 1, y + m.corner),
            (x - m.half * 0.5, y + m.corner * 0.36 + 1.2),
            (x, y + 1.2),
            (x + m.half * 0.5, y + m.corner * 0.36 + 1.2),
            (x + m.half + 1, y + m.corner),
        ]
        brush.line(curve(seam, closed=False), lip.line, 2.8)
    for side in (-1, 1):  # the small dimple that makes a smile friendly
        dimple = curve(
            [
                (x + side * (m.half + 2), y + m.corner - 3.5),
                (x + side * (m.half + 4.5), y + m.corner),
                (x + side * (m.half + 3), y + m.corner + 3.5),
            ],
            closed=False,
        )
        brush.line(dimple, with_alpha(palette.skin.line, 0.25 + 0.5 * smile), 2.0)
    shine = 0.42 if shape.upper > 5 else 0.16
    brush.oval(
        x - m.half * 0.12,
        y + m.bottom + shape.lower * 0.5,
        m.half * 0.26,
        1.7,
        QColor.fromRgbF(1, 1, 1, shine),
    )
