"""A contact sheet of the presenters for a person to look at.

Run ``python -m pipelines.graphics.presenter.sheet sheet.png [cell size in px]``.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from PySide6.QtGui import QColor, QImage, QPainter

from pipelines.documents.presenter import CharacterName, Gesture, PresenterLook
from pipelines.graphics.presenter.figure import Presenter
from pipelines.graphics.presenter.gestures import arms_of
from pipelines.graphics.presenter.pose import FramePose, Mouth

__all__ = ["contact_sheet", "moments"]


def _mouths() -> dict[str, Mouth]:
    """The 15 visemes as mouths."""
    table = json.loads(files("assets").joinpath("presenter/visemes.json").read_text("utf-8"))
    return {name: Mouth(*shape) for name, shape in table["shapes"].items()}


def _pose(gesture: Gesture, **changes: Any) -> FramePose:
    left, right = arms_of(gesture)
    return FramePose(left=left, right=right, **changes)


def moments() -> tuple[FramePose, ...]:
    """Every gesture, with faces as they go with it."""
    mouth = _mouths()
    return (
        _pose("rest"),
        _pose("open", mouth=mouth["aa"], brow=0.5),
        _pose("point", mouth=mouth["E"], yaw=-0.16, gaze=(-0.2, 0), roll=-0.03),
        _pose("count", mouth=mouth["I"], yaw=0.1),
        _pose("heart", smile=1.0, roll=0.05),
        _pose("wave", mouth=mouth["E"], smile=0.9, yaw=-0.08, roll=0.04),
        _pose("rest", mouth=mouth["O"], yaw=0.22, pitch=-0.05),
        _pose("rest", mouth=mouth["U"], blink=0.5, brow=-0.4),
        _pose("rest", mouth=mouth["FF"], blink=1.0, pitch=0.12),
    )


def contact_sheet(cell: int) -> QImage:
    """Each character in two rows: all gestures, then a close-up of all visemes.

    Args:
        cell: Width and height of a gesture's picture, px.
    """
    poses, mouths = moments(), list(_mouths().values())
    head = cell * len(poses) // len(mouths)
    looks = [PresenterLook(character=name) for name in get_args(CharacterName)]
    sheet = QImage(cell * len(poses), (cell + head) * len(looks), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#e8eef5"))
    painter = QPainter(sheet)
    for row, look in enumerate(looks):
        top = row * (cell + head)
        presenter = Presenter(look, cell, cell)
        for column, pose in enumerate(poses):
            painter.drawImage(column * cell, top, presenter.draw(pose))
        close = Presenter(look, 3 * head, 3 * head)
        left, upper = (round(v) for v in close.framing.at(-160, 142))
        for column, mouth in enumerate(mouths):
            face = close.draw(poses[0].with_mouth(mouth)).copy(left, upper, head, head)
            painter.drawImage(column * head, top + cell, face)
    painter.end()
    return sheet


def main() -> None:
    """Write the sheet named on the command line."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "presenters.png")
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 360
    contact_sheet(size).save(str(target))


if __name__ == "__main__":
    main()
