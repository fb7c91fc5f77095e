"""Colours on a printing press: from sRGB to four inks and back, by an ICC profile."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files
from typing import Any

from PIL import Image, ImageCms

from pipelines.graphics.colour import hex_to_oklch, rgb_to_hex
from pipelines.sdk import InputError

__all__ = ["Press", "is_black", "shipped_profile"]

Inks = tuple[float, float, float, float]

_BLACK_LIGHTNESS = 0.4  # OKLCH; type darker and greyer than this is meant as black
_BLACK_CHROMA = 0.06


@lru_cache(maxsize=1)
def shipped_profile() -> bytes:
    """Offset on coated paper (FOGRA39L), free to use (CC0)."""
    return files("assets").joinpath("print/fogra39_coated.icc").read_bytes()


def is_black(colour: str) -> bool:
    """Whether a hex colour is meant as black: printed with black ink alone it stays sharp."""
    lightness, chroma, _ = hex_to_oklch(colour)
    return lightness < _BLACK_LIGHTNESS and chroma < _BLACK_CHROMA


class Press:
    """A press, as its profile describes it.

    Args:
        profile: ICC bytes; None: the shipped one.

    Raises:
        InputError: It is no profile, or none of a four-colour press.
    """

    def __init__(self, profile: bytes | None = None) -> None:
        self.profile = profile if profile is not None else shipped_profile()
        hint = "choose the .icc file of a CMYK press, or none for coated paper"
        try:
            press = ImageCms.ImageCmsProfile(io.BytesIO(self.profile))
        except (OSError, ImageCms.PyCMSError, TypeError, ValueError) as error:
            raise InputError("the print profile cannot be read", hint) from error
        about: Any = press.profile
        space = about.xcolor_space.strip()
        if space != "CMYK":
            raise InputError(f"the print profile is for {space}, not for CMYK", hint)
        screen = ImageCms.createProfile("sRGB")
        relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        try:
            self._inks = ImageCms.buildTransform(
                screen, press, "RGB", "CMYK", renderingIntent=relative, flags=flags
            )
            self._paper = ImageCms.buildTransform(
                press, screen, "CMYK", "RGB", renderingIntent=relative
            )
        except ImageCms.PyCMSError as error:
            raise InputError(f"the print profile cannot be used: {error}", hint) from error
        self.name = (about.profile_description or "CMYK").strip()

    def separate(self, picture: Image.Image) -> Image.Image:
        """An RGB picture as CMYK."""
        return _done(ImageCms.applyTransform(picture, self._inks))

    def proof(self, inks: Image.Image) -> Image.Image:
        """How a CMYK picture looks on paper, as RGB for the screen."""
        seen = _done(ImageCms.applyTransform(inks, self._paper))
        seen.info.pop("icc_profile", None)  # sRGB anyway, and stamped with the time of day
        return seen

    def inks(self, red: float, green: float, blue: float) -> Inks:
        """One sRGB colour, 0–1, as inks, 0–1; what is meant as black is black ink alone."""
        if is_black(rgb_to_hex((red, green, blue))):
            return (0.0, 0.0, 0.0, 1.0)
        if min(red, green, blue) > 0.998:
            return (0.0, 0.0, 0.0, 0.0)
        pixel = tuple(round(value * 255) for value in (red, green, blue))
        c, m, y, k = self.separate(Image.new("RGB", (1, 1), pixel)).getpixel((0, 0))  # type: ignore[misc]  # four bands
        return (c / 255, m / 255, y / 255, k / 255)


def _done(image: Image.Image | None) -> Image.Image:
    """What a transform made; it returns None only when it works in place."""
    if image is None:
        raise InputError("the colours could not be converted", "choose another print profile")
    return image
