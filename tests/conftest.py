"""Fixtures for every kind of test."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PLUGINS = Path(__file__).parent / "plugins"
sys.path.insert(0, str(PLUGINS))

_APPLICATION = pytest.StashKey[object]()


def pytest_configure(config: pytest.Config) -> None:
    """One application for all tests, made before anything is collected.

    Graphics would otherwise make a smaller one, which widgets cannot use.
    """
    from PySide6.QtWidgets import QApplication

    config.stash[_APPLICATION] = QApplication.instance() or QApplication([])


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own, whose workers can import the trial engines."""
    inherited = os.environ.get("PYTHONPATH")
    path = [str(PLUGINS), inherited] if inherited else [str(PLUGINS)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    monkeypatch.setenv("AIGC_STUDIO_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def trial_registry():
    """A registry of the trial engines and workflows only."""
    from pipelines.registry import Registry
    from pipelines.registry.build import collect

    manifest = collect(["trial_engines"])
    return Registry(
        {card.id: card for card in manifest.engines},
        {card.id: card for card in manifest.workflows},
    )


@pytest.fixture
def studio_at(data_folder: Path, trial_registry) -> Iterator[Callable]:
    """Start supervisors on the data folder: ``with studio_at() as queue: …``."""
    import contextlib

    from studio.jobs import JobQueue, Supervisor
    from studio.settings import Settings
    from studio.store import Database

    @contextlib.contextmanager
    def start(**changes):
        settings = Settings(data=data_folder, cores=2, **changes)
        db = Database(data_folder / "studio.db")
        try:
            with Supervisor(settings, trial_registry):
                yield JobQueue(db)
        finally:
            db.close()

    yield start
