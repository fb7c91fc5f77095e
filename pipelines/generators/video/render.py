"""Render one piece of a video: a shot's body, or the transition between two shots."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from pipelines.generators.video.piece_encoder import frame_size, piece_encoder
from pipelines.graphics.captions import undrawable
from pipelines.graphics.compositor import Frame, ShotPainter, Stage, TransitionPainter, thumbnail
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.graphics.typesetting.phrases import clusters
from pipelines.media.ffmpeg import RawWriter
from pipelines.roles.video import RENDER, Piece, RenderParams
from pipelines.sdk import Context, InputError, LocalText, Resources, generator

__all__ = ["compositor"]

_PREVIEW_EVERY_S = 2.0
_PREVIEW_HEIGHT = 480


class _Paints(Protocol):
    def paint(self, frame: Frame, index: int) -> None: ...


@generator(
    id="studio.video.compositor",
    role=RENDER,
    version="2.0.3",
    title=LocalText(en="Compositor", zh="视频合成器"),
    summary=LocalText(
        en="Pictures with camera moves, presenter, words, captions and marks, at encoder speed",
        zh="图片运镜、数字人、文字、字幕与标识的快速合成，渲染接近编码速度",
    ),
    resources=Resources(cpu=1, ram_mb=350, seconds=5.0),
)
def compositor(params: RenderParams, ctx: Context) -> Piece:
    """Compose the frames in the encoder's own colour planes and pipe them into x264."""
    import cv2

    first, last = _range(params)
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)  # several pieces are rendered side by side, one core each
    try:
        file = ctx.scratch / "piece.mp4"
        with ExitStack() as stack:
            painter = _painter(params, ctx, stack)
            writer = stack.enter_context(piece_encoder(params, file))
            _paint_all(params, ctx, painter, writer, range(first, last))
    finally:
        cv2.setNumThreads(threads)
    width, height = frame_size(params)
    video = ctx.save(
        file,
        "video",
        width=width,
        height=height,
        fps=params.fps,
        frames=last - first,
        duration=(last - first) / params.fps,
    )
    return Piece(video=video, frames=last - first, notes=_notes(params))


def _notes(params: RenderParams) -> tuple[LocalText, ...]:
    """Characters of the captions that no font here has; they are left out rather than boxed."""
    shot = params.shots[0]
    gone = undrawable(shot.captions, params.captions, FontBook()) if params.part == "body" else ""
    if not gone:
        return ()
    named = " ".join(f"{c} (U+{ord(c[0]):04X})" for c in clusters(gone)[:12])
    return (
        LocalText(
            en=f"scene {shot.id}: no font on this machine has {named}; captions leave it out",
            zh=f"场景 {shot.id}：本机字体缺少 {named}，字幕已略去",
        ),
    )


def _range(params: RenderParams) -> tuple[int, int]:
    """The frames to paint: of the shot, or of the transition. Refuses what makes no sense."""
    if params.width % 2 or params.height % 2:
        raise InputError(
            f"{params.width}×{params.height} cannot be encoded", "use even width and height"
        )
    if params.part == "transition":
        if len(params.shots) != 2:
            raise InputError("a transition is between two shots", "give exactly two shots")
        frames = params.shots[1].transition.frames
        if not 0 < frames <= min(shot.frames for shot in params.shots):
            raise InputError(
                f"a transition of {frames} frames does not fit between shots "
                f"{params.shots[0].id!r} and {params.shots[1].id!r}",
                "make it at least 1 frame and no longer than either shot",
            )
        return 0, frames
    if len(params.shots) != 1:
        raise InputError("a body is of one shot", "give exactly one shot")
    shot = params.shots[0]
    last = params.last or shot.frames
    if not params.first < last <= shot.frames:
        raise InputError(
            f"shot {shot.id!r} has {shot.frames} frames, not {params.first} to {last}",
            "keep first < last ≤ frames",
        )
    return params.first, last


def _painter(params: RenderParams, ctx: Context, stack: ExitStack) -> _Paints:
    size = frame_size(params)
    stage = Stage(size, params.fps, params.captions, ctx.path, FontBook())
    shots = [stack.enter_context(ShotPainter(shot, stage)) for shot in params.shots]
    if params.part == "body":
        return shots[0]
    return TransitionPainter(shots[0], shots[1], params.shots[1].transition, size)


def _paint_all(
    params: RenderParams, ctx: Context, painter: _Paints, writer: RawWriter, frames: range
) -> None:
    frame = Frame(*frame_size(params))
    preview = max(1, round(_PREVIEW_EVERY_S * params.fps))
    for index in ctx.steps(frames, "Rendering"):
        painter.paint(frame, index)
        for rows in frame.rows:
            writer.write(rows)
        if (index - frames.start) % preview == preview // 4:
            ctx.preview(_preview(frame, ctx.scratch / "preview.jpg"))


def _preview(frame: Frame, file: Path) -> Path:
    from PIL import Image

    Image.fromarray(thumbnail(frame, min(_PREVIEW_HEIGHT, frame.height))).save(file, quality=80)
    return file
