"""Posters hold whatever they are given: the layout bends, tells, and never overflows."""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from pypdf import PdfReader

from pipelines.documents.brand import BrandColours
from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat, Stat
from pipelines.graphics import raster
from pipelines.graphics.poster.compose import Inputs, RenderedPoster, compose, layout
from pipelines.graphics.poster.corner import LABEL_HEIGHT
from pipelines.graphics.poster.marks import QrMark, Rect, TextMark, bounds
from pipelines.graphics.poster.qr import make_qr, reads_back
from pipelines.graphics.poster.solve import Placed, solve
from pipelines.graphics.poster.template import load_template, template_names
from pipelines.graphics.typesetting.blocks import fit_block
from pipelines.graphics.typesetting.faces import Face, FontBook, TypeStyle

PORTRAIT = PosterFormat(id="portrait", width=414, height=553)
BANNER = PosterFormat(id="banner", width=900, height=383)
SQUARE = PosterFormat(id="square", width=540, height=540)
STORY = PosterFormat(id="story", width=360, height=640)
FULL = PosterContent(
    brand="极光科技",
    kicker="9月12日 19:30",
    headline="听见未曾听见的世界",
    subhead="极光一号空间音频耳机，实时绘制你身边的声场。",
    price="2499",
    currency="¥",
    price_label="首发价",
    original_price="¥2999",
    stats=[Stat(value="60小时", label="续航"), Stat(value="0.8毫秒", label="延迟")],
    details=[Stat(value="上海市静安区常德路88号", label="地点")],
    call_to_action="立即预约",
    fine_print="续航数据来自实验室测试",
    link="https://example.com/aurora",
    link_caption="扫码预约",
)
SENTENCE = "这是一段非常长的文案，用来测试排版在极端情况下是否仍然可靠。"
HARD = {
    "ten thousand characters": PosterContent(
        brand=SENTENCE * 3,
        headline=SENTENCE * 330,
        subhead="word " * 2000,
        price="1,234,567.89",
        currency="¥",
        price_label=SENTENCE,
        stats=[Stat(value="99,999,999 小时", label=SENTENCE)] * 6,
        details=[Stat(value=SENTENCE * 4, label=SENTENCE)] * 5,
        call_to_action=SENTENCE * 2,
        fine_print=SENTENCE * 40,
        link="https://example.com/" + "a" * 1100,
    ),
    "one endless word": PosterContent(headline="W" * 10_000, subhead="https://" + "x" * 3000),
    "emoji and Arabic": PosterContent(
        headline="Party 🎉 مرحبا بالعالم",
        subhead="שלום עולם 👩‍🚀",
        stats=[Stat(value="٢٤", label="ساعة")],
        call_to_action="انضم الآن",
    ),
    "nothing": PosterContent(headline=""),
    "only a headline": PosterContent(headline="Open"),
    "control characters": PosterContent(headline="a\x00b\n\n\n\n\nc\u200b\td", kicker="\n\n"),
}


def placed(
    template: str, content: PosterContent, size: PosterFormat, label: str = "AI生成"
) -> Placed:
    document = PosterDocument(template=template, language="zh", content=content, ai_label=label)
    setting, _, _ = layout(document, size, load_template(template), Inputs())
    return solve(setting, label)


def boxes(result: Placed) -> list[tuple[str, Rect]]:
    return [
        (mark.name if isinstance(mark, TextMark) else "link", bounds(mark))
        for mark in result.marks
        if isinstance(mark, (TextMark, QrMark))
    ]


def cases() -> Iterator[tuple[str, str, PosterFormat]]:
    for name in HARD:
        for template in template_names():
            for size in (PORTRAIT, BANNER, SQUARE, STORY):
                yield name, template, size


@pytest.mark.parametrize(("name", "template", "size"), list(cases()))
def test_nothing_leaves_the_page_or_runs_into_another(
    name: str, template: str, size: PosterFormat
) -> None:
    found = boxes(placed(template, HARD[name], size))
    page = Rect(0, 0, size.width, size.height)
    for slot, box in found:
        assert page.overlap(box) >= 0.98 * box.w * box.h, f"{slot} leaves the page"
    for index, (first, a) in enumerate(found):
        for second, b in found[index + 1 :]:
            shared = a.overlap(b) / max(1.0, min(a.w * a.h, b.w * b.h))
            assert shared < 0.03, f"{first} runs into {second}"


@pytest.mark.parametrize("size", [PORTRAIT, BANNER, SQUARE, STORY])
@pytest.mark.parametrize("template", template_names())
def test_the_ai_label_has_its_corner_and_its_height(template: str, size: PosterFormat) -> None:
    result = placed(template, FULL, size)
    (label,) = [m for m in result.marks if isinstance(m, TextMark) and m.name == "ai_label"]
    short = min(size.width, size.height)
    height = max(line.ink.height() for line in label.block.lines) * label.block.px
    assert height >= LABEL_HEIGHT * short
    box = bounds(label)
    assert box.bottom > size.height - 0.2 * short
    assert box.right > size.width - 0.12 * short or box.x < 0.12 * short


@pytest.mark.parametrize("template", template_names())
def test_empty_slots_leave_no_hole(template: str) -> None:
    """Without numbers and details the picture takes their room."""
    bare = PosterContent(brand=FULL.brand, headline=FULL.headline, call_to_action="立即预约")
    assert placed(template, bare, PORTRAIT).hero.h > placed(template, FULL, PORTRAIT).hero.h


def test_numbers_of_a_row_share_size_and_baseline() -> None:
    stats = [Stat(value="60小时", label="续航"), Stat(value="−52 dB", label="a long label here")]
    result = placed("launch", FULL.model_copy(update={"stats": stats}), PORTRAIT)
    values = [m for m in result.marks if isinstance(m, TextMark) and m.name == "stats"]
    baselines = [round(m.rect.y + m.block.ascent, 2) for m in values]
    assert len(values) == 2
    assert len(set(baselines)) == 1
    assert values[0].block.px == pytest.approx(values[1].block.px, rel=0.01)


def test_what_does_not_fit_is_told() -> None:
    result = placed("promotion", HARD["ten thousand characters"], PORTRAIT)
    assert "headline" in result.cut
    assert set(placed("launch", FULL, BANNER).omitted) >= {"stats", "details"}


def test_a_price_is_shown_whole_or_not_at_all() -> None:
    for size in (PORTRAIT, BANNER, SQUARE, STORY):
        for template in template_names():
            result = placed(template, HARD["ten thousand characters"], size)
            shown = [m for m in result.marks if isinstance(m, TextMark) and m.name == "price"]
            assert all(m.block.lines[0].text == "1,234,567.89" for m in shown)
            assert shown or "price" in (*result.dropped, *result.omitted)


@pytest.fixture(scope="module")
def face() -> Face:
    book = FontBook()
    return book.face(TypeStyle(book.stack("Inter"), 700))


def test_text_is_set_as_large_as_it_fits(face: Face) -> None:
    block = fit_block("Hello world", face, 400, 500, max_lines=1)
    assert block is not None
    assert 380 <= block.width <= 400.5


def test_a_little_smaller_is_better_than_a_torn_phrase(face: Face) -> None:
    block = fit_block("焕亮夏日 水光新生", face, 500, 128, max_lines=3)
    assert block is not None
    assert [line.text for line in block.lines] == ["焕亮夏日", "水光新生"]


def test_text_that_cannot_fit_is_cut_and_says_so(face: Face) -> None:
    block = fit_block("long " * 400, face, 200, 60, max_lines=2, min_px=20)
    assert block is not None
    assert block.clipped
    assert block.lines[-1].text.endswith("…")
    assert block.width <= 201


def test_arabic_is_joined_and_runs_from_the_right(face: Face) -> None:
    joined = face.shape("مرحبا").width
    apart = sum(face.shape(char).width for char in "مرحبا")
    assert joined < apart


def bottle() -> np.ndarray:
    """A product cut out: float32 [300, 140, 4]."""
    shape = np.zeros((300, 140), np.float32)
    cv2.rectangle(shape, (10, 90), (130, 295), 1.0, -1)
    cv2.rectangle(shape, (45, 5), (95, 90), 1.0, -1)
    alpha = cv2.GaussianBlur(shape, (0, 0), 1.2)
    light = 0.5 + 0.5 * np.sin(np.linspace(0, np.pi, 140, dtype=np.float32))[None, :, None]
    colour = np.broadcast_to(np.float32([0.2, 0.35, 0.8]) * light, (300, 140, 3))
    return np.concatenate([colour, alpha[..., None]], axis=2).astype(np.float32)


def rendered(
    template: str, size: PosterFormat, *, pdf: bool = False, **given: object
) -> RenderedPoster:
    document = PosterDocument(
        template=template,
        language="zh",
        content=FULL,
        colours=BrandColours(primary="#2f6fb0"),
        ai_label="AI生成",
    )
    return compose(document, size, Inputs(**given), pdf=pdf)  # type: ignore[arg-type]


@pytest.mark.parametrize("template", template_names())
def test_a_product_is_seen(template: str) -> None:
    without = raster.to_array(rendered(template, PORTRAIT).image)
    with_it = raster.to_array(rendered(template, PORTRAIT, product=bottle()).image)
    blue = (with_it[..., 2] > with_it[..., 0] + 0.2) & (np.abs(with_it - without).max(axis=2) > 0.1)
    assert blue.mean() > 0.01


def test_the_qr_code_reads_back_from_the_pixels() -> None:
    size = PosterFormat(id="p", width=828, height=1106)
    poster = rendered("launch", size)
    (code,) = [m for m in poster.placed.marks if isinstance(m, QrMark)]
    pixels = (raster.to_array(poster.image)[..., :3] * 255).astype(np.uint8)
    x, y, side = int(code.rect.x) - 2, int(code.rect.y) - 2, int(code.rect.w) + 4
    crop = np.ascontiguousarray(pixels[y : y + side, x : x + side])
    assert reads_back(crop, FULL.link)
    assert not reads_back(crop, "https://example.com/other")
    assert not [f for f in poster.findings if f.code == "qr"]


def test_a_link_too_long_for_any_code_is_left_out_and_told() -> None:
    assert make_qr("https://example.com/" + "é" * 3000) is None
    content = FULL.model_copy(update={"link": "https://example.com/" + "a" * 1100})
    document = PosterDocument(template="launch", language="zh", content=content)
    poster = compose(document, PORTRAIT, Inputs(), pdf=False)
    assert "qr" in {found.code for found in poster.findings}
    assert not [m for m in poster.placed.marks if isinstance(m, QrMark)]


def test_the_pdf_is_exact_searchable_and_the_same_each_time() -> None:
    size = PosterFormat(id="print", width=496, height=702, dpi=60)
    first, second = (rendered("event", size, pdf=True).pdf for _ in range(2))
    assert first is not None
    assert first == second
    page = PdfReader(io.BytesIO(first)).pages[0]
    assert float(page.mediabox.width) == pytest.approx(496 / 60 * 72, abs=0.01)
    assert float(page.mediabox.height) == pytest.approx(702 / 60 * 72, abs=0.01)
    text = page.extract_text()
    assert "2999" in text
    assert not any("\u2f00" <= char <= "\u2fd5" for char in text), "radicals in place of Han"


def test_missing_characters_are_told() -> None:
    content = PosterContent(headline="A \U000e0100\U0001fadf B")
    document = PosterDocument(template="event", language="en", content=content)
    poster = compose(document, PosterFormat(id="s", width=300, height=300), Inputs(), pdf=False)
    missing = FontBook().face(TypeStyle(FontBook().stack())).shape("\U0001fadf").missing
    assert ("glyphs" in {found.code for found in poster.findings}) == bool(missing)
