"""How much memory this process has used at most."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys

__all__ = ["give_back", "peak_mb"]

_WORTH_IT = 250 * 2**20
"""Bytes; below this a collection costs more time than it gives memory."""


def give_back() -> float:
    """Return freed memory to the system, so that an idle worker does not keep its last peak.

    glibc keeps freed pages otherwise; other C libraries return them by themselves.

    Returns:
        Resident memory of this process afterwards, MB.
    """
    import psutil

    process = psutil.Process()
    if process.memory_info().rss > _WORTH_IT:
        gc.collect()
        if sys.platform.startswith("linux"):
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(None).malloc_trim(0)
    return process.memory_info().rss / 2**20


def peak_mb() -> float:
    """Peak resident memory of this process, MB."""
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset / 2**20
    import resource

    # Kilobytes on Linux, bytes on macOS.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
