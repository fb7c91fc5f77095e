"""What a campaign has made, laid out to look at, play, copy and hand over."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollBar, QVBoxLayout, QWidget

from studio.errors import StudioError
from studio.store import JobRow
from studio.ui.campaign.copy_card import CopyCard
from studio.ui.campaign.result import Result, ResultFile
from studio.ui.names import LANGUAGES
from studio.ui.surroundings import Surroundings
from studio.ui.times import when
from studio.ui.tokens import SPACE
from studio.ui.viewer.items import ViewItem
from studio.ui.viewer.player import Player
from studio.ui.widgets.buttons import IconButton, Segments, WordButton
from studio.ui.widgets.card import Card
from studio.ui.widgets.file_menu import file_menu
from studio.ui.widgets.gallery import Gallery
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import clear, column, row, scrolling
from studio.ui.widgets.page_head import PageHead
from studio.ui.widgets.tile import Tile
from studio.ui.words import Speaks, counted, text

__all__ = ["Board"]

BACK = text("board", "Back to the brief")
EDIT = text("board", "Edit brief")
AGAIN = text("board", "Make again")
AGAIN_TIP = text("board", "Make another version from the same brief, with other pictures")
EXPORT = text("board", "Export folder…")
POSTERS = text("board", "Posters")
VIDEO = text("board", "Video")
COPY = text("board", "Copy")
N_POSTERS = counted("board", "%n posters", "", 1)
N_TEXTS = counted("board", "%n texts", "", 1)
ONE_VIDEO = text("board", "1 video")
PDF = text("board", "PDF too")
_SIDE = 318
"""px; the column of the video and the notes."""
_TWO_COLUMNS = 660
_THREE_COLUMNS = 1160
"""px of room for the copy."""


class Board(Speaks, QWidget):
    """Shows the result of one job."""

    back = Signal()
    edit = Signal()
    again = Signal()
    export = Signal()
    look = Signal(object, int)
    """Items to look at, and which of them first."""

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self._job: JobRow | None = None
        self._result: Result | None = None
        self.cards: list[CopyCard] = []
        self._columns = 0
        self.player: Player | None = None
        self._head()
        self._notes = QVBoxLayout()
        self._notes.setSpacing(8)
        self._posters = Card(ui.theme, POSTERS, "image")
        self.gallery = Gallery()
        self._posters.add(self.gallery)
        self._posters.body.addStretch(1)
        self._video = Card(ui.theme, VIDEO, "video")
        self._copy_head()
        self._copy = row(spacing=SPACE["xl"])
        left = column(self._posters, self._copy_bar, self._copy, None, spacing=SPACE["xl"])
        self._right = QWidget()
        self._right.setFixedWidth(_SIDE)
        self._right.setLayout(column(self._video, self._notes, None, spacing=16))
        body = row(spacing=SPACE["xl"], margins=(SPACE["page"], 4, SPACE["page"], SPACE["page"]))
        body.addLayout(left, 1)
        body.addWidget(self._right)
        page = QWidget()
        page.setLayout(body)
        self._area = scrolling(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._header)
        box.addWidget(self._area, 1)

    def _head(self) -> None:
        theme = self._ui.theme
        self.back_button = IconButton(theme, "arrow-left", BACK, size=20)
        self.edit_button = WordButton(theme, EDIT, "", "pencil")
        self.again_button = WordButton(theme, AGAIN, "", "retry")
        self.again_button.say(self.again_button.setToolTip, AGAIN_TIP)
        self.export_button = WordButton(theme, EXPORT, "primary", "export")
        for button, signal in (
            (self.back_button, self.back),
            (self.edit_button, self.edit),
            (self.again_button, self.again),
            (self.export_button, self.export),
        ):
            button.clicked.connect(signal)
        tools = (self.edit_button, self.again_button, self.export_button)
        self._header = PageHead(None, None, *tools, before=self.back_button)

    def _copy_head(self) -> None:
        heading = label("title")
        self.say(heading.setText, COPY)
        self.languages = Segments([(key, words) for key, words in LANGUAGES.items()])
        self.languages.chosen.connect(lambda _: self._deal_cards())
        self._copy_bar = QWidget()
        self._copy_bar.setLayout(row(heading, None, self.languages, margins=(2, 8, 0, 0)))

    def scroll_bar(self) -> QScrollBar:
        """How far the page is scrolled."""
        return self._area.verticalScrollBar()

    @property
    def tiles(self) -> list[Tile]:
        """The posters."""
        return self.gallery.tiles

    # --- what is shown --------------------------------------------------------------------

    def show_result(self, job: JobRow, result: Result) -> None:
        """Show what a job has made."""
        self._job, self._result = job, result
        self._header.title.setText(job.title)
        self._show_notes(result)
        self._show_posters(result)
        self._show_video(result)
        self._right.setVisible(result.video() is not None or bool(result.notes))
        languages = list(dict.fromkeys(c.language for c in result.copies))
        self.languages.setVisible(len(languages) > 1)
        if languages:
            own = self._ui.tongue.language
            self.languages.choose(own if own in languages else languages[0])
        self._copy_bar.setVisible(bool(languages))
        self._deal_cards()
        self.respoken()
        self._area.verticalScrollBar().setValue(0)

    def respoken(self) -> None:
        """Say what :meth:`say` cannot."""
        if self._job is None or self._result is None:
            return
        parts = [N_POSTERS(len(self._result.pictures()))] if self._result.pictures() else []
        parts += [ONE_VIDEO()] if self._result.video() else []
        texts = sum(len(c.variants) for c in self._result.copies)
        parts += [N_TEXTS(texts)] if texts else []
        parts += [when(self._job.finished)] if self._job.finished else []
        self._header.line.setText("  ·  ".join(parts))
        for tile, file in zip(self.tiles, self._shown(), strict=True):
            self._name(tile, file)
        self._show_notes(self._result)

    def _show_notes(self, result: Result) -> None:
        clear(self._notes)
        for note in result.notes:
            frame, picture = QFrame(), QLabel()
            frame.setProperty("look", "note")
            self._ui.theme.tint(picture, "info", "accent", 18)
            words = label("caption", note.best(self._ui.tongue.language), wrap=True)
            line = row(spacing=10, margins=(14, 10, 14, 10))
            line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words, 1)
            frame.setLayout(line)
            self._notes.addWidget(frame)

    def _shown(self) -> list[ResultFile]:
        """The posters whose files are there."""
        assert self._result is not None
        folder = self._ui.studio.folder
        return [file for file in self._result.pictures() if folder.holds(file.asset)]

    def _show_posters(self, result: Result) -> None:
        tiles: list[Tile] = []
        for place, file in enumerate(self._shown()):
            meta = file.asset.meta
            size = QSize(int(meta.get("width", 0)), int(meta.get("height", 0)))
            tile = Tile(self._ui, self._ui.studio.folder.path(file.asset), size)
            tile.opened.connect(lambda p=place: self.look.emit(self._items(), p))
            tile.menu_wanted.connect(lambda at, t=tile: self._menu(t, at))
            tiles.append(tile)
        self.gallery.show_tiles(tiles)
        self._posters.setVisible(bool(tiles))

    def _name(self, tile: Tile, file: ResultFile) -> None:
        meta = file.asset.meta
        note = f"{meta['width']} × {meta['height']}" if "width" in meta else ""
        if self._result is not None and self._result.printed(file):
            note = f"{note} · {PDF()}" if note else PDF()
        tile.name(file.title.best(self._ui.tongue.language), note)

    def _items(self) -> list[ViewItem]:
        language = self._ui.tongue.language
        return [
            ViewItem(tile.path, "image", file.title.best(language), str(file.path))
            for tile, file in zip(self.tiles, self._shown(), strict=True)
        ]

    def _menu(self, tile: Tile, at: QPoint) -> None:
        file_menu(self._ui, tile, tile.path, "image", at)

    def _show_video(self, result: Result) -> None:
        file = result.video()
        self._video.setVisible(file is not None)
        if file is None:
            if self.player is not None:
                self.player.close_media()
            return
        try:
            path = self._ui.studio.folder.path(file.asset)
        except StudioError:
            self._video.hide()
            return
        if self.player is None:
            self.player = Player(self._ui.theme, expandable=True)
            self._video.add(self.player)
            self.player.expand_wanted.connect(self._enlarge)
        meta = file.asset.meta
        wide, high = int(meta.get("width", 9)), int(meta.get("height", 16))
        self.player.show_shape(QSize(wide, high), QSize(276, 452))
        self.player.open(path)

    def _enlarge(self) -> None:
        file = self._result.video() if self._result is not None else None
        if file is not None and self.player is not None:
            self.player.pause()
            title = file.title.best(self._ui.tongue.language)
            path = self._ui.studio.folder.path(file.asset)
            self.look.emit([ViewItem(path, "video", title, str(file.path))], 0)

    # --- copy in columns ----------------------------------------------------------------

    def _wanted_columns(self) -> int:
        side = 0 if self._right.isHidden() else _SIDE + 20
        width = self.width() - 72 - side
        return 3 if width >= _THREE_COLUMNS else 2 if width >= _TWO_COLUMNS else 1

    def _deal_cards(self) -> None:
        """Cards of the language chosen, each below the shortest column so far."""
        if self._result is None:
            return
        while (item := self._copy.takeAt(0)) is not None:
            if (box := item.layout()) is not None:
                clear(box)
                box.deleteLater()
        chosen = self.languages.choice()
        shown = [c for c in self._result.copies if c.language == chosen] or list(
            self._result.copies
        )
        self._columns = self._wanted_columns()
        boxes = [column(spacing=SPACE["xl"]) for _ in range(self._columns)]
        heights = [0.0] * self._columns
        self.cards = []
        for copy in shown:
            if not copy.variants:
                continue
            card = CopyCard(self._ui.theme, copy)
            place = heights.index(min(heights))
            boxes[place].addWidget(card)
            # A rough guess is enough to keep the columns alike.
            body = copy.variants[0].body
            heights[place] += 170 + len(body) * (0.55 if copy.language == "zh" else 0.36)
            heights[place] += 20 * body.count("\n")
            self.cards.append(card)
        for box in boxes:
            box.addStretch(1)
            self._copy.addLayout(box, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more columns."""
        super().resizeEvent(event)
        if self._result is not None and self._columns != self._wanted_columns():
            self._deal_cards()

    def leave(self) -> None:
        """Let go of the video."""
        if self.player is not None:
            self.player.close_media()
