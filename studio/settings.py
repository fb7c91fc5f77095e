"""Where the studio keeps its things and how it works, as one value made at the start."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Settings", "default_data_folder"]

DATA_VARIABLE = "AIGC_STUDIO_DATA"


def default_data_folder() -> Path:
    """``$AIGC_STUDIO_DATA``, or the place this system keeps a user's program data."""
    if chosen := os.environ.get(DATA_VARIABLE):
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("aigc-studio", appauthor=False)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Settings:
    """All that the composition root needs to know.

    Args:
        data: The data folder.
        cores: Cores to use; CPU workers are made for them.
        gpus: GPUs to use; one worker each.
        jobs_at_once: How many jobs may run side by side.
        cancel_patience: Seconds a task may take to stop before its worker is replaced.
        worker_ram_mb: A worker that holds more than this is replaced before it loads more.
    """

    data: Path = field(default_factory=default_data_folder)
    cores: int = field(default_factory=_cores)
    gpus: int = 0
    jobs_at_once: int = 2
    cancel_patience: float = 10.0
    worker_ram_mb: float = 400.0

    @property
    def cpu_workers(self) -> int:
        """CPU workers: one a core, at most four (each keeps its own memory)."""
        return max(1, min(4, self.cores))
