"""What in a video is worth showing and what is not: seconds, bad parts and best moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

import numpy as np

from pipelines.generators.footage.looking import Look
from pipelines.media.footage_voice import QUIETEST
from pipelines.roles.footage import BadPart, BadReason, FaceSeen, Moment, MomentReason, Second, Span

__all__ = ["bad_parts", "best_moments", "faces_seen", "seconds_of"]

_BLURRED = 0.22
"""Below that share of the video's own usual sharpness a second is out of focus."""
_NO_EDGES = 6.0
_BLACK, _DARK, _BLOWN = 6.0, 28.0, 238.0
_SHAKY = 0.02
_FROZEN = 0.02
_FROZEN_SECONDS = 4
_LENGTHS = (4, 3, 2)
"""Seconds of a moment, tried in this order."""


def seconds_of(
    looks: Sequence[Look], loudness: Sequence[float], start: float, end: float
) -> tuple[Second, ...]:
    """The looks of each second as one."""
    found: list[Second] = []
    for index in range(max(1, int(np.ceil(end - start - 1e-6)))):
        at = start + index
        here = [look for look in looks if at - 1e-6 <= look.t < at + 1 - 1e-6]
        if not here:
            continue
        level = loudness[index] if index < len(loudness) else QUIETEST
        found.append(
            Second(
                at=round(at, 3),
                sharpness=round(float(np.median([look.sharpness for look in here])), 2),
                motion=round(float(np.mean([look.motion for look in here])), 3),
                shake=round(_shake(here), 5),
                brightness=round(float(np.mean([look.brightness for look in here])), 2),
                loudness=round(level, 1),
            )
        )
    return tuple(found)


def _shake(looks: Sequence[Look]) -> float:
    """How much the camera's speed changes from look to look: a pan is smooth, a shake is not."""
    shifts = np.array([look.shift for look in looks])
    if len(shifts) < 2:
        return 0.0
    return float(np.hypot(*np.diff(shifts, axis=0).T).mean())


def faces_seen(looks: Sequence[Look]) -> tuple[FaceSeen, ...]:
    """Faces that another look nearby confirms: a single sighting is often a mistake."""
    found: list[FaceSeen] = []
    for index in range(0, len(looks), 2):
        near = [f for k in (index - 2, index + 2) if 0 <= k < len(looks) for f in looks[k].faces]
        for x, y, size in looks[index].faces:
            if any(abs(x - fx) < 0.15 and abs(y - fy) < 0.15 for fx, fy, _ in near):
                point = {"t": looks[index].t, "x": x, "y": y, "size": size}
                found.append(FaceSeen(**{k: round(float(v), 4) for k, v in point.items()}))
    return tuple(found)


def bad_parts(looks: Sequence[Look], seconds: Sequence[Second], end: float) -> tuple[BadPart, ...]:
    """Runs of seconds with one fault, the worst fault of each second counting."""
    usual = float(np.median([s.sharpness for s in seconds])) if seconds else 0.0
    faults: list[BadReason | None] = [_fault(second, looks, usual) for second in seconds]
    for first, last in _frozen_runs(seconds):
        faults[first:last] = ["frozen" if fault is None else fault for fault in faults[first:last]]
    parts: list[BadPart] = []
    at = 0
    for reason, run in groupby(faults):
        count = sum(1 for _ in run)
        if reason is not None:
            first, last = seconds[at].at, seconds[at + count - 1].at + 1
            parts.append(BadPart(start=first, end=round(min(last, end), 3), reason=reason))
        at += count
    return tuple(parts)


def _frozen_runs(seconds: Sequence[Second]) -> list[tuple[int, int]]:
    """Where the picture stands still for long in a video that otherwise moves."""
    if not seconds or float(np.median([s.motion for s in seconds])) < 0.5:
        return []
    runs, at = list[tuple[int, int]](), 0
    for still, run in groupby(second.motion < _FROZEN for second in seconds):
        count = sum(1 for _ in run)
        if still and count >= _FROZEN_SECONDS:
            runs.append((at, at + count))
        at += count
    return runs


def _fault(second: Second, looks: Sequence[Look], usual: float) -> BadReason | None:
    here = [look for look in looks if second.at - 1e-6 <= look.t < second.at + 1 - 1e-6]
    spread = float(np.mean([look.spread for look in here])) if here else 255.0
    if second.brightness < _BLACK + 16 and spread < 12:
        return "black"
    if second.brightness < _DARK + 16 and spread < 40:
        return "dark"
    if second.brightness > _BLOWN - 8 and spread < 30:
        return "overexposed"
    if second.shake > _SHAKY:
        return "shaky"
    if second.sharpness < max(_NO_EDGES, _BLURRED * usual):
        return "blurred"
    return None


@dataclass(frozen=True)
class _Marks:
    """Merits of one second, 0–1 each, by reason; ``shake`` counts against it."""

    merits: dict[MomentReason, float]
    bad: bool
    shake: float

    @property
    def score(self) -> float:
        if self.bad:
            return 0.0
        weights: dict[MomentReason, float] = {
            "face": 0.30,
            "sharp": 0.22,
            "lively": 0.22,
            "speech": 0.14,
            "bright": 0.08,
            "loud": 0.04,
        }
        total = sum(weight * self.merits.get(reason, 0.0) for reason, weight in weights.items())
        return max(0.0, total - 0.25 * min(1.0, self.shake / _SHAKY))


def best_moments(
    seconds: Sequence[Second],
    shots: Sequence[Span],
    bad: Sequence[BadPart],
    faces: Sequence[FaceSeen],
    speech: Sequence[Span],
) -> tuple[Moment, ...]:
    """Parts of two to four seconds inside one shot, ranked; none overlaps another or a bad part.

    A second's worth is relative to the video itself: its sharper, livelier, better lit seconds,
    those with a face, with speech.
    """
    marks = [_marks(second, seconds, bad, faces, speech) for second in seconds]
    moments: list[Moment] = []
    for shot in shots:
        here = [
            (second, mark)
            for second, mark in zip(seconds, marks, strict=True)
            if second.at >= shot.start - 0.3 and second.at + 1 <= shot.end + 0.3
        ]
        moments += _of_shot(here, shot)
        if not here and shot.end - shot.start >= 0.5:
            moments += _short_shot(shot, seconds, marks)
    return tuple(sorted(moments, key=lambda moment: (-moment.score, moment.start)))


def _of_shot(here: list[tuple[Second, _Marks]], shot: Span) -> list[Moment]:
    """The best windows of a shot, greedily."""
    free, found = [True] * len(here), list[Moment]()
    while True:
        best: tuple[float, int, int] | None = None
        for length in _LENGTHS:
            for first in range(len(here) - length + 1):
                window = here[first : first + length]
                if not all(free[first : first + length]) or any(mark.bad for _, mark in window):
                    continue
                score = float(np.mean([mark.score for _, mark in window])) * (0.8 + 0.05 * length)
                if best is None or score > best[0] + 1e-9:
                    best = (score, first, length)
        if best is None:
            break
        score, first, length = best
        free[first : first + length] = [False] * length
        found.append(
            _moment(
                [mark for _, mark in here[first : first + length]],
                score,
                max(shot.start, here[first][0].at),
                min(shot.end, here[first + length - 1][0].at + 1),
            )
        )
    if not found and here and not any(mark.bad for _, mark in here):
        score = float(np.mean([mark.score for _, mark in here])) * 0.8
        found.append(_moment([mark for _, mark in here], score, shot.start, shot.end))
    return found


def _short_shot(shot: Span, seconds: Sequence[Second], marks: Sequence[_Marks]) -> list[Moment]:
    near = [
        m for s, m in zip(seconds, marks, strict=True) if s.at < shot.end and s.at + 1 > shot.start
    ]
    if not near or any(mark.bad for mark in near):
        return []
    score = float(np.mean([mark.score for mark in near])) * 0.8
    return [_moment(near, score, shot.start, shot.end)]


def _moment(marks: Sequence[_Marks], score: float, start: float, end: float) -> Moment:
    means = {
        reason: float(np.mean([mark.merits.get(reason, 0.0) for mark in marks]))
        for reason in get_args(MomentReason)
    }
    strong = sorted((r for r, v in means.items() if v >= 0.5), key=lambda reason: -means[reason])
    if "lively" not in strong and means["lively"] < 0.15:
        strong.append("calm")
    return Moment(
        start=round(start, 3),
        end=round(end, 3),
        score=round(min(1.0, max(0.0, score)), 4),
        reasons=tuple(strong),
    )


def _marks(
    second: Second,
    all_seconds: Sequence[Second],
    bad: Sequence[BadPart],
    faces: Sequence[FaceSeen],
    speech: Sequence[Span],
) -> _Marks:
    end = second.at + 1
    spoken = sum(max(0.0, min(end, s.end) - max(second.at, s.start)) for s in speech)
    largest = max((f.size for f in faces if second.at <= f.t < end), default=0.0)
    light = 1 - abs(second.brightness - 118) / 118
    return _Marks(
        merits={
            "sharp": _rank(second.sharpness, [s.sharpness for s in all_seconds]),
            "lively": min(1.0, second.motion / 5) * (1 if second.motion < 40 else 0.6),
            "face": min(1.0, 0.4 + 2 * largest) if largest else 0.0,
            "speech": min(1.0, spoken),
            "bright": float(np.clip(light, 0, 1)),
            "loud": float(np.clip((second.loudness + 45) / 30, 0, 1)),
        },
        bad=any(part.start < end - 0.25 and part.end > second.at + 0.25 for part in bad),
        shake=second.shake,
    )


def _rank(value: float, values: Sequence[float]) -> float:
    """0–1 between the video's least and most, the extremes left out."""
    low, high = np.percentile(values, (10, 90))
    if high <= low * 1.05:
        return 0.6
    return float(np.clip((value - low) / (high - low), 0, 1))
