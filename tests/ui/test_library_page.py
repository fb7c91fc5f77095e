"""The Library page: found, looked at, carried away."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt

from studio.ui.library.page import LibraryPage


def library(w, qtbot) -> LibraryPage:
    w.window.open_page("library")
    page = w.window.page("library")
    qtbot.waitUntil(lambda: page._stack.currentIndex() != 3)
    return page


def test_an_empty_library_leads_to_the_first_campaign(open_window, qtbot) -> None:
    with open_window() as w:
        page = library(w, qtbot)
        assert page._stack.currentWidget() is page.empty
        page.empty.acted.emit()
        assert w.window.pages.currentWidget() is w.window.campaign()


def test_assets_are_found_by_words_and_kind(open_window, qtbot) -> None:
    with open_window(demo=True) as w:
        page = library(w, qtbot)
        everything = page.model.rowCount()
        assert everything == 19
        qtbot.keyClicks(page.search, "Scene 3")
        qtbot.waitUntil(lambda: page.model.rowCount() == 1)
        page.search.clear()
        qtbot.waitUntil(lambda: page.model.rowCount() == everything)
        page.kind.show_value("music")
        page.kind.edited.emit()
        qtbot.waitUntil(lambda: page.model.rowCount() == 1)
        qtbot.keyClicks(page.search, "zebra")
        qtbot.waitUntil(lambda: page._stack.currentWidget() is page.nothing)
        page.nothing.acted.emit()
        qtbot.waitUntil(lambda: page.model.rowCount() == everything)


def test_an_asset_shows_its_recipe_and_opens(open_window, qtbot) -> None:
    with open_window(demo=True) as w:
        page = library(w, qtbot)
        places = [i for i, row in enumerate(page.model.assets) if row.step is not None]
        page.grid.setCurrentIndex(page.model.index(places[0]))
        assert page.details.isVisible()
        qtbot.waitUntil(lambda: page.details._recipe is not None)
        assert page.details._recipe["made_by"][0]["engine"] == "studio.poster.render"
        qtbot.keyClick(page.grid, Qt.Key.Key_Return)
        viewer = w.window.viewer
        assert viewer.isVisible() and viewer.item().kind == "image"
        qtbot.waitUntil(viewer.zoom_view.has_picture)
        texts = [i for i, item in enumerate(viewer._items) if item.kind == "text"]
        viewer.step(texts[0] - viewer._place)
        assert "小红书 文案" in viewer._text.toPlainText()
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)


def test_assets_are_carried_out_as_files(open_window, qtbot) -> None:
    with open_window(demo=True) as w:
        page = library(w, qtbot)
        urls = page.model.mimeData([page.model.index(0)]).urls()
        row = page.model.assets[0]
        assert urls[0].toLocalFile() == str(w.ui.studio.folder.path(row.asset))


def test_what_is_new_comes_first_without_a_jump(open_window, qtbot) -> None:
    with open_window(demo=True) as w:
        page = library(w, qtbot)
        page.grid.setCurrentIndex(page.model.index(3))
        chosen = page._row()
        asset = w.ui.studio.folder.add_bytes(b"brand new", "text", ".txt", {})
        w.ui.studio.assets.put(asset, step=None, name="Brand new")
        qtbot.waitUntil(lambda: page.model.assets[0].name == "Brand new")
        assert page._row() is chosen


def test_a_large_library_comes_page_by_page(open_window, qtbot) -> None:
    with open_window() as w:
        studio = w.ui.studio
        with studio.db.transaction():
            for number in range(300):
                asset = studio.folder.add_bytes(f"{number}".encode(), "text", ".txt", {})
                studio.assets.put(asset, step=None, name=f"Note {number}")
        page = library(w, qtbot)
        qtbot.waitUntil(lambda: page.model.rowCount() >= 120)
        while page.model.canFetchMore(QModelIndex()) or page.model._asking:
            if page.model.canFetchMore(QModelIndex()):
                page.model.fetchMore(QModelIndex())
            qtbot.wait(5)
        names = [row.name for row in page.model.assets]
        assert len(names) == len(set(names)) == 300


def test_a_file_that_is_gone_is_told_not_crashed_on(open_window, qtbot) -> None:
    with open_window(demo=True) as w:
        page = library(w, qtbot)
        row = page.model.assets[0]
        w.ui.studio.folder.path(row.asset).unlink()
        page.grid.setCurrentIndex(page.model.index(0))
        assert "gone" in page.details._facts.text()
        assert not page.details.open_button.isEnabled()
        page.grid.grab()


def test_columns_share_the_width(open_window, qtbot) -> None:
    with open_window(demo=True) as w:
        page = library(w, qtbot)
        for width in (1024, 1280, 1700):
            w.window.resize(QSize(width, 800))
            qtbot.wait(30)
            cell, room = page.grid.gridSize().width(), page.grid.viewport().width()
            assert room % cell < 40, (width, cell, room)
