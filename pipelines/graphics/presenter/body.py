"""Torso and clothes."""

from __future__ import annotations

from PySide6.QtGui import QBrush, QColor, QPainterPath

from pipelines.graphics.presenter.brush import Brush, across
from pipelines.graphics.presenter.characters import Character
from pipelines.graphics.presenter.geometry import Point, curve, mirrored, strand
from pipelines.graphics.presenter.palette import Palette, with_alpha

__all__ = [
    "BOTTOM",
    "SHOULDER_X",
    "SHOULDER_Y",
    "cloth_light",
    "draw_cloth",
    "draw_clothes",
    "draw_collar_back",
    "torso_path",
]

SHOULDER_X, SHOULDER_Y = 158.0, 590.0
"""The shoulder joint of a figure of build 1, units from the middle and from the top."""
BOTTOM = 1420.0


def _wide(points: list[Point], build: float) -> list[Point]:
    """Widen what lies outside the neckline by the character's build."""
    return [
        (p[0] + (build - 1) * max(0.0, abs(p[0]) - 60) * (1 if p[0] > 0 else -1), *p[1:])
        for p in points
    ]


def torso_path(character: Character) -> QPainterPath:
    """The jacket from the neck to the hips."""
    waist = 0.0 if character.clothes == "suit" else 12.0
    half: list[Point] = [
        (0, 500),
        (52, 474, 1),
        (86, 500),
        (130, 520),
        (176, 542),
        (200, 580),
        (176, 650),
        (160 - waist * 0.3, 740),
        (152 - waist, 860),
        (158 - waist, 960),
        (176, 1100),
        (184, 1260),
        (186, BOTTOM, 1),
        (0, BOTTOM),
    ]
    return curve(_wide(mirrored(half), character.build))


def draw_collar_back(brush: Brush, character: Character, palette: Palette) -> None:
    """The part of the collar that goes round behind the neck."""
    w = character.neck + (20 if character.clothes == "blazer" else 10)
    cloth = palette.outfit if character.clothes == "blazer" else palette.shirt
    path = curve([(-w, 492, 1), (-w + 6, 462), (0, 452), (w - 6, 462), (w, 492, 1), (0, 520)])
    brush.fill(path, cloth.deep)


def cloth_light(palette: Palette) -> QBrush:
    """The light on the jacket, upper left to lower right; sleeves share it, so no seam shows."""
    cloth = palette.outfit
    stops = ((0, cloth.light), (0.22, cloth.base), (0.62, cloth.base), (1, cloth.shade))
    return across(-190, 480, 150, 1250, *stops)


def _draw_cloth(brush: Brush, character: Character, palette: Palette, torso: QPainterPath) -> None:
    """The jacket's body: light from the upper left, folds, the shadow under the arms."""
    cloth, build = palette.outfit, character.build
    brush.fill(torso, cloth_light(palette))
    with brush.inside(torso):
        side = curve(
            _wide(
                [
                    (204, 560),
                    (132, 640),
                    (120, 760),
                    (112, 900),
                    (126, 1050),
                    (140, 1440, 1),
                    (240, 1440, 1),
                ],
                build,
            )
        )
        brush.fill(side, with_alpha(cloth.shade, 0.75))
        left = curve(
            _wide(
                [
                    (-204, 590),
                    (-150, 660),
                    (-140, 780),
                    (-134, 900),
                    (-146, 1050),
                    (-160, 1440, 1),
                    (-240, 1440, 1),
                ],
                build,
            )
        )
        brush.fill(left, with_alpha(cloth.shade, 0.45))
        for fold in (
            [(-150, 690), (-112, 702), (-84, 694)],
            [(-150, 890), (-100, 880), (-60, 850)],
            [(146, 700), (106, 716), (76, 708)],
            [(150, 880), (104, 892), (58, 866)],
        ):
            brush.fill(strand(_wide(list(fold), build), 7), with_alpha(cloth.deep, 0.38))


def _draw_shirt(brush: Brush, palette: Palette, outline: list[Point]) -> None:
    shirt = palette.shirt
    path = curve(outline)
    brush.fill(path, across(0, 480, 0, 900, (0, shirt.base), (1, shirt.shade)))
    with brush.inside(path):
        brush.fill(
            curve([(20, 560), (44, 640), (30, 760), (8, 900), (140, 900, 1), (140, 500, 1)]),
            with_alpha(shirt.shade, 0.7),
        )


def _draw_lapels(brush: Brush, palette: Palette, width: float, button: float, neck: float) -> None:
    """Collar and lapels of a blazer that closes at the height ``button``."""
    cloth = palette.outfit
    for side in (-1, 1):
        lapel: list[Point] = [
            (side * (neck + 14), 476, 1),
            (side * (neck + 46), 560, 1),
            (side * (width - 20), 612, 1),
            (side * width, 626, 1),
            (side * (width - 16), 700),
            (side * 34, button - 44),
            (side * -3, button, 1),
            (side * 4, button - 60),
            (side * (neck - 6), 600),
        ]
        path = curve(lapel)
        with brush.on_figure():
            brush.soft(path.translated(side * 3 + 2, 8), cloth.line, 0.28, 8)
        brush.fill(
            path,
            across(
                side * width,
                560,
                0,
                button,
                (0, cloth.light if side < 0 else cloth.base),
                (1, cloth.base if side < 0 else cloth.shade),
            ),
        )
        collar: list[Point] = [
            (side * (neck + 10), 466, 1),
            (side * (neck + 34), 484),
            (side * (neck + 62), 530),
            (side * (neck + 66), 580, 1),
            (side * (neck + 30), 596, 1),
            (side * (neck + 8), 556),
            (side * (neck + 2), 500),
        ]
        path = curve(collar)
        brush.fill(path, cloth.light if side < 0 else cloth.base)
        edge = curve([(side * (neck + 66), 580), (side * (neck + 30), 596)], closed=False)
        brush.line(edge, with_alpha(cloth.line, 0.8), 2.4)
        rim = curve(
            [(side * (neck + 34), 484), (side * (neck + 62), 530), (side * (neck + 66), 580)],
            closed=False,
        )
        brush.line(rim, with_alpha(cloth.deep, 0.8), 2.0)
        long = curve(
            [
                (side * (width - 20), 612),
                (side * width, 626),
                (side * (width - 16), 700),
                (side * 34, button - 44),
                (side * -3, button),
            ],
            closed=False,
        )
        brush.line(long, with_alpha(cloth.deep, 0.9), 2.2)


def _draw_front(brush: Brush, palette: Palette, button: float) -> None:
    """Front edge, buttons and pockets below the lapels."""
    cloth = palette.outfit
    edge = curve([(-3, button), (2, button + 160), (-14, 1180), (-60, BOTTOM)], closed=False)
    brush.line(edge, with_alpha(cloth.line, 0.85), 2.6)
    for y in (button + 26, button + 128):
        brush.oval(14, y + 2, 8.5, 8.5, cloth.line)
        brush.oval(14, y, 8.5, 8.5, cloth.deep)
        brush.oval(12, y - 2, 3, 3, with_alpha(cloth.light, 0.6))
    for side in (-1, 1):
        flap = curve(
            [
                (side * 74, 1046, 1),
                (side * 150, 1036, 1),
                (side * 152, 1066, 1),
                (side * 76, 1076, 1),
            ]
        )
        brush.fill(flap, with_alpha(cloth.shade, 0.9))
        brush.line(flap, with_alpha(cloth.line, 0.6), 2.0)


def _dress_blazer(brush: Brush, character: Character, palette: Palette) -> None:
    """A blazer over a round-necked top."""
    _draw_shirt(
        brush,
        palette,
        [
            (-58, 490, 1),
            (-40, 532),
            (0, 552),
            (40, 532),
            (58, 490, 1),
            (70, 600),
            (0, 822, 1),
            (-70, 600),
        ],
    )
    hem = curve([(-52, 510), (-36, 538), (0, 554), (36, 538), (52, 510)], closed=False)
    brush.line(hem, with_alpha(palette.shirt.deep, 0.8), 3.0)
    _draw_lapels(brush, palette, 118, 836, character.neck)
    _draw_front(brush, palette, 836)


def _dress_suit(brush: Brush, character: Character, palette: Palette) -> None:
    """A suit jacket over a shirt with an open collar."""
    shirt, n = palette.shirt, character.neck
    _draw_shirt(
        brush,
        palette,
        [
            (-n - 10, 470, 1),
            (-24, 520),
            (0, 574, 1),
            (24, 520),
            (n + 10, 470, 1),
            (82, 600),
            (0, 802, 1),
            (-82, 600),
        ],
    )
    placket = curve([(0, 574), (-2, 700), (0, 796)], closed=False)
    brush.line(placket, with_alpha(shirt.deep, 0.8), 2.4)
    for y in (618, 690, 762):
        brush.oval(7, y, 4, 4, with_alpha(shirt.deep, 0.9))
    _draw_lapels(brush, palette, 122, 816, n + 4)
    for side in (-1, 1):
        wing = curve(
            [
                (side * (n - 2), 456, 1),
                (side * (n + 18), 480),
                (side * (n + 8), 560, 1),
                (side * 4, 578, 1),
                (side * 26, 520),
            ]
        )
        with brush.on_figure():
            brush.soft(wing.translated(1, 6), palette.outfit.line, 0.22, 6)
        brush.fill(
            wing,
            across(
                side * n,
                456,
                side * n,
                570,
                (0, shirt.light),
                (1, shirt.base if side < 0 else shirt.shade),
            ),
        )
        brush.line(wing, with_alpha(shirt.deep, 0.55), 1.6)
    _draw_front(brush, palette, 816)


def _dress_jacket(brush: Brush, character: Character, palette: Palette) -> None:
    """A collarless jacket, open over a blouse with a bow."""
    cloth, shirt, n = palette.outfit, palette.shirt, character.neck
    _draw_shirt(
        brush,
        palette,
        [
            (-n - 22, 468, 1),
            (-n + 2, 502),
            (0, 522),
            (n - 2, 502),
            (n + 22, 468, 1),
            (76, 560),
            (66, 640),
            (58, 900),
            (60, BOTTOM, 1),
            (-60, BOTTOM, 1),
            (-58, 900),
            (-66, 640),
            (-76, 560),
        ],
    )
    for x in (-22, 22):
        pleat = curve([(x * 0.6, 560), (x, 760), (x * 1.1, 1000)], closed=False)
        brush.line(pleat, with_alpha(shirt.deep, 0.6), 2.2)
    for side in (-1, 1):
        front: list[Point] = [
            (side * (n + 16), 472, 1),
            (side * (n + 26), 500),
            (side * 66, 580),
            (side * 56, 700),
            (side * 44, 880),
            (side * 52, 1060),
            (side * 74, BOTTOM, 1),
            (side * 110, BOTTOM, 1),
            (side * 92, 900),
            (side * 96, 640),
            (side * (n + 44), 486, 1),
        ]
        edge = curve(front[:7], closed=False)
        with brush.on_figure():
            brush.line(edge.translated(-side * 5 + 3, 4), with_alpha(cloth.line, 0.14), 18)
            brush.line(edge.translated(-side * 2 + 2, 3), with_alpha(cloth.line, 0.2), 9)
        brush.line(edge, palette.accent.base, 9)
        brush.line(edge, with_alpha(palette.accent.shade, 0.9), 2)
        for y in (690, 800, 910):
            x = side * (74 - (y - 690) * 0.05)
            brush.oval(x, y + 1.5, 8, 8, cloth.line)
            brush.oval(x, y, 8, 8, palette.accent.base)
            brush.oval(x - 2, y - 2, 3, 3, QColor(255, 255, 255, 190))
    _draw_stand_collar(brush, character, palette)
    _draw_bow(brush, palette)


def _draw_stand_collar(brush: Brush, character: Character, palette: Palette) -> None:
    """The blouse's collar, which stands up around the neck."""
    shirt, n = palette.shirt, character.neck
    top: list[Point] = [(-n - 5, 452, 1), (-n + 4, 488), (0, 508), (n - 4, 488), (n + 5, 452, 1)]
    low: list[Point] = [(n + 22, 474), (n + 24, 508, 1), (40, 540), (0, 552), (-40, 540)]
    band = curve([*top, *low, (-n - 24, 508, 1), (-n - 22, 474)])
    light = across(-n, 0, n, 0, (0, shirt.light), (0.6, shirt.base), (1, shirt.shade))
    brush.fill(band, light)
    brush.line(curve(top, closed=False), with_alpha(shirt.deep, 0.7), 1.8)


def _draw_bow(brush: Brush, palette: Palette) -> None:
    shirt = palette.shirt
    for side in (-1, 1):
        tail = curve(
            [
                (side * 2, 524, 1),
                (side * 20, 570),
                (side * 16, 640),
                (side * 26, 676, 1),
                (side * 50, 664, 1),
                (side * 36, 590),
                (side * 12, 522, 1),
            ]
        )
        with brush.on_figure():
            brush.soft(tail.translated(2, 5), palette.outfit.line, 0.2, 6)
        brush.fill(tail, across(0, 520, 0, 670, (0, shirt.shade), (1, shirt.light)))
        brush.line(tail, with_alpha(shirt.deep, 0.8), 1.6)
    for side in (-1, 1):
        loop = curve(
            [
                (side * 2, 520, 1),
                (side * 30, 494),
                (side * 62, 496),
                (side * 66, 526),
                (side * 40, 542),
                (side * 6, 528, 1),
            ]
        )
        with brush.on_figure():
            brush.soft(loop.translated(1, 5), palette.outfit.line, 0.2, 6)
        brush.fill(loop, across(0, 494, 0, 544, (0, shirt.light), (1, shirt.base)))
        brush.line(loop, with_alpha(shirt.deep, 0.8), 1.6)
        crease = curve([(side * 10, 522), (side * 28, 516), (side * 42, 518)], closed=False)
        brush.line(crease, with_alpha(shirt.deep, 0.8), 2.2)
    knot = curve([(-12, 510), (0, 506), (12, 510), (13, 530), (0, 536), (-13, 530)])
    brush.fill(knot, shirt.base)
    brush.line(knot, with_alpha(shirt.deep, 0.8), 1.6)


_CLOTHES = {"blazer": _dress_blazer, "suit": _dress_suit, "jacket": _dress_jacket}


def draw_cloth(brush: Brush, character: Character, palette: Palette) -> None:
    """The jacket's body. The neck comes on top of it, then :func:`draw_clothes`."""
    _draw_cloth(brush, character, palette, torso_path(character))


def draw_clothes(brush: Brush, character: Character, palette: Palette) -> None:
    """Shirt, collar, lapels and buttons."""
    with brush.inside(_dressed_area(character)):
        _CLOTHES[character.clothes](brush, character, palette)


def _dressed_area(character: Character) -> QPainterPath:
    """The torso and the neck above it: collars stand up, but nothing leaves the shoulders."""
    n = character.neck + 24
    above: list[Point] = [(-n, 440, 1), (n, 440, 1), (n + 10, 520, 1), (-n - 10, 520, 1)]
    return torso_path(character).united(curve(above))
