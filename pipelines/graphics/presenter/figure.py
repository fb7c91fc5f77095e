"""The whole presenter: layers from back to front, on a transparent picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QImage, QPainter

from pipelines.documents.presenter import PresenterLook
from pipelines.graphics.presenter.arms import draw_forearm, draw_upper_arm, place_arm
from pipelines.graphics.presenter.body import draw_cloth, draw_clothes, draw_collar_back
from pipelines.graphics.presenter.brush import Brush
from pipelines.graphics.presenter.characters import CHARACTERS, palette_of
from pipelines.graphics.presenter.eyes import EYE_Y
from pipelines.graphics.presenter.hair import draw_hair_back, draw_hair_front, hair_front_path
from pipelines.graphics.presenter.head import draw_ears, draw_face, draw_neck
from pipelines.graphics.presenter.head_turn import head_turn
from pipelines.graphics.presenter.mouth import MOUTH_Y
from pipelines.graphics.presenter.pose import FramePose

__all__ = ["Framing", "Presenter", "frame_figure"]

FIGURE_WIDTH = 964.0
TOP, BUST, HALF_LENGTH = 8.0, 964.0, 1300.0
NECK_Y = 440.0
HIP_Y = 1350.0
HEAD_DOWN = 16.0
BODY_LEFT, BODY_TOP = -270.0, 360.0


@dataclass(frozen=True)
class Framing:
    """How units become pixels: ``pixel = unit * scale + (left, top)``."""

    scale: float
    left: float
    top: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a place in units."""
        return x * self.scale + self.left, y * self.scale + self.top


def frame_figure(width: int, height: int) -> Framing:
    """Fit a half-length figure, arms included, and let the bottom edge cut it.

    Wide pictures show the bust, tall ones go down to the hips.
    """
    scale = min(width / FIGURE_WIDTH, height / BUST)
    shown = min(height / scale, HALF_LENGTH)
    return Framing(scale, width / 2, height - (TOP + shown) * scale)


class Presenter:
    """Draws one look at one size.

    Args:
        look: Character and colours.
        width: Picture width, px.
        height: Picture height, px.
    """

    def __init__(self, look: PresenterLook, width: int, height: int) -> None:
        self.character = CHARACTERS[look.character]
        self.palette = palette_of(look)
        self.framing = frame_figure(width, height)
        self.width, self.height = width, height
        self._body = self._draw_body()

    def mouth_at(self) -> tuple[float, float]:
        """The pixel where the middle of the mouth is when the head is straight."""
        return self.framing.at(0, MOUTH_Y + HEAD_DOWN)

    def eyes_at(self) -> tuple[float, float]:
        """The pixel between the eyes when the head is straight."""
        return self.framing.at(0, EYE_Y + HEAD_DOWN)

    def draw(self, pose: FramePose, image: QImage | None = None) -> QImage:
        """One frame.

        Args:
            image: A picture of the right size to draw on; new if left out. What it shows is lost.

        Returns:
            ARGB32, premultiplied.
        """
        if image is None:
            image = QImage(self.width, self.height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.translate(self.framing.left, self.framing.top)
        painter.scale(self.framing.scale, self.framing.scale)
        try:
            self._paint(Brush(painter), pose)
        finally:
            painter.end()
        return image

    def _paint(self, brush: Brush, pose: FramePose) -> None:
        character, palette = self.character, self.palette
        turn = head_turn(pose)
        lift = 4.0 * pose.breath
        arms = [
            place_arm(character, -1, pose.left, lift),
            place_arm(character, 1, pose.right, lift),
        ]
        painter = brush.painter
        painter.translate(0, HIP_Y)
        painter.rotate(math.degrees(pose.sway))
        painter.translate(0, -HIP_Y)

        painter.save()
        self._to_head(painter, pose, lift)
        draw_hair_back(brush, character, palette, turn, pose)
        painter.restore()

        painter.save()
        painter.translate(BODY_LEFT, BODY_TOP - lift)
        painter.scale(1 / self.framing.scale, 1 / self.framing.scale)
        painter.drawImage(0, 0, self._body)
        painter.restore()
        for arm in arms:
            draw_upper_arm(brush, character, palette, arm)

        painter.save()
        self._to_head(painter, pose, lift)
        if character.hairstyle != "waves":
            draw_ears(brush, character, palette, turn)
        hair = hair_front_path(character, turn, pose)
        draw_face(brush, character, palette, turn, pose, hair=hair)
        draw_hair_front(brush, character, palette, hair, pose)
        painter.restore()
        for arm in arms:
            draw_forearm(brush, character, palette, arm)

    def _draw_body(self) -> QImage:
        """Neck, torso and clothes: the same in every frame, so drawn once.

        Reaches below the frame, because the body leans and breathes.
        """
        scale = self.framing.scale
        bottom = (self.height - self.framing.top) / scale + 24
        size = (math.ceil(-2 * BODY_LEFT * scale), math.ceil((bottom - BODY_TOP) * scale))
        image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.translate(-BODY_LEFT, -BODY_TOP)
        brush = Brush(painter)
        draw_collar_back(brush, self.character, self.palette)
        draw_cloth(brush, self.character, self.palette)
        draw_neck(brush, self.character, self.palette)
        draw_clothes(brush, self.character, self.palette)
        painter.end()
        return image

    def _to_head(self, painter: QPainter, pose: FramePose, lift: float) -> None:
        """Into the head's frame: raised by the breath, tilted about the neck."""
        painter.translate(0, NECK_Y + HEAD_DOWN - lift)
        painter.rotate(math.degrees(pose.roll))
        painter.translate(pose.yaw * 30, pose.pitch * 20 - NECK_Y)
