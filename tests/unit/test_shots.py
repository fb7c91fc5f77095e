"""A campaign's script becomes shots: data in, data out."""

from __future__ import annotations

import itertools

import pytest

from pipelines.documents.brief import Brief
from pipelines.documents.script import Scene, Script
from pipelines.documents.shot import Box, Shot, TextLayer
from pipelines.documents.timing import TimedWord
from pipelines.documents.video_format import video_format
from pipelines.roles.speech import Speech
from pipelines.sdk import Asset
from pipelines.sdk.assets import AssetKind
from pipelines.workflows.calls import CARD_MOST, POSTER_MOST, call_within
from pipelines.workflows.video.campaign_story import storyboard_from_script
from pipelines.workflows.video.compile import compile_storyboard
from pipelines.workflows.video.parts import SceneParts


def asset(kind: AssetKind) -> Asset:
    return Asset(sha256=kind.encode().hex().ljust(64, "0")[:64], kind=kind, suffix=".png", size=1)


def a_brief(**fields: object) -> Brief:
    plain = {"product": {"name": "Fernbank Teapot"}, "brand": {"name": "Fernbank"}}
    return Brief.model_validate(plain | {"languages": ["en"]} | fields)


def composed(
    brief: Brief, *, headline: str = "", visual: str = "end_card", qr: bool = False
) -> Shot:
    scene = Scene.model_validate(
        {
            "id": "one",
            "purpose": "call_to_action",
            "text": "Come by.",
            "visual": visual,
            "mood": "paper",
            "headline": headline,
        }
    )
    words = (TimedWord(text="Come by", start=0.0, end=0.8, first=0, last=7),)
    product = asset("image") if visual == "product" else None
    script = Script(title="-", language=brief.language, scenes=[scene])
    board = storyboard_from_script(brief, script, product)
    parts = SceneParts(
        voices=(Speech(audio=asset("speech"), duration=1.0, words=words),),
        picture=asset("image"),
        product=product,
        qr=asset("image") if qr else None,
    )
    return compile_storyboard(board, [parts], video_format("9:16")).shots[0]


def words_on(shot: Shot) -> list[str]:
    return [layer.text for layer in shot.layers if isinstance(layer, TextLayer)]


def boxes(shot: Shot) -> list[Box]:
    return [layer.box for layer in shot.layers if layer.box is not None]


def middle(shot: Shot) -> float:
    found = boxes(shot)
    return (min(box.y for box in found) + max(box.y + box.h for box in found)) / 2


def test_the_end_card_says_the_name_once():
    assert words_on(composed(a_brief(), headline="fernbank")) == ["Fernbank", "Fernbank Teapot"]


def test_the_slogan_stands_in_for_a_headline_that_is_the_name():
    brief = a_brief(brand={"name": "Fernbank", "slogan": "Pour slowly"})
    assert words_on(composed(brief, headline="Fernbank!")) == ["Fernbank", "Pour slowly"]


def test_a_product_called_like_its_brand_leaves_only_the_name():
    brief = a_brief(product={"name": "Fernbank"}, call_to_action="Visit us")
    assert words_on(composed(brief, headline="Fernbank")) == ["Fernbank", "Visit us"]


def test_the_headline_does_not_repeat_the_button():
    brief = a_brief(call_to_action="Visit us")
    assert words_on(composed(brief, headline="Visit us")).count("Visit us") == 1


@pytest.mark.parametrize("qr", [True, False])
@pytest.mark.parametrize("call", ["", "Visit us"])
def test_the_end_card_is_balanced_around_the_same_middle(qr, call):
    brief = a_brief(call_to_action=call) if call else a_brief()
    shot = composed(brief, headline="Good tea", qr=qr)
    assert middle(shot) == pytest.approx(0.43, abs=0.01)
    for above, below in itertools.pairwise(boxes(shot)):
        assert above.y + above.h < below.y


def test_a_long_call_gets_a_wider_button_and_a_longer_one_a_general_call():
    short, long = "Visit us", "Come by and try our new teapots"
    cards = [
        composed(a_brief(call_to_action=call))
        for call in (short, long, f"{long} this weekend, with all of your friends")
    ]
    assert [words_on(card)[-1] for card in cards] == [short, long, "Learn more"]
    assert boxes(cards[1])[-1].w > boxes(cards[0])[-1].w


@pytest.mark.parametrize(
    ("call", "card", "poster"),
    [
        ("立即尝鲜", True, True),
        ("现在打开小程序领取新人专属体验名额", True, False),
        ("现在就打开小程序搜索我们的名字领取新人专属体验名额然后分享给朋友", False, False),
        ("Order your first box today", True, True),
        ("", True, True),
    ],
)
def test_a_call_gives_way_where_it_could_not_be_read(call, card, poster):
    brief = a_brief(call_to_action={"zh": call, "en": call}) if call else a_brief()
    assert call_within(brief, brief.language, CARD_MOST)[1] is card
    assert call_within(brief, brief.language, POSTER_MOST)[1] is poster


def test_the_product_stays_on_its_plinth_while_the_camera_closes_in():
    shot = composed(a_brief(), visual="product")
    box, move = boxes(shot)[0], shot.background.motion
    foot = box.y + box.h

    def seen_at(view) -> float:
        """Where the foot's place of the picture is seen: the view's middle is the frame's."""
        return 0.5 + (foot - view.y) * view.zoom

    assert seen_at(move.start) == pytest.approx(foot, abs=0.001)
    assert seen_at(move.end) == pytest.approx(foot, abs=0.001)
