"""Writes down English speech with the small acoustic model that comes in pocketsphinx' wheel.

What is noise is never given to it: speech is found first. It is a recogniser of the nineties:
clear dictation it mostly gets, names and accents it does not. It knows no Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pipelines.documents.timing import TimedWord
from pipelines.media.hearing import HEARING_RATE, Mono, hear
from pipelines.media.voice_activity import SpeechSegment, speech_segments
from pipelines.roles.speech import TRANSCRIBE, SpokenSegment, TranscribeParams, Transcript
from pipelines.sdk import Context, InputError, LocalText, MissingTool, Resources, generator

__all__ = ["transcribe_basic"]

_LONGEST = 20 * 60  # s
_BREATH = 0.35  # s of silence that end a segment
_FRAMES = 100  # a second, of the recogniser


@dataclass(frozen=True)
class _Heard:
    text: str
    start: float
    end: float


@generator(
    id="studio.speech.transcribe_basic",
    role=TRANSCRIBE,
    version="1.0.0",
    title=LocalText(en="Basic English transcript", zh="基础英文听写"),
    summary=LocalText(
        en="Basic: writes down clearly spoken English, with mistakes to correct; works offline. "
        "No Chinese.",
        zh="基础：听写清晰的英文，需人工校对；离线可用。不支持中文。",
    ),
    licence="Apache-2.0; pocketsphinx and its model: BSD-2-Clause",
    resources=Resources(ram_mb=700, seconds=12.0),
)
def transcribe_basic(params: TranscribeParams, ctx: Context) -> Transcript:
    """Words and segments with their times; a recording without speech gives none.

    Raises:
        InputError: The language is not English, or the file has no sound.
    """
    if params.language != "en":
        raise InputError(
            "this engine writes down English only, and the recording is said to be Chinese",
            "install a Whisper-class model from the registry (it comes with the neural engines), "
            "or give the text and have it aligned",
        )
    ctx.progress(0.0, "Listening")
    mono = hear(ctx.path(params.audio), ctx.scratch, longest=_LONGEST)
    breaths = speech_segments(mono, HEARING_RATE, join_s=_BREATH)
    decoder = _decoder() if breaths else None
    found: list[tuple[SpeechSegment, list[_Heard]]] = []
    for index in ctx.steps(len(breaths), "Writing down"):
        words = _words(decoder, mono, breaths[index])
        if words:
            found.append((breaths[index], words))
    ctx.progress(1.0, "Writing down")
    return _transcript(found)


def _decoder() -> Any:
    try:
        from pocketsphinx import Decoder
    except ImportError as error:
        raise MissingTool(
            f"pocketsphinx cannot be loaded: {error}", "reinstall the package pocketsphinx"
        ) from error
    return Decoder(samprate=HEARING_RATE, loglevel="FATAL")


def _words(decoder: Any, mono: Mono, breath: SpeechSegment) -> list[_Heard]:
    first = max(0, round(breath.start * HEARING_RATE))
    part = mono[first : round(breath.end * HEARING_RATE)]
    loudest = float(np.abs(part).max(initial=0.0))
    if loudest == 0:
        return []
    pcm = (part / loudest * 20_000).astype("<i2")
    decoder.start_utt()
    decoder.process_raw(pcm.tobytes(), full_utt=True)
    decoder.end_utt()
    if decoder.hyp() is None:
        return []
    return [
        _Heard(
            text=one.word.split("(")[0],
            start=first / HEARING_RATE + one.start_frame / _FRAMES,
            end=first / HEARING_RATE + (one.end_frame + 1) / _FRAMES,
        )
        for one in decoder.seg()
        if one.word[0] not in "<["  # silences and fillers
    ]


def _transcript(found: list[tuple[SpeechSegment, list[_Heard]]]) -> Transcript:
    """Each breath as a sentence: the recogniser knows no punctuation."""
    text = ""
    words: list[TimedWord] = []
    segments: list[SpokenSegment] = []
    for breath, heard in found:
        text += " " if text else ""
        begin = len(text)
        for number, word in enumerate(heard):
            shown = "I" + word.text[1:] if word.text.split("'")[0] == "i" else word.text
            shown = shown[0].upper() + shown[1:] if number == 0 else shown
            text += " " if number else ""
            words.append(
                TimedWord(
                    text=shown,
                    start=word.start,
                    end=word.end,
                    first=len(text),
                    last=len(text) + len(shown),
                )
            )
            text += shown
        text += "."
        segments.append(
            SpokenSegment(start=breath.start, end=breath.end, first=begin, last=len(text))
        )
    return Transcript(text=text, language="en", words=tuple(words), segments=tuple(segments))
