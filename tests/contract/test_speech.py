"""The embedded voice and the word timing keep the contract."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipelines.generators.speech.align_dtw import align_dtw
from pipelines.generators.speech.espeak import EspeakParams, espeak
from pipelines.media.loudness import integrated, true_peak_db
from pipelines.media.wav import read_wav, write_wav
from pipelines.roles.speech import AlignParams, Speech
from pipelines.sdk import InputError
from pipelines.sdk.testing import LocalContext, check_generator

CHINESE = "今天是2024年3月5日，我们用GPT-4做了3个新视频，只要￥19.9元！"
ENGLISH = (
    "Please remember that tomorrow morning we travel to the mountain village. Save 30% in May!"
)


def check_times(speech: Speech, text: str) -> None:
    """Words are in order, inside the sound, and are what is written; phonemes fill it."""
    for word in speech.words:
        assert word.text == text[word.first : word.last]
        assert 0 <= word.start <= word.end <= speech.duration + 0.01
    for word, following in zip(speech.words, speech.words[1:], strict=False):
        assert word.last <= following.first and word.start <= following.start + 1e-6
    for sound, following in zip(speech.phonemes, speech.phonemes[1:], strict=False):
        assert sound.end == pytest.approx(following.start, abs=0.02)


@pytest.mark.parametrize(("text", "language"), [(CHINESE, "zh"), (ENGLISH, "en")], ids=["zh", "en"])
def test_the_voice_passes_conformance(tmp_path: Path, text: str, language: str) -> None:
    ctx = LocalContext(tmp_path)
    params = EspeakParams.model_validate({"text": text, "language": language})
    speech = check_generator(espeak, params, ctx, same_bytes=False)
    check_times(speech, text)
    audio, rate = read_wav(ctx.path(speech.audio))
    assert rate == 48_000 and audio.shape[1] == 1
    assert len(audio) / rate == pytest.approx(speech.duration, abs=0.001)
    assert integrated(audio, rate) == pytest.approx(-16.0, abs=0.3)
    assert true_peak_db(audio, rate) <= -1.0


def test_captions_show_what_is_written(tmp_path: Path) -> None:
    speech = espeak(EspeakParams(text=CHINESE), LocalContext(tmp_path))
    words = [word.text for word in speech.words]
    for written in ("今", "2024年", "3月", "5日", "GPT", "4"):
        assert written in words
    assert any("19.9" in word for word in words)


def test_every_english_word_has_its_time(tmp_path: Path) -> None:
    text = "Tell us what is in the box of the year."
    speech = espeak(EspeakParams(text=text, language="en"), LocalContext(tmp_path))
    assert [word.text for word in speech.words] == text.rstrip(".").split()
    assert all(word.end - word.start > 0.02 for word in speech.words)


@pytest.mark.parametrize("text", ["🎉✨😀", "……！！", "  \n "])
def test_nothing_to_say_is_refused_before_anything_runs(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="nothing to say"):
        espeak(EspeakParams(text=text), LocalContext(tmp_path))


def test_an_unknown_voice_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        espeak(EspeakParams(text="你好", voice="xiaolang"), LocalContext(tmp_path))
    assert "'xiaolan'" in refused.value.hint


def test_emoji_are_skipped_and_right_to_left_text_is_read(tmp_path: Path) -> None:
    text = "🎉新品✨ مرحبا بالعالم, שלום 9折👍🏽"
    speech = espeak(EspeakParams(text=text), LocalContext(tmp_path))
    assert [w.text for w in speech.words] == ["新", "品", "مرحبا", "بالعالم", "שלום", "9", "折"]


def test_five_thousand_characters_are_read(tmp_path: Path) -> None:
    text = ("耳机很轻，" + "🎧 ✨" * 5) * 250
    speech = espeak(EspeakParams(text=text[:5000], rate=2.0), LocalContext(tmp_path))
    assert len(text) == 5000 and len(speech.words) == 4 * 250
    check_times(speech, text)


def test_styles_rate_and_voices_differ(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)

    def said(**how: object) -> Speech:
        return espeak(EspeakParams.model_validate({"text": "欢迎来到工作室", **how}), ctx)

    plain = said()
    assert said(rate=1.6).duration < plain.duration * 0.85
    assert said(style="sad").duration > plain.duration * 1.05

    def depth(speech: Speech) -> float:
        """How much of the sound lies where a man's voice has its pitch."""
        audio, rate = read_wav(ctx.path(speech.audio))
        power = np.abs(np.fft.rfft(audio[:, 0])) ** 2
        hertz = np.fft.rfftfreq(len(audio), 1 / rate)
        return float(power[(hertz > 75) & (hertz < 130)].sum() / power.sum())

    assert depth(said(voice="yuncheng")) > 2 * depth(plain)


def test_a_persons_own_reading_wins(tmp_path: Path) -> None:
    def sounds(readings: str) -> str:
        speech = espeak(EspeakParams(text="长安", readings=readings), LocalContext(tmp_path))
        return "".join(p.ipa for p in speech.phonemes)

    assert sounds("长安 = zhang3 an1").startswith("ʈʂɑ")
    assert sounds("").startswith("ʈʂʰɑ")
    with pytest.raises(InputError, match="does not fit"):
        sounds("长安 = zhang3")


@pytest.mark.parametrize(
    ("text", "language", "voice"),
    [(ENGLISH, "en", "owen"), (CHINESE, "zh", "yuncheng")],
    ids=["en", "zh"],
)
def test_alignment_finds_the_words_of_another_voice(
    tmp_path: Path, text: str, language: str, voice: str
) -> None:
    ctx = LocalContext(tmp_path)
    speech = espeak(
        EspeakParams.model_validate(
            {"text": text, "language": language, "voice": voice, "rate": 0.8, "style": "gentle"}
        ),
        ctx,
    )
    params = AlignParams.model_validate({"audio": speech.audio, "text": text, "language": language})
    found = check_generator(align_dtw, params, ctx, same_bytes=False)
    assert [w.text for w in found.words] == [w.text for w in speech.words]
    starts = [abs(a.start - b.start) for a, b in zip(found.words, speech.words, strict=True)]
    assert np.median(starts) <= 0.06
    assert np.percentile(starts, 90) <= 0.15
    assert len(found.phonemes) > len(found.words)


def test_alignment_bears_noise_silence_around_and_a_pause(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    speech = espeak(EspeakParams(text=ENGLISH, language="en", voice="owen"), ctx)
    audio, rate = read_wav(ctx.path(speech.audio))
    pause = speech.words[5].start
    cut = int(pause * rate)
    silence = np.zeros(rate, np.float32)
    messy = np.concatenate([silence, audio[:cut, 0], silence, audio[cut:, 0], silence])
    messy += np.random.default_rng(2).standard_normal(len(messy)).astype(np.float32) * 0.005
    write_wav(tmp_path / "messy.wav", messy, rate)
    params = AlignParams(
        audio=ctx.add(tmp_path / "messy.wav", "speech"), text=ENGLISH, language="en"
    )
    found = align_dtw(params, ctx)
    true = [w.start + (2 if w.start >= pause else 1) for w in speech.words]
    errors = [abs(a.start - b) for a, b in zip(found.words, true, strict=True)]
    assert np.median(errors) <= 0.06 and np.percentile(errors, 90) <= 0.1
    assert found.words[4].end < pause + 1.1  # the pause belongs to no word


def test_a_long_recording_is_aligned_stretch_by_stretch(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    text = " ".join([ENGLISH, "Music and video belong together, like bread and butter."] * 5)
    speech = espeak(EspeakParams(text=text, language="en", voice="miles", rate=1.1), ctx)
    found = align_dtw(AlignParams(audio=speech.audio, text=text, language="en"), ctx)
    starts = [abs(a.start - b.start) for a, b in zip(found.words, speech.words, strict=True)]
    assert np.median(starts) <= 0.06 and max(starts) < 1.0


def test_alignment_refuses_silence_and_another_text(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    write_wav(tmp_path / "quiet.wav", np.zeros(48_000, np.float32), 48_000)
    quiet = ctx.add(tmp_path / "quiet.wav", "speech")
    with pytest.raises(InputError, match="silent"):
        align_dtw(AlignParams(audio=quiet, text="hello", language="en"), ctx)
    noise = np.random.default_rng(1).uniform(-0.1, 0.1, 48_000).astype(np.float32)
    write_wav(tmp_path / "noise.wav", noise, 48_000)
    short = ctx.add(tmp_path / "noise.wav", "speech")
    with pytest.raises(InputError, match="1 s"):
        align_dtw(AlignParams(audio=short, text=ENGLISH * 4, language="en"), ctx)
