"""How much memory this process has used at most."""

from __future__ import annotations

import sys

__all__ = ["peak_mb"]


def peak_mb() -> float:
    """Peak resident memory of this process, MB."""
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset / 2**20
    import resource

    # Kilobytes on Linux, bytes on macOS.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
