"""Arms: shoulder, sleeve, cuff and hand, as two tapered limbs from the shoulder joint."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QPainterPath, QPolygonF

from pipelines.graphics.presenter.body import SHOULDER_X, SHOULDER_Y, cloth_light
from pipelines.graphics.presenter.brush import Brush, across
from pipelines.graphics.presenter.characters import Character
from pipelines.graphics.presenter.geometry import Joint, capsule, curve, strand
from pipelines.graphics.presenter.gestures import FORE, UPPER
from pipelines.graphics.presenter.hands import draw_hand
from pipelines.graphics.presenter.palette import Palette, with_alpha
from pipelines.graphics.presenter.pose import ArmPose

__all__ = ["Arm", "draw_forearm", "draw_upper_arm", "place_arm"]

R_SHOULDER, R_ELBOW, R_CUFF = 50.0, 42.0, 35.0
HAND_SCALE = 0.94


@dataclass(frozen=True)
class Arm:
    """An arm placed on the picture (units). ``side`` is −1 on the left of the picture."""

    side: int
    shoulder: tuple[float, float]
    elbow: tuple[float, float]
    wrist: tuple[float, float]
    near: float
    pose: ArmPose


def place_arm(character: Character, side: int, pose: ArmPose, lift: float) -> Arm:
    """Forward kinematics and orthographic projection.

    Args:
        lift: How far the shoulders are raised by the breath, units.
    """
    sx = side * SHOULDER_X * character.build
    sy = SHOULDER_Y - lift
    ex, ey = sx + side * pose.upper[0] * UPPER, sy + pose.upper[1] * UPPER
    wx, wy = ex + side * pose.fore[0] * FORE, ey + pose.fore[1] * FORE
    # Hands that meet in the middle meet for any build: take back what the shoulder is wider.
    out = SHOULDER_X + pose.upper[0] * UPPER + pose.fore[0] * FORE
    central = min(max((170 - out) / 70, 0.0), 1.0)
    wx -= central * (sx - side * SHOULDER_X)
    near = pose.upper[2] * UPPER + pose.fore[2] * FORE
    return Arm(side, (sx, sy), (ex, ey), (wx, wy), near, pose)


def draw_upper_arm(brush: Brush, character: Character, palette: Palette, arm: Arm) -> None:
    """Shoulder and upper sleeve; they continue the torso, so the joint has no line."""
    r = R_SHOULDER * (0.5 + 0.5 * character.build)
    (sx, sy), (ex, ey) = arm.shoulder, arm.elbow
    shoulder, elbow = (sx, sy, r), (ex, ey, R_ELBOW)
    path = _path(capsule(shoulder, elbow))
    with brush.on_figure():
        # Only the lower part casts a shadow: at the shoulder sleeve and torso are one piece.
        dx, dy = -arm.side * 8, 8
        middle = ((sx + ex) / 2 + dx, (sy + ey) / 2 + dy, (r + R_ELBOW) / 2)
        brush.soft_limb(middle, (ex + dx, ey + dy, R_ELBOW), palette.outfit.line, 0.30, 16)
    brush.fill(path, cloth_light(palette))
    with brush.inside(path):
        _shade_limb(brush, palette, shoulder, elbow, fade=True)
        _rim(brush, palette, arm, shoulder, elbow)


def _path(limb: QPolygonF) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(limb)
    path.closeSubpath()
    return path


def _rim(
    brush: Brush,
    palette: Palette,
    arm: Arm,
    a: Joint,
    b: Joint,
) -> None:
    """A thin light from behind along the right edge of the arm on the right."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = math.hypot(dx, dy)
    if arm.side < 0 or size < 60 or abs(dy) < 0.6 * size:
        return
    nx, ny = dy / size, -dx / size
    if nx < 0:
        nx, ny = -nx, -ny
    line = [(p[0] + nx * (p[2] - 1), p[1] + ny * (p[2] - 1)) for p in (a, b)]
    brush.fill(strand(line, 7), with_alpha(palette.rim, 0.36))


def _shade_limb(
    brush: Brush,
    palette: Palette,
    a: Joint,
    b: Joint,
    *,
    fade: bool = False,
) -> None:
    """A band of shade along the limb on the side away from the light (lower right).

    Args:
        a: First joint and radius.
        b: Second joint and radius.
        fade: Let the band begin softly at ``a``.
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / size, dx / size
    if nx * 0.8 + ny * 0.6 < 0:
        nx, ny = -nx, -ny
    band = capsule(
        (a[0] + nx * a[2] * 1.3, a[1] + ny * a[2] * 1.3, a[2] * 0.62),
        (b[0] + nx * b[2] * 1.3, b[1] + ny * b[2] * 1.3, b[2] * 0.62),
    )
    shade = with_alpha(palette.outfit.shade, 0.85)
    clear = with_alpha(palette.outfit.shade, 0.0)
    start = ((0.0, clear), (0.1, clear), (0.7, shade)) if fade else ((0.0, shade),)
    brush.fill(band, across(a[0], a[1], b[0], b[1], *start, (1, shade)))


def draw_forearm(brush: Brush, character: Character, palette: Palette, arm: Arm) -> None:
    """Lower sleeve, cuff and hand, with the shadow they cast on the figure."""
    (ex, ey), (wx, wy) = arm.elbow, arm.wrist
    hand = math.radians(arm.side * arm.pose.hand)
    ux, uy = _direction(arm, hand)
    with brush.on_figure():
        end = (wx - ux * 30 + 4, wy - uy * 30 + 12, R_CUFF)
        brush.soft_limb((ex + 4, ey + 12, R_ELBOW), end, palette.outfit.line, 0.34, 12)
    # The hand lies behind its cuff, the cuff behind the sleeve's hem.
    scale = HAND_SCALE * (0.96 + 0.04 * character.build) * (1 + max(0.0, arm.near) / 2400)
    _draw_wrist(brush, palette, (wx, wy), (ux, uy), hand)
    with brush.moved(wx, wy, degrees=math.degrees(hand), scale=(-arm.side * scale, scale)):
        draw_hand(brush, palette, arm.pose.fingers)
    _draw_sleeve(brush, palette, arm, (ux, uy))
    _draw_elbow_folds(brush, palette, arm, (ux, uy))


def _direction(arm: Arm, hand: float) -> tuple[float, float]:
    """Unit direction of the forearm on the picture.

    A forearm that points at the viewer has none: then it is the hand's (``hand`` in radians).
    """
    (ex, ey), (wx, wy) = arm.elbow, arm.wrist
    length = math.hypot(wx - ex, wy - ey)
    trust = min(1.0, length / 70)
    ux = trust * (wx - ex) / max(length, 1) + (1 - trust) * math.sin(hand)
    uy = trust * (wy - ey) / max(length, 1) - (1 - trust) * math.cos(hand)
    size = math.hypot(ux, uy) or 1.0
    return ux / size, uy / size


def _draw_sleeve(brush: Brush, palette: Palette, arm: Arm, along: tuple[float, float]) -> None:
    """Shirt cuff and the lower sleeve with hem and buttons."""
    cloth, shirt = palette.outfit, palette.shirt
    (ex, ey), (wx, wy), (ux, uy) = arm.elbow, arm.wrist, along
    degrees = math.degrees(math.atan2(ux, -uy))
    with brush.moved(wx, wy, degrees=degrees):
        cuff = curve([(-29, 6, 1), (0, 12), (29, 6, 1), (33, 40, 1), (-33, 40, 1)])
        light = across(-30, 0, 30, 0, (0, shirt.base), (0.55, shirt.base), (1, shirt.shade))
        brush.fill(cuff, light)
        brush.line(curve([(-29, 6), (0, 12), (29, 6)], closed=False), shirt.deep, 1.6)
        hem = curve([(-34, 18, 1), (0, 24), (34, 18, 1), (36, 66, 1), (-36, 66, 1)])
        brush.fill(hem, cloth.base)
    elbow, wrist = (ex, ey, R_ELBOW), (wx - ux * 64, wy - uy * 64, R_CUFF + 1.2)
    path = _path(capsule(elbow, wrist))
    brush.fill(path, cloth.base)
    with brush.inside(path):
        _shade_limb(brush, palette, elbow, wrist, fade=True)
        _rim(brush, palette, arm, elbow, wrist)
    with brush.moved(wx, wy, degrees=degrees):
        brush.line(curve([(-34, 18), (0, 24), (34, 18)], closed=False), cloth.line, 2.0)
        for x in (-24, -10):
            brush.oval(x, 46, 4.2, 4.2, cloth.deep)


def _draw_wrist(
    brush: Brush,
    palette: Palette,
    wrist: tuple[float, float],
    along: tuple[float, float],
    hand: float,
) -> None:
    """Skin from the cuff into the palm, bent where hand and forearm differ."""
    x, y = wrist
    skin = palette.skin
    back = (x - along[0] * 26, y - along[1] * 26)
    front = (x + math.sin(hand) * 6, y - math.cos(hand) * 6)
    brush.fill(capsule((*back, 22.5), (*front, 22.0), 1.1), palette.skin_edge)
    end = (x + along[0] * 34, y + along[1] * 34)
    light = across(x - along[0] * 10, y - along[1] * 10, *end, (0, skin.deep), (1, skin.base))
    brush.fill(capsule((*back, 22.5), (*front, 22.0)), light)


def _draw_elbow_folds(brush: Brush, palette: Palette, arm: Arm, along: tuple[float, float]) -> None:
    """Creases in the bend of a bent elbow."""
    (sx, sy), (ex, ey) = arm.shoulder, arm.elbow
    size = math.hypot(ex - sx, ey - sy) or 1.0
    ax, ay = (sx - ex) / size, (sy - ey) / size
    bend = 0.5 * (1 + ax * along[0] + ay * along[1])  # 0 straight, 1 folded back
    if bend < 0.12:
        return
    ix, iy = ax + along[0], ay + along[1]
    size = math.hypot(ix, iy) or 1.0
    ix, iy = ix / size, iy / size
    # The inner corner of the two sleeves lies where their edges meet.
    corner = R_ELBOW / max(math.sin(math.acos(max(-1.0, min(1.0, 2 * bend - 1))) / 2), 0.55)
    side = 1 if ax * along[1] - ay * along[0] > 0 else -1
    for turn, reach in ((0.0, 40.0),):
        c, n = math.cos(turn), math.sin(turn) * side
        fx, fy = -(ix * c - iy * n), -(iy * c + ix * n)
        sx, sy = ex + ix * (corner - 3), ey + iy * (corner - 3)
        fold = [
            (sx, sy),
            (sx + fx * reach * 0.5 - fy * 3, sy + fy * reach * 0.5 + fx * 3),
            (sx + fx * reach, sy + fy * reach),
        ]
        brush.fill(strand(fold, 5), with_alpha(palette.outfit.deep, min(0.6, bend)))
