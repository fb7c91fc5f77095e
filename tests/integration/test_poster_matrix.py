"""Every template in every aspect class with awkward content: what is wrong is told, codes read.

Here one content a cell is painted, so that every content meets every class; the whole matrix is
painted by ``python -m pipelines.graphics.poster.matrix OUT``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.documents.poster import PosterFormat
from pipelines.graphics.poster.compose import compose
from pipelines.graphics.poster.marks import TextMark
from pipelines.graphics.poster.matrix import STRESSES, faults, stress, stress_inputs
from pipelines.graphics.poster.template import aspect_class, template_names

SMALL = (
    PosterFormat(id="portrait", width=360, height=480),
    PosterFormat(id="square", width=380, height=380),
    PosterFormat(id="tall", width=342, height=608),
    PosterFormat(id="banner", width=600, height=256),
)


def test_there_is_a_format_of_every_class() -> None:
    assert {aspect_class(f.width, f.height) for f in SMALL} == {
        *("portrait", "square", "tall", "banner")
    }


@pytest.mark.parametrize("template", template_names())
def test_whatever_is_wrong_is_told(template: str) -> None:
    shift = template_names().index(template)
    for index, size in enumerate(SMALL):
        kind = STRESSES[(index + shift) % len(STRESSES)]
        poster = compose(stress(template, kind), size, stress_inputs(kind), pdf=False)
        assert faults(poster) == [], f"{kind} {size.id}"


def test_a_fault_that_was_not_told_is_seen() -> None:
    """The judge is no rubber stamp: without its findings a crowded poster is full of faults."""
    poster = compose(stress("quote_card", "short"), SMALL[0], stress_inputs("no_photo"), pdf=False)
    moved = tuple(
        replace(mark, rect=mark.rect.shifted(-300, 0)) if isinstance(mark, TextMark) else mark
        for mark in poster.marks
    )
    assert any("leaves the page" in f for f in faults(replace(poster, marks=moved, findings=())))
