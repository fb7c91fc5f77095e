"""Which poster a brief gets, and what is said on it once."""

from __future__ import annotations

import pytest

from pipelines.documents.brief import Brief
from pipelines.documents.copy import CopyVariant
from pipelines.workflows.poster_set import choose_template, poster_document


def a_brief(category: str = "", **fields: object) -> Brief:
    product = {"name": "Nook"} | ({"category": category} if category else {})
    plain = {"product": product, "brand": {"name": "Nook"}, "languages": ["en"]}
    return Brief.model_validate(plain | fields)


@pytest.mark.parametrize(
    ("brief", "template"),
    [
        (a_brief("noise cancelling headphones"), "launch"),
        (a_brief("project software"), "launch"),
        (a_brief("coffee bar"), "event"),
        (a_brief("sourdough bread"), "event"),
        (a_brief(), "event"),
        (a_brief(tone="bold"), "launch"),
        (a_brief("coffee", photos={"product": ["can.jpg"]}), "promotion"),
        (a_brief("headphones", offer={"price": 99}), "promotion"),
        (a_brief("headphones", offer={"place": "Town hall"}), "event"),
        (a_brief("coffee", template="launch"), "launch"),
    ],
)
def test_the_template_suits_what_it_is(brief, template):
    assert choose_template(brief) == template


def test_a_name_that_is_the_headline_is_not_said_again():
    content = poster_document(a_brief("coffee bar"), None, None).content
    assert (content.headline, content.brand, content.kicker) == ("Nook", "", "coffee bar")


def test_a_headline_of_its_own_keeps_the_name_on_top():
    headline = CopyVariant(
        channel="poster", language="en", framework="x", title="Slow mornings", body=""
    )
    assert poster_document(a_brief(), headline, None).content.brand == "Nook"


def test_the_line_below_does_not_repeat_the_name_on_top():
    headline = CopyVariant(
        channel="poster", language="en", framework="x", title="Slow mornings", body="Nook"
    )
    assert poster_document(a_brief(), headline, None).content.subhead == ""
