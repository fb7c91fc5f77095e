"""A poster is changed by hand with pure functions, and every step can be taken back."""

from __future__ import annotations

import pytest

from pipelines.documents.poster import PosterContent, PosterDocument
from pipelines.documents.poster_edit import (
    History,
    hide,
    move,
    reset,
    restyle,
    reword,
    show,
    swap_picture,
    swap_template,
    swap_words,
)
from pipelines.sdk import Asset, InputError

PHOTO = Asset(sha256="a" * 64, kind="image", suffix=".png", size=9)
OTHER = Asset(sha256="b" * 64, kind="image", suffix=".png", size=9)


@pytest.fixture
def poster() -> PosterDocument:
    content = PosterContent(brand="Isle", headline="Slow summer", call_to_action="Try it")
    return PosterDocument(template="event", language="en", content=content, background=PHOTO)


def test_move_restyle_swap_and_back_again(poster: PosterDocument) -> None:
    as_it_was = poster.model_dump_json()
    history = History(poster)
    history = history.do(lambda d: move(d, "headline", 0.05, -0.02))
    history = history.do(lambda d: restyle(d, "headline", colour="#0f4c4a", scale=1.2))
    history = history.do(lambda d: swap_picture(d, "background", OTHER))
    changed = history.now
    (headline,) = changed.overrides["all"]
    assert (headline.dx, headline.dy, headline.colour, headline.scale) == (
        0.05,
        -0.02,
        "#0f4c4a",
        1.2,
    )
    assert changed.background == OTHER
    back = history.undo().undo().undo()
    assert back.now == poster
    assert back.now.model_dump_json() == as_it_was
    assert back.undo() == back, "there is nothing before the first"
    assert back.redo().redo().redo().now == changed
    assert poster.model_dump_json() == as_it_was, "the document itself was never touched"


def test_moves_add_up_and_stay_on_the_page(poster: PosterDocument) -> None:
    moved = move(move(poster, "headline", 0.1, 0), "headline", 0.15, 0.2)
    assert (moved.overrides["all"][0].dx, moved.overrides["all"][0].dy) == (0.25, 0.2)
    far = move(move(poster, "headline", 0.9, 0), "headline", 0.9, 0)
    assert far.overrides["all"][0].dx == 1


def test_a_change_for_one_format_stands_beside_the_one_for_all(poster: PosterDocument) -> None:
    made = reword(move(poster, "headline", 0.1, 0), "headline", "Slow", "a4")
    assert made.overrides["all"][0].text is None
    assert made.overrides["a4"][0].text == "Slow"
    assert reset(reset(made, "headline", "a4"), "headline") == poster


def test_hidden_and_shown_again(poster: PosterDocument) -> None:
    hidden = hide(poster, "call_to_action")
    assert hidden.overrides["all"][0].hide
    assert not show(hidden, "call_to_action").overrides["all"][0].hide


def test_other_words_and_another_template_keep_what_was_done_by_hand(
    poster: PosterDocument,
) -> None:
    made = move(poster, "headline", 0.1, 0)
    made = swap_words(swap_template(made, "launch"), headline="Autumn")
    assert (made.template, made.content.headline, made.content.brand) == (
        "launch",
        "Autumn",
        "Isle",
    )
    assert made.overrides["all"][0].dx == 0.1
    with pytest.raises(InputError, match="no slot 'headlne'"):
        swap_words(poster, headlne="x")


def test_what_changes_nothing_is_no_step(poster: PosterDocument) -> None:
    history = History(poster).do(lambda d: swap_words(d, headline="Slow summer"))
    assert history.past == ()


def test_a_new_change_forgets_what_was_taken_back(poster: PosterDocument) -> None:
    history = History(poster).do(lambda d: move(d, "headline", 0.1, 0)).undo()
    assert history.future
    assert not history.do(lambda d: hide(d, "brand")).future


def test_the_ai_label_cannot_be_moved(poster: PosterDocument) -> None:
    with pytest.raises(ValueError, match="AI label"):
        move(poster, "ai_label", 0.1, 0)
