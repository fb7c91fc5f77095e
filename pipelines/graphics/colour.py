"""Colours for designers: OKLab, palettes from one seed, and contrast as the eye sees it.

Every RGB here is sRGB, 0–1. Arrays have the channel last. Why no colour library: coloraide has no
APCA and no arrays, so the matrices below would be needed beside it anyway.

Sources: OKLab, B. Ottosson, "A perceptual color space for image processing" (2020);
APCA 0.0.98G-4g, A. Somers, "apca-w3".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ROLES",
    "Mode",
    "Palette",
    "Scheme",
    "Swatch",
    "apca",
    "apca_array",
    "dominant_colours",
    "hex_to_oklch",
    "hex_to_rgb",
    "mix_oklab",
    "oklab_to_rgb",
    "oklch_to_hex",
    "oklch_to_rgb",
    "palette",
    "rgb_to_hex",
    "rgb_to_oklab",
    "yellowness",
]

Floats: TypeAlias = NDArray[np.floating]
Rgb: TypeAlias = Sequence[float] | Floats
Mode = Literal["light", "dark"]
Scheme = Literal["mono", "analogous", "complement", "split", "triad"]

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LMS = np.linalg.inv(_TO_LMS)
_FROM_LAB = np.linalg.inv(_TO_LAB)

_ACCENT_HUES: dict[str, tuple[float, float]] = {
    "mono": (0, 0),
    "analogous": (28, -28),
    "complement": (180, 28),
    "split": (150, -150),
    "triad": (120, -120),
}


def hex_to_rgb(colour: str) -> NDArray[np.float32]:
    """``"#c8452f"`` or ``"#fff"`` → float32 [3]. Raises ``ValueError`` for anything else."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    if len(digits) != 6:
        raise ValueError(f"{colour!r} is not a colour like #c8452f")
    return np.array([int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)], np.float32)


def rgb_to_hex(rgb: Rgb) -> str:
    """[3] sRGB → ``"#rrggbb"``, clipped to the gamut."""
    return "#" + "".join(f"{round(float(np.clip(v, 0, 1)) * 255):02x}" for v in rgb)


def _linear(rgb: Floats) -> Floats:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((np.maximum(rgb, 0) + 0.055) / 1.055) ** 2.4)


def _encoded(linear: Floats) -> Floats:
    curve = 1.055 * np.maximum(linear, 0.0031308) ** (1 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, linear * 12.92, curve)


def rgb_to_oklab(rgb: Rgb) -> Floats:
    """[..., 3] sRGB → OKLab (L 0–1, a, b about ±0.4), same float type."""
    values = np.asarray(rgb)
    if not np.issubdtype(values.dtype, np.floating):
        values = values.astype(np.float64)
    kind = values.dtype
    return np.cbrt(_linear(values) @ _TO_LMS.T.astype(kind)) @ _TO_LAB.T.astype(kind)


def oklab_to_rgb(lab: Rgb) -> Floats:
    """[..., 3] OKLab → sRGB; out of gamut gives values below 0 or above 1."""
    values = np.asarray(lab)
    if not np.issubdtype(values.dtype, np.floating):
        values = values.astype(np.float64)
    kind = values.dtype
    roots: Floats = values @ _FROM_LAB.T.astype(kind)
    return _encoded(roots * roots * roots @ _FROM_LMS.T.astype(kind))


def oklch_to_rgb(lightness: float, chroma: float, hue: float) -> Floats:
    """OKLCH (hue in degrees) → float64 [3] sRGB in gamut.

    What lies outside keeps lightness and hue and gives up chroma.
    """
    a, b = math.cos(math.radians(hue)), math.sin(math.radians(hue))

    def at(c: float) -> Floats:
        return oklab_to_rgb(np.array([lightness, c * a, c * b]))

    def fits(rgb: Floats) -> bool:
        return bool((rgb >= -1e-4).all() and (rgb <= 1 + 1e-4).all())

    low, high = 0.0, chroma
    if fits(at(high)):
        return np.clip(at(high), 0, 1)
    for _ in range(16):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(at(middle)) else (low, middle)
    return np.clip(at(low), 0, 1)


def oklch_to_hex(lightness: float, chroma: float, hue: float) -> str:
    """OKLCH → ``"#rrggbb"``, gamut-mapped as :func:`oklch_to_rgb`."""
    return rgb_to_hex(oklch_to_rgb(lightness, chroma, hue))


def hex_to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0–1, chroma (sRGB reaches about 0.32), hue in degrees."""
    lightness, a, b = (float(v) for v in rgb_to_oklab(hex_to_rgb(colour).astype(np.float64)))
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def mix_oklab(first: str, second: str, t: float) -> str:
    """The colour ``t`` of the way (0–1) from one hex colour to another, mixed as the eye does."""
    a, b = (rgb_to_oklab(hex_to_rgb(c).astype(np.float64)) for c in (first, second))
    return rgb_to_hex(oklab_to_rgb(a * (1 - t) + b * t))


def apca_array(text: Rgb, background: Rgb) -> Floats:
    """APCA contrast Lc of ``[..., 3]`` against ``[..., 3]``, broadcast.

    About −108 to 106: positive for dark text on light, negative for light text on dark.
    """

    def screen_luminance(rgb: Rgb) -> Floats:
        weights = np.array([0.2126729, 0.7151522, 0.0721750])
        y = np.clip(np.asarray(rgb, np.float64), 0, 1) ** 2.4 @ weights
        return np.where(y > 0.022, y, y + np.maximum(0.022 - y, 0) ** 1.414)

    ink, ground = np.broadcast_arrays(screen_luminance(text), screen_luminance(background))
    dark_on_light = (ground**0.56 - ink**0.57) * 1.14
    light_on_dark = (ground**0.65 - ink**0.62) * 1.14
    contrast = np.where(
        ground > ink,
        np.where(dark_on_light < 0.1, 0.0, dark_on_light - 0.027),
        np.where(light_on_dark > -0.1, 0.0, light_on_dark + 0.027),
    )
    return np.where(np.abs(ground - ink) < 0.0005, 0.0, contrast * 100)


def apca(text_rgb: Rgb, background_rgb: Rgb) -> float:
    """APCA contrast Lc of one colour on another; its absolute value wants 45/60/75/90 by size."""
    return float(apca_array(text_rgb, background_rgb))


@dataclass(frozen=True)
class Palette(Mapping[str, str]):
    """Colours by what they are for. Art and type name roles, never colours."""

    paper: str
    surface: str
    tint: str
    primary: str
    deep: str
    ink: str
    muted: str
    accent: str
    accent2: str
    light: str

    def __getitem__(self, role: str) -> str:
        if role not in ROLES:
            raise KeyError(role)
        return getattr(self, role)

    def __iter__(self) -> Iterator[str]:
        return iter(ROLES)

    def __len__(self) -> int:
        return len(ROLES)

    @property
    def mode(self) -> Mode:
        """Dark when the paper is darker than the ink."""
        return "dark" if hex_to_oklch(self.paper)[0] < hex_to_oklch(self.ink)[0] else "light"

    def in_mode(self, mode: Mode) -> Palette:
        """This palette, or one of the other mode with the same primary and accent hues."""
        if self.mode == mode:
            return self
        other = palette(self.primary, mode=mode)
        lightness, chroma, _ = hex_to_oklch(other.accent)
        accents = {
            role: oklch_to_hex(lightness, max(chroma, 0.12), hex_to_oklch(self[role])[2])
            for role in ("accent", "accent2")
        }
        return replace(other, **accents)

    def rgb(self, role: str) -> NDArray[np.float32]:
        """The role's colour, float32 [3] sRGB."""
        return hex_to_rgb(self[role])

    def mix(self, first: str, second: str, t: float) -> str:
        """Two roles (or hex colours) mixed in OKLab, as hex."""
        a, b = (name if name.startswith("#") else self[name] for name in (first, second))
        return mix_oklab(a, b, t)


ROLES: tuple[str, ...] = tuple(field.name for field in fields(Palette))
"""The palette's roles in order."""


def yellowness(hue: float) -> float:
    """1 at yellow, 0 away from it; dark yellow is olive, so yellow needs care of its own."""
    return math.exp(-(((hue - 100) / 32) ** 2))


def palette(
    seed_hex: str,
    scheme: Scheme = "analogous",
    mode: Mode = "light",
    overrides: Mapping[str, str] | None = None,
) -> Palette:
    """A whole palette from one brand colour.

    The seed itself becomes ``primary`` where its lightness allows. Shadows of yellow turn to amber
    instead of olive; a grey seed gives neutrals with one warm accent.

    Args:
        seed_hex: The brand colour.
        scheme: Where the two accents lie on the hue circle.
        mode: Light paper or dark paper.
        overrides: Role → hex to keep as given. Raises ``ValueError`` for an unknown role.
    """
    lightness, chroma, hue = hex_to_oklch(seed_hex)
    neutral = chroma < 0.02
    hue = 65.0 if neutral else hue
    pale = 0.3 if neutral else 1.0
    yellow = 0.0 if neutral else yellowness(hue)
    shade = hue - 42 * yellow  # the hue of shadows
    chroma = 0.03 if neutral else max(chroma, 0.06)
    first, second = (hue + turn for turn in _ACCENT_HUES[scheme])
    if scheme == "analogous" and yellow > 0.2:
        first, second = second, first  # beside yellow, orange leads and lime follows

    if mode == "light":
        low, high = 0.5, 0.72 + 0.14 * yellow
        start = 0.64 + 0.16 * yellow
        roles = {
            "paper": oklch_to_hex(0.972, 0.016 * pale, hue),
            "surface": oklch_to_hex(0.935, 0.034 * pale, hue),
            "tint": oklch_to_hex(0.87, 0.072 * pale, hue),
            "primary": oklch_to_hex(start, min(chroma, 0.2), hue),
            "deep": oklch_to_hex(0.43, min(chroma, 0.155), shade),
            "ink": oklch_to_hex(0.23, 0.035 * pale, shade),
            "muted": oklch_to_hex(0.47, 0.03 * pale, shade),
            "accent": oklch_to_hex(0.73 + 0.08 * yellowness(first), 0.165, first),
            "accent2": oklch_to_hex(0.82, 0.105, second),
        }
    else:
        low, high = 0.62, 0.86
        roles = {
            "paper": oklch_to_hex(0.14, 0.03 * pale, shade),
            "surface": oklch_to_hex(0.205, 0.045 * pale, shade),
            "tint": oklch_to_hex(0.33, 0.09 * pale, shade),
            "primary": oklch_to_hex(0.71 + 0.1 * yellow, max(chroma, 0.14 * pale), hue),
            "deep": oklch_to_hex(0.27, 0.085 * pale, shade),
            "ink": oklch_to_hex(0.97, 0.01 * pale, hue),
            "muted": oklch_to_hex(0.77, 0.03 * pale, hue),
            "accent": oklch_to_hex(0.75 + 0.11 * yellowness(first), 0.17, first),
            "accent2": oklch_to_hex(0.73 + 0.13 * yellowness(second), 0.165, second),
        }
    if low <= lightness <= high and not neutral:
        roles["primary"] = rgb_to_hex(hex_to_rgb(seed_hex))
    roles["light"] = "#ffffff"
    given = dict(overrides or {})
    if unknown := set(given) - set(ROLES):
        raise ValueError(f"no palette role is called {', '.join(sorted(unknown))}")
    return Palette(**{**roles, **{role: rgb_to_hex(hex_to_rgb(c)) for role, c in given.items()}})


class Swatch(NamedTuple):
    """A colour of a picture, and how much of it (0–1) has it."""

    hex: str
    share: float


def dominant_colours(picture: Floats, count: int = 5) -> list[Swatch]:
    """The main colours of a picture, largest share first, by k-means in OKLab.

    Args:
        picture: [h, w, 3] sRGB or [h, w, 4] with straight alpha, 0–1. Pixels less than half
            opaque do not count.
        count: How many at most; fewer where the picture has fewer colours.
    """
    import cv2

    pixels = np.asarray(picture, np.float32).reshape(-1, picture.shape[-1])
    if pixels.shape[1] == 4:
        pixels = pixels[pixels[:, 3] >= 0.5, :3]
    if not len(pixels):
        return []
    sample = pixels[:: max(1, len(pixels) // 16_000)]
    lab = np.ascontiguousarray(rgb_to_oklab(sample), np.float32)
    distinct = len(np.unique(np.round(lab, 3), axis=0))
    cv2.setRNGSeed(1)  # OpenCV draws from a generator of its own
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 1e-4)
    _, labels, centres = cv2.kmeans(
        lab, min(count, distinct), np.empty(0, np.int32), stop, 2, cv2.KMEANS_PP_CENTERS
    )
    shares = np.bincount(np.ravel(labels), minlength=len(centres)) / len(lab)
    order = [int(i) for i in np.argsort(-shares) if shares[i] > 0]
    return [Swatch(rgb_to_hex(oklab_to_rgb(centres[i])), float(shares[i])) for i in order]
