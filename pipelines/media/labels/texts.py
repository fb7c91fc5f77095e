"""Reading and writing text files that get a label."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.media.labels.streams import SMALL
from pipelines.sdk import InputError

__all__ = ["in_markup", "read_text", "write_text"]


def read_text(path: Path) -> str:
    """The file as text, line endings untouched. Raises ``InputError`` if it is not UTF-8."""
    if path.stat().st_size > SMALL:
        raise InputError(f"{path.name} has over {SMALL >> 20} MB of text", "split it into parts")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 text", "save it as UTF-8") from error


def write_text(path: Path, text: str) -> None:
    """The text as UTF-8, line endings as they are in it."""
    path.write_bytes(text.encode("utf-8"))


def in_markup(text: str) -> str:
    """JSON that can stand inside a comment, a NOTE or an attribute: its brackets are escaped.

    ``--`` and ``<``, ``>``, ``&`` occur in JSON only inside strings, where ``\\uXXXX`` means the
    same.
    """
    compact = json.dumps(json.loads(text), separators=(",", ":"))
    for sign in "<>&":
        compact = compact.replace(sign, f"\\u{ord(sign):04x}")
    return compact.replace("--", "-\\u002d")
