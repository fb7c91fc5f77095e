"""The brief form: filled in, read back, checked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from pipelines.documents.brief import Brief
from studio.ui.campaign.form_page import _examples

FULL = {
    "product": {
        "name": {"zh": "晨屿冷萃", "en": "Morrow Isle Cold Brew"},
        "category": {"zh": "冷萃咖啡", "en": "cold brew coffee"},
        "description": {"en": "black coffee, brewed slowly"},
    },
    "brand": {
        "name": {"en": "Morrow Isle"},
        "slogan": {"en": "Slow brewed. Wide awake."},
        "colours": {"primary": "#0f4c4a", "secondary": "#f3ede2", "accent": "#ef7d3c"},
        "avoid": ["hack"],
    },
    "audience": {"en": "early risers"},
    "pains": [{"zh": "下午犯困", "en": "you crash at three"}],
    "selling_points": [
        {"feature": {"zh": "慢萃", "en": "slow"}, "benefit": {"en": "smooth"}},
        {"feature": {"en": "no sugar"}},
    ],
    "facts": [{"label": {"en": "volume"}, "value": {"zh": "250 毫升", "en": "250 ml"}}],
    "offer": {
        "price": 59.5,
        "original_price": 79,
        "currency": "CNY",
        "starts": "2026-09-01",
        "ends": "2026-09-20",
        "gift": {"en": "a sleeve"},
    },
    "call_to_action": {"zh": "立即尝鲜", "en": "Try it now"},
    "link": "https://morrowisle.example/cold-brew",
    "tone": "playful",
    "languages": ["en", "zh"],
    "channels": ["linkedin", "douyin"],
    "hashtags": [{"zh": "冷萃"}, {"en": "ColdBrew"}],
    "template": "launch",
    "presenter": {"character": "ken"},
    "seed": 7,
}


def type_into(qtbot, widget: QWidget, words: str) -> None:
    widget.setFocus()
    qtbot.keyClicks(widget, words)


def drop(target: QWidget, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(f)) for f in files])
    target.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_brief_comes_back_as_it_went_in(open_window, photo: Path) -> None:
    brief = Brief.model_validate(FULL | {"photos": {"product": [str(photo)], "people": str(photo)}})
    brief.brand.logo = brief.photos.product[0]
    with open_window() as w:
        form = w.window.campaign().form_page.form
        form.show_brief(brief)
        assert form.brief() == brief


def test_what_the_form_does_not_show_is_kept(open_window) -> None:
    with open_window() as w:
        form = w.window.campaign().form_page.form
        form.show_brief(Brief.model_validate(FULL))
        form.fields["product.name"].editor.box("en").setText("Other name")
        brief = form.brief()
        assert brief is not None
        assert brief.product.name.en == "Other name"
        assert brief.brand.colours.secondary == "#f3ede2"
        assert brief.brand.avoid == ["hack"]
        assert brief.seed == 7


def test_a_person_fills_in_the_least_and_gets_a_brief(open_window, qtbot, photo: Path) -> None:
    with open_window() as w:
        page = w.window.campaign().form_page
        form = page.form
        type_into(qtbot, form.fields["product.name"].editor.box("en"), "Cold Brew")
        type_into(qtbot, form.fields["brand.name"].editor.box("en"), "Morrow Isle")
        type_into(qtbot, form.fields["offer.price"].editor, "¥ 1,299.50")
        type_into(qtbot, form.fields["offer.ends"].editor, "2026/9/20")
        qtbot.mouseClick(form.fields["tone"].editor.chip("bold"), Qt.MouseButton.LeftButton)
        qtbot.mouseClick(form.fields["languages"].editor.chip("zh"), Qt.MouseButton.LeftButton)
        drop(form.fields["photos.product"].editor, photo)
        brief = form.brief()
        assert brief is not None
        assert brief.product.name.en == "Cold Brew"
        assert brief.offer.price == 1299.5
        assert str(brief.offer.ends) == "2026-09-20"
        assert (brief.tone, brief.languages) == ("bold", ["en"])
        assert [p.path for p in brief.photos.product] == [str(photo)]
        assert form.fields["product.name"].editor.box("zh").isHidden()


def test_mistakes_stand_beside_their_fields_in_both_languages(open_window, qapp) -> None:
    with open_window() as w:
        page = w.window.campaign().form_page
        form = page.form
        form.show_data(
            FULL
            | {
                "product": {},
                "link": "morrowisle.example",
                "languages": [],
                "brand": {"name": {"en": "M"}, "colours": {"primary": "teal"}},
                "offer": {"starts": "2026-09-20", "ends": "2026-09-01", "price": 1},
            }
        )
        form.fields["selling_points"].editor.show_value([{"benefit": {"en": "only this"}}])
        page.submit()
        told = {path: f.mistake() for path, f in form.fields.items() if f.mistake()}
        assert told == {
            "product.name": "Please fill this in.",
            "link": "A link starts with https:// or http://",
            "languages": "Choose at least one.",
            "brand.colours.primary": "Write the colour as #rrggbb, like #0f4c4a.",
            "offer.ends": "The end is before the start.",
            "selling_points": "Please fill this in.",
        }
        assert page.generate.isEnabled()
        w.ui.tongue.choose("zh")
        qapp.processEvents()
        assert form.fields["offer.ends"].mistake() == "结束日期早于开始日期。"
        form.fields["link"].editor.textEdited.emit("x")
        assert form.fields["link"].mistake() == ""


def test_words_that_are_no_number_are_named(open_window) -> None:
    with open_window() as w:
        form = w.window.campaign().form_page.form
        form.show_data(FULL)
        form.fields["offer.price"].editor.setText("cheap")
        form.fields["offer.starts"].editor.setText("soon")
        assert form.brief() is None
        assert form.fields["offer.price"].mistake() == "This is not a number."
        assert form.fields["offer.starts"].mistake() == "Write the day as 2026-09-01."


def test_anything_may_be_dropped(open_window, tmp_path: Path, photo: Path) -> None:
    words = tmp_path / "notes.png"
    words.write_text("no picture at all", encoding="utf-8")
    brief = tmp_path / "brief.toml"
    brief.write_text('[product]\nname = "Tea"\n[brand]\nname = "Leaf"\n', encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text("[product", encoding="utf-8")
    with open_window() as w:
        page = w.window.campaign().form_page
        photos = page.form.fields["photos.product"]
        drop(page, words, photo)
        assert "notes.png is not a picture" in photos.mistake()
        assert photos.editor.value() == [{"path": str(photo)}]
        drop(page, tmp_path)
        assert len(photos.editor.value()) == 2
        drop(page)
        assert "no file" in photos.mistake()
        drop(page, broken)
        assert "no valid TOML" in page.form._fault_words.text()
        drop(page, brief)
        assert page.form.brief().product.name.en == "Tea"
        assert page.form._fault.isHidden()


def test_rows_are_added_and_taken_away(open_window, qtbot) -> None:
    with open_window() as w:
        points = w.window.campaign().form_page.form.fields["selling_points"].editor
        assert len(points.rows()) == 1
        qtbot.mouseClick(points.add_button, Qt.MouseButton.LeftButton)
        for row, words in zip(points.rows(), ("fast", "light"), strict=True):
            type_into(qtbot, row["feature"].box("en"), words)
        assert points.value() == [{"feature": {"en": "fast"}}, {"feature": {"en": "light"}}]
        qtbot.mouseClick(points._rows[0].remove, Qt.MouseButton.LeftButton)
        assert points.value() == [{"feature": {"en": "light"}}]


def test_every_example_is_offered_by_its_product(open_window) -> None:
    with open_window():
        names = dict(_examples("en"))
        assert "Morrow Isle" in names["brief"]
