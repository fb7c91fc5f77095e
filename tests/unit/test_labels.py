"""The AI label in pictures, sound and texts: written, read back, and nothing else touched."""

from __future__ import annotations

import contextlib
import hashlib
import json
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from pydantic import ValidationError
from pypdf import PdfReader, PdfWriter

from pipelines.media.labels import AiLabel, can_label, read_label, read_recipe, write_label
from pipelines.sdk import InputError, NotFoundError, StorageError

LABEL = AiLabel(content_producer="AIGC-Studio", produce_id="3fd4a0")
OTHER = AiLabel(content_producer="Someone-Else", produce_id="0001", reserved_code1="<&>'--x")
RECIPE = {
    "engine": "studio.poster.render",
    "seed": 7,
    "words": '春日上新 -- <b>&</b> \\ "quoted"\n',
}
PICTURES = [".png", ".jpg", ".webp"]
TEXTS = {
    ".md": "# 冷萃咖啡\n\n今天上新。\n",
    ".html": "<!doctype html>\n<html lang='zh'><head>\n<title>x</title></head><body>a</body></html>\n",
    ".vtt": "WEBVTT - demo\n\n00:00.000 --> 00:01.000\n你好\n",
    ".json": '{"title": "冷萃", "tags": ["#a"]}\n',
}
ALL = [*PICTURES, ".wav", ".pdf", *TEXTS]


def picture(path: Path, mode: str = "RGB") -> Path:
    image = Image.new(mode, (61, 43), "#c8452f")
    ImageDraw.Draw(image).ellipse((5, 5, 40, 40), fill="#ffd84d")
    image.save(path)
    return path


def sound(path: Path, samples: int = 4801) -> Path:
    wave = np.sin(np.arange(samples) / 7).astype(np.float32) * 0.5
    soundfile.write(path, wave, 48000, subtype="PCM_24")
    return path


def make(folder: Path, suffix: str) -> Path:
    path = folder / f"original{suffix}"
    if suffix in TEXTS:
        path.write_text(TEXTS[suffix], encoding="utf-8", newline="")
    elif suffix == ".wav":
        sound(path)
    elif suffix == ".pdf":
        writer = PdfWriter()
        writer.add_blank_page(200, 300)
        writer.add_metadata({"/Title": "春日 poster", "/Producer": "AIGC Studio"})
        writer.write(path)
    else:
        picture(path)
    return path


def content(path: Path) -> bytes:
    """What a person sees or hears, as one value to compare."""
    if path.suffix in PICTURES:
        with Image.open(path) as image:
            return image.mode.encode() + image.tobytes()
    if path.suffix == ".wav":
        return soundfile.read(path, dtype="int32")[0].tobytes()
    if path.suffix == ".pdf":
        pages = PdfReader(path).pages
        return repr([(page.mediabox, page.extract_text()) for page in pages]).encode()
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        data = json.loads(text)
        return json.dumps({k: data[k] for k in ("title", "tags")}).encode()
    kept = [line for line in TEXTS[path.suffix].splitlines() if line and line in text]
    return "\n".join(kept).encode()


# --- the label as data --------------------------------------------------------------------------


def test_the_fields_have_the_standards_names_and_the_propagator_is_the_producer():
    assert LABEL.fields() == {
        "Label": "1",
        "ContentProducer": "AIGC-Studio",
        "ProduceID": "3fd4a0",
        "ReservedCode1": "",
        "ContentPropagator": "AIGC-Studio",
        "PropagateID": "3fd4a0",
        "ReservedCode2": "",
    }
    assert json.loads(LABEL.to_json()) == LABEL.fields()
    assert AiLabel.model_validate(LABEL.fields()) == LABEL


@pytest.mark.parametrize("bad", ["two words", "中文", 'a"b', "a\\b", "tab\t", "line\n", "", "é"])
def test_characters_outside_annex_e_are_refused(bad):
    with pytest.raises(ValidationError):
        AiLabel(content_producer=bad, produce_id="1")


# --- every container ----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ALL)
def test_what_is_written_is_read_back_and_the_content_stays(tmp_path, suffix):
    original = make(tmp_path, suffix)
    labelled = tmp_path / f"labelled{suffix}"
    write_label(original, labelled, LABEL, json.dumps(RECIPE))
    assert read_label(labelled) == LABEL
    assert read_recipe(labelled) == RECIPE
    assert content(labelled) == content(original)


@pytest.mark.parametrize("suffix", ALL)
def test_labelling_again_replaces_the_label_and_leaves_no_trace(tmp_path, suffix):
    once, twice = tmp_path / f"once{suffix}", tmp_path / f"twice{suffix}"
    original = make(tmp_path, suffix)
    write_label(original, once, LABEL, json.dumps(RECIPE))
    write_label(original, twice, OTHER, '{"a":1}')
    write_label(twice, twice, LABEL, json.dumps(RECIPE))  # in place
    assert twice.read_bytes() == once.read_bytes()
    write_label(twice, twice, OTHER)
    assert (read_label(twice), read_recipe(twice)) == (OTHER, None)
    assert b"3fd4a0" not in twice.read_bytes()


@pytest.mark.parametrize("suffix", ALL)
def test_an_unlabelled_file_says_so(tmp_path, suffix):
    original = make(tmp_path, suffix)
    with pytest.raises(NotFoundError, match="no AI label"):
        read_label(original)
    assert read_recipe(original) is None


@pytest.mark.parametrize("suffix", [*PICTURES, ".wav", ".pdf", ".json", ".vtt"])
@pytest.mark.parametrize("keep", [0.0, 0.1, 0.6, 0.97])
def test_a_torn_file_is_refused_and_nothing_is_left_behind(tmp_path, suffix, keep):
    whole = make(tmp_path, suffix).read_bytes()
    torn = tmp_path / f"torn{suffix}"
    torn.write_bytes(whole[: int(len(whole) * keep)])
    if suffix == ".vtt" and keep > 0.1:
        pytest.skip("text may end anywhere")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError):
        write_label(torn, tmp_path / f"out{suffix}", LABEL)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("suffix", [".srt", ".txt", ".exe", ""])
def test_a_file_without_a_place_for_it_is_refused_with_a_way_out(tmp_path, suffix):
    path = tmp_path / f"file{suffix}"
    path.write_text("1\n00:00:00,000 --> 00:00:01,000\nhi\n", encoding="utf-8")
    assert not can_label(path)
    with pytest.raises(InputError, match=r"manifest\.json"):
        write_label(path, path, LABEL)
    assert read_recipe(path) is None


def test_bad_calls_get_one_clear_line(tmp_path):
    png = make(tmp_path, ".png")
    with pytest.raises(InputError, match="JSON object"):
        write_label(png, png, LABEL, "[1]")
    with pytest.raises(InputError, match="readable JSON"):
        write_label(png, png, LABEL, "{")
    with pytest.raises(InputError, match=r"keep the ending \.png"):
        write_label(png, tmp_path / "x.jpg", LABEL)
    with pytest.raises(NotFoundError):
        write_label(tmp_path / "none.png", png, LABEL)
    with pytest.raises(StorageError):
        write_label(png, tmp_path / "no-folder" / "x.png", LABEL)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4))
def test_any_recipe_survives_any_container(tmp_path_factory, recipe):
    folder = tmp_path_factory.mktemp("recipes")
    for suffix in (".png", ".jpg", ".wav", ".md", ".html", ".vtt", ".json", ".pdf"):
        path = make(folder, suffix)
        write_label(path, path, OTHER, json.dumps(recipe))
        assert read_recipe(path) == recipe
        assert read_label(path) == OTHER


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*PICTURES, ".wav", ".pdf"]), st.data())
def test_random_damage_is_refused_or_survived_but_never_a_crash(tmp_path_factory, suffix, data):
    folder = tmp_path_factory.mktemp("damage")
    path = make(folder, suffix)
    write_label(path, path, LABEL, json.dumps(RECIPE))
    broken = bytearray(path.read_bytes())
    for _ in range(3):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(broken)
    for use in (lambda: write_label(path, path, OTHER), lambda: read_label(path)):
        with contextlib.suppress(InputError, NotFoundError):
            use()


# --- the standard's places, read without our own reader ------------------------------------------


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    at, found = 8, []
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert crc == zlib.crc32(kind + body)
        found.append((kind, body))
        at += 12 + length
    return found


def tc260(xmp: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(xmp.decode("utf-8-sig").strip("\ufeff"))
    (element,) = root.iter("{http://www.tc260.org.cn/ns/AIGC/1.0/}AIGC")
    return json.loads(element.text or "")


def test_png_has_one_xmp_chunk_ahead_of_the_pixels(tmp_path):
    path = make(tmp_path, ".png")
    write_label(path, path, LABEL)
    found = chunks(path.read_bytes())
    assert [kind for kind, _ in found][:2] == [b"IHDR", b"iTXt"]
    (packet,) = [b for k, b in found if k == b"iTXt" and b.startswith(b"XML:com.adobe.xmp\0")]
    assert tc260(packet.split(b"\0", 5)[5]) == LABEL.fields()


def test_jpeg_and_webp_carry_the_xmp_that_pillow_finds(tmp_path):
    for suffix in (".jpg", ".webp"):
        path = make(tmp_path, suffix)
        write_label(path, path, LABEL)
        with Image.open(path) as image:
            assert tc260(image.info["xmp"]) == LABEL.fields()


def test_wav_has_the_chunk_and_keeps_the_others(tmp_path):
    for samples in (4800, 4801):  # 24-bit mono: an even and an odd number of bytes
        path = sound(tmp_path / "a.wav", samples)
        before = soundfile.read(path, dtype="int32")[0]
        write_label(path, path, LABEL, '{"a":"中"}')
        data = path.read_bytes()
        assert struct.unpack("<I", data[4:8])[0] + 8 == len(data)
        assert b"AIGC" + struct.pack("<I", len(LABEL.to_json())) in data
        assert np.array_equal(soundfile.read(path, dtype="int32")[0], before)


def test_pdf_names_it_in_its_info_and_keeps_title_and_producer(tmp_path):
    path = make(tmp_path, ".pdf")
    write_label(path, path, LABEL, '{"a":1}')
    info = PdfReader(path).metadata
    assert info is not None
    assert json.loads(info["/AIGC"]) == LABEL.fields()
    assert (info["/Title"], info["/Producer"]) == ("春日 poster", "AIGC Studio")


def test_markdown_has_front_matter_and_the_explicit_words_last(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 冷萃\n---\n\n正文。\n", encoding="utf-8")
    write_label(path, path, LABEL)
    write_label(path, path, LABEL)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(
        "---\ntitle: 冷萃\nAIGC:\n  Label: '1'\n  ContentProducer: 'AIGC-Studio'\n"
    )
    assert text.endswith("正文。\n\n本文由人工智能生成 · AI-generated\n")
    assert text.count("人工智能生成") == 1


def test_a_labelled_text_is_not_told_twice_but_a_text_about_ai_is_labelled(tmp_path):
    said, about = tmp_path / "said.md", tmp_path / "about.md"
    said.write_text("正文。\n\n内容由 AI 生成\n", encoding="utf-8")
    about.write_text(
        "我们的新品用 AI 生成海报，三十秒就能做好一张，省下的时间拿去喝一杯冷萃，何乐而不为呢？快来。\n",
        encoding="utf-8",
    )
    for path in (said, about):
        write_label(path, path, LABEL)
    assert "本文由人工智能生成" not in said.read_text(encoding="utf-8")
    assert "本文由人工智能生成" in about.read_text(encoding="utf-8")


def test_vtt_notes_never_hold_an_arrow_and_windows_lines_stay(tmp_path):
    path = tmp_path / "a.vtt"
    path.write_bytes(b"WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\nhi\r\n")
    write_label(path, path, AiLabel(content_producer="-->", produce_id="1"), '{"x":"-->"}')
    data = path.read_bytes()
    assert data.count(b"-->") == 1
    assert data.count(b"\n") == data.count(b"\r\n")
    assert read_label(path).content_producer == "-->"


# --- what others have written --------------------------------------------------------------------


def test_other_xmp_is_kept_and_a_foreign_label_replaced(tmp_path):
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:g="http://www.tc260.org.cn/ns/AIGC/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/" g:AIGC="{}" dc:format="image/jpeg">'
        b'<g:AIGC>{"Label":"2"}</g:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    for suffix in PICTURES:
        path = tmp_path / f"foreign{suffix}"
        image = Image.new("RGB", (8, 8))
        if suffix == ".png":
            from PIL.PngImagePlugin import PngInfo

            info = PngInfo()
            info.add_itxt("XML:com.adobe.xmp", packet.decode())
            info.add_text("AIGC", '{"AIGC":{"Label":"3"}}')
            image.save(path, pnginfo=info)
        else:
            image.save(path, xmp=packet)
        with pytest.raises(InputError, match="AI labels"):
            read_label(path)
        write_label(path, path, LABEL)
        assert read_label(path) == LABEL
        with Image.open(path) as again:
            again.load()
            assert b"image/jpeg" in path.read_bytes()


def test_a_label_in_exif_is_blanked(tmp_path):
    path = tmp_path / "exif.jpg"
    exif = Image.Exif()
    exif[0x9286] = b'ASCII\0\0\0{"AIGC": {"Label":"1","ContentProducer":"x","ProduceID":"y"}}'
    exif[0x010F] = "Camera"
    Image.new("RGB", (8, 8)).save(path, exif=exif)
    assert read_label(path).content_producer == "x"
    write_label(path, path, LABEL)
    assert read_label(path) == LABEL
    with Image.open(path) as image:
        assert image.getexif()[0x010F] == "Camera"


def test_a_png_with_a_wrong_checksum_is_refused(tmp_path):
    data = bytearray(make(tmp_path, ".png").read_bytes())
    data[data.index(b"IDAT") + 10] ^= 0xFF
    path = tmp_path / "flipped.png"
    path.write_bytes(data)
    with pytest.raises(InputError, match="checksum of chunk IDAT"):
        write_label(path, tmp_path / "out.png", LABEL)


def test_a_locked_pdf_is_refused(tmp_path):
    path = tmp_path / "locked.pdf"
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)
    with pytest.raises(InputError, match="password"):
        write_label(path, path, LABEL)


def test_a_json_list_has_no_room(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="wrap it"):
        write_label(path, path, LABEL)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "1"])
def test_every_pixel_format_stays(tmp_path, mode):
    image = Image.new(mode, (33, 17), 0)
    path = tmp_path / "x.png"
    image.save(path)
    before = content(path)
    write_label(path, path, LABEL)
    assert content(path) == before


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_of_each_kind_opens_afterwards(tmp_path, lossless):
    path = tmp_path / "x.webp"
    Image.new("RGBA" if lossless else "RGB", (33, 17), "#336699").save(path, lossless=lossless)
    before = content(path)
    write_label(path, path, LABEL)
    assert content(path) == before


def test_a_long_recipe_fits_a_jpeg(tmp_path):
    path = make(tmp_path, ".jpg")
    recipe = {"text": "长" * 60_000}
    write_label(path, path, LABEL, json.dumps(recipe))
    assert read_recipe(path) == recipe


def test_memory_stays_flat_on_a_large_file(tmp_path):
    import tracemalloc

    path = tmp_path / "large.wav"
    with path.open("wb") as file:
        size = 64 << 20
        file.write(struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE"))
        file.write(struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, 48000, 192000, 4, 16))
        file.write(struct.pack("<4sI", b"data", size))
        file.truncate(44 + size)
    before = hashlib.sha256(path.read_bytes()[44:]).digest()
    tracemalloc.start()
    write_label(path, path, LABEL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20
    assert hashlib.sha256(path.read_bytes()[44 : 44 + size]).digest() == before
    assert read_label(path) == LABEL
