"""What a person changed in a result folder, so that making it again does not lose it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipelines.documents.poster import Override
from studio.errors import InputError

__all__ = ["beside", "changes_by_hand", "files_of_last_run", "was_edited"]

_CHANGES: TypeAdapter[dict[str, tuple[Override, ...]]] = TypeAdapter(
    dict[str, tuple[Override, ...]]
)


def changes_by_hand(document: Path) -> dict[str, tuple[Override, ...]]:
    """What a person changed in a ``poster.json`` that lies in a result folder; none: ``{}``.

    Raises:
        InputError: The changes in it have a mistake.
    """
    try:
        data = json.loads(document.read_text(encoding="utf-8-sig"))
        found = data.get("overrides") or {}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(f"{document} cannot be read", "mend it, or delete it") from error
    try:
        return _CHANGES.validate_python(found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in ("overrides", *first["loc"]))
        raise InputError(f"{document}: {where}: {first['msg']}", "correct this value") from error


def files_of_last_run(manifest: Path) -> dict[str, str]:
    """Paths an earlier run wrote here, with their digests; only those are ever removed, and only
    inside the folder."""
    try:
        files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        paths = {str(file["path"]): str(file["sha256"]) for file in files}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    root = manifest.parent.resolve()
    return {p: sha for p, sha in paths.items() if (root / p).resolve().is_relative_to(root)}


def was_edited(file: Path, written: str) -> bool:
    """Whether a file is another than the one that was written.

    Args:
        file: In a result folder; need not be there.
        written: SHA-256 of what the studio wrote there, or ``""`` where that is not known.
    """
    if not written:
        return False
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() != written
    except OSError:
        return False


def beside(file: Path) -> Path:
    """Where the new one goes when a person's own stays: ``x.zh.new.md``."""
    return file.with_name(f"{file.stem}.new{file.suffix}")
