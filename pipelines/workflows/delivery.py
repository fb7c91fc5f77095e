"""A storyboard's video handed over: teasers, covers, chapters, platform files, timelines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from pipelines.documents.chapters import Chapter, chapters_text, chapters_vtt, readable_chapters
from pipelines.documents.storyboard import Storyboard
from pipelines.documents.video_format import VideoFormat
from pipelines.documents.video_platforms import (
    VideoFacts,
    VideoPlatform,
    check_fit,
    video_platform,
)
from pipelines.roles import COVERS, LABEL, PUBLISH, RENDER, TEASER
from pipelines.roles.delivery import CoversParams, Moment, PublishParams, TeaserParams
from pipelines.sdk import (
    Asset,
    EngineError,
    Frozen,
    InputError,
    Language,
    LocalText,
    Outputs,
    Params,
    Pending,
    WorkflowContext,
    hint,
    workflow,
)
from pipelines.workflows.labels import AI_LABEL, label
from pipelines.workflows.results import ResultFile
from pipelines.workflows.timelines import timeline_files
from pipelines.workflows.video.make import FinishedVideo, expected_steps, make_video

__all__ = ["DeliverParams", "Delivery", "PlatformReport", "deliver"]


class DeliverParams(Params):
    """What to hand over of a storyboard's video."""

    board: Storyboard
    format: VideoFormat
    platforms: tuple[str, ...] = Field(default=(), max_length=20)
    teasers: bool = hint(True, label_en="Teasers", label_zh="动图预告")
    teaser_mb: float = hint(5.0, gt=0.02, le=50, unit="MB")
    covers: int = hint(6, ge=0, le=24, label_en="Covers", label_zh="封面数量")
    timelines: bool = hint(True, label_en="For editing programs", label_zh="剪辑工程")


class PlatformReport(Frozen):
    """Whether the video fits a platform, as it is handed over for it."""

    platform: str
    title: LocalText
    fits: bool
    encoded: bool = False
    findings: tuple[LocalText, ...] = ()


class ScenePart(Frozen):
    """A scene for the review page: when it is seen, and what is said."""

    id: str
    start: float
    end: float
    title: str = ""
    text: str = ""


class Delivery(Outputs):
    """Everything of a video that is handed over."""

    title: str
    language: Language
    files: tuple[ResultFile, ...]
    video: Asset = Field(description="labelled")
    duration: float
    width: int
    height: int
    fps: int
    scenes: tuple[ScenePart, ...]
    platforms: tuple[PlatformReport, ...] = ()
    notes: tuple[LocalText, ...] = ()


@workflow(
    id="studio.video.deliver",
    version="1.0.0",
    title=LocalText(en="Hand a video over", zh="视频交付"),
    summary=LocalText(
        en="Teasers, covers, chapters, platform files and timelines of a storyboard's video",
        zh="由分镜成片导出动图预告、封面、章节、各平台成片与剪辑工程",
    ),
)
def deliver(params: DeliverParams, ctx: WorkflowContext) -> Delivery:
    """Make the video, where it is not made yet, and everything out of it."""
    board = params.board
    places = [video_platform(name) for name in params.platforms]
    steps = expected_steps(board)
    again = 1 + params.timelines  # for editing, the scenes are rendered without captions as well
    ctx.expect(
        {
            **steps,
            RENDER.id: steps[RENDER.id] * again,
            TEASER.id: 2 * params.teasers,
            COVERS.id: min(1, params.covers),
            PUBLISH.id: 1 + len(places),
            LABEL.id: 5 + params.covers + len(places) + 30 * params.timelines,
        }
    )
    finished = make_video(ctx, board, params.format)
    ctx.stage("Handing over", "导出交付文件")
    recipe = {"workflow": "studio.video.deliver@1.0.0", "seed": board.seed}
    chapters = readable_chapters(finished.chapters, finished.duration)
    whole = ctx.submit(
        PUBLISH,
        PublishParams(video=finished.video.video, chapters=chapters, title=board.title),
        label="chapters",
    )
    asked = _teasers(ctx, params, finished)
    covers = _covers(ctx, params, finished)
    reports, platform_files = _platforms(ctx, board, finished, places, recipe)
    title = LocalText(zh="视频", en="Video")
    video = label(ctx, whole.result().video, recipe | {"role": PUBLISH.id}, title)
    files = [_file("video.mp4", video.result().asset, title)]
    files += _labelled(ctx, [*asked, *covers], recipe)
    files += platform_files
    files += _chapter_files(ctx, chapters, finished.duration)
    if params.timelines:
        files += timeline_files(ctx, finished, board)
    return Delivery(
        title=board.title,
        language=board.language,
        files=tuple(files),
        video=video.result().asset,
        duration=finished.duration,
        width=params.format.drawn[0],
        height=params.format.drawn[1],
        fps=params.format.fps,
        scenes=_scenes(board, finished),
        platforms=tuple(reports),
        notes=finished.notes,
    )


_Named = tuple[str, Asset, LocalText, str]
"""Path, asset, title, role."""


def _file(path: str, asset: Asset, title: LocalText) -> ResultFile:
    return ResultFile(path=path, asset=asset, group="video", title=title)


def _labelled(
    ctx: WorkflowContext, made: Sequence[_Named], recipe: dict[str, Any]
) -> list[ResultFile]:
    pending = [
        (path, title, label(ctx, asset, recipe | {"role": role}, title))
        for path, asset, title, role in made
    ]
    return [_file(path, each.result().asset, title) for path, title, each in pending]


def _marked(finished: FinishedVideo) -> tuple[tuple[float, float], ...]:
    """When the video shows its own label, seconds."""
    fps = finished.format.fps
    found: list[tuple[float, float]] = []
    for shot, (_, start) in zip(finished.shots, finished.scene_starts, strict=True):
        for mark in shot.marks:
            if mark.text:
                until = shot.frames if mark.until is None else mark.until
                found.append((start, start + until / fps))
    return tuple(found)


def _teasers(ctx: WorkflowContext, params: DeliverParams, finished: FinishedVideo) -> list[_Named]:
    """A GIF and a WebP of the same seconds."""
    if not params.teasers:
        return []
    starts = tuple(start for _, start in finished.scene_starts)
    asked = {
        "video": finished.video.video,
        "scene_starts": starts,
        "max_mb": params.teaser_mb,
        "mark": AI_LABEL[params.board.language],
    }
    pending = [
        (format, ctx.submit(TEASER, TeaserParams.model_validate({**asked, "format": format})))
        for format in ("gif", "webp")
    ]
    return [
        (
            f"teaser.{format}",
            each.result().image,
            LocalText(zh=f"动图预告 {format.upper()}", en=f"Teaser, {format.upper()}"),
            TEASER.id,
        )
        for format, each in pending
    ]


def _covers(ctx: WorkflowContext, params: DeliverParams, finished: FinishedVideo) -> list[_Named]:
    """The candidates, the best first, and the one with the title."""
    if not params.covers:
        return []
    board = params.board
    starts = tuple(start for _, start in finished.scene_starts)
    ask = CoversParams(
        video=finished.video.video,
        count=params.covers,
        scene_starts=starts,
        moments=_moments(board, finished),
        captions=tuple((start, end) for start, end, _ in finished.cues),
        title=board.title,
        fonts=tuple(board.brand.fonts.heading) if board.brand else (),
        mark=AI_LABEL[board.language],
        marked=_marked(finished),
    )
    covers = ctx.run(COVERS, ask, label="covers")
    made: list[_Named] = []
    if covers.title_cover is not None:
        title = LocalText(zh="标题封面", en="Title cover")
        made.append(("covers/title.jpg", covers.title_cover, title, COVERS.id))
    for number, frame in enumerate(covers.frames, start=1):
        title = LocalText(zh=f"候选封面 {number}", en=f"Cover {number}")
        made.append((f"covers/{number:02}.jpg", frame.image, title, COVERS.id))
    return made


def _moments(board: Storyboard, finished: FinishedVideo) -> tuple[Moment, ...]:
    """Scenes that show a product or a presenter, or say what it is about in big words."""
    weights = {"product": 1.6, "presenter": 1.0, "end_card": -0.0}
    found: list[Moment] = []
    for scene, (_, start), shot in zip(
        board.scenes, finished.scene_starts, finished.shots, strict=False
    ):
        weight = weights.get(scene.visual.type, 0.0) + 0.5 * bool(scene.headline)
        if weight > 0:
            end = start + shot.frames / finished.format.fps
            shows = (
                scene.visual.type if scene.visual.type in ("product", "presenter") else "headline"
            )
            found.append(
                Moment.model_validate(
                    {"start": start, "end": end, "weight": weight, "shows": shows}
                )
            )
    return tuple(found)


def _platforms(
    ctx: WorkflowContext,
    board: Storyboard,
    finished: FinishedVideo,
    places: Sequence[VideoPlatform],
    recipe: dict[str, Any],
) -> tuple[list[PlatformReport], list[ResultFile]]:
    """A file for each platform, within its limits, and what is left to object to."""
    width, height = finished.format.drawn
    chapters = readable_chapters(finished.chapters, finished.duration)
    reports: list[PlatformReport] = []
    files: list[ResultFile] = []
    for place in places:
        same = abs(width / height / (place.width / place.height) - 1) < 0.02
        params = PublishParams(
            video=finished.video.video,
            width=0 if same else place.width,
            height=0 if same else place.height,
            crf=place.crf,
            max_kbps=place.max_kbps,
            audio_kbps=place.audio_kbps,
            longest=place.longest,
            max_mb=place.max_mb,
            chapters=chapters,
            title=board.title,
            mark=AI_LABEL[board.language],
        )
        try:
            made = ctx.run(PUBLISH, params, label=place.id)
        except (InputError, EngineError) as error:
            told = LocalText(en=str(error), zh=str(error))
            report = PlatformReport(
                platform=place.id, title=place.title, fits=False, findings=(told,)
            )
            reports.append(report)
            continue
        facts = VideoFacts(
            width=int(made.video.meta["width"]),
            height=int(made.video.meta["height"]),
            fps=float(made.video.meta["fps"]),
            duration=made.duration,
            size=made.video.size,
        )
        found = check_fit(facts, place)
        reports.append(
            PlatformReport(
                platform=place.id,
                title=place.title,
                fits=not any(each.refused for each in found),
                encoded=made.encoded,
                findings=tuple(each.message for each in found),
            )
        )
        title = LocalText(
            zh=f"{place.title.best('zh')} 成片", en=f"Video for {place.title.best('en')}"
        )
        done: Pending[Any] = label(ctx, made.video, recipe | {"platform": place.id}, title)
        files.append(_file(f"platforms/{place.id}.mp4", done.result().asset, title))
    return reports, files


def _chapter_files(
    ctx: WorkflowContext, chapters: Sequence[Chapter], duration: float
) -> list[ResultFile]:
    if not chapters:
        return []
    recipe = {"role": PUBLISH.id}
    track = ctx.save_bytes(chapters_vtt(chapters, duration).encode(), "subtitles", ".vtt")
    text = ctx.save_bytes(chapters_text(chapters).encode(), "text", ".txt")
    vtt = LocalText(zh="章节 VTT", en="Chapters, WebVTT")
    listed = LocalText(zh="章节列表", en="Chapter list")
    return [
        _file("chapters.vtt", label(ctx, track, recipe, vtt).result().asset, vtt),
        _file("chapters.txt", text, listed),
    ]


def _scenes(board: Storyboard, finished: FinishedVideo) -> tuple[ScenePart, ...]:
    starts = [start for _, start in finished.scene_starts]
    ends = [*starts[1:], finished.duration]
    return tuple(
        ScenePart(
            id=scene.id,
            start=start,
            end=end,
            title=scene.chapter or scene.headline,
            text=" ".join(line.text for line in scene.lines),
        )
        for scene, start, end in zip(board.scenes, starts, ends, strict=True)
    )
