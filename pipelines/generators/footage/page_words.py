"""The words of a page in order: its title, its paragraphs and bullets, without what frames them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["PageLine", "PageWords", "read_words", "without_frame"]

_BULLET = re.compile(
    r"^\s*(?:[•◦▪▸►●○■□➤✓✔\-–—*·]|\(?\d{1,2}[.)、）](?!\d)|[A-Za-z][.)](?=\s)|[①-⑳])\s*"
)
_NUMBER_ONLY = re.compile(
    r"^\s*(?:第\s*)?(?:page\s*)?\d{1,4}(?:\s*(?:/|of|-|–)\s*\d{1,4})?\s*页?\s*$", re.I
)
_ENDS = "。！？.!?；;：:"
_CJK_EDGE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class PageLine:
    """A line: its words, the height of its letters and where it lies, fractions of the page."""

    text: str
    size: float
    left: float
    top: float
    bottom: float


@dataclass(frozen=True)
class PageWords:
    """``title`` is the largest words; ``points`` the other paragraphs and bullets in order."""

    title: str
    points: tuple[str, ...]


def without_frame(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The pages' lines without page numbers, and without what stands at one place on most pages."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_mark(line) for line in lines})
    often = {m for m, count in seen.items() if len(pages) >= 3 and count > 0.5 * len(pages)}
    return [
        [line for line in lines if not (_NUMBER_ONLY.match(line.text) or _mark(line) in often)]
        for lines in pages
    ]


def _mark(line: PageLine) -> str:
    """The same for a footer on every page, whatever the page's number in it."""
    return f"{re.sub(r'[0-9]+', '#', line.text.strip())}@{round(line.top * 20)}"


def read_words(lines: Sequence[PageLine]) -> PageWords:
    """Title and points of one page; lines that go on are joined."""
    lines = [line for line in lines if line.text.strip()]
    if not lines:
        return PageWords("", ())
    title = _title(lines)
    points: list[str] = []
    before: PageLine | None = None
    for line in lines:
        if line in title:
            continue
        text = _BULLET.sub("", line.text).strip()
        if not any(c.isalnum() for c in text):
            continue
        if before is not None and points and _goes_on(before, line):
            points[-1] = _joined(points[-1], text)
        else:
            points.append(text)
        before = line
    words = ""
    for line in title:
        words = _joined(words, _BULLET.sub("", line.text).strip())
    return PageWords(words, tuple(points))


def _title(lines: Sequence[PageLine]) -> list[PageLine]:
    """The largest lines if they are larger than the rest, else the first short line."""
    largest = max(line.size for line in lines)
    sizes = sorted(line.size for line in lines)
    usual = sizes[len(sizes) // 2]
    if len(lines) == 1 or largest > 1.15 * usual:
        first = next(i for i, line in enumerate(lines) if line.size > 0.93 * largest)
        last = first
        while last + 1 < len(lines) and lines[last + 1].size > 0.93 * largest and last < first + 2:
            last += 1
        return list(lines[first : last + 1])
    head = lines[0]
    short = len(head.text) <= 40 and head.text.strip()[-1] not in _ENDS
    return [head] if short and not _BULLET.match(head.text) and len(lines) > 1 else []


def _goes_on(before: PageLine, line: PageLine) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if _BULLET.match(line.text) or before.text.strip()[-1] in _ENDS:
        return False
    height = max(before.bottom - before.top, 1e-4)
    near = -0.2 * height <= line.top - before.bottom <= 0.9 * height
    indented = line.left >= before.left - 0.01
    return near and indented and abs(line.size - before.size) < 0.2 * before.size


def _joined(first: str, then: str) -> str:
    if not first:
        return then
    if first.endswith("-") and then[:1].islower():
        return first[:-1] + then
    space = "" if _CJK_EDGE.match(first[-1]) and _CJK_EDGE.match(then[0]) else " "
    return f"{first}{space}{then}"
