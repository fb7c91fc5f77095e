"""Chapters of a video, and the forms they are handed over in."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from pipelines.sdk import Frozen

__all__ = ["Chapter", "chapters_ffmetadata", "chapters_text", "chapters_vtt", "readable_chapters"]

SHORTEST = 10.0
"""Seconds; YouTube shows chapters only if each lasts so long, there are three, and one is at 0."""
_LEAST = 3


class Chapter(Frozen):
    """Where a part begins, and what it is called."""

    start: float = Field(ge=0, description="seconds")
    title: str = Field(min_length=1, max_length=100)


def readable_chapters(
    chapters: Sequence[Chapter], duration: float, shortest: float = SHORTEST
) -> tuple[Chapter, ...]:
    """Chapters that a player shows: the first at 0, none shorter than ``shortest`` seconds.

    A short one is joined to the one before it. Empty where fewer than three would be left.
    """
    kept: list[Chapter] = []
    for chapter in sorted(chapters, key=lambda each: each.start):
        if not kept:
            kept.append(chapter.model_copy(update={"start": 0.0}))
        elif chapter.start - kept[-1].start >= shortest:
            kept.append(chapter)
    if len(kept) > 1 and duration - kept[-1].start < shortest:
        kept.pop()
    return tuple(kept) if len(kept) >= _LEAST else ()


def chapters_text(chapters: Sequence[Chapter]) -> str:
    """A list to paste into a description, as YouTube and Bilibili read it."""
    hours = any(chapter.start >= 3600 for chapter in chapters)
    return "".join(f"{_clock(chapter.start, hours)} {chapter.title}\n" for chapter in chapters)


def chapters_vtt(chapters: Sequence[Chapter], duration: float) -> str:
    """A WebVTT track of the kind ``chapters``."""
    lines = ["WEBVTT", ""]
    for number, (chapter, end) in enumerate(_with_ends(chapters, duration), start=1):
        title = chapter.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        lines += [str(number), f"{_stamp(chapter.start)} --> {_stamp(end)}", title, ""]
    return "\n".join(lines)


def chapters_ffmetadata(chapters: Sequence[Chapter], duration: float) -> str:
    """What ffmpeg reads chapters from (``-f ffmetadata``)."""
    lines = [";FFMETADATA1"]
    for chapter, end in _with_ends(chapters, duration):
        title = "".join(f"\\{c}" if c in "=;#\\\n" else c for c in chapter.title)
        lines += [
            "[CHAPTER]",
            "TIMEBASE=1/1000",
            f"START={round(chapter.start * 1000)}",
            f"END={round(end * 1000)}",
            f"title={title}",
        ]
    return "\n".join(lines) + "\n"


def _with_ends(chapters: Sequence[Chapter], duration: float) -> list[tuple[Chapter, float]]:
    inside = [chapter for chapter in chapters if chapter.start < duration]
    ends = [*(chapter.start for chapter in inside[1:]), duration]
    return list(zip(inside, ends, strict=True)) if inside else []


def _clock(seconds: float, hours: bool) -> str:
    whole = int(seconds)
    short = f"{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{whole // 3600}:{short}" if hours else short


def _stamp(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
