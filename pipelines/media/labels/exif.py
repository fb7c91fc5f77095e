"""EXIF may carry a label of its own, in the UserComment. A file must have just one."""

from __future__ import annotations

import re

__all__ = ["labels_in_exif", "without_labels"]

_LABEL = re.compile(rb'\{\s*"AIGC"\s*:\s*\{[^{}]*\}\s*\}')


def labels_in_exif(data: bytes) -> tuple[str, ...]:
    """Every ``{"AIGC": {…}}`` that stands in the EXIF bytes as ASCII."""
    return tuple(match.decode("ascii", "replace") for match in _LABEL.findall(data))


def without_labels(data: bytes) -> bytes:
    """The same EXIF with its labels blanked out; the length stays, so every offset holds."""
    return _LABEL.sub(lambda match: b" " * len(match.group()), data)
