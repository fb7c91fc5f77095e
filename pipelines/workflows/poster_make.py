"""One poster in every format asked for: photos cut out, the ground made, the best variant kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.roles import CREATE, CUTOUT, RENDER_POSTER
from pipelines.roles.image import CreateParams, CutoutParams, Picture
from pipelines.sdk import (
    Asset,
    Frozen,
    LocalText,
    Outputs,
    Params,
    Pending,
    WorkflowContext,
    hint,
    workflow,
)
from pipelines.sdk.errors import EngineError, InputError, NotFoundError
from pipelines.workflows.labels import label
from pipelines.workflows.poster_print import (
    FormatScore,
    LabelledFile,
    PrintChoice,
    ask_for_format,
    label_files,
    notes_of,
    scores_of,
    with_print_size,
)
from pipelines.workflows.poster_variants import best_variant

__all__ = ["MadePoster", "MakePosterParams", "PosterFile", "make_poster", "variants_of"]

_LONGEST = 4096
"""px; a made ground is not larger than this."""
_NEXT_SEED = 101


class MakePosterParams(Params):
    """A document and all that is to be done with it."""

    document: PosterDocument
    photos: tuple[Asset, ...] = hint(
        (), max_length=7, label_en="Product photos", label_zh="产品照片"
    )
    engine: str = hint(
        "", label_en="Engine for the background; empty: as the document has it", label_zh="背景引擎"
    )
    prompt: str = hint("", max_length=4000, label_en="What it shows", label_zh="背景描述")
    formats: tuple[PosterFormat, ...] = Field(min_length=1, max_length=40)
    templates: tuple[str, ...] = hint(
        (), max_length=16, label_en="Templates to try", label_zh="候选模板"
    )
    variants: int = hint(1, ge=1, le=16, label_en="Variants", label_zh="方案数")
    pdf: bool = hint(False, label_en="Also as PDF", label_zh="同时导出 PDF")
    printing: PrintChoice = PrintChoice()
    name: str = hint("poster", pattern=r"^[^/\\\x00-\x1f]{1,80}$", label_en="Name", label_zh="名称")


class PosterFile(Frozen):
    """A finished file; ``path`` is relative, with forward slashes."""

    path: str
    asset: Asset
    title: LocalText


class MadePoster(Outputs):
    """The document that was chosen, its files, and what the preflight said of each format."""

    document: PosterDocument
    files: tuple[PosterFile, ...]
    scores: tuple[FormatScore, ...]
    tried: tuple[int, ...] = Field(default=(), description="what each variant scored")
    notes: tuple[LocalText, ...] = ()


@workflow(
    id="studio.poster.make",
    version="1.0.0",
    title=LocalText(en="Poster", zh="海报"),
    summary=LocalText(
        en="One poster in every format: photos cut out, the best of several variants, print files.",
        zh="一张海报的全部尺寸：自动抠图、多方案择优、印刷文件。",
    ),
)
def make_poster(params: MakePosterParams, ctx: WorkflowContext) -> MadePoster:
    """Make it; equal steps of an earlier run are not made again."""
    formats = with_print_size(params.formats, params.printing)
    ctx.expect(
        {
            CUTOUT.id: len(params.photos),
            CREATE.id: params.variants if params.engine else 0,
            RENDER_POSTER.id: len(formats) + (params.variants if params.variants > 1 else 0),
        }
    )
    ctx.stage("Preparing the pictures", "准备图片")
    document, notes = _with_photos(params, ctx)
    documents = _with_grounds(variants_of(document, params.templates, params.variants), params, ctx)
    tried: tuple[int, ...] = ()
    chosen = documents[0]
    if len(documents) > 1:
        ctx.stage("Trying variants", "尝试多个方案")
        best = best_variant(ctx, documents, formats[0])
        chosen, tried = best.document, best.scores
    ctx.stage("Laying out", "排版")
    largest = sorted(formats, key=lambda each: each.width * each.height, reverse=True)
    pending = {
        each.id: ask_for_format(
            ctx, chosen, each, pdf=params.pdf, choice=params.printing, name=params.name
        )
        for each in largest
    }
    asked = [pending[each.id] for each in formats]
    recipe: dict[str, object] = {"workflow": "studio.poster.make@1.0.0", "seed": chosen.seed}
    labelled: list[LabelledFile] = []
    for each in asked:
        name = LocalText(en=f"{params.name} {each.format.id}", zh=f"{params.name} {each.format.id}")
        labelled += label_files(ctx, each, recipe, name)
        notes += notes_of(each, LocalText(en=each.format.id, zh=each.format.id))
    return MadePoster(
        document=chosen,
        files=(*_files(labelled, params.name), _document_file(ctx, chosen, recipe)),
        scores=scores_of(asked),
        tried=tried,
        notes=tuple(dict.fromkeys(notes)),
    )


def variants_of(
    document: PosterDocument, templates: tuple[str, ...], count: int
) -> list[PosterDocument]:
    """The document with each template, and with other seeds until there are enough."""
    names = templates or (document.template,)
    return [
        document.model_copy(
            update={
                "template": names[index % len(names)],
                "seed": document.seed + index // len(names) * _NEXT_SEED,
            }
        )
        for index in range(max(count, len(names)))
    ]


def _with_photos(
    params: MakePosterParams, ctx: WorkflowContext
) -> tuple[PosterDocument, list[LocalText]]:
    """The document with its products; a photo that cannot be cut out is left out and told."""
    asked: list[Pending[Picture]] = [
        ctx.submit(CUTOUT, CutoutParams(image=photo), label=f"photo {number} cut out")
        for number, photo in enumerate(params.photos, start=1)
    ]
    notes: list[LocalText] = []
    cut: list[Asset] = []
    for number, pending in enumerate(asked, start=1):
        try:
            cut.append(pending.result().image)
        except (InputError, EngineError, NotFoundError) as error:
            notes.append(
                LocalText(
                    en=f"photo {number} was not used: {error.message}",
                    zh=f"未使用照片 {number}：{error.message}",
                )
            )
    if not cut:
        return params.document, notes
    update = {"product": cut[0], "products": tuple(cut[1:])}
    return params.document.model_copy(update=update), notes


def _with_grounds(
    documents: list[PosterDocument], params: MakePosterParams, ctx: WorkflowContext
) -> list[PosterDocument]:
    """The documents on pictures that an engine makes, one for each seed."""
    if not params.engine:
        return documents
    first = params.formats[0]
    largest = max(max(each.width, each.height) for each in params.formats)
    scale = min(_LONGEST, largest) / max(first.width, first.height)
    content, colours = params.document.content, params.document.colours
    words = params.prompt or " ".join(
        part for part in (content.headline, content.subhead, content.kicker) if part
    )
    lean = tuple(c for c in (colours.primary, colours.secondary, colours.accent) if c)
    seeds = list(dict.fromkeys(each.seed for each in documents))
    asked = [
        CreateParams(
            prompt=words,
            width=max(64, round(first.width * scale)),
            height=max(64, round(first.height * scale)),
            seed=seed,
            colours=lean,
        )
        for seed in seeds
    ]
    pictures = ctx.map(CREATE, asked, engine=params.engine, label="background")
    made = dict(zip(seeds, (picture.image for picture in pictures), strict=True))
    return [each.model_copy(update={"background": made[each.seed]}) for each in documents]


def _files(labelled: Iterable[LabelledFile], name: str) -> list[PosterFile]:
    return [
        PosterFile(
            path=f"{name}-{each.format.id}-{each.format.width}x{each.format.height}{each.suffix}",
            asset=each.pending.result().asset,
            title=each.title,
        )
        for each in labelled
    ]


def _document_file(
    ctx: WorkflowContext, document: PosterDocument, recipe: dict[str, Any]
) -> PosterFile:
    """The document itself, so that an editor goes on from here."""
    text = json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=1)
    asset = ctx.save_bytes(text.encode("utf-8"), "document", ".json")
    title = LocalText(en="Poster document", zh="海报文档")
    return PosterFile(
        path="poster.json", asset=label(ctx, asset, recipe, title).result().asset, title=title
    )
