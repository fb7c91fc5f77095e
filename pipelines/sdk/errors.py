"""The error tree. Raised where the fault is known, caught at the edge.

StudioError                 anything the studio can explain to a person
├── InputError              what was given cannot be used; nothing was spent
├── NotFoundError           a file, asset, engine or job that is not there
├── EngineError             an engine failed while working
│   ├── OutOfMemory         … because memory ran out
│   └── WorkerDied          … because its process ended
├── MissingTool             a program, font or library this machine lacks
├── StorageError            disk full, folder not writable, torn file
├── BusyError               someone else holds what is wanted
└── ProtocolError           two processes did not understand each other

Cancelled (BaseException)   the person asked to stop; not an error
"""

from __future__ import annotations

from typing import Any, ClassVar

__all__ = [
    "BusyError",
    "Cancelled",
    "EngineError",
    "InputError",
    "MissingTool",
    "NotFoundError",
    "OutOfMemory",
    "ProtocolError",
    "StorageError",
    "StudioError",
    "WorkerDied",
    "error_from_dict",
]


class StudioError(Exception):
    """An error with words for a person: what happened, and how to mend it.

    Args:
        message: What happened and where, one line, no trailing full stop needed.
        hint: What to do about it, one line; may be empty.
    """

    code: ClassVar[str] = "studio"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} — {self.hint}" if self.hint else self.message

    def to_dict(self) -> dict[str, Any]:
        """The error as JSON-ready data, for the wire and the database."""
        cause = self.__cause__
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "cause": f"{type(cause).__name__}: {cause}" if cause is not None else "",
        }


class InputError(StudioError):
    """What was given cannot be used. Raised before anything is spent."""

    code = "input"
    exit_code = 2


class NotFoundError(StudioError):
    """A file, an asset, an engine or a job that is not there."""

    code = "not_found"
    exit_code = 3


class EngineError(StudioError):
    """An engine failed while it worked."""

    code = "engine"
    exit_code = 4


class OutOfMemory(EngineError):
    """The engine needs more memory than there is."""

    code = "out_of_memory"


class WorkerDied(EngineError):
    """The worker process ended in the middle of a step."""

    code = "worker_died"


class MissingTool(StudioError):
    """A program, a font or a library that this machine lacks."""

    code = "missing_tool"
    exit_code = 5


class StorageError(StudioError):
    """The disk is full, a folder cannot be written, or a file is torn."""

    code = "storage"
    exit_code = 6


class BusyError(StudioError):
    """Somebody else holds what is wanted."""

    code = "busy"
    exit_code = 7


class ProtocolError(StudioError):
    """Two processes of the studio did not understand each other."""

    code = "protocol"
    exit_code = 8


class Cancelled(BaseException):
    """The person asked to stop.

    A ``BaseException``, so that ``except Exception`` in a plugin cannot swallow it.
    """


_BY_CODE: dict[str, type[StudioError]] = {
    cls.code: cls
    for cls in (
        StudioError,
        InputError,
        NotFoundError,
        EngineError,
        OutOfMemory,
        WorkerDied,
        MissingTool,
        StorageError,
        BusyError,
        ProtocolError,
    )
}


def error_from_dict(data: dict[str, Any]) -> StudioError:
    """The inverse of :meth:`StudioError.to_dict`; the cause comes back as words."""
    error = _BY_CODE.get(str(data.get("code", "")), StudioError)(
        str(data.get("message", "")), str(data.get("hint", ""))
    )
    if cause := data.get("cause"):
        error.__cause__ = RuntimeError(str(cause))
    return error
