"""What a caption look is: how words are set, and what of which bitmap is seen at a frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.graphics.caption_looks.drawing import Rgba
from pipelines.graphics.caption_looks.setting import Area, SetPage, SetWord

__all__ = ["Drawn", "Look", "Part", "columns", "swapped"]


@dataclass(frozen=True)
class Part:
    """A bitmap, or a rectangle of it, with its corner at ``x``, ``y`` of the frame, even px."""

    key: Hashable
    x: int
    y: int
    area: Area | None = None


@dataclass
class Drawn:
    """A page drawn in a look.

    Attributes:
        bitmap: Draws the bitmap of a key; asked once for each, when it is first seen.
        parts: What is seen at a frame of the shot, lowest first.
    """

    bitmap: Callable[[Hashable], Rgba]
    parts: Callable[[int], Sequence[Part]]
    _kept: dict[Hashable, Rgba] = field(default_factory=dict)

    def rgba(self, key: Hashable) -> Rgba:
        """The bitmap of a key, drawn once."""
        if key not in self._kept:
            self._kept[key] = self.bitmap(key)
        return self._kept[key]


@dataclass(frozen=True)
class Look:
    """How captions are set in a look, lengths in em.

    Attributes:
        draw: Draws a page that is set.
        weight: Of the letters, 100–900.
        leading: From baseline to baseline.
        margin: Room around the words.
        pad: What sticks out of the words at either side: it takes from the width of a line.
        fonts: Families before the usual ones.
        tracking: Extra space between letters.
        scale: Size beside the other looks.
        word_gap: Extra width of the spaces between words.
    """

    draw: Callable[[SetPage], Drawn]
    weight: int = 700
    leading: float = 1.28
    margin: float = 0.3
    pad: float = 0.08
    fonts: tuple[str, ...] = ()
    tracking: float = 0.0
    scale: float = 1.0
    word_gap: float = 0.0


def columns(setting: SetPage, share: Callable[[SetWord], float]) -> Iterator[tuple[Area, bool]]:
    """Every line's band cut into what is over and what is not.

    Args:
        setting: The page.
        share: How much of a word is over, 0–1, in reading direction.

    Yields:
        A rectangle and whether it is over. What is before a line's first word goes with it.
    """
    for number in range(len(setting.lines)):
        edges: list[tuple[float, float]] = []
        for word in (w for w in setting.words if w.line == number):
            done = share(word)
            left, right = word.whole.left, word.whole.right
            if done > 0:
                length = (right - left) * min(1.0, done)
                edges.append(
                    (right - length, right) if word.whole.backwards else (left, left + length)
                )
        yield from _banded(setting, number, edges)


def _banded(
    setting: SetPage, number: int, edges: list[tuple[float, float]]
) -> Iterator[tuple[Area, bool]]:
    line = setting.lines[number]
    at = 0.0
    for first, last in _merged(edges):
        # Letters stick out of a line's ends: those belong to its first and last word.
        left = 0.0 if first <= line.x + 1 else first
        right = setting.width if last >= line.right - 1 else last
        if left > at:
            yield setting.band(number, at, left), False
        yield setting.band(number, max(at, left), right), True
        at = max(at, right)
    if at < setting.width:
        yield setting.band(number, at, setting.width), False


def _merged(edges: list[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for left, right in sorted(edges):
        if out and left <= out[-1][1] + 2:
            out[-1] = out[-1][0], max(right, out[-1][1])
        else:
            out.append((left, right))
    return out


def swapped(
    setting: SetPage, areas: Iterator[tuple[Area, bool]], below: Hashable, above: Hashable | None
) -> list[Part]:
    """Rectangles from one bitmap where it is over, from the other where not; the rest from below.

    ``above`` None: nothing is shown where it is not over.
    """
    out: list[Part] = []
    for (left, top, right, bottom), lit in areas:
        key = above if lit else below
        if key is not None and right > left and bottom > top:
            place = setting.x + left, setting.y + top
            out.append(Part(key, *place, (left, top, right, bottom)))
    return out
