"""The brief's page: form, examples, files, and the button that starts it all."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QLayout, QMenu, QScrollBar, QVBoxLayout, QWidget

from pipelines.sdk import Language, LocalText
from studio.errors import StudioError
from studio.ui.campaign.form import BriefForm
from studio.ui.campaign.photo_drop import dropped_files
from studio.ui.surroundings import Surroundings
from studio.ui.tokens import SPACE
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import row, scrolling
from studio.ui.widgets.page_head import PageHead
from studio.ui.words import Speaks, said_by_program, text

if TYPE_CHECKING:
    from pipelines.documents.brief import Brief

__all__ = ["FormPage"]

TITLE = text("campaign", "New campaign")
LINE = text("campaign", "One brief becomes copy, posters and a voiced video.")
EXAMPLE = text("campaign", "Load example")
OPEN = text("campaign", "Open brief…")
CLEAR = text("campaign", "Start anew")
GENERATE = text("campaign", "Generate")
BRIEFS = text("campaign", "Briefs")
PROMISE = text("campaign", "Made on this machine. Nothing leaves it.")
INCOMPLETE = text("campaign", "Some fields need your attention.")
STARTING = text("campaign", "Starting…")
KEYS = text("campaign", "Ctrl+Enter")


class FormPage(Speaks, QWidget):
    """Emits :attr:`submitted` with a valid brief."""

    submitted = Signal(object)

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self.form = BriefForm(ui)
        self.setAcceptDrops(True)
        self.example = WordButton(ui.theme, EXAMPLE, "", "spark")
        self.open = WordButton(ui.theme, OPEN, "", "folder")
        self.clear = WordButton(ui.theme, CLEAR, "quiet")
        self.example.clicked.connect(self._offer_examples)
        self.open.clicked.connect(self._ask_for_brief)
        self.clear.clicked.connect(self.form.start_anew)
        head = PageHead(TITLE, LINE, self.clear, self.open, self.example)
        self._area = scrolling(self.form)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self._area, 1)
        box.addWidget(self._bar())
        self.form.edited.connect(self._calm)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("look", "bar")
        self._words = label("caption")
        self.say(self._words.setText, PROMISE)
        keys = label("faint")
        self.say(keys.setText, KEYS)
        self.generate = WordButton(self._ui.theme, GENERATE, "primary", "spark")
        self.generate.setMinimumWidth(150)
        self.generate.clicked.connect(self.submit)
        content: QLayout = row(
            self._words,
            None,
            keys,
            self.generate,
            spacing=12,
            margins=(SPACE["page"], 12, SPACE["page"], 12),
        )
        bar.setLayout(content)
        return bar

    def scroll_bar(self) -> QScrollBar:
        """How far the page is scrolled."""
        return self._area.verticalScrollBar()

    # --- starting -----------------------------------------------------------------------

    def submit(self) -> None:
        """Check the brief, and hand it on if nothing is wrong."""
        if not self.generate.isEnabled():
            return
        brief = self.form.brief()
        if brief is not None:
            self.busy(True)
            self.submitted.emit(brief)
            return
        self._words.setProperty("look", "error")
        self._repolish()
        self.say(self._words.setText, INCOMPLETE)
        if (field := self.form.first_mistake()) is not None:
            inputs = field.editor.inputs()
            if inputs:
                inputs[0].setFocus()
            # The mistakes make the form higher; scroll once it is laid out.
            QTimer.singleShot(0, field, lambda: self._area.ensureWidgetVisible(field, 0, 80))
        else:
            self._area.verticalScrollBar().setValue(0)

    def busy(self, starting: bool) -> None:
        """Whether a brief is on its way."""
        self.generate.setEnabled(not starting)
        self.generate.say(self.generate.setText, STARTING if starting else GENERATE)

    def refuse(self, error: StudioError) -> None:
        """Say why the campaign did not start."""
        self.busy(False)
        self.form.tell_fault(
            "\n".join(said_by_program(words) for words in (error.message, error.hint) if words)
        )
        self._area.verticalScrollBar().setValue(0)

    def _calm(self) -> None:
        self._words.setProperty("look", "caption")
        self._repolish()
        self.say(self._words.setText, PROMISE)

    def _repolish(self) -> None:
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)

    # --- briefs from files --------------------------------------------------------------

    def load_example(self, name: str = "brief") -> None:
        """Fill in a brief that comes with the studio."""
        with as_file(files("assets").joinpath("demo")) as folder:
            self.load(folder / f"{name}.toml")

    def _offer_examples(self) -> None:
        """A menu of the examples, by the names of their products."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, title in _examples(self._ui.tongue.language):
            menu.addAction(title).triggered.connect(lambda _=False, n=name: self.load_example(n))
        menu.popup(self.example.mapToGlobal(self.example.rect().bottomLeft()))

    def _ask_for_brief(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, OPEN(), self._ui.preferences.folder("open"), f"{BRIEFS()} (*.toml)"
        )
        if name:
            self._ui.preferences.remember_folder("open", Path(name).parent)
            self.load(Path(name))

    def load(self, file: Path) -> None:
        """Fill in a brief from a file, or say what is wrong with it."""
        from studio.app.briefs import read_brief

        try:
            self.show_brief(read_brief(file))
        except StudioError as error:
            self.refuse(error)

    def show_brief(self, brief: Brief) -> None:
        """Fill in a brief."""
        self.form.show_brief(brief)
        self._calm()
        self._area.verticalScrollBar().setValue(0)

    # --- what is dropped ----------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Whatever comes is looked at when it is dropped."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A brief is opened, pictures become product photos, the rest gets a friendly line."""
        event.acceptProposedAction()
        data = event.mimeData()
        dropped = dropped_files(data)
        briefs = [f for f in dropped if f.suffix.lower() == ".toml"]
        if briefs:
            self.load(briefs[0])
            return
        photos = self.form.fields["photos.product"]
        if not dropped and data.hasImage():
            dropped = [self._keep_image(data.imageData())]
        photos.editor.take(dropped)
        QTimer.singleShot(0, photos, lambda: self._area.ensureWidgetVisible(photos, 0, 40))

    def _keep_image(self, image: QImage) -> Path:
        """Write a picture that was dragged without a file, from a browser say."""
        folder = self._ui.studio.settings.data / "dropped"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".png", delete=False) as file:
            target = Path(file.name)
        image.save(str(target))
        return target


def _examples(language: Language) -> Iterator[tuple[str, str]]:
    """File and product of each brief that comes with the studio."""
    for item in sorted(files("assets").joinpath("demo").iterdir(), key=lambda i: i.name):
        if item.name.endswith(".toml"):
            data = tomllib.loads(item.read_text(encoding="utf-8"))
            name = data.get("product", {}).get("name", item.name)
            words = LocalText.model_validate(name) if name else None
            yield item.name[:-5], words.best(language) if words else item.name
