"""One row of a series: what a person has becomes a storyboard, and the storyboard its videos."""

from __future__ import annotations

from pydantic import Field

from pipelines.documents.brief import Brief
from pipelines.documents.shot import CaptionLook
from pipelines.documents.video_format import VideoFormat
from pipelines.sdk import LocalText, Params, WorkflowContext, workflow
from pipelines.workflows.video.draft import DraftParams, draft_storyboard
from pipelines.workflows.video.workflow import MakeVideoParams, VideoResult, make_storyboard

__all__ = ["RowParams", "make_row"]


class RowParams(Params):
    """What a row says."""

    draft: DraftParams
    formats: tuple[VideoFormat, ...] = Field(min_length=1, max_length=8)
    brief: Brief | None = None
    look: CaptionLook | None = None
    mood: str = ""


@workflow(
    id="studio.video.row",
    version="1.0.0",
    title=LocalText(en="Video of a row", zh="系列视频"),
    summary=LocalText(
        en="Storyboard and videos of one row of a table",
        zh="按表格的一行写出分镜并生成视频",
    ),
)
def make_row(params: RowParams, ctx: WorkflowContext) -> VideoResult:
    """Write the storyboard, then make it; equal steps of an earlier run are not made again."""
    draft = draft_storyboard.run(params.draft, ctx)
    board = draft.board
    if params.look:
        plan = board.captions.model_copy(update={"look": params.look})
        board = board.model_copy(update={"captions": plan})
    if params.mood:
        cue = type(board.music).model_validate({**board.music.model_dump(), "mood": params.mood})
        board = board.model_copy(update={"music": cue})
    made = make_storyboard.run(
        MakeVideoParams(board=board, formats=params.formats, brief=params.brief), ctx
    )
    notes = tuple(dict.fromkeys((*draft.notes, *made.notes)))
    return made.model_copy(update={"notes": notes})
