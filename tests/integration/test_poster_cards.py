"""Cards and covers: comparisons line up, points count, phones show what they are given."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat, Stat, Versus
from pipelines.graphics import raster
from pipelines.graphics.poster.compose import Inputs, compose, layout
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.gallery import preview_document
from pipelines.graphics.poster.marks import DeviceMark, TextMark, bounds
from pipelines.graphics.poster.solve import Placed, solve
from pipelines.graphics.poster.template import load_template, template_names

PORTRAIT = PosterFormat(id="portrait", width=414, height=553)
COVER = PosterFormat(id="cover", width=900, height=383)


def placed(document: PosterDocument, size: PosterFormat) -> Placed:
    setting, _, _ = layout(document, size, load_template(document.template), Inputs())
    return solve(setting, document.ai_label)


def texts(result: Placed, name: str) -> list[TextMark]:
    return [m for m in result.marks if isinstance(m, TextMark) and m.name == name]


def test_a_pair_of_a_comparison_stands_on_one_line() -> None:
    result = placed(sample_documents()["comparison_zh"], PORTRAIT)
    values = texts(result, "versus")
    lines = [
        [round(m.rect.bottom, 1) for m in values if (m.rect.x < 207) == left] for left in (1, 0)
    ]
    assert len(values) == 6
    assert lines[0] == lines[1]
    assert len({round(m.block.px, 2) for m in values}) == 1


def test_a_pair_with_one_side_empty_is_left_out() -> None:
    whole = Versus(left=Stat(value="Seven", label=""), right=Stat(value="Three", label=""))
    torn = Versus(left=Stat(value="", label=""), right=Stat(value="40 min", label=""))
    content = PosterContent(headline="Kettles", versus=[whole, torn])
    document = PosterDocument(template="comparison", language="en", content=content)
    shown = [m.block.lines[0].text for m in texts(placed(document, PORTRAIT), "versus")]
    assert shown == ["Seven", "Three"]


def test_points_are_numbered_in_their_order() -> None:
    result = placed(sample_documents()["knowledge_card_en"], PORTRAIT)
    numbers = texts(result, "details_number")
    assert [m.block.lines[0].text for m in numbers] == ["1", "2", "3", "4"]
    assert [m.rect.y for m in numbers] == sorted(m.rect.y for m in numbers)


@pytest.mark.parametrize("name", ["wechat_cover_zh", "wechat_cover_en", "wechat_cover_zh_long"])
def test_the_title_of_an_article_cover_survives_the_square_crop(name: str) -> None:
    """公众号 shows the 900 × 383 cover also as the square in its middle."""
    left, right = (COVER.width - COVER.height) / 2, (COVER.width + COVER.height) / 2
    for mark in placed(sample_documents()[name], COVER).marks:
        if isinstance(mark, TextMark) and mark.name in {"headline", "kicker", "subhead"}:
            box = bounds(mark)
            assert left <= box.x
            assert box.right <= right


def test_a_phone_shows_the_picture_it_is_given() -> None:
    document = sample_documents()["app_launch_en"]
    red = np.ones((400, 200, 4), np.float32) * np.array([0.9, 0.1, 0.1, 1], np.float32)
    poster = compose(document, PORTRAIT, Inputs(product=red), pdf=False)
    (phone,) = [m for m in poster.marks if isinstance(m, DeviceMark)]
    middle = raster.to_array(poster.image)[
        int(phone.rect.y + phone.rect.h * 0.6), int(phone.rect.x + phone.rect.w / 2)
    ]
    assert np.abs(middle[:3] - (0.9, 0.1, 0.1)).max() < 0.02


def test_a_testimonial_without_a_photo_has_no_empty_frame() -> None:
    marks = placed(sample_documents()["testimonial_zh"], PORTRAIT).marks
    assert not [m for m in marks if isinstance(m, DeviceMark)]


@pytest.mark.parametrize("name", template_names())
def test_every_template_has_something_to_be_shown_with(name: str) -> None:
    for language in ("zh", "en"):
        document = preview_document(name, language)
        assert document.template == name
        assert document.content.headline
