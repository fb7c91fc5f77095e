"""A table of posters: each row in every format. A row that fails is told; the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pydantic import Field

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.documents.poster_row import PosterRow
from pipelines.roles import CUTOUT, RENDER_POSTER
from pipelines.roles.image import CutoutParams, Picture
from pipelines.sdk import (
    Asset,
    Frozen,
    InputError,
    LocalText,
    Outputs,
    Params,
    Pending,
    WorkflowContext,
    hint,
    workflow,
)
from pipelines.sdk.errors import EngineError, NotFoundError
from pipelines.workflows.labels import label
from pipelines.workflows.poster_print import (
    AskedFormat,
    FormatScore,
    LabelledFile,
    PrintChoice,
    ask_for_format,
    label_files,
    notes_of,
    scores_of,
    with_print_size,
)

__all__ = ["BulkParams", "BulkResult", "RowResult", "make_posters"]

_TOGETHER = 12
"""Rows asked for at once: enough for every worker, and few enough to be told apart."""

_ONE_ROW = (InputError, NotFoundError, EngineError)
"""What may be wrong with one row alone; a full disk is wrong with all of them."""


class BulkParams(Params):
    """Rows and the formats each is made in."""

    rows: tuple[PosterRow, ...] = Field(min_length=1, max_length=2000)
    formats: tuple[PosterFormat, ...] = Field(min_length=1, max_length=40)
    pdf: bool = hint(False, label_en="Also as PDF", label_zh="同时导出 PDF")
    printing: PrintChoice = PrintChoice()


class RowFile(Frozen):
    """A finished file of a row; ``path`` is relative, with forward slashes."""

    path: str
    asset: Asset


class RowResult(Frozen):
    """What became of a row."""

    number: int
    name: str
    files: tuple[RowFile, ...] = ()
    score: int | None = Field(default=None, description="the lowest of its formats, 0–100")
    scores: tuple[FormatScore, ...] = ()
    notes: tuple[LocalText, ...] = ()
    error: str = Field(default="", description="why it could not be made")


class BulkResult(Outputs):
    """Every row in the table's order."""

    rows: tuple[RowResult, ...]


@workflow(
    id="studio.poster.bulk",
    version="1.1.0",
    title=LocalText(en="Posters from a table", zh="表格批量海报"),
    summary=LocalText(
        en="Makes a poster of each row of a table in every format.",
        zh="按表格逐行生成全部尺寸的海报。",
    ),
)
def make_posters(params: BulkParams, ctx: WorkflowContext) -> BulkResult:
    """Make all rows; equal steps of an earlier run are not made again."""
    formats = with_print_size(params.formats, params.printing)
    each = len(formats)
    photos = sum(row.photo is not None for row in params.rows)
    ctx.expect({CUTOUT.id: photos, RENDER_POSTER.id: each * len(params.rows)})
    done: list[RowResult] = []
    for start in range(0, len(params.rows), _TOGETHER):
        ctx.stage(
            f"Row {start + 1} of {len(params.rows)}", f"第 {start + 1} / {len(params.rows)} 行"
        )
        batch = params.rows[start : start + _TOGETHER]
        done += _made(batch, formats, params, ctx)
    return BulkResult(rows=tuple(done))


def _made(
    rows: Sequence[PosterRow],
    formats: Sequence[PosterFormat],
    params: BulkParams,
    ctx: WorkflowContext,
) -> Iterator[RowResult]:
    """Some rows side by side."""
    cut = [_cutout(row, ctx) for row in rows]
    asked: list[tuple[PosterRow, PosterDocument, list[AskedFormat], list[LocalText]]] = []
    for row, pending in zip(rows, cut, strict=True):
        document, notes = _with_product(row, pending)
        posters = [
            ask_for_format(
                ctx,
                document,
                format,
                pdf=params.pdf,
                choice=params.printing,
                name=f"row {row.number}",
            )
            for format in formats
        ]
        asked.append((row, document, posters, notes))
    for row, document, posters, notes in asked:
        yield _finished(row, document, posters, notes, ctx)


def _cutout(row: PosterRow, ctx: WorkflowContext) -> Pending[Picture] | None:
    if row.photo is None:
        return None
    return ctx.submit(CUTOUT, CutoutParams(image=row.photo), label=f"row {row.number} cut-out")


def _with_product(
    row: PosterRow, pending: Pending[Picture] | None
) -> tuple[PosterDocument, list[LocalText]]:
    """The document with its product; without one where it cannot be cut out, and a note."""
    if pending is None:
        return row.document, []
    try:
        picture = pending.result()
    except _ONE_ROW as error:
        note = LocalText(en=f"made without its photo: {error}", zh=f"照片未能使用，已省略：{error}")
        return row.document, [note]
    return row.document.model_copy(update={"product": picture.image}), []


def _finished(
    row: PosterRow,
    document: PosterDocument,
    posters: Sequence[AskedFormat],
    notes: list[LocalText],
    ctx: WorkflowContext,
) -> RowResult:
    files: list[LabelledFile] = []
    made: list[AskedFormat] = []
    error = ""
    recipe: dict[str, object] = {"workflow": "studio.poster.bulk@1.1.0", "seed": document.seed}
    for asked in posters:
        size = asked.format.id
        try:
            files += label_files(
                ctx, asked, recipe, LocalText(en=f"{row.name} {size}", zh=f"{row.name} {size}")
            )
            notes += notes_of(asked, LocalText(en=size, zh=size))
        except _ONE_ROW as failure:
            error = error or str(failure)
            continue
        made.append(asked)
    scores = scores_of(made)
    named = [
        RowFile(path=_path(row.name, each), asset=each.pending.result().asset) for each in files
    ]
    if made:
        named.append(_document(row.name, document, recipe, ctx))
    return RowResult(
        number=row.number,
        name=row.name,
        files=tuple(named),
        score=min((each.score.value for each in scores), default=None),
        scores=scores,
        notes=tuple(notes),
        error=error,
    )


def _path(name: str, file: LabelledFile) -> str:
    size = file.format
    return f"{name}/{name}-{size.id}-{size.width}x{size.height}{file.suffix}"


def _document(
    name: str, document: PosterDocument, recipe: dict[str, object], ctx: WorkflowContext
) -> RowFile:
    """The row's document, so that one poster of many can be changed by hand."""
    text = json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=1)
    asset = ctx.save_bytes(text.encode("utf-8"), "document", ".json")
    title = LocalText(en=f"{name} document", zh=f"{name} 文档")
    return RowFile(
        path=f"{name}/poster.json", asset=label(ctx, asset, recipe, title).result().asset
    )
