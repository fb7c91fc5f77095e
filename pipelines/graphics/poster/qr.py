"""QR codes: made with whole-pixel modules, and read back from the finished picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

__all__ = ["QrCode", "make_qr", "reads_back"]

QUIET = 4
"""Modules of quiet zone on each side (ISO/IEC 18004)."""

_LEAST_MODULE = 2.6  # px; below this phones and printers lose modules


@dataclass(frozen=True, eq=False)
class QrCode:
    """A QR code without its quiet zone: bool [n, n], True is dark."""

    modules: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """Modules on a side, quiet zone included."""
        return len(self.modules) + 2 * QUIET

    def side(self, wanted: float) -> float:
        """The side in px nearest to what is wanted that gives every module whole pixels."""
        return self.count * max(3, round(wanted / self.count))

    def fits(self, side: float) -> bool:
        """Whether modules are large enough to be read at that side in px."""
        return side / self.count >= _LEAST_MODULE


@lru_cache(maxsize=16)
def make_qr(link: str) -> QrCode | None:
    """The code of a link, error level M where it stays small, else L; None: too long for any."""
    for level in ("m", "l"):
        try:
            code = segno.make_qr(link, error=level, boost_error=False)
        except segno.DataOverflowError:
            continue
        if level == "m" and int(code.version) > 12:
            continue  # a dense code is harder to read than a less redundant one
        return QrCode(np.array([list(row) for row in code.matrix], bool))
    return None


def reads_back(pixels: NDArray[np.uint8], link: str) -> bool:
    """Whether a reader finds the link in [h, w, 3] 8-bit pixels cropped around the code."""
    grey = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    grey = cv2.copyMakeBorder(grey, 16, 16, 16, 16, cv2.BORDER_REPLICATE)
    detector = cv2.QRCodeDetector()
    for factor in (1.0, 2.0, 0.5):
        size = (int(grey.shape[1] * factor), int(grey.shape[0] * factor))
        scaled = grey if factor == 1 else cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        found, _, _ = detector.detectAndDecode(scaled)
        if found == link:
            return True
    return False
