"""Assets as people use them: bring a file in, find one, see its recipe, make it again."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from pipelines.protocol.asset_folder import storage_error
from pipelines.sdk import Asset, AssetKind
from studio.app.lineage import steps_behind
from studio.app.studio import Studio
from studio.errors import InputError, NotFoundError
from studio.store import AssetRow, StepRow

__all__ = ["copy_out", "find_asset", "import_file", "recipe_of", "remake"]

_KINDS: dict[str, AssetKind] = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif"), "image"),
    **dict.fromkeys((".wav", ".mp3", ".flac", ".ogg", ".m4a"), "sound"),
    **dict.fromkeys((".mp4", ".mov", ".mkv", ".webm"), "video"),
    **dict.fromkeys((".srt", ".vtt", ".ass"), "subtitles"),
    **dict.fromkeys((".txt", ".md"), "text"),
    **dict.fromkeys((".pdf", ".json", ".toml"), "document"),
}


def import_file(studio: Studio, path: Path) -> Asset:
    """Copy a file into the asset store."""
    studio.folder.scratch_root.parent.mkdir(parents=True, exist_ok=True)
    meta: dict[str, int | float | str] = {}
    kind = _KINDS.get(path.suffix.lower(), "data")
    if kind == "image":
        from studio.app.briefs import picture_size

        meta["width"], meta["height"] = picture_size(path)
    from studio.app.briefs import plain_suffix

    with tempfile.TemporaryDirectory(dir=studio.settings.data) as scratch:
        copy = Path(scratch) / f"file{plain_suffix(path, '.bin')}"
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            raise storage_error(error, copy) from error
        asset = studio.folder.add(copy, kind, meta)
    studio.assets.put(asset, step=None, name=path.name)
    return asset


def copy_out(studio: Studio, asset: Asset, folder: Path, name: str) -> Path:
    """Copy an asset to a folder under a readable name; returns the copy."""
    readable = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)[:60] or "asset"
    target = folder / f"{readable}-{asset.sha256[:8]}{asset.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(studio.folder.path(asset), target)
    except OSError as error:
        raise storage_error(error, target) from error
    return target


def find_asset(studio: Studio, wanted: str) -> AssetRow:
    """An asset by the beginning of its hash, or by a file that the studio made."""
    path = Path(wanted)
    if not path.is_file():
        return studio.assets.get(wanted)
    import hashlib

    with path.open("rb") as file:
        return studio.assets.get(hashlib.file_digest(file, "sha256").hexdigest())


def _origin(studio: Studio, row: AssetRow) -> StepRow:
    step = studio.steps.get(row.step) if row.step else None
    if step is None:
        raise NotFoundError(
            f"asset {row.asset.sha256[:12]} was given, not made", "it has no recipe"
        )
    return step


def recipe_of(studio: Studio, row: AssetRow) -> dict[str, Any]:
    """How an asset was made: its step, and every step behind it."""
    steps = [
        {
            "role": step.role,
            "engine": step.engine,
            "version": step.version,
            "params": step.params,
            "seconds": round(step.seconds, 3),
        }
        for step in steps_behind(studio, row.asset.sha256)
    ]
    return {"asset": row.asset.model_dump(mode="json"), "name": row.name, "made_by": steps}


def remake(studio: Studio, row: AssetRow, changes: list[str]) -> str:
    """Queue the step that made an asset again, with changed params; returns the job.

    Files that were only labelled are traced back to the step that made their content.

    Args:
        studio: Where to queue it.
        row: The asset.
        changes: ``param=value`` each; values are JSON, or else plain text.
    """
    step = _origin(studio, row)
    if step.role == "asset.label":
        step = _origin(studio, studio.assets.get(step.params["asset"]["sha256"]))
    params = dict(step.params)
    known = studio.registry.engine(step.engine).params.get("properties", {})
    for change in changes:
        name, sign, text = change.partition("=")
        if not sign or name not in known:
            names = ", ".join(known)
            raise InputError(f"{change!r} changes nothing", f"PARAM=VALUE with one of: {names}")
        try:
            params[name] = json.loads(text)
        except ValueError:
            params[name] = text
    return studio.queue.enqueue(
        "engine", step.engine, params, title=row.name or step.engine, fresh=True
    )
