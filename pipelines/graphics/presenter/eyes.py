"""Eyes and brows."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainterPath

from pipelines.graphics.presenter.brush import Brush, across, glow
from pipelines.graphics.presenter.characters import Character, EyeShape
from pipelines.graphics.presenter.geometry import Point, Turn, curve, lerp
from pipelines.graphics.presenter.palette import Palette, with_alpha
from pipelines.graphics.presenter.pose import FramePose

__all__ = ["EYE_Y", "draw_brows", "draw_eyes"]

EYE_X, EYE_Y = 51.0, 284.0
DEPTH = 88.0

# Lids from the inner to the outer corner, in half widths and half heights of the eye.
_UPPER = ((-1.0, 0.32), (-0.62, -0.45), (0.0, -0.95), (0.6, -0.68), (1.0, 0.02))
_CLOSED = ((-1.0, 0.34), (-0.55, 0.56), (0.02, 0.72), (0.58, 0.6), (1.04, 0.16))
_LOWER = ((1.0, 0.02), (0.6, 0.66), (0.0, 0.88), (-0.62, 0.68), (-1.0, 0.32))


def _lid(shape: EyeShape, side: int, at: tuple[float, float], rows: list[Point]) -> list[Point]:
    """Rows of the eye's own frame as places on the picture."""
    x, y = at
    return [
        (
            x + side * (u * shape.width + shape.arch * shape.width * (1 - u * u)),
            y + v * shape.height - shape.tilt * u,
        )
        for u, v in rows
    ]


def _upper(blink: float) -> list[Point]:
    return [
        (lerp(a[0], b[0], blink), lerp(a[1], b[1], blink))
        for a, b in zip(_UPPER, _CLOSED, strict=True)
    ]


def _lash_shape(line: list[Point], side: int, shape: EyeShape) -> QPainterPath:
    """The upper lash line: thin at the nose, thick outside, with a small wing."""
    growth = (0.25, 0.7, 0.95, 1.0)
    top = [(p[0], p[1] - shape.lash * g) for p, g in zip(line, growth, strict=False)]
    outer = line[-1]
    tip = (outer[0] + side * (2 + shape.wing), outer[1] - 1 - shape.wing * 0.62, 1)
    inner = (line[0][0], line[0][1], 1)
    return curve([inner, *line[1:-1], (outer[0], outer[1] + 1.2), tip, *reversed(top[1:])])


def _eyeball(
    brush: Brush, palette: Palette, shape: EyeShape, at: tuple[float, float], pose: FramePose
) -> None:
    x, y = at
    r = shape.iris
    iris = palette.iris
    ix = x + pose.gaze[0] * shape.width * 0.34
    iy = y - shape.height * 0.06 + pose.gaze[1] * shape.height * 0.3
    brush.oval(ix, iy, r + 0.8, r + 0.8, iris.line)
    brush.oval(
        ix,
        iy,
        r - 1.2,
        r - 1.2,
        across(ix, iy - r, ix, iy + r, (0.1, iris.deep), (0.55, iris.base), (1, iris.light)),
    )
    brush.oval(
        ix,
        iy + r * 0.5,
        r * 0.62,
        r * 0.42,
        glow(
            ix,
            iy + r * 0.5,
            r * 0.62,
            (0, with_alpha(iris.light, 0.85)),
            (1, with_alpha(iris.light, 0)),
        ),
    )
    brush.oval(ix, iy, r * 0.48, r * 0.48, QColor("#140d10"))
    brush.oval(ix - r * 0.34, iy - r * 0.36, r * 0.3, r * 0.3, QColor(255, 255, 255, 245))
    brush.oval(ix + r * 0.36, iy + r * 0.4, r * 0.15, r * 0.15, QColor(255, 255, 255, 170))


def _draw_eye(
    brush: Brush, character: Character, palette: Palette, turn: Turn, pose: FramePose, *, side: int
) -> None:
    shape = character.eyes
    at = turn.at(side * EYE_X, EYE_Y, DEPTH)
    blink = min(max(pose.blink + 0.06 + 0.07 * pose.smile, 0), 1)
    blink = max(0.0, blink - 0.16 * max(0.0, pose.brow))
    upper = _lid(shape, side, at, _upper(blink))
    squint = 0.2 * pose.smile * (1 - pose.blink)
    lower = _lid(shape, side, at, [(u, v - squint * (1 - u * u)) for u, v in _LOWER])
    closed = pose.blink > 0.93

    # The eyelid: a breath of shade between lash and crease gives the eye its socket.
    lid_top = [(p[0], p[1] - shape.crease - shape.lash * 0.6 - 1) for p in upper]
    lid = curve([(*upper[0], 1), *lid_top[1:-1], (*upper[-1], 1), *reversed(upper[1:-1])])
    brush.fill(lid, with_alpha(palette.skin.shade, 0.75))
    if not closed:
        opening = curve([(*upper[0], 1), *upper[1:-1], (*upper[-1], 1), *lower[1:-1]])
        brush.fill(opening, QColor("#fffdfb"))
        with brush.inside(opening):
            _eyeball(brush, palette, shape, at, pose)
            shadow = [(p[0], p[1] + 4.5) for p in upper]
            above = [(p[0], p[1] - 9) for p in upper]
            brush.fill(curve([*shadow, *reversed(above)]), QColor(58, 30, 44, 70))
        brush.line(curve(lower[:3], closed=False), with_alpha(palette.skin.line, 0.55), 2.0)
    brush.fill(_lash_shape(upper, side, shape), palette.lash)
    if closed:
        for u in (1, 2, 3):
            p = upper[u]
            tick = curve([p, (p[0] + side * (u - 1.2) * 1.6, p[1] + 5)], closed=False)
            brush.line(tick, palette.lash, 1.8 if shape.wing else 0.8)
    fold = lid_top[1:] if shape.wing else lid_top[1:-1]
    brush.line(curve(fold, closed=False), with_alpha(palette.skin.line, 0.62), 2.1)


def draw_eyes(
    brush: Brush, character: Character, palette: Palette, turn: Turn, pose: FramePose
) -> None:
    """Both eyes with lids, lashes and what they look at."""
    for side in (-1, 1):
        _draw_eye(brush, character, palette, turn, pose, side=side)


def draw_brows(
    brush: Brush, character: Character, palette: Palette, turn: Turn, pose: FramePose
) -> None:
    """Both brows: full at the nose, tapering outwards, raised by ``pose.brow``."""
    shape = character.eyes
    half, width = shape.width * 1.12, shape.brow_width
    lift = pose.brow * 10 + 0.12 * shape.height * (1 - pose.blink)
    for side in (-1, 1):
        x, y = turn.at(side * (EYE_X + 2), shape.brow_y - lift, DEPTH)
        inner = y + 3 + shape.brow_tilt + min(0.0, pose.brow) * -3
        peak = y - shape.brow_arch * 0.6
        tail = y + 6
        outline: list[Point] = [
            (x - side * half * 0.97, inner + width * 0.42),
            (x - side * half * 1.0, inner - width * 0.45),
            (x - side * half * 0.2, lerp(inner, peak, 0.75) - width * 0.55),
            (x + side * half * 0.42, peak - width * 0.42),
            (x + side * half * 1.12, tail, 1),
            (x + side * half * 0.42, peak + width * 0.36),
            (x - side * half * 0.2, lerp(inner, peak, 0.75) + width * 0.45),
        ]
        brush.fill(
            curve(outline),
            across(
                x - side * half,
                y,
                x + side * half,
                y,
                (0, palette.hair.base),
                (0.4, palette.hair.shade),
                (1, palette.hair.deep),
            ),
        )
