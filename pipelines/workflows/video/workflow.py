"""The workflow that makes a storyboard's videos and everything that is handed over with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from pipelines.documents.brief import Brief, ChannelId
from pipelines.documents.chapters import Chapter, chapters_text, readable_chapters
from pipelines.documents.storyboard import Storyboard
from pipelines.documents.subtitles import srt_text, vtt_text
from pipelines.documents.subtitles_ass import ass_text
from pipelines.documents.video_format import VideoFormat
from pipelines.roles import COVERS, LABEL
from pipelines.roles.delivery import CoversParams
from pipelines.sdk import (
    Asset,
    AssetKind,
    EngineError,
    InputError,
    Language,
    LocalText,
    Outputs,
    Params,
    WorkflowContext,
    workflow,
)
from pipelines.workflows.copy_set import ask_for_copy, collect_copy, copy_files
from pipelines.workflows.labels import AI_LABEL, label
from pipelines.workflows.results import ResultFile
from pipelines.workflows.video.compile import caption_style
from pipelines.workflows.video.make import FinishedVideo, expected_steps, make_videos

__all__ = ["MakeVideoParams", "VideoResult", "make_storyboard"]

WORKFLOW = "studio.video.make"
VERSION = "1.0.0"


class MakeVideoParams(Params):
    """A storyboard and the formats it is cut for."""

    board: Storyboard
    formats: tuple[VideoFormat, ...] = Field(min_length=1, max_length=8)
    brief: Brief | None = Field(default=None, description="copy to publish it with is written too")


class VideoResult(Outputs):
    """The files of a video, and what is in it when."""

    title: str
    language: Language
    files: tuple[ResultFile, ...]
    duration: float = Field(gt=0, description="seconds, of the first format")
    scene_starts: dict[str, float] = Field(description="seconds, by scene")
    chapters: tuple[Chapter, ...] = ()
    board: Storyboard
    notes: tuple[LocalText, ...] = ()


@workflow(
    id=WORKFLOW,
    version=VERSION,
    title=LocalText(en="Video from a storyboard", zh="分镜成片"),
    summary=LocalText(
        en="Voices, pictures, captions and music of a storyboard, cut for every format",
        zh="按分镜生成配音、画面、字幕和音乐，输出各种画幅的成片",
    ),
)
def make_storyboard(params: MakeVideoParams, ctx: WorkflowContext) -> VideoResult:
    """Make the videos of a storyboard, with captions, covers and the storyboard itself."""
    board = params.board
    recipe = {
        "workflow": f"{WORKFLOW}@{VERSION}",
        "seed": board.seed,
        "brand": board.brand.name.best(board.language) if board.brand else "",
    }
    expected = expected_steps(board, len(params.formats))
    ctx.expect({**expected, LABEL.id: 2 * len(params.formats) + 2})
    asked_copy = _ask_for_copy(ctx, params)
    finished = make_videos(ctx, board, params.formats)
    ctx.stage("Labelling and packing", "添加标识并打包")
    files = [file for each in finished for file in _video_files(ctx, board, each, recipe)]
    files += _text_files(ctx, board, finished[0], recipe)
    notes = dict.fromkeys(note for each in finished for note in each.notes)
    for note in notes:
        ctx.note(note.best("en"), note.best("zh"))
    if asked_copy:
        copies, told = collect_copy(asked_copy)
        files += copy_files(ctx, copies, recipe)
        notes |= dict.fromkeys(told)
    return VideoResult(
        title=board.title,
        language=board.language,
        files=tuple(files),
        duration=finished[0].duration,
        scene_starts=dict(finished[0].scene_starts),
        chapters=finished[0].chapters,
        board=board,
        notes=tuple(notes),
    )


_CHANNELS: dict[str, ChannelId] = {
    "douyin": "douyin",
    "xiaohongshu": "xiaohongshu",
    "reels": "instagram",
    "instagram_feed": "instagram",
    "instagram_story": "instagram",
    "linkedin": "linkedin",
    "x": "x",
}


def _ask_for_copy(ctx: WorkflowContext, params: MakeVideoParams) -> list[Any]:
    """What to publish a product's video with: for its platform, or where such videos go."""
    if params.brief is None:
        return []
    usual: tuple[ChannelId, ...] = (
        ("douyin", "xiaohongshu") if params.board.language == "zh" else ("instagram", "x")
    )
    named = {_CHANNELS[f.platform] for f in params.formats if f.platform in _CHANNELS}
    brief = params.brief.model_copy(
        update={"channels": sorted(named) or list(usual), "languages": [params.board.language]}
    )
    return list(ask_for_copy(ctx, brief, 1))


def _video_files(
    ctx: WorkflowContext, board: Storyboard, video: FinishedVideo, recipe: dict[str, Any]
) -> list[ResultFile]:
    """The video and its cover, labelled."""
    id, aspect = video.format.id, video.format.aspect
    made = recipe | {"role": "video.assemble", "format": aspect}
    title = LocalText(zh=f"视频 {aspect}", en=f"Video {aspect}")
    pending = [(f"video-{id}.mp4", title, label(ctx, video.video.video, made, title))]
    if (cover := _cover(ctx, board, video)) is not None:
        title = LocalText(zh=f"封面 {aspect}", en=f"Cover {aspect}")
        pending.append((f"cover-{id}{cover.suffix}", title, label(ctx, cover, made, title)))
    return [
        ResultFile(path=path, asset=each.result().asset, group="video", title=title)
        for path, title, each in pending
    ]


def _cover(ctx: WorkflowContext, board: Storyboard, video: FinishedVideo) -> Asset | None:
    """The best frame; where none can be picked the video goes without, a player shows its first."""
    params = CoversParams(
        video=video.video.video,
        count=1,
        scene_starts=tuple(start for _, start in video.scene_starts),
        captions=tuple((start, end) for start, end, _ in video.cues),
        title=board.title,
        fonts=tuple(board.brand.fonts.heading) if board.brand else (),
        mark=AI_LABEL[board.language],
    )
    try:
        covers = ctx.run(COVERS, params, label=f"cover {video.format.id}")
    except (InputError, EngineError):
        return None
    if covers.title_cover is not None:
        return covers.title_cover
    return covers.frames[0].image if covers.frames else None


def _text_files(
    ctx: WorkflowContext, board: Storyboard, video: FinishedVideo, recipe: dict[str, Any]
) -> list[ResultFile]:
    """Captions, chapters, and the storyboard to edit and give back."""
    story = json.dumps(
        board.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=1
    )
    texts: list[tuple[str, AssetKind, str, str, str]] = [
        ("captions.vtt", "subtitles", vtt_text(video.subtitles), "字幕 VTT", "Subtitles, WebVTT"),
        ("storyboard.json", "document", story, "分镜", "Storyboard"),
    ]
    pending = []
    for path, kind, text, zh, en in texts if video.cues else texts[1:]:
        asset = ctx.save_bytes(text.encode("utf-8"), kind, f".{path.rsplit('.', 1)[1]}")
        title = LocalText(zh=zh, en=en)
        group = "other" if kind == "document" else "video"
        pending.append((path, title, group, label(ctx, asset, recipe, title)))
    files = [
        ResultFile(path=path, asset=each.result().asset, group=group, title=title)
        for path, title, group, each in pending
    ]
    # Neither has a place for a label; the manifest and the WebVTT beside them carry it.
    plain = _plain_texts(board, video)
    for path, text, title in plain:
        kind = "subtitles" if path.startswith("captions") else "text"
        asset = ctx.save_bytes(text.encode("utf-8"), kind, f".{path.rsplit('.', 1)[1]}")
        files.append(ResultFile(path=path, asset=asset, group="video", title=title))
    return files


def _plain_texts(board: Storyboard, video: FinishedVideo) -> Sequence[tuple[str, str, LocalText]]:
    found: list[tuple[str, str, LocalText]] = []
    if video.cues:
        title = LocalText(zh="字幕 SRT", en="Subtitles, SRT")
        found.append(("captions.srt", srt_text(video.subtitles), title))
        style = caption_style(board, video.format)
        title = LocalText(zh="字幕 ASS", en="Subtitles, ASS")
        size = (video.format.width, video.format.height)
        found.append(("captions.ass", ass_text(video.subtitles, style, size), title))
    if chapters := readable_chapters(video.chapters, video.duration):
        title = LocalText(zh="章节", en="Chapters")
        found.append(("chapters.txt", chapters_text(chapters), title))
    return found
