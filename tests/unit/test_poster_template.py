"""Templates are data: complete, checked, without a colour of their own."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from pipelines.graphics.poster.template import (
    aspect_class,
    load_template,
    mixed,
    parse_template,
    template_names,
)
from pipelines.sdk import InputError


def raw(name: str) -> dict:
    file = resources.files("assets") / "templates" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))


GENRES = """promotion coupon new_product event course recruitment menu spring_festival mid_autumn
double_eleven christmas quote_card knowledge_card comparison testimonial app_launch wechat_cover
video_cover logo_lockup launch"""


def test_there_is_a_template_of_every_genre() -> None:
    assert set(GENRES.split()) <= set(template_names())


def test_every_text_effect_is_worn_by_a_template() -> None:
    worn = {
        name: {
            effect.kind for style in load_template(name).styles.values() for effect in style.effects
        }
        for name in template_names()
    }
    assert set().union(*worn.values()) == {"stroke", "shadow", "extrude", "neon", "paper_cut"}
    assert sum(bool(kinds) for kinds in worn.values()) >= 6


@pytest.mark.parametrize("name", template_names())
def test_a_template_names_palette_roles_and_never_a_colour(name: str) -> None:
    load_template(name)
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", json.dumps(raw(name)))


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(InputError, match="no_such_key"):
        parse_template({**raw("event"), "no_such_key": 1})


def test_a_style_that_is_not_there_is_refused() -> None:
    data = raw("event")
    data["elements"]["headline"]["style"] = "fancy"
    with pytest.raises(InputError, match="fancy"):
        parse_template(data)


def test_a_template_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match="promotion"):
        load_template("nothing")


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1242, 1660), "portrait"),
        ((1080, 1080), "square"),
        ((1080, 1920), "tall"),
        ((900, 383), "banner"),
        ((2480, 3508), "portrait"),
    ],
)
def test_every_format_has_its_layout(size: tuple[int, int], expected: str) -> None:
    assert aspect_class(*size) == expected


def test_an_ink_may_mix_two_roles() -> None:
    from pipelines.graphics.colour import palette

    colours = palette("#c8452f")
    assert mixed(colours, "deep") == colours.deep
    assert mixed(colours, "deep+ink:1") == colours.ink
    assert mixed(colours, "deep+ink:.5") not in {colours.deep, colours.ink}
