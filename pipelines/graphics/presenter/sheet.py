"""A contact sheet of the presenters for a person to look at.

Run ``python -m pipelines.graphics.presenter.sheet sheet.png [cell size in px]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from pipelines.documents.presenter import PresenterLook
from pipelines.graphics.presenter.characters import CHARACTERS
from pipelines.graphics.presenter.figure import Presenter
from pipelines.graphics.presenter.gestures import arms_of
from pipelines.graphics.presenter.pose import FramePose, Mouth

__all__ = ["SHEET", "contact_sheet"]

_AA = Mouth(open=1.0, wide=0.5, round=0.1, teeth=0.5, tongue=0.1)
_E = Mouth(open=0.55, wide=0.65, round=0.0, teeth=0.6, tongue=0.1)
_I = Mouth(open=0.32, wide=0.85, round=0.0, teeth=0.8, tongue=0.1)
_O = Mouth(open=0.65, wide=0.1, round=0.75, teeth=0.2)
_U = Mouth(open=0.3, wide=0.0, round=1.0, teeth=0.1)
_FF = Mouth(open=0.12, wide=0.4, round=0.05, teeth=1.0)


def _pose(gesture: str, **changes: object) -> FramePose:
    left, right = arms_of(gesture)  # type: ignore[arg-type]
    return FramePose(left=left, right=right, **changes)  # type: ignore[arg-type]


SHEET: tuple[FramePose, ...] = (
    _pose("rest"),
    _pose("open", mouth=_AA, brow=0.5),
    _pose("point", mouth=_E, yaw=-0.16, gaze=(-0.2, 0), roll=-0.03),
    _pose("count", mouth=_I, yaw=0.1),
    _pose("heart", smile=1.0, roll=0.05),
    _pose("wave", mouth=_E, smile=0.9, yaw=-0.08, roll=0.04),
    _pose("rest", mouth=_O, yaw=0.22, pitch=-0.05),
    _pose("rest", mouth=_U, blink=0.5, brow=-0.4),
    _pose("rest", mouth=_FF, blink=1.0, pitch=0.12),
)


def contact_sheet(width: int, height: int, look: PresenterLook | None = None) -> QImage:
    """Characters in rows, moments of a performance in columns; one look instead of all if given."""
    looks = [look] if look else [PresenterLook(character=name) for name in CHARACTERS]  # type: ignore[arg-type]
    sheet = QImage(width * len(SHEET), height * len(looks), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#e8eef5"))
    painter = QPainter(sheet)
    for row, one in enumerate(looks):
        presenter = Presenter(one, width, height)
        for column, pose in enumerate(SHEET):
            painter.drawImage(column * width, row * height, presenter.draw(pose))
    painter.end()
    return sheet


def main() -> None:
    """Write the sheet named on the command line."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "presenters.png")
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 360
    contact_sheet(size, size).save(str(target))


if __name__ == "__main__":
    main()
