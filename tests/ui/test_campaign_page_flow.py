"""The Campaign page from the brief to the results, on a real queue."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from test_form import FULL

from pipelines.documents.brief import Brief
from studio.errors import InputError
from studio.ui.campaign.page import folder_name


def start_sum(studio, brief: Brief) -> str:
    """A campaign whose work is a trial workflow."""
    params = {"numbers": [1, 2, 3, 4], "seconds": 0.4}
    return studio.queue.enqueue("workflow", "trial.flow.sum", params, title=brief.product.name.en)


def test_generate_shows_progress_and_can_be_cancelled(open_window, qtbot) -> None:
    with open_window(supervise=True) as w:
        page = w.window.campaign()
        page._start = start_sum
        page.form_page.form.show_data(FULL)
        qtbot.keyClick(w.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: page.currentWidget() is page.progress, timeout=10_000)
        progress = page.progress
        qtbot.waitUntil(lambda: "Squaring" in [s["en"] for s in progress._stages], timeout=20_000)
        assert progress._title.text() == "Morrow Isle Cold Brew"
        qtbot.waitUntil(lambda: progress.bar.value() > 0, timeout=20_000)
        qtbot.mouseClick(progress.cancel, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: progress._is("cancelled"), timeout=20_000)
        assert progress.retry.isVisible() and not progress.cancel.isVisible()
        qtbot.mouseClick(progress.to_brief, Qt.MouseButton.LeftButton)
        assert page.currentWidget() is page.form_page
        assert page.form_page.generate.isEnabled()


def test_a_campaign_that_cannot_start_says_why_on_the_form(open_window, qtbot) -> None:
    def refuse(studio, brief):
        raise InputError("the photo is 30,000 px wide", "scale it down")

    with open_window() as w:
        page = w.window.campaign()
        page._start = refuse
        page.form_page.form.show_data(FULL)
        qtbot.mouseClick(page.form_page.generate, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.form_page.generate.isEnabled)
        assert page.form_page.form._fault_words.text() == (
            "the photo is 30,000 px wide\nscale it down"
        )


def test_a_real_campaign_is_queued_with_its_photos_as_assets(
    open_window, qtbot, photo: Path
) -> None:
    with open_window() as w:
        page = w.window.campaign()
        page.form_page.form.show_data(FULL | {"photos": {"product": [{"path": str(photo)}]}})
        qtbot.mouseClick(page.form_page.generate, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.currentWidget() is page.progress, timeout=10_000)
        job = w.ui.studio.queue.page(("queued",))[0]
        assert job.target == "studio.campaign.make"
        brief = Brief.model_validate(job.params["brief"])
        asset = brief.photos.product[0].asset
        assert asset is not None and w.ui.studio.folder.holds(asset)


@pytest.fixture
def board(open_window, qtbot):
    with open_window(demo=True) as w:
        page = w.window.campaign()
        page.open_job(w.jobs["done"])
        qtbot.waitUntil(lambda: page.currentWidget() is page.board)
        yield w, page


def test_results_are_laid_out_and_opened(board, qtbot) -> None:
    w, page = board
    tiles = page.board.tiles
    assert [tile._title for tile in tiles][:2] == ["Portrait 3:4", "Square 1:1"]
    for tile in tiles:
        shape = (tile.width() / (tile.height() - 46)) / tile.aspect
        assert 0.97 < shape < 1.03
    qtbot.mouseClick(tiles[1], Qt.MouseButton.LeftButton)
    viewer = w.window.viewer
    assert viewer.isVisible() and viewer.item().title == "Square 1:1"
    qtbot.waitUntil(viewer.zoom_view.has_picture)
    fitting = viewer.zoom_view.zoom
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.zoom_view.zoom > fitting
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert viewer.zoom_view.zoom == fitting
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.item().title == "Story 9:16"
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_copy_is_chosen_and_copied(board, qtbot) -> None:
    _, page = board
    card = next(c for c in page.board.cards if c.copy.channel == "xiaohongshu")
    assert card.copy.language == "en"
    qtbot.mouseClick(card.tabs.button("1"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.copy_button, Qt.MouseButton.LeftButton)
    pasted = QGuiApplication.clipboard().text()
    assert pasted.startswith("Slow brewed. Wide awake.")
    assert "#ColdBrew" in pasted
    assert card.copy_button.text() == "Copied"
    qtbot.mouseClick(page.board.languages.button("zh"), Qt.MouseButton.LeftButton)
    assert {c.copy.language for c in page.board.cards} == {"zh"}


def test_the_brief_behind_the_results_is_edited_again(board, qtbot) -> None:
    _, page = board
    qtbot.mouseClick(page.board.edit_button, Qt.MouseButton.LeftButton)
    assert page.currentWidget() is page.form_page
    assert page.form_page.form.brief().product.name.zh == "晨屿冷萃"


def test_make_again_queues_another_version(board, qtbot) -> None:
    w, page = board
    before = w.ui.studio.queue.count("queued")
    qtbot.mouseClick(page.board.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: w.ui.studio.queue.count("queued") == before + 1)
    job = w.ui.studio.queue.page(("queued",))[-1]
    assert job.params["brief"]["seed"] == 2


def test_names_of_folders_work_on_every_system() -> None:
    assert folder_name('A/B: "c"?') == "A B c"
    assert folder_name(" . ") == "campaign"
    assert folder_name("晨屿冷萃") == "晨屿冷萃"
