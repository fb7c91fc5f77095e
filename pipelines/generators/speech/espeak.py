"""The embedded voice: espeak-ng with Chinese reading of our own, made ready to publish."""

from __future__ import annotations

from pipelines.documents.timing import TimedPhoneme
from pipelines.media.chinese_reading import parse_readings
from pipelines.media.speaking import plan, speak
from pipelines.media.speech_client import SpeechProgram
from pipelines.media.voice_polish import SAMPLE_RATE, polish
from pipelines.media.voices import find_voice
from pipelines.media.wav import write_wav
from pipelines.roles.speech import SPEAK, SpeakParams, Speech
from pipelines.sdk import Context, LocalText, Resources, generator, hint

__all__ = ["EspeakParams", "espeak"]


class EspeakParams(SpeakParams):
    """Say a text with the embedded voice."""

    readings: str = hint(
        "",
        label_en="Readings",
        label_zh="读音",
        widget="text",
        max_length=4000,
        description="how to say words, one a line: 重庆 = chong2 qing4, SQL = sequel",
    )


@generator(
    id="studio.speech.espeak",
    role=SPEAK,
    version="1.1.0",
    title=LocalText(en="Basic voice", zh="基础配音"),
    summary=LocalText(
        en="A clear, plainly synthetic voice in Chinese and English; instant, works offline.",
        zh="清晰的合成音，支持中英文混读；即时生成，离线可用。",
    ),
    licence="Apache-2.0; runs espeak-ng (GPL-3.0-or-later) as a separate program",
    resources=Resources(ram_mb=700, seconds=1.2),
)
def espeak(params: EspeakParams, ctx: Context) -> Speech:
    """Speech as mono WAV, 48 kHz, −16 LUFS, with when each written word is said.

    Runs of the program differ by a few samples, so equal params give equal words but not
    equal bytes.
    """
    voice = find_voice(params.voice, params.language)
    readings = parse_readings(params.readings)
    pieces = plan(params.text, params.language, readings)
    ctx.progress(0.0, "Speaking")
    with SpeechProgram() as program:
        raw = speak(
            program,
            params.text,
            pieces,
            voice,
            style=params.style,
            rate=params.rate,
            readings=readings,
            each=lambda fraction: ctx.progress(0.7 * fraction, "Speaking"),
        )
    ctx.progress(0.7, "Polishing")
    audio = polish(raw.pcm, raw.sample_rate)
    file = ctx.scratch / "speech.wav"
    write_wav(file, audio, SAMPLE_RATE)
    duration = len(audio) / SAMPLE_RATE
    said_until = raw.phonemes[-1].end if raw.phonemes else 0.0
    silence = TimedPhoneme(ipa="", start=said_until, end=max(duration, said_until))
    asset = ctx.save(file, "speech", duration=duration, sample_rate=SAMPLE_RATE, channels=1)
    ctx.progress(1.0, "Speaking")
    return Speech(
        audio=asset, duration=duration, words=raw.words, phonemes=(*raw.phonemes, silence)
    )
