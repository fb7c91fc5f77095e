"""Hair in layers: what is behind the head, what is in front, strands and shine on both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from pipelines.graphics.presenter.brush import Brush, across
from pipelines.graphics.presenter.characters import Character
from pipelines.graphics.presenter.geometry import (
    Point,
    Turn,
    curve,
    flattened,
    mirrored,
    polygon,
    strand,
)
from pipelines.graphics.presenter.hairstyles import STYLES, Line
from pipelines.graphics.presenter.head_turn import head_turn
from pipelines.graphics.presenter.palette import Palette, with_alpha
from pipelines.graphics.presenter.pose import FramePose

__all__ = ["draw_hair_back", "draw_hair_front", "hair_front_path"]

BACK_DEPTH = -45.0
FRONT_DEPTH = 48.0
SKULL_DEPTH = 26.0
HANGS_FROM, HANGS_OVER = 300.0, 200.0
"""Hair below this height swings, fully so this much further down (units)."""

Shapes = tuple[NDArray[np.float64], ...]


@dataclass(frozen=True)
class _Flat:
    """A hairstyle flattened to polygons ``[n, 2]`` once, so that a frame only moves points."""

    back: Shapes
    front: Shapes
    dark: Shapes
    light: Shapes
    rim: Shapes
    back_dark: Shapes
    back_light: Shapes


def _clockwise(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The outline in one sense of rotation, so that overlapping outlines add up to one shape."""
    after = np.roll(points, -1, axis=0)
    area = float((points[:, 0] * after[:, 1] - after[:, 0] * points[:, 1]).sum())
    return points if area >= 0 else points[::-1]


@cache
def _flat(name: str) -> _Flat:
    style = STYLES[name]

    def outlines(lines: Sequence[Line]) -> Shapes:
        return tuple(_clockwise(flattened(curve(line))) for line in lines)

    def strands(lines: Sequence[tuple[float, Line]]) -> Shapes:
        return tuple(_clockwise(flattened(strand(line, width))) for width, line in lines)

    return _Flat(
        back=outlines(style.back),
        front=outlines(style.front),
        dark=strands(style.dark),
        light=strands(style.light),
        rim=strands(style.rim),
        back_dark=strands(style.back_dark),
        back_light=strands(style.back_light),
    )


@cache
def _skull() -> Shapes:
    half: list[Point] = [(0, 104), (78, 114), (116, 162), (122, 226), (118, 284), (0, 330)]
    return (flattened(curve(mirrored(half))),)


def _placed(shapes: Shapes, turn: Turn, depth: float, lag: float) -> QPainterPath:
    """The shapes on the picture as one path; what hangs swings by ``lag`` units."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for points in shapes:
        hanging = np.maximum(0.0, (points[:, 1] - HANGS_FROM) / HANGS_OVER)
        placed = turn.array(points, depth)
        placed[:, 0] += lag * hanging
        path.addPolygon(polygon(placed))
        path.closeSubpath()
    return path


def hair_front_path(character: Character, turn: Turn, pose: FramePose) -> QPainterPath:
    """The outline of all hair in front of the head."""
    return _placed(_flat(character.hairstyle).front, turn, FRONT_DEPTH, pose.hair)


def draw_hair_back(
    brush: Brush, character: Character, palette: Palette, turn: Turn, pose: FramePose
) -> None:
    """What hangs behind the neck and what is tied up on top."""
    flat, hair = _flat(character.hairstyle), palette.hair
    for shape in flat.back:
        path = _placed((shape,), turn, BACK_DEPTH, pose.hair * 1.2)
        box = path.boundingRect()
        stops = ((0, hair.base), (0.5, hair.shade), (1, hair.deep))
        brush.fill(path, across(0, box.top(), 0, box.bottom(), *stops))
    # What the turning head uncovers between face and front hair is hair, not background.
    brush.fill(_placed(_skull(), turn, SKULL_DEPTH, 0.0), hair.deep)
    for shapes, colour in ((flat.back_dark, hair.deep), (flat.back_light, hair.light)):
        if shapes:
            brush.fill(_placed(shapes, turn, BACK_DEPTH, 0.0), with_alpha(colour, 0.8))


def draw_hair_front(
    brush: Brush, character: Character, palette: Palette, path: QPainterPath, pose: FramePose
) -> None:
    """Fringe, sides and locks with strands, shine and a rim of light.

    Args:
        path: What :func:`hair_front_path` gave for this frame.
    """
    flat, hair = _flat(character.hairstyle), palette.hair
    turn = head_turn(pose)
    box = path.boundingRect()
    stops = ((0, hair.light), (0.3, hair.base), (0.75, hair.shade), (1, hair.deep))
    brush.fill(path, across(box.left(), box.top(), box.right() * 0.6, box.bottom(), *stops))
    layers = (
        (flat.dark, with_alpha(hair.deep, 0.75)),
        (flat.light, with_alpha(hair.light, 0.85)),
        (flat.rim, with_alpha(palette.rim, 0.3)),
    )
    for shapes, colour in layers:
        brush.fill(_placed(shapes, turn, FRONT_DEPTH, pose.hair), colour)
