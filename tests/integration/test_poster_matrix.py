"""Every template in every aspect class with awkward content: what is wrong is told, codes read.

Here two cells of every template are painted, chosen by a seed; all of them are painted and written
on contact sheets by ``python -m pipelines.graphics.poster.matrix OUT --full``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.documents.poster import PosterFormat
from pipelines.graphics.poster.compose import compose
from pipelines.graphics.poster.marks import TextMark
from pipelines.graphics.poster.matrix import (
    STRESSES,
    Cell,
    cells,
    faults,
    judged,
    sampled,
    stress,
    stress_inputs,
)
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


SEEDED = sampled(2 * len(template_names()), 11, SMALL)


def test_a_sample_meets_every_template_class_and_content_and_is_always_the_same() -> None:
    assert {cell.template for cell in SEEDED} == set(template_names())
    assert {cell.kind for cell in SEEDED} == set(STRESSES)
    assert {cell.size.id for cell in SEEDED} == {size.id for size in SMALL}
    assert len({(c.template, c.kind, c.size.id) for c in SEEDED}) == len(SEEDED)
    assert sampled(2 * len(template_names()), 11, SMALL) == SEEDED
    assert sampled(2 * len(template_names()), 12, SMALL) != SEEDED
    assert len(cells()) == len(template_names()) * 4 * 5


@pytest.mark.parametrize("cell", SEEDED, ids=lambda c: f"{c.template}-{c.size.id}-{c.kind}")
def test_every_word_and_code_is_read_and_whatever_does_not_fit_is_told(cell: Cell) -> None:
    seen = judged(cell.made())
    assert seen.faults == ()
    assert seen.texts > 0


def test_a_fault_that_was_not_told_is_seen() -> None:
    """The judge is no rubber stamp: without its findings a crowded poster is full of faults."""
    poster = compose(stress("quote_card", "short"), SMALL[0], stress_inputs("no_photo"), pdf=False)
    moved = tuple(
        replace(mark, rect=mark.rect.shifted(-300, 0)) if isinstance(mark, TextMark) else mark
        for mark in poster.marks
    )
    assert any("leaves the page" in f for f in faults(replace(poster, marks=moved, findings=())))
    pale = tuple(
        replace(mark, ink=mark.ground[0] if mark.ground else "#808080", gradient=None)
        if isinstance(mark, TextMark)
        else mark
        for mark in poster.marks
    )
    assert any("contrast" in f for f in faults(replace(poster, marks=pale)))
