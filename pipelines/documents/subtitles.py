"""Subtitles as data, and SubRip and WebVTT text made of them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from pipelines.documents.timing import TimedWord
from pipelines.sdk import Frozen

__all__ = ["Cue", "clock", "srt_text", "vtt_text"]


class Cue(Frozen):
    """What is shown from ``start`` to ``end``, seconds of the whole.

    ``words`` have times of the whole as well, and their places in ``text``.
    """

    start: float = Field(ge=0)
    end: float = Field(ge=0)
    text: str
    second: str = Field(default="", description="the same in another language")
    words: tuple[TimedWord, ...] = ()

    @property
    def lines(self) -> str:
        """Both languages, one below the other."""
        return "\n".join(part for part in (self.text, self.second) if part)


def clock(seconds: float, separator: str) -> str:
    """``01:02:03,004`` with that separator before the milliseconds."""
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, milliseconds = divmod(rest, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{separator}{milliseconds:03}"


def _without_gaps(text: str) -> str:
    """An empty line would end the cue."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def srt_text(cues: Sequence[Cue]) -> str:
    """SubRip text; cues without words are left out."""
    kept = [(cue, _without_gaps(cue.lines)) for cue in cues]
    blocks = [
        f"{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n{text}\n"
        for number, (cue, text) in enumerate(((c, t) for c, t in kept if t), start=1)
    ]
    return "\n".join(blocks)


_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def vtt_text(cues: Sequence[Cue], *, word_times: bool = False) -> str:
    """WebVTT text; cues without words are left out.

    Args:
        cues: In the order of time.
        word_times: Put each word's time before it, so that a player can light what is said
            (WebVTT, 4.2.3: a timestamp lies within its cue, after the one before).
    """
    blocks: list[str] = []
    for cue in cues:
        text = _without_gaps(_with_times(cue) if word_times else cue.lines.translate(_ESCAPED))
        if text:
            blocks.append(f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}\n{text}\n")
    return "\n".join(["WEBVTT\n", *blocks])


def _with_times(cue: Cue) -> str:
    out: list[str] = []
    at, before = 0, cue.start
    for word in cue.words:
        if word.first < at or not before < word.start < cue.end:
            continue
        out.append(cue.text[at : word.first].translate(_ESCAPED))
        out.append(f"<{clock(word.start, '.')}>")
        at, before = word.first, word.start
    out.append(cue.text[at:].translate(_ESCAPED))
    if cue.second:
        out.append("\n" + cue.second.translate(_ESCAPED))
    return "".join(out)
