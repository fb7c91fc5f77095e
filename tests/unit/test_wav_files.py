"""WAV files go in and out; what is no sound is refused with words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipelines.media.wav import read_wav, write_wav
from pipelines.sdk import InputError


def test_what_is_written_is_read(tmp_path: Path) -> None:
    stereo = np.random.default_rng(1).uniform(-0.9, 0.9, (500, 2)).astype(np.float32)
    write_wav(tmp_path / "声音.wav", stereo, 48_000)
    audio, rate = read_wav(tmp_path / "声音.wav")
    assert rate == 48_000 and audio.shape == (500, 2) and audio.dtype == np.float32
    assert np.abs(audio - stereo).max() < 1 / 32_000


def test_mono_comes_back_with_one_channel_and_too_loud_is_clipped(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", np.full(10, 3.0, np.float32), 16_000)
    audio, _ = read_wav(tmp_path / "a.wav")
    assert audio.shape == (10, 1) and audio.max() <= 1.0


def test_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("hello")
    write_wav(tmp_path / "b.wav", np.zeros(0, np.float32), 48_000)
    for name, words in (("a.wav", "cannot be read"), ("b.wav", "empty"), ("c.wav", "not exist")):
        with pytest.raises(InputError, match=words):
            read_wav(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_full_disk_is_told_as_one(tmp_path: Path) -> None:
    full = tmp_path / "voice.wav"
    full.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write_wav(full, np.zeros(100, np.float32), 24_000)
