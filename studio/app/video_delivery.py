"""Handing a video over: the job, its folder with the review page, and checks of any file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.documents.brand import BrandColours
from pipelines.documents.storyboard import Storyboard
from pipelines.documents.video_format import VideoFormat
from pipelines.documents.video_platforms import Finding, VideoFacts, check_fit, video_platform
from pipelines.protocol.asset_folder import write_whole
from pipelines.sdk import Asset
from studio.app.campaign import copy_whole
from studio.app.review_page import ReviewPage, ReviewScene, render_review_page, scene_thumbnails
from studio.app.storyboards import Importer, import_board
from studio.app.studio import Studio
from studio.errors import InputError

__all__ = ["REVIEW", "check_file", "export_delivery", "start_delivery"]

DELIVER = "studio.video.deliver"
REVIEW = "review.html"


def start_delivery(
    studio: Studio, board: Storyboard, format: VideoFormat, *, files: Importer, **wishes: Any
) -> str:
    """Queue the handing over of a storyboard's video; returns the job.

    Args:
        studio: Where to queue it.
        board: Its media are imported where they are not yet.
        format: What it is cut for.
        files: Imports the media.
        wishes: ``platforms``, ``teasers``, ``teaser_mb``, ``covers``, ``timelines``.
    """
    board = import_board(studio, board, files)
    params: dict[str, Any] = {
        "board": board.model_dump(mode="json", exclude_none=True),
        "format": format.model_dump(mode="json"),
        **wishes,
    }
    for name in wishes.get("platforms", ()):
        video_platform(name)  # an unknown one is refused before anything is spent
    for job in studio.queue.page(("running", "queued", "paused"), 500):
        if job.target == DELIVER and job.params == params and not job.cancelling:
            if job.state == "paused":
                studio.queue.resume(job.id)
            return job.id
    return studio.queue.enqueue("workflow", DELIVER, params, title=board.title)


def export_delivery(studio: Studio, job_id: str, out: Path) -> list[Path]:
    """Write the folder of a finished delivery: its files, and the page to review it on.

    Returns:
        The files written, the page first.

    Raises:
        InputError: The job has not succeeded.
        StorageError: The folder cannot be written.
    """
    job = studio.queue.get(job_id)
    if job.state != "succeeded" or job.result is None:
        raise InputError(f"job {job.id} is {job.state}; only a finished one can be exported")
    result: dict[str, Any] = job.result
    written: list[Path] = []
    for file in result["files"]:
        target = out / PurePosixPath(file["path"])
        copy_whole(studio.folder.path(Asset.model_validate(file["asset"])), target)
        written.append(target)
    video = Asset.model_validate(result["video"])
    board = Storyboard.model_validate(job.params["board"])
    page = ReviewPage(
        id=video.sha256[:24],
        title=str(result["title"]),
        video="video.mp4",
        width=int(result["width"]),
        height=int(result["height"]),
        fps=int(result["fps"]),
        duration=float(result["duration"]),
        scenes=_scenes(result, studio.folder.path(video)),
        language=board.language,
        colours=board.brand.colours if board.brand else BrandColours(),
    )
    write_whole(render_review_page(page).encode("utf-8"), out / REVIEW)
    return [out / REVIEW, *written]


def _scenes(result: dict[str, Any], video: Path) -> tuple[ReviewScene, ...]:
    parts = result["scenes"]
    middle = [(each["start"] + each["end"]) / 2 for each in parts]
    return tuple(
        ReviewScene(**each, thumbnail=thumbnail)
        for each, thumbnail in zip(parts, scene_thumbnails(video, middle), strict=True)
    )


def check_file(file: Path, names: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    """What platforms would say to a video file, by the platform's id.

    Raises:
        InputError: It is no video, or a platform is not known.
    """
    from pipelines.media.video_probe import probe

    places = [video_platform(name) for name in names]
    facts = probe(file)
    if not facts.width or not facts.duration:
        raise InputError(f"{file.name} has no moving picture", "give a video")
    video = VideoFacts(
        width=facts.width,
        height=facts.height,
        fps=facts.fps or 1,
        duration=facts.duration,
        size=file.stat().st_size,
        codec=facts.video_codec,
        sound=bool(facts.audio_codec),
    )
    return {place.id: check_fit(video, place) for place in places}
