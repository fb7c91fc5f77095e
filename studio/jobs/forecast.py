"""How far a job is and how long it will take, from this machine's own history."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["forecast"]


def forecast(
    done: float, under_way: Iterable[tuple[float, float]], ahead: float, lanes: int
) -> tuple[float, float]:
    """Progress and time to go.

    Args:
        done: Seconds of work that are done.
        under_way: ``(estimate, fraction)`` of each step asked for and not done, seconds and 0–1.
        ahead: Seconds of announced work that has not been asked for.
        lanes: Workers that share what is left.

    Returns:
        Fraction 0–1 and seconds to go.
    """
    steps = list(under_way)
    left = sum(estimate * (1 - fraction) for estimate, fraction in steps) + ahead
    total = done + sum(estimate for estimate, _ in steps) + ahead
    past = done + sum(estimate * fraction for estimate, fraction in steps)
    return (past / total if total > 0 else 0.0), left / max(1, lanes)
