"""Backgrounds made of mathematics: one module an art, all driven by palette roles.

An art is ``paint(frame) -> Painted``. Features are sized by ``frame.unit`` and every feature has
random numbers of its own, so a preview at half scale is the same picture.
"""

from __future__ import annotations

from importlib import import_module

import numpy as np

from pipelines.graphics.art.frame import ArtSpec, Box, Frame, Painted, ParamValue
from pipelines.graphics.raster import Array
from pipelines.sdk import InputError

__all__ = ["ART_NAMES", "ArtSpec", "Box", "Painted", "ParamValue", "paint", "paint_scene"]

ART_NAMES: tuple[str, ...] = (
    "stage",
    "riso",
    "aurora",
    "mesh",
    "bokeh",
    "beams",
    "waves",
    "geometric",
    "paper",
    "morning",
    "city",
    "table",
    "fresh",
    "ink_wash",
    "terrazzo",
    "blueprint",
    "halftone",
    "strands",
    "festive",
    "lanterns",
    "moonlight",
    "snow",
    "neon",
)
"""The arts there are; each is a module here."""


def paint_scene(width: int, height: int, spec: ArtSpec, product: Array | None = None) -> Painted:
    """Paint an art and tell where a product goes.

    Args:
        width: px.
        height: px.
        spec: What to paint.
        product: float32 [h, w, 4] sRGB 0–1 with straight alpha; empty margins do not count.
            ``stage`` puts it on its plinth with shadow and reflection; others leave it out.

    Raises:
        InputError: There is no art of that name.
    """
    if spec.name not in ART_NAMES:
        raise InputError(
            f"there is no art called {spec.name!r}", f"choose one of {', '.join(ART_NAMES)}"
        )
    keep = spec.keep_out
    if keep is not None and keep.shape != (height, width):
        from pipelines.graphics.raster import resize

        keep = resize(np.asarray(keep, np.float32), width, height)
    frame = Frame(
        width=width,
        height=height,
        seed=spec.seed,
        palette=spec.palette,
        params=spec.params,
        given_hero=None if spec.hero is None else Box(*spec.hero),
        keep_out=keep,
        product=None if product is None else _trimmed(product),
    )
    return import_module(f"{__name__}.{spec.name}").paint(frame)


def _trimmed(product: Array) -> Array | None:
    """The product without empty margins, so that it stands and does not float."""
    seen = product[..., 3] > 0.04
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        return None
    return product[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def paint(width: int, height: int, spec: ArtSpec) -> Array:
    """Paint an art: float32 [h, w, 3] sRGB 0–1. See :func:`paint_scene`."""
    return paint_scene(width, height, spec).image
