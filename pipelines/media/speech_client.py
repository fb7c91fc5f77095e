"""Talks to the espeak-ng program, which runs as a process of its own (its licence is the GPL)."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.sdk import EngineError, MissingTool

__all__ = ["PROGRAM", "Said", "SpeechProgram", "Utterance"]

PROGRAM = Path(__file__).parent / "espeak_program" / "program.py"

_AGAIN = "try again; if it happens each time, install espeakng-loader anew"


@dataclass(frozen=True)
class Utterance:
    """What to say and how, in espeak-ng's own units.

    ``voice`` is an espeak-ng voice with an optional variant (``"en-us+f3"``); ``rate`` is words
    per minute; ``pitch`` and ``pitch_range`` are 0–99, ``volume`` 0–200. With ``phonemes`` the
    text may hold espeak-ng phonemes in ``[[…]]``.
    """

    text: str
    voice: str
    rate: int = 165
    pitch: int = 50
    pitch_range: int = 50
    volume: int = 100
    phonemes: bool = False


@dataclass(frozen=True)
class Said:
    """One utterance as sound.

    ``pcm`` is mono int16 ``[n]``. ``words`` are (first character, length, start in seconds) as
    espeak-ng reports them: some groups such as "of the" come as one. ``phonemes`` are (IPA,
    start in seconds); ``""`` and names in brackets are pauses. ``ends`` are ends of clauses.
    """

    pcm: NDArray[np.int16]
    sample_rate: int
    words: tuple[tuple[int, int, float], ...]
    phonemes: tuple[tuple[str, float], ...]
    ends: tuple[float, ...]

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.pcm) / self.sample_rate


class SpeechProgram:
    """A running espeak-ng program; use it as a context manager and say many things with it.

    Args:
        command: How to start it; left out: our program with this Python.
        timeout: Seconds it may be silent before it is taken for hung.

    Raises:
        MissingTool: It cannot be started here at all.
        EngineError: It died or hung. It is then stopped; nothing more can be said with it.
    """

    def __init__(self, command: Sequence[str] | None = None, timeout: float = 30.0) -> None:
        self._command = list(command or (sys.executable, str(PROGRAM)))
        self._timeout = timeout
        self._answers: queue.Queue[tuple[dict[str, Any], bytes] | None] = queue.Queue()

    def __enter__(self) -> SpeechProgram:
        self._complaints = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self._complaints.close()
            raise MissingTool(f"the speech program cannot be started: {error}", _AGAIN) from error
        self._reader = threading.Thread(target=self._read, name="speech-program", daemon=True)
        self._reader.start()
        try:
            ready, _ = self._answer("starting")
            if not ready.get("ready"):
                raise MissingTool(f"the speech program: {ready.get('error', 'no reason')}", _AGAIN)
        except BaseException:
            self.close()
            raise
        self.sample_rate = int(ready["sample_rate"])
        self.version = str(ready["version"])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def say(self, utterance: Utterance) -> Said:
        """Synthesise; returns the sound and when its words and phonemes begin."""
        request = {
            "text": utterance.text,
            "voice": utterance.voice,
            "rate": utterance.rate,
            "pitch": utterance.pitch,
            "range": utterance.pitch_range,
            "volume": utterance.volume,
            "phonemes": utterance.phonemes,
        }
        pipe = self._process.stdin
        assert pipe is not None
        doing = f"saying {utterance.text[:24]!r}"
        try:
            pipe.write(json.dumps(request).encode("ascii") + b"\n")
            pipe.flush()
        except (OSError, ValueError) as error:
            raise self._died(doing) from error
        answer, pcm = self._answer(doing)
        if not answer.get("ok"):
            raise EngineError(f"the speech program failed {doing}: {answer.get('error')}", _AGAIN)
        return Said(
            pcm=np.frombuffer(pcm, dtype="<i2").astype(np.int16),
            sample_rate=self.sample_rate,
            words=tuple((int(p), int(n), float(t)) for p, n, t in answer["words"]),
            phonemes=tuple((str(p), float(t)) for p, t in answer["phonemes"]),
            ends=tuple(float(t) for t in answer["ends"]),
        )

    def close(self) -> None:
        """End the program and wait for it; harmless when it has ended already."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it may have died with something unread
                self._process.stdin.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=2)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._complaints.close()

    def _read(self) -> None:
        """Answers from the pipe into the queue; ``None`` when it ends. Runs in a thread, because
        a pipe can be waited for with a time limit on all systems only this way."""
        pipe = self._process.stdout
        assert pipe is not None
        try:
            while line := pipe.readline():
                answer = json.loads(line)
                size = int(answer.get("pcm_bytes", 0))
                pcm = pipe.read(size)
                if len(pcm) < size:
                    break
                self._answers.put((answer, pcm))
        except (OSError, ValueError):
            pass  # a torn answer is told as the end of the program
        self._answers.put(None)

    def _answer(self, doing: str) -> tuple[dict[str, Any], bytes]:
        try:
            got = self._answers.get(timeout=self._timeout)
        except queue.Empty:
            self._process.kill()
            raise EngineError(
                f"the speech program did not answer for {self._timeout:g} s while {doing}", _AGAIN
            ) from None
        if got is None:
            raise self._died(doing)
        return got

    def _died(self, doing: str) -> EngineError:
        try:
            code = self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        reason = f": {lines[-1][:200]}" if lines else ""
        return EngineError(f"the speech program ended (code {code}) while {doing}{reason}", _AGAIN)
