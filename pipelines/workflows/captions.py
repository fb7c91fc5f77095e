"""Captions from spoken words: cut at phrases, timed by the voice, never interpolated."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipelines.documents.shot import Caption
from pipelines.documents.timing import TimedWord
from pipelines.sdk import Language

__all__ = ["captions", "subtitles_srt", "subtitles_vtt"]

_BREAK_AFTER = frozenset("，。！？；：、,.!?;:…—\n")
_DROP_AT_END = "，。、；：,.;:— "
_LONGEST: dict[Language, int] = {"zh": 18, "en": 42}
"""Characters of one caption; two lines of it fit a phone held upright."""
_WHOLE: dict[Language, int] = {"zh": 23, "en": 46}
"""A clause of so many characters stays whole rather than be torn inside a word."""
_SHORTEST: dict[Language, int] = {"zh": 4, "en": 12}
"""A comma ends a caption only after so many characters."""


def _clause_end(text: str, words: Sequence[TimedWord], number: int) -> int:
    """Where the clause of a word ends in the text."""
    for word, following in itertools.pairwise(words[number:]):
        if any(char in _BREAK_AFTER for char in text[word.last : following.first]):
            return word.last
    return words[-1].last


def _groups(text: str, words: Sequence[TimedWord], language: Language) -> list[list[TimedWord]]:
    """Words that are shown together."""
    groups: list[list[TimedWord]] = []
    current: list[TimedWord] = []
    for number, word in enumerate(words):
        too_long = current and word.last - current[0].first > _LONGEST[language]
        if too_long and _clause_end(text, words, number) - current[0].first > _WHOLE[language]:
            groups.append(current)
            current = []
        current.append(word)
        following = words[number + 1].first if number + 1 < len(words) else len(text)
        gap = text[word.last : following]
        long_enough = word.last - current[0].first >= _SHORTEST[language]
        if any(c in _BREAK_AFTER for c in gap) and long_enough:
            groups.append(current)
            current = []
    if current:
        # A last word alone on the screen is worse than a slightly long caption.
        short = current[-1].last - current[0].first < _SHORTEST[language]
        joined = groups and current[-1].last - groups[-1][0].first <= _LONGEST[language] * 1.4
        if short and joined:
            groups[-1] += current
        else:
            groups.append(current)
    return groups


def captions(
    text: str,
    words: Sequence[TimedWord],
    language: Language,
    *,
    lead: float,
    frames: int,
    fps: int,
) -> tuple[Caption, ...]:
    """Captions of one shot.

    Args:
        text: What is said, as written.
        words: When, in seconds of the recording.
        language: For the length of a caption.
        lead: Seconds of the shot before the recording starts.
        frames: Length of the shot.
        fps: Frames per second.
    """
    groups = _groups(text, words, language)
    found: list[Caption] = []
    for number, group in enumerate(groups):
        first = group[0].first
        # Closing quotes and the like stay with their words; commas and stops are not shown.
        stop = groups[number + 1][0].first if number + 1 < len(groups) else len(text)
        shown = text[first:stop].strip().rstrip(_DROP_AT_END)
        start = round((lead + group[0].start) * fps)
        # A caption stays until the next one if the voice only takes a breath.
        until = lead + group[-1].end + 0.25
        if number + 1 < len(groups):
            until = min(lead + groups[number + 1][0].start, until + 0.35)
        end = min(frames, max(start + 1, round(until * fps)))
        inside = tuple(
            TimedWord(
                text=word.text,
                start=lead + word.start,
                end=lead + word.end,
                first=word.first - first,
                last=min(word.last - first, len(shown)),
            )
            for word in group
            if word.first - first < len(shown)
        )
        if start < end and shown:
            found.append(Caption(text=shown, start=start, end=end, words=inside))
    return tuple(found)


def _clock(seconds: float, separator: str) -> str:
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, milliseconds = divmod(rest, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{separator}{milliseconds:03}"


def subtitles_srt(cues: Sequence[tuple[float, float, str]]) -> str:
    """SubRip text of ``(start s, end s, text)``."""
    blocks = [
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{text}\n"
        for number, (start, end, text) in enumerate(cues, start=1)
    ]
    return "\n".join(blocks)


def subtitles_vtt(cues: Sequence[tuple[float, float, str]]) -> str:
    """WebVTT text of ``(start s, end s, text)``."""
    escaped = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
    blocks = [
        f"{_clock(start, '.')} --> {_clock(end, '.')}\n{text.translate(escaped)}\n"
        for start, end, text in cues
    ]
    return "\n".join(["WEBVTT\n", *blocks])
