"""Photos of every kind are read rightly, or refused with words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from pipelines.graphics.photo import open_photo
from pipelines.sdk import InputError, NotFoundError


def gradient(width: int = 60, height: int = 40) -> Image.Image:
    """Red grows to the right, green downwards."""
    y, x = np.mgrid[0:height, 0:width]
    rgb = np.stack([x * 255 // width, y * 255 // height, np.full_like(x, 80)], axis=-1)
    return Image.fromarray(rgb.astype(np.uint8))


def test_a_turned_phone_photo_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    gradient().save(tmp_path / "p.jpg", exif=exif, quality=95)
    photo = open_photo(tmp_path / "p.jpg")
    assert photo.size == (40, 60)
    red = np.asarray(photo)[..., 0]
    assert red[-1].mean() > red[0].mean() + 150


def test_sixteen_bit_greys_are_not_clipped_to_white(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 64).astype(np.uint16)[None, :].repeat(8, axis=0)
    Image.fromarray(ramp).save(tmp_path / "deep.png")
    photo = open_photo(tmp_path / "deep.png")
    assert photo.mode == "RGB"
    assert np.asarray(photo)[0, 32].tolist() == pytest.approx([130] * 3, abs=2)


def test_print_files_keep_their_colours(tmp_path: Path) -> None:
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(tmp_path / "print.jpg", quality=95)
    red, green, blue = open_photo(tmp_path / "print.jpg").getpixel((4, 4))  # type: ignore[misc]
    assert red > 200 and green < 60 and blue < 60


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA"])
def test_every_mode_becomes_rgb_or_rgba(tmp_path: Path, mode: str) -> None:
    gradient().convert("RGBA" if mode == "LA" else "RGB").convert(mode).save(tmp_path / "m.png")
    assert open_photo(tmp_path / "m.png").mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def test_a_palette_with_a_transparent_colour_keeps_it(tmp_path: Path) -> None:
    picture = Image.new("P", (4, 4), 0)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.putpixel((3, 3), 1)
    picture.save(tmp_path / "logo.gif", transparency=0)
    photo = open_photo(tmp_path / "logo.gif")
    assert photo.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert photo.getpixel((3, 3)) == (0, 0, 255, 255)


def test_a_broken_colour_profile_does_not_matter(tmp_path: Path) -> None:
    gradient().save(tmp_path / "p.png", icc_profile=b"nonsense")
    assert open_photo(tmp_path / "p.png").size == (60, 40)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    gradient().save(tmp_path / "q.png", icc_profile=srgb)
    assert np.allclose(np.asarray(open_photo(tmp_path / "q.png")), np.asarray(gradient()), atol=2)


def test_what_cannot_be_read_is_said_clearly(tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("not a picture", encoding="utf-8")
    (tmp_path / "empty.png").write_bytes(b"")
    for name in ("text.jpg", "empty.png"):
        with pytest.raises(InputError, match=f"{name} is not a picture") as caught:
            open_photo(tmp_path / name)
        assert "JPEG" in caught.value.hint
    gradient(400, 300).save(tmp_path / "whole.jpg")
    (tmp_path / "torn.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:2000])
    with pytest.raises(InputError, match=r"torn.jpg is damaged"):
        open_photo(tmp_path / "torn.jpg")
    with pytest.raises(NotFoundError):
        open_photo(tmp_path / "gone.jpg")


def test_size_is_refused_before_anything_is_decoded(tmp_path: Path) -> None:
    Image.new("1", (20_001, 2)).save(tmp_path / "long.png")
    with pytest.raises(InputError, match="20,000 px"):
        open_photo(tmp_path / "long.png")
    Image.new("1", (400, 300)).save(tmp_path / "many.png")
    # Cut off right after the header: decoding it would fail in another way.
    (tmp_path / "many.png").write_bytes((tmp_path / "many.png").read_bytes()[:60])
    with pytest.raises(InputError, match="megapixels"):
        open_photo(tmp_path / "many.png", max_pixels=100_000)
