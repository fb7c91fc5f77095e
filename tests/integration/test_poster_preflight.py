"""Each fault the preflight knows, made on purpose: its reason is read, and costs points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipelines.documents.brand import BrandFonts, BrandRules
from pipelines.documents.poster import (
    Override,
    PosterContent,
    PosterDocument,
    PosterFormat,
    Stat,
)
from pipelines.graphics.photo import open_photo
from pipelines.graphics.poster.compose import Inputs, RenderedPoster, compose
from pipelines.graphics.poster.pictures import read_background
from pipelines.sdk import InputError
from studio.app.briefs import picture_size
from studio.errors import StudioError

SIZE = PosterFormat(id="p", width=414, height=553)
CARD = PosterFormat(id="card", width=414, height=553, dpi=300)
CLEAN = PosterContent(brand="Isle", headline="Slow summer")


def made(
    content: PosterContent = CLEAN,
    *,
    template: str = "event",
    size: PosterFormat = SIZE,
    by_hand: tuple[Override, ...] = (),
    rules: BrandRules | None = None,
    fonts: BrandFonts | None = None,
    language: str = "en",
    **pictures: object,
) -> RenderedPoster:
    document = PosterDocument(
        template=template,
        language=language,  # type: ignore[arg-type]  # zh or en
        content=content,
        overrides={"all": by_hand} if by_hand else {},
        rules=rules,
        fonts=fonts or BrandFonts(),
    )
    return compose(document, size, Inputs(**pictures), pdf=False)  # type: ignore[arg-type]


def reason(poster: RenderedPoster, code: str) -> str:
    """The reason's words; the poster must have lost points by it."""
    found = [each for each in poster.score.reasons if each.code == code]
    assert found, [each.code for each in poster.score.reasons]
    assert found[0].points > 0
    assert found[0].message.zh
    assert poster.score.value < 100
    return found[0].message.best("en")


def product(width: int = 300, height: int = 400) -> np.ndarray:
    """A box cut out, float32 [h, w, 4]."""
    pixels = np.ones((height, width, 4), np.float32)
    pixels[..., :3] = (0.2, 0.35, 0.6)
    return pixels


def test_nothing_is_said_of_a_clean_poster() -> None:
    assert made().score.value == 100


def test_overflow() -> None:
    many = PosterContent(
        brand="Isle",
        kicker="Summer",
        headline="word " * 60,
        subhead="more " * 60,
        price="199",
        stats=[Stat(value=f"{n} hours", label="of slow cold brewing") for n in range(4)],
        call_to_action="Go",
    )
    strip = PosterFormat(id="strip", width=300, height=80)
    poster = made(many, template="christmas", size=strip)
    assert "more words than this format can hold" in reason(poster, "overflow")


def test_words_that_were_cut() -> None:
    long = CLEAN.model_copy(update={"headline": "Slow summer afternoons " * 40})
    poster = made(long)
    assert "cut at the end" in reason(poster, "cut") or "hold" in reason(poster, "overflow")


def test_contrast_under_the_glyphs() -> None:
    """An ink chosen by hand that is nearly the paper's."""
    pale = (Override(element="headline", colour="#f3efe6"),)
    light = np.full((500, 400, 3), 0.95, np.float32)
    poster = made(by_hand=pale, background=light)
    assert "headline: contrast is only Lc" in reason(poster, "contrast")


def test_headline_over_the_hero() -> None:
    """Pushed by hand onto the product."""
    over = (Override(element="headline", dy=0.3, scale=2.2),)
    poster = made(template="promotion", by_hand=over, product=product())
    assert "the headline covers" in reason(poster, "headline_over_hero")


def test_margins_on_a_screen_and_on_paper() -> None:
    edge = (Override(element="headline", dx=-0.065),)
    assert "nearer to the edge than is safe" in reason(made(by_hand=edge), "safe_area")
    assert "5 mm in print" in reason(made(size=CARD, by_hand=edge), "safe_area")


def test_a_code_that_cannot_be_read_from_the_final_pixels() -> None:
    linked = CLEAN.model_copy(update={"link": "https://example.com/a"})
    assert "qr" not in {each.code for each in made(linked).score.reasons}
    tiny = (Override(element="link", scale=0.2),)
    assert "could not be read back" in reason(made(linked, by_hand=tiny), "qr")


def test_a_code_too_pale_for_a_phone() -> None:
    linked = CLEAN.model_copy(update={"link": "https://example.com/a"})
    pale = (Override(element="link", colour="#e0e0e0"),)
    assert "too pale to be scanned" in reason(made(linked, by_hand=pale), "qr")


def test_a_link_too_long_for_a_code() -> None:
    linked = CLEAN.model_copy(update={"link": "https://example.com/" + "a" * 1100})
    assert "too long for a QR code" in reason(made(linked), "qr")


@pytest.mark.parametrize(
    ("headline", "language", "article"),
    [
        ("全国第一的冷萃", "zh", "第九条"),
        ("根治失眠", "zh", "第十六条"),
        ("The best coffee in the world", "en", "FTC"),
    ],
)
def test_wording_with_its_article_exemption_and_evidence(
    headline: str, language: str, article: str
) -> None:
    poster = made(PosterContent(headline=headline), language=language)
    assert article in reason(poster, "wording")
    from pipelines.documents.wording import check_wording

    found = check_wording(headline, language)[0]  # type: ignore[arg-type]  # zh or en
    assert found.exemption.zh
    assert found.evidence.zh


def test_wording_that_is_exempt_is_no_fault() -> None:
    poster = made(PosterContent(headline="最佳饮用温度 4°C"), language="zh")
    assert "wording" not in {each.code for each in poster.score.reasons}


def test_the_brands_spelling() -> None:
    poster = made(PosterContent(headline="Try north wind"), rules=BrandRules(names=["Northwind"]))
    assert "should be “Northwind”" in reason(poster, "spelling")


def test_three_hundred_dpi_at_print_size() -> None:
    coarse = np.full((120, 90, 3), 0.9, np.float32)
    poster = made(size=CARD, background=coarse)
    assert "dpi in print; 300 are wanted" in reason(poster, "resolution")
    on_screen = made(background=coarse)
    assert "resolution" not in {each.code for each in on_screen.score.reasons}
    small = made(template="promotion", size=CARD, product=product(40, 50))
    assert "the product picture has only" in reason(small, "resolution")


def test_a_missing_font() -> None:
    poster = made(fonts=BrandFonts(heading=["No Such Face"]))
    assert "not installed: No Such Face" in reason(poster, "fonts")


def test_characters_no_font_has() -> None:
    poster = made(PosterContent(headline="Hi \U000e0fff\ufdd0there"))
    codes = {each.code for each in poster.score.reasons}
    assert "glyphs" in codes or "\ufdd0" not in str(poster.marks)


# --- photos ---------------------------------------------------------------------------------


def halves(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", size, (30, 60, 200))
    picture.paste((220, 30, 30), (0, 0, size[0], size[1] // 2))
    return picture.convert(mode)


def test_a_corrupt_photo(tmp_path: Path) -> None:
    halves(size=(600, 400)).save(tmp_path / "torn.jpg")
    (tmp_path / "torn.jpg").write_bytes((tmp_path / "torn.jpg").read_bytes()[:900])
    with pytest.raises(InputError, match="damaged or was cut off") as told:
        open_photo(tmp_path / "torn.jpg")
    assert told.value.hint
    (tmp_path / "no.jpg").write_bytes(b"no picture at all")
    with pytest.raises(InputError, match="not a picture"):
        open_photo(tmp_path / "no.jpg")


@pytest.mark.parametrize("suffix", [".jpg", ".tif"])
def test_a_cmyk_photo(tmp_path: Path, suffix: str) -> None:
    halves("CMYK").save(tmp_path / f"ink{suffix}")
    pixels = read_background(tmp_path / f"ink{suffix}")
    above, below = pixels[10, 60], pixels[70, 60]
    assert above[0] > above[2] + 0.3
    assert below[2] > below[0] + 0.3


@pytest.mark.parametrize(("turn", "angle"), [(3, 180), (6, 90), (8, 270)])
def test_a_photo_turned_by_its_camera(tmp_path: Path, turn: int, angle: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    halves().rotate(angle, expand=True).save(tmp_path / "turned.jpg", exif=exif)
    pixels = read_background(tmp_path / "turned.jpg")
    assert pixels.shape == (80, 120, 3)
    assert pixels[10, 60, 0] > pixels[70, 60, 0] + 0.4


def test_a_photo_of_16_bits(tmp_path: Path) -> None:
    deep = np.linspace(0, 65535, 120 * 80).reshape(80, 120).astype(np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    grey = read_background(tmp_path / "deep.png")
    assert grey[0, 0, 0] < 0.05
    assert grey[40, 60, 0] == pytest.approx(0.5, abs=0.05)
    assert grey[-1, -1, 0] > 0.95


def test_a_photo_of_30000_pixels_is_refused_from_its_header(tmp_path: Path) -> None:
    Image.new("1", (30_000, 40)).save(tmp_path / "wide.png")
    with pytest.raises(StudioError, match="20,000 px at most"):
        open_photo(tmp_path / "wide.png")
    with pytest.raises(StudioError, match="wider than 20000"):
        picture_size(tmp_path / "wide.png")
