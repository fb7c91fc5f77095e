"""The preflight's score: a clean poster has 100, and every fault costs points with a reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from pipelines.documents.brand import BrandRules
from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat
from pipelines.generators.poster.layout import lay_out_poster
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.poster.proofread import check_words
from pipelines.roles import RENDER_POSTER
from pipelines.roles.poster import PosterScore, RenderPosterParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext
from pipelines.workflows.poster_variants import best_variant

SMALL = PosterFormat(id="p", width=414, height=553)


def codes(score: PosterScore) -> set[str]:
    return {reason.code for reason in score.reasons}


def words(content: PosterContent, **rules: object) -> dict[str, str]:
    document = PosterDocument(
        template="promotion",
        language="zh",
        content=content,
        rules=BrandRules(**rules),  # type: ignore[arg-type]
    )
    return {reason.code: reason.message.best("en") for reason in check_words(content, document)}


def test_a_clean_poster_has_full_marks() -> None:
    document = PosterDocument(
        template="promotion",
        language="zh",
        content=PosterContent(brand="岛屿", headline="慢享夏天"),
    )
    score = compose(document, SMALL, Inputs(), pdf=False).score
    assert score.value == 100, score.reasons


def test_wording_the_law_objects_to_costs_points_and_names_the_article() -> None:
    found = words(PosterContent(headline="全国第一的国家级品质"))
    assert "第九条" in found["wording"]
    assert not words(PosterContent(headline="治愈系的下午"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Try northwind today", True),
        ("Try North Wind today", True),
        ("Try Nortwind today", True),
        ("Try Northwind today", False),
        ("NORTHWIND", False),
        ("Northwind's new roast", False),
        ("The northern window", False),
    ],
)
def test_the_brand_is_spelt_as_it_wants(text: str, told: bool) -> None:
    found = words(PosterContent(headline=text), names=["Northwind"])
    assert ("spelling" in found) == told, found


def test_words_to_avoid_and_words_to_use() -> None:
    content = PosterContent(headline="Cheap coffee")
    assert "cheap" in words(content, avoid=["cheap"])["avoid"]
    assert "use" in words(content, use=["slow brewed"])
    assert not words(PosterContent(headline="Slow brewed"), avoid=["cheap"], use=["slow brewed"])


def test_a_tiny_logo_and_a_coarse_photo_in_print_cost_points() -> None:
    logo = QImage(400, 20, QImage.Format.Format_RGB32)
    logo.fill(0xC03020)
    asset = Asset(sha256="0" * 64, kind="image", suffix=".png", size=1)
    document = PosterDocument(
        template="launch",
        language="en",
        content=PosterContent(headline="Open now"),
        logo=asset,
        rules=BrandRules(logo_least=0.2),
    )
    print_size = PosterFormat(id="card", width=620, height=877, dpi=300)
    photo = np.full((60, 40, 3), 0.4, np.float32)
    poster = compose(document, print_size, Inputs(background=photo, logo=logo), pdf=False)
    assert {"logo_small", "resolution"} <= codes(poster.score)
    fine = np.full((900, 640, 3), 0.4, np.float32)
    poster = compose(document, print_size, Inputs(background=fine, logo=logo), pdf=False)
    assert "resolution" not in codes(poster.score)


class Studio(LocalContext):
    """Runs the steps of a workflow at once."""

    def map(self, role: object, params: list[RenderPosterParams], **_: object) -> list[object]:
        assert role is RENDER_POSTER
        return [lay_out_poster(each, self) for each in params]


def test_the_best_of_several_is_the_one_with_the_highest_score(tmp_path: Path) -> None:
    headlines = ("全国第一好喝", "慢享夏天", "国家级品质")
    documents = [
        PosterDocument(template="event", language="zh", content=PosterContent(headline=each))
        for each in headlines
    ]
    size = PosterFormat(id="s", width=207, height=276)
    best = best_variant(Studio(tmp_path), documents, size)  # type: ignore[arg-type]
    assert best.document.content.headline == "慢享夏天"
    assert best.scores[1] == max(best.scores) > best.scores[0]


def noisy(mode: str = "RGB") -> Image.Image:
    """A picture, its upper half red, 120×80."""
    pixels = np.zeros((80, 120, 3), np.uint8)
    pixels[:40] = (220, 30, 30)
    pixels[40:] = (30, 60, 200)
    return Image.fromarray(pixels).convert(mode)


def test_photos_are_read_whatever_they_are_in(tmp_path: Path) -> None:
    from pipelines.graphics.poster.pictures import read_background

    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    noisy().rotate(90, expand=True).save(tmp_path / "turned.jpg", exif=exif)
    noisy("CMYK").save(tmp_path / "cmyk.jpg")
    deep = (np.linspace(0, 65535, 120 * 80).reshape(80, 120)).astype(np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    turned = read_background(tmp_path / "turned.jpg")
    assert turned.shape == (80, 120, 3)
    assert turned[10, 60, 0] > 0.7
    assert turned[70, 60, 0] < 0.3
    assert read_background(tmp_path / "cmyk.jpg")[10, 60, 0] > 0.6
    grey = read_background(tmp_path / "deep.png")
    assert grey[0, 0, 0] < 0.05
    assert grey[40, 60, 0] == pytest.approx(0.5, abs=0.05)
    assert grey[-1, -1, 0] > 0.95


def test_a_torn_photo_and_a_missing_font_are_told_in_one_line(tmp_path: Path) -> None:
    from pipelines.documents.brand import BrandFonts
    from pipelines.sdk import InputError

    ctx = LocalContext(tmp_path)
    noisy().save(tmp_path / "whole.jpg")
    torn = ctx.save_bytes((tmp_path / "whole.jpg").read_bytes()[:700], "image", ".jpg")
    document = PosterDocument(
        template="event", language="en", content=PosterContent(headline="Hi"), background=torn
    )
    with pytest.raises(InputError, match="background picture cannot be used") as told:
        lay_out_poster(RenderPosterParams(document=document, format=SMALL), ctx)
    assert told.value.hint
    document = document.model_copy(
        update={"background": None, "fonts": BrandFonts(heading=["No Such Face"])}
    )
    poster = compose(document, SMALL, Inputs(), pdf=False)
    (note,) = [found for found in poster.findings if found.code == "fonts"]
    assert "No Such Face" in note.message.best("en")
