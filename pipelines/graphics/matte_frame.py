"""A drawn, transparent picture as a frame of a matte video (``pipelines.media.matte_video``)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

__all__ = ["MatteFrame", "pixels_of"]

Pixels = NDArray[np.uint8]

# ITU-R BT.709-6, item 3.2 and table 4: weights of red, green, blue, limited range.
_KR, _KG, _KB = 0.2126, 0.7152, 0.0722
_LUMA, _CHROMA = 219 / 255, 224 / 255


def pixels_of(image: QImage) -> Pixels:
    """The picture's own memory, ``[height, width, 4]``: blue, green, red, alpha."""
    bits = np.frombuffer(image.constBits(), np.uint8)
    rows = bits.reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)


class MatteFrame:
    """One frame, filled again and again.

    Args:
        width: px, even.
        height: px of the picture, even; the frame is twice as high.
    """

    def __init__(self, width: int, height: int) -> None:
        size, quarter = 2 * width * height, width * height // 2
        self.buffer: Pixels = np.full(size + 2 * quarter, 128, np.uint8)
        luma = self.buffer[:size].reshape(2 * height, width)
        self._y, self._alpha = luma[:height], luma[height:]
        self._u, self._v = (
            self.buffer[start : start + quarter].reshape(height, width // 2)[: height // 2]
            for start in (size, size + quarter)
        )

    def fill(self, image: QImage) -> Pixels:
        """Take a picture (ARGB32, premultiplied); returns the buffer: Y, U, V end to end.

        Sums of whole planes: four times as fast as ``cv2.transform``.
        """
        pixels = pixels_of(image)
        blue, green, red, alpha = (
            np.asarray(cv2.extractChannel(pixels, i), np.uint8) for i in range(4)
        )
        self._alpha[:] = alpha
        cv2.addWeighted(green, _KG * _LUMA, red, _KR * _LUMA, 16, dst=self._y)
        cv2.addWeighted(self._y, 1, blue, _KB * _LUMA, 0, dst=self._y)
        blue, green, red = (self._halved(plane) for plane in (blue, green, red))
        for plane, main, other, (a, b, c) in (
            (self._u, blue, red, (0.5, -_KG / (2 * (1 - _KB)), -_KR / (2 * (1 - _KB)))),
            (self._v, red, blue, (0.5, -_KG / (2 * (1 - _KR)), -_KB / (2 * (1 - _KR)))),
        ):
            part = cv2.addWeighted(main, a * _CHROMA, green, b * _CHROMA, 128)
            plane[:] = cv2.addWeighted(part, 1, other, c * _CHROMA, 0)
        return self.buffer

    @staticmethod
    def _halved(plane: Pixels) -> Pixels:
        """Half the size, sited left as H.264 has it: 1-2-1 across, 1-1 down.

        That is the mean of two plain halvings, one a pixel farther left.
        """
        height, width = plane.shape
        size = width // 2, height // 2
        at = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
        left = cv2.copyMakeBorder(plane[:, :-1], 0, 0, 1, 0, cv2.BORDER_REPLICATE)
        before = cv2.resize(left, size, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.addWeighted(at, 0.5, before, 0.5, 0), np.uint8)
