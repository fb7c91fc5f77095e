"""Reading the subtitles a person gives: SubRip, WebVTT, and (Advanced) SubStation Alpha."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipelines.documents.subtitles import Cue
from pipelines.documents.timing import TimedWord
from pipelines.sdk import InputError

__all__ = ["read_subtitles", "subtitle_encoding"]

_LARGEST = 20_000_000  # bytes
_MOST = 200_000  # cues
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_SPAN = re.compile(rf"{_TIME}\s*-{{1,2}}>\s*{_TIME}")
_STAMP = re.compile(rf"<{_TIME}>")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>|\{\\[^}\n]*\}")
_ASS_TAG = re.compile(r"\{([^}]*)\}")
_SUNG = re.compile(r"\\k[fo]?(\d+)|\\K(\d+)")
_ASS_TIME = re.compile(r"(\d+):(\d{1,2}):(\d{1,2})[.:](\d{1,3})")


def subtitle_encoding(data: bytes) -> str:
    """By its byte order mark, else UTF-8, else what Chinese files often have."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def read_subtitles(data: bytes, name: str = "the subtitles") -> tuple[Cue, ...]:
    """The cues of a file, in the order of time. The format is told from what is in it.

    WebVTT's word times and ASS's karaoke times become the words of a cue.

    Raises:
        InputError: It is no subtitle file, is empty, too large, or holds a broken time.
    """
    if len(data) > _LARGEST:
        raise InputError(
            f"{name} has {len(data) / 1e6:.0f} MB; that is no subtitle file", "check the file"
        )
    text = data.decode(subtitle_encoding(data), errors="replace").replace("\x00", "")
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(f"{name} is empty", "choose another subtitle file")
    if re.search(r"(?mi)^\s*\[(?:script info|events)\]", text):
        cues = list(_ass(text, name))
    else:
        cues = list(_blocks(text))
    if not cues:
        raise InputError(
            f"{name} holds no subtitles", "give a SubRip (.srt), WebVTT (.vtt) or ASS (.ass) file"
        )
    return tuple(sorted(cues[:_MOST], key=lambda cue: (cue.start, cue.end)))


# --- SubRip and WebVTT -------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[Cue]:
    """Cues of SubRip or WebVTT: a line with two times, and what follows up to an empty line."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        span = _SPAN.search(lines[at])
        at += 1
        if span is None:
            continue
        start, end = _seconds(span.groups()[:4]), _seconds(span.groups()[4:])
        said: list[str] = []
        while at < len(lines) and lines[at].strip() and not _starts(lines, at):
            said.append(lines[at])
            at += 1
        cue = _plain_cue(start, end, "\n".join(said))
        if cue is not None:
            yield cue


def _starts(lines: list[str], at: int) -> bool:
    """Whether a cue begins here although no empty line came before: its times, or its number."""
    if _SPAN.search(lines[at]):
        return True
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return lines[at].strip().isdigit() and _SPAN.search(following) is not None


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return (whole * 1000 + int(fraction.ljust(3, "0"))) / 1000


def _plain_cue(start: float, end: float, raw: str) -> Cue | None:
    text, stamps = "", list[tuple[int, float]]()
    at = 0
    for stamp in _STAMP.finditer(raw):
        text += _unmarked(raw[at : stamp.start()])
        stamps.append((len(text), _seconds(stamp.groups())))
        at = stamp.end()
    text += _unmarked(raw[at:])
    if not text.strip() or end <= start:
        return None
    words = _words(text, stamps, start, end) if stamps else ()
    if not words:
        text = text.strip()
    return Cue(start=start, end=end, text=text, words=words)


def _unmarked(raw: str) -> str:
    return html.unescape(_TAG.sub("", raw))


def _words(
    text: str, stamps: list[tuple[int, float]], start: float, end: float
) -> tuple[TimedWord, ...]:
    """Words between time stamps; what stands before the first one begins with the cue."""
    marks = stamps if stamps and not text[: stamps[0][0]].strip() else [(0, start), *stamps]
    out: list[TimedWord] = []
    for (first, begins), (last, ends) in zip(marks, [*marks[1:], (len(text), end)], strict=True):
        part = text[first:last]
        inside = len(part) - len(part.lstrip())
        word = part.strip()
        if word:
            at = first + inside
            out.append(
                TimedWord(
                    text=word,
                    start=min(begins, end),
                    end=min(max(begins, ends), end),
                    first=at,
                    last=at + len(word),
                )
            )
    return tuple(out)


# --- ASS ---------------------------------------------------------------------------------------


def _ass(text: str, name: str) -> Iterator[Cue]:
    columns = ["layer", "start", "end", "style", "name", "l", "r", "v", "effect", "text"]
    events = False
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            events = stripped.lower() == "[events]"
        elif events and stripped.lower().startswith("format:"):
            columns = [part.strip().lower() for part in stripped[7:].split(",")]
        elif events and stripped.lower().startswith("dialogue:"):
            parts = stripped[9:].split(",", len(columns) - 1)
            row = dict(zip(columns, (part.strip() for part in parts), strict=False))
            start, end = (_ass_time(row.get(key, ""), name, number) for key in ("start", "end"))
            cue = _ass_cue(start, end, row.get("text", ""))
            if cue is not None:
                yield cue


def _ass_time(written: str, name: str, line: int) -> float:
    found = _ASS_TIME.fullmatch(written)
    if found is None:
        raise InputError(
            f"{name}, line {line}: {written[:20]!r} is no time", "write times as 0:00:01.50"
        )
    hours, minutes, seconds, fraction = found.groups()
    return (
        int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction) / 10 ** len(fraction)
    )


def _ass_cue(start: float, end: float, raw: str) -> Cue | None:
    """Override tags fall away; ``\\k`` times become words; drawings are no text."""
    text, stamps = "", list[tuple[int, float]]()
    at, clock, sung, drawing = 0, start, 0.0, False
    for tag in _ASS_TAG.finditer(raw):
        text += "" if drawing else _ass_plain(raw[at : tag.start()])
        at = tag.end()
        drawing = _drawing(tag.group(1), drawing)
        for found in _SUNG.finditer(tag.group(1)):
            clock += sung
            sung = int(found.group(1) or found.group(2)) / 100
            stamps.append((len(text), clock))
    text += "" if drawing else _ass_plain(raw[at:])
    if not text.strip() or end <= start:
        return None
    words = _words(text, [*stamps, (len(text), clock + sung)], start, end) if stamps else ()
    if not words:
        text = text.strip()
    return Cue(start=start, end=end, text=text, words=words)


def _drawing(tag: str, before: bool) -> bool:
    found = re.findall(r"\\p(\d+)", tag)
    return int(found[-1]) > 0 if found else before


def _ass_plain(raw: str) -> str:
    return raw.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0")
