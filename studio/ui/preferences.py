"""What the window remembers: an INI file in the data folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from studio.ui.theme import ThemeWish
from studio.ui.words import Wish

__all__ = ["Preferences"]


class Preferences:
    """Language, theme, and how the window was left.

    Args:
        data: The data folder.
    """

    def __init__(self, data: Path) -> None:
        self._file = QSettings(str(data / "window.ini"), QSettings.Format.IniFormat)

    def _word(self, key: str, default: str, known: tuple[str, ...]) -> str:
        value = str(self._file.value(key, default))
        return value if value in known else default

    @property
    def language(self) -> Wish:
        """The language wished for."""
        return self._word("language", "system", ("system", "zh", "en"))  # pyright: ignore[reportReturnType]

    @language.setter
    def language(self, value: Wish) -> None:
        self._file.setValue("language", value)

    @property
    def theme(self) -> ThemeWish:
        """The theme wished for."""
        return self._word("theme", "system", ("system", "light", "dark"))  # pyright: ignore[reportReturnType]

    @theme.setter
    def theme(self, value: ThemeWish) -> None:
        self._file.setValue("theme", value)

    @property
    def page(self) -> str:
        """The page that was open."""
        return str(self._file.value("page", "campaign"))

    @page.setter
    def page(self, value: str) -> None:
        self._file.setValue("page", value)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty the first time."""
        value = self._file.value("geometry", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._file.setValue("geometry", value)

    def folder(self, purpose: str) -> str:
        """The folder last used for a purpose (``open``, ``export``, ``photos``), or home."""
        remembered = str(self._file.value(f"folders/{purpose}", ""))
        return remembered if remembered and Path(remembered).is_dir() else str(Path.home())

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Start there the next time."""
        self._file.setValue(f"folders/{purpose}", str(folder))

    def save(self) -> None:
        """Write what has changed."""
        self._file.sync()
