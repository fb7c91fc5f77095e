"""The best of several variants: each is rendered, and the preflight's score decides."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.roles import RENDER_POSTER
from pipelines.roles.poster import Poster, RenderPosterParams
from pipelines.sdk import LocalText, Outputs, Params, WorkflowContext, hint, workflow

__all__ = ["BestPoster", "VariantsParams", "best_variant", "pick_best", "seeded"]


class VariantsParams(Params):
    """A document, and how many variants of its art are tried."""

    document: PosterDocument
    format: PosterFormat
    count: int = hint(4, ge=1, le=16, label_en="Variants", label_zh="方案数")


class BestPoster(Outputs):
    """The variant chosen, and what each of them scored."""

    document: PosterDocument
    poster: Poster
    scores: tuple[int, ...] = Field(description="in the order tried; equal ones: the first wins")


def seeded(document: PosterDocument, count: int) -> list[PosterDocument]:
    """The document, and the same with other seeds."""
    return [
        document.model_copy(update={"seed": document.seed + index * 101}) for index in range(count)
    ]


def best_variant(
    ctx: WorkflowContext, documents: Sequence[PosterDocument], format: PosterFormat
) -> BestPoster:
    """Render the documents side by side; the one with the highest score wins.

    Args:
        ctx: The workflow's.
        documents: At least one: other seeds, other templates, other words.
        format: The size they are compared in.
    """
    posters = ctx.map(
        RENDER_POSTER,
        [RenderPosterParams(document=each, format=format, pdf=False) for each in documents],
        label="variant",
    )
    scores = tuple(poster.score.value if poster.score is not None else 0 for poster in posters)
    best = max(range(len(scores)), key=lambda index: (scores[index], -index))
    return BestPoster(document=documents[best], poster=posters[best], scores=scores)


@workflow(
    id="studio.poster.variants",
    version="1.0.0",
    title=LocalText(en="Best of several posters", zh="海报择优"),
    summary=LocalText(
        en="Tries several variants of a poster and keeps the one with the best preflight score.",
        zh="尝试多个方案，保留预检得分最高的一张。",
    ),
)
def pick_best(params: VariantsParams, ctx: WorkflowContext) -> BestPoster:
    """The best variant of a document."""
    return best_variant(ctx, seeded(params.document, params.count), params.format)
