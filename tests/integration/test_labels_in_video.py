"""The AI label in video and sound files that ffmpeg copies: real files, streams compared."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import pytest

from pipelines.media.ffmpeg import inspect, run
from pipelines.media.labels import AiLabel, read_label, read_recipe, write_label
from pipelines.sdk import InputError, NotFoundError

LABEL = AiLabel(content_producer="AIGC-Studio", produce_id="3fd4a0")
OTHER = AiLabel(content_producer="x=y;#z", produce_id="0001")
RECIPE = {"engine": "studio.video.assemble", "odd": 'a=b; # c\\ \n"春"', "long": "字" * 20_000}
SOUND = ["-f", "lavfi", "-i", "sine=440:sample_rate=44100:duration=0.7"]
PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=64x96:rate=30:duration=0.7"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
KINDS = {
    ".mp4": [*PICTURE, *SOUND, *H264],
    ".mov": [*PICTURE, *SOUND, *H264],
    ".m4a": [*SOUND, "-c:a", "aac"],
    ".mkv": [*PICTURE, *SOUND, *H264],
    ".webm": [*PICTURE, *SOUND, "-c:v", "libvpx", "-c:a", "libopus"],
    ".mp3": [*SOUND, "-c:a", "libmp3lame"],
    ".flac": [*SOUND, "-c:a", "flac"],
}


def make(folder: Path, suffix: str) -> Path:
    path = folder / f"original{suffix}"
    run([*KINDS[suffix], "-metadata", "title=冷萃; a=b", path], "making a file")
    return path


def streams(path: Path) -> list[str]:
    """A hash of every stream's decoded frames, with their times."""
    sheet = path.with_suffix(".framehash")
    run(["-i", path, "-map", "0", "-f", "framehash", sheet], "hashing")
    return [line for line in sheet.read_text().splitlines() if not line.startswith("#software")]


def boxes(data: bytes, at: int, end: int) -> dict[bytes, tuple[int, int]]:
    found = {}
    while at < end:
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        found[kind] = (at + 8, at + size)
        at += size
    return found


@pytest.mark.parametrize("suffix", KINDS)
def test_label_recipe_and_title_are_there_and_the_streams_stay(tmp_path, suffix):
    original = make(tmp_path, suffix)
    with pytest.raises(NotFoundError, match="no AI label"):
        read_label(original)
    labelled, again = tmp_path / f"labelled{suffix}", tmp_path / f"again{suffix}"
    write_label(original, labelled, OTHER, json.dumps(RECIPE))
    assert (read_label(labelled), read_recipe(labelled)) == (OTHER, RECIPE)
    write_label(labelled, again, LABEL)
    assert (read_label(again), read_recipe(again)) == (LABEL, None)
    assert b"x=y;#z" not in again.read_bytes()
    assert streams(again) == streams(labelled) == streams(original)
    assert re.search(r"title\s*: 冷萃; a=b", inspect(["-i", again], "probing"))


def test_mp4_has_the_key_where_the_standard_wants_it_and_starts_fast(tmp_path):
    original, labelled = make(tmp_path, ".mp4"), tmp_path / "labelled.mp4"
    write_label(original, labelled, LABEL, json.dumps(RECIPE))
    data = labelled.read_bytes()
    top = boxes(data, 0, len(data))
    assert list(top)[:2] == [b"ftyp", b"moov"]
    udta = boxes(data, *boxes(data, *top[b"moov"])[b"udta"])
    start, end = udta[b"meta"]
    meta = boxes(data, start + 4, end)
    first, last = meta[b"keys"]
    assert b"mdtaAIGC" in data[first:last]
    first, last = meta[b"ilst"]
    assert LABEL.to_json().encode() in data[first:last]


@pytest.mark.parametrize("suffix", [".mp4", ".mp3", ".flac"])
def test_the_same_label_gives_the_same_bytes(tmp_path, suffix):
    original = make(tmp_path, suffix)
    copies = [tmp_path / f"{n}{suffix}" for n in range(2)]
    for copy in copies:
        write_label(original, copy, LABEL, '{"a":1}')
    assert copies[0].read_bytes() == copies[1].read_bytes()


def test_a_torn_video_is_refused_and_nothing_is_left_behind(tmp_path):
    whole = make(tmp_path, ".mp4").read_bytes()
    for keep in (0, 100, len(whole) // 2, len(whole) - 1):
        torn = tmp_path / "torn.mp4"
        torn.write_bytes(whole[:keep])
        before = sorted(tmp_path.iterdir())
        with pytest.raises(InputError):
            write_label(torn, tmp_path / "out.mp4", LABEL)
        assert sorted(tmp_path.iterdir()) == before
