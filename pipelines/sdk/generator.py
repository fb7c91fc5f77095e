"""One declaration makes an engine: identity, role, params, outputs and needs."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, cast

from pydantic import Field

from pipelines.sdk.context import Context, WorkflowContext
from pipelines.sdk.params import Frozen, Outputs, Params
from pipelines.sdk.roles import O, P, Role
from pipelines.sdk.words import LocalText

__all__ = ["Generator", "Resources", "Workflow", "generator", "workflow"]

_ID = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+){2,}$")
_VERSION = re.compile(r"^\d+\.\d+\.\d+$")

Commercial = Literal["yes", "no", "conditional", "unknown"]


class Resources(Frozen):
    """What an engine needs while it runs; the supervisor schedules by it."""

    device: Literal["cpu", "gpu"] = "cpu"
    cpu: int = Field(default=1, ge=1, description="cores it keeps busy")
    ram_mb: int = Field(default=300, ge=1, description="peak memory, MB")
    vram_mb: int = Field(default=0, ge=0, description="peak GPU memory, MB")
    seconds: float = Field(
        default=2.0, gt=0, description="a usual run, before this machine has a history of its own"
    )


@dataclass(frozen=True)
class Generator(Generic[P, O]):
    """An engine that fills a role. Made by :func:`generator`; call it like the function it wraps.

    The version's first number grows when the same params give a different kind of result, the
    second when results get better, the third for repairs. Any change re-runs memoised steps.
    """

    id: str
    role: Role[Any, Any]
    version: str
    title: LocalText
    summary: LocalText
    licence: str
    commercial: Commercial
    resources: Resources
    params: type[P]
    outputs: type[O]
    run: Callable[[P, Context], O]

    def __call__(self, params: P, ctx: Context) -> O:
        return self.run(params, ctx)


def _signature(function: Callable[..., Any], base_out: type) -> tuple[type, type]:
    hints = typing.get_type_hints(function)
    names = list(inspect.signature(function).parameters)
    if len(names) != 2 or names[0] != "params" or names[1] != "ctx":
        raise TypeError(f"{function.__qualname__} must take exactly (params, ctx)")
    params, outputs = hints.get("params"), hints.get("return")
    if not (isinstance(params, type) and issubclass(params, Params)):
        raise TypeError(f"{function.__qualname__}: annotate params with a subclass of Params")
    if not (isinstance(outputs, type) and issubclass(outputs, base_out)):
        raise TypeError(
            f"{function.__qualname__}: annotate the return with a subclass of {base_out.__name__}"
        )
    return params, outputs


def _check_identity(id: str, version: str) -> None:
    if not _ID.match(id):
        raise ValueError(f"engine id {id!r} must look like vendor.modality.task")
    if not _VERSION.match(version):
        raise ValueError(f"version {version!r} of {id} must look like 1.0.0")


def generator(
    *,
    id: str,
    role: Role[Any, Any],
    version: str,
    title: LocalText,
    summary: LocalText,
    licence: str = "Apache-2.0",
    commercial: Commercial = "yes",
    resources: Resources | None = None,
) -> Callable[[Callable[[P, Context], O]], Generator[P, O]]:
    """Declare an engine.

    The decorated function takes ``(params, ctx)`` and is fully annotated; its params extend the
    role's params and its return extends the role's outputs.

    Example::

        @generator(id="acme.image.sepia", role=IMAGE_EDIT, version="1.0.0",
                   title=LocalText(en="Sepia", zh="怀旧"), summary=LocalText(en="…", zh="…"))
        def sepia(params: SepiaParams, ctx: Context) -> Picture:
            ...
    """
    _check_identity(id, version)

    def declare(function: Callable[[P, Context], O]) -> Generator[P, O]:
        params, outputs = _signature(function, Outputs)
        if not issubclass(params, role.params):
            raise TypeError(f"{id}: params must extend {role.params.__name__} of {role.id}")
        if not issubclass(outputs, role.outputs):
            raise TypeError(f"{id}: outputs must extend {role.outputs.__name__} of {role.id}")
        return Generator(
            id=id,
            role=role,
            version=version,
            title=title,
            summary=summary,
            licence=licence,
            commercial=commercial,
            resources=resources or Resources(),
            params=cast(type[P], params),
            outputs=cast(type[O], outputs),
            run=function,
        )

    return declare


@dataclass(frozen=True)
class Workflow(Generic[P, O]):
    """A durable function: ordinary Python whose every step goes through ``ctx``."""

    id: str
    version: str
    title: LocalText
    summary: LocalText
    params: type[P]
    outputs: type[O]
    run: Callable[[P, WorkflowContext], O]

    def __call__(self, params: P, ctx: WorkflowContext) -> O:
        return self.run(params, ctx)


def workflow(
    *, id: str, version: str, title: LocalText, summary: LocalText
) -> Callable[[Callable[[P, WorkflowContext], O]], Workflow[P, O]]:
    """Declare a workflow. The function takes ``(params, ctx)`` and is fully annotated."""
    _check_identity(id, version)

    def declare(function: Callable[[P, WorkflowContext], O]) -> Workflow[P, O]:
        params, outputs = _signature(function, Outputs)
        return Workflow(
            id=id,
            version=version,
            title=title,
            summary=summary,
            params=cast(type[P], params),
            outputs=cast(type[O], outputs),
            run=function,
        )

    return declare
