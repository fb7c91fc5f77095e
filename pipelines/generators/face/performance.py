"""A whole performance from a voice: mouth, eyes, head, breath and hands, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.documents.presenter import GestureCue
from pipelines.documents.timing import TimedPhoneme
from pipelines.generators.face.gesturing import Move, arms_at, choose_gestures, plan_moves
from pipelines.generators.face.prosody import Prosody, read_prosody, smooth
from pipelines.generators.face.visemes import mouth_track, mouth_track_from_sound
from pipelines.graphics.presenter.pose import FramePose, Mouth

__all__ = ["Performance", "perform"]

Track = NDArray[np.float64]

CLOSING_S, CLOSED_S, OPENING_S = 0.075, 0.045, 0.15
"""A blink: lids fall fast, rest, rise slower (Trutoiu et al., "Modeling and animating eye blinks",
ACM TAP 2011)."""


@dataclass(frozen=True)
class Performance:
    """What happens in each frame. Arrays have one row a frame.

    Attributes:
        times: Seconds of the speech at the middle of each frame.
        mouth: ``[n, 5]``, see ``visemes``.
        blink: 0–1.
        gaze: ``[n, 2]``, −1–1.
        brow, smile, yaw, pitch, roll, hair, breath, sway: See ``FramePose``.
        stress: 0–1.
        moves: Of the arms.
    """

    times: Track
    mouth: Track
    blink: Track
    gaze: Track
    brow: Track
    smile: Track
    yaw: Track
    pitch: Track
    roll: Track
    hair: Track
    breath: Track
    sway: Track
    stress: Track
    moves: tuple[Move, ...]

    def __len__(self) -> int:
        return len(self.times)

    def pose(self, frame: int) -> FramePose:
        """The moment of one frame."""
        left, right = arms_at(self.moves, float(self.times[frame]), float(self.stress[frame]))
        lips = [float(v) for v in self.mouth[frame]]
        return FramePose(
            left=left,
            right=right,
            mouth=Mouth(*lips),
            blink=float(self.blink[frame]),
            brow=float(self.brow[frame]),
            smile=float(self.smile[frame]),
            gaze=(float(self.gaze[frame, 0]), float(self.gaze[frame, 1])),
            yaw=float(self.yaw[frame]),
            pitch=float(self.pitch[frame]),
            roll=float(self.roll[frame]),
            hair=float(self.hair[frame]),
            breath=float(self.breath[frame]),
            sway=float(self.sway[frame]),
        )


def _drift(times: Track, period: float, rng: np.random.Generator) -> Track:
    """Slow aimless movement, about −1–1: three waves whose periods never meet again."""
    waves = np.zeros(len(times))
    for factor, weight in ((1.0, 0.55), (0.618, 0.3), (0.37, 0.15)):
        phase = rng.uniform(0, 2 * np.pi)
        waves += weight * np.sin(2 * np.pi * times / (period * factor) + phase)
    return waves


def _blinks(times: Track, prosody: Prosody, rng: np.random.Generator) -> Track:
    """Lids over time. People blink every few seconds, gladly in pauses, now and then twice."""
    pauses = [end + 0.05 for _, end in prosody.phrases]
    moment = float(times[0]) + float(rng.uniform(0.6, 2.2))
    starts = []
    while moment < times[-1]:
        near = [p for p in pauses if abs(p - moment) < 0.9]
        moment = near[0] if near and (not starts or near[0] > starts[-1] + 1.0) else moment
        starts.append(moment)
        if rng.random() < 0.13:
            starts.append(moment + 0.36)
        moment += float(np.clip(rng.lognormal(1.15, 0.42), 1.3, 6.5))
    lids = np.zeros(len(times))
    total = CLOSING_S + CLOSED_S + OPENING_S
    knots = (0.0, CLOSING_S, CLOSING_S + CLOSED_S, total)
    frame = float(times[1] - times[0]) if len(times) > 1 else 1.0
    for start in starts:
        # Put the closed moment onto a frame, so that no blink falls between two frames.
        middle = start + CLOSING_S + CLOSED_S / 2
        onto = times[0] + round((middle - times[0]) / frame) * frame - middle
        lids = np.maximum(
            lids, np.interp(times - start - onto, knots, (0, 1, 1, 0), left=0, right=0)
        )
    return lids


def _gaze(times: Track, moves: Sequence[Move], rng: np.random.Generator) -> Track:
    """Where the eyes rest: on the viewer, with small jumps, now and then aside, along a gesture."""
    gaze = np.zeros((len(times), 2))
    moment = float(times[0])
    while moment < times[-1]:
        if rng.random() < 0.14:
            target = (rng.choice([-1, 1]) * rng.uniform(0.3, 0.55), rng.uniform(-0.35, 0.1))
            stay = rng.uniform(0.35, 0.7)
        else:
            target = (rng.normal(0, 0.05), rng.normal(0, 0.035))
            stay = rng.uniform(0.5, 1.7)
        gaze[(times >= moment) & (times < moment + stay)] = target
        moment += float(stay)
    for move in moves:
        if move.gesture == "point":
            side = 1 if move.side > 0 else -1
            gaze[(times > move.start + 0.1) & (times < move.start + 0.75)] = (0.5 * side, -0.05)
        elif move.gesture == "heart":
            gaze[(times > move.start) & (times < move.start + 1.5)] = (0.0, 0.0)
    rate = 1 / max(float(times[1] - times[0]), 1e-3) if len(times) > 1 else 30
    # A saccade takes some 40 ms.
    return np.stack([smooth(gaze[:, c], 0.02 * rate) for c in (0, 1)], 1)


def _swing(push: Track, frame: float) -> Track:
    """A damped spring dragged along by ``push`` (units): hair that lags and comes back."""
    steps, stiffness, damping = 8, 90.0, 7.0
    place, speed, before = 0.0, 0.0, push[0]
    lag = np.zeros(len(push))
    for i, value in enumerate(push):
        for k in range(steps):
            anchor = before + (value - before) * (k + 1) / steps
            speed += (stiffness * (anchor - place) - damping * speed) * frame / steps
            place += speed * frame / steps
            if i == 0:
                place, speed = anchor, 0.0
        lag[i] = place - value
        before = value
    return np.clip(lag * 1.1, -14, 14)


def _gesture_lean(times: Track, moves: Sequence[Move]) -> tuple[Track, Track]:
    """What gestures do to head and smile: yaw (radians) towards a pointing hand, and a smile."""
    yaw, smile = np.zeros(len(times)), np.zeros(len(times))
    for move in moves:
        during = ((times > move.start) & (times < move.start + 1.6)).astype(float)
        if move.gesture == "point":
            yaw += (0.1 if move.side > 0 else -0.1) * during
        elif move.gesture in ("wave", "heart"):
            smile += 0.4 * during
    return yaw, np.clip(smile, 0, 0.4)


def perform(
    samples: Track,
    rate: int,
    times: Track,
    *,
    phonemes: Sequence[TimedPhoneme],
    gestures: Sequence[GestureCue],
    seed: int,
) -> Performance:
    """Act out a voice.

    Args:
        samples: Mono, ``[n]``.
        rate: Hz.
        times: Frame times in seconds of the speech; before 0 and after its end the figure idles.
        phonemes: When each sound is said; empty: the mouth follows the sound.
        gestures: Wanted gestures; empty: the performer chooses.
        seed: The same seed gives the same performance.
    """
    rng = np.random.default_rng(seed)
    prosody = read_prosody(samples, rate, times)
    mouth = (
        mouth_track(phonemes, times, prosody.loudness)
        if phonemes
        else mouth_track_from_sound(samples, rate, times)
    )
    cues = list(gestures) or choose_gestures(prosody.phrases, rng)
    moves = tuple(plan_moves(cues, rng, chosen=not gestures))

    per_second = 1 / max(float(times[1] - times[0]), 1e-3) if len(times) > 1 else 30.0
    talking = smooth((prosody.loudness > 0.1).astype(float), 0.35 * per_second)
    lively = 0.45 + 0.55 * talking
    lean, gladness = _gesture_lean(times, moves)
    yaw = lively * (0.06 * _drift(times, 6.1, rng) + 0.05 * talking * _drift(times, 2.3, rng))
    yaw = yaw + smooth(lean, 0.16 * per_second)
    nod = smooth(prosody.stress, 0.05 * per_second)
    pitch = 0.018 * _drift(times, 5.3, rng) + 0.085 * nod - 0.022 * prosody.pitch
    roll = lively * (0.032 * _drift(times, 7.7, rng) + 0.014 * talking * _drift(times, 1.9, rng))
    sway = 0.0065 * lively * _drift(times, 8.9, rng)
    gaze = _gaze(times, moves, rng)
    # Eyes stay on the viewer while the head turns.
    gaze[:, 0] -= np.clip(yaw * 2.2, -0.4, 0.4)
    gaze[:, 1] -= np.clip(pitch * 1.5, -0.3, 0.3)
    brow = 0.16 * _drift(times, 4.7, rng) + 0.75 * prosody.stress + 0.12 * prosody.pitch
    return Performance(
        times=times,
        mouth=mouth,
        blink=_blinks(times, prosody, rng),
        gaze=gaze,
        brow=np.clip(smooth(brow, 0.04 * per_second), -0.4, 1.0),
        smile=np.clip(
            0.62
            - 0.14 * talking
            + 0.1 * _drift(times, 6.7, rng)
            + smooth(gladness, 0.2 * per_second),
            0,
            1,
        ),
        yaw=yaw,
        pitch=np.clip(pitch, -0.16, 0.16),
        roll=roll,
        hair=_swing(yaw * 60 + roll * 90 + sway * 600, 1 / per_second),
        breath=0.5 - 0.5 * np.cos(2 * np.pi * times / 3.9 + float(rng.uniform(0, 6))),
        sway=sway,
        stress=prosody.stress,
        moves=moves,
    )
