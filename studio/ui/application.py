"""The desktop application: composition root and way in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pipelines.registry import Registry
from studio.app.studio import Studio
from studio.errors import StudioError
from studio.settings import Settings
from studio.ui.bridge import Bridge
from studio.ui.pictures import Pictures
from studio.ui.preferences import Preferences
from studio.ui.surroundings import Surroundings
from studio.ui.theme import Theme
from studio.ui.window import Window
from studio.ui.words import Tongue

__all__ = ["make_application", "run", "surroundings"]


def make_application(argv: Sequence[str]) -> QApplication:
    """The one QApplication, named and free of foreign Qt plugins."""
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        # opencv-contrib brings a Qt of its own and points every Qt at it.
        if "cv2" in os.environ.get(name, ""):
            os.environ.pop(name)
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(list(argv))
    app.setApplicationName("aigc-studio")
    app.setApplicationDisplayName("AIGC Studio")
    app.setDesktopFileName("aigc-studio")
    return app


@contextlib.contextmanager
def surroundings(
    app: QApplication,
    settings: Settings,
    registry: Registry | None = None,
    *,
    supervise: bool = True,
) -> Iterator[Surroundings]:
    """Everything a window stands in, and its orderly end.

    Raises:
        StorageError: The data folder cannot be used.
    """
    studio = Studio(settings, registry)
    preferences = Preferences(settings.data)
    tongue, theme = Tongue(app), Theme(app)
    bridge, pictures = Bridge(studio), Pictures()
    tongue.choose(preferences.language)
    theme.choose(preferences.theme)
    bridge.start(supervise=supervise)
    try:
        yield Surroundings(studio, bridge, theme, tongue, pictures, preferences)
    finally:
        pictures.close()
        bridge.close()
        preferences.save()
        tongue.close()
        theme.close()
        studio.close()


def _check_folder(data: Path) -> StudioError | None:
    """Why a data folder cannot be used, or None."""
    from pipelines.protocol.asset_folder import write_whole

    try:
        Studio(Settings(data=data)).close()
        probe = data / "writable"
        write_whole(b"", probe)
        probe.unlink(missing_ok=True)
    except StudioError as error:
        return error
    except OSError as error:
        return StudioError(f"{data} cannot be used: {error}", "choose another folder")
    return None


def run(settings: Settings, argv: Sequence[str]) -> int:
    """Show the window until it is closed; returns the exit code.

    A data folder that cannot be used is told, and another one asked for.
    """
    app = make_application(argv)
    while (error := _check_folder(settings.data)) is not None:
        from studio.ui.folder_dialog import ask_for_folder

        chosen = ask_for_folder(app, error)
        if chosen is None:
            return error.exit_code
        settings = replace(settings, data=chosen)
    with surroundings(app, settings) as ui:
        window = Window(ui)
        window.show()
        code = app.exec()
        window.hide()
        window.deleteLater()
        app.processEvents()
    return code
