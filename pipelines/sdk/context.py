"""What an engine and a workflow may ask of the studio while they run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pipelines.sdk.assets import Asset, AssetKind
from pipelines.sdk.roles import O, P, Role

__all__ = ["Context", "Pending", "WorkflowContext"]

T = TypeVar("T")
O_co = TypeVar("O_co", covariant=True)


class AssetContext(Protocol):
    """Reading and writing assets."""

    @property
    def scratch(self) -> Path:
        """A folder of one's own; it goes when the step ends."""
        ...

    def path(self, asset: Asset) -> Path:
        """Where the asset's file lies. Read it; never write it."""
        ...

    def save(self, file: Path, kind: AssetKind, **meta: int | float | str) -> Asset:
        """Move a finished file (from :attr:`scratch`) into the asset store."""
        ...

    def save_bytes(
        self, data: bytes, kind: AssetKind, suffix: str, **meta: int | float | str
    ) -> Asset:
        """Write bytes into the asset store; ``suffix`` with its dot."""
        ...


class Context(AssetContext, Protocol):
    """Handed to every generator. Progress goes out and ``Cancelled`` comes in on one call."""

    def progress(self, fraction: float, message: str = "") -> None:
        """Tell how far the step is, 0–1. Raises ``Cancelled`` if the person asked to stop."""
        ...

    def steps(self, work: int | Sequence[T] | Iterable[T], label: str = "") -> Iterator[Any]:
        """Iterate while telling progress: ``for frame in ctx.steps(n, "Upscaling")``.

        Raises ``Cancelled`` between two items if the person asked to stop.
        """
        ...

    def preview(self, file: Path) -> None:
        """Show a picture of the unfinished work; the file may be replaced afterwards."""
        ...


class Pending(Protocol[O_co]):
    """A step that was asked for and may not be done yet."""

    def result(self) -> O_co:
        """Wait for it. Raises the step's error, or ``Cancelled``."""
        ...


class WorkflowContext(AssetContext, Protocol):
    """Handed to every workflow. Each step is memoised by content, so running again is free."""

    def run(self, role: Role[P, O], params: P, *, engine: str | None = None, label: str = "") -> O:
        """Run one step and wait for it."""
        ...

    def submit(
        self, role: Role[P, O], params: P, *, engine: str | None = None, label: str = ""
    ) -> Pending[O]:
        """Ask for a step and go on; independent steps run side by side."""
        ...

    def map(
        self, role: Role[P, O], params: Iterable[P], *, engine: str | None = None, label: str = ""
    ) -> list[O]:
        """Run one step per item side by side; results in the order of the items."""
        ...

    def stage(self, name_en: str, name_zh: str) -> None:
        """Say what the workflow is busy with, for the progress line."""
        ...

    def expect(self, counts: dict[str, int]) -> None:
        """Announce how many steps of which role are to come, so that an ETA can be told."""
        ...

    def note(self, message_en: str, message_zh: str) -> None:
        """Tell the person something they should know about the result (a warning, a choice)."""
        ...
