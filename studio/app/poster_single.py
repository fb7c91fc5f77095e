"""One poster as a job, and its files in a folder, with the score and its reasons beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.documents.brand import Photo
from pipelines.documents.poster import Override, PosterFormat
from pipelines.protocol.asset_folder import write_whole
from pipelines.sdk import Asset
from studio.app.brand_kit import import_kit
from studio.app.briefs import import_photo
from studio.app.campaign import copy_whole
from studio.app.poster_order import PosterOrder
from studio.app.poster_score import score_file
from studio.app.studio import Studio
from studio.errors import InputError

__all__ = [
    "DOCUMENT",
    "POSTER",
    "Printing",
    "export_poster",
    "printing_params",
    "start_poster",
]

POSTER = "studio.poster.make"
DOCUMENT = "poster.json"
SCORE = "score.json"


@dataclass(frozen=True)
class Printing:
    """What is made for the print shop; ``profile``: the ICC file of its press."""

    inks: str = "none"
    profile: Path | None = None
    bleed_mm: float = 3.0


def printing_params(studio: Studio, printing: Printing) -> dict[str, Any]:
    """The choice as workflows take it, its profile imported.

    Raises:
        InputError: The profile is no ICC file of a CMYK press.
    """
    profile = None
    if printing.profile is not None and printing.inks != "none":
        profile = _profile(studio, printing.profile).model_dump(mode="json")
    return {"inks": printing.inks, "bleed_mm": printing.bleed_mm, "profile": profile}


def _profile(studio: Studio, file: Path) -> Asset:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"the print profile {file} cannot be read", "check the path") from error
    if data[36:40] != b"acsp" or data[16:20] != b"CMYK":
        raise InputError(
            f"{file} is not the ICC profile of a CMYK press",
            "ask the print shop for its .icc file, or leave it out for coated paper",
        )
    return studio.folder.add_bytes(data, "data", ".icc", {})


def start_poster(
    studio: Studio,
    order: PosterOrder,
    formats: Sequence[PosterFormat],
    *,
    variants: int = 1,
    pdf: bool = False,
    printing: Printing | None = None,
    by_hand: Mapping[str, tuple[Override, ...]] | None = None,
    name: str = "poster",
) -> str:
    """Queue a poster; returns its job. An unfinished equal job is taken up again.

    Raises:
        NotFoundError: The engine or the template is not there.
        InputError: A picture or the print profile cannot be used.
    """
    from pipelines.graphics.poster.packs import find_template
    from studio.app.poster_templates import template_folders

    for template in order.templates or (order.document.template,):
        find_template(template, template_folders(studio.settings.data))
    if order.engine:
        studio.registry.pick("image.create", order.engine)

    def take(path: Path, words: str) -> Asset:
        _, asset = import_photo(Photo(path=str(path)), studio.folder, path.name)
        studio.assets.put(asset, step=None, name=path.name, words=words)
        return asset

    update: dict[str, Any] = {}
    if order.logo is not None:
        update["logo"] = take(order.logo, "logo")
    if order.background is not None:
        update["background"] = take(order.background, "background")
    if by_hand:
        update["overrides"] = dict(by_hand) | order.document.overrides
    photos = [take(path, "photo") for path in order.photos]
    kit = import_kit(order.kit, studio.folder) if order.kit is not None else None
    document = order.in_brand(kit).model_copy(update=update)
    params: dict[str, Any] = {
        "document": document.model_dump(mode="json"),
        "photos": [photo.model_dump(mode="json") for photo in photos],
        "engine": order.engine,
        "prompt": order.prompt,
        "formats": [each.model_dump(mode="json") for each in formats],
        "templates": list(order.templates) if len(order.templates) > 1 else [],
        "variants": variants,
        "pdf": pdf,
        "printing": printing_params(studio, printing or Printing()),
        "name": name,
    }
    for job in studio.queue.page(("running", "queued", "paused"), 500):
        if job.target == POSTER and job.params == params and not job.cancelling:
            return job.id
    title = document.content.headline.replace("\n", " ")[:80]
    return studio.queue.enqueue("workflow", POSTER, params, title=title)


def export_poster(studio: Studio, job_id: str, out: Path) -> list[Path]:
    """Write the files of a finished poster: pictures, pages, its document, its score.

    Raises:
        InputError: The job has not succeeded.
        StorageError: The folder cannot be written.
    """
    job = studio.queue.get(job_id)
    if job.state != "succeeded" or job.result is None:
        raise InputError(f"job {job.id} is {job.state}; only a finished one can be exported")
    written: list[Path] = []
    for file in job.result["files"]:
        target = out / PurePosixPath(file["path"])
        copy_whole(studio.folder.path(Asset.model_validate(file["asset"])), target)
        written.append(target)
    write_whole(score_file(job.result["scores"], job.result["tried"]), out / SCORE)
    return [*written, out / SCORE]
