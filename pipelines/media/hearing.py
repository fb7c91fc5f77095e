"""The sound of any file as it is listened to: one channel at 16 kHz."""

from __future__ import annotations

from math import gcd
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.media import ffmpeg
from pipelines.media.wav import read_wav
from pipelines.sdk import InputError, StudioError

__all__ = ["HEARING_RATE", "Mono", "at_hearing_rate", "hear"]

HEARING_RATE = 16_000
"""Hz."""

Mono = NDArray[np.float32]
"""Sound ``[n]``, full scale at ±1."""

_OWN = {".wav", ".flac", ".ogg", ".aiff", ".aif"}


def at_hearing_rate(audio: Mono, sample_rate: int) -> Mono:
    """Sound ``[n]`` at 16 kHz."""
    from scipy.signal import resample_poly

    common = gcd(HEARING_RATE, sample_rate)
    return np.asarray(
        resample_poly(audio, HEARING_RATE // common, sample_rate // common), dtype=np.float32
    )


def hear(path: Path, scratch: Path, *, longest: float) -> Mono:
    """The sound of a recording or of a video: WAV, FLAC, M4A, MP3, MP4, MOV …

    Args:
        path: The file.
        scratch: A folder for what is unpacked on the way.
        longest: Seconds it may have.

    Raises:
        InputError: The file has no sound, cannot be read, or is longer.
    """
    if path.suffix.lower() not in _OWN:
        path = _unpacked(path, scratch / "heard.wav", longest)
    audio, sample_rate = read_wav(path)
    seconds = len(audio) / sample_rate
    if seconds > longest:
        raise InputError(
            f"the recording is {seconds / 60:.0f} minutes long",
            f"cut it into parts of {longest / 60:.0f} minutes",
        )
    return at_hearing_rate(audio.mean(axis=1), sample_rate)


def _unpacked(path: Path, out: Path, longest: float) -> Path:
    try:
        form = ("-vn", "-ac", "1", "-ar", str(HEARING_RATE), "-c:a", "pcm_s16le")
        ffmpeg.run(
            ["-i", path, *form, "-t", f"{longest + 1:.0f}", out],
            f"reading the sound of {path.name}",
        )
    except StudioError as error:
        raise InputError(
            f"{path.name} has no sound that can be read", "give a recording or a video with sound"
        ) from error
    return out
