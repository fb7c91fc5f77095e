"""Frames of a storyboard's shot, composed in the planes that the encoder takes.

Nothing is RGB on the way: each still is turned into BT.709 limited-range 4:2:0 planes once and
moved by sampling those; words and marks are blended in their own boxes. That keeps a frame cheap.
"""

from pipelines.graphics.compositor.planes import Frame, thumbnail
from pipelines.graphics.compositor.shot import ShotPainter
from pipelines.graphics.compositor.stage import Stage
from pipelines.graphics.compositor.transitions import TransitionPainter

__all__ = ["Frame", "ShotPainter", "Stage", "TransitionPainter", "thumbnail"]
