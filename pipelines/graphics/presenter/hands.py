"""Hands. A hand is drawn in a frame of its own: wrist at (0, 0), fingers up, thumb on the right.

That is the presenter's right hand with its palm to the viewer; the other hand is its mirror image.
Sizes follow life: the middle finger is as long as the palm, and the hand as long as the face.
"""

from __future__ import annotations

import math

from pipelines.graphics.presenter.brush import Brush, across
from pipelines.graphics.presenter.geometry import Joint, Point, capsule, curve, lerp
from pipelines.graphics.presenter.palette import Palette, with_alpha
from pipelines.graphics.presenter.pose import Fingers

__all__ = ["draw_hand"]

PALM_TOP = -92.0
OUTLINE = 2.6

# Knuckle x, knuckle y, length, lean at no and at full spread (degrees), half width at base and tip.
_FINGERS = (
    (27.0, -90.0, 84.0, 2.0, 14.0, 12.2, 10.0),
    (8.5, -96.0, 94.0, 0.0, 3.0, 12.6, 10.2),
    (-10.5, -93.0, 86.0, -1.5, -8.0, 12.0, 9.8),
    (-28.0, -84.0, 66.0, -4.0, -19.0, 10.6, 8.6),
)

_PALM: list[Point] = [
    (0, 16),
    (-20, 10),
    (-36, -26),
    (-41, -66),
    (-38, -88),
    (-24, -101),
    (0, -106),
    (24, -103),
    (39, -92),
    (42, -66),
    (40, -34),
    (22, 10),
]


def _limb(brush: Brush, palette: Palette, a: Joint, b: Joint) -> None:
    """A finger between two joints (x, y, radius): its line, then its skin on top."""
    skin = palette.skin
    brush.fill(capsule(a, b, OUTLINE / 2), palette.skin_edge)
    left, right = min(a[0] - a[2], b[0] - b[2]), max(a[0] + a[2], b[0] + b[2])
    light = across(left, 0, right, 0, (0, skin.base), (0.6, skin.base), (1, skin.light))
    brush.fill(capsule(a, b), light)


def _draw_finger(brush: Brush, palette: Palette, number: int, fingers: Fingers) -> None:
    """A straight finger, shorter the more it curls."""
    x, y, length, lean0, lean1, base, tip = _FINGERS[number]
    lean = math.radians(lerp(lean0, lean1, fingers.spread))
    reach = length * (1 - fingers.curls[number] * 0.86)
    tx, ty = x + math.sin(lean) * reach, y - math.cos(lean) * reach
    _limb(brush, palette, (x, y + 14, base), (tx, ty, lerp(tip, base, fingers.curls[number])))
    if fingers.curls[number] < 0.35:
        for share, half in ((0.36, 0.55), (0.66, 0.5)):  # the creases of the joints
            cx, cy = x + math.sin(lean) * length * share, y - math.cos(lean) * length * share
            crease = curve(
                [(cx - base * half, cy + 1), (cx, cy + 2.4), (cx + base * half, cy + 1)],
                closed=False,
            )
            brush.line(crease, with_alpha(palette.skin.deep, 0.5), 1.6)


def _draw_curled(brush: Brush, palette: Palette, number: int, fingers: Fingers) -> None:
    """The part of a curled finger that lies over the palm."""
    x, y, _, _, _, base, _ = _FINGERS[number]
    amount = min(1.0, (fingers.curls[number] - 0.4) / 0.6)
    _limb(brush, palette, (x, y - 4, base + 0.4), (x * 0.94, y + 42 * amount, base))
    nail = curve(
        [
            (x * 0.94 - 6, y + 30 * amount),
            (x * 0.94, y + 27 * amount),
            (x * 0.94 + 6, y + 30 * amount),
        ],
        closed=False,
    )
    brush.line(nail, with_alpha(palette.skin.deep, 0.45), 1.6)


def _draw_thumb(brush: Brush, palette: Palette, fingers: Fingers) -> None:
    """The thumb, from stretched out to lying across the curled fingers."""
    t = fingers.thumb
    root = (lerp(24, 22, t), lerp(-30, -26, t))
    joint = (lerp(lerp(46, 58, fingers.spread), 40, t), lerp(-66, -50, t))
    tip = (lerp(lerp(56, 86, fingers.spread), 4, t), lerp(-112, -58, t))
    if t < 0.25:
        tip = (tip[0], lerp(-112, -98, fingers.spread))
    for more, colour in ((OUTLINE / 2, palette.skin_edge), (0.0, palette.skin.base)):
        brush.fill(capsule((*root, 18.5), (*joint, 13.5), more), colour)
        brush.fill(capsule((*joint, 13.5), (*tip, 10.2), more), colour)
    if t > 0.5:
        nail = curve(
            [(tip[0] - 6, tip[1] - 5), (tip[0] - 8, tip[1]), (tip[0] - 5, tip[1] + 5)], closed=False
        )
        brush.line(nail, with_alpha(palette.skin.deep, 0.5), 1.8)


def _draw_palm(brush: Brush, palette: Palette) -> None:
    skin = palette.skin
    palm = curve(_PALM)
    brush.line(palm, with_alpha(skin.line, 0.6), OUTLINE)
    brush.fill(palm, across(-40, 0, 44, 0, (0, skin.shade), (0.35, skin.base), (1, skin.base)))


def _draw_lines(brush: Brush, palette: Palette, fingers: Fingers) -> None:
    """The lines of an open palm and the ball of the thumb."""
    skin = palette.skin
    openness = 1 - sum(fingers.curls) / 4
    if openness < 0.6:
        return
    ball = curve([(30, -66), (8, -52), (2, -28), (8, -6)], closed=False)
    brush.line(ball, with_alpha(skin.deep, 0.75), 2.2)
    heart = curve([(-37, -66), (-16, -70), (10, -84)], closed=False)
    brush.line(heart, with_alpha(skin.deep, 0.55), 1.9)
    ball_light = curve([(34, -60), (14, -46), (10, -24), (22, -10), (36, -34)])
    brush.fill(ball_light, with_alpha(skin.light, 0.28))


def _draw_palm_hand(brush: Brush, palette: Palette, fingers: Fingers) -> None:
    order = (3, 2, 1, 0)
    if fingers.thumb < 0.5:
        _draw_thumb(brush, palette, fingers)
    for number in order:
        _draw_finger(brush, palette, number, fingers)
    _draw_palm(brush, palette)
    if fingers.thumb < 0.5:
        # The ball of the thumb belongs to the palm: cover the thumb's root line.
        brush.fill(capsule((22, -28, 17), (38, -54, 13)), palette.skin.base)
    _draw_lines(brush, palette, fingers)
    for number in order:
        if fingers.curls[number] > 0.4:
            _draw_curled(brush, palette, number, fingers)
    if fingers.thumb >= 0.5:
        _draw_thumb(brush, palette, fingers)


def _draw_hanging(brush: Brush, palette: Palette) -> None:
    """A relaxed hand seen from its back edge, fingers together and slightly bent."""
    skin = palette.skin
    fingers: list[Point] = [
        (-24, -60, 1),
        (-32, -96),
        (-28, -138),
        (-18, -168),
        (-2, -180),
        (14, -172),
        (24, -142),
        (28, -100),
        (24, -60, 1),
    ]
    shape = curve(fingers)
    brush.line(shape, with_alpha(skin.line, 0.7), OUTLINE)
    brush.fill(shape, across(-30, 0, 30, 0, (0, skin.shade), (0.5, skin.base), (1, skin.base)))
    for x0, x1, top in ((-14, -12, -168), (0, 2, -174), (13, 14, -160)):
        gap = curve([(x0, -98), (x0 - 1, -130), (x1, top)], closed=False)
        brush.line(gap, with_alpha(skin.deep, 0.7), 2.0)
    back = curve(
        [
            (0, 14),
            (-20, 6),
            (-33, -36),
            (-33, -80),
            (-24, -104),
            (0, -110),
            (24, -104),
            (32, -78),
            (31, -36),
            (20, 6),
        ]
    )
    brush.fill(back, across(-30, 0, 32, 0, (0, skin.shade), (0.5, skin.base), (1, skin.base)))
    thumb = curve(
        [
            (18, -16, 1),
            (36, -40),
            (44, -78),
            (40, -112),
            (30, -118),
            (22, -104),
            (20, -72),
            (6, -44, 1),
        ]
    )
    brush.line(thumb, with_alpha(skin.line, 0.6), OUTLINE)
    brush.fill(thumb, skin.base)


def _draw_heart_half(brush: Brush, palette: Palette) -> None:
    """Half of a heart made with both hands: fingers bent over to the right, thumb down to it."""
    skin = palette.skin
    for number, rise in enumerate((22, 12, 0)):
        # Three fingers behind one another; only their upper edges show.
        lean = rise * 0.5
        finger: list[Point] = [
            (-36 + lean, -70),
            (-30 + lean, -112 - rise),
            (-2, -142 - rise),
            (40, -154 - rise),
            (72, -146 - rise * 0.8),
            (88, -122 - rise * 0.5),
            (88, -100),
            (76, -98),
            (66, -116),
            (44, -124),
            (26, -106),
            (20, -76),
        ]
        shape = curve(finger)
        brush.line(shape, with_alpha(skin.line, 0.75), OUTLINE)
        brush.fill(shape, (skin.shade, skin.shade, skin.base)[number])
    thumb = curve(
        [
            (4, -34, 1),
            (24, -62),
            (38, -52),
            (62, -26),
            (86, -6),
            (90, 8),
            (80, 18),
            (58, 12),
            (34, 2),
            (10, 4, 1),
        ]
    )
    brush.line(thumb, with_alpha(skin.line, 0.75), OUTLINE)
    brush.fill(thumb, skin.base)
    palm = curve(
        [
            (0, 14),
            (-20, 8),
            (-40, -36),
            (-38, -76),
            (-28, -104),
            (-6, -112),
            (16, -96),
            (19, -76),
            (24, -58),
            (26, -34),
            (22, 4),
        ]
    )
    brush.fill(palm, across(-40, 0, 30, 0, (0, skin.shade), (0.45, skin.base), (1, skin.base)))
    for crease in ([(-26, -104), (-10, -98), (2, -88)], [(24, -56), (16, -36), (18, -14)]):
        brush.line(curve(list(crease), closed=False), with_alpha(skin.deep, 0.7), 2.0)


def draw_hand(brush: Brush, palette: Palette, fingers: Fingers) -> None:
    """The hand at (0, 0), fingers up."""
    if fingers.kind == "hang":
        # Seen from its back: the thumb is on the other side.
        with brush.moved(0, 0, scale=(-1, 1)):
            _draw_hanging(brush, palette)
    elif fingers.kind == "heart":
        _draw_heart_half(brush, palette)
    else:
        _draw_palm_hand(brush, palette, fingers)
