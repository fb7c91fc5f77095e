"""``python -m studio.ui.screenshots OUT``: every page × look × language × size as PNG."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from pipelines.registry import Registry
from studio.settings import Settings
from studio.ui.application import make_application, surroundings
from studio.ui.campaign.page import CampaignPage
from studio.ui.library.page import LibraryPage
from studio.ui.queue.page import QueuePage
from studio.ui.screenshots.demo_data import DemoData
from studio.ui.surroundings import Surroundings
from studio.ui.window import Window

SIZES = (QSize(1280, 720), QSize(1920, 1080))
Scene = Callable[["Stage"], None]


class Stage:
    """A window with demo data, brought into one scene after another."""

    def __init__(self, app: QApplication, ui: Surroundings, jobs: dict[str, str]) -> None:
        self.app, self.ui, self.jobs = app, ui, jobs
        self.window = Window(ui)

    def settle(self, seconds: float = 0.35) -> None:
        """Let answers, pictures and layouts arrive."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(0.005)

    @property
    def campaign(self) -> CampaignPage:
        """The Campaign page, open."""
        self.window.open_page("campaign")
        return self.window.campaign()

    def form(self) -> None:
        """The example in the form."""
        self.campaign.show_form()
        self.campaign.form_page.load_example()

    def form_end(self) -> None:
        """The lower half of it."""
        self.form()
        self.settle(0.1)
        bar = self.campaign.form_page.scroll_bar()
        bar.setValue(bar.maximum())

    def mistakes(self) -> None:
        """An empty form, submitted."""
        self.campaign.show_form()
        self.campaign.form_page.form.start_anew()
        self.campaign.form_page.submit()

    def progress(self) -> None:
        """A campaign under way."""
        self.campaign.open_job(self.jobs["running"])

    def failed(self) -> None:
        """A campaign that failed."""
        self.campaign.open_job(self.jobs["failed"])

    def board(self) -> None:
        """Results."""
        self.campaign.open_job(self.jobs["done"])
        self.settle(1.0)

    def board_end(self) -> None:
        """The copy below."""
        self.board()
        bar = self.campaign.board.scroll_bar()
        bar.setValue(bar.maximum())

    def viewer(self) -> None:
        """A poster seen closely."""
        self.board()
        self.campaign.board.tiles[0].opened.emit()
        self.settle(0.5)

    def queue(self) -> None:
        """The queue, a failed job chosen."""
        self.window.open_page("queue")
        self.settle(0.2)
        page = self.window.page("queue")
        assert isinstance(page, QueuePage)
        page.choose(self.jobs["failed"])

    def queue_running(self) -> None:
        """The queue, the running job chosen."""
        self.queue()
        page = self.window.page("queue")
        assert isinstance(page, QueuePage)
        page.choose(self.jobs["running"])

    def library(self) -> None:
        """The library, an asset chosen."""
        self.window.open_page("library")
        self.settle(0.6)
        page = self.window.page("library")
        assert isinstance(page, LibraryPage)
        page.search.clear()
        self.settle(0.4)
        rows = [i for i, r in enumerate(page.model.assets) if r.step is not None]
        page.grid.setCurrentIndex(page.model.index(rows[0] if rows else 0))
        self.settle(0.4)

    def nothing(self) -> None:
        """A search that finds nothing."""
        self.library()
        page = self.window.page("library")
        assert isinstance(page, LibraryPage)
        page.search.setText("zebra crossing")
        self.settle(0.6)

    def settings(self) -> None:
        """Settings."""
        self.window.open_page("settings")


SCENES: dict[str, Scene] = {
    "form": Stage.form,
    "form-end": Stage.form_end,
    "mistakes": Stage.mistakes,
    "progress": Stage.progress,
    "failed": Stage.failed,
    "board": Stage.board,
    "board-end": Stage.board_end,
    "viewer": Stage.viewer,
    "queue": Stage.queue,
    "queue-running": Stage.queue_running,
    "library": Stage.library,
    "nothing": Stage.nothing,
    "settings": Stage.settings,
}


def shoot(out: Path, pictures: Path | None, only: set[str], sizes: tuple[QSize, ...]) -> int:
    """Write the pictures; returns how many."""
    app = make_application(["aigc-studio"])
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "AIGC Studio")
        # No engines and no supervisor: the demo jobs stay as they are.
        with surroundings(app, settings, Registry({}, {}), supervise=False) as ui:
            jobs = DemoData(ui.studio, pictures).fill()
            stage = Stage(app, ui, jobs)
            for language in ("zh", "en"):
                ui.tongue.choose(language)
                for theme in ("light", "dark"):
                    ui.theme.choose(theme)
                    for size in sizes:
                        stage.window.resize(size)
                        stage.window.show()
                        for name, scene in SCENES.items():
                            if only and name not in only:
                                continue
                            scene(stage)
                            stage.settle()
                            file = out / f"{name}-{theme}-{language}-{size.width()}.png"
                            stage.window.grab().save(str(file))
                            count += 1
            stage.window.close()
            stage.window.deleteLater()
            app.processEvents()
    return count


def main() -> int:
    """Read the arguments and shoot."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # pictures need no screen
    parser = argparse.ArgumentParser(prog="python -m studio.ui.screenshots")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pictures", type=Path, help="a folder with posters and a video to show")
    parser.add_argument("--only", nargs="*", default=[], choices=list(SCENES))
    parser.add_argument("--width", type=int, choices=[s.width() for s in SIZES])
    args = parser.parse_args()
    sizes = tuple(s for s in SIZES if args.width in (None, s.width()))
    count = shoot(args.out, args.pictures, set(args.only), sizes)
    sys.stdout.write(f"{count} pictures in {args.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
