"""What can be looked at: a file with its kind and its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["ViewItem"]


@dataclass(frozen=True)
class ViewItem:
    """A file to look at. ``kind`` is the asset's kind."""

    path: Path
    kind: str
    title: str
    note: str = ""
