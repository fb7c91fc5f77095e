"""The main job: a brief becomes a campaign, and the campaign a folder to hand over."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import tomli_w
from filelock import FileLock, Timeout
from pydantic import ValidationError

from pipelines.documents.brief import Brief
from pipelines.documents.poster import Override
from pipelines.documents.script import Script
from pipelines.protocol.asset_folder import storage_error, write_whole
from pipelines.sdk import Asset
from studio.app.briefs import check_name, import_photos
from studio.app.by_hand import beside, changes_by_hand, files_of_last_run, was_edited
from studio.app.lineage import file_recipes
from studio.app.poster_score import score_file
from studio.app.studio import Studio
from studio.errors import BusyError, InputError, NotFoundError
from studio.store import JobRow

__all__ = [
    "CAMPAIGN",
    "Exported",
    "OutFolder",
    "copy_whole",
    "export_campaign",
    "open_out_folder",
    "start_campaign",
]

CAMPAIGN = "studio.campaign.make"
MANIFEST = "manifest.json"
SCRIPT = "script.toml"
PAGE = "campaign.html"
SCORE = "posters/score.json"
POSTER = "posters/poster.json"

_SCRIPT_HEAD = """\
# 视频脚本：改动任意一句，再运行同一条命令，只会重做受影响的部分。删除本文件则重新规划。
# The video's script: change any sentence and run the same command again; only what depends on
# it is made anew. Delete this file to have the script planned afresh.
# 本脚本由人工智能生成 · AI-generated
# planned: {sha}

"""
_PLANNED = re.compile(r"^# planned: ([0-9a-f]{64})$", re.MULTILINE)
"""The digest of the script as planned; a script that differs from it was edited."""


@dataclass(frozen=True)
class OutFolder:
    """A result folder that is ours while the block runs.

    Args:
        path: The folder.
        script: The script that a person edited in it, or None.
        product: The product of the campaign that lies in it, or None.
        by_hand: Changes a person made in its ``posters/poster.json``.
    """

    path: Path
    script: Script | None
    product: dict[str, Any] | None
    by_hand: dict[str, tuple[Override, ...]] = field(default_factory=dict)


@contextlib.contextmanager
def open_out_folder(path: Path) -> Iterator[OutFolder]:
    """Make, lock and look into a result folder.

    Raises:
        StorageError: It cannot be made or written.
        BusyError: Another run works on it.
        InputError: The script in it has a mistake.
    """
    if path.exists() and not path.is_dir():
        raise InputError(f"{path} is a file, not a folder", "choose another --out")
    lock_file = path / ".aigc-studio.lock"
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_file)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BusyError(
            f"another run is working on {path}", "wait for it, or choose another --out"
        ) from error
    except OSError as error:
        raise storage_error(error, path) from error
    try:
        script, product = _edited_script(path / SCRIPT), _product(path / MANIFEST)
        yield OutFolder(path, script, product, changes_by_hand(path / POSTER))
    finally:
        # Removed while it is held, so that whoever comes next makes a new one. Windows refuses
        # that, and removes the file by itself.
        with contextlib.suppress(OSError):
            lock_file.unlink(missing_ok=True)
        lock.release()


@dataclass(frozen=True)
class Exported:
    """What was written, the page first; ``kept``: edited files that were left as they are."""

    paths: list[Path]
    kept: list[Path]


def _product(manifest: Path) -> dict[str, Any] | None:
    """The product of the last run's campaign, from its manifest."""
    try:
        product = json.loads(manifest.read_text(encoding="utf-8"))["params"]["brief"]["product"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return product if isinstance(product, dict) else None


def _edited_script(file: Path) -> Script | None:
    """The script, if a person has changed it."""
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}", "mend or delete it") from error
    planned = _PLANNED.search(text)
    if planned and _digest(text[planned.end() :]) == planned[1]:
        return None
    try:
        return Script.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is no valid TOML: {error}", "mend that line") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{file}: {where}: {reason}", "correct it, or delete the file") from error


def _digest(body: str) -> str:
    return hashlib.sha256(body.strip().encode("utf-8")).hexdigest()


def start_campaign(
    studio: Studio,
    brief: Brief,
    *,
    script: Script | None = None,
    by_hand: Mapping[str, tuple[Override, ...]] | None = None,
    printing: Mapping[str, Any] | None = None,
    fresh: bool = False,
) -> str:
    """Queue a campaign; returns its job. An unfinished job that is the same is taken up again.

    Args:
        studio: Where to queue it.
        brief: With photo paths or assets.
        script: The script to use; None: one is planned.
        by_hand: Changes a person made to the posters, by format.
        printing: What is made for the print shop (``printing_params``).
        fresh: Make every step anew.

    Raises:
        InputError: The product's name is too long to be said.
    """
    check_name(brief)
    brief, imported = import_photos(brief, studio.folder)
    with studio.db.transaction():
        for asset, name in imported:
            studio.assets.put(asset, step=None, name=name, words="photo")
    params: dict[str, Any] = {"brief": brief.model_dump(mode="json")}
    if script is not None:
        params["script"] = script.model_dump(mode="json")
    if by_hand:
        params["by_hand"] = {
            key: [change.model_dump(mode="json", exclude_unset=True) for change in changes]
            for key, changes in by_hand.items()
        }
    if printing:
        params["printing"] = dict(printing)
    for job in [] if fresh else studio.queue.page(("running", "queued", "paused"), 500):
        if job.target == CAMPAIGN and job.params == params and not job.cancelling:
            if job.state == "paused":
                studio.queue.resume(job.id)
            return job.id
    title = brief.product.name.best(brief.language)
    return studio.queue.enqueue("workflow", CAMPAIGN, params, title=title, fresh=fresh)


def export_campaign(studio: Studio, job_id: str, out: Path) -> Exported:
    """Write a finished campaign's folder: every file whole, nothing of an older run left over.

    Copy that a person has edited is theirs: the new one is written beside it.

    Args:
        studio: Where the job ran.
        job_id: A job that succeeded.
        out: The folder.

    Raises:
        InputError: The job has not succeeded.
        StorageError: The disk is full or the folder cannot be written.
    """
    from studio.app.campaign_view import campaign_page

    job = studio.queue.get(job_id)
    if job.state != "succeeded" or job.result is None:
        raise InputError(f"job {job.id} is {job.state}; only a finished one can be exported")
    before = files_of_last_run(out / MANIFEST)
    files: list[dict[str, Any]] = job.result["files"]
    kept_by_hand: list[Path] = []
    for file in files:
        asset = Asset.model_validate(file["asset"])
        target = out / PurePosixPath(file["path"])
        theirs = file["group"] == "copy" or (file["path"] == POSTER and "by_hand" not in job.params)
        if theirs and was_edited(target, before.get(str(file["path"]), "")):
            kept_by_hand.append(target)
            target = beside(target)
        copy_whole(studio.folder.path(asset), target)
    if scores := job.result.get("scores"):
        write_whole(score_file(scores), out / SCORE)
    if "script" not in job.params or not (out / SCRIPT).exists():
        text = _script_text(Script.model_validate(job.result["script"]))
        write_whole(text.encode("utf-8"), out / SCRIPT)
    manifest = _manifest(studio, job)
    write_whole(manifest, out / MANIFEST)
    write_whole(campaign_page(studio, job).encode("utf-8"), out / PAGE)
    kept = {str(file["path"]) for file in files}
    for stale in before.keys() - kept:
        if not was_edited(out / PurePosixPath(stale), before[stale]):
            (out / PurePosixPath(stale)).unlink(missing_ok=True)
    paths = [out / PAGE, out / MANIFEST, out / SCRIPT, *(out / PurePosixPath(k) for k in kept)]
    return Exported(paths, kept_by_hand)


def _script_text(script: Script) -> str:
    body = tomli_w.dumps(script.model_dump(mode="json"))
    return _SCRIPT_HEAD.format(sha=_digest(body)) + body


def copy_whole(source: Path, target: Path) -> None:
    """Copy under a temporary name, then rename; an equal file is left alone."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        try:
            shutil.copyfile(source, partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except FileNotFoundError as error:
        raise NotFoundError(f"{source} is gone", "run the job again") from error
    except OSError as error:
        raise storage_error(error, target) from error


def _manifest(studio: Studio, job: JobRow) -> bytes:
    """Every file with its recipe, down to the photos that were given."""
    assert job.result is not None
    files, steps = file_recipes(studio, job)
    data = {
        "studio": "aigc-studio",
        "format": 1,
        "job": job.id,
        "workflow": job.target,
        "workflow_version": studio.registry.workflow(job.target).version,
        "params": job.params,
        "title": job.result["title"],
        "script": SCRIPT,
        "notes": job.result["notes"],
        "files": files,
        "steps": steps,
        "ai_generated": True,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")
