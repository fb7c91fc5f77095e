"""The head without its hair: ears, face, nose and cheeks, and the neck below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainterPath

from pipelines.graphics.presenter.brush import Brush, across, glow
from pipelines.graphics.presenter.characters import Character
from pipelines.graphics.presenter.eyes import draw_brows, draw_eyes
from pipelines.graphics.presenter.geometry import Turn, curve, mirrored
from pipelines.graphics.presenter.mouth import draw_mouth, jaw_drop
from pipelines.graphics.presenter.palette import Palette, with_alpha
from pipelines.graphics.presenter.pose import FramePose

__all__ = ["draw_ears", "draw_face", "draw_neck", "face_path"]

FACE_DEPTH = 22.0
NOSE_DEPTH = 118.0


def face_path(character: Character, turn: Turn, pose: FramePose) -> QPainterPath:
    """The outline of the face; the chin follows the jaw."""
    drop = jaw_drop(pose.mouth)
    half = [(x, y + drop * max(0.0, (y - 330) / 90), *rest) for x, y, *rest in character.face]
    return curve(turn.all(mirrored(half), FACE_DEPTH))


def draw_neck(brush: Brush, character: Character, palette: Palette) -> None:
    """Neck and the skin in the neckline, with the shadow that the chin casts."""
    w = character.neck
    skin = palette.skin
    neck = curve(
        [
            (-w, 372, 1),
            (-w + 2, 430),
            (-w - 6, 474),
            (-w - 16, 496, 1),
            (-50, 600, 1),
            (50, 600, 1),
            (w + 16, 496, 1),
            (w + 6, 474),
            (w - 2, 430),
            (w, 372, 1),
        ]
    )
    brush.fill(
        neck, across(-w - 10, 0, w + 14, 0, (0.1, skin.base), (0.6, skin.base), (1, skin.shade))
    )
    with brush.inside(neck):
        cast = curve(
            [
                (-w - 20, 380, 1),
                (-w - 4, 434),
                (6, 474),
                (w + 10, 440),
                (w + 24, 380, 1),
            ]
        )
        brush.fill(cast, across(0, 400, 0, 475, (0, skin.deep), (1, skin.shade)))
        for side in (-1, 1):  # collar bones
            bone = curve([(side * 14, 520), (side * 34, 510), (side * 62, 510)], closed=False)
            brush.line(bone, with_alpha(skin.deep, 0.55), 2.6)


def draw_ears(brush: Brush, character: Character, palette: Palette, turn: Turn) -> None:
    """Both ears; the one that turns away goes behind the face."""
    size = character.ear
    skin = palette.skin
    for side in (-1, 1):
        x, y = turn.at(side * 112, 300, -12)
        outline = curve(
            [
                (x - side * 6, y - 30 * size),
                (x + side * 15 * size, y - 34 * size),
                (x + side * 23 * size, y - 12 * size),
                (x + side * 15 * size, y + 16 * size),
                (x + side * 2 * size, y + 32 * size),
                (x - side * 8, y + 24 * size),
            ]
        )
        brush.fill(outline, skin.base if side < 0 else skin.shade)
        inner = curve(
            [
                (x + side * 5 * size, y - 22 * size),
                (x + side * 15 * size, y - 18 * size),
                (x + side * 13 * size, y + 2 * size),
                (x + side * 5 * size, y + 10 * size),
            ],
            closed=False,
        )
        brush.line(inner, with_alpha(skin.deep, 0.9), 3.2)


def _draw_nose(brush: Brush, character: Character, palette: Palette, turn: Turn) -> None:
    skin = palette.skin
    x, y = turn.at(0, 334, NOSE_DEPTH)
    bx, by = turn.at(0, 268, 84)
    if character.nose == "strong":
        side = curve(
            [
                (bx + 8, by - 6, 1),
                (bx + 13, by + 20),
                (x + 17, y - 8),
                (x + 20, y + 4),
                (x + 8, y + 9, 1),
                (x + 7, y - 14),
                (bx + 7, by + 26),
            ]
        )
        brush.fill(side, with_alpha(skin.shade, 0.95))
        wings, tip = 19.0, 12.0
    elif character.nose == "straight":
        side = curve(
            [
                (bx + 7, by + 4, 1),
                (bx + 9, by + 26),
                (x + 12, y - 6),
                (x + 13, y + 3),
                (x + 4, y + 6, 1),
                (x + 5, y - 14),
            ]
        )
        brush.fill(side, with_alpha(skin.shade, 0.85))
        wings, tip = 14.0, 9.0
    else:
        wings, tip = 11.5, 8.0
    brush.oval(
        x - 1,
        y - 6,
        tip,
        tip * 0.95,
        glow(x - 3, y - 9, tip, (0, QColor(255, 255, 255, 60)), (1, QColor(255, 255, 255, 0))),
    )
    under = curve(
        [
            (x - wings, y + 2),
            (x - wings * 0.5, y + 6.5),
            (x, y + 8.5),
            (x + wings * 0.5, y + 6.5),
            (x + wings, y + 2),
        ],
        closed=False,
    )
    brush.line(under, with_alpha(skin.line, 0.8), 3.0)
    for s in (-1, 1):
        wing = curve(
            [(x + s * wings, y + 2), (x + s * (wings + 2.2), y - 4), (x + s * (wings - 1), y - 9)],
            closed=False,
        )
        brush.line(wing, with_alpha(skin.deep, 0.85), 2.4)


def _draw_cheeks(
    brush: Brush, character: Character, palette: Palette, turn: Turn, pose: FramePose
) -> None:
    lift = 5 * pose.smile
    for side in (-1, 1):
        x, y = turn.at(side * 68, 340 - lift, 70)
        brush.oval(
            x,
            y,
            36,
            26,
            glow(
                x,
                y,
                36,
                (0, with_alpha(palette.blush, character.blush)),
                (0.5, with_alpha(palette.blush, character.blush * 0.55)),
                (1, with_alpha(palette.blush, 0)),
            ),
        )


def draw_face(
    brush: Brush,
    character: Character,
    palette: Palette,
    turn: Turn,
    pose: FramePose,
    *,
    hair: QPainterPath,
) -> None:
    """The face with everything in it.

    Args:
        hair: The front hair's outline; it casts a shadow on the forehead.
    """
    skin = palette.skin
    face = face_path(character, turn, pose)
    lx, ly = turn.at(-30, 270, 40)
    brush.fill(
        face,
        glow(lx, ly, 205, (0, skin.light), (0.45, skin.base), (0.72, skin.base), (1, skin.shade)),
    )
    with brush.inside(face):
        # The side away from the light, as one soft crescent along the jaw.
        crescent = face.translated(-15, -9)
        crescent.addPath(face)  # odd–even: what only one of them covers; the clip keeps ours
        crescent.setFillRule(Qt.FillRule.OddEvenFill)
        brush.fill(crescent, with_alpha(skin.shade, 0.75))
        if character.stubble:
            jaw = [
                (-125, 330),
                (-96, 352),
                (-60, 396),
                (0, 404),
                (60, 396),
                (96, 352),
                (125, 330),
                (125, 460),
                (-125, 460),
            ]
            brush.fill(curve(turn.all(jaw, 40)), with_alpha(palette.hair.base, character.stubble))
        _draw_cheeks(brush, character, palette, turn, pose)
        brush.fill(hair.translated(3, 10), with_alpha(skin.deep, 0.42))
    _draw_nose(brush, character, palette, turn)
    draw_eyes(brush, character, palette, turn, pose)
    draw_mouth(brush, character, palette, turn, pose)
    draw_brows(brush, character, palette, turn, pose)
