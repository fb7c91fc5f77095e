"""A storyboard's video with everything that is handed over with it."""

from __future__ import annotations

from pathlib import Path

from in_process import InProcess

from pipelines.documents.storyboard import EndCardVisual, Line, Storyboard, StoryScene
from pipelines.documents.video_format import video_format
from pipelines.media.labels import read_label
from pipelines.workflows.delivery import DeliverParams, deliver
from pipelines.workflows.video.make import make_video
from studio.app.review_page import scene_thumbnails
from studio.app.video_delivery import check_file

BOARD = Storyboard(
    title="周六见",
    scenes=[
        StoryScene(id="hi", lines=[Line(text="周六开店。")], headline="开店"),
        StoryScene(id="end", visual=EndCardVisual(headline="慢半拍"), lines=[Line(text="见。")]),
    ],
)


def test_everything_is_there_and_labelled(tmp_path: Path) -> None:
    ctx = InProcess(tmp_path)
    format = video_format("9:16").model_copy(update={"width": 108, "height": 192})
    make_video(ctx, BOARD, format)
    ctx.forget()
    params = DeliverParams(board=BOARD, format=format, platforms=("抖音", "reels"), covers=2)
    made = deliver.run(params, ctx)
    # The video was made before: only the scenes without captions are rendered for editing.
    assert ctx.ran("speech.speak") == ctx.ran("video.assemble") == 0
    paths = {file.path: file.asset for file in made.files}
    assert {"video.mp4", "teaser.gif", "teaser.webp", "covers/title.jpg", "covers/01.jpg"} <= {
        *paths
    }
    assert {"platforms/douyin.mp4", "platforms/reels.mp4", "edit/timeline.otio"} <= {*paths}
    for path, asset in paths.items():
        if path.endswith((".mp4", ".gif", ".webp", ".jpg", ".png", ".wav")):
            assert read_label(ctx.path(asset)).label == "1", path
    assert [(each.platform, each.fits, each.encoded) for each in made.platforms] == [
        ("douyin", True, False),
        ("reels", True, False),
    ]
    assert "108" in made.platforms[0].findings[0].best("en")  # too small to look sharp
    assert [scene.id for scene in made.scenes] == ["hi", "end"]
    assert made.scenes[-1].end == made.duration

    video = ctx.path(made.video)
    pictures = scene_thumbnails(video, [0.5, 99.0])
    assert all(each.startswith("data:image/jpeg;base64,") for each in pictures)
    found = check_file(video, ["reels", "x"])
    assert {each.about for each in found["reels"]} == {"pixels"}
