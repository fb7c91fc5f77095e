"""Makes a part of any video, GIF or picture ready for the renderer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.media import ffmpeg
from pipelines.media.footage_filters import even_size, input_options, picture_filters
from pipelines.media.footage_probe import FootageFacts, clock, read_footage
from pipelines.media.footage_running import run_telling
from pipelines.media.mp4 import read_tracks
from pipelines.roles.footage import LONGEST_PREPARED, PREPARE, Prepared, PrepareParams
from pipelines.sdk import (
    Asset,
    Context,
    EngineError,
    InputError,
    LocalText,
    Resources,
    generator,
)

__all__ = ["prepare"]

_STILL_SECONDS = 5.0
_RATE = 48000
_PICTURE_CODECS = ("gif", "apng", "webp", "webp_anim")
_SHORT = 0.5
"""Seconds of the picture that may be missing at the end before a person is told."""


@dataclass(frozen=True)
class _Part:
    """What is decoded: at most ``seconds`` of a file from ``start`` on."""

    facts: FootageFacts
    file: Path
    start: float
    seconds: float


@generator(
    id="studio.footage.prepare",
    role=PREPARE,
    version="1.1.0",
    title=LocalText(en="Footage ready", zh="素材规整"),
    summary=LocalText(
        en="Any video upright, at one frame rate, in standard colours, its sound beside it",
        zh="把任意视频转正、统一帧率与标准色彩，并分出等长的声音",
    ),
    resources=Resources(cpu=2, ram_mb=600, seconds=8.0),
)
def prepare(params: PrepareParams, ctx: Context) -> Prepared:
    """Decode the wanted part once for the picture and once more, sound only, for its sound."""
    ctx.progress(0.0, "Reading footage")
    source = ctx.path(params.footage)
    facts = read_footage(source, params.name)
    start, seconds = _span(params, facts)
    whole = facts.duration - start if params.end is None else seconds
    if facts.still and facts.codec != "gif":
        source = _upright_still(source, ctx.scratch)
        facts = read_footage(source, facts.name)
    file = ctx.scratch / "footage.mp4"
    _encode(params, ctx, _Part(facts, source, start, seconds), file)
    frames = _frames(file, facts.name)
    duration = frames / params.fps
    ctx.progress(0.92, "Separating sound")
    audio, sound_notes = _sound(ctx, facts, source, start, duration)
    size = even_size(facts.size, params.long_side)
    video = ctx.save(
        file,
        "video",
        width=size[0],
        height=size[1],
        fps=params.fps,
        frames=frames,
        duration=duration,
    )
    ctx.progress(1.0, "Done")
    notes = (*_notes(facts, start, min(whole, facts.duration - start), duration), *sound_notes)
    return Prepared(
        video=video,
        frames=frames,
        duration=duration,
        width=size[0],
        height=size[1],
        audio=audio,
        notes=notes,
    )


def _span(params: PrepareParams, facts: FootageFacts) -> tuple[float, float]:
    """Where the wanted part starts and how much of it is decoded at most, seconds.

    The length in a file's header is not trusted to cut by: some say too little.
    Raises ``InputError`` where there is no such part, or it is too long.
    """
    name, start, end = facts.name, params.start, params.end
    if facts.still:
        return 0.0, (end - start if end is not None and end > start else _STILL_SECONDS)
    if end is not None and end <= start:
        raise InputError(f"{name}: the part from {start:g} s to {end:g} s is empty", "swap them")
    if facts.duration and start >= facts.duration:
        raise InputError(
            f"{name} is {clock(facts.duration)} long; nothing is there at {clock(start)}",
            "choose an earlier part",
        )
    wanted = end - start if end is not None else facts.duration - start
    if facts.duration:
        wanted = min(wanted, facts.duration - start)
    if wanted > LONGEST_PREPARED:
        raise InputError(
            f"{clock(wanted)} of {name} are wanted; {clock(LONGEST_PREPARED)} is the most",
            "choose the part that is to be seen by its start and end",
        )
    return start, LONGEST_PREPARED if end is None else min(end - start, LONGEST_PREPARED)


def _upright_still(source: Path, scratch: Path) -> Path:
    """The picture as photos are read: turned, in sRGB, 8 bits."""
    from pipelines.graphics.photo import open_photo

    file = scratch / "still.png"
    open_photo(source).save(file)
    return file


def _encode(
    params: PrepareParams,
    ctx: Context,
    part: _Part,
    file: Path,
) -> None:
    facts, start, seconds = part.facts, part.start, part.seconds
    size = even_size(facts.size, params.long_side)
    filters = picture_filters(facts, size, params.fps, ctx.scratch, background=params.background)
    command: list[str | Path] = [
        *input_options(facts, start, seconds),
        *("-i", part.file, "-filter_complex", f"[0:V:0]{filters}[v]", "-map", "[v]"),
        # Larger files than with slower presets, but twice as fast to make and a third faster to
        # read, which is done once for every render.
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "17", "-bf", "0"),
        *("-x264-params", f"keyint={max(1, params.fps // 2)}:scenecut=0:aq-mode=1"),
        *("-fps_mode", "passthrough", "-video_track_timescale", str(params.fps * 512)),
        *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", file),
    ]
    length = min(seconds, facts.duration - start) if facts.duration else seconds

    def tell(share: float) -> None:
        ctx.progress(0.02 + 0.9 * share, "Decoding footage")

    tell(0.0)
    try:
        run_telling(command, f"decoding {facts.name}", length, tell)
    except EngineError as error:
        file.unlink(missing_ok=True)
        raise InputError(
            f"{facts.name} cannot be decoded {_where(start)}: {error.message}",
            "play it in a video player: if it stops there too, use the part before",
        ) from error
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _where(start: float) -> str:
    return f"from {clock(start)} on" if start else "from its start on"


def _frames(file: Path, name: str) -> int:
    tracks = read_tracks(file) if file.is_file() else ()
    frames = len(tracks[0].dts) if tracks else 0
    if not frames:
        raise InputError(
            f"no picture could be decoded in the wanted part of {name}",
            "the file is damaged there: choose another part, or copy it again",
        )
    return frames


def _sound(
    ctx: Context, facts: FootageFacts, source: Path, start: float, duration: float
) -> tuple[Asset | None, list[LocalText]]:
    """The sound of exactly ``duration``: silence where some is missing, cut where it goes on."""
    name = facts.name
    if not facts.sound:
        if facts.still or facts.codec in _PICTURE_CODECS:
            return None, []
        return None, [LocalText(en=f"{name} has no sound", zh=f"{name} 没有声音")]
    samples = round(duration * _RATE)
    file = ctx.scratch / "sound.wav"
    exact = f"{_stereo(facts)}aresample={_RATE}:async=1:first_pts=0,apad=whole_len={samples}"
    command: list[str | Path] = [
        *(("-ss", f"{start:.6f}") if start else ()),
        *("-t", f"{duration:.6f}", "-i", source, "-map", "0:a:0", "-vn", "-ac", "2"),
        *("-af", f"{exact},atrim=end_sample={samples}", "-c:a", "pcm_s16le"),
        *("-fflags", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1", file),
    ]
    try:
        ffmpeg.run(command, f"reading the sound of {name}")
    except EngineError as error:
        file.unlink(missing_ok=True)
        cause = error.message.rpartition(": ")[2]
        return None, [
            LocalText(
                en=f"the sound of {name} cannot be decoded ({cause}); the picture is used alone",
                zh=f"{name} 的声音无法解码（{cause}），只使用画面",
            )
        ]
    audio = ctx.save(file, "sound", duration=duration, sample_rate=_RATE, channels=2)
    return audio, []


def _stereo(facts: FootageFacts) -> str:
    """Surround sound on two channels, voices at their own level.

    ffmpeg's usual way makes all so quiet that nothing could clip, which leaves voices 11 dB down.
    """
    if re.search(r"Hz, (mono|stereo)\b", facts.sound):
        return ""
    return "aformat=sample_fmts=fltp:channel_layouts=stereo,alimiter=limit=0.95:level=0:latency=1,"


def _notes(facts: FootageFacts, start: float, seconds: float, duration: float) -> list[LocalText]:
    """What a person should know: what was mended, what is missing."""
    name, notes = facts.name, []
    if facts.still and facts.codec != "gif":
        en = f"{name} is a picture, not a video: it is shown for {clock(duration)}"
        notes.append(LocalText(en=en, zh=f"{name} 是图片而不是视频，静态显示 {clock(duration)}"))
    announced = facts.duration and not facts.still
    if announced and duration < seconds - _SHORT:
        end, missing = clock(start + duration), clock(seconds - duration)
        notes.append(
            LocalText(
                en=f"the picture of {name} ends at {end}, {missing} early; what is before is used",
                zh=f"{name} 的画面在 {end} 处中断（少 {missing}），使用之前的部分",
            )
        )
    if facts.hdr:
        en = f"{name} is HDR; its colours were brought to standard ones"
        notes.append(LocalText(en=en, zh=f"{name} 是 HDR 视频，已转换为标准色彩"))
    if facts.dolby_profile == 5:
        en = f"{name} is Dolby Vision profile 5, whose colours cannot be read rightly"
        notes.append(LocalText(en=en, zh=f"{name} 是杜比视界 Profile 5，颜色可能不准确"))
    if facts.interlaced:
        en = f"{name} is interlaced; its fields were joined"
        notes.append(LocalText(en=en, zh=f"{name} 是隔行扫描视频，已去隔行"))
    return notes
