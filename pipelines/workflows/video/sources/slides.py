"""Pages become a slide show: each seen whole, said from notes or from its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.documents.script import speaking_time
from pipelines.documents.storyboard import (
    Line,
    Media,
    MusicCue,
    PhotoVisual,
    Storyboard,
    StoryScene,
)
from pipelines.roles.footage import Page
from pipelines.sdk import Language
from pipelines.sdk.words import language_of
from pipelines.workflows.video.sources.words import music_mood, said_simply, sentences

__all__ = ["notes_by_page", "storyboard_of_pages"]

_SILENT = 4.0
"""Seconds a page without words is shown."""
_MOST_SAID = 22.0
"""Seconds of a page's own words that are read out; notes are read in full."""
_PAGE_HEAD = re.compile(
    r"^\s*(?:#+\s*)?(?:(?:page|slide|第)\s*)?(\d{1,3})\s*(?:页|張|张)?\s*[:：.、)]?\s*$",
    re.IGNORECASE,
)


def notes_by_page(text: str, pages: int) -> dict[int, list[str]]:
    """What is said on each page: blocks in order, parted by blank lines or ``---``.

    A line ``## 3``, ``Page 3:`` or ``第 3 页`` says which page the next block belongs to.
    """
    found: dict[int, list[str]] = {}
    page = 0
    fixed = False
    for block in re.split(
        r"\n[ \t]*(?:\n|-{3,}[ \t]*(?:\n|$))+", text.replace("\r\n", "\n").strip()
    ):
        lines = [line.strip() for line in block.split("\n") if line.strip(" -\t")]
        if lines and (head := _PAGE_HEAD.match(lines[0])):
            page, fixed, lines = int(head[1]), True, lines[1:]
            if not lines:
                found.setdefault(page, [])
                continue
        elif not fixed or found.get(page):
            page += 1
        if lines:
            found.setdefault(page, []).extend(lines)
            fixed = False
    return {number: said for number, said in found.items() if 1 <= number <= pages}


def storyboard_of_pages(
    pages: Sequence[Page], *, notes: str = "", title: str = "", voice: str = "", seed: int = 1
) -> Storyboard:
    """The storyboard of a slide show.

    Args:
        pages: In order.
        notes: What is said, see :func:`notes_by_page`; a page without is read out.
        title: Instead of the first page's.
        voice: Who says it.
        seed: Of the music.
    """
    spoken = notes_by_page(notes, len(pages)) if notes.strip() else {}
    words = notes + "\n".join(page.text for page in pages)
    language: Language = language_of(words) if words.strip() else "en"
    shown = title or next((page.title for page in pages if page.title.strip()), "") or "Slides"
    return Storyboard(
        title=" ".join(shown.split())[:120],
        language=language,
        voice=voice,
        scenes=[_scene(page, n, spoken.get(n), language) for n, page in enumerate(pages, 1)],
        music=MusicCue.model_validate({"mood": music_mood(words, "calm"), "level_db": -20.0}),
        seed=seed,
    )


def _scene(page: Page, number: int, notes: list[str] | None, language: Language) -> StoryScene:
    said = notes if notes is not None else _own_words(page, language)
    lines = [Line(text=text) for text in said if any(c.isalnum() for c in text)]
    return StoryScene(
        id=f"page{number:03}",
        lines=lines[:40],
        visual=PhotoVisual(picture=Media(asset=page.image), fit="whole", about=page.title),
        seconds=None if lines else _SILENT,
        chapter=" ".join(page.title.split())[:80],
    )


def _own_words(page: Page, language: Language) -> list[str]:
    """The title, then its points, as far as there is time."""
    found: list[str] = []
    left = _MOST_SAID
    for text in (page.title, *page.points):
        for sentence in sentences(text) or [text]:
            plain = said_simply(sentence, language)
            if not any(c.isalpha() for c in plain) or plain in found:
                continue
            left -= speaking_time(plain, language)
            if found and left < 0:
                return found
            found.append(plain)
    return found
