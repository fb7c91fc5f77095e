"""Finds when each word of a known text is said, by comparing with a voice whose times are known.

The text is spoken by espeak-ng at the recording's pace; mel cepstra of both are matched by dynamic
time warping, first coarsely over the whole, then finely stretch by stretch. No weights needed.
"""

from __future__ import annotations

from pathlib import Path as FilePath

import numpy as np
from numpy.typing import NDArray

from pipelines.documents.timing import TimedPhoneme, TimedWord
from pipelines.media.hearing import Mono, at_hearing_rate, hear
from pipelines.media.speaking import RawSpeech, plan, speak
from pipelines.media.speech_client import SpeechProgram
from pipelines.media.voices import find_voice
from pipelines.media.warping import FEATURE_RATE, HOP, Path, features, warp
from pipelines.roles.speech import ALIGN, Alignment, AlignParams
from pipelines.sdk import Context, InputError, LocalText, Resources, generator

__all__ = ["align_dtw"]

_SECOND = FEATURE_RATE // HOP  # frames
_STRETCH = 12 * _SECOND  # frames warped finely at once
_SLACK = int(0.6 * _SECOND)  # frames the coarse match may be wrong
_LONGEST = 20 * 60  # seconds


def _recording(ctx: Context, path: FilePath) -> tuple[Mono, float, float]:
    """The recording without the silence around it, where it begins in the file, its length (s)."""
    mono = hear(path, ctx.scratch, longest=_LONGEST)
    first, last = _voiced_part(mono)
    return mono[first:last], first / FEATURE_RATE, len(mono) / FEATURE_RATE


def _voiced_part(mono: Mono) -> tuple[int, int]:
    """First and last sample (excluded) of what stands out from the noise of the room."""
    step = FEATURE_RATE // 50
    frames = mono[: len(mono) // step * step].reshape(-1, step)
    level = np.sqrt((frames**2).mean(axis=1)) if len(frames) else np.zeros(1)
    floor, top = (float(v) for v in np.percentile(level, (5, 95)))
    top = max(top, 0.3 * float(level.max()))
    if top < 1e-4:
        raise InputError("the recording is silent", "check the microphone, or choose another file")
    loud = np.flatnonzero(level > min(floor, 0.5 * top) + 0.04 * top) * step
    margin = FEATURE_RATE // 10
    return max(0, int(loud[0]) - margin), int(loud[-1]) + step + margin


def _joined(paths: list[tuple[int, Path]]) -> Path:
    """Stretches one behind the other; ``int`` is where each begins in the target."""
    first = np.concatenate([path.first + at for at, path in paths])
    last = np.concatenate([path.last + at for at, path in paths])
    return Path(np.maximum.accumulate(first), np.maximum.accumulate(last))


def _match(reference: Mono, target: Mono, ctx: Context) -> Path:
    """Coarse to fine: the cost grows with the length, not with its square."""
    a, b = features(reference), features(target)
    if len(a) <= 2 * _STRETCH:
        return warp(a, b, free=min(_SECOND, len(b) // 4))
    thin = max(4, len(a) // 3000)
    coarse = warp(_thinned(a, thin), _thinned(b, thin), free=_SECOND // thin)
    cuts = [*range(0, len(a) - _STRETCH // 2, _STRETCH), len(a)]
    paths: list[tuple[int, Path]] = []
    for index in ctx.steps(len(cuts) - 1, "Matching"):
        begin, end = cuts[index], cuts[index + 1]
        low = max(0, int(coarse.end(begin / thin) * thin) - _SLACK)
        high = min(len(b), int(coarse.start(end / thin) * thin) + _SLACK + thin)
        low = min(low, high - 2)
        # One stretch overlaps the next, so that its end does not decide where a word is.
        more = min(len(a), end + _SECOND)
        high = min(len(b), high + _SECOND)
        path = warp(a[begin:more], b[low:high], free=2 * _SLACK)
        paths.append((low, Path(path.first[: end - begin], path.last[: end - begin])))
    return _joined(paths)


def _thinned(frames: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    """Means of ``by`` frames, ``[n // by, d]``."""
    n = len(frames) // by
    return frames[: n * by].reshape(n, by, -1).mean(axis=1)


def _spoken_at_pace(params: AlignParams, seconds: float, ctx: Context) -> RawSpeech:
    """The text by espeak-ng, about as long as the recording."""
    pieces = plan(params.text, params.language)
    voice = find_voice("", params.language)
    with SpeechProgram() as program:
        raw = speak(program, params.text, pieces, voice)
        ctx.progress(0.2, "Matching")
        ratio = len(raw.pcm) / raw.sample_rate / seconds
        if not 0.2 < ratio < 5:
            raise InputError(
                f"the text takes about {len(raw.pcm) / raw.sample_rate:.0f} s to say, "
                f"the recording has {seconds:.0f} s",
                "check that the text is what is said in the recording",
            )
        return speak(program, params.text, pieces, voice, rate=float(np.clip(ratio, 0.55, 2.0)))


@generator(
    id="studio.speech.align_dtw",
    role=ALIGN,
    version="1.2.0",
    title=LocalText(en="Word timing", zh="字音对齐"),
    summary=LocalText(
        en="Finds when each word of a known text is said in a recording; offline, no model.",
        zh="在录音里找出已知文稿每个字词的起止时间；离线，无需模型。",
    ),
    licence="Apache-2.0; runs espeak-ng (GPL-3.0-or-later) as a separate program",
    resources=Resources(ram_mb=600, seconds=3.0),
)
def align_dtw(params: AlignParams, ctx: Context) -> Alignment:
    """Words and phonemes with their times in the recording (sound or video; up to 20 minutes)."""
    ctx.progress(0.0, "Reading")
    target, offset, seconds = _recording(ctx, ctx.path(params.audio))
    raw = _spoken_at_pace(params, len(target) / FEATURE_RATE, ctx)
    path = _match(at_hearing_rate(raw.pcm, raw.sample_rate), target, ctx)

    def start(time: float) -> float:
        return min(seconds, offset + path.start(time * _SECOND) / _SECOND)

    def end(time: float) -> float:
        return min(seconds, offset + path.end(time * _SECOND) / _SECOND)

    words = tuple(
        TimedWord(
            text=w.text,
            start=start(w.start),
            end=max(start(w.start), end(w.end)),
            first=w.first,
            last=w.last,
        )
        for w in raw.words
    )
    phonemes = tuple(
        TimedPhoneme(ipa=p.ipa, start=start(p.start), end=max(start(p.start), end(p.end)))
        for p in raw.phonemes
    )
    ctx.progress(1.0, "Matching")
    return Alignment(words=words, phonemes=phonemes)
