"""All about one asset: facts, what can be done with it, and the recipe it was made by."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from studio.app.studio import Studio
from studio.errors import StudioError
from studio.store import AssetRow
from studio.ui.library.delegate import asset_note
from studio.ui.names import KINDS
from studio.ui.surroundings import Surroundings
from studio.ui.times import file_size
from studio.ui.widgets.buttons import IconButton, WordButton
from studio.ui.widgets.file_menu import COPY, REVEAL, copy_file, reveal
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import FlowLayout, clear, column, row, scrolling
from studio.ui.words import Speaks, text

__all__ = ["AssetDetails"]

OPEN = text("library", "Open")
RECIPE = text("library", "Recipe")
GIVEN = text("library", "This file was given, not made.")
GONE = text("library", "The file is gone. Run its job again: it is made anew.")
CLOSE = text("library", "Hide details")
_LONGEST = 240
"""characters of a value shown; the rest is in the tool tip."""


class _Preview(QWidget):
    """The picture, or the kind's icon."""

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self._path: Any = None
        self._image = QImage()
        self.setFixedHeight(210)
        ui.pictures.ready.connect(self._arrived)

    def show_asset(self, path: Any, shown: bool) -> None:
        self._path = path if shown else None
        self._image = QImage()
        self.setVisible(shown)
        if shown:
            self._image = self._ui.pictures.get(path, 768) or QImage()
        self.update()

    def _arrived(self, path: str, side: int) -> None:
        if self._path is not None and path == str(self._path) and side == 768:
            self._image = self._ui.pictures.get(self._path, 768) or QImage()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Round corners, all of the picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), 10, 10)
        painter.fillPath(shape, self._ui.theme.colour("sunken"))
        if not self._image.isNull():
            room = self.size() - QSize(20, 20)
            size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            at = self.rect().center()
            place = self.rect()
            place.setSize(size)
            place.moveCenter(at)
            painter.drawImage(place, self._image)


class AssetDetails(Speaks, QFrame):
    """Shows the asset chosen in the grid."""

    opened = Signal()
    hidden = Signal()

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(340)
        self._ui = ui
        self.row: AssetRow | None = None
        self._recipe: dict[str, Any] | None = None
        self._preview = _Preview(ui)
        self._name = label("heading", wrap=True)
        self._facts = label("muted", wrap=True)
        close = IconButton(ui.theme, "close", CLOSE, look="small", size=16)
        close.clicked.connect(self.hidden)
        self.open_button = WordButton(ui.theme, OPEN, "primary")
        self.copy_button = WordButton(ui.theme, COPY, "", "copy")
        self.reveal_button = WordButton(ui.theme, REVEAL, "", "folder")
        self.open_button.clicked.connect(self.opened)
        self.copy_button.clicked.connect(self._copy)
        self.reveal_button.clicked.connect(self._reveal)
        tools = FlowLayout(8)
        for button in (self.open_button, self.copy_button, self.reveal_button):
            tools.addWidget(button)
        title = label("heading")
        self.say(title.setText, RECIPE)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(10)
        head = row(spacing=6)
        head.addWidget(self._name, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        page = QWidget()
        page.setLayout(
            column(
                self._preview, column(head, self._facts, spacing=4), tools, 4, title,
                self._steps, None, spacing=14, margins=(18, 18, 14, 18),
            )
        )  # fmt: skip
        self.setLayout(column(scrolling(page), margins=1))

    def show_asset(self, row: AssetRow) -> None:
        """Show another one."""
        self.row, self._recipe = row, None
        self._name.setText(row.name or row.asset.sha256[:12])
        try:
            path = self._ui.studio.folder.path(row.asset)
        except StudioError:
            path = None
        self._preview.show_asset(path, path is not None and row.asset.kind in ("image", "video"))
        for button in (self.open_button, self.copy_button, self.reveal_button):
            button.setEnabled(path is not None)
        self.respoken()
        clear(self._steps)
        self._ui.bridge.ask(self, lambda s: _recipe(s, row), lambda r: self._took(row, r))

    def respoken(self) -> None:
        """Say the facts."""
        if self.row is None:
            return
        asset = self.row.asset
        known = self._ui.studio.folder.holds(asset)
        kind = KINDS[asset.kind]()
        facts = f"{kind} · {asset_note(self.row)} · {file_size(asset.size)}"
        self._facts.setText(facts if known else GONE())
        if self._recipe is not None:
            self._show_recipe(self._recipe)

    def _took(self, row: AssetRow, recipe: dict[str, Any]) -> None:
        if self.row is row:
            self._recipe = recipe
            self._show_recipe(recipe)

    def _show_recipe(self, recipe: dict[str, Any]) -> None:
        clear(self._steps)
        if not recipe["made_by"]:
            self._steps.addWidget(label("muted", GIVEN(), wrap=True))
        for step in recipe["made_by"]:
            self._steps.addWidget(_step_card(step))

    def _copy(self) -> None:
        if self.row is not None:
            copy_file(self._ui.studio.folder.path(self.row.asset), self.row.asset.kind)

    def _reveal(self) -> None:
        if self.row is not None:
            reveal(self._ui.studio.folder.path(self.row.asset))


def _recipe(studio: Studio, row: AssetRow) -> dict[str, Any]:
    from studio.app.assets import recipe_of

    return recipe_of(studio, row)


def _short(value: Any) -> str:
    """A param as a person reads it; assets by the beginning of their hash."""
    if isinstance(value, dict) and "sha256" in value:
        return f"{value.get('kind', '')} {value['sha256'][:10]}"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _step_card(step: dict[str, Any]) -> QFrame:
    """Engine and params of a step."""
    frame = QFrame()
    frame.setProperty("look", "well")
    box = column(spacing=6, margins=(12, 10, 12, 12))
    head = label("label", f"{step['engine']}  {step['version']}", wrap=True)
    box.addWidget(head)
    for name, value in step["params"].items():
        words = _short(value)
        line: QLabel = label("caption", f"{name}: {words[:_LONGEST]}", wrap=True)
        if len(words) > _LONGEST:
            line.setText(line.text() + "…")
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(line)
    frame.setLayout(box)
    return frame
