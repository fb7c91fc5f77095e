"""Design tokens: every colour, size, space and time of the interface, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

__all__ = [
    "DARK",
    "ELEVATION",
    "FONTS",
    "LIGHT",
    "MONO_FONTS",
    "MOTION",
    "RADIUS",
    "SPACE",
    "TYPE",
    "ColourName",
    "Palette",
    "TypeStyle",
    "contrast",
]

ColourName = Literal[
    "canvas",
    "surface",
    "sunken",
    "hover",
    "pressed",
    "line",
    "edge",
    "text",
    "muted",
    "faint",
    "accent",
    "accent_hover",
    "accent_pressed",
    "on_accent",
    "accent_soft",
    "accent_text",
    "spark",
    "good",
    "good_soft",
    "warn",
    "warn_soft",
    "bad",
    "bad_soft",
    "scrim",
    "on_scrim",
    "shadow",
]


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for, as ``#rrggbb`` or ``#aarrggbb``.

    ``canvas`` lies under everything, cards are ``surface``, wells and tracks ``sunken``;
    ``line`` divides, ``edge`` bounds what can be filled in; ``…_soft`` are tinted grounds for the
    text colour of the same name.
    """

    dark: bool
    canvas: str
    surface: str
    sunken: str
    hover: str
    pressed: str
    line: str
    edge: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    accent_text: str
    spark: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    scrim: str
    on_scrim: str
    shadow: str

    def colours(self) -> dict[str, str]:
        """Every colour by its name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "dark"}


LIGHT = Palette(
    dark=False,
    canvas="#f4f5f4",
    surface="#ffffff",
    sunken="#eceeed",
    hover="#eef2f0",
    pressed="#e2e8e5",
    line="#e2e5e3",
    edge="#c3c9c6",
    text="#151a19",
    muted="#535d5a",
    faint="#68726f",
    accent="#0b7a6f",
    accent_hover="#096a61",
    accent_pressed="#075950",
    on_accent="#ffffff",
    accent_soft="#dff1ee",
    accent_text="#08675e",
    spark="#f2714f",
    good="#1c7a3e",
    good_soft="#e0f3e6",
    warn="#8a5300",
    warn_soft="#fdf0d7",
    bad="#b3261e",
    bad_soft="#fce8e6",
    scrim="#f7101413",
    on_scrim="#f2f6f4",
    shadow="#26101816",
)

DARK = Palette(
    dark=True,
    canvas="#101413",
    surface="#181d1c",
    sunken="#222927",
    hover="#232a28",
    pressed="#2b3432",
    line="#28302e",
    edge="#414c49",
    text="#ecf0ee",
    muted="#a9b4b0",
    faint="#8b9692",
    accent="#35c4b0",
    accent_hover="#4fd4c1",
    accent_pressed="#2bab99",
    on_accent="#04211d",
    accent_soft="#16332f",
    accent_text="#6fdccb",
    spark="#ff8d6c",
    good="#6fd392",
    good_soft="#17301f",
    warn="#f0bd6a",
    warn_soft="#352911",
    bad="#ff9d94",
    bad_soft="#3b1d1b",
    scrim="#f9060908",
    on_scrim="#f2f6f4",
    shadow="#80000000",
)


@dataclass(frozen=True)
class TypeStyle:
    """Size in px at 100 %, weight as in CSS."""

    size: int
    weight: int


TYPE: dict[str, TypeStyle] = {
    "display": TypeStyle(26, 650),
    "title": TypeStyle(19, 600),
    "heading": TypeStyle(15, 600),
    "body": TypeStyle(14, 400),
    "label": TypeStyle(13, 500),
    "caption": TypeStyle(12, 400),
    "strong": TypeStyle(14, 600),
    "badge": TypeStyle(12, 600),
    "rail": TypeStyle(12, 500),
}

FONTS: tuple[str, ...] = (
    "Inter",
    "Segoe UI Variable Text",
    "Segoe UI",
    "SF Pro Text",
    "Helvetica Neue",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans",
    "DejaVu Sans",
)
MONO_FONTS: tuple[str, ...] = (
    "JetBrains Mono",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "DejaVu Sans Mono",
    "Noto Sans Mono CJK SC",
)

SPACE: dict[str, int] = {
    "xs": 4,
    "s": 8,
    "m": 12,
    "l": 16,
    "xl": 20,
    "page": 36,
}
"""px between things; multiples of four."""

RADIUS: dict[str, int] = {"small": 6, "control": 9, "card": 14, "pill": 999}
"""px of rounded corners."""

ELEVATION: dict[str, tuple[int, int]] = {"floating": (28, 8)}
"""Blur and drop in px of the shadow of what floats over a page; cards lie flat on a line."""

MOTION: dict[str, int] = {"slow": 260, "message": 4200, "answer": 1600}
"""ms: of a change one sees, of a message to read, of a button that says it is done."""


def _luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""

    def linear(byte: int) -> float:
        c = byte / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 … 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
