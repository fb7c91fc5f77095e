"""What the supervisor and its workers say to each other: one JSON object a line."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from pipelines.sdk import Frozen, LocalText, ProtocolError

__all__ = [
    "PROTOCOL",
    "Cancel",
    "Expect",
    "FromWorker",
    "Note",
    "Preview",
    "Progress",
    "Ready",
    "RequestStep",
    "Stage",
    "StartStep",
    "StartWorkflow",
    "StepAnswer",
    "Stop",
    "TaskCancelled",
    "TaskDone",
    "TaskFailed",
    "ToWorker",
    "decode",
    "encode",
]

PROTOCOL = 1
"""Grows when a message changes its meaning; both sides refuse to talk across versions."""


# --- supervisor → worker ------------------------------------------------------------------


class StartStep(Frozen):
    """Run one engine."""

    type: Literal["start_step"] = "start_step"
    task: str
    call: str
    params: dict[str, Any]


class StartWorkflow(Frozen):
    """Run one workflow function."""

    type: Literal["start_workflow"] = "start_workflow"
    task: str
    call: str
    params: dict[str, Any]


class StepAnswer(Frozen):
    """The end of a step that a workflow asked for: outputs, or an error, or cancelled (neither)."""

    type: Literal["step_answer"] = "step_answer"
    request: int
    outputs: dict[str, Any] | None = None
    error: dict[str, Any] | None = None


class Cancel(Frozen):
    """Stop the task at its next progress call."""

    type: Literal["cancel"] = "cancel"
    task: str


class Stop(Frozen):
    """End the process when idle."""

    type: Literal["stop"] = "stop"


ToWorker = Annotated[
    StartStep | StartWorkflow | StepAnswer | Cancel | Stop, Field(discriminator="type")
]


# --- worker → supervisor ------------------------------------------------------------------


class Ready(Frozen):
    """First words of a worker."""

    type: Literal["ready"] = "ready"
    protocol: int = PROTOCOL
    pid: int


class Progress(Frozen):
    """How far a task is, 0–1."""

    type: Literal["progress"] = "progress"
    task: str
    fraction: float
    message: str = ""


class Preview(Frozen):
    """A picture of the unfinished work lies at ``path``."""

    type: Literal["preview"] = "preview"
    task: str
    path: str


class RequestStep(Frozen):
    """A workflow asks for a step; answered by :class:`StepAnswer` with the same number."""

    type: Literal["request_step"] = "request_step"
    task: str
    request: int
    role: str
    engine: str | None = None
    params: dict[str, Any]
    label: str = ""


class Stage(Frozen):
    """What a workflow is busy with."""

    type: Literal["stage"] = "stage"
    task: str
    title: LocalText


class Expect(Frozen):
    """How many steps of which role a workflow still means to run, all told."""

    type: Literal["expect"] = "expect"
    task: str
    counts: dict[str, int]


class Note(Frozen):
    """Something the person should know about the result."""

    type: Literal["note"] = "note"
    task: str
    message: LocalText


class TaskDone(Frozen):
    """A step or workflow ended well. ``memory_mb`` is what the worker holds now."""

    type: Literal["done"] = "done"
    task: str
    outputs: dict[str, Any]
    seconds: float
    peak_mb: float = 0
    memory_mb: float = 0


class TaskFailed(Frozen):
    """A step or workflow ended with an error (``StudioError.to_dict``)."""

    type: Literal["failed"] = "failed"
    task: str
    error: dict[str, Any]


class TaskCancelled(Frozen):
    """A step or workflow stopped because it was told to."""

    type: Literal["cancelled"] = "cancelled"
    task: str


FromWorker = Annotated[
    Ready
    | Progress
    | Preview
    | RequestStep
    | Stage
    | Expect
    | Note
    | TaskDone
    | TaskFailed
    | TaskCancelled,
    Field(discriminator="type"),
]

M = TypeVar("M")


def encode(message: Frozen) -> bytes:
    """A message as one line of UTF-8 JSON, with its newline."""
    return message.model_dump_json().encode("utf-8") + b"\n"


def decode(line: bytes, adapter: TypeAdapter[M]) -> M:
    """The message on a line; ``ProtocolError`` if it is none."""
    try:
        return adapter.validate_json(line)
    except ValidationError as error:
        raise ProtocolError(f"not a message: {line[:120]!r}") from error
