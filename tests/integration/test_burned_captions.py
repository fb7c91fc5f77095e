"""Captions and words on video: broken well, timed right, and always inside the frame."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from pipelines.documents.shot import Box, Caption, CaptionStyle, TextLayer, Watermark
from pipelines.documents.timing import TimedWord
from pipelines.graphics.captions import caption_face, caption_pages, draw_page
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.graphics.video_text import label_bitmap, text_bitmap

SIZE, FPS = (540, 960), 30
STYLE = CaptionStyle()
TEXTS = [
    "现在下单，第二杯半价，还送限量玻璃杯一只",
    "Only eighteen hours of slow brewing gives you this",
    "这是一条特别特别长的字幕，讲的是一款来自云南高海拔庄园的阿拉比卡咖啡豆，经过十八个小时低温慢萃",
    "😀 今天喝 cold brew 冷萃咖啡 🎉",
    "مرحبا بالعالم هذا اختبار للنص",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "好",
]


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook()


def spoken(text: str, seconds_each: float = 0.2) -> Caption:
    """A caption whose Han characters and words are said one after another."""
    words = [
        TimedWord(
            text=found.group(),
            start=i * seconds_each,
            end=(i + 0.9) * seconds_each,
            first=found.start(),
            last=found.end(),
        )
        for i, found in enumerate(re.finditer(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]+", text))
    ]
    end = max(2, round(len(words) * seconds_each * FPS))
    return Caption(text=text, start=0, end=end, words=tuple(words))


@pytest.mark.parametrize("text", TEXTS)
def test_every_page_fits_and_nothing_is_lost(text: str, book: FontBook) -> None:
    face = caption_face(STYLE, book)
    pages = caption_pages(spoken(text), STYLE, face, SIZE, FPS)
    assert pages[0].start == 0 and pages[-1].end == spoken(text).end
    assert all(before.end == after.start for before, after in pairwise(pages))
    shown = "".join(line for page in pages for line in page.lines)
    letters = [char for char in text if char.isalnum()]
    assert [char for char in shown if char.isalnum()] == letters
    for page in pages:
        assert len(page.lines) <= 2
        bitmap = draw_page(page, STYLE, face, SIZE)
        rows, columns = np.nonzero(bitmap.plain[..., 3] > 200)  # letters and their stroke
        assert columns.max() - columns.min() <= 0.84 * SIZE[0] + 2
        assert bitmap.x + columns.min() >= 0.06 * SIZE[0]
        assert bitmap.y + rows.min() >= 0 and bitmap.y + rows.max() < 0.96 * SIZE[1]


def test_chinese_lines_break_between_words_and_drop_the_comma_at_their_end(book: FontBook) -> None:
    face = caption_face(STYLE, book)
    (page,) = caption_pages(spoken(TEXTS[0]), STYLE, face, SIZE, FPS)
    assert page.lines == ("现在下单，第二杯半价", "还送限量玻璃杯一只")


def test_the_word_being_said_is_lit(book: FontBook) -> None:
    caption = Caption(
        text="Slow brewed coffee",
        start=0,
        end=60,
        words=(
            TimedWord(text="Slow", start=0.0, end=0.4, first=0, last=4),
            TimedWord(text="brewed", start=0.5, end=1.0, first=5, last=11),
            TimedWord(text="coffee", start=1.0, end=1.6, first=12, last=18),
        ),
    )
    face = caption_face(STYLE, book)
    (page,) = caption_pages(caption, STYLE, face, SIZE, FPS)
    said = [page.lines[one.line][one.first : one.last] for one in page.lit]
    assert said == ["Slow", "brewed", "coffee"]
    assert [one.start for one in page.lit] == [0, 15, 30]
    bitmap = draw_page(page, STYLE, face, SIZE)
    lefts = [area[0] for area in bitmap.areas]
    assert lefts == sorted(lefts)
    for left, top, right, bottom in bitmap.areas:
        lit = bitmap.lit[top:bottom, left:right].reshape(-1, 4).astype(int)
        yellow = (lit[:, 0] > 220) & (lit[:, 2] < 120) & (lit[:, 3] > 250)
        assert yellow.sum() > 50
        plain = bitmap.plain[top:bottom, left:right].reshape(-1, 4).astype(int)
        assert np.array_equal(plain[:, 3], lit[:, 3])  # only the colour differs


def test_words_are_found_even_when_their_ranges_belong_to_another_text(book: FontBook) -> None:
    caption = Caption(
        text="order now",
        start=0,
        end=30,
        words=(TimedWord(text="now", start=0.5, end=0.9, first=40, last=43),),
    )
    (page,) = caption_pages(caption, STYLE, caption_face(STYLE, book), SIZE, FPS)
    assert [page.lines[0][one.first : one.last] for one in page.lit] == ["now"]


STYLES = ("headline", "subhead", "price", "button", "lower_third")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", [*TEXTS, "¥19.9 起", "Dr. Who\nTime Lord", "很长" * 60])
def test_words_stay_inside_the_frame(style: str, text: str, book: FontBook) -> None:
    layer = TextLayer.model_validate(
        {"text": text, "box": Box(x=0.1, y=0.8, w=0.8, h=0.15), "style": style, "fill": "#102a5c"}
    )
    bitmap = text_bitmap(layer, SIZE, book)
    assert bitmap is not None
    rows, columns = np.nonzero(bitmap.rgba[..., 3] > 180)
    assert bitmap.x + columns.min() >= 0 and bitmap.x + columns.max() < SIZE[0]
    assert bitmap.y + rows.min() >= 0 and bitmap.y + rows.max() < SIZE[1]
    premultiplied = bitmap.rgba[..., :3].max(axis=2) <= bitmap.rgba[..., 3]
    assert premultiplied.all()


def test_blank_words_show_nothing(book: FontBook) -> None:
    layer = TextLayer(text="  ", box=Box(x=0.1, y=0.1, w=0.8, h=0.1))
    assert text_bitmap(layer, SIZE, book) is None


@pytest.mark.parametrize("text", ["AI 生成", "AI", "人工智能生成合成内容", "AI-generated content"])
@pytest.mark.parametrize("x", [0.02, 0.7])
def test_the_label_is_as_high_as_its_box_asks(text: str, x: float, book: FontBook) -> None:
    wanted = 0.05 * min(SIZE)
    mark = Watermark(text=text, box=Box(x=x, y=0.02, w=0.28, h=wanted / SIZE[1]))
    bitmap = label_bitmap(mark, SIZE, book)
    bright = bitmap.rgba[..., 0] > 140  # white words on a dark plate
    rows, columns = np.nonzero(bright)
    assert rows.max() - rows.min() + 1 >= wanted - 2
    assert bitmap.x >= 0 and bitmap.x + columns.max() < SIZE[0]
