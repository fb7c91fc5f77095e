"""Which step an idle worker runs next: a pure function of what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.sdk import Resources
from studio.jobs.running import RunningStep

__all__ = ["choose", "fits"]


def fits(wanted: Resources, running: Sequence[Resources], cores: int, ram_mb: float) -> bool:
    """Whether a step may start beside the running ones. Something may always run alone."""
    if not running:
        return True
    return (
        wanted.cpu + sum(r.cpu for r in running) <= cores
        and wanted.ram_mb + sum(r.ram_mb for r in running) <= ram_mb
    )


def choose(
    waiting: Iterable[RunningStep],
    warm: set[str],
    running: Sequence[Resources],
    cores: int,
    ram_mb: float,
) -> RunningStep | None:
    """The step to start: the job whose turn it is; inside it, one this worker is warm for.

    Args:
        waiting: Steps that may start.
        warm: Ids of the engines that the idle worker has loaded.
        running: Needs of the steps that run already.
        cores: Cores of this machine to use.
        ram_mb: Memory to use, MB.
    """
    fitting = [s for s in waiting if fits(s.card.resources, running, cores, ram_mb)]
    if not fitting:
        return None
    return min(fitting, key=lambda s: (s.turn[:2], s.card.id not in warm, s.turn[2]))
