"""Vertical Chinese, and effects below letters."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from PySide6.QtGui import QColor, QPainter

from pipelines.documents.poster import PosterContent, PosterFormat
from pipelines.graphics import raster
from pipelines.graphics.colour import hex_to_rgb, palette
from pipelines.graphics.poster.contrast import make_readable
from pipelines.graphics.poster.drawing import draw_marks, text_path
from pipelines.graphics.poster.effects import TextLayer, backing, draw_layers, paint_layers
from pipelines.graphics.poster.marks import Rect, TextMark
from pipelines.graphics.poster.measure import Setting, measure_text
from pipelines.graphics.poster.template import TextElement, load_template
from pipelines.graphics.raster import Array
from pipelines.graphics.typesetting.blocks import fit_block
from pipelines.graphics.typesetting.faces import Face, FontBook, TypeStyle
from pipelines.graphics.typesetting.vertical import VerticalBlock, fit_vertical
from pipelines.sdk import InputError

BOOK = FontBook()


def face(weight: int = 400) -> Face:
    families = BOOK.stack("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC")
    return BOOK.face(TypeStyle(families, weight, leading=1.4))


def set_text(text: str, height: float = 500, columns: int = 4, px: float = 40) -> VerticalBlock:
    block = fit_vertical(text, face(), (400, height), px, columns=columns)
    assert block is not None
    return block


def test_columns_run_from_right_to_left_and_break_at_line_feeds() -> None:
    block = set_text("山高月小\n水落石出")
    assert [line.text for line in block.lines] == ["山高月小", "水落石出"]
    first, second = block.place(0, 0, 400, "center")
    assert first.x > second.x
    assert block.height == pytest.approx(4 * 40)
    assert block.width == pytest.approx(40 + 40 * 1.4)


def test_marks_take_their_vertical_places() -> None:
    comma = set_text("月，").lines[0].ink, set_text("月").lines[0].ink
    whole, above = comma
    outline = set_text("，").lines[0].ink
    assert outline.center().x() > 0  # to the right of the column's middle
    assert outline.center().y() < 0.5  # in the upper half of its square
    assert whole.height() < 1.5 and above.height() < 1.0
    bracket = set_text("「").lines[0].ink
    assert bracket.width() > bracket.height()  # turned


def test_two_dashes_are_one_upright_line() -> None:
    ink = set_text("——").lines[0].ink
    assert ink.height() > 1.9
    assert ink.width() < 0.3
    dots = set_text("…").lines[0].ink
    assert dots.height() > dots.width()


def test_short_numbers_stand_and_words_lie() -> None:
    number = set_text("12").lines[0].ink
    assert set_text("12").height == pytest.approx(40)
    assert number.width() <= 1.0
    word = set_text("Phone").lines[0].ink
    assert word.height() > 2 * word.width()


def test_no_column_begins_with_a_closing_mark() -> None:
    for height in range(90, 320, 30):
        block = fit_vertical(
            "山高月小，水落石出。曾日月之几何！", face(), (600, height), 40, columns=9
        )
        if block is None:
            continue
        assert all(line.text[0] not in "，。！" for line in block.lines[1:])
        assert block.height <= height + 0.01
        assert block.width <= 600


def test_text_that_does_not_fit_is_cut_and_says_so() -> None:
    block = fit_vertical("水落石出" * 40, face(), (60, 120), 40, columns=2, min_px=20)
    assert block is not None
    assert block.clipped
    assert block.lines[-1].text.endswith("…")
    assert fit_vertical("水", face(), (10, 400), 40, min_px=40) is None
    assert fit_vertical("  \n ", face(), (100, 100), 40) is None


def test_a_template_sets_chinese_in_columns_and_english_in_lines() -> None:
    size = PosterFormat(id="x", width=600, height=800)
    element = TextElement.model_validate({"slot": "headline", "style": "headline", "vertical": 0.5})

    def mark(headline: str) -> TextMark:
        setting = Setting(
            load_template("event"),
            PosterContent(headline=headline),
            palette("#c8452f"),
            BOOK,
            size.width,
            size.height,
        )
        measured = measure_text(element, setting, 500, 1.0, "right")
        assert measured is not None
        found = [m for m in measured.marks if isinstance(m, TextMark)]
        return found[0]

    chinese, english = mark("山高月小，水落石出"), mark("High hills")
    assert isinstance(chinese.block, VerticalBlock)
    assert not isinstance(english.block, VerticalBlock)
    box = chinese.ink_rect
    assert all(rect.right <= 501 and rect.bottom <= 401 for rect in chinese.line_rects)
    assert box.h == chinese.block.height
    assert box.h <= 400.01


# --- effects


def letter(layers: Iterable[TextLayer] = (), ink: str = "#ffffff") -> TextMark:
    block = fit_block("口", face(700), 200, 100)
    assert block is not None
    return TextMark("headline", block, Rect(50, 50, 100, 100), "left", ink, layers=tuple(layers))


def drawn(mark: TextMark) -> Array:
    def paint(painter: QPainter) -> None:
        painter.fillRect(0, 0, 200, 200, QColor("#808080"))
        draw_marks(painter, [mark], {})

    return raster.draw(200, 200, paint)[..., :3]


def share(picture: Array, colour: str) -> float:
    """How much of a picture has about that colour."""
    wanted = hex_to_rgb(colour)
    return float((np.abs(picture - wanted).max(axis=-1) < 0.08).mean())


def test_a_stroke_surrounds_letters_and_leaves_their_face() -> None:
    plain, outlined = drawn(letter()), drawn(letter([TextLayer("stroke", "#c00000", 0.06)]))
    assert share(outlined, "#c00000") > 0.05
    assert share(outlined, "#ffffff") == pytest.approx(share(plain, "#ffffff"), rel=0.03)


def test_an_extrusion_is_a_body_towards_one_side() -> None:
    layer = TextLayer("extrude", "#d04000", dx=0.1, dy=0.1)
    plain, solid = drawn(letter()), drawn(letter([layer]))
    changed = np.abs(solid - plain).max(axis=-1) > 0.1
    rows, columns = np.nonzero(changed)
    where = np.nonzero(np.abs(plain - 0.5).max(axis=-1) > 0.1)
    assert rows.max() > where[0].max() + 5
    assert columns.max() > where[1].max() + 5
    assert rows.min() >= where[0].min()


@pytest.mark.parametrize(
    ("kind", "colour", "sign"),
    [("neon", "#40c0ff", 1), ("shadow", "#000000", -1), ("paper_cut", "#d8342a", -1)],
)
def test_glows_lighten_and_shadows_darken_what_lies_around(
    kind: str, colour: str, sign: int
) -> None:
    layer = TextLayer(kind, colour, 0.06, dy=0.04)  # type: ignore[arg-type]  # of the literal
    picture = np.full((200, 200, 3), 0.4, np.float32)
    mark = letter([layer])
    paint_layers(picture, text_path(mark), mark.layers, mark.block.px)
    assert sign * (picture.mean() - 0.4) > 0.002
    assert picture[2, 2].mean() == pytest.approx(0.4, abs=0.01)
    assert picture.min() >= 0 and picture.max() <= 1


def test_a_closely_surrounding_layer_is_what_letters_are_read_against() -> None:
    stroke, glow = TextLayer("stroke", "#c00000", 0.05), TextLayer("neon", "#00c0ff")
    assert backing([glow, stroke]) == "#c00000"
    assert backing([glow]) is None
    assert backing([TextLayer("stroke", "#c00000", 0.01)]) is None


def test_another_ink_is_never_that_of_the_letters_own_body() -> None:
    colours = palette("#c8452f")
    mark = letter([TextLayer("extrude", colours.deep, dx=0.05, dy=0.05)], colours.light)
    paper = np.full((200, 200, 3), 1.0, np.float32)
    inked = make_readable(paper, (mark,), colours)
    found = [m for m in inked.marks if isinstance(m, TextMark)]
    assert inked.swapped == ("headline",)
    assert found[0].ink not in (colours.deep, colours.light)


def test_effects_are_data_of_a_style_and_bounded() -> None:
    style = load_template("event").styles["headline"]
    good = {**style.model_dump(), "effects": [{"kind": "neon", "ink": "primary", "size": 0.1}]}
    assert type(style).model_validate(good).effects[0].kind == "neon"
    for bad in (
        {"kind": "lava"},
        {"kind": "neon", "ink": "#ff0000"},
        {"kind": "stroke", "size": 9},
    ):
        with pytest.raises((ValueError, InputError)):
            type(style).model_validate({**style.model_dump(), "effects": [bad]})


def test_drawing_layers_needs_no_size_of_a_page() -> None:
    mark = letter()
    layers = [TextLayer("shadow", "#000000", 0.0, dx=0.1), TextLayer("neon", "#ff00ff")]
    picture = raster.draw(
        200, 200, lambda p: draw_layers(p, text_path(mark), layers, mark.block.px)
    )
    assert picture[..., 3].max() == pytest.approx(1)
