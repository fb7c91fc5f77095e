"""Videos: what a person has becomes a storyboard, a storyboard becomes a folder of videos."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.documents.brief import Brief
from pipelines.documents.story_text import TextKind, references
from pipelines.documents.storyboard import Media, Storyboard
from pipelines.documents.video_format import VideoFormat
from pipelines.protocol.asset_folder import write_whole
from pipelines.sdk import Asset, Language
from studio.app.briefs import PICTURE_SUFFIXES, import_photos
from studio.app.by_hand import files_of_last_run
from studio.app.campaign import MANIFEST, copy_whole
from studio.app.lineage import file_recipes
from studio.app.storyboards import Importer, import_board, read_storyboard
from studio.app.studio import Studio
from studio.errors import InputError, NotFoundError
from studio.store import JobRow

__all__ = [
    "STORYBOARD",
    "article_source",
    "brief_source",
    "clips_source",
    "drafted",
    "edited_storyboard",
    "export_storyboard",
    "export_video",
    "find_pictures",
    "read_text",
    "script_source",
    "slides_source",
    "start_draft",
    "start_video",
]

DRAFT, MAKE = "studio.video.draft", "studio.video.make"
STORYBOARD = "storyboard.json"
_LARGEST_TEXT = 4 << 20
"""bytes; a book of a thousand pages."""

Source = dict[str, Any]
"""Params of the draft workflow, as JSON."""


# --- what the person has -------------------------------------------------------------------------


def read_text(file: Path, what: str) -> str:
    """A text file, in UTF-8 or, as older Chinese programs write, GB 18030.

    Raises:
        NotFoundError: There is no such file.
        InputError: It is no text, or empty.
    """
    try:
        if file.stat().st_size > _LARGEST_TEXT:
            raise InputError(f"the {what} {file} is larger than 4 MB", "give a part of it")
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no {what} {file}", "check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{file} is a folder", f"name the {what} in it") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error}", "check its permissions") from error
    if not data.strip():
        raise InputError(f"the {what} {file} is empty", "write something in it")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(f"{file} is no text file", "save it as plain text, Markdown or HTML in UTF-8")


def text_kind(file: Path) -> TextKind:
    """What a text is written in, by its name."""
    suffix = file.suffix.lower()
    if suffix in (".html", ".htm", ".xhtml"):
        return "html"
    return "markdown" if suffix in (".md", ".markdown") else "plain"


def find_pictures(given: Iterable[Path]) -> list[Path]:
    """Pictures: files as they are given, folders by the names of what is in them."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = (each for each in path.iterdir() if each.suffix.lower() in PICTURE_SUFFIXES)
            found += sorted(inside, key=lambda each: each.name)
        else:
            found.append(path)
    return found


def article_source(
    text: str, kind: TextKind, folder: Path | None, pictures: Sequence[Path], files: Importer
) -> Source:
    """An article with its own pictures, where they are files, and with more of the person's.

    Args:
        text: The article.
        kind: What it is written in.
        folder: What its pictures are relative to; None: it came from the web.
        pictures: Further ones.
        files: Imports them.
    """
    given: dict[str, dict[str, Any]] = {}
    for reference in references(text, kind) if folder is not None else ():
        assert folder is not None
        path = folder / reference.file
        if reference.kind == "picture" and (media := files.media(path)).asset is not None:
            given[media.asset.sha256] = _picture(media, reference.about)
    for path in pictures:
        if (media := files.media(path)).asset is not None:
            given.setdefault(media.asset.sha256, _picture(media, ""))
    source = {"type": "article", "text": text, "kind": kind}
    return {"source": source, "pictures": list(given.values())}


def _picture(media: Media, about: str) -> dict[str, Any]:
    return {"media": media.model_dump(mode="json"), "about": about}


def script_source(text: str, folder: Path, pictures: Sequence[Path], files: Importer) -> Source:
    """A written script with the files its hints name."""
    named = {
        each.file: files.media(folder / each.file).model_dump(mode="json")
        for each in references(text, "markdown")
    }
    more = [files.media(path) for path in pictures]
    return {
        "source": {"type": "script", "text": text, "files": named},
        "pictures": [_picture(media, "") for media in more if media.asset is not None],
    }


def clips_source(
    clips: Sequence[Path],
    text: str,
    files: Importer,
    *,
    beside: bool = False,
    language: Language | None = None,
) -> Source:
    """The person's footage, and what is said over it, or ``beside`` its own words.

    ``language`` is what is spoken in it, to be written down; None: it is not.
    """
    media = [files.media(path) for path in clips]
    usable = [each.model_dump(mode="json") for each in media if each.asset is not None]
    if not usable:
        raise InputError("none of the clips is there", "give MP4, MOV or WebM files")
    return {
        "source": {
            "type": "clips",
            "files": usable,
            "text": text,
            "beside": beside,
            "language": language,
        }
    }


def slides_source(
    pages: Sequence[Path], notes: str, files: Importer, *, presenter: str = ""
) -> Source:
    """PDF files and pictures, with what is said on each page, and who stands beside them."""
    media = [files.media(path) for path in find_pictures(pages)]
    usable = [each.model_dump(mode="json") for each in media if each.asset is not None]
    if not usable:
        raise InputError("there is no file with pages", "give a PDF, or pictures of the pages")
    source = {"type": "slides", "files": usable, "notes": notes}
    return {"source": source | ({"presenter": presenter} if presenter else {})}


def brief_source(studio: Studio, brief: Brief, *, product: bool) -> tuple[Source, Brief]:
    """A brief, with its photos as assets; with ``product`` they are what is shown."""
    brief, imported = import_photos(brief, studio.folder)
    with studio.db.transaction():
        for asset, name in imported:
            studio.assets.put(asset, step=None, name=name, words="photo")
    source = {"type": "brief", "brief": brief.model_dump(mode="json"), "product": product}
    return {"source": source}, brief


# --- jobs ----------------------------------------------------------------------------------------


def start_draft(studio: Studio, source: Source, **params: Any) -> str:
    """Queue the writing of a storyboard; returns its job.

    Args:
        studio: Where to queue it.
        source: From one of the functions above.
        params: ``title``, ``voice``, ``seconds``, ``seed``.
    """
    wanted = {key: value for key, value in params.items() if value is not None}
    return _start(studio, DRAFT, source | wanted, str(params.get("title") or "storyboard"))


def drafted(studio: Studio, job_id: str) -> Storyboard:
    """The storyboard of a finished draft."""
    job = _finished(studio, job_id)
    assert job.result is not None
    return Storyboard.model_validate(job.result["board"])


def start_video(
    studio: Studio,
    board: Storyboard,
    formats: Sequence[VideoFormat],
    *,
    brief: Brief | None = None,
    files: Importer,
    fresh: bool = False,
) -> str:
    """Queue the making of a storyboard; returns its job. An unfinished equal job is taken up.

    Args:
        studio: Where to queue it.
        board: Its media are imported where they are not yet.
        formats: What to cut it for.
        brief: Copy to publish it with is written from it.
        files: Imports the media, and tells what is wrong with them.
        fresh: Make every step anew.
    """
    board = import_board(studio, board, files)
    params: dict[str, Any] = {
        "board": board.model_dump(mode="json", exclude_none=True),
        "formats": [each.model_dump(mode="json") for each in formats],
    }
    if brief is not None:
        params["brief"] = brief.model_dump(mode="json")
    return _start(studio, MAKE, params, board.title, fresh=fresh)


def _start(
    studio: Studio, target: str, params: dict[str, Any], title: str, *, fresh: bool = False
) -> str:
    for job in [] if fresh else studio.queue.page(("running", "queued", "paused"), 500):
        if job.target == target and job.params == params and not job.cancelling:
            if job.state == "paused":
                studio.queue.resume(job.id)
            return job.id
    return studio.queue.enqueue("workflow", target, params, title=title, fresh=fresh)


def _finished(studio: Studio, job_id: str) -> JobRow:
    job = studio.queue.get(job_id)
    if job.state != "succeeded" or job.result is None:
        raise InputError(f"job {job.id} is {job.state}; only a finished one can be exported")
    return job


# --- the result folder ---------------------------------------------------------------------------


def edited_storyboard(out: Path) -> Storyboard | None:
    """The storyboard in a result folder, if a person has changed it or put it there.

    Raises:
        InputError: It has a mistake.
    """
    file = out / STORYBOARD
    if not file.is_file():
        return None
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        made = {row["path"]: row["sha256"] for row in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        made = {}
    if made.get(STORYBOARD) == hashlib.sha256(file.read_bytes()).hexdigest():
        return None
    return read_storyboard(file)


def export_storyboard(studio: Studio, job_id: str, out: Path) -> list[Path]:
    """Write the storyboard of a finished draft, to be edited and given back."""
    job = _finished(studio, job_id)
    assert job.result is not None
    board = Storyboard.model_validate(job.result["board"])
    text = json.dumps(
        board.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=1
    )
    data = text.encode("utf-8")
    write_whole(data, out / STORYBOARD)
    listed = [{"path": STORYBOARD, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}]
    write_whole(_manifest(studio, job, board.title, listed, {}), out / MANIFEST)
    return [out / STORYBOARD, out / MANIFEST]


def export_video(studio: Studio, job_id: str, out: Path, *, keep: Path | None = None) -> list[Path]:
    """Write a finished video's folder: every file whole, nothing of an older run left over.

    Args:
        studio: Where the job ran.
        job_id: A job that succeeded.
        out: The folder.
        keep: A file of the person's in it that is not written over.

    Returns:
        The files written, the videos first.
    """
    job = _finished(studio, job_id)
    assert job.result is not None
    before = files_of_last_run(out / MANIFEST)
    written: list[Path] = []
    for file in job.result["files"]:
        target = out / PurePosixPath(file["path"])
        if keep is None or target.resolve() != keep.resolve():
            copy_whole(studio.folder.path(Asset.model_validate(file["asset"])), target)
        written.append(target)
    files, steps = file_recipes(studio, job)
    write_whole(_manifest(studio, job, str(job.result["title"]), files, steps), out / MANIFEST)
    kept = {str(file["path"]) for file in job.result["files"]}
    for stale in before.keys() - kept:
        (out / PurePosixPath(stale)).unlink(missing_ok=True)
    return [*sorted(written, key=lambda path: path.suffix != ".mp4"), out / MANIFEST]


def _manifest(
    studio: Studio,
    job: JobRow,
    title: str,
    files: list[dict[str, Any]],
    steps: dict[str, Any],
) -> bytes:
    assert job.result is not None
    data = {
        "studio": "aigc-studio",
        "format": 1,
        "job": job.id,
        "workflow": job.target,
        "workflow_version": studio.registry.workflow(job.target).version,
        "title": title,
        "notes": job.result.get("notes", []),
        "chapters": job.result.get("chapters", []),
        "scene_starts": job.result.get("scene_starts", {}),
        "files": files,
        "steps": steps,
        "ai_generated": True,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")
