"""One pass over the pictures of a video, small: cuts, sharpness, light, camera, what draws the eye.

Keeps numbers only, so that an hour needs as little memory as a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.graphics.poster.crop import saliency
from pipelines.media.ffmpeg import RawReader
from pipelines.media.footage_filters import even_size, input_options, picture_filters
from pipelines.media.footage_probe import FootageFacts

__all__ = ["LOOKS", "Look", "Seen", "watch"]

LOOKS = 4
"""Closer looks a second."""
_LONG_SIDE = 320
_MOST_FPS = 30.0
_THUMB = (64, 36)
_FIELD = (96, 54)
_WINDOW = 0.32
"""Share of the side that a crop keeps: what a 9:16 window keeps of 16:9."""
_FACE_SHARE = 0.11
_OTHER_SHOT = 15.0
"""A change of tiny frames, 0–255, after which it is another picture."""

Plane = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Look:
    """A closer look, four times a second.

    ``shift`` is how the camera moved since the look before, fractions of the width; ``x`` and
    ``y`` where the most interesting part is; ``faces`` are (x, y, height), fractions.
    """

    t: float
    sharpness: float
    brightness: float
    spread: float
    motion: float
    shift: tuple[float, float]
    x: float
    y: float
    faces: tuple[tuple[float, float, float], ...] = ()


@dataclass
class Seen:
    """What one pass found. ``changes`` is the difference of each frame to the one before."""

    fps: float
    changes: list[float] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long the picture that could be decoded is."""
        return len(self.changes) / self.fps


def watch(
    source: Path,
    facts: FootageFacts,
    part: tuple[float, float],
    scratch: Path,
    tell: Callable[[float], None],
) -> Seen:
    """Look through a part (start, seconds) of a video.

    Raises ``EngineError`` if nothing can be decoded.
    """
    start, seconds = part
    fps = min(_MOST_FPS, max(8.0, facts.fps or 25.0))
    width, height = even_size(facts.size, _LONG_SIDE)
    filters = picture_filters(facts, (width, height), fps, scratch)
    frame = np.empty(width * height * 3 // 2, np.uint8)
    seen, eye = Seen(fps), _Eye()
    every = max(1, round(fps / LOOKS))
    command = [
        *input_options(facts, start, seconds),
        *("-i", source, "-filter_complex", f"[0:V:0]{filters}[v]", "-map", "[v]", "-an"),
        *("-fps_mode", "passthrough", "-f", "rawvideo", "-"),
    ]
    before: Plane | None = None
    with RawReader(command, f"looking through {facts.name}") as reader:
        while reader.read_into(frame):
            count = len(seen.changes)
            thumb = _thumb(frame, width, height)
            seen.changes.append(0.0 if before is None else float(cv2.absdiff(thumb, before).mean()))
            before = thumb
            if seen.changes[-1] > _OTHER_SHOT:
                eye.forget()
            if count % every == 0:
                planes = frame.reshape(height * 3 // 2, width)
                picture = np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2RGB_I420), np.uint8)
                luma = frame[: width * height].reshape(height, width)
                seen.looks.append(eye.look(picture, luma, start + count / fps))
                tell(min(1.0, count / fps / max(seconds, 0.1)))
    return seen


def _thumb(frame: Plane, width: int, height: int) -> Plane:
    """Luma and both colour planes, tiny, side by side."""
    luma = frame[: width * height].reshape(height, width)
    chroma = frame[width * height :].reshape(2, height // 2, width // 2)
    planes = [cv2.resize(plane, _THUMB, interpolation=cv2.INTER_AREA) for plane in (luma, *chroma)]
    return np.asarray(np.hstack(planes), np.uint8)


class _Eye:
    """Closer looks, each compared with the one before."""

    def __init__(self) -> None:
        path = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"
        self._finder = cv2.CascadeClassifier(str(path))
        self._before: Floats | None = None
        self._weights = cv2.createHanningWindow(_FIELD, cv2.CV_32F)
        self._count = 0
        self._faces: tuple[tuple[float, float, float], ...] = ()
        self._still: Floats = np.zeros(_FIELD[::-1], np.float32)

    def forget(self) -> None:
        """A new shot begins: nothing is compared with what was before."""
        self._before = None

    def look(self, picture: Plane, luma: Plane, t: float) -> Look:
        now = cv2.resize(picture, _FIELD, interpolation=cv2.INTER_AREA).astype(np.float32)
        shift, moving, motion = self._moved(now)
        self._before = now
        if self._count % 2 == 0:  # faces and colours change slowly
            self._faces = self._find_faces(luma)
            self._still = saliency(now / 255)
        self._count += 1
        x, y = _most_interesting(self._still, moving, self._faces)
        return Look(
            t=t,
            sharpness=float(cv2.Laplacian(luma, cv2.CV_32F).var()),
            brightness=float(luma.mean()),
            spread=float(np.subtract(*np.percentile(luma[::4, ::4], (95, 5)))),
            motion=motion,
            shift=shift,
            x=x,
            y=y,
            faces=self._faces,
        )

    def _moved(self, now: Floats) -> tuple[tuple[float, float], Floats, float]:
        """The camera's shift, what moves against it ``[h, w]``, and how much changed at all.

        In all three colours: a red ball on grass is as light as the grass.
        """
        if self._before is None:
            return (0.0, 0.0), np.zeros(now.shape[:2], np.float32), 0.0
        changed = np.abs(now - self._before)
        greys = self._before.mean(axis=2), now.mean(axis=2)
        (dx, dy), response = cv2.phaseCorrelate(*greys, self._weights)
        by = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        expected = cv2.warpAffine(self._before, by, _FIELD, borderMode=cv2.BORDER_REPLICATE)
        rest = np.abs(now - expected)
        if response < 0.1 or not _moves_as_one(changed.mean(axis=2), rest.mean(axis=2)):
            dx, dy, rest = 0.0, 0.0, changed
        soft = np.asarray(cv2.GaussianBlur(rest.max(axis=2), (0, 0), 1.2), np.float32)
        moving = np.maximum(soft - max(2.0, 2.0 * float(np.median(soft))), 0)
        return (dx / _FIELD[0], dy / _FIELD[0]), moving, float(changed.mean())

    def _find_faces(self, luma: Plane) -> tuple[tuple[float, float, float], ...]:
        height, width = luma.shape
        least = max(20, round(_FACE_SHARE * min(width, height)))
        found = self._finder.detectMultiScale(luma, 1.12, 6, minSize=(least, least))
        return tuple(
            ((x + w / 2) / width, (y + h / 2) / height, h / height)
            for x, y, w, h in np.asarray(found, float).reshape(-1, 4)
        )


def _moves_as_one(changed: Floats, rest: Floats) -> bool:
    """Whether a shift explains the change all over the picture: then it was the camera that moved.

    What moves alone, before a plain ground, pulls the phase correlation to itself.
    """
    before, after = (
        cv2.resize(one, (8, 6), interpolation=cv2.INTER_AREA) for one in (changed, rest)
    )
    better, worse = (before - after > 0.4).sum(), (after - before > 0.4).sum()
    return bool(better >= 12 and better > 2 * worse)


def _most_interesting(
    still: Floats, moving: Floats, faces: tuple[tuple[float, float, float], ...]
) -> tuple[float, float]:
    """The middle of the window with most in it: faces before what moves before what stands out."""
    rows, columns = still.shape
    weight = 0.25 * still / max(1.0, float(still.sum()))
    stir = float(moving.sum())
    if stir > 0:
        weight = weight + min(1.0, stir / 500) * moving / stir
    if faces:
        weight = weight + 2.0 * _face_map(faces, (rows, columns))
    x = _best_place(weight.sum(axis=0), _WINDOW)
    y = _best_place(weight.sum(axis=1), _WINDOW)
    return x, y


def _face_map(faces: tuple[tuple[float, float, float], ...], shape: tuple[int, int]) -> Floats:
    """Gaussians on the faces, the larger the more; they sum to 1."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    total = np.zeros(shape, np.float32)
    for fx, fy, size in faces:
        away = (x / shape[1] - fx) ** 2 + (y / shape[0] - fy) ** 2
        total += size**2 * np.exp(-away / (2 * (0.5 * size) ** 2))
    return total / max(1e-9, float(total.sum()))


def _best_place(profile: Floats, share: float) -> float:
    """The centroid of the window of a profile that has most in it, 0–1; the middle for nothing."""
    count = len(profile)
    total = float(profile.sum())
    if total <= 1e-9:
        return 0.5
    size = max(1, round(share * count))
    sums = np.convolve(profile, np.ones(size), "valid")
    middles = (np.arange(len(sums)) + size / 2) / count
    sums = sums * (1 - 0.15 * np.abs(middles - 0.5))  # of two alike, the one nearer the middle
    first = int(sums.argmax())
    part = profile[first : first + size]
    return float((part * (np.arange(first, first + size) + 0.5)).sum() / part.sum() / count)
