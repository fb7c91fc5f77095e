"""What a page shows while there is nothing to show: a picture, a line and one thing to do."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.ui.icons import draw_icon
from studio.ui.theme import Theme
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column
from studio.ui.words import Speaks, Text

__all__ = ["EmptyState", "Scene"]

Scene = Literal["queue", "library", "search"]


class _Picture(QWidget):
    """A still life of paper cards, drawn in the colours of the theme."""

    def __init__(self, theme: Theme, scene: Scene) -> None:
        super().__init__()
        self._theme, self._scene = theme, scene
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Width and height in px."""
        return QSize(260, 176)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scene."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.palette.colours()
        painter.translate((self.width() - 260) / 2, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours["accent_soft"]))
        painter.drawEllipse(QPointF(130, 92), 82, 82)
        if self._scene == "queue":
            for place, (width, tint) in enumerate(
                ((0.72, "accent"), (0.4, "spark"), (0.0, "line"))
            ):
                self._ticket(painter, colours, 34 + place * 46, width, tint)
        else:
            self._sheet(painter, colours, QPointF(92, 96), -9, "spark")
            self._sheet(painter, colours, QPointF(160, 92), 7, "accent")
            if self._scene == "search":
                painter.setPen(QPen(QColor(colours["text"]), 5))
                painter.setBrush(QColor(colours["surface"]))
                painter.drawEllipse(QPointF(178, 120), 24, 24)
                painter.drawLine(QPointF(196, 138), QPointF(214, 156))
            else:
                draw_icon(painter, "spark", colours["spark"], QRectF(196, 10, 34, 34))

    def _ticket(
        self, painter: QPainter, colours: dict[str, str], y: float, done: float, tint: str
    ) -> None:
        box = QRectF(44, y, 172, 36)
        painter.setPen(QPen(QColor(colours["line"]), 1.2))
        painter.setBrush(QColor(colours["surface"]))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[tint]))
        painter.drawRoundedRect(QRectF(54, y + 9, 18, 18), 5, 5)
        painter.setBrush(QColor(colours["edge"]))
        painter.drawRoundedRect(QRectF(82, y + 10, 76, 5), 2.5, 2.5)
        painter.setBrush(QColor(colours["sunken"]))
        painter.drawRoundedRect(QRectF(82, y + 22, 120, 5), 2.5, 2.5)
        painter.setBrush(QColor(colours[tint]))
        painter.drawRoundedRect(QRectF(82, y + 22, 120 * done, 5), 2.5, 2.5)

    def _sheet(
        self, painter: QPainter, colours: dict[str, str], centre: QPointF, turn: float, tint: str
    ) -> None:
        painter.save()
        painter.translate(centre)
        painter.rotate(turn)
        painter.setPen(QPen(QColor(colours["line"]), 1.2))
        painter.setBrush(QColor(colours["surface"]))
        painter.drawRoundedRect(QRectF(-38, -54, 76, 108), 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[tint]))
        painter.setOpacity(0.85)
        painter.drawRoundedRect(QRectF(-30, -46, 60, 62), 6, 6)
        painter.setOpacity(1)
        painter.setBrush(QColor(colours["surface"]))
        painter.drawEllipse(QPointF(-4, -14), 15, 15)
        painter.setBrush(QColor(colours["edge"]))
        painter.drawRoundedRect(QRectF(-30, 25, 48, 5), 2.5, 2.5)
        painter.drawRoundedRect(QRectF(-30, 37, 32, 5), 2.5, 2.5)
        painter.restore()


class EmptyState(Speaks, QWidget):
    """Centred: picture, title, line, button.

    Args:
        theme: For the picture.
        scene: Which picture.
        title: What is (not) there.
        line: What a person can do about it.
        action: The button's words, or None.
    """

    acted = Signal()

    def __init__(
        self, theme: Theme, scene: Scene, title: Text, line: Text, action: Text | None = None
    ) -> None:
        super().__init__()
        heading = label("title")
        body = label("muted", size="body", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.setFixedWidth(420)
        self.say(heading.setText, title)
        self.say(body.setText, line)
        box = column(None, _Picture(theme, scene), 12, heading, body, spacing=6)
        box.setAlignment(body, Qt.AlignmentFlag.AlignHCenter)
        if action is not None:
            button = WordButton(theme, action, "primary")
            button.clicked.connect(self.acted)
            box.addSpacing(14)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.setLayout(box)
