"""Join pieces into a video without encoding them again, and add the sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.media import ffmpeg
from pipelines.media.mp4 import Track, read_tracks
from pipelines.media.video_probe import count_frames
from pipelines.roles.video import ASSEMBLE, AssembleParams, Video
from pipelines.sdk import (
    Asset,
    Context,
    EngineError,
    InputError,
    LocalText,
    Resources,
    generator,
)

__all__ = ["joiner"]

_AAC = ("-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2")


@dataclass(frozen=True)
class _Piece:
    file: Path
    track: Track

    @property
    def frames(self) -> int:
        return len(self.track.dts)


@generator(
    id="studio.video.joiner",
    role=ASSEMBLE,
    version="1.0.0",
    title=LocalText(en="Joiner", zh="视频拼接"),
    summary=LocalText(
        en="Joins rendered pieces as they are and adds the sound",
        zh="将渲染好的片段无损拼接，并加入声音",
    ),
    resources=Resources(cpu=1, ram_mb=200, seconds=3.0),
)
def joiner(params: AssembleParams, ctx: Context) -> Video:
    """Copy the pieces' packets one after another; encode the sound to AAC once; check the whole."""
    ctx.progress(0.0, "Joining")
    pieces = [_read(ctx.path(asset), asset, params.fps) for asset in params.pieces]
    _refuse_mixed(pieces)
    frames = sum(piece.frames for piece in pieces)
    file = ctx.scratch / "video.mp4"
    _join(params, ctx, pieces, frames, file)
    ctx.progress(0.7, "Checking")
    _check(file, frames, params, with_sound=params.audio is not None)
    duration = frames / params.fps
    video = ctx.save(file, "video", fps=params.fps, frames=frames, duration=duration)
    ctx.progress(1.0, "Done")
    return Video(video=video, duration=duration)


def _read(file: Path, asset: Asset, fps: int) -> _Piece:
    name = f"piece {asset.sha256[:12]}"
    track = next((one for one in read_tracks(file) if one.kind == "video"), None)
    if track is None or not track.dts:
        raise InputError(f"{name} has no picture", "render it again")
    step = track.timescale / fps
    if sorted(track.pts) != [index * step for index in range(len(track.pts))]:
        raise InputError(
            f"{name} does not run at {fps} frames per second",
            "render every piece at the frame rate of the video",
        )
    return _Piece(file, track)


def _refuse_mixed(pieces: list[_Piece]) -> None:
    """Copied packets share one set-up of the decoder, so all pieces must have been made alike."""
    first = pieces[0].track
    for number, piece in enumerate(pieces[1:], 2):
        if (piece.track.config, piece.track.timescale) != (first.config, first.timescale):
            raise InputError(
                f"piece {number} was encoded with other settings than piece 1",
                "render all pieces with one size and one engine version",
            )


def _join(
    params: AssembleParams, ctx: Context, pieces: list[_Piece], frames: int, file: Path
) -> None:
    listing = ctx.scratch / "pieces.txt"
    lines = ["ffconcat version 1.0"]
    for piece in pieces:
        quoted = piece.file.resolve().as_posix().replace("'", "'\\''")
        lines += [f"file '{quoted}'", f"duration {piece.frames / params.fps:.9f}"]
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command: list[str | Path] = ["-f", "concat", "-safe", "0", "-i", listing]
    if params.audio is not None:
        # Exactly as long as the picture: what is missing is silence, what is over falls away.
        samples = round(frames * 48000 / params.fps)
        exact = f"aresample=48000,apad=whole_len={samples},atrim=end_sample={samples}"
        command += ["-i", ctx.path(params.audio), "-map", "0:v:0", "-map", "1:a:0"]
        command += ["-af", exact, *_AAC]
    command += [
        *("-c:v", "copy", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"),
        *("-metadata", f"title={params.title}") * bool(params.title),
        *("-video_track_timescale", str(pieces[0].track.timescale)),
        *("-movie_timescale", str(pieces[0].track.timescale)),
        *("-movflags", "+faststart", file),
    ]
    try:
        ffmpeg.run(command, "joining the pieces")
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    finally:
        listing.unlink(missing_ok=True)


def _check(file: Path, frames: int, params: AssembleParams, with_sound: bool) -> None:
    """Even presentation times, rising decoding times, lengths that agree, pieces that decode.

    Every piece begins with a key frame, so decoding those shows that each piece's packets go with
    the one set-up of the decoder; the pictures between them are copied bytes.
    """
    try:
        tracks = {track.kind: track for track in read_tracks(file)}
        video = tracks["video"]
        step = video.timescale // params.fps
        if sorted(video.pts) != [index * step for index in range(frames)]:
            raise EngineError("the joined video's pictures are not evenly timed")
        if any(after <= before for before, after in zip(video.dts, video.dts[1:], strict=False)):
            raise EngineError("the joined video's packets are out of order")
        if with_sound and abs(tracks["audio"].seconds - video.seconds) > 1 / params.fps:
            raise EngineError("the joined video's sound and picture differ in length")
        decoded = count_frames(file, keyframes_only=True)
        if decoded != len(video.keyframes) or decoded < len(params.pieces):
            raise EngineError(f"only {decoded} key frames of the joined video can be decoded")
    except BaseException:
        file.unlink(missing_ok=True)
        raise
