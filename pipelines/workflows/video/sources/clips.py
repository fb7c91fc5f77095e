"""The person's own clips become a storyboard: what is worth showing, as filmed or narrated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from pipelines.documents.script import speaking_time
from pipelines.documents.storyboard import (
    ClipVisual,
    Line,
    Media,
    MusicCue,
    Storyboard,
    StoryScene,
)
from pipelines.roles import ANALYSE
from pipelines.roles.footage import AnalyseParams, Analysis
from pipelines.sdk import (
    EngineError,
    Frozen,
    InputError,
    Language,
    LocalText,
    NotFoundError,
    WorkflowContext,
)
from pipelines.sdk.words import language_of
from pipelines.workflows.video.sources.words import music_mood, sentences

__all__ = ["ClipsSource", "KeptPart", "storyboard_of_clips"]

_LEAST = 1.2
"""Seconds; a shorter part is a flicker."""
_USUAL = 4.0
"""Seconds of a moment that is shown, when nobody speaks."""


class ClipsSource(Frozen):
    """Files, and what is said over them; without ``text`` their own sound is heard."""

    type: Literal["clips"] = "clips"
    files: tuple[Media, ...] = Field(min_length=1, max_length=100)
    text: str = ""


@dataclass(frozen=True)
class KeptPart:
    """A part of a file that is shown."""

    media: Media
    start: float
    end: float
    spoken: bool


def storyboard_of_clips(
    ctx: WorkflowContext,
    source: ClipsSource,
    *,
    title: str = "",
    voice: str = "",
    seconds: float = 45.0,
    seed: int = 1,
) -> tuple[Storyboard, tuple[LocalText, ...]]:
    """The storyboard of clips; a file that cannot be read is left out and told.

    Raises:
        InputError: None of them can be used.
    """
    seen, notes = _analysed(ctx, source.files)
    language = language_of(source.text or title or "a")
    room = seconds
    if source.text:
        room = sum(speaking_time(s, language) + 1.0 for s in sentences(source.text))
    parts = _kept(seen, room, speech=not source.text)
    if not parts:
        raise InputError(
            "nothing in these clips can be shown", "give a longer or sharper clip of 2 s or more"
        )
    scenes = _narrated(parts, source.text, language) if source.text else _as_filmed(parts)
    board = Storyboard(
        title=(title or _stem(seen[0][0]))[:120],
        language=language,
        voice=voice,
        scenes=scenes,
        music=MusicCue.model_validate({"mood": music_mood(source.text, "bright")}),
        seed=seed,
    )
    return board, notes


def _stem(media: Media) -> str:
    name = media.path.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] or "Video"


def _analysed(
    ctx: WorkflowContext, files: Sequence[Media]
) -> tuple[list[tuple[Media, Analysis]], tuple[LocalText, ...]]:
    asked = [
        (
            media,
            ctx.submit(
                ANALYSE,
                AnalyseParams(footage=media.asset, name=_stem(media)),
                label=f"look at {_stem(media)}",
            ),
        )
        for media in files
        if media.asset is not None
    ]
    found: list[tuple[Media, Analysis]] = []
    notes: list[LocalText] = []
    for media, pending in asked:
        try:
            analysis = pending.result()
        except (InputError, EngineError, NotFoundError) as error:
            notes.append(
                LocalText(
                    en=f"{_stem(media)} was not used: {error.message}",
                    zh=f"未使用 {_stem(media)}：{error.message}",
                )
            )
            continue
        notes += analysis.notes
        found.append((media, analysis))
    if not found:
        told = notes[0].en if notes else "no file is there"
        raise InputError(f"none of the clips can be used: {told}", "give MP4, MOV or WebM files")
    return found, tuple(notes)


def _kept(seen: Sequence[tuple[Media, Analysis]], room: float, *, speech: bool) -> list[KeptPart]:
    """Speech without its silences where somebody speaks; else the best moments, in order."""
    parts: list[KeptPart] = []
    for media, analysis in seen:
        share = room * analysis.duration / max(1e-6, sum(a.duration for _, a in seen))
        if speech and sum(p.end - p.start for p in analysis.speech) > 0.35 * analysis.duration:
            parts += [
                KeptPart(media, max(0.0, p.start - 0.1), min(analysis.duration, p.end + 0.2), True)
                for p in analysis.speech
                if p.end - p.start >= 0.5
            ]
            continue
        left, chosen = max(share, _USUAL), []
        for moment in analysis.moments:
            length = min(moment.end - moment.start, _USUAL, left)
            if length >= _LEAST:
                chosen.append(KeptPart(media, moment.start, moment.start + length, False))
                left -= length
        if not chosen and analysis.duration >= 0.5:
            chosen = [KeptPart(media, 0.0, min(analysis.duration, _USUAL), False)]
        parts += sorted(chosen, key=lambda part: part.start)
    return parts


def _as_filmed(parts: Sequence[KeptPart]) -> list[StoryScene]:
    return [
        StoryScene(
            id=f"s{number:02}",
            visual=ClipVisual(
                footage=part.media,
                start=round(part.start, 3),
                end=round(part.end, 3),
                sound="only" if part.spoken else "under",
            ),
        )
        for number, part in enumerate(parts, start=1)
    ]


def _narrated(parts: Sequence[KeptPart], text: str, language: Language) -> list[StoryScene]:
    """A sentence over each part, spread over all of them."""
    said = sentences(text)
    scenes: list[StoryScene] = []
    for number, sentence in enumerate(said, start=1):
        part = parts[(number - 1) * len(parts) // len(said)]
        scenes.append(
            StoryScene(
                id=f"s{number:02}",
                lines=[Line(text=sentence, language=language)],
                visual=ClipVisual(footage=part.media, start=round(part.start, 3)),
            )
        )
    return scenes
