"""The encoder of pieces: x264, or a hardware encoder that has proven itself."""

from __future__ import annotations

from pathlib import Path

from pipelines.graphics.compositor import Frame
from pipelines.media.encoders import works
from pipelines.media.ffmpeg import RawWriter
from pipelines.roles.video import RenderParams

__all__ = ["encoder_options", "frame_size", "piece_encoder"]

_COARSER = 4  # CRF steps by which a preview is coarser
_GOP_S = 10

# What follows the codec's name; {q} is the quality, lower is better, {gop} frames.
_HARDWARE = {
    "h264_nvenc": "-preset p5 -tune hq -rc vbr -cq {q} -b:v 0 -bf 2 -g {gop} -spatial-aq 1",
    "h264_qsv": "-preset medium -global_quality {q} -bf 2 -g {gop} -idr_interval 0",
    "h264_videotoolbox": "-q:v {vt} -bf 0 -g {gop} -allow_sw 0",
    "h264_amf": "-quality quality -rc cqp -qp_i {q} -qp_p {q} -qp_b {q} -g {gop}",
}


def frame_size(params: RenderParams) -> tuple[int, int]:
    """Width and height of the frames of a piece, px: a preview has half the sides, still even."""
    if params.purpose == "final":
        return params.width, params.height
    return 2 * round(params.width / 4), 2 * round(params.height / 4)


def piece_encoder(params: RenderParams, file: Path) -> RawWriter:
    """An encoder that makes pieces which can be joined without encoding again.

    It takes a ``Frame``'s ``rows`` one after another. Groups of pictures are closed, each piece
    begins with a key frame, and colours are declared by ``setparams``, since declaring them on the
    output would make ffmpeg convert.
    """
    width, height = frame_size(params)
    bt709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    ticks = str(params.fps * 512)  # per second; also of the whole file, so lengths are exact
    return RawWriter(
        [
            *("-f", "rawvideo", "-pix_fmt", "yuv420p"),
            *("-s", f"{Frame.stride_of(width)}x{height}", "-r", str(params.fps), "-i", "-"),
            # Cropping moves a pointer: nothing is copied.
            *("-vf", f"crop={width}:{height}:{Frame.LEFT}:0:exact=1,{bt709}"),
            *("-filter_threads", "1"),
            *encoder_options(params),
            *("-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1"),
            *("-video_track_timescale", ticks, "-movie_timescale", ticks),
            *("-movflags", "+faststart", file),
        ],
        file,
        "encoding",
    )


def encoder_options(params: RenderParams) -> list[str]:
    """What ffmpeg is told about the codec.

    x264 runs on one thread, so the same frames give the same bytes, and several pieces are made
    side by side. ``stitchable`` keeps the stream headers free of what the pictures are. Rate
    control by macroblock tree over ten frames of look-ahead buys back most of what ``superfast``
    gives away. Searching motion to quarters of a pixel would save another 6 % of the bytes and
    cost half as much time again, so it is left out. Finer steps for flat areas and for colour keep
    gradients smooth and lit words clean (+3 dB in the captions' colours for 13 % more bytes). A
    preview gives all of that up for speed.
    """
    gop = params.fps * _GOP_S
    if params.encoder in _HARDWARE and params.purpose == "final" and works(params.encoder):
        options = _HARDWARE[params.encoder].format(
            q=params.quality, gop=gop, vt=max(1, min(100, 100 - 2 * params.quality))
        )
        return ["-c:v", params.encoder, *options.split(), "-pix_fmt", "yuv420p"]
    tuned = "mbtree=1:rc-lookahead=10:aq-mode=2:chroma-qp-offset=-3:"
    preset, quality = "superfast", params.quality
    if params.purpose == "preview":
        tuned, preset, quality = "", "ultrafast", min(51, params.quality + _COARSER)
    x264 = f"{tuned}scenecut=0:open-gop=0:stitchable=1:keyint={gop}:min-keyint={gop}"
    return [
        *("-c:v", "libx264", "-preset", preset, "-threads", "1"),
        *("-crf", str(quality), "-x264-params", x264, "-pix_fmt", "yuv420p"),
    ]
