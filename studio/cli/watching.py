"""Show a job while it runs: a live line on a terminal, plain lines elsewhere, JSON for programs."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import Protocol

from studio.app.studio import Studio
from studio.cli.words import Say
from studio.errors import error_from_dict
from studio.store import EventRow, JobRow

__all__ = ["watch_job"]


class _Display(Protocol):
    def update(self, job: JobRow, events: list[EventRow]) -> None: ...
    def close(self) -> None: ...


def _words(data: dict[str, str], say: Say) -> str:
    return say(data.get("en", ""), data.get("zh", "")) or data.get("en") or data.get("zh") or ""


def _remaining(eta: float | None) -> str:
    if eta is None:
        return ""
    minutes, seconds = divmod(round(eta), 60)
    return f"{minutes}:{seconds:02}"


class _Json:
    """One JSON object a line, for programs."""

    def update(self, job: JobRow, events: list[EventRow]) -> None:
        for event in events:
            self._print({"type": event.type, "job": job.id, "time": event.time, **event.data})
        self._print(
            {
                "type": "progress",
                "job": job.id,
                "state": job.state,
                "progress": job.progress,
                "eta": job.eta,
            }
        )

    def _print(self, data: dict[str, object]) -> None:
        print(json.dumps(data, ensure_ascii=False), flush=True)

    def close(self) -> None:
        pass


class _Plain:
    """A line for each stage and note, and for progress every ten seconds."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._told_at = time.monotonic()
        self._begun = time.monotonic()

    def update(self, job: JobRow, events: list[EventRow]) -> None:
        for event in events:
            if event.type == "stage":
                self._line(job, _words(event.data, self._say))
            elif event.type == "note":
                self._line(job, f"{self._say('note', '提示')}: {_words(event.data, self._say)}")
            elif event.type == "resumed":
                self._line(job, self._say("going on where it was", "从中断处继续"))
        if time.monotonic() - self._told_at > 10 and not job.ended:
            left = _remaining(job.eta)
            self._line(job, f"{self._say('about', '约剩')} {left}" if left else "…")

    def _line(self, job: JobRow, words: str) -> None:
        self._told_at = time.monotonic()
        seconds = self._told_at - self._begun
        print(f"[{seconds:6.1f}s {job.progress:4.0%}] {words}", file=sys.stderr, flush=True)

    def close(self) -> None:
        pass


class _Live:
    """A progress bar with stage and time to go, drawn by rich."""

    def __init__(self, say: Say) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        self._say = say
        self._progress = Progress(
            TextColumn("{task.description}", style="bold", markup=False),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            TextColumn("{task.fields[left]}"),
            console=Console(stderr=True),
        )
        self._task = self._progress.add_task(say("Starting", "启动中"), total=1.0, left="")
        self._progress.start()

    def update(self, job: JobRow, events: list[EventRow]) -> None:
        from rich.text import Text

        for event in events:
            if event.type == "note":
                words = _words(event.data, self._say)
                self._progress.console.print(Text(f"• {words}", style="yellow"))
        stage = _words(job.stage, self._say) if job.stage else self._say("Waiting", "排队中")
        left = _remaining(job.eta)
        shown = f"{self._say('about', '约剩')} {left}" if left and not job.ended else ""
        self._progress.update(self._task, completed=job.progress, description=stage, left=shown)

    def close(self) -> None:
        self._progress.stop()


def _display(say: Say, as_json: bool) -> _Display:
    if as_json:
        return _Json()
    return _Live(say) if sys.stderr.isatty() else _Plain(say)


@contextlib.contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Set by Ctrl-C and by a polite kill, while the block runs; a second Ctrl-C ends at once."""
    asked = threading.Event()

    def ask(*_: object) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    names = [s for s in ("SIGINT", "SIGTERM") if hasattr(signal, s)]
    before = {name: signal.signal(getattr(signal, name), ask) for name in names}
    try:
        yield asked
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def watch_job(studio: Studio, id: str, say: Say, *, as_json: bool = False) -> JobRow:
    """Work on the queue and show a job until it ends; Ctrl-C cancels it cleanly.

    Raises:
        StudioError: The job's own error, when it failed.
        KeyboardInterrupt: It was stopped; finished steps are kept.
    """
    display = _display(say, as_json)
    job = studio.queue.get(id)
    try:
        if studio.queue.paused and not as_json:
            hint = say("the queue is paused; go on with", "队列已暂停，继续请运行")
            print(f"{hint}: aigc-studio jobs resume", file=sys.stderr)
        with _asked_to_stop() as asked, studio.supervised():
            for current, events in studio.queue.watch(id, asked=asked):
                if studio.fault is not None:
                    raise studio.fault
                job = current
                display.update(job, events)
                if asked.is_set() and not job.cancelling and not job.ended:
                    studio.queue.cancel(id)
    finally:
        display.close()
    if job.state == "cancelled":
        raise KeyboardInterrupt
    if job.state == "failed":
        raise error_from_dict(job.error or {})
    return job
