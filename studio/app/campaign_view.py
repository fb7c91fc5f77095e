"""A finished campaign as its page shows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from pipelines.documents.brief import Brief
from pipelines.documents.copy import CopyVariant
from pipelines.documents.script import Script
from pipelines.sdk import Asset, Language, LocalText
from studio.app.campaign_page import (
    CampaignPage,
    Captions,
    ChannelCopy,
    CopyCard,
    PageNote,
    PagePoster,
    PageVideo,
    Provenance,
    SceneLine,
    render_campaign_page,
)
from studio.app.lineage import engines_behind
from studio.app.poster_score import score_lines
from studio.app.studio import Studio
from studio.store import JobRow

__all__ = ["campaign_page"]

_SCREEN = re.compile(r"-\d+x\d+\.png$")
"""A poster as it is seen; print files have more after the size."""


def campaign_page(studio: Studio, job: JobRow) -> str:
    """The HTML page of a campaign that succeeded."""
    assert job.result is not None
    brief = Brief.model_validate(job.params["brief"])
    files = {str(file["path"]): file for file in job.result["files"]}
    made = dt.datetime.fromtimestamp(job.finished or job.created).date()
    view = CampaignPage(
        title=brief.product.name,
        brand=brief.brand.name,
        slogan=brief.brand.slogan,
        colours=brief.brand.colours,
        languages=tuple(brief.languages),
        made=made.isoformat(),
        posters=_posters(files, brief.language, job.result.get("scores", ())),
        video=_video(studio, job, files, brief.language),
        copy_channels=_channels(job, files),
        notes=tuple(
            PageNote(severity="warning", message=LocalText.model_validate(note))
            for note in job.result["notes"]
        ),
        provenance=_provenance(studio, job),
        manifest="manifest.json",
    )
    return render_campaign_page(view)


def _posters(
    files: dict[str, Any], language: Language, scores: Sequence[dict[str, Any]]
) -> tuple[PagePoster, ...]:
    found: list[PagePoster] = []
    marks = {name: (value, reasons) for name, value, reasons in score_lines(scores)}
    for path, file in files.items():
        if file["group"] != "posters" or not _SCREEN.search(path):
            continue
        stem = path.removesuffix(".png")
        format = stem.removeprefix("posters/").rsplit("-", 1)[0]
        value, reasons = marks.get(format, (None, []))
        asset = Asset.model_validate(file["asset"])
        pdf = path.removesuffix(".png") + ".pdf"
        width, height = path.removesuffix(".png").rsplit("-", 1)[1].split("x")
        found.append(
            PagePoster(
                name=LocalText.model_validate(file["title"]),
                language=language,
                image=path,
                pdf=pdf if pdf in files else "",
                width=int(width),
                height=int(height),
                size=asset.size,
                score=value,
                reasons=tuple(reasons),
                more=tuple(p for p in files if p.startswith(f"{stem}-")),
            )
        )
    return tuple(found)


def _video(
    studio: Studio, job: JobRow, files: dict[str, Any], language: Language
) -> PageVideo | None:
    assert job.result is not None
    if (video := files.get("video/video.mp4")) is None:
        return None
    asset = Asset.model_validate(video["asset"])
    vtt = studio.folder.path(Asset.model_validate(files["video/video.vtt"]["asset"]))
    script = Script.model_validate(job.result["script"])
    starts: dict[str, float] = job.result["scene_starts"]
    return PageVideo(
        title=script.title,
        file="video/video.mp4",
        cover="video/cover.png",
        duration=float(asset.meta.get("duration") or max(starts.values()) + 1),
        size=asset.size,
        captions=(
            Captions(
                language=language,
                vtt=vtt.read_text(encoding="utf-8"),
                files=("video/video.srt", "video/video.vtt"),
            ),
        ),
        scenes=tuple(
            SceneLine(
                purpose=scene.purpose,
                text=scene.text,
                headline=scene.headline,
                start=starts.get(scene.id),
            )
            for scene in script.scenes
        ),
        files=("script.toml", "video/storyboard.json"),
    )


def _channels(job: JobRow, files: dict[str, Any]) -> tuple[ChannelCopy, ...]:
    assert job.result is not None
    channels: dict[str, ChannelCopy] = {}
    for copy in job.result["copies"]:
        id, language = str(copy["channel"]), str(copy["language"])
        cards = tuple(CopyCard.of(CopyVariant.model_validate(v)) for v in copy["variants"])
        links = tuple(p for p in files if p.startswith(f"copy/{id}.{language}."))
        title = LocalText.model_validate(files[links[0]]["title"])
        before = channels.get(id) or ChannelCopy(id=id, name=title, cards=())
        channels[id] = before.model_copy(
            update={"cards": before.cards + cards, "files": before.files + links}
        )
    return tuple(channels.values())


def _provenance(studio: Studio, job: JobRow) -> tuple[Provenance, ...]:
    seed = job.params["brief"].get("seed")
    rows: list[Provenance] = []
    for engine in engines_behind(studio, job):
        card = studio.registry.engines.get(engine["id"])
        rows.append(
            Provenance(
                what=card.title if card else LocalText(en=engine["role"]),
                engine=engine["id"],
                version=engine["version"],
                seed=seed,
                licence=engine["licence"],
            )
        )
    return tuple(rows)
