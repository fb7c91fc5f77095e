"""Words in the language the person chose: Qt Linguist texts that change while the window is open.

``text("queue", "Pause")`` marks a text for the translators and is called to say it;
``Speaks.say(button.setText, PAUSE)`` says it now and again whenever the language changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator
from shiboken6 import isValid

from pipelines.sdk import Language
from studio.errors import StudioError
from studio.told import in_chinese, told

__all__ = [
    "LANGUAGES",
    "Speaks",
    "Text",
    "Tongue",
    "Wish",
    "counted",
    "error_line",
    "said_by_program",
    "text",
]

Wish = Literal["system", "zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


@dataclass(frozen=True)
class Text:
    """A text that can be said in every language of the window."""

    context: str
    source: str

    def __call__(self, n: int = -1, /, **values: object) -> str:
        """Say it now; ``n`` chooses the plural and fills ``%n``, values fill ``{names}``."""
        words = QCoreApplication.translate(self.context, self.source, None, n)
        return words.format(**values) if values else words


def text(context: str, source: str) -> Text:
    """Mark a text for translation (``lupdate`` finds the calls of this name)."""
    return Text(context, source)


def counted(context: str, source: str, comment: str, n: int) -> Text:
    """Mark a text whose words depend on a number; the last two arguments are for ``lupdate``."""
    return Text(context, source)


def _chinese_now() -> bool:
    return QLocale().language() == QLocale.Language.Chinese


def error_line(error: StudioError) -> str:
    """An error in the window's language, on one line."""
    return told(error, "zh" if _chinese_now() else "en")


def said_by_program(words: str) -> str:
    """A message, a hint or the name of a step in the window's language."""
    return in_chinese(words) if _chinese_now() else words


class Tongue(QObject):
    """The language of the application.

    Args:
        app: Where translators are installed; every widget hears of a change.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None
        self.wish: Wish = "system"
        self.language: Language = "en"

    def choose(self, wish: Wish) -> None:
        """Speak this language from now on."""
        system: Language = "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"
        self.wish = wish
        self.language = system if wish == "system" else wish
        QLocale.setDefault(QLocale("zh_CN" if self.language == "zh" else "en_GB"))
        old, new = self._translator, QTranslator(self)
        data = files("studio.ui.languages").joinpath(f"{self.language}.qm").read_bytes()
        # The translator reads from this buffer for as long as it lives.
        self._data = data
        new.load(data)
        if old is not None:
            self._app.removeTranslator(old)
            old.deleteLater()
        self._app.installTranslator(new)
        self._translator = new

    def close(self) -> None:
        """Speak no more."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        self.deleteLater()


class Speaks(_Widget):
    """Mixin for widgets: what was said is said again when the language changes.

    Put it before the Qt class: ``class Card(Speaks, QFrame)``.
    """

    def say(
        self, setter: Callable[[str], Any], words: Text, n: int = -1, /, **values: object
    ) -> None:
        """Set a text now and after each change of language; the last one for a setter counts."""
        said: dict[Any, Any] = self.__dict__.setdefault("_said", {})
        said[setter] = (words, n, values)
        setter(words(n, **values))

    def unsay(self, setter: Callable[[str], Any]) -> None:
        """Forget what a setter said; it will be set by hand from now on."""
        self.__dict__.setdefault("_said", {}).pop(setter, None)

    def respoken(self) -> None:
        """Called after a change of language: set what :meth:`say` cannot (dates, models)."""

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again."""
        if event.type() == QEvent.Type.LanguageChange:
            said: dict[Any, Any] = self.__dict__.get("_said", {})
            for setter, (words, n, values) in list(said.items()):
                owner = getattr(setter, "__self__", None)
                if isinstance(owner, QObject) and not isValid(owner):
                    del said[setter]
                else:
                    setter(words(n, **values))
            self.respoken()
        super().changeEvent(event)
