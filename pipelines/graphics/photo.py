"""Reading a person's photo rightly, or saying clearly why it cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from pipelines.sdk import InputError, NotFoundError

__all__ = ["open_photo"]

_MAX_SIDE = 20_000
_KINDS = "save it as JPEG, PNG, WebP or TIFF and try again"


def _to_srgb(image: Image.Image) -> Image.Image:
    """Apply the colour profile in the file (phones' Display P3, CMYK for print) if it is sound."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha is not None else image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a damaged profile is no reason to refuse the photo
    if converted is None:
        return image
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """16- and 32-bit greys as 8-bit ones; Pillow's own conversion would clip them to white."""
    values = np.asarray(image).astype(np.float64)
    if image.mode == "F":
        low, high = float(values.min()), float(values.max())
        scale = 255.0 if low >= 0 and high <= 1 else 255.0 / max(high, 1e-9)
    else:
        scale = 255.0 / 65535.0 if values.max(initial=0) > 255 else 1.0
    return Image.fromarray(np.clip(np.rint(values * scale), 0, 255).astype(np.uint8))


def _simplified(image: Image.Image) -> Image.Image:
    """Any mode as RGB, or RGBA where something can be seen through."""
    if image.mode.startswith("I") or image.mode == "F":
        image = _to_eight_bits(image)
    image = _to_srgb(image)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")


def _check_size(image: Image.Image, name: str, max_pixels: int) -> None:
    width, height = image.size
    if max(width, height) > _MAX_SIDE:
        raise InputError(
            f"{name} is {width} × {height} px; a side may have {_MAX_SIDE:,} px at most",
            "make it smaller and try again",
        )
    if width * height > max_pixels:
        raise InputError(
            f"{name} has {width * height / 1e6:.0f} megapixels; "
            f"{max_pixels / 1e6:.0f} are the most that can be used",
            "make it smaller and try again",
        )


def open_photo(
    path: Path, max_pixels: int = 64_000_000, wanted: tuple[int, int] | None = None
) -> Image.Image:
    """Read a picture upright, in sRGB, 8 bits a channel: mode RGB, or RGBA if it has alpha.

    Reads what Pillow reads (JPEG, PNG, WebP, TIFF, BMP, GIF's first frame …), in any mode: 16 bit,
    CMYK, grey, palette. Sizes are checked in the header, before a pixel is decoded.

    Args:
        path: The file.
        max_pixels: Width × height that is still read.
        wanted: The size it will be shown at, px: a far larger JPEG is decoded at a half or a
            quarter, in a fraction of the time and memory, but never below this size.

    Raises:
        NotFoundError: There is no such file.
        InputError: It is no picture, is damaged, or is too large.
    """
    name = path.name
    try:
        with Image.open(path) as image:
            _check_size(image, name, max_pixels)
            if wanted is not None:
                image.draft(None, wanted)
            image.load()
            upright = ImageOps.exif_transpose(image)
            return _simplified(upright)
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no file {path}") from error
    except UnidentifiedImageError as error:
        raise InputError(f"{name} is not a picture this program can read", _KINDS) from error
    except Image.DecompressionBombError as error:
        raise InputError(
            f"{name} has far too many pixels", "make it smaller and try again"
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise InputError(
            f"{name} is damaged or was cut off", "open it in a viewer and save it again"
        ) from error
