"""Reading and writing WAV files as arrays."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.sdk import InputError

__all__ = ["Samples", "as_channels", "read_wav", "write_wav"]

Samples = NDArray[np.float32]
"""Sound as ``[n]`` (mono) or ``[n, channels]``, full scale at ±1."""


def read_wav(path: Path) -> tuple[Samples, int]:
    """Read a sound file.

    Args:
        path: WAV (or FLAC, OGG, AIFF: whatever libsndfile reads).

    Returns:
        Samples ``[n, channels]`` with full scale at ±1, and the sample rate in Hz.

    Raises:
        InputError: The file is missing, is no sound file, or holds no samples.
    """
    import soundfile

    if not path.is_file():
        raise InputError(f"the sound file {path} does not exist", "check the path")
    try:
        audio, sample_rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise InputError(
            f"{path.name} cannot be read as sound", "use a WAV, FLAC, OGG or AIFF file"
        ) from error
    if len(audio) == 0:
        raise InputError(f"the sound file {path.name} is empty", "record it again")
    return np.asarray(audio, dtype=np.float32), int(sample_rate)


def write_wav(path: Path, audio: Samples, sample_rate: int) -> None:
    """Write 16-bit PCM; values beyond ±1 are clipped.

    Args:
        path: File to write, ending in ``.wav``.
        audio: ``[n]`` or ``[n, channels]``, full scale at ±1.
        sample_rate: Hz.

    Raises:
        OSError: The file cannot be written. libsndfile itself only says "System error", be it a
            full disk or a forbidden folder, so it writes into memory.
    """
    import soundfile

    data = io.BytesIO()
    soundfile.write(data, audio, sample_rate, subtype="PCM_16", format="WAV")
    path.write_bytes(data.getbuffer())


def as_channels(audio: Samples) -> Samples:
    """The sound as ``[n, channels]``, without a copy."""
    return audio[:, None] if audio.ndim == 1 else audio
