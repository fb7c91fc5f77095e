"""A teaser: the liveliest seconds as GIF or WebP, no larger than asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipelines.generators.delivery.label_plate import label_file
from pipelines.media import ffmpeg
from pipelines.media.frame_samples import Sample, sample_video
from pipelines.roles.delivery import TEASER, Teaser, TeaserParams
from pipelines.sdk import Context, EngineError, InputError, LocalText, Resources, generator

__all__ = ["teaser"]

_PER_SECOND = 4.0
_TRIES = 9
_SMALLEST = 96
"""px; a narrower teaser shows nothing."""


@dataclass(frozen=True)
class _Make:
    """How it is made this time. ``quality``: colours of a GIF, per cent of a WebP."""

    width: int
    height: int
    fps: int
    quality: int


@generator(
    id="studio.delivery.teaser",
    role=TEASER,
    version="1.0.0",
    title=LocalText(en="Teaser", zh="动图预告"),
    summary=LocalText(
        en="The liveliest seconds of a video as GIF or WebP with colours of their own, within a "
        "size limit. Offline.",
        zh="截取视频中最精彩的几秒，生成带独立调色板的 GIF 或 WebP，并控制在大小上限内；离线可用。",
    ),
    resources=Resources(cpu=1, ram_mb=300, seconds=4.0),
)
def teaser(params: TeaserParams, ctx: Context) -> Teaser:
    """Choose the seconds, then make it smaller and simpler until it is within the limit."""
    ctx.progress(0.0, "Looking through the video")
    source = ctx.path(params.video)
    facts, samples = sample_video(source, _PER_SECOND)
    seconds = min(params.seconds, facts.duration)
    start = _start(params, samples, facts.duration, seconds)
    width = min(params.width, facts.width) // 2 * 2
    plan = _Make(
        width=width,
        height=max(2, 2 * round(width * facts.height / facts.width / 2)),
        fps=min(params.fps, max(5, round(facts.fps))),
        quality=256 if params.format == "gif" else 76,
    )
    limit = round(params.max_mb * 1e6)
    for number in range(_TRIES):
        ctx.progress(0.2 + 0.75 * number / _TRIES, "Making the teaser")
        file = _made(params, ctx, plan, start, seconds)
        size = file.stat().st_size
        if size <= limit:
            image = ctx.save(
                file, "image", width=plan.width, height=plan.height, duration=round(seconds, 3)
            )
            ctx.progress(1.0, "Done")
            return Teaser(
                image=image,
                start=round(start, 3),
                seconds=round(seconds, 3),
                width=plan.width,
                height=plan.height,
                fps=plan.fps,
            )
        plan = _smaller(plan, size / limit, params.format)
        if plan.width < _SMALLEST:
            break
    raise InputError(
        f"no teaser of {seconds:g} s fits into {params.max_mb:g} MB",
        "allow more, or make it shorter",
    )


def _start(params: TeaserParams, samples: list[Sample], duration: float, seconds: float) -> float:
    """Where it begins: where the person says, else the window with the best mean."""
    latest = max(0.0, duration - seconds)
    if params.start is not None:
        if params.start >= duration:
            raise InputError(
                f"the teaser cannot begin at {params.start:g} s: the video lasts {duration:.1f} s",
                "choose an earlier start",
            )
        return min(params.start, latest)
    starts = sorted({min(max(0.0, s), latest) for s in params.scene_starts if s <= latest})
    if not starts:
        starts = [float(s) for s in np.arange(0, latest + 1e-6, 0.5)]
    return max(starts, key=lambda start: _worth(samples, start, start + seconds))


def _worth(samples: list[Sample], start: float, end: float) -> float:
    """Movement and colour make a teaser; a still or dark stretch does not."""
    inside = [each for each in samples if start <= each.at < end]
    if not inside:
        return -1.0
    moving = float(np.mean([each.change for each in inside[1:] or inside]))
    look = float(np.mean([each.colour + each.contrast + each.sharp for each in inside])) / 3
    dark = float(np.mean([each.light < 0.15 for each in inside]))
    return look + 1.5 * min(moving, 0.5) - dark


def _made(params: TeaserParams, ctx: Context, plan: _Make, start: float, seconds: float) -> Path:
    file = ctx.scratch / f"teaser.{params.format}"
    command: list[str | Path] = [
        "-ss",
        f"{start:.4f}",
        "-t",
        f"{seconds:.4f}",
        "-i",
        ctx.path(params.video),
    ]
    graph = f"[0:v]fps={plan.fps},scale={plan.width}:{plan.height}:flags=lanczos"
    if params.mark:
        command += ["-i", label_file(params.mark, plan.width, plan.height, ctx.scratch)]
        graph += "[small];[small][1:v]overlay=0:0:format=auto"
    if params.format == "gif":
        # Two passes over the frames: one palette for all of them, weighted to what moves.
        graph += (
            f",split[a][b];[a]palettegen=max_colors={plan.quality}:stats_mode=diff[p];"
            "[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle[out]"
        )
        output: list[str | Path] = ["-loop", "0", "-fflags", "+bitexact"]
    else:
        graph += "[out]"
        output = [
            *("-c:v", "libwebp_anim", "-quality", str(plan.quality), "-compression_level", "4"),
            *("-pix_fmt", "yuv420p", "-loop", "0", "-fflags", "+bitexact"),
        ]
    ffmpeg.run(
        [*command, "-filter_complex", graph, "-map", "[out]", "-an", *output, file],
        "making the teaser",
    )
    if not file.stat().st_size:
        raise EngineError("ffmpeg made an empty teaser", "try another start")
    return file


def _smaller(plan: _Make, over: float, format: str) -> _Make:
    """First fewer colours and frames, which the eye forgives, then fewer pixels."""
    least, step = (96, 64) if format == "gif" else (50, 13)
    if plan.quality > least and over < 1.6:
        return replace(plan, quality=max(least, plan.quality - step))
    if plan.fps > 10:
        return replace(plan, fps=10, quality=max(least, plan.quality - step))
    shrink = min(0.92, max(0.55, (1 / over) ** 0.5 * 0.97))
    ratio = plan.height / plan.width
    width = int(plan.width * shrink) // 2 * 2
    return replace(plan, width=width, height=max(2, 2 * round(width * ratio / 2)), fps=plan.fps)
