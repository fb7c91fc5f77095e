"""A player for video and sound. Qt Multimedia is loaded when the first one is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QSlider, QWidget

from studio.ui.icons import draw_icon
from studio.ui.theme import Theme
from studio.ui.times import clock
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.layouts import column, row
from studio.ui.words import Speaks, text

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

__all__ = ["Player"]

PLAY = text("player", "Play")
PAUSE = text("player", "Pause")
MUTE = text("player", "Mute")
UNMUTE = text("player", "Sound on")
EXPAND = text("player", "Larger")
PLACE = text("player", "Position")
SILENT = text("player", "This machine has no sound output; it plays without sound.")
BROKEN = text("player", "This file cannot be played.")


class _Screen(QWidget):
    """The picture of the moment, with a play badge while it stands still."""

    clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.image = QImage()
        self.badge = True
        self.message = ""
        self.icon = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Upright, as most short videos are."""
        return QSize(270, 480)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play or pause."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame as large as fits."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.image.isNull():
            size = QSizeF(self.image.size()).scaled(
                QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
            )
            place = QRectF(
                (self.width() - size.width()) / 2,
                (self.height() - size.height()) / 2,
                size.width(),
                size.height(),
            )
            shape = QPainterPath()
            shape.addRoundedRect(place, 10, 10)
            painter.setClipPath(shape)
            painter.drawImage(place, self.image)
            painter.setClipping(False)
        elif self.icon:
            spot = QRectF(self.width() / 2 - 28, self.height() / 2 - 28, 56, 56)
            draw_icon(painter, self.icon, self._theme.palette.accent, spot)
        # Low, so that it does not cover a face.
        middle = QPointF(self.width() / 2, self.height() * 0.8)
        if self.message:
            painter.setPen(
                QColor("#ffffff" if not self.image.isNull() else self._theme.palette.muted)
            )
            painter.drawText(
                self.rect().adjusted(16, 16, -16, -16),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self.message,
            )
        elif self.badge and not self.image.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(8, 12, 11, 150))
            painter.drawEllipse(middle, 30, 30)
            spot = QRectF(middle.x() - 13, middle.y() - 14, 28, 28)
            draw_icon(painter, "play", "#ffffff", spot)


class Player(Speaks, QFrame):
    """Screen and controls.

    Args:
        theme: For the icons.
        expandable: Whether there is a button that asks for a larger view.
    """

    expand_wanted = Signal()

    def __init__(self, theme: Theme, *, expandable: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "player")
        self._theme = theme
        self._media: QMediaPlayer | None = None
        self._parts: list[Any] = []
        self._path: Path | None = None
        self.picture = _Screen(theme)
        self.play_button = IconButton(theme, "play", PLAY, colour="text")
        self.mute_button = IconButton(theme, "volume", MUTE)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.say(self.slider.setAccessibleName, PLACE)
        self.time = label("faint", "0:00 / 0:00")
        self.controls = QWidget()
        line = row(self.play_button, spacing=4)
        line.addWidget(self.slider, 1)
        line.addWidget(self.time)
        line.addWidget(self.mute_button)
        if expandable:
            expand = IconButton(theme, "expand", EXPAND)
            expand.clicked.connect(self.expand_wanted)
            line.addWidget(expand)
        self.controls.setLayout(line)
        box = column(spacing=8)
        box.addWidget(self.picture, 1)
        box.addWidget(self.controls)
        self.setLayout(box)
        self.play_button.clicked.connect(self.toggle)
        self.picture.clicked.connect(self.toggle)
        self.mute_button.clicked.connect(self._toggle_sound)
        self.slider.sliderMoved.connect(self._seek)
        self.slider.actionTriggered.connect(lambda _: self._seek(self.slider.sliderPosition()))

    def show_shape(self, shape: QSize, room: QSize) -> None:
        """Take as much room as a film of this shape needs, at most ``room``."""
        size = shape.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self.picture.setFixedHeight(max(80, size.height()))

    # --- media --------------------------------------------------------------------------

    def open(self, path: Path, *, poster: bool = True, icon: str = "") -> None:
        """Load a file and show its first picture.

        Args:
            path: Video or sound.
            poster: Whether to decode the first frame now.
            icon: What to show for a file without pictures.
        """
        self.close_media()
        self._path = path
        self.picture.image, self.picture.message, self.picture.icon = QImage(), "", icon
        if poster:
            media = self._player()
            media.setSource(QUrl.fromLocalFile(str(path)))
            media.pause()
        self.picture.update()

    def _player(self) -> QMediaPlayer:
        if self._media is not None:
            return self._media
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoSink

        media, sink = QMediaPlayer(self), QVideoSink(self)
        media.setVideoSink(sink)
        sink.videoFrameChanged.connect(self._frame)
        media.positionChanged.connect(self._at)
        media.durationChanged.connect(self._lasts)
        media.playbackStateChanged.connect(self._state)
        media.errorOccurred.connect(lambda *_: self._broken())
        self._parts = [sink]
        if QMediaDevices.defaultAudioOutput().isNull():
            self.mute_button.setEnabled(False)
            self.mute_button.show_as("mute", SILENT)
        else:
            audio = QAudioOutput(self)
            media.setAudioOutput(audio)
            self._parts.append(audio)
        self._media = media
        return media

    def close_media(self) -> None:
        """Let go of the file and of the decoder."""
        if self._media is not None:
            self._media.stop()
            self._media.setSource(QUrl())

    def toggle(self) -> None:
        """Play, or pause."""
        if self._path is None:
            return
        media = self._player()
        if media.source().isEmpty():
            media.setSource(QUrl.fromLocalFile(str(self._path)))
        if self.playing:
            media.pause()
        else:
            media.play()

    def pause(self) -> None:
        """Stand still."""
        if self._media is not None and self.playing:
            self._media.pause()

    @property
    def playing(self) -> bool:
        """Whether it runs."""
        return self._media is not None and self._media.isPlaying()

    def position(self) -> int:
        """Where it is, in ms."""
        return self._media.position() if self._media is not None else 0

    def _seek(self, place: int) -> None:
        if self._media is not None:
            self._media.setPosition(place)

    def _toggle_sound(self) -> None:
        audio = self._media.audioOutput() if self._media is not None else None
        if audio is not None:
            audio.setMuted(not audio.isMuted())
            silent = audio.isMuted()
            self.mute_button.show_as("mute" if silent else "volume", UNMUTE if silent else MUTE)

    # --- what it says -------------------------------------------------------------------

    def _frame(self, frame: Any) -> None:
        if frame.isValid():
            self.picture.image = frame.toImage()
            self.picture.update()

    def _lasts(self, milliseconds: int) -> None:
        self.slider.setRange(0, milliseconds)
        self._at(self.position())

    def _at(self, place: int) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(place)
        self.time.setText(f"{clock(place)} / {clock(self.slider.maximum())}")

    def _state(self) -> None:
        self.picture.badge = not self.playing
        self.play_button.show_as(*(("pause", PAUSE) if self.playing else ("play", PLAY)))
        self.picture.update()

    def _broken(self) -> None:
        self.picture.message = BROKEN()
        self.picture.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and pauses."""
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: Any) -> None:
        """What nobody sees does not play."""
        self.pause()
        super().hideEvent(event)
