"""Pictures of all shapes in rows that fill the width, each row as high as its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.ui.widgets.tile import FOOT, Tile
from studio.ui.words import Speaks

__all__ = ["Gallery", "justify"]

_HIGH = 262
"""px that a picture is best shown high."""
_HIGHEST = 1.12
"""How much higher than that the last row may become."""
_GAP = 18


def justify(aspects: Sequence[float], width: int, high: int, gap: int) -> list[tuple[int, float]]:
    """Break pictures into rows that fill a width, as close to one height as can be.

    Args:
        aspects: Width / height of each picture.
        width: px of a row.
        high: px that a row is best high.
        gap: px between pictures.

    Returns:
        For each row how many pictures stand in it, and how high they are in px.
    """
    # Shortest path over the breaks, as in Knuth and Plass, "Breaking paragraphs into lines".
    count = len(aspects)
    best: list[tuple[float, int, float]] = [(0.0, 0, 0.0)]
    for end in range(1, count + 1):
        options: list[tuple[float, int, float]] = []
        for start in range(end):
            room = width - gap * (end - start - 1)
            height = max(24.0, room / sum(aspects[start:end]))
            badness = (height / high - 1) ** 2
            if height > high and end == count:
                height = min(height, high * _HIGHEST)
                badness /= 4
            options.append((best[start][0] + badness, start, height))
        best.append(min(options))
    rows: list[tuple[int, float]] = []
    end = count
    while end > 0:
        _, start, height = best[end]
        rows.append((end - start, height))
        end = start
    return rows[::-1]


class Gallery(Speaks, QWidget):
    """Lays out tiles; as high as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[Tile] = []

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these instead of what was there."""
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = list(tiles)
        for tile in self.tiles:
            tile.setParent(self)
            tile.show()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other rows."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        place, y = 0, 0
        for number, height in justify([t.aspect for t in self.tiles], self.width(), _HIGH, _GAP):
            x = 0.0
            for tile in self.tiles[place : place + number]:
                width = height * tile.aspect
                tile.setGeometry(QRect(round(x), y, round(width), round(height) + FOOT))
                x += width + _GAP
            place += number
            y += round(height) + FOOT + _GAP
        self.setFixedHeight(max(0, y - _GAP))
