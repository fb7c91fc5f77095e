"""Which logo: the one whose shape suits the room, in the ink that suits what is behind it.

The shape is chosen while the page is laid out; the ink afterwards, from the very pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from PySide6.QtGui import QImage

from pipelines.documents.poster import PosterDocument
from pipelines.graphics import raster
from pipelines.graphics.colour import apca_array, rgb_to_oklab
from pipelines.graphics.poster.marks import LogoMark, Mark, Rect
from pipelines.graphics.raster import Array
from pipelines.sdk import Asset

__all__ = ["Logo", "LogoShape", "Shape", "logo_assets", "logo_of", "suited"]

Shape = Literal["full", "horizontal", "mark"]
Ground = Literal["any", "light", "dark"]

_STACKED = 1.6  # width / height; a logo narrower than this has its name below its sign
_ROOMY = 0.1  # of the shorter side; from this height a stacked logo's name can be read
_SHRUNK = 0.6  # of the height it should have; below this another shape is better
_DARK = 0.6  # OKLab lightness; a ground darker than this is dark
_SEEN_LC = 30.0  # least contrast at which a stroke of a logo is told from its ground
_SEEN = 0.6  # share of a logo that must be told from its ground


@dataclass(frozen=True)
class LogoShape:
    """A picture of the logo and its width / height."""

    asset: Asset
    aspect: float


@dataclass(frozen=True)
class Logo:
    """The logo in the shapes there are.

    Attributes:
        asset: The whole logo, or whatever there is in its place.
        aspect: Its width / height.
        horizontal: Sign and name side by side.
        mark: The sign alone.
        least: Least height, of the page's shorter side; 0: any.
        clear: Free space around it, of its height.
    """

    asset: Asset
    aspect: float
    horizontal: LogoShape | None = None
    mark: LogoShape | None = None
    least: float = 0.0
    clear: float = 0.0

    def fitted(
        self, width: float, height: float, page: tuple[int, int]
    ) -> tuple[Asset, float, float]:
        """The picture for a room, with its width and height there, px.

        Args:
            width: The most it may take.
            height: What the template wants; the brand's least height goes before it.
            page: Width and height, px.
        """
        short, least = min(page), self.least * min(page)
        height = max(height, least)
        full = LogoShape(self.asset, self.aspect)
        flat = page[0] / page[1] >= 1.55 or (self.aspect < _STACKED and height < _ROOMY * short)
        order = [self.horizontal, full, self.mark] if flat else [full, self.horizontal, self.mark]
        there = [shape for shape in order if shape is not None]

        def high(shape: LogoShape) -> float:
            return min(height, width / shape.aspect)

        enough = max(least * 0.98, _SHRUNK * height)
        chosen = next((s for s in there if high(s) >= enough), max(there, key=high))
        return chosen.asset, high(chosen) * chosen.aspect, high(chosen)


def _versions(document: PosterDocument) -> dict[Shape, list[tuple[Ground, Asset]]]:
    """Every picture of the logo, by its shape and the ground it is for."""
    kit = document.logos
    given: list[tuple[Shape, Ground, Asset | None]] = [
        ("full", "any", document.logo),
        ("full", "light", kit.on_light.asset if kit.on_light else None),
        ("full", "dark", kit.on_dark.asset if kit.on_dark else None),
        ("horizontal", "any", kit.horizontal.asset if kit.horizontal else None),
        ("horizontal", "dark", kit.horizontal_on_dark.asset if kit.horizontal_on_dark else None),
        ("mark", "any", kit.mark.asset if kit.mark else None),
        ("mark", "dark", kit.mark_on_dark.asset if kit.mark_on_dark else None),
    ]
    out: dict[Shape, list[tuple[Ground, Asset]]] = {}
    for shape, ground, asset in given:
        if asset is not None:
            out.setdefault(shape, []).append((ground, asset))
    return out


def logo_assets(document: PosterDocument) -> tuple[Asset, ...]:
    """Every picture of the logo that a document names."""
    found = (asset for version in _versions(document).values() for _, asset in version)
    return tuple({asset.sha256: asset for asset in found}.values())


def logo_of(document: PosterDocument, pictures: Mapping[str, QImage]) -> Logo | None:
    """The logo as a layout needs it; None where there is none.

    Args:
        document: Whose logo it is.
        pictures: By the hash of their asset; a picture that is not here is left out.
    """
    shapes: dict[Shape, LogoShape] = {}
    for shape, versions in _versions(document).items():
        for _, asset in versions:
            picture = pictures.get(asset.sha256)
            if picture is not None and picture.height():
                shapes.setdefault(shape, LogoShape(asset, picture.width() / picture.height()))
    first = shapes.get("full") or shapes.get("horizontal") or shapes.get("mark")
    if first is None:
        return None
    rules = document.rules
    return Logo(
        first.asset,
        first.aspect,
        shapes.get("horizontal"),
        shapes.get("mark"),
        rules.logo_least if rules else 0.0,
        rules.logo_clear if rules else 0.0,
    )


def suited(
    picture: Array,
    marks: Iterable[Mark],
    document: PosterDocument,
    pictures: Mapping[str, QImage],
) -> tuple[tuple[Mark, ...], float]:
    """The marks with each logo in the ink that suits the pixels behind it.

    Args:
        picture: float32 [h, w, 3], what is below the marks.
        marks: In px of it.
        document: Whose logo it is.
        pictures: Logo pictures by hash.

    Returns:
        The marks, and the least share of a logo that is told from its ground (1: all of it).
    """
    out: list[Mark] = []
    least = 1.0
    for mark in marks:
        if not isinstance(mark, LogoMark):
            out.append(mark)
            continue
        dressed, seen = _suited(picture, mark, document, pictures)
        least = min(least, seen)
        out.append(dressed)
    return tuple(out), least


def _suited(
    picture: Array, mark: LogoMark, document: PosterDocument, pictures: Mapping[str, QImage]
) -> tuple[LogoMark, float]:
    behind = _behind(picture, mark.rect)
    family = next(
        (v for v in _versions(document).values() if any(a == mark.asset for _, a in v)),
        [("any", mark.asset)],
    )
    there = [(ground, asset) for ground, asset in family if asset.sha256 in pictures]
    if behind is None or not there:
        return mark, 1.0
    dark = float(rgb_to_oklab(behind)[0]) < _DARK
    meant = "dark" if dark else "light"
    order = {meant: 0, "any": 1}
    ranked = sorted(there, key=lambda item: order.get(item[0], 2))
    shares = [(_seen(pictures[asset.sha256], behind), asset) for _, asset in ranked]
    share, asset = next((s for s in shares if s[0] >= _SEEN), max(shares, key=lambda s: s[0]))
    if asset == mark.asset:
        return mark, share
    image = pictures[asset.sha256]
    rect, aspect = mark.rect, image.width() / max(1, image.height())
    high = min(rect.h, rect.w / aspect)
    wide = high * aspect
    place = Rect(rect.x + (rect.w - wide) / 2, rect.y + (rect.h - high) / 2, wide, high)
    return replace(mark, rect=place, asset=asset), share


def _behind(picture: Array, rect: Rect) -> Array | None:
    """The middle colour of the pixels behind a rectangle, [3]; None where it is off the page."""
    height, width = picture.shape[:2]
    x0, y0 = max(0, int(rect.x)), max(0, int(rect.y))
    x1, y1 = min(width, round(rect.right)), min(height, round(rect.bottom))
    if x1 - x0 < 1 or y1 - y0 < 1:
        return None
    part = picture[y0:y1, x0:x1].reshape(-1, 3)
    return np.median(part, axis=0).astype(np.float32)


def _seen(image: QImage, behind: Array) -> float:
    """The share of a logo's pixels that are told from a colour; 1 for one with its own ground."""
    if not image.hasAlphaChannel():
        return 1.0
    small = image.scaledToHeight(min(64, image.height()))
    pixels = raster.to_array(small)
    solid = pixels[..., 3] > 0.5
    if not solid.any() or solid.mean() > 0.97:
        return 1.0
    inks = pixels[solid]
    colours = inks[:, :3] / inks[:, 3:]  # premultiplied
    return float((np.abs(apca_array(colours, behind)) >= _SEEN_LC).mean())
