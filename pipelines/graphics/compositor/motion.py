"""How things move: easing, the camera's path, and what comes in how."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from pipelines.documents.shot import Motion, View

__all__ = [
    "Entrance",
    "Window",
    "ease",
    "ease_out",
    "entrance",
    "floating",
    "leaving",
    "passage",
    "window_at",
]

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
    line between its two ends, so it never leaves the picture nor turns a corner. With views on the
    way it follows a smooth curve through them (:func:`_through`).
    """
    if motion.via:
        return _through(motion, t, picture, frame)
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


def _through(
    motion: Motion, t: float, picture: tuple[float, float], frame: tuple[int, int]
) -> Window:
    """The window on a smooth way through all views, at rest at both ends.

    Zoom is interpolated by ratios, the place as a share of the room the window leaves, so that
    nothing between two views lies outside of the picture.
    """
    stops = [(0.0, motion.start), *((key.at, key.view) for key in motion.via), (1.0, motion.end)]
    times = [at for at, _ in stops]
    windows = [_window(view, picture, frame) for _, view in stops]
    width = math.exp(_smooth(times, [math.log(one.width) for one in windows], t))
    height = width * frame[1] / frame[0]
    rooms = [(one, picture[0] - one.width, picture[1] - one.height) for one in windows]
    across = _smooth(times, _shares([(one.x, room) for one, room, _ in rooms]), t)
    down = _smooth(times, _shares([(one.y, room) for one, _, room in rooms]), t)
    x = across * max(0.0, picture[0] - width)
    return Window(x, down * max(0.0, picture[1] - height), width, height)


def _shares(places: list[tuple[float, float]]) -> list[float]:
    """Places as shares of their room; where there is none, what the nearest view has."""
    known = [(i, at / room) for i, (at, room) in enumerate(places) if room > 1e-6]
    if not known:
        return [0.5] * len(places)
    return [min(known, key=lambda one: abs(one[0] - i))[1] for i in range(len(places))]


def _smooth(times: list[float], values: list[float], t: float) -> float:
    """A monotone cubic through points, level at both ends (Fritsch and Butland 1984).

    Never beyond the values on either side of ``t``.
    """
    t = min(1.0, max(0.0, t))
    slopes = [
        (b - a) / max(1e-9, after - at)
        for (a, b), (at, after) in zip(pairwise(values), pairwise(times), strict=True)
    ]
    tangents = [0.0]
    for before, after in pairwise(slopes):
        same = before * after > 0
        tangents.append(2 * before * after / (before + after) if same else 0.0)
    tangents.append(0.0)
    i = next((k for k in range(len(slopes)) if t <= times[k + 1]), len(slopes) - 1)
    span = max(1e-9, times[i + 1] - times[i])
    u = min(1.0, max(0.0, (t - times[i]) / span))
    return (
        (1 + 2 * u) * (1 - u) ** 2 * values[i]
        + u * (1 - u) ** 2 * span * tangents[i]
        + u * u * (3 - 2 * u) * values[i + 1]
        - u * u * (1 - u) * span * tangents[i + 1]
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


def leaving(kind: str, seconds: float, height: int) -> Entrance:
    """Where a layer is ``seconds`` before it is gone: out as it came in, faster."""
    t = seconds / 0.3
    if kind == "none" or t >= 1:
        return Entrance()
    if t <= 0:
        return Entrance(opacity=0.0)
    if kind == "fade":
        return Entrance(opacity=ease(t))
    if kind == "rise":
        return Entrance(t, height * 0.015 * (1 - t) ** 2)
    return Entrance(min(1.0, t * 1.5), 0.0, 0.9 + 0.1 * ease_out(t))


def passage(kind: str, index: int, span: tuple[int, int | None], fps: int, height: int) -> Entrance:
    """How a layer stands at a frame of the shot.

    Args:
        kind: ``none``, ``fade``, ``rise`` or ``pop``.
        index: Frame of the shot.
        span: The frame it comes in at, and the one it is gone at (None: it stays).
        fps: Frames per second.
        height: Of the frame, px.
    """
    start, end = span
    if end is not None and index >= end:
        return Entrance(opacity=0.0)
    coming = entrance(kind, (index - start) / fps, height)
    if end is None:
        return coming
    going = leaving(kind, (end - index) / fps, height)
    return Entrance(
        coming.opacity * going.opacity, coming.below + going.below, coming.scale * going.scale
    )


def floating(amount_px: float, seconds: float, height: int) -> float:
    """A gentle up and down: px at this time; ``amount_px`` is the swing at 1920 px high."""
    return -amount_px * height / 1920 * math.sin(2 * math.pi * seconds / 4.0)
