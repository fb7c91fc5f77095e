"""Reading and writing WAV files as arrays."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from types import TracebackType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipelines.sdk import InputError

__all__ = ["Samples", "WavWriter", "as_channels", "read_wav", "write_wav"]

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


class WavWriter:
    """Writes a WAV file block by block, so that an hour of sound needs no memory::

        with WavWriter(path, 48_000, 2) as writer:
            writer.write(block)

    Leaving it by an exception removes the file.

    Args:
        path: File to write, ending in ``.wav``.
        sample_rate: Hz.
        channels: How many.
        sample: ``int16`` PCM, clipped at ±1, or ``float32``, which knows no ceiling.

    Raises:
        OSError: The file cannot be written.
        InputError: More than the 4 GB that a WAV file can hold.
    """

    def __init__(
        self,
        path: Path,
        sample_rate: int,
        channels: int,
        sample: Literal["int16", "float32"] = "int16",
    ) -> None:
        self._path, self._rate, self._channels, self._sample = path, sample_rate, channels, sample
        self._bytes = 0
        self._file = path.open("wb")

    def __enter__(self) -> WavWriter:
        self._file.write(self._header())
        return self

    def write(self, block: Samples) -> None:
        """Go on with ``[n, channels]``."""
        data = as_channels(block)
        if data.shape[1] != self._channels:
            raise ValueError(f"a block has {data.shape[1]} channels, not {self._channels}")
        if self._sample == "int16":
            scaled = np.clip(np.rint(data * np.float32(32768)), -32768, 32767).astype("<i2")
        else:
            scaled = data.astype("<f4")
        self._bytes += scaled.nbytes
        if self._bytes > 0xFFFF_FF00:
            raise InputError(f"{self._path.name} would be larger than 4 GB", "make it shorter")
        self._file.write(np.ascontiguousarray(scaled).data)

    def _header(self) -> bytes:
        """RIFF, ``fmt``, for floats the ``fact`` they need, and the beginning of ``data``."""
        size = 2 if self._sample == "int16" else 4
        frame = size * self._channels
        code = 1 if self._sample == "int16" else 3
        fields = struct.pack(
            "<HHIIHH", code, self._channels, self._rate, self._rate * frame, frame, 8 * size
        )
        chunks = b"fmt " + struct.pack("<I", len(fields)) + fields
        if code == 3:
            chunks += b"fact" + struct.pack("<II", 4, self._bytes // frame)
        chunks += b"data" + struct.pack("<I", self._bytes)
        return b"RIFF" + struct.pack("<I", 4 + len(chunks) + self._bytes) + b"WAVE" + chunks

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._file.seek(0)
                self._file.write(self._header())
        finally:
            self._file.close()
            if kind is not None:
                self._path.unlink(missing_ok=True)


def as_channels(audio: Samples) -> Samples:
    """The sound as ``[n, channels]``, without a copy."""
    return audio[:, None] if audio.ndim == 1 else audio
