"""The ten rules of type that every poster keeps, each with the case that once broke it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat
from pipelines.graphics import raster
from pipelines.graphics.art import ArtSpec
from pipelines.graphics.art.frame import Frame
from pipelines.graphics.art.strands import _flow
from pipelines.graphics.colour import palette
from pipelines.graphics.poster.compose import Inputs, layout
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.contrast import lc_under, make_readable, needed
from pipelines.graphics.poster.marks import Rect, ShapeMark, TextMark
from pipelines.graphics.poster.measure import Setting
from pipelines.graphics.poster.solve import Placed, solve
from pipelines.graphics.poster.standing import in_the_way, standing_box
from pipelines.graphics.poster.template import (
    PillElement,
    RowElement,
    Template,
    load_template,
    template_names,
)
from pipelines.graphics.typesetting.faces import FontBook, TypeStyle

PORTRAIT = PosterFormat(id="portrait", width=621, height=828)
SIZES = {
    "portrait": PORTRAIT,
    "square": PosterFormat(id="square", width=640, height=640),
    "tall": PosterFormat(id="tall", width=468, height=832),
    "banner": PosterFormat(id="banner", width=900, height=383),
}


def set_up(name: str, size: PosterFormat = PORTRAIT, **words: str) -> Setting:
    document = sample_documents()[name]
    content = document.content.model_copy(update=words)
    document = document.model_copy(update={"content": content})
    return layout(document, size, load_template(document.template), Inputs())[0]


def texts(placed: Placed, name: str) -> list[TextMark]:
    return [m for m in placed.marks if isinstance(m, TextMark) and m.name == name]


def test_1_sizes_are_steps_of_one_scale_and_never_too_small() -> None:
    setting = set_up("launch_zh")
    ratio = setting.template.type.ratio
    assert 1.2 <= ratio <= 1.3
    assert setting.size(4) / setting.size(3) == pytest.approx(ratio)
    for name in template_names():
        document = sample_documents().get(f"{name}_zh_long") or sample_documents()[f"{name}_zh"]
        crowded = layout(document, PORTRAIT, load_template(name), Inputs())[0]
        for mark in solve(crowded, "AI生成").marks:
            if isinstance(mark, TextMark):
                assert mark.block.px >= crowded.least * 0.999, f"{name} {mark.name}"


def test_2_words_get_smaller_before_any_go_and_what_goes_is_told() -> None:
    full = solve(set_up("launch_zh"), "AI生成")
    more = solve(set_up("launch_zh", subhead="一句更长的副标题，" * 3), "AI生成")
    assert not full.dropped and not more.dropped
    assert texts(more, "subhead")[0].block.px <= texts(full, "subhead")[0].block.px
    crowded = solve(set_up("launch_zh", headline="很长的标题，" * 40, subhead="很长，" * 60), "AI")
    assert crowded.dropped or crowded.cut


def test_3_lines_break_between_phrases() -> None:
    (headline,) = texts(solve(set_up("event_zh", headline="拿铁拉花之夜"), ""), "headline")
    assert [line.text for line in headline.block.lines] in (["拿铁拉花", "之夜"], ["拿铁拉花之夜"])


def test_4_ink_meets_the_margin_and_caps_meet_the_top() -> None:
    book = FontBook()
    face = book.face(TypeStyle(book.stack("Inter"), 700))
    from pipelines.graphics.typesetting.blocks import fit_block

    block = fit_block("Open", face, 400, 80, max_lines=1)
    assert block is not None
    (line,) = block.place(100, 50, 400, "left")
    assert line.x + line.line.ink.left() * block.px == pytest.approx(100, abs=0.5)
    assert line.baseline - face.top("O") * block.px == pytest.approx(50, abs=0.5)


def test_5_ink_changes_first_and_a_veil_comes_only_when_none_will_do() -> None:
    setting = set_up("launch_zh")
    (mark,) = texts(solve(setting, ""), "subhead")
    unit = setting.unit
    want = needed(mark.block.px, unit, mark.block.face.style.weight)
    dark = replace(mark, ink=setting.palette.paper, ground=None)
    night = np.full((setting.height, setting.width, 3), 0.04, np.float32)
    inked = make_readable(night, (dark,), setting.palette)
    assert inked.swapped == ("subhead",) and inked.scrims == ()
    stripes = np.full_like(night, 0.04)
    stripes[:, ::12] = stripes[:, 1::12] = stripes[:, 2::12] = stripes[:, 3::12] = 0.96
    veiled = make_readable(stripes, (mark,), setting.palette)
    assert veiled.scrims == ("subhead",)
    (seen,) = veiled.marks
    assert isinstance(seen, TextMark)
    assert lc_under(stripes, seen) >= want - 3


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("name", template_names())
def test_6_a_headline_covers_no_more_of_the_picture_than_it_may(
    name: str, size: PosterFormat
) -> None:
    document = sample_documents().get(f"{name}_zh_long") or sample_documents()[f"{name}_zh"]
    placed = solve(layout(document, size, load_template(name), Inputs())[0], "AI生成")
    page = Rect(0, 0, size.width, size.height)
    lines = [box for mark in texts(placed, "headline") for box in mark.line_rects]
    covered = sum(placed.hero.overlap(box) for box in lines) / placed.hero.overlap(page)
    assert covered <= placed.overlap + 0.1
    place = standing_box(placed.hero, (size.width, size.height), 0.5, in_the_way(placed.marks))
    if place is not None:
        assert not any(place.overlap(box) > 0 for box in in_the_way(placed.marks))


def test_7_strands_follow_a_curl_so_they_never_pile_up() -> None:
    spec = ArtSpec("strands", 3, palette("#2f6fe0"))
    frame = Frame(160, 120, spec.seed, spec.palette, {}, None, None)
    potential = raster.fbm(160, 120, 0.42 * frame.unit, np.random.default_rng(7), 3, gain=0.42)
    flow = _flow(frame, np.random.default_rng(7), 0.42, None)
    down, across = np.gradient(potential)
    along = flow[..., 0] * across + flow[..., 1] * down  # a curl runs along the level lines
    steep = np.hypot(across, down) + 1e-9
    assert np.abs(along[3:-3, 3:-3] / steep[3:-3, 3:-3]).mean() < 0.08


@pytest.mark.parametrize("name", template_names())
def test_8_another_brand_colour_reaches_every_plate(name: str) -> None:
    """A hard-coded colour once left a red panel in a green poster."""
    document = sample_documents()[f"{name}_zh"]

    def fills(primary: str) -> list[tuple[str, str]]:
        colours = document.colours.model_copy(update={"primary": primary, "accent": None})
        changed = document.model_copy(update={"colours": colours})
        setting = layout(changed, PORTRAIT, load_template(name), Inputs())[0]
        return [m.fill for m in solve(setting, "").marks if isinstance(m, ShapeMark)]

    red, green = fills("#c8452f"), fills("#1f8a70")
    kept = [a for a, b in zip(red, green, strict=True) if a == b and a != ("#ffffff", "#ffffff")]
    assert kept == []


def pills(template: Template) -> dict[str, int]:
    """Calls to action in each layout."""

    def count(element: object) -> int:
        if isinstance(element, RowElement):
            return sum(count(item) for column in element.columns for item in column)
        return int(isinstance(element, PillElement))

    return {
        name: sum(count(item) for band in page.bands for item in band.items)
        for name, page in template.layouts.items()
    }


@pytest.mark.parametrize("name", template_names())
def test_9_there_is_one_call_to_action(name: str) -> None:
    assert all(number <= 1 for number in pills(load_template(name)).values())


@pytest.mark.parametrize("name", template_names())
def test_10_stacks_name_a_chinese_face_after_the_latin_one(name: str) -> None:
    chinese = ("CJK", "Han", "Song", "Kai", "PingFang", "YaHei", "SimSun", "Smiley", "ZCOOL")
    for role, families in load_template(name).fonts.items():
        han = [any(word in family for word in chinese) for family in families]
        assert any(han), f"{role} has no face for Chinese"
        assert all(han) or not han[0], f"{role}: a Latin face behind a Chinese one is never used"


@pytest.mark.parametrize("name", ["launch_zh", "promotion_zh", "new_product_zh", "recruitment_zh"])
def test_words_of_a_row_stand_on_one_baseline(name: str) -> None:
    placed = solve(set_up(name), "")
    (brand,), (kicker,) = texts(placed, "brand"), texts(placed, "kicker")
    assert brand.rect.y + brand.block.ascent == pytest.approx(
        kicker.rect.y + kicker.block.ascent, abs=0.6
    )


def test_chinese_stands_in_columns_and_english_does_not() -> None:
    def headline(words: str, language: str) -> TextMark:
        document = PosterDocument(
            template="mid_autumn",
            language="zh" if language == "zh" else "en",
            content=PosterContent(headline=words, subhead=words),
        )
        setting = layout(document, PORTRAIT, load_template("mid_autumn"), Inputs())[0]
        (mark,) = texts(solve(setting, ""), "headline")
        return mark

    upright, lying = headline("月满人间", "zh"), headline("One moon", "en")
    assert upright.block.height > 3 * upright.block.width
    assert lying.block.width > lying.block.height
