"""Edits of a storyboard: each gives a new one and leaves the old as it was, for an undo stack.

Scenes are named by id. Ids of scenes that stay never change, so that nothing of theirs is made
anew.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

from pipelines.documents.shot import Motion
from pipelines.documents.storyboard import (
    CaptionPlan,
    Line,
    MusicCue,
    Overlay,
    Storyboard,
    StoryScene,
    StoryVisual,
    TransitionCue,
)
from pipelines.sdk import InputError, NotFoundError

__all__ = [
    "add_line",
    "add_overlay",
    "add_scene",
    "duplicate_scene",
    "merge_scenes",
    "move_scene",
    "remove_line",
    "remove_overlay",
    "remove_scene",
    "replace_line",
    "replace_overlay",
    "scene_number",
    "set_captions",
    "set_headline",
    "set_motion",
    "set_music",
    "set_seconds",
    "set_title",
    "set_transition",
    "set_visual",
    "split_line",
    "split_scene",
]


def scene_number(board: Storyboard, id: str) -> int:
    """The place of a scene, from 0.

    Raises:
        NotFoundError: There is none of that id.
    """
    for number, scene in enumerate(board.scenes):
        if scene.id == id:
            return number
    names = ", ".join(scene.id for scene in board.scenes[:12])
    raise NotFoundError(f"there is no scene {id!r}", f"scenes: {names}")


def _free_id(board: Storyboard, wanted: str) -> str:
    taken = {scene.id for scene in board.scenes}
    stem = re.sub(r"-\d+$", "", wanted)[:34]
    return next(name for n in itertools.count(2) if (name := f"{stem}-{n}") not in taken)


def _with(board: Storyboard, scenes: Sequence[StoryScene]) -> Storyboard:
    if not scenes:
        raise InputError("a video needs a scene", "add another one first")
    return Storyboard.model_validate(
        board.model_copy(update={"scenes": [s.model_copy(deep=True) for s in scenes]}).model_dump()
    )


def _changed(board: Storyboard, id: str, **fields: Any) -> Storyboard:
    number = scene_number(board, id)
    scenes = list(board.scenes)
    scenes[number] = scenes[number].model_copy(update=fields)
    return _with(board, scenes)


def _line(scene: StoryScene, line: int) -> Line:
    if not 0 <= line < len(scene.lines):
        raise NotFoundError(
            f"scene {scene.id!r} has no line {line + 1}", f"it has {len(scene.lines)}"
        )
    return scene.lines[line]


# --- scenes ---------------------------------------------------------------------------------------


def add_scene(board: Storyboard, scene: StoryScene, at: int | None = None) -> Storyboard:
    """A scene more, at a place from 0; None: at the end. A taken id gets a number."""
    if any(each.id == scene.id for each in board.scenes):
        scene = scene.model_copy(update={"id": _free_id(board, scene.id)})
    place = len(board.scenes) if at is None else max(0, min(at, len(board.scenes)))
    return _with(board, [*board.scenes[:place], scene, *board.scenes[place:]])


def duplicate_scene(board: Storyboard, id: str) -> Storyboard:
    """The scene once more behind itself, under another id."""
    number = scene_number(board, id)
    return add_scene(board, board.scenes[number], number + 1)


def remove_scene(board: Storyboard, id: str) -> Storyboard:
    """Without a scene; its chapter goes on to the next one that has none.

    Raises:
        InputError: It is the only one.
    """
    number = scene_number(board, id)
    scenes = [scene for scene in board.scenes if scene.id != id]
    chapter = board.scenes[number].chapter
    if chapter and number < len(scenes) and not scenes[number].chapter:
        scenes[number] = scenes[number].model_copy(update={"chapter": chapter})
    return _with(board, scenes)


def move_scene(board: Storyboard, id: str, to: int) -> Storyboard:
    """The scene at another place, counted from 0 among the others."""
    scenes = list(board.scenes)
    scene = scenes.pop(scene_number(board, id))
    scenes.insert(max(0, min(to, len(scenes))), scene)
    return _with(board, scenes)


def split_scene(board: Storyboard, id: str, line: int) -> Storyboard:
    """Two scenes: the first keeps the lines before ``line``, the second has the others.

    Both show the same; the headline and what lies over it stay with the first.

    Raises:
        InputError: One of them would say nothing.
    """
    number = scene_number(board, id)
    scene = board.scenes[number]
    if not 0 < line < len(scene.lines):
        raise InputError(
            f"scene {id!r} cannot be split before line {line + 1}", "split between two of its lines"
        )
    first = scene.model_copy(update={"lines": scene.lines[:line], "seconds": None})
    second = scene.model_copy(
        update={
            "id": _free_id(board, id),
            "lines": scene.lines[line:],
            "headline": "",
            "overlays": [],
            "effects": [],
            "chapter": "",
            "transition": None,
            "seconds": None,
        }
    )
    return _with(board, [*board.scenes[:number], first, second, *board.scenes[number + 1 :]])


def merge_scenes(board: Storyboard, id: str) -> Storyboard:
    """The scene and the one behind it as one, seen as the first of them.

    Raises:
        InputError: It is the last one.
    """
    number = scene_number(board, id)
    if number + 1 >= len(board.scenes):
        raise InputError(f"scene {id!r} is the last one", "merge the one before it")
    first, second = board.scenes[number], board.scenes[number + 1]
    lengths = [each.seconds for each in (first, second) if each.seconds]
    merged = first.model_copy(
        update={
            "lines": [*first.lines, *second.lines],
            "headline": first.headline or second.headline,
            "overlays": [*first.overlays, *second.overlays],
            "chapter": first.chapter or second.chapter,
            "seconds": sum(lengths) if lengths else None,
        }
    )
    return _with(board, [*board.scenes[:number], merged, *board.scenes[number + 2 :]])


# --- lines ----------------------------------------------------------------------------------------


def replace_line(board: Storyboard, id: str, line: int, text: str) -> Storyboard:
    """Other words for a line; its voice and pause stay, its translation goes."""
    scene = board.scenes[scene_number(board, id)]
    old = _line(scene, line)
    if not text.strip():
        raise InputError("a line needs words", "or remove it")
    new = old.model_copy(update={"text": text.strip(), "translation": ""})
    return _changed(board, id, lines=[*scene.lines[:line], new, *scene.lines[line + 1 :]])


def add_line(board: Storyboard, id: str, text: str, at: int | None = None) -> Storyboard:
    """A line more, at a place from 0; None: at the end."""
    scene = board.scenes[scene_number(board, id)]
    place = len(scene.lines) if at is None else max(0, min(at, len(scene.lines)))
    if not text.strip():
        raise InputError("a line needs words", "say something in it")
    lines = [*scene.lines[:place], Line(text=text.strip()), *scene.lines[place:]]
    return _changed(board, id, lines=lines)


def remove_line(board: Storyboard, id: str, line: int) -> Storyboard:
    """Without a line."""
    scene = board.scenes[scene_number(board, id)]
    _line(scene, line)
    return _changed(board, id, lines=[*scene.lines[:line], *scene.lines[line + 1 :]])


def split_line(board: Storyboard, id: str, line: int, at: int) -> Storyboard:
    """A line as two, cut before its character ``at``.

    Raises:
        InputError: One of them would be empty.
    """
    scene = board.scenes[scene_number(board, id)]
    old = _line(scene, line)
    first, second = old.text[:at].strip(), old.text[at:].strip()
    if not first or not second:
        raise InputError("one part of the line would be empty", "cut it between two words")
    parts = [
        old.model_copy(update={"text": first, "pause": 0.0, "translation": ""}),
        old.model_copy(update={"text": second, "translation": ""}),
    ]
    return _changed(board, id, lines=[*scene.lines[:line], *parts, *scene.lines[line + 1 :]])


# --- what is seen ---------------------------------------------------------------------------------


def set_visual(board: Storyboard, id: str, visual: StoryVisual) -> Storyboard:
    """Something else to see; a move that was made for the old picture goes with it."""
    return _changed(board, id, visual=visual, motion=None)


def set_motion(board: Storyboard, id: str, motion: Motion | None) -> Storyboard:
    """The camera's move; None: chosen."""
    return _changed(board, id, motion=motion)


def set_transition(board: Storyboard, id: str, transition: TransitionCue | None) -> Storyboard:
    """How the scene comes in; None: chosen."""
    return _changed(board, id, transition=transition)


def set_headline(board: Storyboard, id: str, words: str) -> Storyboard:
    """Big words on the picture."""
    return _changed(board, id, headline=words.strip())


def set_seconds(board: Storyboard, id: str, seconds: float | None) -> Storyboard:
    """The least length of the scene; None: as long as its words."""
    return _changed(board, id, seconds=seconds)


def add_overlay(board: Storyboard, id: str, overlay: Overlay) -> Storyboard:
    """Something more over the picture."""
    scene = board.scenes[scene_number(board, id)]
    return _changed(board, id, overlays=[*scene.overlays, overlay])


def replace_overlay(board: Storyboard, id: str, number: int, overlay: Overlay) -> Storyboard:
    """Another overlay in the place of one, counted from 0."""
    return _overlays(board, id, number, lambda overlays: [overlay])


def remove_overlay(board: Storyboard, id: str, number: int) -> Storyboard:
    """Without one of the overlays, counted from 0."""
    return _overlays(board, id, number, lambda overlays: [])


def _overlays(
    board: Storyboard, id: str, number: int, change: Callable[[list[Overlay]], list[Overlay]]
) -> Storyboard:
    overlays = board.scenes[scene_number(board, id)].overlays
    if not 0 <= number < len(overlays):
        raise NotFoundError(f"scene {id!r} has no overlay {number + 1}", f"it has {len(overlays)}")
    new = change([overlays[number]])
    return _changed(board, id, overlays=[*overlays[:number], *new, *overlays[number + 1 :]])


# --- the whole ------------------------------------------------------------------------------------


def _whole(
    board: Storyboard, name: Literal["title", "captions", "music"], value: Any
) -> Storyboard:
    return Storyboard.model_validate(board.model_copy(update={name: value}).model_dump())


def set_title(board: Storyboard, title: str) -> Storyboard:
    """Another title."""
    return _whole(board, "title", title.strip())


def set_captions(board: Storyboard, captions: CaptionPlan) -> Storyboard:
    """Other captions."""
    return _whole(board, "captions", captions)


def set_music(board: Storyboard, music: MusicCue) -> Storyboard:
    """Other music."""
    return _whole(board, "music", music)
