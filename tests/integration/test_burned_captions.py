"""Captions and words on video: broken well, timed right, and always inside the frame."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.documents.shot import Box, Caption, CaptionStyle, TextLayer, Watermark
from pipelines.documents.storyboard import CaptionPlan, Storyboard, StoryScene
from pipelines.documents.timing import TimedWord
from pipelines.documents.video_format import video_format
from pipelines.graphics.caption_looks import LOOKS, draw_caption, look_face, look_pages
from pipelines.graphics.caption_looks.sheet import SAMPLES, TILE, laid, sheet
from pipelines.graphics.caption_pages import safe_box
from pipelines.graphics.captions import CaptionTrack, undrawable
from pipelines.graphics.colour import apca
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.graphics.video_text import label_bitmap, text_bitmap
from pipelines.workflows.video.compile import caption_style

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


Pixels = NDArray[np.uint8]


def styled(look: str, **how: Any) -> CaptionStyle:
    return CaptionStyle.model_validate({"look": look, **how})


def shown(caption: Caption, style: CaptionStyle, book: FontBook, index: int, grey: int) -> Pixels:
    """A frame of one grey with the caption over it."""
    ground = np.full((SIZE[1], SIZE[0], 3), grey, np.uint8)
    page = CaptionTrack([caption], style, SIZE, FPS, book).at(index)
    return ground if page is None else laid(ground, page.drawn, index)


def changed(frame: Pixels, grey: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of pixels that clearly differ from the ground."""
    rows, columns = np.nonzero(np.abs(frame.astype(int) - grey).max(axis=2) > 90)
    return rows, columns


def yellow(frame: Pixels) -> NDArray[np.bool_]:
    red, green, blue = (frame[..., i].astype(int) for i in range(3))
    return (red > 200) & (green > 110) & (blue < 130) & (red - blue > 90)


@pytest.mark.parametrize("text", TEXTS)
def test_every_page_has_two_lines_at_most_and_nothing_is_lost(text: str, book: FontBook) -> None:
    face = look_face(STYLE, book)
    pages = look_pages(spoken(text), STYLE, face, SIZE, FPS)
    assert pages[0].start == 0 and pages[-1].end == spoken(text).end
    assert all(before.end == after.start for before, after in pairwise(pages))
    assert all(len(page.lines) <= 2 for page in pages)
    letters = "".join(line for page in pages for line in page.lines)
    assert [c for c in letters if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("centre_y", [0.0, 1.0])
def test_captions_stay_inside_the_safe_area(look: str, centre_y: float, book: FontBook) -> None:
    safe = Box(x=0.1, y=0.12, w=0.8, h=0.7)
    style = styled(look, centre_y=centre_y, safe=safe)
    for text in (TEXTS[2], TEXTS[3], "very " * 20):
        caption = spoken(text).model_copy(update={"second": "The same once more in English"})
        rows, columns = changed(shown(caption, style, book, caption.end // 2, 128), 128)
        soft = 0.3 * style.size * SIZE[1]  # strokes and shadows may reach a little beyond
        assert columns.min() >= safe.x * SIZE[0] - soft
        assert columns.max() <= (safe.x + safe.w) * SIZE[0] + soft
        assert rows.min() >= safe.y * SIZE[1] - soft
        assert rows.max() <= (safe.y + safe.h) * SIZE[1] + soft


@pytest.mark.parametrize("aspect", ["9:16", "4:5", "1:1", "16:9"])
@pytest.mark.parametrize("position", ["top", "middle", "bottom"])
def test_captions_keep_clear_of_what_platforms_cover(
    aspect: str, position: str, book: FontBook
) -> None:
    form = video_format(aspect, platform="douyin", preview=True)
    plan = CaptionPlan.model_validate({"position": position})
    scenes = [StoryScene(id="one")]
    style = caption_style(Storyboard(title="t", scenes=scenes, captions=plan), form)
    size = form.width, form.height
    caption = spoken(TEXTS[2]).model_copy(update={"second": "The same in English " * 4})
    page = CaptionTrack([caption], style, size, FPS, book).at(9)
    assert page is not None
    frame = laid(np.full((size[1], size[0], 3), 128, np.uint8), page.drawn, 9)
    rows, columns = changed(frame, 128)
    safe = safe_box(style)
    soft = 0.2 * style.size * size[1]
    assert columns.min() >= safe.x * size[0] - soft
    assert columns.max() <= (safe.x + safe.w) * size[0] + soft
    assert rows.min() >= safe.y * size[1] - soft
    assert rows.max() <= (safe.y + safe.h) * size[1] + soft
    middle = {"top": 0.3, "middle": 0.5, "bottom": 0.7}[position]
    assert abs((rows.min() + rows.max()) / 2 / size[1] - middle) < 0.2


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("grey", [235, 20])
def test_every_look_can_be_read_on_light_and_on_dark(look: str, grey: int, book: FontBook) -> None:
    frame = shown(spoken("Slow brewed"), styled(look), book, 11, grey).mean(axis=2)
    row, column = (int(np.median(v)) for v in changed(frame[..., None].repeat(3, 2), grey))
    near = frame[row - 20 : row + 20, column - 60 : column + 60]
    assert np.percentile(near, 97) - np.percentile(near, 3) > 110


def test_the_looks_differ_from_each_other(book: FontBook) -> None:
    frames = {look: shown(spoken("慢萃咖啡"), styled(look), book, 14, 120) for look in LOOKS}
    for one, other in combinations(LOOKS, 2):
        differing = np.abs(frames[one].astype(int) - frames[other]).max(axis=2) > 60
        assert differing.sum() > 800, (one, other)


TIMED = Caption(
    text="Slow brewed coffee",
    start=0,
    end=60,
    words=(
        TimedWord(text="Slow", start=0.0, end=0.4, first=0, last=4),
        TimedWord(text="brewed", start=0.5, end=1.0, first=5, last=11),
        TimedWord(text="coffee", start=1.0, end=1.6, first=12, last=18),
    ),
)


def test_words_are_lit_from_the_frame_they_begin_at(book: FontBook) -> None:
    (page,) = look_pages(TIMED, STYLE, look_face(STYLE, book), SIZE, FPS)
    said = [page.lines[one.line][one.first : one.last] for one in page.lit]
    assert said == ["Slow", "brewed", "coffee"]
    assert [one.start for one in page.lit] == [0, 15, 30]
    assert [one.said for one in page.lit] == [12, 30, 48]


@pytest.mark.parametrize("look", ["stroke", "word_box", "outline_pop"])
def test_the_light_follows_the_words(look: str, book: FontBook) -> None:
    places = [
        float(np.nonzero(yellow(shown(TIMED, styled(look), book, index, 90)))[1].mean())
        for index in (8, 22, 40)
    ]
    assert places[0] + 60 < places[1] < places[2] - 60
    before = shown(TIMED, styled(look), book, 14, 90)
    after = shown(TIMED, styled(look), book, 15, 90)
    assert yellow(before)[:, : SIZE[0] // 2 - 40].any() == yellow(before).any()
    assert np.abs(before.astype(int) - after).max() > 100  # the very frame the word begins at


@pytest.mark.parametrize("look", ["karaoke", "marker"])
def test_colour_grows_from_left_to_right_and_stays(look: str, book: FontBook) -> None:
    amounts = [int(yellow(shown(TIMED, styled(look), book, i, 90)).sum()) for i in (4, 18, 34, 59)]
    assert amounts == sorted(amounts) and amounts[-1] > 2 * amounts[0]


def test_arabic_is_coloured_from_the_right(book: FontBook) -> None:
    frame = shown(spoken("مرحبا بالعالم", 0.5), styled("karaoke"), book, 12, 90)
    columns = np.nonzero(yellow(frame))[1]
    assert columns.min() > SIZE[0] / 2 and columns.size > 50


def test_the_typewriter_shows_letters_when_they_are_said(book: FontBook) -> None:
    def letters(index: int) -> int:
        return int((shown(TIMED, styled("typewriter"), book, index, 128) > 240).all(axis=2).sum())

    counts = [letters(index) for index in (0, 10, 25, 50)]
    assert counts == sorted(counts) and counts[0] < 0.25 * counts[-1]


def test_shadow_letters_brighten_as_they_are_said(book: FontBook) -> None:
    first, last = (shown(TIMED, styled("shadow"), book, i, 60).astype(int) for i in (6, 50))
    assert (last > 235).all(axis=2).sum() > 1.5 * (first > 235).all(axis=2).sum()


@pytest.mark.parametrize("look", LOOKS)
def test_two_languages_stand_one_below_the_other(look: str, book: FontBook) -> None:
    alone = Caption(text="慢萃十八小时", start=0, end=60)
    both = alone.model_copy(update={"second": "Brewed for eighteen hours"})
    style = styled(look, centre_y=0.5)
    page = CaptionTrack([both], style, SIZE, FPS, book).page(30)
    assert page is not None and page.second == ("Brewed for eighteen hours",)
    rows, _ = changed(shown(both, style, book, 30, 128), 128)
    other, _ = changed(shown(alone, style, book, 30, 128), 128)
    assert np.ptp(rows) > np.ptp(other) + 0.5 * style.size * SIZE[1]


def test_a_long_translation_is_shown_on_the_pages_of_its_sentence(book: FontBook) -> None:
    second = "a very long translation that takes many more lines than what it translates " * 2
    caption = spoken("这是一条不太长的字幕，翻译却很长").model_copy(update={"second": second})
    pages = look_pages(caption, STYLE, look_face(STYLE, book), SIZE, FPS)
    assert len(pages) > 1 and all(len(page.second) <= 3 for page in pages)
    assert " ".join(line for page in pages for line in page.second).split() == second.split()


def test_a_word_that_pops_keeps_clear_of_its_neighbours(book: FontBook) -> None:
    style = styled("outline_pop", size=0.05, centre_y=0.5)
    em = style.size * SIZE[1]
    for text in ("for eighteen", "a cold brew"):
        caption = spoken(text, 0.4)
        for word, index in (
            (w, round(w.start * FPS) + step) for w in caption.words for step in range(5)
        ):
            frame = shown(caption, style, book, index, 90)
            lit = yellow(frame).any(axis=0)
            left, right = np.flatnonzero(lit)[[0, -1]]
            white = np.flatnonzero((frame > 200).all(axis=2).any(axis=0))
            others = white[(white < left) | (white > right)]
            assert others.size, word
            assert np.minimum(np.abs(others - left), np.abs(others - right)).min() > 0.2 * em


def test_popping_han_words_stand_as_close_as_ever(book: FontBook) -> None:
    style = styled("outline_pop")
    face = look_face(style, book)
    assert face.shape("慢萃咖啡").width == pytest.approx(4 + 3 * face.style.tracking, abs=0.01)


@pytest.mark.parametrize("share", [0.05, 0.95])
@pytest.mark.parametrize("text", ["Slow brewed coffee, all night", "海岛冷萃慢慢萃取"])
def test_shadow_letters_stand_in_their_own_dark_on_white(
    text: str, share: float, book: FontBook
) -> None:
    """Words not yet said as well as those that are; letters against what is right around them."""
    style = styled("shadow", size=0.05, centre_y=0.5)
    caption = spoken(text, 0.3)
    index = round(caption.end * share)
    on_white = shown(caption, style, book, index, 255).astype(np.float64) / 255
    on_black = shown(caption, style, book, index, 0)
    letters = cv2.erode((on_black > 190).all(axis=2).astype(np.uint8), np.ones((2, 2), np.uint8))
    em = style.size * SIZE[1]
    reach = 2 * round(0.06 * em) + 1
    near = cv2.dilate(letters, np.ones((reach, reach), np.uint8)) > 0
    around = near & (cv2.dilate(letters, np.ones((3, 3), np.uint8)) == 0) & (on_black < 40).all(2)
    fill = np.median(on_white[letters > 0], axis=0)
    assert apca(fill, np.percentile(on_white[around], 75, axis=0)) < -60
    dimmest = np.percentile(on_white[letters > 0], 5, axis=0)
    assert apca(dimmest, np.median(on_white[around], axis=0)) < -60


@pytest.mark.parametrize("size", [0.04, 0.06])
def test_a_word_wider_than_its_line_is_torn_with_hyphens(size: float, book: FontBook) -> None:
    style = CaptionStyle(size=size)
    face = look_face(style, book)
    word = TEXTS[5]
    pages = look_pages(spoken(word), style, face, SIZE, FPS)
    lines = [line for page in pages for line in page.lines]
    assert all(line.endswith("-") for line in lines[:-1]) and not lines[-1].endswith("-")
    assert "".join(line.removesuffix("-") for line in lines) == word
    assert all(len(line.removesuffix("-")) >= 4 for line in lines)
    room = safe_box(style).w * SIZE[0] / (size * SIZE[1])
    assert all(face.width(line) <= room for line in lines)
    for page in pages:
        assert [page.lines[lit.line][lit.first : lit.last] for lit in page.lit] == list(page.lines)


@pytest.mark.parametrize("size", [0.03, 0.05, 0.07, 0.1])
@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example-coffee.com/cold-brew/eighteen_hours",
        "www.example.com",
        "https://onelongnamewithoutanymark.example/x",
    ],
)
def test_a_link_breaks_after_its_marks_and_gets_no_hyphen(
    link: str, size: float, book: FontBook
) -> None:
    style = CaptionStyle(size=size)
    pages = look_pages(spoken(f"Order: {link}"), style, look_face(style, book), SIZE, FPS)
    shown_text = "\n".join(line for page in pages for line in page.lines)
    assert "".join(shown_text.split()) == f"Order:{link}"
    assert not re.search(r"https?:?/?\n|https://\n", shown_text)
    if "onelong" not in link and size < 0.1:  # there no mark is near enough
        assert all(line[-1] in "/.-_:" for line in shown_text.split("\n")[:-1])


def test_emoji_keep_their_colours(book: FontBook) -> None:
    frame = shown(Caption(text="😍", start=0, end=30), STYLE, book, 20, 128).astype(int)
    assert ((frame[..., 0] - frame[..., 2]) > 80).sum() > 100


def test_no_box_is_drawn_for_a_character_that_no_font_has(book: FontBook) -> None:
    plain, strange = Caption(text="咖啡", start=0, end=30), "咖\u0378\U0010fffd啡"
    caption = plain.model_copy(update={"text": strange})
    assert undrawable([caption], STYLE, book) == "\u0378\U0010fffd"
    assert undrawable([plain], STYLE, book) == ""
    for look in LOOKS:
        good, bad = (shown(one, styled(look), book, 20, 90) for one in (plain, caption))
        assert np.array_equal(good, bad), look


@pytest.mark.parametrize("look", ["outline_pop", "typewriter"])
def test_ten_thousand_characters_and_none_at_all(look: str, book: FontBook) -> None:
    style = styled(look)
    long = spoken("很长的一段话，" * 1400)
    track = CaptionTrack([long, Caption(text=" \n ", start=0, end=9)], style, SIZE, FPS, book)
    page = track.at(long.end // 2)
    assert page is not None and len(page.page.lines) <= 2
    empty = CaptionTrack([Caption(text="  ", start=0, end=9)], style, SIZE, FPS, book)
    assert empty.at(3) is None


def test_a_caption_without_word_times_is_simply_shown(book: FontBook) -> None:
    caption = Caption(text="Slow brewed coffee", start=0, end=40)
    for look in LOOKS:
        frame = shown(caption, styled(look), book, 30, 90)
        assert changed(frame, 90)[0].size > 500, look


def test_pages_are_never_timed_by_length_where_words_have_times(book: FontBook) -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    found = list(re.finditer(r"\w+", text))
    words = tuple(  # the first word takes four seconds, all others hurry
        TimedWord(
            text=m.group(),
            start=4 + 0.1 * i if i else 0.0,
            end=4.1 + 0.1 * i,
            first=m.start(),
            last=m.end(),
        )
        for i, m in enumerate(found)
    )
    caption = Caption(text=text, start=0, end=180, words=words)
    pages = look_pages(caption, STYLE, look_face(STYLE, book), SIZE, FPS)
    clock = {word.text: round(word.start * FPS) for word in words}
    assert len(pages) > 1
    assert all(page.start == clock[page.lines[0].split()[0]] for page in pages)


def test_words_are_found_even_when_their_ranges_belong_to_another_text(book: FontBook) -> None:
    caption = Caption(
        text="order now",
        start=0,
        end=30,
        words=(TimedWord(text="now", start=0.5, end=0.9, first=40, last=43),),
    )
    (page,) = look_pages(caption, STYLE, look_face(STYLE, book), SIZE, FPS)
    assert [page.lines[0][one.first : one.last] for one in page.lit] == ["now"]


def test_chinese_lines_break_between_words_and_drop_the_comma_at_their_end(book: FontBook) -> None:
    (page,) = look_pages(spoken(TEXTS[0]), STYLE, look_face(STYLE, book), SIZE, FPS)
    assert page.lines == ("现在下单，第二杯半价", "还送限量玻璃杯一只")


def test_the_sheet_shows_every_sample_on_light_and_on_dark() -> None:
    tile = sheet(["plate"], 0.5)
    width, height = TILE
    assert tile.shape == (2 * height, len(SAMPLES) * width, 3)
    light, dark = tile[:height].mean(), tile[height:].mean()
    assert light > dark + 80


def test_a_bitmap_is_drawn_once_and_parts_stay_within_it(book: FontBook) -> None:
    for look in LOOKS:
        style = styled(look)
        face = look_face(style, book)
        (page,) = look_pages(TIMED, style, face, SIZE, FPS)
        drawn = draw_caption(page, style, face, SIZE, FPS)
        for index in range(page.start, page.end, 3):
            for part in drawn.parts(index):
                rgba = drawn.rgba(part.key)
                assert drawn.rgba(part.key) is rgba
                left, top, right, bottom = part.area or (0, 0, rgba.shape[1], rgba.shape[0])
                assert 0 <= left < right <= rgba.shape[1] and 0 <= top < bottom <= rgba.shape[0]
                assert not any(value % 2 for value in (part.x, part.y, left, top, right, bottom))


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


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", [(0.0, 0.0), (0.6, 0.9), (0.0, 0.9)])
def test_bitmaps_of_words_stay_inside_the_frame_with_their_shades(
    style: str, place: tuple[float, float], book: FontBook
) -> None:
    for size in (SIZE, (270, 480)):
        box = Box(x=place[0], y=place[1], w=0.4, h=0.1)
        layer = TextLayer.model_validate({"text": "慢萃 Slow", "box": box, "style": style})
        bitmap = text_bitmap(layer, size, book)
        assert bitmap is not None and bitmap.x % 2 == 0 and bitmap.y % 2 == 0
        assert bitmap.x >= 0 and bitmap.x + bitmap.rgba.shape[1] <= size[0]
        assert bitmap.y >= 0 and bitmap.y + bitmap.rgba.shape[0] <= size[1]


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
