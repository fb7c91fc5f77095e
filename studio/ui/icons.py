"""The icon set: SVG files of one family, drawn in any colour at any size and density."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

__all__ = ["draw_icon", "icon_names", "icon_source", "make_icon", "make_pixmap"]


def icon_names() -> list[str]:
    """Every icon there is."""
    folder = files("assets").joinpath("icons")
    return sorted(item.name[:-4] for item in folder.iterdir() if item.name.endswith(".svg"))


@cache
def _read(name: str) -> str:
    return files("assets").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


def icon_source(name: str, colour: str) -> bytes:
    """An icon's SVG in a colour (``#rrggbb``).

    Raises:
        FileNotFoundError: There is no such icon.
    """
    return _read(name).replace("currentColor", colour).encode()


def draw_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Paint an icon into a rectangle."""
    renderer = QSvgRenderer(QByteArray(icon_source(name, colour)))
    renderer.render(painter, rect)


def make_pixmap(name: str, colour: str, size: int, density: float) -> QPixmap:
    """An icon as pixels: ``size`` px square at that density."""
    pixmap = QPixmap(QSize(round(size * density), round(size * density)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_icon(painter, name, colour, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return pixmap


def make_icon(name: str, colour: str, disabled: str, size: int, density: float) -> QIcon:
    """An icon for buttons, sharp on screens up to a density."""
    icon = QIcon()
    for sharp in {1.0, density}:
        for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
            icon.addPixmap(make_pixmap(name, tint, size, sharp), mode)
    return icon
