"""What a person changed by hand survives a new layout, another format and other words."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.documents.poster import (
    Override,
    PosterContent,
    PosterDocument,
    PosterFormat,
    Stat,
)
from pipelines.graphics import raster
from pipelines.graphics.poster.compose import Inputs, compose, lay_out, layout
from pipelines.graphics.poster.marks import Mark, QrMark, ShapeMark, TextMark, bounds
from pipelines.graphics.poster.template import load_template

PORTRAIT = PosterFormat(id="xiaohongshu", width=414, height=553)
STORY = PosterFormat(id="story", width=360, height=640)
CONTENT = PosterContent(
    brand="极光",
    headline="听见未曾听见的世界",
    subhead="空间音频耳机",
    price="2499",
    currency="¥",
    stats=[Stat(value="60小时", label="续航"), Stat(value="0.8毫秒", label="延迟")],
    call_to_action="立即预约",
    link="https://example.com/a",
)


def document(**overrides: tuple[Override, ...]) -> PosterDocument:
    return PosterDocument(
        template="promotion", language="zh", content=CONTENT, overrides=overrides, ai_label="AI生成"
    )


def marks(made: PosterDocument, size: PosterFormat) -> tuple[Mark, ...]:
    setting, _, _ = layout(made, size, load_template(made.template), Inputs())
    return lay_out(setting, made, size).marks


def text(found: tuple[Mark, ...], name: str) -> TextMark:
    return next(m for m in found if isinstance(m, TextMark) and m.name == name)


def test_a_moved_headline_stays_moved_in_every_format_and_with_other_words() -> None:
    moved = document(all=(Override(element="headline", dx=0.05, dy=-0.02),))
    for size in (PORTRAIT, STORY):
        before, after = marks(document(), size), marks(moved, size)
        was, now = text(before, "headline").rect, text(after, "headline").rect
        assert (now.x - was.x, now.y - was.y) == pytest.approx(
            (0.05 * size.width, -0.02 * size.height)
        )
        assert text(before, "subhead").rect == text(after, "subhead").rect
    shorter = moved.model_copy(update={"content": CONTENT.model_copy(update={"headline": "听见"})})
    plain = shorter.model_copy(update={"overrides": {}})
    shift = (
        text(marks(shorter, STORY), "headline").rect.x
        - text(marks(plain, STORY), "headline").rect.x
    )
    assert shift == pytest.approx(0.05 * STORY.width)


def test_a_change_for_one_format_leaves_the_others_alone_and_wins_over_the_wider_one() -> None:
    made = document(
        all=(Override(element="headline", colour="#112233", dx=0.1),),
        tall=(Override(element="headline", dx=0.0),),
        xiaohongshu=(Override(element="subhead", text="换一句"),),
    )
    story, portrait = marks(made, STORY), marks(made, PORTRAIT)
    assert text(story, "headline").ink == text(portrait, "headline").ink == "#112233"
    assert text(story, "headline").rect == text(marks(document(), STORY), "headline").rect
    assert text(portrait, "subhead").block.lines[0].text == "换一句"
    assert text(story, "subhead").block.lines[0].text == "空间音频耳机"


def test_a_button_moves_with_its_words_and_a_new_colour_stays_readable() -> None:
    made = document(all=(Override(element="call_to_action", dy=-0.03, scale=1.2, fill="#ffe066"),))
    before, after = marks(document(), PORTRAIT), marks(made, PORTRAIT)
    old, new = text(before, "call_to_action"), text(after, "call_to_action")
    assert new.block.px == pytest.approx(old.block.px * 1.2)
    box = bounds(new)
    plates = [m for m in after if isinstance(m, ShapeMark) and m.fill[0] == "#ffe066"]
    assert len(plates) == 1
    assert plates[0].rect.overlap(box) == pytest.approx(box.w * box.h, rel=0.02)
    assert new.ink in ("#000000", old.ink)


def test_what_is_hidden_goes_and_the_second_of_several_is_meant_by_its_number() -> None:
    made = document(all=(Override(element="link", hide=True), Override(element="stats", hide=True)))
    found = marks(made, PORTRAIT)
    assert not [m for m in found if isinstance(m, QrMark)]
    values = [m.block.lines[0].text for m in found if isinstance(m, TextMark) and m.name == "stats"]
    assert len(values) == 1
    assert values[0].startswith("0.8")


def test_the_picture_shows_the_change() -> None:
    plain = compose(document(), PORTRAIT, Inputs(), pdf=False)
    made = compose(
        document(all=(Override(element="headline", colour="#00a2ff"),)),
        PORTRAIT,
        Inputs(),
        pdf=False,
    )
    changed = np.abs(raster.to_array(made.image) - raster.to_array(plain.image)).max(axis=2) > 0.2
    assert 0.002 < changed.mean() < 0.2
    assert "off_brand" in {reason.code for reason in made.score.reasons}
    assert made.score.value < plain.score.value


def test_a_headline_pushed_off_the_page_is_told() -> None:
    made = document(all=(Override(element="headline", dx=0.8),))
    poster = compose(made, PORTRAIT, Inputs(), pdf=False)
    assert "outside" in {found.code for found in poster.findings}
    assert poster.score.value <= 75
