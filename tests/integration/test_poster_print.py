"""Print files: boxes to the tenth of a millimetre, four inks, black type in black ink alone."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat
from pipelines.generators.poster.print_ready import (
    PrintedPoster,
    PrintPosterParams,
    print_poster,
)
from pipelines.graphics.poster.press_colour import Press, is_black
from pipelines.graphics.poster.qr import reads_back
from pipelines.sdk import InputError
from pipelines.sdk.testing import LocalContext, check_generator

LINK = "https://example.com/p"
DPI = 75
CARD = PosterFormat(id="card", width=438, height=620, dpi=DPI)  # A5
MM = 72 / 25.4


def params(**more: object) -> PrintPosterParams:
    document = PosterDocument(
        template="promotion",
        language="en",
        content=PosterContent(
            brand="Isle",
            headline="Slow summer",
            subhead="Cold brew, steeped for a day",
            call_to_action="Order now",
            fine_print="While stocks last",
            link=LINK,
        ),
    )
    return PrintPosterParams(document=document, format=CARD, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[PrintedPoster, LocalContext]:
    ctx = LocalContext(tmp_path_factory.mktemp("print"))
    return print_poster(params(), ctx), ctx


def page_of(file: Path) -> object:
    return PdfReader(io.BytesIO(file.read_bytes())).pages[0]


def test_the_page_has_bleed_trim_and_marks_where_a_print_shop_looks(printed) -> None:
    poster, ctx = printed
    for asset in (poster.pdf, poster.cmyk_pdf):
        page = page_of(ctx.path(asset))
        trim, bleed, media = page.trimbox, page.bleedbox, page.mediabox  # type: ignore[attr-defined]
        assert float(trim.width) == pytest.approx(438 / DPI * 72, abs=0.05)
        assert float(trim.left - bleed.left) == pytest.approx(3 * MM, abs=0.6)  # whole pixels
        assert float(bleed.left - media.left) == pytest.approx(6 * MM, abs=0.1)
        assert "While stocks last" in " ".join(page.extract_text().split())  # type: ignore[attr-defined]


def test_the_cmyk_page_holds_no_rgb_and_names_its_press(printed) -> None:
    poster, ctx = printed
    reader = PdfReader(io.BytesIO(ctx.path(poster.cmyk_pdf).read_bytes()))
    page = reader.pages[0]
    content = page.get_contents().get_data()  # type: ignore[union-attr]
    assert re.search(rb"\bk\n", content)
    assert not re.search(rb"\d \d?\.?\d+ \d?\.?\d+ (scn|rg)\n", content)
    assert b"0.0000 0.0000 0.0000 1.0000 k" in content, "black type is black ink alone"
    for thing in page["/Resources"]["/XObject"].values():  # type: ignore[index]
        assert thing.get_object()["/ColorSpace"] != "/DeviceRGB"
    for pattern in page["/Resources"].get("/Pattern", {}).values():  # type: ignore[union-attr]
        assert pattern.get_object()["/Shading"]["/ColorSpace"] == "/DeviceCMYK"
    (intent,) = reader.trailer["/Root"]["/OutputIntents"]  # type: ignore[index]
    assert "FOGRA39" in intent.get_object()["/OutputConditionIdentifier"]


def test_the_tiff_has_the_profile_and_black_type_without_colour(printed) -> None:
    poster, ctx = printed
    image = Image.open(ctx.path(poster.cmyk_tiff))
    assert image.mode == "CMYK"
    assert image.info["dpi"] == (DPI, DPI)
    assert len(image.info["icc_profile"]) > 100_000
    inks = np.asarray(image).astype(int)
    assert inks.shape[:2] == (poster.image.meta["height"], poster.image.meta["width"])
    assert inks.sum(axis=2).max() <= 330 * 255 / 100
    pure = (inks[..., :3].sum(axis=2) == 0) & (inks[..., 3] == 255)
    assert pure.mean() > 0.002


def test_the_proof_looks_like_the_poster_and_its_code_still_reads(printed) -> None:
    poster, ctx = printed
    screen = np.asarray(Image.open(ctx.path(poster.image)).convert("RGB")).astype(int)
    proof = np.asarray(Image.open(ctx.path(poster.proof)))
    assert proof.shape == screen.shape
    assert np.abs(proof.astype(int) - screen).mean() < 25
    assert reads_back(np.ascontiguousarray(proof), LINK)


def test_without_bleed_and_inks_it_is_the_plain_page(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    poster = print_poster(params(bleed_mm=0, crop_marks=False, cmyk=False), ctx)
    assert poster.cmyk_pdf is poster.cmyk_tiff is poster.proof is None
    page = page_of(ctx.path(poster.pdf))  # type: ignore[arg-type]
    assert page.mediabox == page.trimbox  # type: ignore[attr-defined]


def test_the_engine_keeps_the_contract(tmp_path: Path) -> None:
    small = PosterFormat(id="small", width=207, height=293, dpi=50)
    check_generator(
        print_poster, params().model_copy(update={"format": small}), LocalContext(tmp_path)
    )


def test_a_press_profile_of_ones_own(tmp_path: Path) -> None:
    rgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with pytest.raises(InputError, match="RGB, not for CMYK"):
        Press(rgb)
    with pytest.raises(InputError, match="cannot be read"):
        Press(b"no profile")
    ctx = LocalContext(tmp_path)
    bad = ctx.save_bytes(b"no profile", "data", ".icc")
    with pytest.raises(InputError, match="profile"):
        print_poster(params(profile=bad), ctx)


def test_what_is_meant_as_black() -> None:
    assert all(map(is_black, ("#000000", "#1a1a1a", "#2b1613")))
    assert not any(map(is_black, ("#8a1010", "#00308f", "#808080", "#ffffff")))
    press = Press()
    assert press.inks(0.05, 0.04, 0.04) == (0, 0, 0, 1)
    assert press.inks(1, 1, 1) == (0, 0, 0, 0)
    cyan, magenta, yellow, _ = press.inks(0.85, 0.1, 0.1)
    assert cyan < 0.2
    assert min(magenta, yellow) > 0.7
