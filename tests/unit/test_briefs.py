"""A brief with a mistake gets one line: what, where, how to mend it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from pipelines.protocol import AssetFolder
from studio.app.briefs import import_photos, parse_brief, read_brief
from studio.errors import InputError, NotFoundError, StudioError

GOOD = """
[product]
name = { zh = "海岛冷萃", en = "Isle Cold Brew" }
[brand]
name = "Isle"
"""


def png(path: Path, width: int = 40, height: int = 30) -> Path:
    """A small picture, or the header of a huge one."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"\0" * (width + 1) * height) if width < 1000 else b""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def test_a_short_brief_is_enough(tmp_path: Path) -> None:
    brief = parse_brief(GOOD, "brief.toml", tmp_path)
    assert brief.product.name.get("zh") == "海岛冷萃"
    assert brief.brand.name.best("zh") == "Isle"
    assert len(brief.channels) == 8


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (GOOD + "[produkt]\nname = 'x'\n", "unknown key 'produkt'", "did you mean 'product'?"),
        (GOOD + "[offer]\nprise = 3\n", "unknown key 'offer.prise'", "did you mean 'price'?"),
        (GOOD + "[offer]\nprice = 'cheap'\n", "offer.price", "correct this value"),
        (GOOD + "[offer]\nprice = -1\n", "offer.price", "correct this value"),
        (GOOD + "[offer]\nprice = 9\noriginal_price = 3\n", "original_price is below price", ""),
        ("[brand]\nname = 'x'\n", "'product' is missing", "add product"),
        (GOOD.replace('"Isle"', '" "'), "the text is empty", ""),
        ("languages = ['fr']\n" + GOOD, "languages.0", ""),
        ("link = 'example.com'\n" + GOOD, "must start with https://", ""),
        ("channels = ['tiktok2']\n" + GOOD, "channels.0", ""),
        ("name = \n", "no valid TOML", "mend that line"),
        (GOOD + "[brand.colours]\nprimary = 'red'\n", "brand.colours.primary", ""),
        ("facts = [{ label = '', value = '3' }]\n" + GOOD, "facts.0.label", ""),
    ],
)
def test_each_mistake_is_told_with_its_place(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        parse_brief(text, "brief.toml", tmp_path)
    assert message in caught.value.message
    assert "brief.toml" in caught.value.message
    assert hint in caught.value.hint
    assert "\n" not in str(caught.value)


def test_photos_are_checked_before_anything_is_spent(tmp_path: Path) -> None:
    def brief(photo: str) -> str:
        return f"{GOOD}[photos]\nproduct = '{photo}'\n"

    with pytest.raises(NotFoundError, match=r"nothere\.png is not there"):
        parse_brief(brief("nothere.png"), "brief.toml", tmp_path)
    (tmp_path / "words.png").write_text("these are words")
    with pytest.raises(InputError, match="not a picture"):
        parse_brief(brief("words.png"), "brief.toml", tmp_path)
    png(tmp_path / "wide.png", width=30_000)
    with pytest.raises(InputError, match="30000×30 px"):
        parse_brief(brief("wide.png"), "brief.toml", tmp_path)
    png(tmp_path / "fine.png")
    assert parse_brief(brief("fine.png"), "brief.toml", tmp_path).photos.product[0].path


def test_a_missing_brief_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no brief"):
        read_brief(tmp_path / "nothere.toml")
    with pytest.raises(StudioError):
        read_brief(tmp_path)
    (tmp_path / "bin.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_brief(tmp_path / "bin.toml")


def test_the_same_photo_is_the_same_asset_wherever_it_lies(tmp_path: Path) -> None:
    folder = AssetFolder(tmp_path / "data")
    briefs = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        png(tmp_path / name / "can.png")
        text = f"{GOOD}[photos]\nproduct = 'can.png'\n"
        briefs.append(import_photos(parse_brief(text, "b", tmp_path / name), folder)[0])
    assert briefs[0] == briefs[1]
    assert briefs[0].photos.product[0].path == ""
