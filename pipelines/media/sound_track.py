"""Long sound in blocks: on disk while it is worked on, and read from any file that has sound.

Everything here is float32 ``[n, channels]`` at 48 kHz with full scale at ±1, and says where it is
in samples, so that what is placed stays where it was placed over hours.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path
from types import TracebackType

import numpy as np

from pipelines.media import ffmpeg
from pipelines.media.wav import Samples
from pipelines.sdk import EngineError, InputError

__all__ = ["BLOCK", "RATE", "Track", "blocks", "read_recording"]

RATE = 48_000
BLOCK = 5 * RATE
"""Samples worked on at once."""

_SETTLE_HZ = 18.0  # what lies below is no sound: a constant offset and its drift
_LOUDEST = 8.0  # float files may hold anything; nothing real passes +18 dBFS
_SEEKABLE = {".mp4", ".mov", ".m4v", ".mkv", ".webm", ".m4a", ".wav"}
_SEEK_FROM_S = 20.0
_TEMPO = 2.0  # ffmpeg's atempo blends rather than drops up to this factor


def blocks(length: int, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """First sample and count of each block of ``length`` samples."""
    for start in range(0, length, size):
        yield start, min(size, length - start)


class Track:
    """Sound on disk that is read and added to anywhere; silence where nothing was added.

    Args:
        path: A file of its own; removed on closing.
        channels: 1 or 2.
        length: Samples. What is added beyond falls away.
    """

    def __init__(self, path: Path, channels: int, length: int = 0) -> None:
        self.channels, self.length = channels, length
        self.path = path
        self._file = path.open("w+b", buffering=0)
        self._frame = 4 * channels
        self._file.truncate(length * self._frame)

    def read(self, start: int, count: int) -> Samples:
        """``[count, channels]`` from a sample on; silence before the first and after the last."""
        out = np.zeros((count, self.channels), np.float32)
        first, last = max(0, start), min(self.length, start + count)
        if first < last:
            self._file.seek(first * self._frame)
            view = out[first - start : last - start].data.cast("B")
            filled = 0
            while filled < len(view) and (got := self._file.readinto(view[filled:])):
                filled += got
        return out

    def add(self, start: int, block: Samples) -> None:
        """Add ``[n, channels]`` from a sample on."""
        first, last = max(0, start), min(self.length, start + len(block))
        if first < last:
            part = self.read(first, last - first) + block[first - start : last - start]
            self._write(first, part)

    def append(self, block: Samples) -> None:
        """Make it longer by ``[n, channels]``."""
        self._write(self.length, block)
        self.length += len(block)

    def _write(self, start: int, block: Samples) -> None:
        data = np.ascontiguousarray(block, dtype=np.float32)
        self._file.seek(start * self._frame)
        view = data.data.cast("B")
        while view:
            view = view[self._file.write(view) or 0 :]

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Track:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def read_recording(
    source: Path,
    track: Track,
    *,
    offset: float = 0.0,
    seconds: float | None = None,
    speed: float = 1.0,
    settle: bool = True,
) -> None:
    """Append the sound of a file to a track, at the track's rate and channels.

    Sound of a video lies as it does under its picture: silence where it begins later than that.
    5.1 is mixed down with its centre. A constant offset is taken away without a thump.

    Args:
        source: Sound or video.
        track: One or two channels; mono from stereo is the mean of both.
        offset: Seconds into the file.
        seconds: At most this much of the result; None: to its end.
        speed: Faster or slower at the same pitch.
        settle: Take a constant offset away.

    Raises:
        InputError: The file is missing, or there is no sound in it.
    """
    if not source.is_file():
        raise InputError(f"the sound file {source} does not exist", "check the path")
    limit = None if seconds is None else round(seconds * RATE)
    before = track.length
    cleaner = _Settling(track.channels) if settle else None
    parts = _plain(source, track.channels, offset) if speed == 1 else None
    if parts is None:
        scratch = track.path.with_suffix(".decoded")
        parts = _decoded(
            _decoding(source, track.channels, offset, seconds, speed),
            source,
            scratch,
            track.channels,
        )
    with contextlib.closing(parts):
        for part in parts:
            left = None if limit is None else limit - (track.length - before)
            if left is not None and left <= 0:
                break
            sane = np.clip(np.nan_to_num(part[:left], nan=0.0), -_LOUDEST, _LOUDEST)
            track.append(sane if cleaner is None else cleaner.process(sane))


class _Settling:
    """A high-pass far below hearing that begins as if the offset had always been there."""

    def __init__(self, channels: int) -> None:
        from scipy.signal import butter

        self._sections = np.asarray(butter(2, _SETTLE_HZ, "high", fs=RATE, output="sos"))
        self._state: np.ndarray | None = None
        self._channels = channels

    def process(self, block: Samples) -> Samples:
        from scipy.signal import sosfilt, sosfilt_zi

        if self._state is None:
            # Only a real offset: the mean of a short start is otherwise just a part of a wave.
            offset = block[: RATE // 2].mean(axis=0)
            swing = block[: RATE // 2].std(axis=0)
            offset = np.where(np.abs(offset) > 0.2 * swing, offset, 0.0)
            settled = sosfilt_zi(self._sections)[:, None, :]
            self._state = settled * offset[None, :, None]
        out, self._state = sosfilt(self._sections, block.T, axis=1, zi=self._state)
        return np.ascontiguousarray(np.asarray(out).T, dtype=np.float32)


def _plain(source: Path, channels: int, offset: float) -> Generator[Samples, None, None] | None:
    """Blocks of a file that libsndfile reads and that is 48 kHz mono or stereo, else None."""
    import soundfile

    with source.open("rb") as file:
        if file.read(4) not in (b"RIFF", b"fLaC"):
            return None
    try:
        facts = soundfile.info(str(source))
    except soundfile.LibsndfileError:
        return None
    if facts.samplerate != RATE or facts.channels > 2:
        return None
    return _plain_blocks(source, channels, round(offset * RATE))


def _plain_blocks(source: Path, channels: int, first: int) -> Generator[Samples, None, None]:
    import soundfile

    with soundfile.SoundFile(str(source)) as file:
        if first >= file.frames:
            return
        file.seek(first)
        while len(part := file.read(BLOCK, dtype="float32", always_2d=True)):
            yield _with_channels(np.asarray(part, np.float32), channels)


def _with_channels(block: Samples, channels: int) -> Samples:
    if block.shape[1] == channels:
        return block
    return block.mean(axis=1, keepdims=True) if channels == 1 else np.repeat(block, 2, axis=1)


def _decoding(
    source: Path, channels: int, offset: float, seconds: float | None, speed: float
) -> list[str | Path]:
    """What ffmpeg is told, up to its output."""
    seek = offset - 2.0 if offset > _SEEK_FROM_S and source.suffix.lower() in _SEEKABLE else 0.0
    # Missing stretches become silence, so that the sound stays under its picture.
    filters = [f"aresample={RATE}:async=1:min_hard_comp=0.05:first_pts=0"]
    if offset > seek:
        filters += [f"atrim=start_sample={round((offset - seek) * RATE)}", "asetpts=N/SR/TB"]
    filters += _tempo(speed)
    arguments: list[str | Path] = [*(("-ss", f"{seek:.6f}") if seek > 0 else ()), "-i", source]
    arguments += ["-map", "0:a:0", "-vn", "-af", ",".join(filters), "-ac", str(channels)]
    return arguments if seconds is None else [*arguments, "-t", f"{seconds + 0.1:.6f}"]


def _decoded(
    arguments: list[str | Path], source: Path, scratch: Path, channels: int
) -> Generator[Samples, None, None]:
    """Blocks of what ffmpeg decodes; a file with a broken tail gives what comes before it."""
    try:
        failure = ""
        try:
            ffmpeg.run([*arguments, "-f", "f32le", scratch], f"reading {source.name}")
        except EngineError as error:
            failure = error.message
        if failure and not (scratch.is_file() and scratch.stat().st_size):
            raise InputError(
                f"no sound can be read in this {source.suffix.lstrip('.').upper()} file",
                "use WAV, MP3, M4A, FLAC or a video with sound",
            )
        with scratch.open("rb") as file:
            while data := file.read(BLOCK * channels * 4):
                whole = len(data) // (4 * channels) * channels
                yield np.frombuffer(data, "<f4", whole).reshape(-1, channels)
    finally:
        scratch.unlink(missing_ok=True)


def _tempo(speed: float) -> list[str]:
    """``atempo`` in steps that each stay between a half and double."""
    steps: list[str] = []
    while speed > _TEMPO or speed < 1 / _TEMPO:
        step = _TEMPO if speed > 1 else 1 / _TEMPO
        steps.append(f"atempo={step}")
        speed /= step
    return steps if speed == 1 else [*steps, f"atempo={speed:.9f}"]
