"""Hair in layers: what is behind the head, what is in front, strands and shine on both."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainterPath

from pipelines.graphics.presenter.brush import Brush, across
from pipelines.graphics.presenter.characters import Character
from pipelines.graphics.presenter.geometry import Point, Turn, curve, strand
from pipelines.graphics.presenter.palette import Palette, with_alpha
from pipelines.graphics.presenter.pose import FramePose

__all__ = ["draw_hair_back", "draw_hair_front", "hair_front_path"]

BACK_DEPTH = -45.0
FRONT_DEPTH = 48.0

Line = tuple[Point, ...]


@dataclass(frozen=True)
class _Style:
    """A hairstyle: outlines, and middle lines of strands with their widths (units)."""

    back: tuple[Line, ...]
    front: tuple[Line, ...]
    dark: tuple[tuple[float, Line], ...]
    light: tuple[tuple[float, Line], ...]
    rim: tuple[tuple[float, Line], ...]
    back_dark: tuple[tuple[float, Line], ...] = ()
    back_light: tuple[tuple[float, Line], ...] = ()


WAVES = _Style(
    back=(
        (
            (-8, 76),
            (70, 84),
            (128, 128),
            (156, 206),
            (160, 290),
            (172, 360),
            (186, 430),
            (178, 500),
            (150, 548),
            (112, 566),
            (70, 548),
            (0, 520),
            (-70, 548),
            (-112, 566),
            (-152, 548),
            (-180, 498),
            (-186, 430),
            (-170, 360),
            (-160, 290),
            (-154, 206),
            (-126, 128),
            (-74, 84),
        ),
    ),
    front=(
        # The long sweep over the forehead, from the parting to the shoulder.
        (
            (-34, 156, 1),
            (0, 172),
            (52, 192),
            (92, 222),
            (110, 268),
            (116, 318),
            (130, 374),
            (126, 430),
            (146, 484),
            (136, 562, 1),
            (182, 526),
            (198, 468),
            (180, 410),
            (184, 350),
            (166, 290),
            (160, 210),
            (132, 130),
            (76, 82),
            (0, 70),
            (-34, 84, 1),
        ),
        # The short side.
        (
            (-30, 158, 1),
            (-66, 172),
            (-94, 208),
            (-108, 258),
            (-115, 318),
            (-130, 374),
            (-126, 430),
            (-146, 484),
            (-138, 562, 1),
            (-182, 526),
            (-198, 468),
            (-180, 410),
            (-184, 350),
            (-166, 290),
            (-159, 210),
            (-134, 134),
            (-84, 88),
            (20, 70, 1),
        ),
    ),
    dark=(
        (4, ((-31, 152), (-30, 116), (-20, 78))),
        (7, ((-32, 140), (34, 156), (96, 196), (128, 262), (140, 340))),
        (8, ((152, 300), (164, 356), (156, 414), (172, 470), (150, 540))),
        (6, ((-34, 140), (-84, 166), (-120, 222), (-132, 300), (-144, 364))),
        (8, ((-152, 310), (-164, 360), (-156, 414), (-172, 470), (-152, 540))),
        (5, ((124, 330), (142, 380), (140, 430), (156, 484))),
        (5, ((-124, 330), (-142, 380), (-140, 430), (-156, 484))),
    ),
    light=(
        (11, ((-24, 104), (46, 112), (106, 160), (138, 232))),
        (6, ((-22, 126), (44, 140), (98, 182), (126, 244))),
        (9, ((-40, 110), (-92, 138), (-130, 200), (-144, 274))),
        (6, ((158, 320), (172, 360), (166, 408), (184, 466), (172, 510))),
        (6, ((-158, 326), (-172, 362), (-166, 408), (-184, 466), (-172, 510))),
    ),
    rim=(
        (7, ((60, 80), (130, 130), (158, 208), (165, 288))),
        (7, ((164, 288), (182, 350), (178, 410), (196, 468), (182, 522))),
    ),
)

QUIFF = _Style(
    back=(
        (
            (0, 96),
            (80, 104),
            (120, 150),
            (129, 220),
            (120, 276),
            (92, 330),
            (0, 350),
            (-92, 330),
            (-120, 276),
            (-129, 220),
            (-120, 150),
            (-80, 104),
        ),
    ),
    front=(
        # Short sides down to the sideburns.
        (
            (90, 130),
            (124, 160),
            (129, 220),
            (124, 268),
            (116, 298, 1),
            (112, 268),
            (110, 232),
            (102, 196),
        ),
        (
            (-90, 130),
            (-124, 160),
            (-129, 220),
            (-124, 268),
            (-116, 298, 1),
            (-112, 268),
            (-110, 232),
            (-102, 196),
        ),
        # The quiff, swept up and to the right.
        (
            (-113, 230, 1),
            (-127, 190),
            (-124, 132),
            (-94, 90),
            (-44, 70),
            (16, 58),
            (76, 62),
            (116, 84),
            (133, 124),
            (128, 180),
            (113, 226, 1),
            (104, 192),
            (80, 174),
            (36, 176),
            (-16, 184),
            (-62, 180),
            (-96, 194),
        ),
    ),
    dark=(
        (7, ((-98, 176), (-92, 138), (-52, 108), (0, 98))),
        (7, ((-58, 168), (-40, 132), (8, 106), (62, 100))),
        (7, ((-4, 172), (26, 136), (72, 116), (112, 124))),
        (5, ((60, 166), (84, 144), (110, 138), (124, 148))),
    ),
    light=(
        (9, ((-100, 128), (-72, 96), (-26, 80), (30, 72))),
        (7, ((-78, 150), (-48, 114), (6, 92), (70, 82))),
        (7, ((-28, 160), (2, 128), (50, 108), (102, 106))),
        (5, ((28, 158), (56, 136), (92, 126), (120, 134))),
    ),
    rim=((7, ((70, 64), (114, 86), (131, 124), (126, 176))),),
)

BUN = _Style(
    back=(
        # The bun on top.
        (
            (0, 6),
            (36, 14),
            (60, 42),
            (62, 78),
            (40, 108),
            (0, 116),
            (-40, 108),
            (-62, 78),
            (-60, 42),
            (-36, 14),
        ),
        (
            (0, 84),
            (76, 92),
            (122, 140),
            (130, 220),
            (118, 300),
            (92, 352),
            (50, 380),
            (0, 384),
            (-50, 380),
            (-92, 352),
            (-118, 300),
            (-130, 220),
            (-122, 140),
            (-76, 92),
        ),
    ),
    front=(
        # The skullcap with a light fringe, and a lock on each side of the face.
        (
            (0, 82),
            (78, 90),
            (126, 140),
            (138, 218),
            (134, 290),
            (133, 350),
            (126, 404),
            (112, 446, 1),
            (117, 390),
            (114, 330),
            (109, 268),
            (102, 238),
            (88, 220, 1),
            (72, 230),
            (46, 236, 1),
            (32, 228),
            (6, 232, 1),
            (-14, 228),
            (-34, 237, 1),
            (-60, 232),
            (-86, 222, 1),
            (-102, 240),
            (-109, 268),
            (-114, 330),
            (-119, 390),
            (-116, 446, 1),
            (-128, 404),
            (-134, 350),
            (-134, 290),
            (-138, 218),
            (-126, 140),
            (-78, 90),
        ),
    ),
    dark=(
        (5, ((14, 120), (30, 160), (40, 200), (36, 240))),
        (5, ((-14, 120), (-32, 160), (-42, 200), (-40, 240))),
        (6, ((44, 110), (76, 150), (92, 196), (98, 226))),
        (6, ((-44, 110), (-76, 150), (-92, 196), (-98, 226))),
        (4, ((124, 270), (124, 340), (118, 410))),
        (4, ((-124, 270), (-124, 340), (-120, 410))),
    ),
    light=(
        (10, ((40, 102), (84, 126), (116, 178), (126, 236))),
        (7, ((20, 112), (54, 142), (72, 182), (70, 222))),
        (10, ((-36, 102), (-84, 126), (-116, 178), (-126, 236))),
        (7, ((-20, 112), (-54, 142), (-74, 182), (-72, 222))),
        (5, ((-118, 290), (-118, 350), (-113, 410))),
    ),
    rim=((7, ((70, 90), (124, 140), (136, 218), (132, 290))),),
    back_dark=(
        (7, ((-44, 100), (-54, 66), (-30, 36), (6, 32))),
        (7, ((40, 104), (52, 76), (40, 46), (8, 40))),
        (6, ((-20, 104), (-26, 80), (-4, 60), (24, 66))),
    ),
    back_light=(
        (9, ((-50, 84), (-46, 46), (-14, 22), (22, 24))),
        (6, ((-34, 98), (-38, 70), (-14, 48), (16, 48))),
    ),
)

STYLES = {"waves": WAVES, "quiff": QUIFF, "bun": BUN}


def _hang(points: Line, turn: Turn, depth: float, lag: float) -> list[Point]:
    """Outline on the picture; hair below the eyes swings by ``lag``, more the lower it is."""
    placed = turn.all(points, depth)
    return [
        (p[0] + lag * max(0.0, (q[1] - 300) / 200), *p[1:])
        for p, q in zip(placed, points, strict=True)
    ]


def _clockwise(points: list[Point]) -> list[Point]:
    """The outline in one sense of rotation, so that overlapping outlines add up to one shape."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
    return points if area >= 0 else list(reversed(points))


def hair_front_path(character: Character, turn: Turn, pose: FramePose) -> QPainterPath:
    """The outline of all hair in front of the head."""
    path = QPainterPath()
    for outline in STYLES[character.hairstyle].front:
        path.addPath(curve(_clockwise(_hang(outline, turn, FRONT_DEPTH, pose.hair))))
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _strands(
    brush: Brush,
    lines: tuple[tuple[float, Line], ...],
    place: tuple[Turn, float, float],
    paint: QColor,
) -> None:
    turn, depth, lag = place
    for width, points in lines:
        brush.fill(strand(_hang(points, turn, depth, lag), width), paint)


def draw_hair_back(
    brush: Brush, character: Character, palette: Palette, turn: Turn, pose: FramePose
) -> None:
    """What hangs behind the neck and what is tied up on top."""
    style, hair = STYLES[character.hairstyle], palette.hair
    for outline in style.back:
        path = curve(_hang(outline, turn, BACK_DEPTH, pose.hair * 1.2))
        box = path.boundingRect()
        brush.fill(
            path,
            across(
                0, box.top(), 0, box.bottom(), (0, hair.base), (0.5, hair.shade), (1, hair.deep)
            ),
        )
    place = (turn, BACK_DEPTH, 0.0)
    _strands(brush, style.back_dark, place, with_alpha(hair.deep, 0.8))
    _strands(brush, style.back_light, place, with_alpha(hair.light, 0.8))


def draw_hair_front(
    brush: Brush,
    character: Character,
    palette: Palette,
    turn: Turn,
    pose: FramePose,
    path: QPainterPath,
) -> None:
    """Fringe, sides and locks with strands, shine and a rim of light.

    Args:
        path: What :func:`hair_front_path` gave for this frame.
    """
    style, hair = STYLES[character.hairstyle], palette.hair
    box = path.boundingRect()
    body = across(
        box.left(),
        box.top(),
        box.right() * 0.6,
        box.bottom(),
        (0, hair.light),
        (0.3, hair.base),
        (0.75, hair.shade),
        (1, hair.deep),
    )
    brush.fill(path, body)
    place = (turn, FRONT_DEPTH, pose.hair)
    _strands(brush, style.dark, place, with_alpha(hair.deep, 0.75))
    _strands(brush, style.light, place, with_alpha(hair.light, 0.85))
    with brush.inside(path):
        _strands(brush, style.rim, place, with_alpha(palette.rim, 0.3))
