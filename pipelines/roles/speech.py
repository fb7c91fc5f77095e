"""Speech roles."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.timing import TimedPhoneme, TimedWord
from pipelines.sdk import Asset, Frozen, Language, LocalText, Outputs, Params, Role, hint

__all__ = [
    "ALIGN",
    "SPEAK",
    "TRANSCRIBE",
    "AlignParams",
    "Alignment",
    "SpeakParams",
    "Speech",
    "SpokenSegment",
    "TranscribeParams",
    "Transcript",
]


class SpeakParams(Params):
    """Say a text."""

    text: str = hint(
        ..., label_en="Text", label_zh="文本", widget="text", min_length=1, max_length=5000
    )
    language: Language = hint("zh", label_en="Language", label_zh="语言")
    voice: str = hint("", label_en="Voice", label_zh="音色", description="empty: the engine's own")
    rate: float = hint(1.0, ge=0.5, le=2.0, label_en="Speed", label_zh="语速")
    style: Literal["neutral", "happy", "sad", "serious", "excited", "gentle"] = hint(
        "neutral", label_en="Style", label_zh="情绪"
    )


class Speech(Outputs):
    """Mono WAV, 48 kHz, with when each word and phoneme is said."""

    audio: Asset
    duration: float = Field(gt=0, description="seconds")
    words: tuple[TimedWord, ...]
    phonemes: tuple[TimedPhoneme, ...] = ()


class AlignParams(Params):
    """Find when each word of a known text is said in a recording."""

    audio: Asset
    text: str = hint(..., label_en="Text", label_zh="文本", widget="text", min_length=1)
    language: Language = hint("zh", label_en="Language", label_zh="语言")


class Alignment(Outputs):
    """When each word is said."""

    words: tuple[TimedWord, ...]
    phonemes: tuple[TimedPhoneme, ...] = ()


class TranscribeParams(Params):
    """Write down what is said in a recording, or in a video."""

    audio: Asset
    language: Language = hint("zh", label_en="Language", label_zh="语言")


class SpokenSegment(Frozen):
    """What is said in one breath; ``text[first:last]`` of the transcript."""

    start: float = Field(ge=0, description="seconds")
    end: float = Field(ge=0, description="seconds")
    first: int = Field(ge=0)
    last: int = Field(ge=0)


class Transcript(Outputs):
    """What is said, word by word. Empty where nobody speaks."""

    text: str
    language: Language
    words: tuple[TimedWord, ...] = ()
    segments: tuple[SpokenSegment, ...] = ()


SPEAK = Role("speech.speak", SpeakParams, Speech, LocalText(en="Speak", zh="配音"))
ALIGN = Role("speech.align", AlignParams, Alignment, LocalText(en="Align words", zh="字音对齐"))
TRANSCRIBE = Role(
    "speech.transcribe",
    TranscribeParams,
    Transcript,
    LocalText(en="Write down speech", zh="语音转文字"),
)
