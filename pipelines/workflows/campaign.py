"""One brief in, a whole campaign out: copy, posters, a voiced short video."""

from __future__ import annotations

import json

from pipelines.documents.brief import Brief
from pipelines.documents.copy import CopyVariant
from pipelines.documents.poster import Override, PosterDocument, PosterFormat
from pipelines.documents.script import Script
from pipelines.documents.storyboard import Storyboard
from pipelines.documents.video_format import video_format
from pipelines.roles import (
    CREATE,
    CUTOUT,
    LABEL,
    PLAN,
    RENDER,
    RENDER_POSTER,
    SPEAK,
    TALK,
    UPSCALE,
    WRITE,
)
from pipelines.roles.image import CutoutParams, UpscaleParams
from pipelines.roles.poster import RenderPosterParams
from pipelines.roles.text import PlanParams, WriteParams
from pipelines.sdk import (
    Asset,
    EngineError,
    InputError,
    LocalText,
    Params,
    WorkflowContext,
    hint,
    workflow,
)
from pipelines.workflows.calls import CARD_MOST, GENERAL_CALL, call_within
from pipelines.workflows.captions import subtitles_srt, subtitles_vtt
from pipelines.workflows.copy_set import ask_for_copy, collect_copy, copy_files
from pipelines.workflows.labels import label
from pipelines.workflows.poster_print import PrintChoice
from pipelines.workflows.poster_set import (
    ask_for_posters,
    collect_posters,
    cover_document,
    poster_call,
    poster_document,
)
from pipelines.workflows.results import CampaignResult, ResultFile
from pipelines.workflows.video.campaign_story import storyboard_from_script
from pipelines.workflows.video.make import FinishedVideo, expected_steps, make_video

__all__ = ["CampaignParams", "make_campaign"]

_SMALL = 900
"""px; a product photo whose longer side is below this is enlarged first."""
_SOFT = 400
"""px; a product photo whose longer side is below this looks soft even when it is enlarged."""
_COVER = PosterFormat(id="cover", width=1080, height=1440)


class CampaignParams(Params):
    """What to make a campaign from."""

    brief: Brief
    script: Script | None = hint(None, widget="hidden", description="None: one is planned")
    variants: int = hint(3, ge=1, le=10, label_en="Copy variants", label_zh="文案版本数")
    printing: PrintChoice = PrintChoice()
    by_hand: dict[str, tuple[Override, ...]] = hint(
        {}, widget="hidden", description="changes a person made to the posters"
    )
    duration: float = hint(34.0, ge=15, le=90, unit="s", label_en="Video", label_zh="视频时长")


@workflow(
    id="studio.campaign.make",
    version="1.2.0",
    title=LocalText(en="Campaign", zh="整套营销内容"),
    summary=LocalText(
        en="Copy for every channel, a poster in five formats and a voiced short video",
        zh="各渠道文案、五种尺寸的海报和一条配音短视频",
    ),
)
def make_campaign(params: CampaignParams, ctx: WorkflowContext) -> CampaignResult:
    """Make everything a brief asks for; independent parts run side by side."""
    brief = params.brief
    recipe: dict[str, object] = {
        "workflow": "studio.campaign.make@1.2.0",
        "seed": brief.seed,
        "brand": brief.brand.name.best(brief.language),
    }
    _tell_what_is_left_out(ctx, brief)
    ctx.stage("Writing", "撰写文案")
    ctx.expect(_expected(brief, params.script))
    asked_copy = ask_for_copy(ctx, brief, params.variants)
    headline = _headline(ctx, brief)
    product = _product(ctx, brief)
    script = params.script or _plan(ctx, brief, params.duration)
    document = poster_document(brief, headline, product)
    document.overrides = params.by_hand
    asked_posters = ask_for_posters(ctx, document, params.printing)
    cover = ctx.submit(
        RENDER_POSTER,
        RenderPosterParams(
            document=cover_document(document, script.title), format=_COVER, pdf=False
        ),
        label="video cover",
    )
    copies, notes = collect_copy(asked_copy)
    files = copy_files(ctx, copies, recipe)
    board = storyboard_from_script(brief, script, product)
    finished = make_video(ctx, board, video_format("9:16"))
    ctx.stage("Labelling and packing", "添加标识并打包")
    poster_files, poster_notes, scores = collect_posters(ctx, asked_posters, recipe)
    files += poster_files
    files += _video_files(ctx, finished, cover.result().image, recipe)
    files += _document_files(ctx, document, board, finished, recipe)
    return CampaignResult(
        title=script.title,
        language=brief.language,
        files=tuple(files),
        copies=tuple(copies),
        script=script,
        scene_starts=dict(finished.scene_starts),
        notes=tuple(dict.fromkeys([*notes, *poster_notes, *finished.notes])),
        scores=scores,
    )


def _expected(brief: Brief, script: Script | None) -> dict[str, int]:
    """The steps to come, for the time to go; a script that is not planned yet is guessed."""
    texts = len(brief.channels) * len(brief.languages)
    steps = (
        expected_steps(storyboard_from_script(brief, script))
        if script
        else {SPEAK.id: 8, CREATE.id: 8, TALK.id: 2, RENDER.id: 15}
    )
    return {
        **steps,
        WRITE.id: texts + 1,
        CUTOUT.id: min(1, len(brief.photos.product)),
        RENDER_POSTER.id: 6,
        LABEL.id: 2 * texts + 16,
    }


def _tell_what_is_left_out(ctx: WorkflowContext, brief: Brief) -> None:
    """Notes on what the brief gives and the pictures do not show."""
    products, people = len(brief.photos.product), len(brief.photos.people)
    unused = [(f"product photo {n}", f"产品照片 {n}") for n in range(2, products + 1)]
    unused += [(f"photo of people {n}", f"人物照片 {n}") for n in range(1, people + 1)]
    if unused:
        ctx.note(
            f"Not used: {', '.join(en for en, _ in unused)} (one product photo is shown)",
            f"未使用：{'、'.join(zh for _, zh in unused)}（只展示一张产品照片）",
        )
    language = brief.language
    in_video = call_within(brief, language, CARD_MOST)[1]
    if not in_video or not poster_call(brief)[1]:
        general = GENERAL_CALL[language]
        where_en = "on posters" if in_video else "on posters and in the video"
        where_zh = "海报" if in_video else "海报和视频"
        ctx.note(
            f"The call to action is too long to be read {where_en}: “{general}” is shown there",
            f"行动号召太长，在{where_zh}上看不清，改用“{general}”",
        )


def _headline(ctx: WorkflowContext, brief: Brief) -> CopyVariant | None:
    params = WriteParams(
        brief=brief, channel="poster", language=brief.language, variants=1, seed=brief.seed
    )
    variants = ctx.run(WRITE, params, label="headline").variants
    return variants[0] if variants else None


def _plan(ctx: WorkflowContext, brief: Brief, duration: float) -> Script:
    params = PlanParams(brief=brief, language=brief.language, duration=duration, seed=brief.seed)
    return ctx.run(PLAN, params, label="script").script


def _product(ctx: WorkflowContext, brief: Brief) -> Asset | None:
    """The first product photo cut out; a photo that cannot be cut out is left out and told."""
    if not brief.photos.product or (photo := brief.photos.product[0].asset) is None:
        return None
    try:
        longer = max(int(photo.meta.get("width", 0)), int(photo.meta.get("height", 0)))
        if 0 < longer < _SOFT:
            ctx.note(
                f"The product photo is only {longer} px on its longer side and will look soft;"
                f" give one of {_SMALL} px or more",
                f"产品照片长边只有 {longer} 像素，画面会偏软；请提供 {_SMALL} 像素以上的照片",
            )
        if longer < _SMALL:
            photo = ctx.run(UPSCALE, UpscaleParams(image=photo), label="larger photo").image
        return ctx.run(CUTOUT, CutoutParams(image=photo), label="product cut out").image
    except (InputError, EngineError) as error:
        ctx.note(
            f"The product photo was not used: {error.message}",
            f"未使用产品照片：{error.message}",
        )
        return None


def _video_files(
    ctx: WorkflowContext, finished: FinishedVideo, cover: Asset, recipe: dict[str, object]
) -> list[ResultFile]:
    """Video, cover and subtitles, labelled."""
    srt = ctx.save_bytes(subtitles_srt(finished.cues).encode("utf-8"), "subtitles", ".srt")
    vtt = ctx.save_bytes(subtitles_vtt(finished.cues).encode("utf-8"), "subtitles", ".vtt")
    made = recipe | {"role": "video.assemble"}
    asked = [
        ("video.mp4", LocalText(zh="短视频", en="Short video"), finished.video.video),
        ("cover.png", LocalText(zh="视频封面", en="Video cover"), cover),
        ("video.vtt", LocalText(zh="字幕 VTT", en="Subtitles, WebVTT"), vtt),
    ]
    pending = [(name, title, label(ctx, asset, made, title)) for name, title, asset in asked]
    # SubRip has no place for a label; the manifest and the WebVTT beside it carry it.
    plain = ResultFile(
        path="video/video.srt",
        asset=srt,
        group="video",
        title=LocalText(zh="字幕 SRT", en="Subtitles, SRT"),
    )
    labelled = [
        ResultFile(path=f"video/{name}", asset=each.result().asset, group="video", title=title)
        for name, title, each in pending
    ]
    return [*labelled, plain]


def _document_files(
    ctx: WorkflowContext,
    document: PosterDocument,
    board: Storyboard,
    finished: FinishedVideo,
    recipe: dict[str, object],
) -> list[ResultFile]:
    """The editable documents behind the posters and the video."""
    shots = {"shots": [shot.model_dump(mode="json") for shot in finished.shots]}
    contents = [
        (
            "posters/poster.json",
            LocalText(zh="海报文档", en="Poster document"),
            document.model_dump(mode="json"),
        ),
        (
            "video/storyboard.json",
            LocalText(zh="分镜", en="Storyboard"),
            board.model_dump(mode="json", exclude_none=True),
        ),
        ("video/shots.json", LocalText(zh="镜头数据", en="Shots as data"), shots),
    ]
    pending = []
    for path, title, data in contents:
        text = json.dumps(data, ensure_ascii=False, indent=1)
        asset = ctx.save_bytes(text.encode("utf-8"), "document", ".json")
        pending.append((path, title, label(ctx, asset, recipe, title)))
    return [
        ResultFile(path=path, asset=each.result().asset, group="other", title=title)
        for path, title, each in pending
    ]
