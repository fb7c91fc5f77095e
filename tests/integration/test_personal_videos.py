"""One storyboard made personal: only the scenes that differ are made again."""

from __future__ import annotations

from pathlib import Path

from in_process import InProcess

from pipelines.documents.personalising import personalised
from pipelines.documents.storyboard import Storyboard
from pipelines.documents.video_format import video_format
from pipelines.workflows.video.make import make_video

BOARD = Storyboard.model_validate(
    {
        "title": "周六见",
        "scenes": [
            {"id": "hi", "lines": [{"text": "{name}，你好。"}], "headline": "{name}"},
            {"id": "one", "lines": [{"text": "周六开店。"}]},
            {"id": "two", "lines": [{"text": "请来坐坐。"}]},
            {"id": "bye", "lines": [{"text": "咖啡我请。"}]},
        ],
    }
)


def test_the_second_person_costs_one_scene_and_its_join(tmp_path: Path) -> None:
    ctx = InProcess(tmp_path)
    format = video_format("9:16").model_copy(update={"width": 90, "height": 160})
    first = make_video(ctx, personalised(BOARD, {"name": "小林"}, {}), format)
    whole = {role: ctx.ran(role) for role in ("speech.speak", "image.create", "video.render")}
    assert whole == {"speech.speak": 4, "image.create": 4, "video.render": len(first.pieces)}

    ctx.forget()
    second = make_video(ctx, personalised(BOARD, {"name": "王总"}, {}), format)
    assert ctx.ran("speech.speak") == 1
    assert ctx.ran("image.create") == 0 and ctx.ran("music.compose") == 0
    assert ctx.ran("video.render") <= 2  # the scene, and the way out of it where that is no cut
    assert ctx.ran("audio.mix") == ctx.ran("video.assemble") == 1
    assert second.pieces[-3:] == first.pieces[-3:] and second.pieces[0] != first.pieces[0]

    ctx.forget()
    make_video(ctx, personalised(BOARD, {"name": "小林"}, {}), format)
    assert ctx.ran() == 0
