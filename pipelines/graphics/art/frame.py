"""What an art is asked for, and the frame it paints in."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from pipelines.graphics import raster
from pipelines.graphics.colour import Palette
from pipelines.graphics.raster import Array

__all__ = ["ArtSpec", "Box", "Frame", "Painted", "ParamValue"]

ParamValue = str | int | float | bool


class Box(NamedTuple):
    """A rectangle in px: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def scaled(self, sx: float, sy: float) -> Box:
        """The box in another resolution."""
        return Box(self.x * sx, self.y * sy, self.w * sx, self.h * sy)


@dataclass(frozen=True, eq=False)
class ArtSpec:
    """What to paint.

    Args:
        name: One of ``ART_NAMES``.
        seed: Same seed, same composition, at any resolution.
        palette: The colours, by role.
        params: What the art understands beyond that (its module tells).
        hero: Where the focal point belongs, px; None: where the art thinks best.
        keep_out: float32 [h, w], 1 where type will stand; art keeps quiet there. None: nowhere.
            Any resolution of the same aspect will do.
    """

    name: str
    seed: int
    palette: Palette
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    hero: Box | tuple[float, float, float, float] | None = None
    keep_out: Array | None = None


@dataclass(frozen=True, eq=False)
class Painted:
    """A painted background, and where a product stands in it (px), if the art has such a place."""

    image: Array
    product_box: Box | None = None


@dataclass(frozen=True, eq=False)
class Frame:
    """A canvas of ``width`` × ``height`` px with everything an art needs to fill it."""

    width: int
    height: int
    seed: int
    palette: Palette
    params: Mapping[str, ParamValue]
    given_hero: Box | None
    keep_out: Array | None
    product: Array | None = None

    @property
    def unit(self) -> float:
        """√(width · height), px: what every feature is sized by."""
        return math.sqrt(self.width * self.height)

    @property
    def aspect(self) -> float:
        return self.width / self.height

    @property
    def hero(self) -> Box:
        """Where the focal point belongs."""
        if self.given_hero is not None:
            return self.given_hero
        w, h = float(self.width), float(self.height)
        if self.aspect > 1.25:
            return Box(0.5 * w, 0.06 * h, 0.44 * w, 0.88 * h)
        if self.aspect > 0.85:
            return Box(0.16 * w, 0.14 * h, 0.68 * w, 0.72 * h)
        return Box(0.12 * w, 0.26 * h, 0.76 * w, 0.50 * h)

    @cached_property
    def xy(self) -> tuple[Array, Array]:
        """Pixel centres: x [1, w] and y [h, 1], px; they broadcast."""
        x = np.arange(self.width, dtype=np.float32)[None, :] + np.float32(0.5)
        y = np.arange(self.height, dtype=np.float32)[:, None] + np.float32(0.5)
        return x, y

    def rng(self, name: str) -> np.random.Generator:
        """Random numbers of one feature; other features do not disturb them."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def number(self, name: str, default: float) -> float:
        """A numeric param, or the default."""
        value = self.params.get(name, default)
        return default if isinstance(value, str) else float(value)

    def word(self, name: str, default: str) -> str:
        """A text param, or the default."""
        return str(self.params.get(name, default) or default)

    def reduced(self, unit: float) -> Frame:
        """The same design on a smaller canvas of about that √area, for what is soft anyway."""
        factor = max(1.0, self.unit / unit)
        width, height = (max(8, round(side / factor)) for side in (self.width, self.height))
        hero = self.hero.scaled(width / self.width, height / self.height)
        keep = None if self.keep_out is None else raster.resize(self.keep_out, width, height)
        return replace(self, width=width, height=height, given_hero=hero, keep_out=keep)

    def enlarged(self, array: Array) -> Array:
        """A reduced picture or mask at this frame's size."""
        return raster.resize(array, self.width, self.height)

    def filled(self, role: str) -> Array:
        """A picture of one palette role."""
        picture = np.empty((self.height, self.width, 3), np.float32)
        picture[:] = self.palette.rgb(role)
        return picture

    def quiet(self, x: float, y: float, radius: float) -> bool:
        """Whether a thing of that radius (px) would stand where type goes."""
        if self.keep_out is None:
            return False
        top, bottom = (int(min(self.height, max(0, v))) for v in (y - radius, y + radius + 1))
        left, right = (int(min(self.width, max(0, v))) for v in (x - radius, x + radius + 1))
        return self.keep_out[top:bottom, left:right].max(initial=0) > 0.15

    def window(self, box: Box, margin: float = 0) -> tuple[int, int, int, int]:
        """Whole pixels of a box inside the frame: left, top, right, bottom (may be empty)."""
        left = int(min(self.width, max(0, math.floor(box.x - margin))))
        top = int(min(self.height, max(0, math.floor(box.y - margin))))
        right = int(min(self.width, max(0, math.ceil(box.x + box.w + margin))))
        bottom = int(min(self.height, max(0, math.ceil(box.y + box.h + margin))))
        return left, top, max(left, right), max(top, bottom)

    def draw(self, paint: Callable[[QPainter], None]) -> Array:
        """A layer of the whole frame, drawn with Qt."""
        return raster.draw(self.width, self.height, paint)

    def stamp(
        self,
        picture: Array,
        box: Box,
        paint: Callable[[QPainter], None],
        opacity: float = 1.0,
        margin: float = 2,
    ) -> None:
        """Draw onto the picture with Qt, in the frame's coordinates, touching only ``box``."""
        left, top, right, bottom = self.window(box, margin)
        if right <= left or bottom <= top:
            return

        def moved(painter: QPainter) -> None:
            painter.translate(QPointF(-left, -top))
            paint(painter)

        layer = raster.draw(right - left, bottom - top, moved)
        raster.over(picture[top:bottom, left:right], layer, opacity)
