"""Ways from one picture into another, plane by plane: crossfade, push, wipe, zoom, match."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.graphics.compositor.planes import Frame, Plane

__all__ = ["Point", "crossfade", "focus_of", "match", "push", "wipe", "zoom"]

_ZOOM = 0.5  # how far the old shot comes closer, and the new one starts from
_MATCH = 0.6  # the same for a match
_FEATHER = 0.06  # width of a wipe's soft edge, as a share of the way
_PARTS = (1, 2, 2)  # how much smaller each plane is than the frame

Point: TypeAlias = tuple[float, float]


def crossfade(old: Frame, new: Frame, share: float, out: Frame) -> None:
    """Mix both; ``share`` 0–1 of the new one."""
    _mix(old.buffer, new.buffer, share, out.buffer)


def _mix(old: Plane, new: Plane, share: float, out: Plane) -> None:
    cv2.addWeighted(old, 1 - share, new, share, 0, dst=out)


def _turned(plane: Plane, direction: str) -> Plane:
    """A view of the plane in which what moves ``direction`` moves to the left."""
    if direction == "right":
        return plane[:, ::-1]
    if direction == "up":
        return plane.T
    if direction == "down":
        return plane[::-1].T
    return plane


def push(old: Frame, new: Frame, share: float, direction: str, out: Frame) -> None:
    """The new picture pushes the old one out; ``direction`` is where both go."""
    way = out.width if direction in ("left", "right") else out.height
    moved = 2 * round(share * way / 2)
    for planes in zip(out.planes, old.planes, new.planes, _PARTS, strict=True):
        made, before, after = (_turned(plane, direction) for plane in planes[:3])
        by = moved // planes[3]
        keep = made.shape[1] - by
        made[:, :keep] = before[:, by:]
        made[:, keep:] = after[:, :by]


def wipe(old: Frame, new: Frame, share: float, direction: str, out: Frame) -> None:
    """A soft edge runs over the picture in ``direction``; behind it is the new one."""
    for planes in zip(out.planes, old.planes, new.planes, strict=True):
        made, before, after = (_turned(plane, direction) for plane in planes)
        count = made.shape[1]
        # Centres of samples as shares of the way, seen from the side the edge ends at.
        places = (np.arange(count) + 0.5) / count
        edge = (1 - share) * (1 + _FEATHER) - _FEATHER
        weight = np.clip((places - edge) / _FEATHER, 0, 1)
        start = int(np.searchsorted(weight, 0, side="right"))
        end = int(np.searchsorted(weight, 1, side="left"))
        made[:, :start] = before[:, :start]
        made[:, end:] = after[:, end:]
        if start < end:
            w = _softened(weight[start:end])
            band = before[:, start:end] * (1 - w) + after[:, start:end] * w
            made[:, start:end] = np.rint(band)


def _softened(weight: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(weight * weight * (3 - 2 * weight), np.float32)


def zoom(old: Frame, new: Frame, share: float, out: Frame) -> None:
    """Through the middle of the old picture into the new one."""
    seen = _seen(share)
    for made, before, after in zip(out.planes, old.planes, new.planes, strict=True):
        near = _moved(before, 1 + _ZOOM * share, (0.5, 0.5), (0.5, 0.5))
        far = _moved(after, 1 + _ZOOM * (1 - share), (0.5, 0.5), (0.5, 0.5))
        _mix(near, far, seen, made)


def match(old: Frame, new: Frame, share: float, points: tuple[Point, Point], out: Frame) -> None:
    """From what is looked at in the old picture to what is looked at in the new one.

    Both lie at the same place of the frame all the way, which goes from the one point to the other.

    Args:
        old: The picture that ends.
        new: The picture that begins.
        share: 0–1 of the way.
        points: Where they are looked at, as fractions of the frame.
        out: Is filled.
    """
    at = (
        points[0][0] + (points[1][0] - points[0][0]) * share,
        points[0][1] + (points[1][1] - points[0][1]) * share,
    )
    nearer = max(1 + _MATCH * share, _reach(points[0], at))
    farther = max(1 + _MATCH * (1 - share), _reach(points[1], at))
    seen = _seen(share)
    for made, before, after in zip(out.planes, old.planes, new.planes, strict=True):
        near = _moved(before, nearer, points[0], at)
        far = _moved(after, farther, points[1], at)
        _mix(near, far, seen, made)


def _seen(share: float) -> float:
    """How much of the new picture is seen: both at once only in the middle half of the way."""
    middle = min(1.0, max(0.0, (share - 0.25) / 0.5))
    return middle * middle * (3 - 2 * middle)


def _reach(point: Point, at: Point) -> float:
    """The least scale at which a picture covers the frame with ``point`` moved to ``at``."""
    needed = [1.0]
    for place, aim in zip(point, at, strict=True):
        needed += [aim / max(0.05, place), (1 - aim) / max(0.05, 1 - place)]
    return max(needed)


def _moved(plane: Plane, scale: float, point: Point, at: Point) -> Plane:
    """The plane enlarged, ``point`` of it lying at ``at`` of the frame (fractions)."""
    height, width = plane.shape
    x = (width * at[0] - 0.5) - scale * (width * point[0] - 0.5)
    y = (height * at[1] - 0.5) - scale * (height * point[1] - 0.5)
    warped = cv2.warpAffine(
        plane,
        np.array([[scale, 0, x], [0, scale, y]]),
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(warped, np.uint8)


def focus_of(frame: Frame) -> Point:
    """What is looked at in a picture: the middle of what stands out, as fractions of the frame.

    Spectral residual saliency (Hou and Zhang 2007) of the luma at 64 px, with a little preference
    for the middle; kept away from the edges, where there is no room to move.
    """
    small = cv2.resize(frame.y, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32)
    spectrum = np.fft.fft2(small)
    strength = np.log(np.abs(spectrum) + 1e-3).astype(np.float32)
    residual = strength - cv2.blur(strength, (3, 3))
    phase = np.exp(1j * np.angle(spectrum))
    seen = np.abs(np.fft.ifft2(np.exp(residual) * phase)).astype(np.float32) ** 2
    seen = cv2.GaussianBlur(seen, (0, 0), 4)
    y, x = np.mgrid[0:64, 0:64] / 63
    weight = (seen / max(1e-9, float(seen.max()))) ** 3
    weight = weight * np.exp(-2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2))
    total = float(weight.sum()) or 1.0
    middle = float((weight * x).sum()) / total, float((weight * y).sum()) / total
    return min(0.75, max(0.25, middle[0])), min(0.75, max(0.25, middle[1]))
