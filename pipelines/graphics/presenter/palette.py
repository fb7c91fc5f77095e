"""The colours of a presenter: a few base colours, and every shade derived from them in OKLCH."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QColor

from pipelines.graphics.colour import hex_to_oklch, mix_oklab, oklch_to_hex

__all__ = ["Palette", "Tones", "mix", "tone", "tones", "with_alpha"]


@dataclass(frozen=True)
class Tones:
    """One material in five lights."""

    light: QColor
    base: QColor
    shade: QColor
    deep: QColor
    line: QColor


@dataclass(frozen=True)
class Palette:
    """Every colour a figure is painted with."""

    skin: Tones
    skin_edge: QColor
    hair: Tones
    outfit: Tones
    shirt: Tones
    lip: Tones
    iris: Tones
    accent: Tones
    blush: QColor
    lash: QColor
    rim: QColor


def tone(colour: str, lighter: float, chroma: float = 1.0, turn: float = 0.0) -> QColor:
    """The colour in another light.

    Args:
        colour: ``"#rrggbb"``.
        lighter: Added to the OKLCH lightness (0–1).
        chroma: Factor on the chroma.
        turn: Turn of the hue, degrees.
    """
    lightness, strength, hue = hex_to_oklch(colour)
    lightness = min(max(lightness + lighter, 0.03), 0.995)
    return QColor(oklch_to_hex(lightness, strength * chroma, hue + turn))


def tones(colour: str, contrast: float = 1.0, turn: float = 0.0) -> Tones:
    """Light, shade and line of a material.

    The steps shrink for dark cloth, and nearly black cloth gets its folds from light instead of
    from shadow, so that they show on any colour.

    Args:
        contrast: Factor on the distance between the lights.
        turn: How far the hue turns in the shade, degrees.
    """
    lightness, strength, hue = hex_to_oklch(colour)
    if strength > 0.05:  # yellow in the shade is amber, not olive
        turn -= 34 * math.exp(-(((hue - 100) / 26) ** 2))
    step = contrast * (0.04 + 0.04 * min(lightness, 0.85))
    if lightness < 0.27:
        lift = 0.27 - lightness
        return Tones(
            light=tone(colour, 0.10 + 0.5 * lift, 1.1),
            base=tone(colour, 0.03 + 0.35 * lift, 1.05),
            shade=tone(colour, 0.01 + 0.25 * lift),
            deep=tone(colour, -0.02 + 0.12 * lift),
            line=tone(colour, -0.085),
        )
    return Tones(
        light=tone(colour, step * 0.8, 0.94, -turn * 0.5),
        base=QColor(colour),
        shade=tone(colour, -step, 1.05, turn * 0.5),
        deep=tone(colour, -2.0 * step, 1.04, turn),
        line=tone(colour, -3.0 * step, 0.98, turn),
    )


def mix(a: QColor, b: QColor, t: float) -> QColor:
    """Between ``a`` (t = 0) and ``b`` (t = 1) as the eye sees it."""
    return QColor(mix_oklab(a.name(), b.name(), t))


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """The colour with an opacity of 0–1."""
    clear = QColor(colour)
    clear.setAlphaF(alpha)
    return clear
