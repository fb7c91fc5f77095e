"""Key poses of both arms for every gesture; the performance moves between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.documents.presenter import Gesture
from pipelines.graphics.presenter.geometry import solve_arm
from pipelines.graphics.presenter.pose import ArmPose, Fingers

__all__ = ["COUNTS", "FORE", "SHOULDER", "UPPER", "arms_of", "swing", "with_fingers"]

UPPER, FORE = 224.0, 208.0
"""Lengths of upper arm (shoulder to elbow) and forearm (elbow to wrist), units."""
SHOULDER = np.array([158.0, 590.0, 0.0])

OPEN = Fingers(index=0.0, middle=0.02, ring=0.06, little=0.08, thumb=0.0, spread=0.55)
WIDE = Fingers(spread=1.0)
ONE = Fingers(middle=1, ring=1, little=1, thumb=1, spread=0.2)
TWO = Fingers(ring=1, little=1, thumb=1, spread=0.8)
THREE = Fingers(little=1, thumb=1, spread=0.8)
COUNTS = (ONE, TWO, THREE)
"""Hands that show one, two and three."""


@dataclass(frozen=True)
class _Reach:
    """Where a wrist goes (out, down, towards the viewer; units) and where the elbow points."""

    wrist: tuple[float, float, float]
    pole: tuple[float, float, float]
    hand: float
    fingers: Fingers


_HANG = _Reach((186, 1008, 50), (0.9, 0.1, -0.6), 178, Fingers(kind="hang", thumb=0.2, spread=0.1))
# Where the free arm goes when the other one speaks: a little closer, so that it does not look dead.
_EASE = _Reach((182, 1002, 80), (0.9, 0.1, -0.6), 174, Fingers(kind="hang", thumb=0.2, spread=0.1))

_GESTURES: dict[Gesture, tuple[_Reach, _Reach]] = {
    "rest": (_HANG, _HANG),
    "open": (
        _Reach((302, 720, 110), (0.3, 1.0, -0.2), 40, OPEN),
        _Reach((302, 720, 110), (0.3, 1.0, -0.2), 40, OPEN),
    ),
    "point": (_Reach((286, 676, 80), (0.45, 1.0, -0.1), 22, ONE), _EASE),
    "count": (_Reach((268, 676, 90), (0.5, 1.0, -0.1), 4, TWO), _EASE),
    "heart": (
        _Reach((87, 790, 110), (0.8, 1.0, -0.3), 0, Fingers(kind="heart")),
        _Reach((87, 790, 110), (0.8, 1.0, -0.3), 0, Fingers(kind="heart")),
    ),
    "wave": (_Reach((306, 610, 60), (0.6, 1.0, 0.0), 8, WIDE), _EASE),
}


def _arm(reach: _Reach) -> ArmPose:
    upper, fore = solve_arm(SHOULDER, np.array(reach.wrist), np.array(reach.pole), UPPER, FORE)
    return ArmPose(
        upper=(float(upper[0]), float(upper[1]), float(upper[2])),
        fore=(float(fore[0]), float(fore[1]), float(fore[2])),
        hand=reach.hand,
        fingers=reach.fingers,
    )


@cache
def arms_of(gesture: Gesture) -> tuple[ArmPose, ArmPose]:
    """The arms on the left and on the right of the picture in the middle of a gesture."""
    left, right = _GESTURES[gesture]
    return _arm(left), _arm(right)


def with_fingers(arm: ArmPose, fingers: Fingers, hand: float = 0.0) -> ArmPose:
    """The arm with another hand, turned outwards by ``hand`` degrees."""
    return ArmPose(arm.upper, arm.fore, arm.hand + hand, fingers)


def swing(arm: ArmPose, forearm: float, hand: float) -> ArmPose:
    """The arm with its forearm turned about the elbow, and the hand further on the wrist.

    Args:
        forearm: Degrees on the picture, positive outwards for a raised forearm.
        hand: Degrees on top of that.
    """
    angle = math.radians(forearm)
    out, down, near = arm.fore
    turned = (
        out * math.cos(angle) - down * math.sin(angle),
        down * math.cos(angle) + out * math.sin(angle),
        near,
    )
    return ArmPose(arm.upper, turned, arm.hand + forearm + hand, arm.fingers)
