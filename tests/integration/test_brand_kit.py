"""The brand kit holds everywhere: its logo suits room and ground, and what breaks it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QColor, QImage

from pipelines.documents.brand import BrandKit, BrandRules, LogoVariants, Photo, rules_of
from pipelines.documents.brief import Brief
from pipelines.documents.poster import Override, PosterContent, PosterDocument, PosterFormat
from pipelines.documents.poster_brand import branded
from pipelines.graphics.poster.compose import Inputs, RenderedPoster, compose, try_layout
from pipelines.graphics.poster.logo import Logo, LogoShape
from pipelines.graphics.poster.marks import LogoMark, QrMark, TextMark, bounds
from pipelines.sdk import Asset
from pipelines.workflows.poster_set import poster_document
from studio.app.brand_kit import read_kit
from studio.errors import InputError, NotFoundError

PORTRAIT = PosterFormat(id="p", width=414, height=553)


def asset(name: str) -> Asset:
    return Asset(sha256=name * 64, kind="image", suffix=".png", size=9)


PLAIN, LIGHT, DARK, FLAT, SIGN = (asset(letter) for letter in "abcde")


def drawn(colour: str, width: int, height: int) -> QImage:
    """A see-through picture with a bar of one colour across its middle."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    for y in range(height // 4, 3 * height // 4):
        for x in range(width):
            image.setPixelColor(x, y, QColor(colour))
    return image


PICTURES = {
    PLAIN.sha256: drawn("#888888", 60, 30),
    LIGHT.sha256: drawn("#102030", 60, 30),
    DARK.sha256: drawn("#ffffff", 60, 30),
    FLAT.sha256: drawn("#102030", 120, 24),
    SIGN.sha256: drawn("#102030", 30, 30),
}


def made(template: str, rules: BrandRules | None = None, **changes: object) -> RenderedPoster:
    document = PosterDocument(
        template=template,
        language="en",
        content=PosterContent(headline="Open now", brand="Isle"),
        logo=PLAIN,
        logos=LogoVariants(on_light=Photo(asset=LIGHT), on_dark=Photo(asset=DARK)),
        rules=rules,
    ).model_copy(update=changes)
    return compose(document, PORTRAIT, Inputs(logos=PICTURES), pdf=False)


def logo(poster: RenderedPoster) -> LogoMark:
    (mark,) = [mark for mark in poster.marks if isinstance(mark, LogoMark)]
    return mark


def reasons(poster: RenderedPoster) -> dict[str, str]:
    return {reason.code: reason.message.best("en") for reason in poster.score.reasons}


@pytest.mark.parametrize(("template", "wanted"), [("launch", DARK), ("event", LIGHT)])
def test_the_logo_for_the_ground_it_stands_on_is_shown(template: str, wanted: Asset) -> None:
    assert logo(made(template)).asset == wanted


def test_without_a_version_for_the_ground_the_plain_one_stays_and_that_it_drowns_is_told() -> None:
    poster = made("launch", logo=LIGHT, logos=LogoVariants())
    assert logo(poster).asset == LIGHT
    assert "can be told from what is behind it" in reasons(poster)["logo_contrast"]
    assert "logo_contrast" not in reasons(made("launch"))


@pytest.mark.parametrize(
    ("width", "height", "page", "wanted"),
    [
        (400, 20, (400, 553), FLAT),  # a low line: the stacked logo's name could not be read
        (300, 90, (400, 553), PLAIN),  # room enough for the whole of it
        (14, 30, (400, 553), SIGN),  # hardly any room: the sign alone
        (300, 40, (900, 383), FLAT),  # a banner is low
    ],
)
def test_the_shape_suits_the_room(
    width: float, height: float, page: tuple[int, int], wanted: Asset
) -> None:
    kit = Logo(PLAIN, 1.1, LogoShape(FLAT, 5.0), LogoShape(SIGN, 1.0), least=0.05)
    chosen, wide, high = kit.fitted(width, height, page)
    assert chosen == wanted
    assert wide <= width + 0.01
    assert high <= max(height, 0.05 * min(page)) + 0.01


def test_the_logo_is_never_smaller_than_the_brand_wants_where_there_is_room() -> None:
    rules = BrandRules(logo_least=0.12)
    assert logo(made("event", rules)).rect.h >= 0.12 * PORTRAIT.width * 0.98
    assert "logo_small" not in reasons(made("event", rules))


@pytest.mark.parametrize("template", ["event", "launch", "promotion"])
def test_clear_space_is_kept(template: str) -> None:
    poster = made(template, BrandRules(logo_clear=0.8))
    free = logo(poster).rect.grown(0.75 * logo(poster).rect.h)
    others = [m for m in poster.marks if isinstance(m, (TextMark, QrMark))]
    assert all(free.overlap(bounds(other)) == 0 for other in others), reasons(poster)
    assert "logo_clear" not in reasons(poster)


def test_what_breaks_the_brand_is_told_with_its_reason() -> None:
    rules = BrandRules(tone="calm", use=["slow"], avoid=["cheap"], logo_least=0.05)
    poster = made(
        "event",
        rules,
        content=PosterContent(headline="Hurry! Cheap!", brand="Isle"),
        overrides={
            "all": (
                Override(element="headline", colour="#ff00c8"),
                Override(element="logo", scale=0.3),
            )
        },
    )
    found = reasons(poster)
    assert "off-brand colour" in found["off_brand"]
    assert "logo too small" in found["logo_small"]
    assert "exclamation marks" in found["tone"] or "does not fit" in found["tone"]
    assert "cheap" in found["avoid"]
    assert "slow" in found["use"]
    assert poster.score.value < 70
    pushed = made(
        "event", rules, overrides={"all": (Override(element="logo", dy=0.06, scale=2.5),)}
    )
    assert "clear space broken" in reasons(pushed)["logo_clear"]


def test_colours_that_belong_to_the_brand_are_no_fault() -> None:
    pink = {"all": (Override(element="headline", colour="#ff00c8"),)}
    assert "off_brand" in reasons(made("event", BrandRules(), overrides=pink))
    own = BrandRules(colours=["#ff00c8"])
    assert "off_brand" not in reasons(made("event", own, overrides=pink))


def test_it_is_linted_before_anything_is_painted() -> None:
    document = PosterDocument(
        template="event",
        language="zh",
        content=PosterContent(headline="家人们速来"),
        rules=BrandRules(tone="professional"),
    )
    _, score = try_layout(document, PORTRAIT)
    assert "tone" in {reason.code for reason in score.reasons}


KIT = """
name = { zh = "晨屿", en = "Morrow Isle" }
logo = "logo.png"
logo_least = 0.06
tone = "calm"
use = ["slow"]
avoid = ["hack"]
more_colours = ["#aabbcc"]
[logos]
on_dark = "white.png"
[colours]
primary = "#0f4c4a"
"""


@pytest.fixture
def kit_file(tmp_path: Path) -> Path:
    for name in ("logo.png", "white.png"):
        picture = Image.new("RGBA", (120, 60))
        ImageDraw.Draw(picture).rectangle((10, 15, 110, 45), fill="white")
        picture.save(tmp_path / name)
    file = tmp_path / "brand.toml"
    file.write_text(KIT, encoding="utf-8")
    return file


def test_a_kit_is_read_from_its_own_file_and_from_a_brief(kit_file: Path) -> None:
    kit = read_kit(kit_file)
    assert kit.tone == "calm"
    assert kit.logos.on_dark is not None
    assert Path(kit.logos.on_dark.path) == kit_file.parent / "white.png"
    whole = kit_file.with_name("brief.toml")
    whole.write_text('[product]\nname = "Cold brew"\n[brand]\nname = "Isle"\n', encoding="utf-8")
    assert read_kit(whole).name.en == "Isle"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "Isle"\ntome = "calm"', "did you mean 'tone'"),
        ('name = "Isle"\ntone = "loud"', "tone"),
        ('name = "Isle"\nlogo = "gone.png"', "is not there"),
        ("name = ", "no valid TOML"),
        ('[colours]\nprimary = "#0f4c4a"', "name"),
    ],
)
def test_a_mistake_in_a_kit_is_told_in_one_line(kit_file: Path, text: str, told: str) -> None:
    kit_file.write_text(text, encoding="utf-8")
    with pytest.raises((InputError, NotFoundError)) as error:
        read_kit(kit_file)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_campaigns_posters_and_a_single_one_get_the_same_brand() -> None:
    kit = BrandKit.model_validate(
        {
            "name": {"zh": "晨屿", "en": "Morrow Isle"},
            "logo": {"asset": PLAIN},
            "logos": {"on_dark": {"asset": DARK}},
            "tone": "calm",
            "avoid": ["hack"],
            "colours": {"primary": "#0f4c4a"},
        }
    )
    brief = Brief.model_validate({"product": {"name": "Cold brew"}, "brand": kit})
    assert brief.tone == "calm", "a brief that names no tone speaks as its brand does"
    campaign = poster_document(brief, None, None)
    plain = PosterDocument(
        template="event", language="en", content=PosterContent(headline="Slow summer")
    )
    single = branded(plain, kit)
    for document in (campaign, single):
        assert (document.logo, document.logos.on_dark) == (PLAIN, Photo(asset=DARK))
        assert document.colours.primary == "#0f4c4a"
        assert document.rules == rules_of(kit)
    assert single.content.brand == "Morrow Isle"


def test_what_a_poster_says_itself_goes_before_the_kit() -> None:
    own = PosterDocument(
        template="event",
        language="en",
        content=PosterContent(headline="Hi", brand="Other"),
        logo=LIGHT,
    )
    kit = BrandKit.model_validate({"name": "Isle", "logo": {"asset": PLAIN}})
    assert (branded(own, kit).logo, branded(own, kit).content.brand) == (LIGHT, "Other")
