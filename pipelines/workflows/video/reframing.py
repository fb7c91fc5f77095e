"""Following what matters: a part of a clip's focus path as a camera move of its scene."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.documents.shot import Motion, View, ViewKey
from pipelines.roles.footage import FocusPoint

__all__ = ["following"]

_STILL = 0.03
_NEAR = 0.012
_MOST_KEYS = 24

Point = tuple[float, float, float]


def following(focus: Sequence[FocusPoint], start: float, end: float, zoom: float = 1.0) -> Motion:
    """The move that keeps the focus in the middle, as far as the picture reaches.

    In a frame of the clip's own aspect nothing moves at zoom 1; in a narrower one the window
    follows sideways. Where the focus stays within 3 % of the picture it does not move at all.

    Args:
        focus: The clip's focus path.
        start: First second of the part.
        end: Its last.
        zoom: ≥ 1 over covering the frame.
    """
    length = max(1e-3, end - start)
    inside = [
        ((point.t - start) / length, point.x, point.y) for point in focus if start < point.t < end
    ]
    if not focus:
        return _held(zoom, 0.5, 0.5)
    path = [(0.0, *_at(focus, start)), *inside, (1.0, *_at(focus, end, last=True))]
    xs, ys = [p[1] for p in path], [p[2] for p in path]
    if max(xs) - min(xs) < _STILL and max(ys) - min(ys) < _STILL:
        return _held(zoom, (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    keys = _simpler(path, _NEAR)
    while len(keys) > _MOST_KEYS + 2:
        keys = keys[:1] + keys[1:-1:2] + keys[-1:]
    views = [View(zoom=zoom, x=_kept(x), y=_kept(y)) for _, x, y in keys]
    via = tuple(
        ViewKey(at=round(at, 4), view=view)
        for (at, _, _), view in zip(keys[1:-1], views[1:-1], strict=True)
        if 0.002 < at < 0.998
    )
    return Motion(start=views[0], end=views[-1], via=via)


def _kept(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _held(zoom: float, x: float, y: float) -> Motion:
    view = View(zoom=zoom, x=_kept(x), y=_kept(y))
    return Motion(start=view, end=view)


def _at(focus: Sequence[FocusPoint], t: float, *, last: bool = False) -> tuple[float, float]:
    """The focus at a time. At the end of a part what is before it counts, not the next shot."""
    before = [point for point in focus if point.t <= t + 1e-6]
    after = [point for point in focus if point.t >= t - 1e-6]
    if not before or not after:
        nearest = before[-1] if before else after[0]
        return nearest.x, nearest.y
    one, two = before[-1], after[0]
    if two.t - one.t < 1e-6:
        point = one if last else two
        return point.x, point.y
    share = (t - one.t) / (two.t - one.t)
    return one.x + (two.x - one.x) * share, one.y + (two.y - one.y) * share


def _simpler(path: Sequence[Point], near: float) -> list[Point]:
    """Without points that lie within ``near`` of the way between others (Douglas and Peucker)."""
    if len(path) < 3:
        return list(path)
    (t0, x0, y0), (t1, x1, y1) = path[0], path[-1]

    def away(point: Point) -> float:
        share = (point[0] - t0) / max(1e-9, t1 - t0)
        return max(abs(point[1] - x0 - (x1 - x0) * share), abs(point[2] - y0 - (y1 - y0) * share))

    far = max(range(1, len(path) - 1), key=lambda i: away(path[i]))
    if away(path[far]) <= near:
        return [path[0], path[-1]]
    return [*_simpler(path[: far + 1], near)[:-1], *_simpler(path[far:], near)]
