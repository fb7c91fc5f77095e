"""Tables, countdowns and vouchers; and the templates that live by them, with awkward words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat, Stat, TableRow
from pipelines.graphics.poster.compose import Inputs, layout
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.contrast import Inked
from pipelines.graphics.poster.marks import TextMark
from pipelines.graphics.poster.preflight import check_layout
from pipelines.graphics.poster.solve import Placed, solve
from pipelines.graphics.poster.template import load_template

NAMES = (
    "coupon",
    "new_product",
    "course",
    "menu",
    "spring_festival",
    "double_eleven",
    "christmas",
)
SIZES = {
    "portrait": PosterFormat(id="portrait", width=621, height=830),
    "square": PosterFormat(id="square", width=600, height=600),
    "tall": PosterFormat(id="tall", width=540, height=960),
    "banner": PosterFormat(id="banner", width=900, height=383),
}
MENU = (
    TableRow(name="Mains"),
    TableRow(name="Sea bream, fennel", value="24"),
    TableRow(name="Chicken, lemon, olives", value="121", note="for two"),
    TableRow(name="Sweet"),
    TableRow(name="Olive oil cake", value="8"),
)


def placed(document: PosterDocument, size: PosterFormat) -> Placed:
    setting, _, _ = layout(document, size, load_template(document.template), Inputs())
    return solve(setting, document.ai_label)


def poster(template: str, **content: object) -> PosterDocument:
    said = PosterContent.model_validate({"headline": "Today", **content})
    return PosterDocument(template=template, language="en", content=said)


def texts(page: Placed, name: str) -> list[TextMark]:
    return [m for m in page.marks if isinstance(m, TextMark) and m.name == name]


@pytest.mark.parametrize("template", NAMES)
@pytest.mark.parametrize("sample", ["en", "en_long", "zh_long", "zh_short"])
def test_no_words_leave_the_page_or_meet_others(template: str, sample: str) -> None:
    document = sample_documents()[f"{template}_{sample}"]
    for size in SIZES.values():
        page = placed(document, size)
        found = check_layout(page, Inked(page.marks, (), (), {}), (), size, True)
        assert [f.message.en for f in found if f.severity == "error"] == [], size.id


def test_rows_have_one_size_and_their_values_end_at_one_edge() -> None:
    page = placed(poster("menu", rows=MENU), SIZES["tall"])
    names, values = texts(page, "rows"), texts(page, "rows_value")
    assert len(names) == len(MENU) and len(values) == 3
    assert len({round(mark.block.px, 3) for mark in values}) == 1
    assert max(m.rect.right for m in values) - min(m.rect.right for m in values) < 0.5
    assert all(a.rect.y < b.rect.y for a, b in pairwise(names))


def test_a_value_stands_on_the_baseline_of_its_name() -> None:
    page = placed(poster("menu", rows=MENU[1:3]), SIZES["tall"])
    name, value = texts(page, "rows")[0], texts(page, "rows_value")[0]
    assert name.rect.y + name.block.ascent == pytest.approx(value.rect.y + value.block.ascent)


def test_a_head_never_ends_a_column() -> None:
    page = placed(poster("menu", rows=MENU), SIZES["portrait"])
    names = texts(page, "rows")
    left = min(mark.rect.x for mark in names)
    first = [mark for mark in names if mark.rect.x == left]
    assert 1 < len(first) < len(MENU)
    assert "sweet" not in first[-1].block.lines[0].text.lower()


def test_a_banner_tells_that_it_has_no_room_for_rows() -> None:
    assert "rows" in placed(poster("menu", rows=MENU), SIZES["banner"]).omitted


def test_a_countdown_sets_all_its_numbers_in_one_size() -> None:
    left = [Stat(value="2", label="days"), Stat(value="11", label="hours")]
    page = placed(poster("double_eleven", countdown=left), SIZES["portrait"])
    tiles = texts(page, "countdown")
    assert [mark.block.lines[0].text for mark in tiles] == ["2", "11"]
    assert tiles[0].block.px == tiles[1].block.px and tiles[0].ground is not None


@pytest.mark.parametrize("size", ["portrait", "square", "tall", "banner"])
def test_a_face_value_of_any_length_stays_clear_of_the_stub(size: str) -> None:
    page = placed(
        poster("coupon", price="88,888", currency="¥", price_label="on all orders over ¥199,999"),
        SIZES[size],
    )
    number, stub = texts(page, "price")[0], texts(page, "price_label")[0]
    assert number.block.lines[0].text == "88,888"
    assert number.ink_rect.right < stub.ink_rect.x
