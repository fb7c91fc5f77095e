"""Speech is found to a tenth of a second, whatever hums, hisses or knocks around it."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.generators.speech.espeak import espeak
from pipelines.media.voice_activity import pauses, speech_segments
from pipelines.media.wav import read_wav
from pipelines.sdk import language_of
from pipelines.sdk.testing import LocalContext

RATE = 48_000
Spans = list[tuple[float, float]]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> tuple[np.ndarray, Spans]:
    """Three sentences a second apart ``[n]``, and when their words are said."""
    ctx = LocalContext(tmp_path_factory.mktemp("talk"))
    pieces, spans, at = [np.zeros(RATE, np.float32)], [], 1.0
    for text in (
        "The quick brown fox jumps over the lazy dog.",
        "今天我们来聊一聊冷萃咖啡。",
        "Please stop.",
    ):
        said = espeak(espeak.params(text=text, language=language_of(text)), ctx)
        audio = read_wav(ctx.path(said.audio))[0][:, 0]
        spans.append((at + said.words[0].start, at + said.words[-1].end))
        pieces += [audio, np.zeros(RATE, np.float32)]
        at += len(audio) / RATE + 1
    return np.concatenate(pieces), spans


def noise(length: int, level: float) -> np.ndarray:
    return (level * np.random.default_rng(0).standard_normal(length)).astype(np.float32)


def hum(length: int, level: float) -> np.ndarray:
    time = np.arange(length) / RATE
    tones = [np.sin(2 * np.pi * 50 * k * time + k) / k for k in range(1, 12)]
    return (level * np.sum(tones, axis=0)).astype(np.float32)


def knocks(length: int) -> np.ndarray:
    out = noise(length, 0.0005)
    for at in (0.4, 4.6, length / RATE - 0.5):
        burst = noise(4000, 0.6) * np.exp(-np.arange(4000) / 500)
        out[round(at * RATE) : round(at * RATE) + 4000] += burst
    return out.astype(np.float32)


@pytest.mark.parametrize("around", ["nothing", "hiss", "hum", "knocks", "offset", "whisper"])
def test_speech_is_found_whatever_lies_under_it(
    around: str, talk: tuple[np.ndarray, Spans]
) -> None:
    voice, spans = talk
    power = float(voice.std())
    heard = {
        "nothing": voice,
        "hiss": voice + noise(len(voice), 0.5 * power),
        "hum": voice + hum(len(voice), power),
        "knocks": voice + knocks(len(voice)),
        "offset": voice + np.float32(0.3),
        "whisper": voice * np.float32(0.01),
    }[around]
    found = speech_segments(heard, RATE)
    assert len(found) == len(spans)
    for segment, (start, end) in zip(found, spans, strict=True):
        assert -0.02 <= start - segment.start <= 0.15
        assert -0.02 <= segment.end - end <= 0.35


@pytest.mark.parametrize("sound", ["silence", "hiss", "hum", "knocks", "nothing at all"])
def test_there_is_no_speech_where_nobody_speaks(sound: str) -> None:
    n = 6 * RATE
    heard = {
        "silence": np.zeros(n, np.float32),
        "hiss": noise(n, 0.1),
        "hum": hum(n, 0.1),
        "knocks": knocks(n),
        "nothing at all": np.zeros(0, np.float32),
    }[sound]
    assert speech_segments(heard, RATE) == ()


def test_rate_and_channels_make_no_difference(talk: tuple[np.ndarray, Spans]) -> None:
    voice, _ = talk
    stereo = np.stack([voice, voice], axis=1)
    low = voice[: len(voice) // 3 * 3].reshape(-1, 3).mean(axis=1)
    by = [speech_segments(stereo, RATE), speech_segments(low.astype(np.float32), RATE // 3)]
    for one, other in zip(*by, strict=True):
        assert one.start == pytest.approx(other.start, abs=0.06)
        assert one.end == pytest.approx(other.end, abs=0.12)


def test_levels_tell_who_speaks_up(talk: tuple[np.ndarray, Spans]) -> None:
    voice, spans = talk
    louder = voice.copy()
    louder[round((spans[1][0] - 0.3) * RATE) : round((spans[1][1] + 0.3) * RATE)] *= 2
    before, after = (speech_segments(x, RATE)[1].level_db for x in (voice, louder))
    assert after - before == pytest.approx(6.0, abs=0.7)


def test_pauses_are_what_lies_between(talk: tuple[np.ndarray, Spans]) -> None:
    voice, _ = talk
    duration = len(voice) / RATE
    segments = speech_segments(voice, RATE)
    gaps = pauses(segments, duration, 0.5)
    assert len(gaps) == len(segments) + 1
    covered = sum(b - a for a, b in gaps) + sum(s.end - s.start for s in segments)
    assert covered == pytest.approx(duration, abs=1e-6)
