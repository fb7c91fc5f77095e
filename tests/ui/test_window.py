"""The window as a whole: pages, keys, memory, start and end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from studio.errors import StorageError
from studio.settings import Settings
from studio.ui.application import _check_folder, surroundings
from studio.ui.folder_dialog import FolderDialog
from studio.ui.screenshots.demo_data import paint_poster
from studio.ui.theme import Theme
from studio.ui.viewer.items import ViewItem
from studio.ui.widgets.gallery import justify
from studio.ui.window import PAGES, Window

HEAVY = ("torch", "cv2", "numpy", "scipy", "moviepy", "pipelines.graphics", "PIL")


def test_a_shown_window_has_loaded_nothing_heavy(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from studio.settings import Settings
from studio.ui.application import make_application, surroundings
from studio.ui.window import Window
app = make_application(["t"])
with surroundings(app, Settings(data=Path(sys.argv[1])), supervise=True) as ui:
    window = Window(ui)
    window.show()
    app.processEvents()
    assert window.isVisible()
    heavy = [name for name in {HEAVY!r} if name in sys.modules]
    assert not heavy, heavy
    assert "PySide6.QtMultimedia" not in sys.modules
    window.close()
"""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "data")],
        check=False,
        capture_output=True,
        text=True,
        env=env,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def test_keys_turn_to_the_pages(open_window, qtbot) -> None:
    with open_window() as w:
        for key, digit in zip(
            PAGES, (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), strict=True
        ):
            qtbot.keyClick(w.window, digit, Qt.KeyboardModifier.ControlModifier)
            assert w.window.pages.currentWidget() is w.window.page(key)
            assert w.window.rail.place(key).isChecked()
        qtbot.keyClick(w.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert w.window.page("library").search.hasFocus()


def test_the_window_is_found_as_it_was_left(open_window) -> None:
    with open_window() as w:
        w.window.resize(QSize(1111, 777))
        left = w.window.saveGeometry()
        w.window.open_page("library")
        w.ui.preferences.theme = "dark"
    with open_window() as w:
        assert w.ui.preferences.geometry == left
        assert w.window.size() != QSize(1280, 800)
        assert w.window.pages.currentWidget() is w.window.page("library")
        assert w.ui.preferences.theme == "dark"


def test_everything_that_can_be_used_has_a_name(open_window, qtbot) -> None:
    with open_window(demo=True) as w:
        for key in PAGES:
            w.window.open_page(key)
        qtbot.wait(50)
        unnamed = [
            child
            for child in w.window.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.isVisibleTo(w.window)
            and not child.accessibleName()
            and not getattr(child, "text", str)()
            and not (isinstance(child, QToolButton) and child.objectName().startswith("qt_"))
        ]
        names = [f"{type(c).__name__} in {type(c.parent()).__name__}" for c in unnamed]
        assert not names


def test_closing_leaves_no_threads_and_no_timers(
    qapp: QApplication, data_folder: Path, trial_registry
) -> None:
    import threading

    before = {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}
    for _ in range(3):
        with surroundings(qapp, Settings(data=data_folder), trial_registry) as ui:
            window = Window(ui)
            window.show()
            for key in PAGES:
                window.open_page(key)
            qapp.processEvents()
            window.close()
            window.deleteLater()
    after = {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}
    assert after == before


def test_an_order_that_goes_wrong_is_told_and_the_next_one_runs(open_window, qtbot) -> None:
    with open_window() as w:
        told = []
        w.ui.bridge.failed.connect(told.append)
        w.ui.bridge.ask(w.window, lambda s: 1 / 0)
        answers = []
        w.ui.bridge.ask(w.window, lambda s: s.assets.count(), answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        assert "ZeroDivisionError" in str(told[0])
        assert w.window.toast.isVisible()


def test_an_answer_for_something_deleted_is_dropped(open_window, qtbot, qapp) -> None:
    from shiboken6 import delete

    with open_window() as w:
        owner, answers = QWidget(), []
        w.ui.bridge.ask(owner, lambda s: 1, answers.append)
        delete(owner)
        w.ui.bridge.ask(w.window, lambda s: 2, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        assert answers == [2]


@pytest.mark.skipif(os.name == "nt", reason="a file as data folder is told apart elsewhere")
def test_a_data_folder_that_cannot_be_used_is_explained(
    qapp: QApplication, qtbot, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    error = _check_folder(blocked / "data")
    assert isinstance(error, StorageError)
    theme = Theme(qapp)
    dialog = FolderDialog(theme, error)
    qtbot.addWidget(dialog)
    assert str(blocked) in dialog.what.text()
    assert _check_folder(tmp_path / "good") is None
    theme.close()


def test_a_video_plays_and_stands_still(open_window, qtbot, tmp_path: Path) -> None:
    import imageio_ffmpeg

    film = tmp_path / "film.mp4"
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi",
            "-i", "testsrc2=size=90x160:rate=10:duration=3", "-pix_fmt", "yuv420p", str(film),
        ],
        check=True,
    )  # fmt: skip
    with open_window() as w:
        viewer = w.window.viewer
        viewer.show_items([ViewItem(film, "video", "Film")])
        player = viewer._player
        qtbot.waitUntil(lambda: not player.picture.image.isNull(), timeout=10_000)
        assert (player.picture.image.width(), player.picture.image.height()) == (90, 160)
        qtbot.keyClick(viewer, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: player.position() > 200, timeout=10_000)
        qtbot.keyClick(viewer, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not player.playing)
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)


def test_a_file_that_is_no_film_says_so(open_window, qtbot, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"not a film")
    with open_window() as w:
        viewer = w.window.viewer
        viewer.show_items([ViewItem(film, "video", "Film")])
        qtbot.waitUntil(
            lambda: viewer._player.picture.message == "This file cannot be played.", timeout=10_000
        )


def test_pictures_are_read_off_the_thread_and_kept(open_window, qtbot, tmp_path: Path) -> None:
    file, broken = tmp_path / "a.png", tmp_path / "b.png"
    paint_poster(QSize(900, 300), "#27409b", "A").save(str(file))
    broken.write_bytes(b"no picture")
    with open_window() as w:
        pictures = w.ui.pictures
        assert pictures.get(file, 300) is None
        qtbot.waitUntil(lambda: pictures.get(file, 300) is not None)
        assert pictures.get(file, 300).size() == QSize(300, 100)
        pictures.get(broken, 300)
        qtbot.waitUntil(lambda: pictures.get(broken, 300) is not None)
        assert pictures.get(broken, 300).isNull()


def test_rows_of_a_gallery_fill_the_width() -> None:
    aspects = [0.75, 1.0, 0.5625, 2.35, 0.707]
    rows = justify(aspects, 744, 262, 18)
    assert sum(number for number, _ in rows) == 5
    place = 0
    for number, height in rows[:-1]:
        width = sum(aspects[place : place + number]) * height + 18 * (number - 1)
        assert abs(width - 744) < 1
        place += number
    assert all(150 < height < 400 for _, height in rows)
    assert justify([], 500, 262, 18) == []
