"""The look in force: light or dark, as the person or the system wishes."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from studio.ui.icons import icon_source, make_icon, make_pixmap
from studio.ui.stylesheet import SHEET_ICONS, stylesheet
from studio.ui.tokens import DARK, FONTS, LIGHT, TYPE, ColourName, Palette

__all__ = ["Theme", "ThemeWish"]

ThemeWish = Literal["system", "light", "dark"]


class Theme(QObject):
    """Applies the tokens to the application and hands out tinted icons.

    Args:
        app: The application to dress.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._sheet_icons = QTemporaryDir()
        self._worn = False
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._tinted: weakref.WeakKeyDictionary[Any, tuple[str, ColourName, int]] = (
            weakref.WeakKeyDictionary()
        )
        self.wish: ThemeWish = "system"
        self.palette: Palette = LIGHT
        app.setStyle("Fusion")
        font = QFont()
        font.setFamilies(list(FONTS))
        font.setPixelSize(TYPE["body"].size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, wish: ThemeWish) -> None:
        """Look like this from now on."""
        self.wish = wish
        scheme = self._app.styleHints().colorScheme()
        dark = wish == "dark" or (wish == "system" and scheme == Qt.ColorScheme.Dark)
        self._dress(DARK if dark else LIGHT)

    def wear(self) -> None:
        """Put the style sheet on, if it is not on yet.

        Widgets made before are styled once; made under a style sheet they would be styled again
        with each change of parent, which doubles the time until the window stands.
        """
        if not self._worn:
            self._worn = True
            self._dress(self.palette)

    def close(self) -> None:
        """Follow the system no more."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._system_changed)
        self.deleteLater()

    def _system_changed(self) -> None:
        if self.wish == "system":
            self.choose("system")

    def _dress(self, palette: Palette) -> None:
        self.palette = palette
        self._icons.clear()
        self._app.setPalette(_qt_palette(palette))
        if self._worn:
            self._app.setStyleSheet(stylesheet(palette, self._write_sheet_icons(palette)))
        for target, (name, colour, size) in list(self._tinted.items()):
            if isValid(target):
                self._put(target, name, colour, size)
        self.changed.emit()

    def _write_sheet_icons(self, palette: Palette) -> str:
        """Style sheets can name files only; returns the folder and its tint as a URL prefix."""
        tint = "dark" if palette.dark else "light"
        for name, colour in SHEET_ICONS:
            path = self._sheet_icons.filePath(f"{tint}-{name}-{colour}.svg")
            Path(path).write_bytes(icon_source(name, palette.colours()[colour]))
        return self._sheet_icons.filePath(tint).replace("\\", "/")

    def colour(self, name: ColourName) -> QColor:
        """A token as Qt's colour."""
        return QColor(self.palette.colours()[name])

    def icon(self, name: str, colour: ColourName = "muted", size: int = 20) -> QIcon:
        """An icon in the colours of now."""
        key = (name, colour, size)
        if key not in self._icons:
            colours = self.palette.colours()
            self._icons[key] = make_icon(
                name, colours[colour], colours["edge"], size, self._app.devicePixelRatio()
            )
        return self._icons[key]

    def pixmap(
        self, name: str, colour: ColourName, size: int, density: float | None = None
    ) -> QPixmap:
        """An icon as pixels, in the colours of now."""
        density = density or self._app.devicePixelRatio()
        return make_pixmap(name, self.palette.colours()[colour], size, density)

    def tint(self, target: Any, name: str, colour: ColourName = "muted", size: int = 20) -> None:
        """Give a button, an action or a label an icon that follows the theme."""
        self._tinted[target] = (name, colour, size)
        self._put(target, name, colour, size)

    def _put(self, target: Any, name: str, colour: ColourName, size: int) -> None:
        if hasattr(target, "setIcon"):
            target.setIcon(self.icon(name, colour, size))
        else:
            target.setPixmap(self.pixmap(name, colour, size))


def _qt_palette(p: Palette) -> QPalette:
    """The tokens as Qt's palette, for what style sheets do not reach."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in {
        role.Window: p.canvas,
        role.WindowText: p.text,
        role.Base: p.surface,
        role.AlternateBase: p.sunken,
        role.Text: p.text,
        role.PlaceholderText: p.faint,
        role.Button: p.surface,
        role.ButtonText: p.text,
        role.ToolTipBase: p.surface,
        role.ToolTipText: p.text,
        role.Highlight: p.accent,
        role.HighlightedText: p.on_accent,
        role.Link: p.accent_text,
        role.Accent: p.accent,
        role.Light: p.surface,
        role.Midlight: p.line,
        role.Mid: p.edge,
        role.Dark: p.edge,
        role.Shadow: p.edge,
    }.items():
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(p.faint))
    return palette
