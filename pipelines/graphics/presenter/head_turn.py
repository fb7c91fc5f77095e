"""How the head is turned in a frame."""

from __future__ import annotations

from pipelines.graphics.presenter.geometry import Turn
from pipelines.graphics.presenter.pose import FramePose

__all__ = ["head_turn"]

NOD_Y = 304.0
"""The height about which the head nods, units."""


def head_turn(pose: FramePose) -> Turn:
    """The turn of the head in this frame."""
    return Turn(pose.yaw, pose.pitch, NOD_Y)
