"""Several recordings as one, for a presenter who says them one after another."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.documents.timing import TimedPhoneme
from pipelines.roles.speech import Speech
from pipelines.sdk import Asset, WorkflowContext

__all__ = ["joined_speech"]


def joined_speech(
    ctx: WorkflowContext, voices: Sequence[Speech], gaps: Sequence[float]
) -> tuple[Asset, tuple[TimedPhoneme, ...]]:
    """One recording and its phonemes; a single one is handed through as it is.

    Args:
        ctx: Reads and writes the files.
        voices: In the order they are said.
        gaps: Seconds of silence after each; the last one's counts nothing.
    """
    if len(voices) == 1:
        return voices[0].audio, voices[0].phonemes
    import numpy as np

    from pipelines.media.wav import read_wav, write_wav

    pieces: list[np.ndarray] = []
    phonemes: list[TimedPhoneme] = []
    at, rate = 0.0, 48000
    for number, voice in enumerate(voices):
        samples, rate = read_wav(ctx.path(voice.audio))
        pieces.append(samples[:, 0])
        phonemes += [
            each.model_copy(update={"start": each.start + at, "end": each.end + at})
            for each in voice.phonemes
        ]
        at += len(samples) / rate
        if number + 1 < len(voices):
            silence = round(gaps[number] * rate)
            pieces.append(np.zeros(silence, np.float32))
            at += silence / rate
    file = ctx.scratch / "speech.wav"
    write_wav(file, np.concatenate(pieces), rate)
    return ctx.save(file, "speech", duration=at, sample_rate=rate), tuple(phonemes)
