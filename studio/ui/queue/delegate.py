"""How a job looks in the list: icon, title, state, stage, bar, time to go."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.store import JobRow
from studio.ui.names import STATES
from studio.ui.queue.model import JOB
from studio.ui.surroundings import Surroundings
from studio.ui.times import how_long, time_to_go, when
from studio.ui.tokens import TYPE, ColourName
from studio.ui.widgets.paint import draw_line
from studio.ui.words import said_by_program, text

__all__ = ["JobDelegate", "job_line", "state_key"]

HEIGHT = 76
GAP = 10
TOOK = text("queue", "{when} · took {time}")
_TINTS: dict[str, tuple[ColourName, ColourName, str]] = {
    "running": ("accent_soft", "accent_text", "play"),
    "queued": ("sunken", "muted", "clock"),
    "paused": ("warn_soft", "warn", "pause"),
    "succeeded": ("good_soft", "good", "check"),
    "failed": ("bad_soft", "bad", "warning"),
    "cancelled": ("sunken", "faint", "stop"),
    "cancelling": ("sunken", "muted", "stop"),
}


def state_key(job: JobRow) -> str:
    """The state a person sees."""
    return "cancelling" if job.cancelling and not job.ended else job.state


def job_line(job: JobRow, language: str) -> str:
    """What is happening to a job, in a line."""
    if job.state == "failed":
        return said_by_program(str((job.error or {}).get("message", "")))
    if job.ended:
        if job.finished is None:
            return ""
        if job.started is None or job.state != "succeeded":
            return when(job.finished)
        return TOOK(when=when(job.finished), time=how_long(job.finished - job.started))
    stage = job.stage or {}
    words = stage.get(language) or stage.get("en") or ""
    if job.state == "running" and job.eta is not None and job.progress > 0.01:
        forecast = time_to_go(job.eta)
        return f"{words} · {forecast}" if words else forecast
    return words


class JobDelegate(QStyledItemDelegate):
    """Paints one job as a card."""

    def __init__(self, ui: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every job is as high as the others."""
        return QSize(200, HEIGHT + GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The card."""
        job: JobRow | None = index.data(JOB)
        if job is None:
            return
        theme = self._ui.theme
        rect = QRectF(option.rect).adjusted(1, 1, -9, -GAP)  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge: ColourName = "accent" if chosen else "edge" if over else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if chosen else 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(rect, 12, 12)
        self._badge(painter, rect, job)
        self._words(painter, rect, job)
        painter.restore()

    def _badge(self, painter: QPainter, rect: QRectF, job: JobRow) -> None:
        soft, strong, icon = _TINTS[state_key(job)]
        theme = self._ui.theme
        spot = QRectF(rect.left() + 16, rect.center().y() - 20, 40, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(soft))
        painter.drawRoundedRect(spot, 11, 11)
        ratio = painter.device().devicePixelRatioF()
        pixmap = theme.icon(icon, strong, 20).pixmap(QSize(20, 20), ratio)
        painter.drawPixmap(spot.center().toPoint().x() - 9, spot.center().toPoint().y() - 9, pixmap)

    def _words(self, painter: QPainter, rect: QRectF, job: JobRow) -> None:
        theme = self._ui.theme
        _, strong, _ = _TINTS[state_key(job)]
        left, right = rect.left() + 70, rect.right() - 18
        state = STATES[state_key(job)]()
        if job.state == "running":
            state = f"{state}  {job.progress:.0%}"
        width = draw_line(
            painter,
            QRectF(right - 150, rect.top() + 12, 150, 22),
            state,
            TYPE["badge"],
            theme.colour(strong),
            align=Qt.AlignmentFlag.AlignRight,
        )
        room = QRectF(left, rect.top() + 12, right - width - 16 - left, 22)
        draw_line(painter, room, job.title, TYPE["strong"], theme.colour("text"))
        line = job_line(job, self._ui.tongue.language)
        active = job.state in ("running", "paused")
        room = QRectF(left, rect.top() + (33 if active else 38), right - left, 20)
        tint = theme.colour("bad" if job.state == "failed" else "muted")
        draw_line(painter, room, line, TYPE["caption"], tint)
        if active:
            track = QRectF(left, rect.bottom() - 15, right - left, 5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(track, 2.5, 2.5)
            track.setWidth(max(5.0, track.width() * job.progress))
            painter.setBrush(theme.colour("warn" if job.state == "paused" else "accent"))
            painter.drawRoundedRect(track, 2.5, 2.5)
