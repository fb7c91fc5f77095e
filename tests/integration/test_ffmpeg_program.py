"""ffmpeg as a separate program: what works here, what a file is, and errors in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipelines.media import encoders, ffmpeg
from pipelines.media.video_probe import count_frames, measure_loudness, probe
from pipelines.sdk import EngineError, InputError, StorageError


def test_encoders_are_tried_not_believed() -> None:
    found = {one.name: one for one in encoders.encoders()}
    assert found["libx264"].works and found["aac"].works and found["ffv1"].works
    assert all(one.reason for one in found.values() if not one.works)
    assert all(not one.reason for one in found.values() if one.works)
    assert encoders.works("libx264") and not encoders.works("h264_of_nobody")
    assert encoders.best_h264() in ("libx264", *encoders.HARDWARE_H264)


def test_an_encoder_that_loses_the_pictures_is_no_encoder() -> None:
    """QuickTime's old graphics codec runs and muxes well, and gives back something else."""
    assert encoders.works("mjpeg")
    assert not encoders.works("smc")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of test card and tone, as a camera might make it."""
    file = tmp_path_factory.mktemp("film") / "film.mkv"
    picture = ["-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25"]
    tone = ["-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=44100"]
    codecs = ["-c:v", "ffv1", "-pix_fmt", "yuv422p", "-c:a", "flac"]
    title = ["-metadata", "title=Test: card"]
    ffmpeg.run([*picture, *tone, "-t", "2", *codecs, *title, file], "making a film")
    return file


def test_a_probe_tells_what_a_file_is(film: Path) -> None:
    facts = probe(film)
    assert (facts.width, facts.height, facts.fps) == (192, 108, 25)
    assert (facts.video_codec, facts.pixel_format) == ("ffv1", "yuv422p")
    assert (facts.audio_codec, facts.sample_rate, facts.channels) == ("flac", 44100, 1)
    assert facts.duration == pytest.approx(2, abs=0.05)
    assert facts.tags["title"] == "Test: card"
    assert facts.matrix == ""  # the file does not say
    assert count_frames(film) == 50
    loudness = measure_loudness(film)  # ffmpeg's sine is at −18 dBFS peak
    assert loudness.integrated == pytest.approx(-21, abs=1)
    assert loudness.true_peak == pytest.approx(-18, abs=0.5)


def test_what_is_no_video_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        probe(tmp_path / "nothing.mp4")
    junk = tmp_path / "junk.mp4"
    junk.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(InputError, match=r"junk\.mp4 cannot be read"):
        probe(junk)


def test_a_torn_video_is_noticed(film: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.mp4"
    ffmpeg.run(["-i", film, "-an", "-c:v", "libx264", "-pix_fmt", "yuv420p", torn], "encoding")
    assert count_frames(torn) == 50
    data = bytearray(torn.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 500] = bytes(500)
    torn.write_bytes(data)
    with pytest.raises(EngineError, match=r"decoding torn\.mp4"):
        count_frames(torn)


def test_frames_come_back_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "frames.mkv"
    layout = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", "32x16", "-r", "25"]
    frames = np.random.default_rng(0).integers(0, 256, (7, 16, 32), np.uint8)
    command = [*layout, "-i", "-", "-c:v", "ffv1", file]
    with ffmpeg.RawWriter(command, file, "encoding") as writer:
        for frame in frames:
            writer.write(frame)
    read = np.empty((16, 32), np.uint8)
    back = ["-i", file, "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    with ffmpeg.RawReader(back, "decoding") as reader:
        for frame in frames:
            assert reader.read_into(read)
            assert np.array_equal(read, frame)
        assert not reader.read_into(read)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_a_full_disk_is_called_that() -> None:
    card = ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=25", "-t", "0.2"]
    with pytest.raises(StorageError, match="disk is full"):
        ffmpeg.run([*card, "-c:v", "ffv1", "-f", "nut", "/dev/full"], "writing a film")
