"""Thumbnails and pictures, read off the window's thread and kept while there is room."""

from __future__ import annotations

import subprocess
from collections import OrderedDict
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader

__all__ = ["Pictures", "read_picture"]

_ROOM = 160 << 20
"""bytes of pixels kept."""
_LIMIT_MB = 1024
"""Beyond this a picture is refused by Qt's reader before memory is spent."""
_VIDEO = frozenset({".mp4", ".mov", ".webm", ".mkv", ".m4v"})


def read_picture(file: Path, size: QSize) -> QImage:
    """A picture, or a frame of a video, scaled down to fit; null if it cannot be read."""
    if file.suffix.lower() in _VIDEO:
        return _fit(_frame(file), size)
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    own = reader.size()
    if own.isValid() and (own.width() > size.width() or own.height() > size.height()):
        reader.setScaledSize(own.scaled(size * 2, Qt.AspectRatioMode.KeepAspectRatio))
    return _fit(reader.read(), size)


def _fit(image: QImage, size: QSize) -> QImage:
    if image.isNull() or (image.width() <= size.width() and image.height() <= size.height()):
        return image
    return image.scaled(
        size,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _frame(file: Path) -> QImage:
    """A frame from the first second of a video, by the ffmpeg program."""
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-ss", "0.8"]
    command += ["-i", str(file), "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]
    try:
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        done = subprocess.run(
            command, capture_output=True, timeout=20, check=False, creationflags=hidden
        )
    except (OSError, subprocess.TimeoutExpired):
        return QImage()
    return QImage.fromData(done.stdout)


class _Read(QRunnable):
    def __init__(self, pictures: Pictures, key: tuple[str, int], turn: int) -> None:
        super().__init__()
        self._pictures, self._key, self._turn = pictures, key, turn

    def run(self) -> None:
        path, side = self._key
        image = QImage()
        if self._pictures.still_wanted(self._turn):
            image = read_picture(Path(path), QSize(side, side))
            self._pictures.arrived.emit(self._key, image)
        else:
            self._pictures.arrived.emit(self._key, None)


class Pictures(QObject):
    """Reads pictures in the background; the latest asked for comes first."""

    ready = Signal(str, int)
    """Path and side: :meth:`get` has it now."""
    arrived = Signal(object, object)

    _WAITING = 240

    def __init__(self) -> None:
        super().__init__()
        QImageReader.setAllocationLimit(_LIMIT_MB)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(2)
        self._kept: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._bytes = 0
        self._turns = count(1)
        self._last_turn = 0
        self.arrived.connect(self._keep)

    def get(self, path: Path, side: int) -> QImage | None:
        """The picture scaled to fit a square of ``side`` px; None: it comes, see :attr:`ready`.

        A null image is one that cannot be read.
        """
        key = (str(path), side)
        if (image := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return image
        if key not in self._asked:
            self._asked.add(key)
            self._last_turn = next(self._turns)
            self._pool.start(_Read(self, key, self._last_turn), self._last_turn)
        return None

    def still_wanted(self, turn: int) -> bool:
        """Whether so few were asked for since that it is likely still in sight."""
        return turn > self._last_turn - self._WAITING

    def _keep(self, key: tuple[str, int], image: QImage | None) -> None:
        self._asked.discard(key)
        if image is None:
            return
        self._kept[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _ROOM and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.sizeInBytes()
        self.ready.emit(*key)

    def close(self) -> None:
        """Forget what has not begun, wait for what has."""
        self._pool.clear()
        self._pool.waitForDone()
