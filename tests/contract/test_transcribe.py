"""The basic transcript keeps the contract, hears no words in noise, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.generators.speech.align_dtw import align_dtw
from pipelines.generators.speech.espeak import EspeakParams, espeak
from pipelines.generators.speech.transcribe_basic import transcribe_basic
from pipelines.media import ffmpeg
from pipelines.media.wav import write_wav
from pipelines.roles.speech import AlignParams, TranscribeParams
from pipelines.sdk import Asset, InputError
from pipelines.sdk.testing import LocalContext, check_generator

RATE = 16_000
ENGLISH = "Tomorrow morning we will travel."


def recorded(ctx: LocalContext, sound: NDArray[np.floating]) -> Asset:
    file = ctx.scratch / "recorded.wav"
    write_wav(file, sound.astype(np.float32), RATE)
    return ctx.add(file, "speech")


def test_clear_english_is_written_down_with_its_times(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    speech = espeak(EspeakParams(text=ENGLISH, language="en", voice="owen"), ctx)
    params = TranscribeParams(audio=speech.audio, language="en")
    found = check_generator(transcribe_basic, params, ctx)
    right = {w.text.lower(): w for w in speech.words}
    heard = [w for w in found.words if w.text.lower() in right]
    assert len(heard) >= 2  # of five: it is a basic one
    errors = [abs(w.start - right[w.text.lower()].start) for w in heard]
    assert np.median(errors) < 0.08
    for word in found.words:
        assert found.text[word.first : word.last] == word.text
    (segment,) = found.segments
    assert found.text[segment.first : segment.last] == found.text
    assert segment.start <= found.words[0].start and found.words[-1].end <= segment.end + 0.05


@pytest.mark.parametrize("noise", ["silence", "hiss", "hum", "knocks"])
def test_no_words_are_heard_where_nobody_speaks(tmp_path: Path, noise: str) -> None:
    rng, t = np.random.default_rng(3), np.arange(3 * RATE) / RATE
    sound = {
        "silence": 0 * t,
        "hiss": rng.normal(0, 0.1, len(t)),
        "hum": 0.3 * np.sin(2 * np.pi * 50 * t),
        "knocks": (rng.random(len(t)) > 0.9995) * 0.8,
    }[noise]
    ctx = LocalContext(tmp_path)
    found = transcribe_basic(TranscribeParams(audio=recorded(ctx, sound), language="en"), ctx)
    assert (found.text, found.words, found.segments) == ("", (), ())


def test_chinese_is_refused_with_what_to_install(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    params = TranscribeParams(audio=recorded(ctx, np.zeros(RATE)), language="zh")
    with pytest.raises(InputError, match="English only") as refused:
        transcribe_basic(params, ctx)
    assert "Whisper-class model" in refused.value.hint


def test_the_words_of_a_video_are_aligned_as_those_of_a_recording(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    speech = espeak(EspeakParams(text=ENGLISH, language="en", voice="owen"), ctx)
    file = tmp_path / "spoken.m4a"
    ffmpeg.run(["-i", ctx.path(speech.audio), "-c:a", "aac", file], "packing a voice")
    packed = ctx.add(file, "speech")
    found = align_dtw(AlignParams(audio=packed, text=ENGLISH, language="en"), ctx)
    errors = [abs(a.start - b.start) for a, b in zip(found.words, speech.words, strict=True)]
    assert max(errors) < 0.1


def test_a_file_without_sound_is_told(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    (tmp_path / "letter.mp4").write_bytes(b"no video at all")
    asset = ctx.add(tmp_path / "letter.mp4", "video")
    with pytest.raises(InputError, match="no sound"):
        transcribe_basic(TranscribeParams(audio=asset, language="en"), ctx)
