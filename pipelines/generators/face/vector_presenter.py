"""A drawn presenter says a recorded sentence: no model, no download, any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipelines.media.matte_video import MATTE_BELOW, matte_writer
from pipelines.media.wav import read_wav
from pipelines.roles.face import TALK, Talk, TalkParams
from pipelines.sdk import Context, LocalText, Resources, generator

if TYPE_CHECKING:
    from pipelines.generators.face.performance import Performance

__all__ = ["vector_presenter"]


def _act(params: TalkParams, ctx: Context) -> Performance:
    """Listen to the speech and decide every frame."""
    from pipelines.generators.face.performance import perform

    audio, rate = read_wav(ctx.path(params.speech))
    samples = audio.mean(axis=1).astype(np.float64)
    duration = params.lead + len(samples) / rate + params.tail
    frames = max(1, round(duration * params.fps))
    times = (np.arange(frames) + 0.5) / params.fps - params.lead
    return perform(
        samples, rate, times, phonemes=params.phonemes, gestures=params.gestures, seed=params.seed
    )


@generator(
    id="studio.face.vector",
    role=TALK,
    version="2.0.0",
    title=LocalText(en="Drawn presenter", zh="矢量数字人"),
    summary=LocalText(
        en="A drawn character who speaks, looks and gestures along with the voice; transparent.",
        zh="手绘风格的虚拟主播：口型、眼神与手势随声音而动，背景透明。",
    ),
    resources=Resources(cpu=2, ram_mb=400, seconds=10.0),
)
def vector_presenter(params: TalkParams, ctx: Context) -> Talk:
    """Act out the speech, draw it frame by frame, and keep the transparency."""
    from pipelines.graphics.matte_frame import MatteFrame
    from pipelines.graphics.presenter.figure import Presenter

    ctx.progress(0.0, "Listening")
    performance = _act(params, ctx)
    width, height = params.width // 2 * 2, params.height // 2 * 2  # 4:2:0 knows even sizes only
    presenter = Presenter(params.look, width, height)
    path = ctx.scratch / "presenter.mp4"
    image, matted = None, MatteFrame(width, height)
    with matte_writer(path, width, height, params.fps) as writer:
        for frame in ctx.steps(len(performance), "Drawing"):
            image = presenter.draw(performance.pose(frame), image)
            writer.write(matted.fill(image))
    video = ctx.save(
        path,
        "video",
        width=width,
        height=height,
        fps=params.fps,
        frames=len(performance),
        duration=len(performance) / params.fps,
        layout=MATTE_BELOW,
    )
    opening = tuple(round(float(v), 4) for v in performance.mouth[:, 0])
    return Talk(video=video, frames=len(performance), mouth_open=opening)
