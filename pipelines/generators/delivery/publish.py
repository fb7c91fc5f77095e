"""The file a platform takes: copied where it may stay, encoded again only where it must not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.documents.chapters import chapters_ffmetadata
from pipelines.generators.delivery.label_plate import label_file
from pipelines.media import ffmpeg
from pipelines.media.video_probe import VideoFacts, probe
from pipelines.roles.delivery import PUBLISH, Published, PublishParams
from pipelines.sdk import Context, EngineError, InputError, LocalText, Resources, generator

__all__ = ["publisher"]

_FADE = 0.4
"""Seconds; a video that is cut to a limit fades out instead of stopping in a word."""
_SPARE = 0.96
"""Of a size limit; the container and the encoder's swings need the rest."""
_LEAST_BITS = 0.004
"""A pixel; with less, H.264 shows blocks only."""
_MARKED = 3
"""Seconds that the AI label stays; GB 45438-2025 asks for two at least."""


@dataclass(frozen=True)
class _Plan:
    width: int
    height: int
    fps: float
    duration: float
    max_kbps: int
    audio_kbps: int
    encode: bool

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height


@generator(
    id="studio.delivery.publisher",
    role=PUBLISH,
    version="1.0.0",
    title=LocalText(en="Platform file", zh="平台成片"),
    summary=LocalText(
        en="Fits a video to a platform's size, rate and limits, and writes its chapters. Offline.",
        zh="按平台的尺寸、码率与时长上限输出成片，并写入章节；离线可用。",
    ),
    resources=Resources(cpu=2, ram_mb=500, seconds=15.0),
)
def publisher(params: PublishParams, ctx: Context) -> Published:
    """Copy or encode, write the chapters, and look whether the result keeps the limits."""
    ctx.progress(0.0, "Reading the video")
    source = ctx.path(params.video)
    facts = probe(source)
    if not facts.width or not facts.duration:
        raise InputError("the file has no moving picture", "give a video")
    plan = _plan(params, facts, source.stat().st_size)
    file = ctx.scratch / "published.mp4"
    ctx.progress(0.05, "Encoding" if plan.encode else "Copying")
    ffmpeg.run(_command(params, plan, facts, ctx, file), "fitting the platform")
    size = file.stat().st_size
    if params.max_mb and size > params.max_mb * 1e6:
        raise EngineError(
            f"the result has {size / 1e6:.1f} MB; {params.max_mb:g} are allowed",
            "shorten the video, or choose a smaller size",
        )
    made = probe(file)
    video = ctx.save(
        file,
        "video",
        width=plan.width,
        height=plan.height,
        fps=round(made.fps),
        duration=round(made.duration, 3),
    )
    ctx.progress(1.0, "Done")
    return Published(video=video, duration=made.duration, encoded=plan.encode)


def _plan(params: PublishParams, facts: VideoFacts, size: int) -> _Plan:
    if bool(params.width) != bool(params.height) or params.width % 2 or params.height % 2:
        raise InputError(
            f"{params.width}×{params.height} is no frame size", "give an even width and height"
        )
    duration = min(facts.duration, params.longest or facts.duration)
    width, height = params.width or facts.width, params.height or facts.height
    fps = params.fps or facts.fps
    kbps = size * 8 / facts.duration / 1000
    limit = params.max_kbps
    if params.max_mb:
        room = params.max_mb * 8000 / duration * _SPARE - params.audio_kbps
        if room < _LEAST_BITS * width * height * fps / 1000:
            raise InputError(
                f"{duration:.0f} s do not fit into {params.max_mb:g} MB in any quality",
                "shorten the video",
            )
        # A limit on the whole file binds only where the file would pass it.
        tight = size * duration / facts.duration > params.max_mb * 1e6 * _SPARE
        limit = min(limit or round(room), round(room)) if tight or limit else 0
    encode = (
        (width, height) != (facts.width, facts.height)
        or abs(fps - facts.fps) > 0.05
        or duration < facts.duration - 0.02
        or facts.video_codec != "h264"
        or facts.pixel_format != "yuv420p"
        or bool(limit and kbps > limit + params.audio_kbps)
    )
    return _Plan(width, height, fps, duration, limit, params.audio_kbps, encode)


def _command(
    params: PublishParams, plan: _Plan, facts: VideoFacts, ctx: Context, file: Path
) -> list[str | Path]:
    inputs: list[str | Path] = ["-i", ctx.path(params.video)]
    mapped: list[str] = []
    graph = _picture(plan, facts) if plan.encode else ""
    if params.mark and "[back]" in graph:  # the label in the picture has become too small
        inputs += ["-i", label_file(params.mark, plan.width, plan.height, ctx.scratch)]
        lasting = f"[framed];[framed][1:v]overlay=0:0:enable='lt(t,{_MARKED})'[out]"
        graph = graph.removesuffix("[out]") + lasting
    if params.chapters:
        listing = ctx.scratch / "chapters.txt"
        listing.write_text(chapters_ffmetadata(params.chapters, plan.duration), encoding="utf-8")
        mapped = ["-map_chapters", str(inputs.count("-i"))]
        inputs += ["-f", "ffmetadata", "-i", listing]
    mapped += ["-filter_complex", graph, "-map", "[out]"] if graph else ["-map", "0:v:0"]
    mapped += ("-map", "0:a:0") * bool(facts.audio_codec)
    mapped += _encoding(params, plan, facts) if plan.encode else ["-c", "copy"]
    title = ("-metadata", f"title={params.title}") * bool(params.title)
    return [
        *inputs,
        *mapped,
        *("-map_metadata", "0", *title, "-fflags", "+bitexact"),
        *("-movflags", "+faststart+use_metadata_tags", file),
    ]


def _picture(plan: _Plan, facts: VideoFacts) -> str:
    """From the video to the platform's frame; another aspect is seen whole over its own blur."""
    size = f"{plan.width}:{plan.height}"
    bt709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    last = [f"fps={plan.fps:g}", "setsar=1", *_fade(plan, facts, "fade"), f"{bt709}[out]"]
    same = abs(facts.width / facts.height / (plan.width / plan.height) - 1) < 0.01
    if same:
        scale = [f"scale={size}:flags=lanczos"] * ((facts.width, facts.height) != plan.size)
        return "[0:v]" + ",".join([*scale, *last])
    # The blur is worked out at an eighth of the size: it looks the same and costs next to nothing.
    small = f"{max(16, plan.width // 16 * 2)}:{max(16, plan.height // 16 * 2)}"
    return (
        "[0:v]split[a][b];"
        f"[a]scale={small}:force_original_aspect_ratio=increase:flags=area,crop={small},"
        f"gblur=sigma={min(plan.width, plan.height) / 240:.1f},eq=brightness=-0.12,"
        f"scale={size}:flags=bicubic[back];"
        f"[b]scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2"
        ":flags=lanczos[whole];"
        "[back][whole]overlay=(W-w)/2:(H-h)/2," + ",".join(last)
    )


def _fade(plan: _Plan, facts: VideoFacts, name: str) -> list[str]:
    """Out at the end, where the video is cut short."""
    if plan.duration > facts.duration - 0.02:
        return []
    return [f"{name}=t=out:st={max(0.0, plan.duration - _FADE):.3f}:d={_FADE}"]


def _encoding(params: PublishParams, plan: _Plan, facts: VideoFacts) -> list[str]:
    """High profile, closed groups of two seconds: what every platform's own encoder reads."""
    rate: list[str] = []
    if plan.max_kbps:
        rate = ["-maxrate", f"{plan.max_kbps}k", "-bufsize", f"{plan.max_kbps * 2}k"]
    sound: list[str] = []
    if facts.audio_codec:
        sound = ["-c:a", "aac", "-b:a", f"{plan.audio_kbps}k", "-ar", "48000", "-ac", "2"]
        sound += ["-flags:a", "+bitexact"]
        if fade := _fade(plan, facts, "afade"):
            sound += ["-af", *fade]
    return [
        *("-c:v", "libx264", "-preset", "faster", "-crf", str(params.crf), *rate),
        *("-profile:v", "high", "-pix_fmt", "yuv420p", "-g", str(round(plan.fps * 2))),
        *("-flags:v", "+cgop+bitexact", "-threads", "2"),
        *sound,
        *("-t", f"{plan.duration:.4f}"),
    ]
