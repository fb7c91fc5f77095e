"""A text in any mix of languages → raw speech with when each word and phoneme is said."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipelines.documents.timing import TimedPhoneme, TimedWord
from pipelines.media.chinese_reading import espeak_syllable, syllables
from pipelines.media.speech_client import Said, SpeechProgram, Utterance
from pipelines.media.text_normalising import Spoken, spoken_sentences
from pipelines.media.voices import Voice
from pipelines.sdk import InputError, Language

__all__ = ["RawSpeech", "SpeakingStyle", "Style", "plan", "speak"]

Style = Literal["neutral", "happy", "sad", "serious", "excited", "gentle"]

# Which espeak-ng voice reads which letters; Han and Latin have their own ways.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("han", r"\u3400-\u9fff\uf900-\ufaff〇"),
    ("latin", r"A-Za-z0-9\u00c0-\u024f"),
    ("ar", r"\u0620-\u064a\u0660-\u0669\u066e-\u06d3\u06f0-\u06ff"),
    ("he", r"\u05d0-\u05ea"),
    ("ru", r"\u0400-\u04ff"),
    ("el", r"\u0370-\u03ff"),
    ("ja", r"\u3041-\u3096\u30a1-\u30ff"),
    ("ko", r"\uac00-\ud7a3"),
    ("hi", r"\u0904-\u097f"),
    ("th", r"\u0e01-\u0e59"),
)
_INSIDE = r"['’.,:/%$£€+@_°²³-]"  # may stand within a word or a number of these scripts
_MARKS = r"\u064b-\u065f\u0670\u0591-\u05c7\u0300-\u036f"  # vowel signs that belong to a letter


def _piece(name: str, letters: str) -> str:
    if name == "han":
        return f"(?P<han>[{letters}]+)"
    one = f"[{letters}{_MARKS}]+(?:{_INSIDE}+(?=[{letters}])[{letters}{_MARKS}]+)*%?"
    more = f"[{letters}0-9{_MARKS}]+(?:{_INSIDE}+(?=[{letters}0-9])[{letters}0-9{_MARKS}]+)*%?"
    return f"(?P<{name}>{one}(?:[ \\u00a0-]+{more})*)"


_PIECES = re.compile(
    "|".join(_piece(name, letters) for name, letters in _SCRIPTS)
    + r"|(?P<stop>[。！？!?；;…\n؟]+|\.(?=\s|$|[^\w]))|(?P<comma>[，,、：:—–（）()،؛]|\s-\s)"
)
_TOKEN = re.compile(r"\S+")
_SILENCE = {"stop": 0.36, "comma": 0.2}
_CHANGE_OF_LANGUAGE = 0.03
_WORDS_PER_MINUTE = {"han": 205, "latin": 165}

_IPA = {
    "s.": "ʂ", "ts.": "ʈʂ", "ts.h": "ʈʂʰ", "tsh": "tsʰ", "tɕh": "tɕʰ", "th": "tʰ", "ph": "pʰ",
    "kh": "kʰ", "χ": "x", "o-": "ɤ", "i.": "ɨ", "i̪": "ɨ", "onɡ": "ʊŋ", "ŋ-": "ŋ",
}  # fmt: skip


@dataclass(frozen=True)
class SpeakingStyle:
    """How a voice is bent: pitch steps, pitch range (0–99), speed factor, volume (0–200)."""

    pitch: int = 0
    pitch_range: int = 55
    speed: float = 1.0
    volume: int = 100


STYLES: Mapping[Style, SpeakingStyle] = {
    "neutral": SpeakingStyle(),
    "happy": SpeakingStyle(pitch=9, pitch_range=75, speed=1.07),
    "sad": SpeakingStyle(pitch=-10, pitch_range=28, speed=0.86, volume=85),
    "serious": SpeakingStyle(pitch=-6, pitch_range=40, speed=0.95),
    "excited": SpeakingStyle(pitch=14, pitch_range=90, speed=1.15, volume=110),
    "gentle": SpeakingStyle(pitch=3, pitch_range=45, speed=0.91, volume=85),
}


@dataclass(frozen=True)
class Piece:
    """One thing to do: say a run of one script, or be silent.

    ``place`` is where the run stands in its sentence, 0–1; ``ending`` is the sign after it.
    """

    script: str
    spoken: Spoken
    place: float = 0.0
    ending: str = ""


@dataclass(frozen=True)
class RawSpeech:
    """Dry speech: ``pcm`` mono float32 ``[n]`` within ±1, at ``sample_rate``."""

    pcm: NDArray[np.float32]
    sample_rate: int
    words: tuple[TimedWord, ...]
    phonemes: tuple[TimedPhoneme, ...]


def _pieces(sentence: Spoken) -> Iterator[Piece]:
    found = list(_PIECES.finditer(sentence.text))
    for index, match in enumerate(found):
        script = str(match.lastgroup)
        after = found[index + 1] if index + 1 < len(found) else None
        pause = after is not None and after.lastgroup in _SILENCE
        yield Piece(
            script=script,
            spoken=sentence.part(match.start(), match.end()),
            place=match.start() / max(1, len(sentence.text)),
            ending=after.group()[0] if after is not None and pause else "",
        )


def plan(text: str, language: Language, readings: Mapping[str, str] | None = None) -> list[Piece]:
    """What is to be said, piece by piece, with the silences between.

    Raises:
        InputError: Nothing in the text can be said.
    """
    pieces = [p for s in spoken_sentences(text, language, readings) for p in _pieces(s)]
    if not any(piece.script not in _SILENCE for piece in pieces):
        raise InputError(
            f"there is nothing to say in {text[:20]!r}", "write words; signs and emoji are silent"
        )
    while pieces[0].script in _SILENCE:
        pieces.pop(0)
    while pieces[-1].script in _SILENCE:
        pieces.pop()
    return pieces


@dataclass
class _Tape:
    """Sound and timings as they are put one behind the other."""

    sample_rate: int
    pcm: list[NDArray[np.float32]] = field(default_factory=list)
    samples: int = 0
    words: list[tuple[int, int, float, float]] = field(default_factory=list)
    phonemes: list[TimedPhoneme] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return self.samples / self.sample_rate

    def silence(self, seconds: float) -> None:
        if seconds <= 0:
            return
        start = self.seconds
        self._append(np.zeros(int(seconds * self.sample_rate), np.float32))
        self.phonemes.append(TimedPhoneme(ipa="", start=start, end=self.seconds))

    def add(self, said: Said, words: list[tuple[int, int, float, float]]) -> None:
        """An utterance; ``words`` are (first, last, start, end) with its own times."""
        pcm = _trimmed(said)
        at, length = self.seconds, len(pcm) / self.sample_rate
        self._append(pcm)
        for first, last, start, end in words:
            self._add_word(first, last, at + min(start, length), at + min(end, length))
        sounds = [(_ipa(p), t) for p, t in said.phonemes if not p.startswith("(") and t < length]
        for (ipa, start), (_, end) in zip(sounds, [*sounds[1:], ("", length)], strict=True):
            if end > start:
                self.phonemes.append(TimedPhoneme(ipa=ipa, start=at + start, end=at + end))

    def _append(self, pcm: NDArray[np.float32]) -> None:
        self.pcm.append(pcm)
        self.samples += len(pcm)

    def _add_word(self, first: int, last: int, start: float, end: float) -> None:
        """What is written as one thing is one word, however many are said for it."""
        if self.words and first < self.words[-1][1]:
            old = self.words.pop()
            first, last, start = min(first, old[0]), max(last, old[1]), old[2]
        self.words.append((first, last, start, max(start, end)))


def _without_gaps(phonemes: list[TimedPhoneme]) -> tuple[TimedPhoneme, ...]:
    """Silences joined; those too short to be one (< 40 ms) belong to the sound before them."""
    result: list[TimedPhoneme] = []
    for phoneme in phonemes:
        short = not phoneme.ipa and phoneme.end - phoneme.start < 0.04
        if result and (short or not (phoneme.ipa or result[-1].ipa)):
            result[-1] = result[-1].model_copy(update={"end": phoneme.end})
        else:
            result.append(phoneme)
    return tuple(result)


def _ipa(name: str) -> str:
    """espeak-ng's name of a phoneme as IPA, without stress marks."""
    plain = name.replace("ˈ", "").replace("ˌ", "")
    return _IPA.get(plain, plain)


def _trimmed(said: Said) -> NDArray[np.float32]:
    """Without the silence at the end, with ends so soft that joining does not click."""
    loud = np.flatnonzero(np.abs(said.pcm.astype(np.int32)) > 60)
    keep = int(0.02 * said.sample_rate)
    end = min(len(said.pcm), int(loud[-1]) + keep) if len(loud) else len(said.pcm)
    pcm = said.pcm[:end].astype(np.float32) / 32768
    fade = min(int(0.006 * said.sample_rate), len(pcm) // 2)
    if fade:
        ramp = np.linspace(0, 1, fade, dtype=np.float32)
        pcm[:fade] *= ramp
        pcm[-fade:] *= ramp[::-1]
    return pcm


def _word_ends(said: Said, starts: list[float]) -> list[float]:
    """A word ends where the next begins, or where the pause before that begins."""
    sounds = [*said.phonemes, ("", said.duration)]
    times = [t for _, t in sounds]
    ends: list[float] = []
    for start, following in zip(starts, [*starts[1:], said.duration], strict=True):
        index = bisect.bisect_left(times, following - 1e-6)
        while index > 0 and not sounds[index - 1][0]:
            index -= 1
        ends.append(max(start, min(following, times[index])))
    return ends


def _fit(said: Said, tokens: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """When each token is said.

    espeak-ng tells one event for several short words ("of the"): such a group's time is shared
    out by length, cut at the phoneme nearest to that.
    """
    firsts = [first for first, _ in tokens]
    starts: dict[int, float] = {}
    for position, _, seconds in sorted(said.words, key=lambda w: w[2]):
        index = max(0, bisect.bisect_right(firsts, position) - 1)
        if index not in starts and seconds >= max(starts.values(), default=0.0):
            starts[index] = seconds
    starts.setdefault(0, 0.0)
    groups = sorted(starts)
    ends = _word_ends(said, [starts[g] for g in groups])
    sounds = [t for p, t in said.phonemes if p]
    times: list[tuple[float, float]] = []
    for group, following, end in zip(groups, [*groups[1:], len(tokens)], ends, strict=True):
        sizes = [tokens[i][1] - tokens[i][0] for i in range(group, following)]
        cuts = starts[group] + np.cumsum([0, *sizes]) / sum(sizes) * (end - starts[group])
        for i in range(1, len(cuts) - 1):
            inner = [t for t in sounds if cuts[i - 1] < t < end]
            cuts[i] = min(inner, key=lambda t, c=cuts[i]: abs(t - c)) if inner else cuts[i]
        times += [(float(a), float(b)) for a, b in pairwise(cuts)]
    return times


def _say_han(
    program: SpeechProgram, piece: Piece, how: Callable[..., Utterance], readings: Mapping[str, str]
) -> tuple[Said, list[tuple[int, int, float, float]]]:
    spelled = [espeak_syllable(s) for s in syllables(piece.spoken.text, readings)]
    said = program.say(how(text=" ".join(spelled), phonemes=True))
    starts, at = [], 0
    for syllable in spelled:
        starts.append((at, at + len(syllable)))
        at += len(syllable) + 1
    times = _fit(said, starts)
    return said, [
        (*piece.spoken.span(i, i + 1), start, end) for i, (start, end) in enumerate(times)
    ]


def _say_letters(
    program: SpeechProgram, piece: Piece, how: Callable[..., Utterance]
) -> tuple[Said, list[tuple[int, int, float, float]]]:
    said = program.say(how(text=piece.spoken.text + piece.ending))
    tokens = [m.span() for m in _TOKEN.finditer(piece.spoken.text)]
    words: list[tuple[int, int, float, float]] = []
    for token, (start, end) in zip(tokens, _fit(said, tokens), strict=True):
        first, last = piece.spoken.span(*token)
        if words and first == words[-1][1]:  # "30 percent" is written in one go: 30%
            before = words.pop()
            words.append((before[0], last, before[2], end))
        else:
            words.append((first, last, start, end))
    return said, words


def _how(piece: Piece, voice: Voice, style: SpeakingStyle, rate: float) -> Callable[..., Utterance]:
    """The pitch falls a little over a sentence, and rises for a question or an exclamation."""
    main = {"han": "cmn-latn-pinyin", "latin": voice.accent}.get(piece.script, piece.script)
    lively = 8 if piece.ending and piece.ending in "!！?？" else 0
    speed = _WORDS_PER_MINUTE.get(piece.script, 165) * rate * style.speed
    return partial(
        Utterance,
        voice=f"{main}+{voice.variant}",
        rate=int(np.clip(speed, 80, 450)),
        pitch=int(np.clip(voice.pitch + style.pitch + 3 - 6 * piece.place, 0, 99)),
        pitch_range=min(99, style.pitch_range + lively),
        volume=style.volume,
    )


def speak(
    program: SpeechProgram,
    text: str,
    pieces: list[Piece],
    voice: Voice,
    *,
    style: Style = "neutral",
    rate: float = 1.0,
    readings: Mapping[str, str] | None = None,
    each: Callable[[float], None] = lambda fraction: None,
) -> RawSpeech:
    """Say a plan.

    Args:
        program: A running speech program.
        text: The written text the plan was made from.
        pieces: From :func:`plan`.
        voice: Who speaks.
        style: How.
        rate: Speed, 1 is the voice's own.
        readings: The user's own pinyin for words.
        each: Called with the fraction done before each piece.
    """
    bend = STYLES[style]
    tape = _Tape(program.sample_rate)
    before = ""
    for index, piece in enumerate(pieces):
        each(index / len(pieces))
        if piece.script in _SILENCE:
            if before != "stop":
                tape.silence(_SILENCE[piece.script] / (rate * bend.speed))
            before = piece.script
            continue
        if before and before not in _SILENCE:
            tape.silence(_CHANGE_OF_LANGUAGE)
        how = _how(piece, voice, bend, rate)
        if piece.script == "han":
            tape.add(*_say_han(program, piece, how, readings or {}))
        else:
            tape.add(*_say_letters(program, piece, how))
        before = piece.script
    if not tape.samples:
        raise InputError(f"there is nothing to say in {text[:20]!r}", "write words")
    words = tuple(
        TimedWord(text=text[first:last], start=start, end=end, first=first, last=last)
        for first, last, start, end in tape.words
    )
    return RawSpeech(
        np.concatenate(tape.pcm), tape.sample_rate, words, _without_gaps(tape.phonemes)
    )
