"""Video with transparency: Matroska, FFV1, ``yuva420p``, BT.709 limited range, straight alpha."""

from __future__ import annotations

from pathlib import Path

from pipelines.media.ffmpeg import RawWriter

__all__ = ["alpha_writer"]

_TO_YUV = (
    "scale=out_color_matrix=bt709:out_range=tv:flags=bilinear+accurate_rnd,format=yuva420p,"
    "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
)


def alpha_writer(path: Path, width: int, height: int, fps: int) -> RawWriter:
    """Open a writer for frames ``[height, width, 4]`` uint8: blue, green, red, straight alpha.

    Equal frames give equal bytes. Golomb–Rice coding with every frame a key frame: flat drawings
    then code fast, and any frame can be read alone.

    Args:
        path: File to write, ending in ``.mkv``.
        width: Pixels; even.
        height: Pixels; even.
        fps: Frames a second.
    """
    source = ["-f", "rawvideo", "-pix_fmt", "bgra", "-s", f"{width}x{height}", "-r", str(fps)]
    codec = ["-c:v", "ffv1", "-level", "3", "-g", "1", "-coder", "0", "-context", "0"]
    exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"]
    return RawWriter(
        [*source, "-i", "-", "-vf", _TO_YUV, *codec, "-slices", "4", "-threads", "2", *exact, path],
        path,
        "writing the presenter",
    )
