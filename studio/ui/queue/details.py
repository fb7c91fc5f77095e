"""All about one job: state, progress, what can be done, what went wrong, what happened when."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.store import EventRow, JobRow
from studio.ui.names import STATES
from studio.ui.queue.delegate import job_line, state_key
from studio.ui.surroundings import Surroundings
from studio.ui.times import when
from studio.ui.widgets.buttons import WordButton
from studio.ui.widgets.fault import FaultBox
from studio.ui.widgets.gliding_bar import GlidingBar
from studio.ui.widgets.labels import label, set_flag
from studio.ui.widgets.layouts import FlowLayout, clear, column, row, scrolling
from studio.ui.words import Speaks, Text, said_by_program, text

__all__ = ["JobDetails"]

OPEN = text("queue", "Open")
PAUSE = text("queue", "Pause")
RESUME = text("queue", "Resume")
CANCEL = text("queue", "Cancel")
RETRY = text("queue", "Try again")
LOG = text("queue", "What happened")
QUEUED = text("queue", "Queued {when}")
ENDED = text("queue", "Ended: {state}")
RESUMED = text("queue", "Taken up again")
REUSED = text("queue", "{step} (known already)")
_MOST = 200
"""lines of the log; the newest are shown."""


class JobDetails(Speaks, QFrame):
    """Shows the job chosen in the list."""

    steer = Signal(str, str)
    """What the person wants, and of which job."""

    def __init__(self, ui: Surroundings) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._ui = ui
        self.job: JobRow | None = None
        self._events: dict[int, EventRow] = {}
        self._title = label("title", wrap=True)
        self._state = label("muted", size="body", wrap=True)
        self._queued = label("faint")
        self.bar = GlidingBar()
        self.fault = FaultBox(ui.theme)
        self.buttons: dict[str, WordButton] = {}
        tools = FlowLayout(8)
        for wish, words, look, icon in (
            ("open", OPEN, "primary", ""),
            ("retry", RETRY, "primary", "retry"),
            ("resume", RESUME, "", "play"),
            ("pause", PAUSE, "", "pause"),
            ("cancel", CANCEL, "danger", "close"),
        ):
            button = WordButton(ui.theme, words, look, icon)
            button.clicked.connect(lambda _=False, w=wish: self._steer(w))
            self.buttons[wish] = button
            tools.addWidget(button)
        log_title = label("heading")
        self.say(log_title.setText, LOG)
        self._log = QVBoxLayout()
        self._log.setSpacing(8)
        page = QWidget()
        page.setLayout(
            column(
                column(self._title, self._state, self._queued, spacing=4),
                self.bar, tools, self.fault, 6, log_title, self._log, None,
                spacing=14, margins=(22, 22, 18, 22),
            )
        )  # fmt: skip
        self.setLayout(column(scrolling(page), margins=1))

    def _steer(self, wish: str) -> None:
        if self.job is not None:
            self.steer.emit(wish, self.job.id)

    def show_job(self, job: JobRow) -> None:
        """Show a job, or how it has changed."""
        if self.job is None or self.job.id != job.id:
            self._events = {}
            self._show_log()
        self.job = job
        key = state_key(job)
        self._title.setText(job.title)
        line = "" if job.state == "failed" else job_line(job, self._ui.tongue.language)
        self._state.setText(" · ".join(filter(None, (STATES[key](), line))))
        self.say(self._queued.setText, QUEUED, when=when(job.created))
        self.bar.setVisible(job.state in ("running", "paused"))
        self.bar.show_share(job.progress)
        self.fault.setVisible(job.state == "failed")
        self.fault.show_error(job.error or {})
        stopping = job.cancelling and not job.ended
        possible = {
            "open": job.target == "studio.campaign.make" and job.state != "queued",
            "retry": job.state in ("failed", "cancelled"),
            "resume": job.state == "paused" and not stopping,
            "pause": job.state in ("running", "queued") and not stopping,
            "cancel": not job.ended and not stopping,
        }
        set_flag(self.buttons["open"], "look", "" if possible["retry"] else "primary")
        for wish, button in self.buttons.items():
            button.setVisible(possible[wish])

    def add_events(self, events: list[EventRow]) -> None:
        """More of what happened."""
        fresh = [e for e in events if self.job and e.job == self.job.id]
        fresh = [e for e in fresh if e.id not in self._events]
        if fresh:
            self._events |= {event.id: event for event in fresh}
            self._show_log()

    def _show_log(self) -> None:
        clear(self._log)
        newest = sorted(self._events.values(), key=lambda e: -e.id)[:_MOST]
        said = [(e.time, words, e.type == "stage") for e in newest if (words := self._words(e))]
        # The same step many times over is one line with its number.
        for words, same in itertools.groupby(said, key=lambda line: line[1]):
            lines = list(same)
            times = f"{words} ×{len(lines)}" if len(lines) > 1 else words
            self._log.addLayout(_line(lines[0][0], times, strong=lines[0][2]))

    def _words(self, event: EventRow) -> str:
        data: dict[str, Any] = event.data
        language = self._ui.tongue.language
        match event.type:
            case "stage" | "note":
                return str(data.get(language) or data.get("en") or data.get("zh") or "")
            case "step":
                step = said_by_program(str(data.get("label", "")))
                return REUSED(step=step) if data.get("reused") else step
            case "resumed":
                return RESUMED()
            case "ended":
                state = str(data.get("state", ""))
                return ENDED(state=(STATES.get(state) or Text("names", state))())
        return ""

    def respoken(self) -> None:
        """Say it all again."""
        if self.job is not None:
            self.show_job(self.job)
            self._show_log()


def _line(moment: float, words: str, *, strong: bool) -> QHBoxLayout:
    """One line of the log: time and words."""
    then = dt.datetime.fromtimestamp(moment)
    time = QTime(then.hour, then.minute, then.second)
    clock = label("faint", QLocale().toString(time, "HH:mm:ss"))
    clock.setFixedWidth(58)
    said = label("label" if strong else "caption", words, wrap=True)
    line = row(spacing=10)
    line.addWidget(clock, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(said, 1)
    return line
