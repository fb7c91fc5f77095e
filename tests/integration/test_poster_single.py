"""One poster from the command line: words in, every format out, its score and document beside."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat
from pipelines.roles import PRINT_POSTER, RENDER_POSTER, ROLES
from pipelines.sdk.testing import LocalContext
from pipelines.workflows.poster_make import MakePosterParams, make_poster, variants_of
from pipelines.workflows.poster_print import PrintChoice, with_print_size
from studio.app.poster_order import order_from, read_order
from studio.app.poster_price import parted
from studio.cli.main import main
from studio.errors import InputError, NotFoundError, StudioError

BLUE = (0x00, 0xA2, 0xFF)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGC_STUDIO_LANG", "en")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A dark bottle on a pale ground."""
    picture = Image.new("RGB", (300, 400), "#e9e4da")
    ImageDraw.Draw(picture).rounded_rectangle((100, 60, 200, 360), 30, fill="#164a3a")
    picture.save(tmp_path / "bottle.jpg", quality=95)
    return tmp_path / "bottle.jpg"


def poster(tmp_path: Path, *more: str) -> int:
    """``aigc-studio poster …`` with folders of its own."""
    where = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    return main(["poster", *more, *where])


def blue(file: Path) -> int:
    """Pixels of the colour that was chosen by hand."""
    pixels = np.asarray(Image.open(file).convert("RGB")).astype(int)
    return int((np.abs(pixels - BLUE).max(axis=2) < 12).sum())


def test_a_poster_with_everything_beside_it_and_changes_that_survive(
    tmp_path: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["--headline", "Slow summer", "--photo", str(photo), "--price", "$4.50"]
    sizes = ["--formats", "banner,gongzhonghao_square"]
    assert poster(tmp_path, *words, *sizes, "--variants", "2") == 0
    told = capsys.readouterr().out
    assert "banner: score" in told
    assert "variants scored:" in told
    pictures = sorted(out.glob("*.png"))
    assert [p.name.removeprefix("poster-") for p in pictures] == [
        "banner-900x383.png",
        "gongzhonghao_square-500x500.png",
    ]
    score = json.loads((out / "score.json").read_text(encoding="utf-8"))
    assert [each["format"] for each in score["scores"]] == [
        "banner",
        "gongzhonghao_square",
    ]
    assert all(
        reason["message"]["zh"] for each in score["scores"] for reason in each["score"]["reasons"]
    )
    assert len(score["variants"]) == 2
    document = json.loads((out / "poster.json").read_text(encoding="utf-8"))
    assert document["content"]["headline"] == "Slow summer"
    assert document["product"]["sha256"]
    assert not any(blue(picture) for picture in pictures)

    change = {"element": "headline", "colour": "#00a2ff", "dx": 0.01}
    document["overrides"] = {"all": [change]}
    (out / "poster.json").write_text(json.dumps(document), encoding="utf-8")
    other = ["--headline", "Other words", "--template", "promotion"]
    assert poster(tmp_path, *other, *sizes) == 0
    assert all(blue(picture) > 50 for picture in pictures), "made again, and still blue"
    kept = json.loads((out / "poster.json").read_text(encoding="utf-8"))
    assert kept["overrides"]["all"][0]["colour"] == "#00a2ff"
    assert kept["template"] == "promotion"

    own = ["--formats", "gongzhonghao_square", "--headline", "From the document"]
    assert poster(tmp_path, str(out / "poster.json"), *own) == 0
    assert blue(out / "poster-gongzhonghao_square-500x500.png") > 50
    again = json.loads((out / "poster.json").read_text(encoding="utf-8"))
    assert again["content"]["headline"] == "From the document"


def test_a_low_score_is_an_exit_code_a_script_can_see(tmp_path: Path) -> None:
    given = ["--headline", "全国第一", "--formats", "gongzhonghao_square", "--score", "100"]
    assert poster(tmp_path, *given) == 2


def test_a_changed_pack_is_rendered_again_and_an_unchanged_one_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "data" / "templates" / "autumn"
    pack.mkdir(parents=True)
    file = resources.files("assets") / "templates" / "quote_card.json"
    art = {"name": "mesh", "picture": "sky.png"}
    template = {**json.loads(file.read_text(encoding="utf-8")), "id": "mine", "art": art}
    (pack / "mine.json").write_text(json.dumps(template), encoding="utf-8")

    def made(colour: tuple[int, int, int]) -> np.ndarray[Any, Any]:
        cv2.imwrite(str(pack / "sky.png"), np.full((40, 40, 3), colour[::-1], np.uint8))
        given = ["--headline", "Hello", "--template", "autumn/mine"]
        assert poster(tmp_path, *given, "--formats", "gongzhonghao_square") == 0
        picture = tmp_path / "out" / "poster-gongzhonghao_square-500x500.png"
        return np.asarray(Image.open(picture).convert("RGB"))[3, 3]

    assert np.abs(made((20, 120, 200)).astype(int) - (20, 120, 200)).max() < 6
    assert np.abs(made((20, 120, 200)).astype(int) - (20, 120, 200)).max() < 6
    assert np.abs(made((200, 60, 30)).astype(int) - (200, 60, 30)).max() < 6
    from studio.store import Database

    db = Database(tmp_path / "data" / "studio.db")
    row = db.one("SELECT count(*) FROM steps WHERE role = 'poster.render'")
    db.close()
    assert row is not None
    assert row[0] == 2, "two skies, two posters; the second run was remembered"

    (pack / "odd.json").write_text(json.dumps({**template, "id": "odd", "colour": 1}))
    capsys.readouterr()
    assert main(["posters", "--templates", "--data", str(tmp_path / "data")]) == 2
    told = capsys.readouterr()
    assert "autumn/mine" in told.out
    assert "autumn/odd.json: unknown key colour" in told.err
    from studio.app.doctor_templates import check_templates

    _, refused = check_templates(tmp_path / "data")
    assert (refused.state, refused.title.en) == ("warn", "Template autumn/odd.json")


def asked(text: str, folder: Path, name: str = "poster.toml") -> Any:
    (folder / name).write_text(text, encoding="utf-8")
    data, where = read_order(folder / name)
    return order_from(data, where, name)


def test_a_small_file_says_all(tmp_path: Path, photo: Path) -> None:
    order = asked(
        f"""
        template = "menu"
        headline = "今日菜单"
        stats = ["18 小时=慢萃"]
        rows = ["拿铁=¥28", {{ name = "美式", value = "¥22" }}]
        price = "JP¥500"
        photos = ["{photo.name}"]
        background = "studio.image.art"
        prompt = "a warm morning"
        formats = ["a4"]
        [colours]
        primary = "#0f4c4a"
        [[overrides.a4]]
        element = "headline"
        dx = 0.1
        """,
        tmp_path,
    )
    content = order.document.content
    assert (order.document.language, order.document.template) == ("zh", "menu")
    assert [(row.name, row.value) for row in content.rows] == [("拿铁", "¥28"), ("美式", "¥22")]
    assert (content.price, content.currency) == ("500", "JP¥")
    assert order.photos == (photo,)
    assert (order.engine, order.prompt) == ("studio.image.art", "a warm morning")
    assert order.document.overrides["a4"][0].dx == 0.1
    assert order.settings["formats"] == ["a4"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("subhead = 'x'", "headline"),
        ("headline = 'x'\nhedline = 'y'", "unknown key"),
        ("headline = 'x'\nprice = 'cheap'", "is not a number"),
        ("headline = 'x'\nstats = ['eighteen']", "VALUE=LABEL"),
        ("headline = 'x'\nlanguage = 'fr'", "neither zh nor en"),
        ("headline = 'x'\nphotos = ['gone.jpg']", "is not there"),
        ("headline = 'x'\nbackground = 'gone.jpg'", "is no file"),
        ("headline = ", "no valid TOML"),
        ("headline = 'x'\n[[overrides.all]]\nelement = 'ai_label'\nhide = true", "AI label"),
    ],
)
def test_a_mistake_is_told_in_one_line_before_anything_is_made(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises((InputError, NotFoundError)) as error:
        asked(text, tmp_path)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--template", "nosuch"], "nosuch"),
        (["--background", "no.such.engine"], "no.such.engine"),
        (["--formats", "instagrm"], "did you mean 'instagram'"),
        (["--variants", "99"], "1 to 16"),
        (["--print", "cmyk", "--profile", "table.csv"], "profile"),
    ],
)
def test_a_wrong_flag_is_told(
    tmp_path: Path, given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert poster(tmp_path, "--headline", "x", *given) not in (0, 1)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("price", "currency", "wanted"),
    [
        ("¥199", "", ("199", "¥")),
        ("￥199", "", ("199", "¥")),
        ("199", "", ("199", "$")),
        ("199", "JPY", ("199", "JP¥")),
        ("JP¥199", "", ("199", "JP¥")),
        ("1,299.00", "EUR", ("1,299.00", "€")),
    ],
)
def test_prices_as_people_type_them(price: str, currency: str, wanted: tuple[str, str]) -> None:
    assert parted(price, currency, "en") == wanted


class Done:
    """A step that has been done already."""

    def __init__(self, result: Any) -> None:
        self._result = result

    def result(self) -> Any:
        if isinstance(self._result, StudioError):
            raise self._result
        return self._result


class Inline(LocalContext):
    """Runs each step at once, in this process, with the built-in engine of its role."""

    def submit(self, role: Any, params: Any, *, engine: str | None = None, label: str = "") -> Done:
        from pipelines.registry import discover
        from pipelines.registry.discovery import load

        run = load(discover().pick(role.id, engine).call)
        wanted = run.params.model_validate(params.model_dump())
        try:
            made = run(wanted, self)
        except StudioError as error:
            return Done(error)
        fields = ROLES[role.id].outputs.model_fields
        return Done(
            role.outputs.model_validate({k: v for k, v in made.model_dump().items() if k in fields})
        )

    def run(self, role: Any, params: Any, **more: Any) -> Any:
        return self.submit(role, params, **more).result()

    def map(self, role: Any, params: Any, **more: Any) -> list[Any]:
        return [self.run(role, each, **more) for each in params]

    def stage(self, *_: str) -> None: ...

    def expect(self, _: dict[str, int]) -> None: ...

    def note(self, *_: str) -> None: ...


CARD = PosterFormat(id="card", width=354, height=496, dpi=150)
WEB = PosterFormat(id="web", width=240, height=320)


def test_print_files_come_with_every_format_that_is_paper(tmp_path: Path, photo: Path) -> None:
    ctx = Inline(tmp_path / "store")
    torn = ctx.save_bytes(b"no photo", "image", ".jpg")
    document = PosterDocument(
        template="event", language="en", content=PosterContent(headline="Open now")
    )
    params = MakePosterParams(
        document=document,
        photos=(ctx.add(photo, "image"), torn),
        engine="studio.image.art",
        formats=(WEB, CARD),
        pdf=True,
        printing=PrintChoice(inks="cmyk"),
    )
    made = make_poster.run(params, ctx)  # type: ignore[arg-type]  # an inline context
    assert [file.path for file in made.files] == [
        "poster-web-240x320.png",
        "poster-web-240x320.pdf",
        "poster-card-354x496.png",
        "poster-card-354x496.pdf",
        "poster-card-354x496-print.pdf",
        "poster-card-354x496-cmyk.pdf",
        "poster-card-354x496-cmyk.tiff",
        "poster-card-354x496-proof.png",
        "poster.json",
    ]
    assert made.document.product is not None
    assert made.document.background is not None
    assert any("photo 2 was not used" in note.best("en") for note in made.notes)
    assert [each.format for each in made.scores] == ["web", "card"]
    from pipelines.media.labels import read_label

    for file in made.files:  # every one of them tells that it was made by AI
        assert read_label(ctx.path(file.asset)).content_producer == "AIGC-Studio"
    tiff = next(f for f in made.files if f.path.endswith(".tiff"))
    assert Image.open(ctx.path(tiff.asset)).mode == "CMYK"


def test_a4_is_printed_where_no_format_is_paper() -> None:
    assert [f.id for f in with_print_size([WEB], PrintChoice(inks="rgb"))] == ["web", "a4"]
    assert [f.id for f in with_print_size([WEB, CARD], PrintChoice(inks="rgb"))] == ["web", "card"]
    assert [f.id for f in with_print_size([WEB], PrintChoice())] == ["web"]


def test_variants_take_each_template_and_then_other_seeds() -> None:
    document = PosterDocument(
        template="event", language="en", content=PosterContent(headline="Hi"), seed=5
    )
    tried = [(d.template, d.seed) for d in variants_of(document, ("event", "launch"), 3)]
    assert tried == [("event", 5), ("launch", 5), ("event", 106)]
    assert RENDER_POSTER.id != PRINT_POSTER.id
