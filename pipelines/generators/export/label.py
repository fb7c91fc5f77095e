"""Label a file as AI-made: the label is written into a copy and read back from it."""

from __future__ import annotations

from pipelines.media.labels import AiLabel, read_label, write_label
from pipelines.roles.export import LABEL, Labelled, LabelParams
from pipelines.sdk import Context, EngineError, LocalText, Resources, StudioError, generator

__all__ = ["label"]


@generator(
    id="studio.export.label",
    role=LABEL,
    version="1.0.0",
    title=LocalText(en="AI label", zh="AI 标识"),
    summary=LocalText(
        en="Writes the implicit label of GB 45438-2025 and the recipe into a copy of the file.",
        zh="按 GB 45438-2025 把隐式标识与生成配方写入文件副本，并回读核对。",
    ),
    resources=Resources(ram_mb=120, seconds=0.05),
)
def label(params: LabelParams, ctx: Context) -> Labelled:
    """Label ``params.asset``; picture, sound and pages stay as they are.

    Raises:
        InputError: a kind of file that has no place for a label, or a damaged file.
        EngineError: the label read back is not the one written.
    """
    ctx.progress(0.0, "Labelling")
    wanted = AiLabel(
        content_producer=params.producer or "AIGC-Studio",
        produce_id=params.produce_id or params.asset.sha256,
    )
    copy = ctx.scratch / f"labelled{params.asset.suffix}"
    write_label(ctx.path(params.asset), copy, wanted, params.recipe)
    ctx.progress(0.6, "Reading the label back")
    try:
        found = read_label(copy)
    except StudioError as error:
        raise EngineError(
            "the label cannot be read back from the copy", "report this file"
        ) from error
    if found != wanted:
        raise EngineError("the label read back is not the one written", "report this file")
    ctx.progress(1.0, "Labelled")
    return Labelled(
        asset=ctx.save(copy, params.asset.kind, **params.asset.meta), fields=found.fields()
    )
