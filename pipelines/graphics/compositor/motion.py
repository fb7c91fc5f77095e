"""How things move: easing, the camera's path, and what comes in how."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.documents.shot import Motion, View

__all__ = ["Entrance", "Window", "ease", "ease_out", "entrance", "floating", "window_at"]

_RAMP = 0.22  # share of a move that is speeding up, and again slowing down


def ease(t: float) -> float:
    """0–1 → 0–1: speeds up evenly, goes on at one speed, slows down evenly."""
    t = min(1.0, max(0.0, t))
    top = 1 / (1 - _RAMP)
    if t < _RAMP:
        return top * t * t / (2 * _RAMP)
    if t > 1 - _RAMP:
        return 1 - top * (1 - t) ** 2 / (2 * _RAMP)
    return top * (t - _RAMP / 2)


def ease_out(t: float) -> float:
    """0–1 → 0–1: fast at first, settling softly (cubic)."""
    t = min(1.0, max(0.0, t))
    return 1 - (1 - t) ** 3


@dataclass(frozen=True)
class Window:
    """The part of a picture that fills the frame, in px of the picture."""

    x: float
    y: float
    width: float
    height: float


def _window(view: View, picture: tuple[float, float], frame: tuple[int, int]) -> Window:
    cover = min(picture[0] / frame[0], picture[1] / frame[1])
    width, height = frame[0] * cover / view.zoom, frame[1] * cover / view.zoom
    x = min(max(view.x * picture[0] - width / 2, 0), picture[0] - width)
    y = min(max(view.y * picture[1] - height / 2, 0), picture[1] - height)
    return Window(x, y, width, height)


def window_at(
    motion: Motion, t: float, picture: tuple[float, float], frame: tuple[int, int]
) -> Window:
    """What is seen at ``t`` (0–1 of the shot), both ends eased.

    The zoom grows by equal ratios, which looks like an even speed; the window moves on a straight
    line between its two ends, so it never leaves the picture nor turns a corner.
    """
    first, last = _window(motion.start, picture, frame), _window(motion.end, picture, frame)
    share = ease(t)
    width = first.width * (last.width / first.width) ** share
    if abs(last.width - first.width) > 1e-6 * first.width:
        share = (width - first.width) / (last.width - first.width)
    return Window(
        first.x + (last.x - first.x) * share,
        first.y + (last.y - first.y) * share,
        width,
        width * frame[1] / frame[0],
    )


@dataclass(frozen=True)
class Entrance:
    """How a layer stands while it comes in: opacity 0–1, px below its place, scale."""

    opacity: float = 1.0
    below: float = 0.0
    scale: float = 1.0


def entrance(kind: str, seconds: float, height: int) -> Entrance:
    """Where a layer is ``seconds`` after it began to come in.

    Args:
        kind: ``none``, ``fade``, ``rise`` or ``pop``.
        seconds: Since its start; negative: not there yet.
        height: Of the frame, px; distances go by it.
    """
    if seconds < 0:
        return Entrance(opacity=0.0)
    t = seconds / 0.5
    if kind == "none" or t >= 1:
        return Entrance()
    if kind == "fade":
        return Entrance(opacity=ease(t))
    if kind == "rise":
        return Entrance(ease_out(min(1.0, t * 1.6)), height * 0.03 * (1 - ease_out(t)))
    # Back-out easing (Penner): a little past its size, then home.
    past, back = 1.9, t - 1
    grown = 1 + (past + 1) * back**3 + past * back**2
    return Entrance(ease_out(min(1.0, t * 2.5)), 0.0, 0.8 + 0.2 * grown)


def floating(amount_px: float, seconds: float, height: int) -> float:
    """A gentle up and down: px at this time; ``amount_px`` is the swing at 1920 px high."""
    return -amount_px * height / 1920 * math.sin(2 * math.pi * seconds / 4.0)
