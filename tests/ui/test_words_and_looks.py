"""Languages and themes: complete, and switched while the window is open."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import studio.ui
from studio.ui.icons import icon_names, icon_source
from studio.ui.tokens import DARK, LIGHT, contrast
from studio.ui.words import Text, Tongue, counted

ROOT = Path(studio.ui.__file__).parent


def messages(language: str) -> dict[tuple[str, str], ET.Element]:
    tree = ET.parse(ROOT / "languages" / f"{language}.ts")
    found = {}
    for context in tree.getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            found[name, message.findtext("source", "")] = message
    return found


def marked_texts() -> set[tuple[str, str]]:
    """Every text that the sources mark, found without Qt's own tool."""
    import ast

    found = set()
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("text", "counted")
                and all(isinstance(a, ast.Constant) for a in node.args[:2])
            ):
                found.add((node.args[0].value, node.args[1].value))
    return found


def test_every_text_is_translated_and_none_is_left_over() -> None:
    known = messages("zh")
    assert marked_texts() == known.keys()
    for key, message in known.items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, key
        assert "".join(translation.itertext()).strip(), key


def test_the_compiled_files_say_what_the_sources_say(qapp: QApplication) -> None:
    tongue = Tongue(qapp)
    tongue.choose("zh")
    for (context, source), message in messages("zh").items():
        if message.get("numerus") is None:
            assert Text(context, source)() == message.findtext("translation"), source
    tongue.close()


def test_plurals_follow_the_language(qapp: QApplication) -> None:
    posters = counted("board", "%n posters", "", 1)
    tongue = Tongue(qapp)
    tongue.choose("en")
    assert [posters(1), posters(5)] == ["1 poster", "5 posters"]
    tongue.choose("zh")
    assert posters(5) == "5 张海报"
    tongue.close()


def test_the_language_changes_while_the_window_is_open(open_window, qtbot) -> None:
    with open_window() as w:
        w.window.open_page("settings")
        page = w.window.page("settings")
        qtbot.mouseClick(page.language.button("zh"), Qt.MouseButton.LeftButton)
        generate = w.window.campaign().form_page.generate
        qtbot.waitUntil(lambda: generate.text() == "开始生成")
        assert w.window.rail.place("queue").accessibleName() == "队列"
        assert w.ui.preferences.language == "zh"
        qtbot.mouseClick(page.language.button("en"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: generate.text() == "Generate")


def test_the_theme_changes_while_the_window_is_open(open_window, qtbot, qapp) -> None:
    with open_window() as w:
        w.window.open_page("settings")
        page = w.window.page("settings")
        light = w.window.grab().toImage().pixelColor(700, 20)
        assert light == QColor(LIGHT.canvas)
        qtbot.mouseClick(page.theme.button("dark"), Qt.MouseButton.LeftButton)
        dark = w.window.grab().toImage().pixelColor(700, 20)
        assert dark == QColor(DARK.canvas)
        assert w.ui.preferences.theme == "dark"


def test_what_is_wrong_with_a_template_pack_is_shown(open_window, qtbot, data_folder) -> None:
    pack = data_folder / "templates" / "autumn"
    pack.mkdir(parents=True)
    (pack / "odd.json").write_text("{", encoding="utf-8")
    with open_window() as w:
        w.window.open_page("settings")
        card = w.window.page("settings").templates
        qtbot.waitUntil(lambda: "autumn/odd.json" in card.problems.text(), timeout=20_000)
        assert "templates" in card.count.text()
        w.ui.tongue.choose("zh")
        qtbot.waitUntil(lambda: "个模板" in card.count.text())
        assert "autumn/odd.json：" in card.problems.text() or "JSON" in card.problems.text()


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read(palette) -> None:
    """WCAG AA: 4.5 for words, 3 for the edge of the focus."""
    grounds = (palette.canvas, palette.surface, palette.sunken, palette.hover)
    for words in (palette.text, palette.muted):
        assert all(contrast(words, ground) >= 4.5 for ground in grounds)
    assert contrast(palette.faint, palette.canvas) >= 4.5
    assert contrast(palette.faint, palette.surface) >= 4.5
    for words, ground in (
        (palette.on_accent, palette.accent),
        (palette.on_accent, palette.accent_hover),
        (palette.accent_text, palette.accent_soft),
        (palette.accent_text, palette.surface),
        (palette.good, palette.good_soft),
        (palette.warn, palette.warn_soft),
        (palette.bad, palette.bad_soft),
        (palette.bad, palette.surface),
    ):
        assert contrast(words, ground) >= 4.5, (words, ground)
    assert contrast(palette.accent, palette.surface) >= 3


def test_icons_are_one_family() -> None:
    for name in icon_names():
        source = icon_source(name, "#123456").decode()
        ET.fromstring(source)
        assert "currentColor" not in source
        if name != "mark":
            assert 'viewBox="0 0 24 24"' in source
            assert 'stroke-width="1.7"' in source
            assert "#123456" in source


def test_languages_travel_with_the_package() -> None:
    for name in ("zh.qm", "en.qm"):
        assert files("studio.ui.languages").joinpath(name).is_file()
