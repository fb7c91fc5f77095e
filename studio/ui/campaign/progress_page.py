"""A campaign under way: how far, what is being done, how long it takes, and how to stop it."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from studio.store import EventRow, JobRow
from studio.ui.names import STATES
from studio.ui.surroundings import Surroundings
from studio.ui.times import how_long, time_to_go
from studio.ui.tokens import SPACE
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.card import Card
from studio.ui.widgets.fault import FaultBox
from studio.ui.widgets.gliding_bar import GlidingBar
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.layouts import clear, column, row, scrolling
from studio.ui.words import Speaks, said_by_program, text

__all__ = ["ProgressPage"]

CANCEL = text("progress", "Cancel")
PAUSE = text("progress", "Pause")
RESUME = text("progress", "Resume")
RETRY = text("progress", "Try again")
BACK = text("progress", "Back to the brief")
WAITING = text("progress", "Waiting for its turn")
FORECAST = text("progress", "Working out how long it takes…")
SINCE = text("progress", "{time} so far")
STEPS = text("progress", "Steps done: {number}")


class _Stage(QFrame):
    """A stage: done, or under way."""

    def __init__(self, ui: Surroundings, words: str, *, done: bool) -> None:
        super().__init__()
        picture = QLabel()
        ui.theme.tint(picture, "check" if done else "clock", "good" if done else "accent", 18)
        name = label("body" if not done else "muted", words, size="body")
        self.setLayout(row(picture, name, None, spacing=10))


class ProgressPage(Speaks, QWidget):
    """Shows one job."""

    back = Signal()
    steer = Signal(str)
    """What the person wants: ``cancel``, ``pause``, ``resume`` or ``retry``."""

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self._ui = ui
        self._job: JobRow | None = None
        self._stages: list[dict[str, str]] = []
        self._steps: list[str] = []
        self._seen: set[int] = set()
        self._title = ElidedLabel("display")
        self._state = label("muted", size="body")
        self.bar = GlidingBar("hero")
        self._percent = label("heading")
        self._eta = label("muted", size="body")
        self._since = label("faint")
        self._step = ElidedLabel("faint")
        self._stage_box = QVBoxLayout()
        self._stage_box.setSpacing(10)
        self.fault = FaultBox(ui.theme)
        self.cancel = WordButton(ui.theme, CANCEL, "danger")
        self.pause = WordButton(ui.theme, PAUSE, "")
        self.retry = WordButton(ui.theme, RETRY, "primary", "retry")
        self.to_brief = WordButton(ui.theme, BACK, "quiet", "arrow-left")
        self.cancel.clicked.connect(lambda: self.steer.emit("cancel"))
        self.retry.clicked.connect(lambda: self.steer.emit("retry"))
        self.pause.clicked.connect(
            lambda: self.steer.emit("resume" if self._is("paused") else "pause")
        )
        self.to_brief.clicked.connect(self.back)
        self._arrange()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._tell_time)

    def _arrange(self) -> None:
        card = Card(self._ui.theme)
        card.body.setContentsMargins(SPACE["page"], 32, SPACE["page"], 28)
        card.body.setSpacing(16)
        card.add(column(self._title, self._state, spacing=4))
        self._meter = QWidget()
        line = row(self._percent, self._eta, None, self._since, spacing=12)
        self._meter.setLayout(column(self.bar, line, spacing=10))
        card.add(self._meter)
        card.add(self.fault)
        card.add(self._stage_box)
        card.add(self._step)
        card.body.addSpacing(8)
        card.add(row(self.to_brief, None, self.pause, self.cancel, self.retry, spacing=8))
        card.setMaximumWidth(680)
        inner = QWidget()
        middle = row(
            spacing=0, margins=(SPACE["page"], SPACE["page"], SPACE["page"], SPACE["page"])
        )
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        inner.setLayout(column(None, middle, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolling(inner))

    def _is(self, *states: str) -> bool:
        return self._job is not None and self._job.state in states

    # --- what is shown --------------------------------------------------------------------

    def show_job(self, job: JobRow, events: list[EventRow]) -> None:
        """Show another job."""
        self._stages, self._steps, self._seen = [], [], set()
        for event in events:
            self._note(event)
        self.update_job(job)
        self._show_stages()

    def update_job(self, job: JobRow) -> None:
        """The job has changed."""
        self._job = job
        self._title.setText(job.title)
        state = "cancelling" if job.cancelling and not job.ended else job.state
        waiting = job.state == "queued"
        self.say(self._state.setText, WAITING if waiting else STATES[state])
        self.bar.show_share(job.progress)
        self._percent.setText(f"{job.progress:.0%}")
        self._meter.setVisible(job.state in ("running", "paused", "queued"))
        self.cancel.setVisible(not job.ended)
        self.cancel.setEnabled(not job.cancelling)
        self.pause.setVisible(not job.ended)
        self.pause.setEnabled(not job.cancelling)
        self.pause.say(self.pause.setText, RESUME if job.state == "paused" else PAUSE)
        self.retry.setVisible(job.state in ("failed", "cancelled"))
        self.fault.setVisible(job.state == "failed")
        self.fault.show_error(job.error or {})
        self._step.setVisible(not job.ended)
        if job.ended:
            self._tick.stop()
        elif not self._tick.isActive():
            self._tick.start()
        self._tell_time()

    def add_event(self, event: EventRow) -> None:
        """Something happened to the job."""
        if self._note(event):
            self._show_stages()

    def _note(self, event: EventRow) -> bool:
        """Remember an event; True if the stages changed."""
        if event.id in self._seen:
            return False
        self._seen.add(event.id)
        if event.type == "stage":
            if event.data not in self._stages:
                self._stages.append(event.data)
            return True
        if event.type == "step":
            self._steps.append(said_by_program(str(event.data.get("label", ""))))
            self._tell_steps()
        return False

    def _show_stages(self) -> None:
        clear(self._stage_box)
        ended_well = self._is("succeeded")
        for index, stage in enumerate(self._stages):
            done = ended_well or index < len(self._stages) - 1
            words = _best(stage, self._ui.tongue.language)
            self._stage_box.addWidget(_Stage(self._ui, words, done=done))

    def _tell_steps(self) -> None:
        last = self._steps[-1] if self._steps else ""
        words = STEPS(number=len(self._steps)) if self._steps else ""
        self._step.setText(f"{words} · {last}" if last else words)

    def _tell_time(self) -> None:
        if (job := self._job) is None or job.ended:
            return
        running = job.state == "running"
        known = job.eta is not None and job.progress > 0.01
        self._eta.setText(time_to_go(job.eta or 0) if known else FORECAST() if running else "")
        since = SINCE(time=how_long(time.time() - job.started)) if job.started else ""
        self._since.setText(since if running else "")

    def respoken(self) -> None:
        """Say the rest again."""
        if self._job is not None:
            self._show_stages()
            self._tell_time()
            if self._steps:
                self._tell_steps()

    def hideEvent(self, event: Any) -> None:
        """Nobody looks: no ticking."""
        self._tick.stop()
        super().hideEvent(event)

    def showEvent(self, event: Any) -> None:
        """Somebody looks again."""
        super().showEvent(event)
        if self._job is not None and not self._job.ended:
            self._tick.start()


def _best(words: dict[str, str], language: str) -> str:
    """Words of a stage or note in the language of the window, or in the other."""
    return words.get(language) or words.get("en") or words.get("zh") or ""
