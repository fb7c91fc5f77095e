"""How a video is cut when nobody says otherwise: rules as data, choices that stay put.

What is chosen depends on a scene's id and on its neighbours, not on its number, so that a new scene
leaves the others as they are.
"""

from __future__ import annotations

import functools
import itertools
import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pipelines.documents.shot import Motion, TransitionKind, View
from pipelines.documents.storyboard import (
    ArtVisual,
    ClipVisual,
    PhotoVisual,
    PresenterVisual,
    StoryScene,
    StoryVisual,
    TransitionCue,
)
from pipelines.roles.image import Salient

__all__ = ["Pace", "chosen_motion", "chosen_transitions", "pace", "sounding"]

_MOVES: frozenset[TransitionKind] = frozenset({"push", "wipe", "zoom", "match"})
_OTHER_SIDE = {"left": "right", "right": "left", "up": "down", "down": "up"}


@dataclass(frozen=True)
class Pace:
    """Seconds around the words of a scene."""

    seconds: float
    lead: float
    between: float
    tail: float
    end_hold: float
    silent: float
    label: float
    effect_every: int
    effect_db: float


@functools.cache
def _rules() -> dict[str, Any]:
    text = files("assets").joinpath("rules/cutting.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def pace() -> Pace:
    """The pace of a cut."""
    return Pace(**{name: _rules()[name] for name in Pace.__dataclass_fields__})


def _chance(*words: str) -> int:
    """A number that always belongs to these words."""
    return zlib.crc32("/".join(words).encode())


def _names(visual: StoryVisual) -> set[str]:
    """What the rules may call a visual."""
    names = {visual.type, "any"}
    if isinstance(visual, (PhotoVisual, ClipVisual)) and visual.fit == "whole":
        names = {"whole", "any"}
    return names


def _seen(visual: StoryVisual) -> object:
    """What two scenes share that look the same."""
    match visual:
        case PhotoVisual():
            return ("photo", visual.picture.asset or visual.picture.path)
        case PresenterVisual():
            return ("presenter", visual.character, _seen(visual.background))
        case ArtVisual():
            return ("art", visual.prompt, visual.seed) if visual.seed is not None else None
        case _:
            return None


def _kinds(before: StoryScene, scene: StoryScene) -> list[TransitionKind]:
    old, new = _names(before.visual), _names(scene.visual)
    if (same := _seen(scene.visual)) is not None and same == _seen(before.visual):
        old, new = {"same"}, {"same"}
    for rule in _rules()["rule"]:
        if old & set(rule["from"]) and new & set(rule["to"]):
            return list(rule["kinds"])
    return ["crossfade"]


def chosen_transitions(scenes: Sequence[StoryScene]) -> list[TransitionCue]:
    """How each scene comes in; what the scenes say themselves is kept.

    No two the same in a row where there is a choice; pushes and wipes change sides.
    """
    cues = [TransitionCue(kind="cut", seconds=0)]
    side = "right"
    for before, scene in itertools.pairwise(scenes):
        cue = scene.transition
        if cue is None:
            kinds = _kinds(before, scene)
            first = _chance("join", scene.id) % len(kinds)
            turned = kinds[first:] + kinds[:first]
            kind = next((each for each in turned if each != cues[-1].kind), turned[0])
            side = _OTHER_SIDE[side] if kind in ("push", "wipe") else side
            seconds = 0.0 if kind == "cut" else pace().seconds
            cue = TransitionCue.model_validate(
                {"kind": kind, "seconds": seconds, "direction": side}
            )
        elif cue.kind in ("push", "wipe"):
            side = cue.direction if cue.direction in ("left", "right") else side
        cues.append(cue)
    return cues


def sounding(cues: Sequence[TransitionCue], scenes: Sequence[StoryScene]) -> list[bool]:
    """Which transitions get a sound: few, only ones that move, none beside a scene's own."""
    out: list[bool] = []
    since = pace().effect_every
    for cue, scene in zip(cues, scenes, strict=True):
        since += 1
        early = any(effect.at < 0.5 for effect in scene.effects)
        wanted = cue.kind in _MOVES and since >= pace().effect_every and not early
        out.append(wanted)
        since = 0 if wanted else since
    return out


def chosen_motion(scene: StoryScene, salient: Salient | None, aspect: float) -> Motion:
    """The camera's move over a picture: towards what draws the eye, away from it, or past it.

    Args:
        scene: Whose picture it is.
        salient: Where to look; None: nowhere in particular, as in art.
        aspect: Width / height of the frame.
    """
    chance = _chance("move", scene.id)
    if salient is None:
        move = _rules()["move"][chance % len(_rules()["move"])]
        return Motion(start=_view(move["start"]), end=_view(move["end"]))
    x, y = salient.x, salient.y
    slack = salient.width / salient.height / aspect
    close = 1.1 if salient.spread > 0.6 else 1.16
    if slack > 1.35 and not salient.face:  # much wider than the frame: glide to where to look
        visible = 0.5 / slack
        reach = min(0.16, (1 - 2 * visible) / 2)
        start = x + reach if x < 0.5 else x - reach
        start = min(max(start, visible), 1 - visible)
        return Motion(start=View(zoom=1.04, x=start, y=y), end=View(zoom=1.08, x=x, y=y))
    wide, near = View(zoom=1.0, x=x, y=y), View(zoom=close, x=x, y=y)
    return Motion(start=wide, end=near) if chance % 3 else Motion(start=near, end=wide)


def _view(numbers: Sequence[float]) -> View:
    zoom, x, y = numbers
    return View(zoom=zoom, x=x, y=y)
