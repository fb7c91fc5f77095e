"""Video with transparency that codes and decodes fast: the picture, and its matte below it.

H.264 knows no alpha, and codecs that do (FFV1, ProRes 4444, VP9) take two to ten times as long. So
a frame of ``width × height`` is stored as ``width × 2·height``: on top the colours over black,
below the alpha as luma, 0–255. Whoever reads it takes 16 and 128 times what is transparent off
luma and chroma, and has the colours premultiplied, as they are blended.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.media.ffmpeg import RawWriter

__all__ = ["MATTE_BELOW", "matte_writer"]

MATTE_BELOW = "matte_below"
"""Value of ``layout`` in the facts of an asset that is stored so."""

_X264 = "aq-mode=0:subme=0:me=dia:merange=8:partitions=none:weightp=0:scenecut=0"
_QUALITY = "8"
"""CRF: what is lost is below what the finished video loses when it is encoded."""


def matte_writer(path: Path, width: int, height: int, fps: int) -> RawWriter:
    """Open a writer for frames of ``width · 2·height · 3/2`` bytes: Y, U, V, BT.709 limited range.

    Equal frames give equal bytes. A key frame each half second, so reading may begin anywhere.

    Args:
        path: File to write, ending in ``.mp4``.
        width: Pixels; even.
        height: Pixels of the picture alone; even.
        fps: Frames a second.
    """
    size = f"{width}x{2 * height}"
    source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", str(fps), "-i", "-"]
    tags = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    codec = ["-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-crf", _QUALITY]
    codec += ["-g", str(max(1, fps // 2)), "-bf", "0", "-x264-params", _X264]
    exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"]
    return RawWriter(
        [*source, "-vf", tags, "-filter_threads", "1", *codec, *exact, path],
        path,
        "writing the presenter",
    )
