"""A table of posters: each row in every format. A row that fails is told; the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Field

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.documents.poster_row import PosterRow
from pipelines.roles import CUTOUT, RENDER_POSTER
from pipelines.roles.export import Labelled
from pipelines.roles.image import CutoutParams, Picture
from pipelines.roles.poster import Poster, RenderPosterParams
from pipelines.sdk import (
    Asset,
    Frozen,
    InputError,
    LocalText,
    Outputs,
    Params,
    Pending,
    StudioError,
    WorkflowContext,
    hint,
    workflow,
)
from pipelines.sdk.errors import EngineError, NotFoundError
from pipelines.workflows.labels import label

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
    notes: tuple[LocalText, ...] = ()
    error: str = Field(default="", description="why it could not be made")


class BulkResult(Outputs):
    """Every row in the table's order."""

    rows: tuple[RowResult, ...]


@workflow(
    id="studio.poster.bulk",
    version="1.0.0",
    title=LocalText(en="Posters from a table", zh="表格批量海报"),
    summary=LocalText(
        en="Makes a poster of each row of a table in every format.",
        zh="按表格逐行生成全部尺寸的海报。",
    ),
)
def make_posters(params: BulkParams, ctx: WorkflowContext) -> BulkResult:
    """Make all rows; equal steps of an earlier run are not made again."""
    each = len(params.formats)
    photos = sum(row.photo is not None for row in params.rows)
    ctx.expect({CUTOUT.id: photos, RENDER_POSTER.id: each * len(params.rows)})
    done: list[RowResult] = []
    for start in range(0, len(params.rows), _TOGETHER):
        ctx.stage(
            f"Row {start + 1} of {len(params.rows)}", f"第 {start + 1} / {len(params.rows)} 行"
        )
        batch = params.rows[start : start + _TOGETHER]
        done += _made(batch, params, ctx)
    return BulkResult(rows=tuple(done))


def _made(
    rows: Sequence[PosterRow], params: BulkParams, ctx: WorkflowContext
) -> Iterator[RowResult]:
    """Some rows side by side."""
    cut = [_cutout(row, ctx) for row in rows]
    asked: list[tuple[PosterRow, list[Pending[Poster]], list[LocalText]]] = []
    for row, pending in zip(rows, cut, strict=True):
        document, notes = _with_product(row, pending)
        posters = [
            ctx.submit(
                RENDER_POSTER,
                RenderPosterParams(document=document, format=format, pdf=params.pdf),
                label=f"row {row.number} {format.id}",
            )
            for format in params.formats
        ]
        asked.append((row, posters, notes))
    for row, posters, notes in asked:
        yield _finished(row, posters, notes, params.formats, ctx)


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
    posters: Sequence[Pending[Poster]],
    notes: list[LocalText],
    formats: Sequence[PosterFormat],
    ctx: WorkflowContext,
) -> RowResult:
    files: list[tuple[str, Pending[Labelled]]] = []
    scores: list[int] = []
    error = ""
    for format, pending in zip(formats, posters, strict=True):
        try:
            poster = pending.result()
        except _ONE_ROW as failure:
            error = error or _words(failure)
            continue
        recipe: dict[str, Any] = {"role": RENDER_POSTER.id, "format": format.id}
        title = LocalText(en=f"{row.name} {format.id}", zh=f"{row.name} {format.id}")
        stem = f"{row.name}/{row.name}-{format.id}-{format.width}x{format.height}"
        files.append((f"{stem}.png", label(ctx, poster.image, recipe, title)))
        if poster.pdf is not None:
            files.append((f"{stem}.pdf", label(ctx, poster.pdf, recipe, title)))
        if poster.score is not None:
            scores.append(poster.score.value)
        notes += [
            LocalText(en=f"{format.id}: {found.message.en}", zh=f"{format.id}：{found.message.zh}")
            for found in poster.findings
            if found.severity != "info"
        ]
    return RowResult(
        number=row.number,
        name=row.name,
        files=tuple(RowFile(path=path, asset=one.result().asset) for path, one in files),
        score=min(scores, default=None),
        notes=tuple(notes),
        error=error,
    )


def _words(error: StudioError) -> str:
    return str(error)
