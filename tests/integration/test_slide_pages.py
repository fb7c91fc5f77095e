"""PDF pages and pictures become slides with their words; bad files are told and left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from pipelines.documents.storyboard import PhotoVisual, PresenterVisual
from pipelines.generators.footage.page_words import PageLine, read_words
from pipelines.generators.footage.pages import pages
from pipelines.roles.footage import Page, Pages, PagesParams
from pipelines.sdk import Asset, InputError
from pipelines.sdk.testing import LocalContext
from pipelines.workflows.video.slide_show import spoken_page, storyboard_from_slides

Text = tuple[float, float, float, str]
"""x, y (points from below), size, words."""


def pdf(file: Path, texts: Sequence[Sequence[Text]], size: tuple[int, int] = (640, 360)) -> Path:
    """A small PDF with Helvetica on each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids: list[str] = []
    for lines in texts:
        drawn = "\n".join(
            f"BT /F1 {points} Tf {x} {y} Td ({words}) Tj ET" for x, y, points, words in lines
        )
        drawn = f"0.9 0.2 0.2 rg 0 0 40 40 re f 0 g\n{drawn}"
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
        content = len(objects)
        box = f"/MediaBox [0 0 {size[0]} {size[1]}] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {content} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, places = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(data)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode()
    data += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    file.write_bytes(data)
    return file


SLIDES: list[list[Text]] = [
    [(60, 220, 40, "Cold brew"), (60, 20, 9, "Studio Ltd. confidential"), (600, 20, 9, "1")],
    [
        (60, 290, 32, "Why cold"),
        (60, 230, 16, "\u2022 Twelve hours in cold water"),
        (60, 200, 16, "\u2022 Less acid, so that it is gentle even in the early"),
        (72, 181, 16, "morning before breakfast"),
        (60, 150, 16, "\u2022 Ready to drink"),
        (60, 20, 9, "Studio Ltd. confidential"),
        (600, 20, 9, "2"),
    ],
    [(60, 290, 32, "Thank you"), (60, 20, 9, "Studio Ltd. confidential"), (600, 20, 9, "3")],
]


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    return LocalContext(tmp_path)


def read(ctx: LocalContext, *files: Path, most: int = 200) -> Pages:
    assets: tuple[Asset, ...] = tuple(ctx.add(file, "document") for file in files)
    names = tuple(file.name for file in files)
    return pages(PagesParams(files=assets, names=names, long_side=480, most=most), ctx)


def test_pages_keep_their_words_and_look(ctx: LocalContext, tmp_path: Path) -> None:
    done = read(ctx, pdf(tmp_path / "slides.pdf", SLIDES))
    assert [page.title for page in done.pages] == ["Cold brew", "Why cold", "Thank you"]
    assert done.pages[1].points == (
        "Twelve hours in cold water",
        "Less acid, so that it is gentle even in the early morning before breakfast",
        "Ready to drink",
    )
    assert all("confidential" not in page.text for page in done.pages)
    picture = Image.open(ctx.path(done.pages[1].image)).convert("RGB")
    assert picture.size == (480, 270)
    assert picture.getpixel((10, 260)) == pytest.approx((230, 51, 51), abs=4)


def test_pictures_and_pdfs_in_the_order_given(ctx: LocalContext, tmp_path: Path) -> None:
    Image.new("RGB", (1200, 900), (10, 120, 60)).save(tmp_path / "photo.jpg")
    done = read(ctx, tmp_path / "photo.jpg", pdf(tmp_path / "slides.pdf", SLIDES))
    assert [page.number for page in done.pages] == [1, 2, 3, 4]
    assert (done.pages[0].title, done.pages[0].image.meta["width"]) == ("", 480)


def test_too_many_pages_are_told(ctx: LocalContext, tmp_path: Path) -> None:
    done = read(ctx, pdf(tmp_path / "slides.pdf", SLIDES), most=2)
    assert len(done.pages) == 2 and "3 pages; the first 2" in done.notes[0].en


def test_a_bad_file_is_left_out_and_named(ctx: LocalContext, tmp_path: Path) -> None:
    (torn := tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    (office := tmp_path / "talk.pptx").write_bytes(b"PK\x03\x04 and so on")
    (empty := tmp_path / "empty.png").write_bytes(b"")
    (text := tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    good = pdf(tmp_path / "good.pdf", SLIDES[:1])
    done = read(ctx, torn, office, empty, text, good)
    assert [page.title for page in done.pages] == ["Cold brew"]
    told = [note.en for note in done.notes]
    assert len(told) == 4
    for name, words in zip(
        ("torn.pdf", "talk.pptx", "empty.png", "text.png"),
        ("damaged PDF", "save it as PDF", "0 bytes", "not a picture"),
        strict=True,
    ):
        assert any(name in note and words in note for note in told), (name, told)
    with pytest.raises(InputError, match=r"torn\.pdf is a damaged PDF"):
        read(ctx, torn)


def test_a_locked_pdf_says_so(ctx: LocalContext, tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(pdf(tmp_path / "open.pdf", SLIDES)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(InputError, match="locked with a password"):
        read(ctx, tmp_path / "locked.pdf")


def test_a_strip_of_one_pixel_is_a_page_like_any_other(ctx: LocalContext, tmp_path: Path) -> None:
    Image.new("RGB", (1, 20_000), "red").save(tmp_path / "strip.png")
    page = read(ctx, tmp_path / "strip.png").pages[0]
    assert (page.image.meta["width"], page.image.meta["height"]) == (1, 480)


def test_a_title_is_found_without_larger_letters() -> None:
    def line(text: str, top: float) -> PageLine:
        return PageLine(text, 0.03, 0.1, top, top + 0.03)

    plan = [line("Plan", 0.1), line("A. Grind", 0.2), line("B. Steep 1.5 l", 0.23)]
    assert read_words(plan).points == ("Grind", "Steep 1.5 l")
    lines = [line("议程", 0.1), line("• 市场", 0.2), line("• 产品", 0.3)]
    assert read_words(lines).title == "议程" and read_words(lines).points == ("市场", "产品")
    assert read_words([line("一整段话，没有标题。", 0.1)] * 2).title == ""


def page(ctx: LocalContext, number: int, title: str, *points: str) -> Page:
    image = ctx.save_bytes(f"{number}".encode(), "image", ".png", width=16, height=9)
    return Page(
        number=number, image=image, text="\n".join([title, *points]), title=title, points=points
    )


def test_a_page_without_notes_speaks_for_itself(ctx: LocalContext) -> None:
    how = page(ctx, 2, "How it is made", "Grind the beans", "Steep them overnight", "Pour over ice")
    assert spoken_page(how, "en") == [
        "How it is made.",
        "Grind the beans, steep them overnight, and pour over ice.",
    ]
    why = page(ctx, 3, "为什么是冷萃", "低温慢萃", "口感柔和", "开盖即饮")
    assert spoken_page(why, "zh") == ["为什么是冷萃。", "低温慢萃，口感柔和，还有开盖即饮。"]
    long = page(ctx, 4, "", "它在冷水里慢慢泡足十二个小时，所以喝起来没有一点涩味！", "2026")
    assert spoken_page(long, "zh") == ["它在冷水里慢慢泡足十二个小时，所以喝起来没有一点涩味！"]


def test_notes_go_to_their_pages_and_a_presenter_stands_beside(ctx: LocalContext) -> None:
    deck = [page(ctx, 1, "冷萃咖啡"), page(ctx, 2, "为什么", "更柔和"), page(ctx, 3, "谢谢")]
    notes = "## 第 1 页\n大家好，我来讲讲冷萃。\n\n## 3\n谢谢大家！"
    board, told = storyboard_from_slides(deck, notes=notes, presenter="mei")
    assert [[line.text for line in scene.lines] for scene in board.scenes] == [
        ["大家好，我来讲讲冷萃。"],
        ["为什么。", "更柔和。"],
        ["谢谢大家！"],
    ]
    for scene in board.scenes:
        assert isinstance(scene.visual, PresenterVisual) and scene.visual.framing == "inset"
        ground = scene.visual.background
        assert isinstance(ground, PhotoVisual) and ground.fit == "whole"
    assert board.captions.look == "plate"
    assert told == () and board.language == "zh" and board.title == "冷萃咖啡"
    plain, told = storyboard_from_slides(deck, notes="一。\n\n二。\n\n三。\n\n四。")
    assert [scene.lines[0].text for scene in plain.scenes] == ["一。", "二。", "三。"]
    assert isinstance(plain.scenes[0].visual, PhotoVisual)
    assert "up to page 4" in told[0].en and "第 4 页" in told[0].zh
