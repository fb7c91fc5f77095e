"""Which encoders really work here: tried on moving pictures, and what they made decoded again.

Being listed says little: hardware encoders need drivers, and some that start write green frames.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.media import ffmpeg
from pipelines.sdk import StudioError

__all__ = ["HARDWARE_H264", "Encoder", "best_h264", "encoders", "works"]

HARDWARE_H264 = ("h264_nvenc", "h264_qsv", "h264_videotoolbox", "h264_amf")
_CANDIDATES = (
    ("libx264", "video"),
    *((name, "video") for name in HARDWARE_H264),
    ("libx265", "video"),
    ("hevc_nvenc", "video"),
    ("libsvtav1", "video"),
    ("av1_nvenc", "video"),
    ("libvpx-vp9", "video"),
    ("ffv1", "video"),
    ("aac", "audio"),
    ("libmp3lame", "audio"),
    ("libopus", "audio"),
)
_SIZE, _FRAMES = (320, 256), 8
_LEAST_PSNR = 26.0  # dB; any encoder at its defaults reaches 30 on this picture, a broken one 10
_TRY_S = 30.0


@dataclass(frozen=True)
class Encoder:
    """An encoder and whether it works on this machine; ``reason`` where it does not."""

    name: str
    kind: str
    works: bool
    reason: str = ""


def encoders() -> tuple[Encoder, ...]:
    """Every encoder a person may want, each tried."""
    return tuple(_tried(name, kind) for name, kind in _CANDIDATES)


@cache
def works(name: str) -> bool:
    """Whether a video encoder makes pictures that come back as they were; tried once a process."""
    return _tried(name, "video").works


def best_h264() -> str:
    """The first hardware encoder that works here, else ``libx264``."""
    return next((name for name in HARDWARE_H264 if works(name)), "libx264")


def _tried(name: str, kind: str) -> Encoder:
    try:
        with tempfile.TemporaryDirectory(prefix="encoder-") as folder:
            reason = _prove(name, Path(folder)) if kind == "video" else _hear(name)
    except StudioError as error:
        reason = error.message
    except OSError as error:
        reason = f"it could not be tried: {error}"
    return Encoder(name, kind, works=not reason, reason=reason)


def _hear(name: str) -> str:
    tone = ["-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "0.2"]
    ffmpeg.run([*tone, "-c:a", name, "-f", "null", "-"], f"trying {name}", timeout=_TRY_S)
    return ""


def _prove(name: str, folder: Path) -> str:
    """Encode moving pictures and decode them; what is wrong with them, or ``""``."""
    coded = folder / "coded.mkv"
    card = ["-f", "lavfi", "-i", f"testsrc2=size={_SIZE[0]}x{_SIZE[1]}:rate=25"]
    picked = ["-frames:v", str(_FRAMES), "-pix_fmt", "yuv420p"]
    ffmpeg.run([*card, *picked, "-c:v", name, coded], f"trying {name}", timeout=_TRY_S)
    meant = _raw([*card, "-frames:v", str(_FRAMES)], folder / "meant.yuv", name)
    made = _raw(["-i", coded], folder / "made.yuv", name)
    if made.size != meant.size:
        return f"{name} gave back {made.size} bytes of pictures instead of {meant.size}"
    error = float(np.mean((made.astype(np.float32) - meant) ** 2))
    psnr = 10 * math.log10(255**2 / max(error, 1e-6))
    return "" if psnr >= _LEAST_PSNR else f"{name} spoils pictures ({psnr:.0f} dB)"


def _raw(source: Sequence[str | Path], file: Path, name: str) -> NDArray[np.uint8]:
    out: list[str | Path] = ["-f", "rawvideo", "-pix_fmt", "yuv420p", file]
    ffmpeg.run([*source, *out], f"decoding what {name} made", timeout=_TRY_S)
    return np.fromfile(file, np.uint8)
