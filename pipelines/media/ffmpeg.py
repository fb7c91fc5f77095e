"""The ffmpeg program: where it is, running it, and raw frames through its pipes.

The binary is the one that imageio-ffmpeg brings. It runs as a separate program, never in process.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from pipelines.sdk import EngineError, MissingTool, StorageError, StudioError

__all__ = ["RawReader", "RawWriter", "executable", "inspect", "run"]

Frame = NDArray[np.uint8]

_TIMEOUT_S = 3600.0
# Children stay out of the terminal's Ctrl-C (that is for us: we end them after we know what to
# clear away) and open no console window.
if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    _GROUP = None
else:
    _FLAGS = 0
    _GROUP = 0
_PIPE_BYTES = 1 << 20


@cache
def executable() -> Path:
    """The ffmpeg binary. Raises ``MissingTool`` where there is none."""
    import imageio_ffmpeg

    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingTool(
            "ffmpeg was not found", "reinstall the package imageio-ffmpeg, which brings it"
        ) from error


def _command(arguments: Sequence[str | Path], level: str) -> list[str]:
    return [
        str(executable()),
        *("-hide_banner", "-nostdin", "-y", "-v", level),
        *map(str, arguments),
    ]


def _cause(log: str) -> str:
    """The first error line without its sender: what follows in the log are its consequences."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return re.sub(r"^(\[[^\]]*\]\s*)+", "", lines[0]).rstrip(".") if lines else "no message"


def _error(task: str, log: str) -> StudioError:
    if "No space left on device" in log:
        return StorageError(f"the disk is full at {task}", "free some space and run it again")
    return EngineError(f"ffmpeg failed at {task}: {_cause(log)}")


def run(arguments: Sequence[str | Path], task: str, *, timeout: float = _TIMEOUT_S) -> str:
    """Run ffmpeg to its end.

    Args:
        arguments: Everything behind ``ffmpeg -hide_banner -nostdin -y -v error``.
        task: What is being done, for the error message ("joining the pieces").
        timeout: Seconds after which it is ended.

    Returns:
        What it wrote to stderr: nothing, unless asked for (``-stats``).

    Raises:
        EngineError: It failed, with its first error line; or it took too long.
        StorageError: The disk is full.
    """
    failed, log = _run(_command(arguments, "error"), task, timeout)
    if failed:
        raise _error(task, log)
    return log


def inspect(arguments: Sequence[str | Path], task: str, *, timeout: float = _TIMEOUT_S) -> str:
    """Run ffmpeg for what it says, failed or not: the log at level ``info``."""
    return _run(_command(arguments, "info"), task, timeout)[1]


def _run(command: list[str], task: str, timeout: float) -> tuple[bool, str]:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
            creationflags=_FLAGS,
            process_group=_GROUP,
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"ffmpeg took longer than {timeout:.0f} s at {task}") from error
    return done.returncode != 0, done.stderr.decode("utf-8", "replace")


class _Pipe:
    """An ffmpeg process with raw frames on one of its pipes; ended on leaving, whatever happens."""

    def __init__(self, arguments: Sequence[str | Path], task: str) -> None:
        self._arguments = arguments
        self._task = task
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def _start(
        self, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        # A file, not a pipe: nobody has to read along for ffmpeg not to block.
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in _end
        process: subprocess.Popen[bytes] = subprocess.Popen(
            _command(self._arguments, "error"),
            stdin=stdin,
            stdout=stdout,
            stderr=self._log,
            bufsize=0,
            creationflags=_FLAGS,
            process_group=_GROUP,
        )
        self._process = process
        return process

    def _failure(self) -> StudioError:
        log = ""
        if self._log is not None:
            self._log.seek(0)
            log = self._log.read().decode("utf-8", "replace")
        return _error(self._task, log)

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        if self._log is not None:
            self._log.close()
        self._process = self._log = None


class RawWriter(_Pipe):
    """Raw frames into ffmpeg's stdin::

        with RawWriter(["-f", "rawvideo", …, "-i", "-", …, output], output, "encoding") as writer:
            writer.write(frame)

    Leaving it waits for ffmpeg to finish; leaving it by an exception ends ffmpeg at once. The
    output exists afterwards only if all went well.
    """

    def __init__(self, arguments: Sequence[str | Path], output: Path, task: str) -> None:
        super().__init__(arguments, task)
        self._output = output

    def __enter__(self) -> RawWriter:
        process = self._start(stdin=subprocess.PIPE)
        assert process.stdin is not None
        _widen(process.stdin)
        return self

    def write(self, frame: Frame) -> None:
        """Hand over one frame (contiguous). Raises ``EngineError`` if ffmpeg has ended."""
        assert self._process is not None and self._process.stdin is not None
        view = frame.data.cast("B")
        try:
            while view:  # unbuffered pipes may take less than they are given
                view = view[self._process.stdin.write(view) :]
        except OSError as error:
            self._process.wait()
            raise self._failure() from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._finish()
                return
        except BaseException:
            self._discard()
            raise
        self._discard()

    def _finish(self) -> None:
        assert self._process is not None and self._process.stdin is not None
        with contextlib.suppress(OSError):  # ffmpeg may be gone; its exit status says why
            self._process.stdin.close()
        if self._process.wait():
            raise self._failure()
        self._end()

    def _discard(self) -> None:
        self._end()
        self._output.unlink(missing_ok=True)


class RawReader(_Pipe):
    """Raw frames out of ffmpeg's stdout; ``read_into`` until it says there are no more."""

    def __enter__(self) -> RawReader:
        process = self._start(stdout=subprocess.PIPE)
        assert process.stdout is not None
        _widen(process.stdout)
        return self

    def read_into(self, frame: Frame) -> bool:
        """Fill ``frame`` (contiguous); False at the end of the video.

        Raises:
            EngineError: ffmpeg failed, or ended in the middle of a frame.
        """
        assert self._process is not None
        stream: Any = self._process.stdout
        view = frame.data.cast("B")
        filled = 0
        while filled < len(view):
            count = stream.readinto(view[filled:])
            if not count:
                break
            filled += count
        if filled == len(view):
            return True
        if self._process.wait() or filled:
            raise self._failure()
        return False

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()


def _widen(stream: IO[bytes]) -> None:
    """A larger pipe on Linux: a frame then takes three switches between processes, not fifty."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(stream.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
