"""The error tree as the studio knows it: one tree for both sides of the process boundary."""

from pipelines.sdk.errors import (
    BusyError,
    Cancelled,
    EngineError,
    InputError,
    MissingTool,
    NotFoundError,
    OutOfMemory,
    ProtocolError,
    StorageError,
    StudioError,
    WorkerDied,
    error_from_dict,
)

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
