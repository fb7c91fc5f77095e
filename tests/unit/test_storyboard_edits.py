"""A storyboard is edited: every edit gives a new one, the old one can be gone back to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from pipelines.documents import storyboard_edits as edits
from pipelines.documents.storyboard import (
    ArtVisual,
    CaptionPlan,
    Line,
    MusicCue,
    PriceTag,
    Storyboard,
    StoryScene,
    TransitionCue,
)
from pipelines.sdk import InputError, NotFoundError


def a_board() -> Storyboard:
    def scene(id: str, *said: str, **more: object) -> StoryScene:
        lines = [Line(text=text) for text in said]
        return StoryScene.model_validate({"id": id, "lines": lines, **more})

    return Storyboard(
        title="Tea",
        language="en",
        scenes=[
            scene("one", "First.", "Second.", headline="Tea", chapter="Leaves"),
            scene("two", "Third.", visual={"type": "art", "prompt": "hills"}),
            scene("three", "Fourth.", seconds=3),
        ],
    )


def ids(board: Storyboard) -> list[str]:
    return [scene.id for scene in board.scenes]


def said(board: Storyboard) -> list[str]:
    return [line.text for scene in board.scenes for line in scene.lines]


EDITS: dict[str, Callable[[Storyboard], Storyboard]] = {
    "split": lambda b: edits.split_scene(b, "one", 1),
    "merge": lambda b: edits.merge_scenes(b, "one"),
    "move": lambda b: edits.move_scene(b, "three", 0),
    "remove": lambda b: edits.remove_scene(b, "two"),
    "duplicate": lambda b: edits.duplicate_scene(b, "two"),
    "line": lambda b: edits.replace_line(b, "two", 0, "Something else."),
    "visual": lambda b: edits.set_visual(b, "one", ArtVisual(prompt="sea")),
    "transition": lambda b: edits.set_transition(b, "two", TransitionCue(kind="push")),
    "overlay": lambda b: edits.add_overlay(b, "two", PriceTag(text="¥59")),
    "captions": lambda b: edits.set_captions(b, CaptionPlan(position="top")),
    "music": lambda b: edits.set_music(b, MusicCue(off=True)),
    "title": lambda b: edits.set_title(b, "Green tea"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_leaves_the_old_storyboard_for_undo(name: str) -> None:
    board = a_board()
    after = EDITS[name](board)
    assert after != board
    assert board == a_board()
    assert Storyboard.model_validate_json(after.model_dump_json()) == after


def test_a_scene_is_split_between_lines_and_merged_again() -> None:
    board = edits.split_scene(a_board(), "one", 1)
    assert ids(board) == ["one", "one-2", "two", "three"]
    assert said(board) == said(a_board())
    assert [s.headline for s in board.scenes[:2]] == ["Tea", ""], "big words are said once"
    assert edits.merge_scenes(board, "one") == a_board()


def test_scenes_that_stay_keep_their_ids() -> None:
    board = edits.remove_scene(
        edits.move_scene(edits.duplicate_scene(a_board(), "two"), "one", 9), "two"
    )
    assert ids(board) == ["two-2", "three", "one"]


def test_the_chapter_of_a_removed_scene_goes_to_the_next() -> None:
    assert edits.remove_scene(a_board(), "one").scenes[0].chapter == "Leaves"


def test_a_line_is_cut_in_two() -> None:
    board = edits.replace_line(a_board(), "two", 0, "A cup and a leaf")
    assert said(edits.split_line(board, "two", 0, 5))[2:4] == ["A cup", "and a leaf"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (lambda b: edits.split_scene(b, "two", 1), InputError),
        (lambda b: edits.merge_scenes(b, "three"), InputError),
        (lambda b: edits.move_scene(b, "four", 0), NotFoundError),
        (lambda b: edits.replace_line(b, "two", 3, "x"), NotFoundError),
        (lambda b: edits.replace_line(b, "two", 0, "  "), InputError),
        (lambda b: edits.remove_overlay(b, "two", 0), NotFoundError),
        (lambda b: edits.split_line(b, "two", 0, 0), InputError),
        (lambda b: edits.set_headline(b, "two", "x" * 200), ValidationError),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(wrong, error) -> None:
    with pytest.raises(error):
        wrong(a_board())


def test_the_last_scene_cannot_be_removed() -> None:
    board = edits.remove_scene(edits.remove_scene(a_board(), "one"), "two")
    with pytest.raises(InputError, match="needs a scene"):
        edits.remove_scene(board, "three")
