"""Fixtures for the window: a real one, on a data folder of its own; leaks fail the test."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from studio.settings import Settings
from studio.ui.application import surroundings
from studio.ui.screenshots.demo_data import DemoData, paint_poster
from studio.ui.surroundings import Surroundings
from studio.ui.window import Window


@dataclass
class Open:
    """An open window, and the jobs its demo data made."""

    window: Window
    ui: Surroundings
    jobs: dict[str, str]


@pytest.fixture
def open_window(qapp: QApplication, qtbot, data_folder: Path, trial_registry) -> Iterator[Callable]:
    """``with open_window() as w: …``; closed in order, and nothing may be left over."""

    @contextlib.contextmanager
    def start(*, supervise: bool = False, demo: bool = False, pictures: Path | None = None):
        before = set(threading.enumerate())
        settings = Settings(data=data_folder, cores=2)
        with surroundings(qapp, settings, trial_registry, supervise=supervise) as ui:
            ui.tongue.choose("en")
            ui.theme.choose("light")
            jobs = DemoData(ui.studio, pictures).fill() if demo else {}
            window = Window(ui)
            window.show()
            window.activateWindow()
            qtbot.waitActive(window)
            qapp.processEvents()
            try:
                yield Open(window, ui, jobs)
            finally:
                window.close()
                window.deleteLater()
                # What was put off is deleted by the event loop; none runs here.
                qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
        left = [t for t in threading.enumerate() if t not in before and not _of_python(t)]
        assert not left, f"threads left over: {left}"
        assert not [w for w in qapp.topLevelWidgets() if isinstance(w, Window)]

    yield start


def _of_python(thread: threading.Thread) -> bool:
    """Python's note of a Qt thread that has ended."""
    return isinstance(thread, threading._DummyThread)


@pytest.fixture
def photo(tmp_path: Path, qapp: QApplication) -> Path:
    """A picture a person might drop."""
    file = tmp_path / "cold brew.png"
    paint_poster(QSize(640, 800), "#0f4c4a", "Cold brew").save(str(file))
    return file
