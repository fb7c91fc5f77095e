"""What all layers of a video stand on: the frame's size and rate, files and fonts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.documents.shot import CaptionStyle
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.sdk import Asset

__all__ = ["Stage"]


@dataclass(frozen=True)
class Stage:
    """
    Attributes:
        size: Width and height of the frame, px, even.
        fps: Frames per second.
        captions: How captions look.
        locate: Where an asset's file lies.
        book: The fonts of this machine.
    """

    size: tuple[int, int]
    fps: int
    captions: CaptionStyle
    locate: Callable[[Asset], Path]
    book: FontBook
