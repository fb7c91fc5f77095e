"""Curves and limbs: the few geometric ideas that every part of the presenter is drawn with.

All lengths are in *units*: the square frame is 1000 units high, x = 0 is the middle of the figure,
y points down, z points at the viewer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

__all__ = [
    "Joint",
    "Point",
    "Turn",
    "capsule",
    "curve",
    "flattened",
    "lerp",
    "mirrored",
    "polygon",
    "solve_arm",
    "strand",
    "unit",
]

Point = tuple[float, ...]
"""``(x, y)``, or ``(x, y, 1)`` for a sharp corner of a :func:`curve`."""

Joint = tuple[float, float, float]
"""The end of a limb: x, y and radius."""

HANDLE = 0.37
"""Handle length over chord length: 0.39 draws a circle from four points, less is calmer."""


_ARC = {step: np.linspace(-1, 1, 33)[::step] for step in (1, 2, 4)}
_CIRCLE = np.stack([np.cos(_ARC[1] * np.pi), np.sin(_ARC[1] * np.pi)], axis=1)


def lerp(a: float, b: float, t: float) -> float:
    """``a`` at t = 0, ``b`` at t = 1."""
    return a + (b - a) * t


def mirrored(half: Sequence[Point]) -> list[Point]:
    """A closed outline from its right half, given from the top down, both ends on x = 0."""
    left = [(-p[0], *p[1:]) for p in reversed(half[1:-1])]
    return [*half, *left]


def _directions(points: Sequence[Point], closed: bool) -> list[tuple[float, float]]:
    """Unit tangent at each point; (0, 0) at corners and at the ends of an open curve."""
    count = len(points)
    result = []
    for i, point in enumerate(points):
        at_end = not closed and i in (0, count - 1)
        if len(point) > 2 or at_end:
            result.append((0.0, 0.0))
            continue
        before, after = points[i - 1], points[(i + 1) % count]
        dx, dy = after[0] - before[0], after[1] - before[1]
        size = math.hypot(dx, dy) or 1.0
        result.append((dx / size, dy / size))
    return result


def curve(points: Sequence[Point], *, closed: bool = True) -> QPainterPath:
    """A smooth curve through all the points (Catmull–Rom with chord-length handles).

    Args:
        points: At least two; a third member makes a point a corner.
        closed: Whether the last point is joined to the first.
    """
    tangents = _directions(points, closed)
    path = QPainterPath(QPointF(points[0][0], points[0][1]))
    count = len(points)
    for i in range(count if closed else count - 1):
        j = (i + 1) % count
        (ax, ay), (bx, by) = points[i][:2], points[j][:2]
        reach = HANDLE * math.hypot(bx - ax, by - ay)
        path.cubicTo(
            ax + tangents[i][0] * reach,
            ay + tangents[i][1] * reach,
            bx - tangents[j][0] * reach,
            by - tangents[j][1] * reach,
            bx,
            by,
        )
    if closed:
        path.closeSubpath()
    return path


def capsule(a: Joint, b: Joint, grown: float = 0.0) -> QPolygonF:
    """The hull of two circles: a tapered limb between two joints (x, y, radius).

    Args:
        grown: Added to both radii.
    """
    (ax, ay, ra), (bx, by, rb) = a, b
    ra, rb = ra + grown, rb + grown
    distance = math.hypot(bx - ax, by - ay)
    if distance <= abs(ra - rb) + 1e-6:
        x, y, r = (ax, ay, ra) if ra >= rb else (bx, by, rb)
        return polygon(np.array([x, y]) + r * _CIRCLE)
    heading = math.atan2(by - ay, bx - ax)
    lean = math.acos((ra - rb) / distance)
    near = _round_end(rb, heading, lean) + np.array([bx, by])
    far = _round_end(ra, heading + math.pi, math.pi - lean) + np.array([ax, ay])
    return polygon(np.concatenate([near, far]))


def _round_end(radius: float, middle: float, half: float) -> np.ndarray:
    """An arc about the origin, ``[n, 2]``, as fine as its radius needs."""
    angles = middle + half * _ARC[4 if radius < 30 else 2 if radius < 60 else 1]
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def strand(points: Sequence[Point], width: float, *, tip: float = 0.0) -> QPainterPath:
    """A lock of hair, a brow or a fold: a curve that swells in the middle and tapers to its ends.

    Args:
        points: The middle line, at least two points.
        width: Full width at the thickest place.
        tip: Width at the two ends, as a share of ``width``.
    """
    line = curve(points, closed=False)
    left, right = [], []
    for t in np.linspace(0, 1, 9):
        at = line.pointAtPercent(float(t))
        slope = line.angleAtPercent(float(min(max(t, 0.01), 0.99)))
        half = width / 2 * (tip + (1 - tip) * math.sin(math.pi * float(t)) ** 0.8)
        nx, ny = math.sin(math.radians(slope)), math.cos(math.radians(slope))
        left.append((at.x() + nx * half, at.y() + ny * half))
        right.append((at.x() - nx * half, at.y() - ny * half))
    first, last = (*left[0], 1), (*left[-1], 1)
    return curve([first, *left[1:-1], last, *reversed(right[1:-1])])


def flattened(path: QPainterPath) -> np.ndarray:
    """The outline as straight pieces ``[n, 2]``, fine enough for the largest pictures."""
    fine = 6.0
    corners = path.toFillPolygon(QTransform.fromScale(fine, fine))
    return np.array([(p.x() / fine, p.y() / fine) for p in corners.toList()])


def polygon(points: np.ndarray) -> QPolygonF:
    """Points ``[n, 2]`` for Qt."""
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


class Turn:
    """Where a place on the head goes when the head turns: a flat drawing with depth.

    Args:
        yaw: Radians; positive turns to the right of the picture.
        pitch: Radians; positive looks down.
        middle: The height about which the head nods, in units.
    """

    def __init__(self, yaw: float, pitch: float, middle: float) -> None:
        self._cos, self._sin = math.cos(yaw), math.sin(yaw)
        self._cos_pitch, self._sin_pitch = math.cos(pitch), math.sin(pitch)
        self._middle = middle

    def at(self, x: float, y: float, z: float = 0.0) -> tuple[float, float]:
        """The place on the picture of a place on the head."""
        dy = y - self._middle
        return (
            x * self._cos + z * self._sin,
            self._middle + dy * self._cos_pitch + z * self._sin_pitch,
        )

    def array(self, points: np.ndarray, z: float = 0.0) -> np.ndarray:
        """:meth:`at` for points ``[n, 2]`` that share a depth."""
        scale = np.array([self._cos, self._cos_pitch])
        x, y = self.at(0.0, 0.0, z)
        return points * scale + np.array([x, y])

    def all(self, points: Iterable[Point], z: float = 0.0) -> list[Point]:
        """:meth:`at` for an outline; corners stay corners."""
        return [(*self.at(p[0], p[1], z), *p[2:]) for p in points]


def unit(vector: np.ndarray) -> np.ndarray:
    """The vector at length 1 (shape (3,))."""
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def solve_arm(
    shoulder: np.ndarray, wrist: np.ndarray, pole: np.ndarray, upper: float, fore: float
) -> tuple[np.ndarray, np.ndarray]:
    """Two-bone inverse kinematics by the law of cosines.

    Args:
        shoulder: Joint, shape (3,), units.
        wrist: Where the hand should be; pulled in when out of reach.
        pole: Direction the elbow points to.
        upper: Length of the upper arm, units.
        fore: Length of the forearm, units.

    Returns:
        Unit directions of the upper arm and of the forearm, shape (3,) each.
    """
    span = wrist - shoulder
    reach = min(max(float(np.linalg.norm(span)), abs(upper - fore) + 1.0), upper + fore - 1.0)
    along = unit(span)
    across = unit(pole - float(pole @ along) * along)
    cosine = (upper**2 + reach**2 - fore**2) / (2 * upper * reach)
    sine = math.sqrt(max(0.0, 1 - cosine**2))
    elbow = along * (upper * cosine) + across * (upper * sine)
    return unit(elbow), unit(along * reach - elbow)
