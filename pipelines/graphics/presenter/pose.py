"""One moment of a performance: everything that may differ from frame to frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.graphics.presenter.geometry import lerp

__all__ = ["ArmPose", "Fingers", "FramePose", "Mouth", "blend_arms"]


@dataclass(frozen=True)
class Mouth:
    """How the mouth stands, each 0–1."""

    open: float = 0.0
    wide: float = 0.35
    round: float = 0.1
    teeth: float = 0.0
    tongue: float = 0.0


@dataclass(frozen=True)
class Fingers:
    """A hand: per finger how far it is curled (0 straight, 1 closed).

    ``spread`` is how far the fingers stand apart (0–1); ``thumb`` runs from 0 (stretched out)
    to 1 (across the palm). ``kind`` is the drawing used: most hands are a palm with fingers that
    curl, ``heart`` and ``hang`` are drawings of their own.
    """

    index: float = 0.0
    middle: float = 0.0
    ring: float = 0.0
    little: float = 0.0
    thumb: float = 0.0
    spread: float = 0.5
    kind: str = "palm"

    @property
    def curls(self) -> tuple[float, float, float, float]:
        """Index, middle, ring and little finger."""
        return (self.index, self.middle, self.ring, self.little)


@dataclass(frozen=True)
class ArmPose:
    """One arm. Directions are unit vectors (out from the body, down, towards the viewer).

    ``hand`` is where the fingers point, in degrees: 0 up, positive outwards, 180 down.
    """

    upper: tuple[float, float, float]
    fore: tuple[float, float, float]
    hand: float
    fingers: Fingers


@dataclass(frozen=True)
class FramePose:
    """Everything the drawing of one frame needs.

    Attributes:
        mouth: The mouth.
        blink: How far the lids are closed, 0–1.
        brow: Brows raised (1) or lowered (−1).
        smile: 0–1.
        gaze: Where the eyes look, −1–1 each, (0, 0) at the viewer.
        yaw: Head turn, radians; positive to the right of the picture.
        pitch: Head nod, radians; positive looks down.
        roll: Head tilt, radians; positive clockwise.
        hair: How far loose hair lags behind, units to the right.
        breath: 0 (out) – 1 (in).
        sway: Lean of the body, radians.
        left: The arm on the left of the picture (the presenter's right).
        right: The arm on the right of the picture.
    """

    left: ArmPose
    right: ArmPose
    mouth: Mouth = field(default_factory=Mouth)
    blink: float = 0.0
    brow: float = 0.0
    smile: float = 0.6
    gaze: tuple[float, float] = (0.0, 0.0)
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    hair: float = 0.0
    breath: float = 0.0
    sway: float = 0.0

    def with_mouth(self, mouth: Mouth) -> FramePose:
        """The same moment with another mouth."""
        return replace(self, mouth=mouth)


def _blend_direction(
    a: tuple[float, float, float], b: tuple[float, float, float], t: float
) -> tuple[float, float, float]:
    x, y, z = (lerp(p, q, t) for p, q in zip(a, b, strict=True))
    size = max((x * x + y * y + z * z) ** 0.5, 1e-6)
    return (x / size, y / size, z / size)


def _blend_fingers(a: Fingers, b: Fingers, t: float) -> Fingers:
    # Drawings of another kind cannot be mixed; the change falls into the fastest moment.
    kind = a.kind if t < 0.5 else b.kind
    numbers = {
        name: lerp(getattr(a, name), getattr(b, name), t)
        for name in ("index", "middle", "ring", "little", "thumb", "spread")
    }
    return Fingers(**numbers, kind=kind)


def blend_arms(a: ArmPose, b: ArmPose, t: float) -> ArmPose:
    """Between ``a`` (t = 0) and ``b`` (t = 1); t outside 0–1 overshoots."""
    return ArmPose(
        upper=_blend_direction(a.upper, b.upper, t),
        fore=_blend_direction(a.fore, b.fore, t),
        hand=lerp(a.hand, b.hand, t),
        fingers=_blend_fingers(a.fingers, b.fingers, min(max(t, 0.0), 1.0)),
    )
