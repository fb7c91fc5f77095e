"""The workflow that turns what a person has into a storyboard: nothing is spoken or drawn yet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipelines.documents.brief import Brief
from pipelines.documents.presenter import CharacterName
from pipelines.documents.story_text import TextKind
from pipelines.documents.storyboard import ArtVisual, Media, PhotoVisual, Storyboard, StoryScene
from pipelines.roles import PAGES, PLAN, SALIENT
from pipelines.roles.footage import PagesParams
from pipelines.roles.image import Salient, SalientParams
from pipelines.roles.text import PlanParams
from pipelines.sdk import (
    EngineError,
    Frozen,
    InputError,
    LocalText,
    NotFoundError,
    Outputs,
    Params,
    Pending,
    WorkflowContext,
    hint,
    workflow,
)
from pipelines.workflows.video.slide_show import storyboard_from_slides
from pipelines.workflows.video.sources.article import article_of, storyboard_of_article
from pipelines.workflows.video.sources.clips import ClipsSource, storyboard_of_clips
from pipelines.workflows.video.sources.matching import (
    PictureFacts,
    match_pictures,
    name_words,
)
from pipelines.workflows.video.sources.product import storyboard_of_product
from pipelines.workflows.video.sources.written_script import storyboard_of_script

__all__ = ["Draft", "DraftParams", "draft_storyboard"]


_USUAL = 45.0
"""Seconds of a video when nobody says how long."""


class GivenPicture(Frozen):
    """A picture the person gave, with words about it."""

    media: Media
    about: str = ""


class BriefSource(Frozen):
    """A brief; with ``product`` its photos are what is shown."""

    type: Literal["brief"] = "brief"
    brief: Brief
    product: bool = False


class ArticleSource(Frozen):
    """An article or a page."""

    type: Literal["article"] = "article"
    text: str
    kind: TextKind = "plain"


class ScriptSource(Frozen):
    """A written script; ``files`` are those its hints name."""

    type: Literal["script"] = "script"
    text: str
    files: dict[str, Media] = Field(default_factory=dict)


class SlidesSource(Frozen):
    """PDF files and pictures, with notes."""

    type: Literal["slides"] = "slides"
    files: tuple[Media, ...] = Field(min_length=1)
    notes: str = ""
    presenter: CharacterName | None = Field(default=None, description="small, beside the pages")


Source = Annotated[
    BriefSource | ArticleSource | ScriptSource | SlidesSource | ClipsSource,
    Field(discriminator="type"),
]


class DraftParams(Params):
    """What to make a storyboard of."""

    source: Source
    title: str = ""
    voice: str = ""
    seconds: float | None = hint(
        None,
        ge=8,
        le=600,
        unit="s",
        label_en="Length",
        label_zh="时长",
        description="None: 45 s, or as long as the clips are worth",
    )
    pictures: tuple[GivenPicture, ...] = Field(default=(), max_length=400)
    seed: int = hint(1, ge=0, label_en="Seed", label_zh="随机种子", widget="seed")


class Draft(Outputs):
    """The storyboard."""

    board: Storyboard
    notes: tuple[LocalText, ...] = ()


@workflow(
    id="studio.video.draft",
    version="1.0.0",
    title=LocalText(en="Storyboard", zh="写分镜"),
    summary=LocalText(
        en="A storyboard from a brief, an article, a script, clips or slides",
        zh="由简报、文章、脚本、自有素材或幻灯片写出分镜",
    ),
)
def draft_storyboard(params: DraftParams, ctx: WorkflowContext) -> Draft:
    """Write the storyboard, and match the pictures given to its sentences."""
    ctx.stage("Writing the storyboard", "撰写分镜")
    board, notes = _board(params, ctx)
    if params.pictures:
        board, told = _with_pictures(ctx, board, params.pictures)
        notes += told
    for note in notes:
        ctx.note(note.best("en"), note.best("zh"))
    return Draft(board=board, notes=notes)


def _board(params: DraftParams, ctx: WorkflowContext) -> tuple[Storyboard, tuple[LocalText, ...]]:
    source, seed, voice = params.source, params.seed, params.voice
    match source:
        case BriefSource():
            return _from_brief(ctx, params, source), ()
        case ArticleSource():
            article = article_of(source.text, source.kind, params.title)
            board = storyboard_of_article(
                article, seconds=params.seconds or _USUAL, voice=voice, seed=seed
            )
            return board, ()
        case ScriptSource():
            board = storyboard_of_script(
                source.text, source.files, title=params.title, voice=voice, seed=seed
            )
            return board, ()
        case SlidesSource():
            assets = tuple(each.asset for each in source.files if each.asset is not None)
            if not assets:
                raise InputError("there is no file with pages", "give a PDF or pictures")
            names = tuple(_name(each) for each in source.files if each.asset is not None)
            pages = ctx.run(PAGES, PagesParams(files=assets, names=names), label="pages")
            board, told = storyboard_from_slides(
                pages.pages,
                notes=source.notes,
                title=params.title,
                voice=voice,
                presenter=source.presenter,
                seed=seed,
            )
            return board, (*pages.notes, *told)
        case ClipsSource():
            return storyboard_of_clips(
                ctx, source, title=params.title, voice=voice, seconds=params.seconds, seed=seed
            )


def _from_brief(ctx: WorkflowContext, params: DraftParams, source: BriefSource) -> Storyboard:
    brief = source.brief
    if params.voice:
        chosen = brief.presenter.model_copy(update={"voice": params.voice})
        brief = brief.model_copy(update={"presenter": chosen})
    plan = PlanParams(
        brief=brief,
        language=brief.language,
        duration=min(params.seconds or _USUAL, 180.0),
        seed=brief.seed,
    )
    script = ctx.run(PLAN, plan, label="script").script
    if params.title:
        script = script.model_copy(update={"title": params.title})
    return storyboard_of_product(brief, script, mostly_photos=source.product)


def _name(media: Media) -> str:
    return media.path.replace("\\", "/").rsplit("/", 1)[-1]


def _with_pictures(
    ctx: WorkflowContext, board: Storyboard, given: tuple[GivenPicture, ...]
) -> tuple[Storyboard, tuple[LocalText, ...]]:
    """Pictures in place of the generated ones, each where its sentence is."""
    facts, usable, notes = _facts(ctx, given)
    open_scenes = [n for n, scene in enumerate(board.scenes) if isinstance(scene.visual, ArtVisual)]
    said = [_words(board.scenes[n]) for n in open_scenes]
    matched = match_pictures(said, facts)
    scenes = list(board.scenes)
    for number, place in zip(open_scenes, matched, strict=True):
        if place is not None:
            picture = usable[place]
            about = picture.about or name_words(picture.media.path)
            visual = PhotoVisual(picture=picture.media, about=about)
            scenes[number] = scenes[number].model_copy(update={"visual": visual})
    left = [_name(p.media) for n, p in enumerate(usable) if n not in matched]
    if left:
        shown = ", ".join(left[:6]) + ("…" if len(left) > 6 else "")
        notes.append(
            LocalText(
                en=f"{len(left)} pictures were not needed: {shown}",
                zh=f"有 {len(left)} 张图片没有用上：{shown}",
            )
        )
    return board.model_copy(update={"scenes": scenes}), tuple(notes)


def _words(scene: StoryScene) -> str:
    return " ".join([scene.headline, *(line.text for line in scene.lines)])


def _facts(
    ctx: WorkflowContext, given: tuple[GivenPicture, ...]
) -> tuple[list[PictureFacts], list[GivenPicture], list[LocalText]]:
    """What is known of each picture that can be read."""
    asked: list[tuple[GivenPicture, Pending[Salient]]] = []
    for each in given:
        if each.media.asset is not None:
            params = SalientParams(image=each.media.asset)
            asked.append((each, ctx.submit(SALIENT, params, label=f"look at {_name(each.media)}")))
    facts: list[PictureFacts] = []
    usable: list[GivenPicture] = []
    notes: list[LocalText] = []
    for picture, pending in asked:
        try:
            seen = pending.result()
        except (InputError, EngineError, NotFoundError) as error:
            name = _name(picture.media)
            notes.append(
                LocalText(
                    en=f"{name} was not used: {error.message}",
                    zh=f"未使用 {name}：{error.message}",
                )
            )
            continue
        words = " ".join([picture.about, name_words(picture.media.path), seen.words])
        facts.append(PictureFacts(words, seen.light, seen.colours))
        usable.append(picture)
    return facts, usable, notes
