"""Colours for a page from a brand's colours: readable on paper and on a dark screen.

A brand colour is chosen for a logo, not for text. So it is used as it is on large areas, and for
words and controls its lightness is moved until the contrast is enough; hue stays.
Source of the contrast ratio: WCAG 2.2, "relative luminance".
"""

from __future__ import annotations

from pipelines.documents.brand import BrandColours

__all__ = ["contrast", "page_colours"]

_TEXT = 4.5


def page_colours(brand: BrandColours) -> dict[str, str]:
    """CSS custom properties (name without dashes → ``#rrggbb``) for the page, light and dark."""
    from pipelines.graphics.colour import hex_to_oklch, oklch_to_hex

    primary = brand.primary
    lightness, chroma, hue = hex_to_oklch(primary)
    faint = min(chroma, 0.012)
    paper, night = oklch_to_hex(0.988, faint / 3, hue), oklch_to_hex(0.19, faint, hue)
    second = brand.secondary or oklch_to_hex(max(0.16, lightness - 0.14), chroma, hue)
    on_brand = max(("#ffffff", "#16130f"), key=lambda ink: contrast(ink, primary))
    second = _moved(second, on_brand, _TEXT)  # words stand on both ends of the gradient
    return {
        "brand": primary,
        "brand-2": second,
        "on-brand": on_brand,
        "paper": paper,
        "surface": "#ffffff",
        "sunken": oklch_to_hex(0.955, faint, hue),
        "line": oklch_to_hex(0.89, faint, hue),
        "ink": oklch_to_hex(0.21, faint, hue),
        "muted": oklch_to_hex(0.47, faint, hue),
        "accent": _moved(brand.accent or primary, oklch_to_hex(0.955, faint, hue), _TEXT),
        "night-paper": night,
        "night-surface": oklch_to_hex(0.235, faint, hue),
        "night-sunken": oklch_to_hex(0.28, faint, hue),
        "night-line": oklch_to_hex(0.36, faint, hue),
        "night-ink": oklch_to_hex(0.95, faint / 2, hue),
        "night-muted": oklch_to_hex(0.74, faint, hue),
        "night-accent": _moved(brand.accent or primary, oklch_to_hex(0.28, faint, hue), _TEXT),
    }


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1–21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _moved(colour: str, background: str, enough: float) -> str:
    """The colour, lighter or darker until it stands out from the background."""
    from pipelines.graphics.colour import hex_to_oklch, oklch_to_hex

    lightness, chroma, hue = hex_to_oklch(colour)
    step = 0.01 if _luminance(background) < 0.18 else -0.01
    for _ in range(100):
        if contrast(colour, background) >= enough:
            break
        lightness = min(1.0, max(0.0, lightness + step))
        colour = oklch_to_hex(lightness, chroma, hue)
    return colour
