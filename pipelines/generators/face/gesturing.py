"""Which gestures are made when, and how the arms move from one to the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.documents.presenter import Gesture, GestureCue
from pipelines.graphics.presenter.gestures import COUNTS, arms_of, swing, with_fingers
from pipelines.graphics.presenter.pose import ArmPose, blend_arms

__all__ = ["Move", "arms_at", "choose_gestures", "plan_moves"]

RAISE_S, LOWER_S = 0.5, 0.62
HEAD_START_S = 0.18
"""A gesture begins before its word, so that its peak falls on it."""
HOLD_S: dict[Gesture, float] = {
    "rest": 0.0, "open": 1.5, "point": 1.7, "count": 1.9, "heart": 2.4, "wave": 1.9,
}  # fmt: skip

Arms = tuple[ArmPose, ArmPose]


@dataclass(frozen=True)
class Move:
    """From the time ``start`` (seconds of the speech) the arms go to a gesture, in ``lasts`` s.

    ``side`` −1 gestures on the left of the picture, 1 on the right, 0 with both as drawn;
    ``number`` is the how-manieth count this is.
    """

    gesture: Gesture
    start: float
    lasts: float
    side: int = 0
    number: int = 0


def choose_gestures(
    phrases: Sequence[tuple[float, float]], rng: np.random.Generator
) -> list[GestureCue]:
    """Sensible gestures where nobody asked for any: at beginnings of phrases, never in a row."""
    cues: list[GestureCue] = []
    free_from = 0.25
    for start, end in phrases:
        talk = end - start
        while talk > 0.7:
            at = max(start, free_from)
            if at > end - 0.6:
                break
            if rng.random() < 0.72:
                # Open hands invite; a pointed finger is for now and then, and never comes first.
                may_point = bool(cues) and cues[-1].gesture == "open" and rng.random() < 0.4
                gesture: Gesture = "point" if may_point else "open"
                cues.append(GestureCue(gesture=gesture, start=at))
                free_from = at + HOLD_S[gesture] + LOWER_S + float(rng.uniform(0.9, 2.2))
            else:
                free_from = at + float(rng.uniform(1.2, 2.4))
            talk = end - free_from
    return cues


def plan_moves(cues: Sequence[GestureCue], rng: np.random.Generator, *, chosen: bool) -> list[Move]:
    """Cues as moves of the arms, each followed by the way back to rest where there is time.

    Args:
        chosen: The cues came from :func:`choose_gestures`: vary the side.
    """
    ordered = sorted(cues, key=lambda cue: cue.start)
    counts = sum(cue.gesture == "count" for cue in ordered)
    moves: list[Move] = []
    counted = 0
    for i, cue in enumerate(ordered):
        start = cue.start - HEAD_START_S
        following = ordered[i + 1].start - HEAD_START_S if i + 1 < len(ordered) else math.inf
        side = int(rng.choice([-1, 0, 0, 1])) if chosen else 0
        number = 0
        if cue.gesture == "count":
            counted += 1
            number = counted if counts > 1 else 0
        lasts = LOWER_S if cue.gesture == "rest" else RAISE_S
        moves.append(
            Move(cue.gesture, start, min(lasts, max(following - start, 0.1)), side, number)
        )
        back = start + RAISE_S + HOLD_S[cue.gesture]
        if cue.gesture != "rest" and following - back > 0.25:
            moves.append(Move("rest", back, min(LOWER_S, following - back)))
    return moves


def _ease(t: float) -> float:
    """0 → 1 with a soft start, a quick middle and a little overshoot that settles."""
    t = min(max(t, 0.0), 1.0)
    smooth = t * t * t * (t * (6 * t - 15) + 10)
    return smooth + 0.035 * math.sin(math.pi * min(1.0, t * 1.02)) * t * t


def _shape(move: Move, time: float) -> Arms:
    """Where the arms are once the move is done; counting and waving go on in it."""
    left, right = arms_of(move.gesture)
    since = time - move.start
    if move.gesture == "open" and move.side:
        rest = arms_of("point")[1]
        left, right = (left, rest) if move.side < 0 else (rest, right)
    elif move.gesture == "point" and move.side > 0:
        left, right = right, left
    if move.gesture == "count":
        shown = move.number or 1 + int(np.clip((since - 0.35) / 0.55, 0, 2))
        left = with_fingers(left, COUNTS[min(shown, len(COUNTS)) - 1])
    if move.gesture == "wave":
        swung = math.sin(2 * math.pi * 1.75 * since)
        left = swing(left, 11 * swung, 9 * math.sin(2 * math.pi * 1.75 * since - 0.6))
    return left, right


def arms_at(moves: Sequence[Move], time: float, beat: float = 0.0) -> Arms:
    """Both arms at a time.

    Args:
        moves: In order of time, from :func:`plan_moves`.
        time: Seconds of the speech.
        beat: 0–1, the stress of the word: raised hands beat along with it.
    """
    arms = arms_of("rest")
    before = "rest"
    for move in moves:
        if time < move.start:
            break
        t = _ease((time - move.start) / max(move.lasts, 1e-3))
        goal = _shape(move, time)
        arms = (blend_arms(arms[0], goal[0], t), blend_arms(arms[1], goal[1], t))
        before = move.gesture
    if before in ("open", "point", "count") and beat > 0:
        arms = (swing(arms[0], -4 * beat, 3 * beat), swing(arms[1], -4 * beat, 3 * beat))
    return arms
