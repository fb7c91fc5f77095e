"""Pages as a slide show, or beside a presenter; said from notes or in their own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipelines.documents.presenter import CharacterName
from pipelines.documents.storyboard import (
    CaptionPlan,
    PhotoVisual,
    PresenterVisual,
    Storyboard,
    StoryScene,
)
from pipelines.roles.footage import Page
from pipelines.sdk import Language, LocalText
from pipelines.sdk.words import language_of
from pipelines.workflows.video.sources.slides import notes_by_page, storyboard_of_pages

__all__ = ["spoken_page", "storyboard_from_slides"]

_ENDS = "。！？.!?"
_MOST_POINTS = 6
_SHORT_POINT = {"zh": 16, "en": 60}
_DIGITS_ONLY = re.compile(r"^[\d\s./\-–—:年月日,，]+$")


def storyboard_from_slides(
    pages: Sequence[Page],
    *,
    notes: str = "",
    title: str = "",
    voice: str = "",
    presenter: CharacterName | None = None,
    seed: int = 1,
) -> tuple[Storyboard, tuple[LocalText, ...]]:
    """Make the storyboard.

    Args:
        pages: In order.
        notes: What is said: one paragraph a page, or blocks below ``## page 3`` / ``## 第 3 页``.
            A page without says its own words.
        title: Instead of the first page's.
        voice: Who says it.
        presenter: Who stands small in the corner beside the slides; None: nobody.
        seed: Of what is chosen by chance.

    Returns:
        The storyboard, and what a person should know.
    """
    told = notes_by_page(notes, len(pages)) if notes.strip() else {}
    words = notes + "\n".join(page.text for page in pages)
    language: Language = language_of(words) if words.strip() else "en"
    script: list[str] = []
    for place, page in enumerate(pages, start=1):
        if place in told:
            said = told[place]
        else:
            last = place == len(pages) and place > 1
            said = spoken_page(page, language, "first" if place == 1 else "last" if last else "")
        script.append("\n".join([f"## {place}", *said]))
    board = storyboard_of_pages(
        pages, notes="\n\n".join(script), title=title, voice=voice, seed=seed
    )
    # White words with a stroke are hard to read on white pages.
    changes: dict[str, object] = {"captions": CaptionPlan(look="plate")}
    if presenter is not None:
        changes["scenes"] = [_presented(scene, presenter) for scene in board.scenes]
    board = board.model_copy(update=changes)
    return board, _notes(notes, pages)


def _notes(notes: str, pages: Sequence[Page]) -> tuple[LocalText, ...]:
    """Notes for pages that are not there."""
    if not notes.strip():
        return ()
    named = [
        int(n) for n in re.findall(r"(?im)^#+\s*(?:page|slide|第)?\s*(\d{1,3})\s*页?\s*$", notes)
    ]
    blocks = len([b for b in re.split(r"\n\s*\n", notes.strip()) if b.strip()])
    most = max(named) if named else blocks
    if most <= len(pages):
        return ()
    return (
        LocalText(
            en=f"the notes go up to page {most}, but there are {len(pages)} pages; "
            "what is beyond was left out (name the pages: ## page 3)",
            zh=f"讲稿写到第 {most} 页，但只有 {len(pages)} 页，多出的部分未使用"
            "（可用“## 第 3 页”注明页码）",
        ),
    )


def _presented(scene: StoryScene, character: CharacterName) -> StoryScene:
    """The presenter over the page; a page on which nothing is said stays alone."""
    if not scene.lines or not isinstance(scene.visual, PhotoVisual):
        return scene
    visual = PresenterVisual(character=character, framing="inset", background=scene.visual)
    return scene.model_copy(update={"visual": visual})


def spoken_page(
    page: Page, language: Language, place: Literal["", "first", "last"] = ""
) -> list[str]:
    """What is said on a page without notes: its title, then its points as one speaks them.

    Short points of one kind are joined into one sentence; long ones stay sentences of their own.
    """
    title = _bare(page.title)
    points = [_bare(point) for point in page.points if not _DIGITS_ONLY.match(point)]
    points = [point for point in points if point and point != title][:_MOST_POINTS]
    spoken_title = [_sentence(title, language)] if title else []
    if place == "first":  # a cover: its title, and what stands below it
        return [*spoken_title, *(_sentence(point, language) for point in points[:2])]
    if not points:
        return spoken_title
    short = all(len(point) <= _SHORT_POINT[language] for point in points)
    if short and len(points) > 1 and not any(point[-1] in _ENDS for point in points):
        return [*spoken_title, _list(points, language)]
    return [*spoken_title, *(_sentence(point, language) for point in points)]


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" ·•-–—*:：")


def _sentence(text: str, language: Language) -> str:
    if text[-1:] in _ENDS:
        return text
    own = language_of(text) if any(c.isalpha() for c in text) else language
    return text.rstrip("，,；;、") + ("。" if own == "zh" else ".")


def _list(points: Sequence[str], language: Language) -> str:
    """``a, b and c.`` / ``a，b，还有c。`` Points with commas in them are parted by semicolons."""
    if language == "zh":
        comma = "；" if any("，" in point for point in points) else "，"
        if len(points) == 2:
            return f"{points[0]}{comma}{points[1]}。"
        return f"{comma.join(points[:-1])}，还有{points[-1]}。"
    lower = [points[0], *(_lowered(point) for point in points[1:])]
    comma = "; " if any("," in point for point in points) else ", "
    if len(lower) == 2:
        return f"{lower[0]} and {lower[1]}."
    return f"{comma.join(lower[:-1])}{comma}and {lower[-1]}."


def _lowered(point: str) -> str:
    """``Then press`` → ``then press``; names and abbreviations are left."""
    first, _, rest = point.partition(" ")
    if first == "I" or not first[1:].islower() or not rest:
        return point
    return f"{first.lower()} {rest}"
