"""The person's own clips, looked through: what the plan of the cut is made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from pipelines.documents.storyboard import Media, MusicCue, Storyboard
from pipelines.roles import ANALYSE, TRANSCRIBE
from pipelines.roles.footage import AnalyseParams, Analysis
from pipelines.roles.speech import TranscribeParams, Transcript
from pipelines.sdk import (
    EngineError,
    Frozen,
    InputError,
    Language,
    LocalText,
    MissingTool,
    NotFoundError,
    Pending,
    WorkflowContext,
)
from pipelines.sdk.words import language_of
from pipelines.workflows.video.clip_story import TakenClip, storyboard_from_clips
from pipelines.workflows.video.own_clips import Heard
from pipelines.workflows.video.sources.words import music_mood, sentences

__all__ = ["ClipsSource", "storyboard_of_clips"]


class ClipsSource(Frozen):
    """Files, and what is said over them; without ``text`` their own sound is heard."""

    type: Literal["clips"] = "clips"
    files: tuple[Media, ...] = Field(min_length=1, max_length=100)
    text: str = ""
    language: Language | None = Field(
        default=None, description="what is said in them, to be written down; None: not known"
    )
    beside: bool = Field(
        default=False, description="the sentences come between the clips' own words, not over them"
    )


def storyboard_of_clips(
    ctx: WorkflowContext,
    source: ClipsSource,
    *,
    title: str = "",
    voice: str = "",
    seconds: float | None = None,
    seed: int = 1,
) -> tuple[Storyboard, tuple[LocalText, ...]]:
    """The storyboard of clips; a file that cannot be read is left out and told.

    Raises:
        InputError: None of them can be used.
    """
    seen, notes = _analysed(ctx, source.files)
    heard, missed = _heard(ctx, seen, source.language)
    clips = [
        TakenClip(media, analysis, what)
        for (media, analysis), what in zip(seen, heard, strict=True)
    ]
    words = source.text or title
    mood = music_mood(words, "bright")
    board, told = storyboard_from_clips(
        clips,
        title=title or _name(seen[0][0]).rsplit(".", 1)[0] or "Video",
        language=language_of(words) if words else source.language or "zh",
        wanted_seconds=seconds,
        narration=sentences(source.text),
        beside=source.beside,
        voice=voice,
        music=MusicCue.model_validate({"mood": mood, "level_db": -18.0}),
        seed=seed,
    )
    return board, (*notes, *missed, *told)


def _heard(
    ctx: WorkflowContext, seen: Sequence[tuple[Media, Analysis]], language: Language | None
) -> tuple[list[Heard | None], tuple[LocalText, ...]]:
    """What is said in each clip, where somebody speaks and the language is known."""
    asked: list[Pending[Transcript] | None] = [
        ctx.submit(
            TRANSCRIBE,
            TranscribeParams(audio=media.asset, language=language),
            label=f"write down {_name(media)}",
        )
        if language is not None and analysis.speech and media.asset is not None
        else None
        for media, analysis in seen
    ]
    found: list[Heard | None] = []
    notes: list[LocalText] = []
    for (media, _), pending in zip(seen, asked, strict=True):
        found.append(None)
        if pending is None:
            continue
        try:
            transcript = pending.result()
        except (InputError, EngineError, NotFoundError, MissingTool) as error:
            name = _name(media)
            notes.append(
                LocalText(
                    en=f"{name} has no captions of what is said: {error.message} ({error.hint})",
                    zh=f"{name} 的原声没有字幕：{error.message}（{error.hint}）",
                )
            )
            continue
        if transcript.words:
            found[-1] = Heard(transcript.text, transcript.words)
            notes.append(
                LocalText(
                    en=f"what is said in {_name(media)} was written down by machine: read it over"
                    " in storyboard.json (heard)",
                    zh=f"{_name(media)} 的原声由机器听写，请在 storyboard.json 的 heard 中校对",
                )
            )
    return found, tuple(notes)


def _name(media: Media) -> str:
    return media.path.replace("\\", "/").rsplit("/", 1)[-1]


def _analysed(
    ctx: WorkflowContext, files: Sequence[Media]
) -> tuple[list[tuple[Media, Analysis]], tuple[LocalText, ...]]:
    asked: list[tuple[Media, Pending[Analysis]]] = []
    for media in files:
        if media.asset is not None:
            params = AnalyseParams(footage=media.asset, name=_name(media))
            asked.append((media, ctx.submit(ANALYSE, params, label=f"look at {_name(media)}")))
    found: list[tuple[Media, Analysis]] = []
    notes: list[LocalText] = []
    for media, pending in asked:
        try:
            analysis = pending.result()
        except (InputError, EngineError, NotFoundError) as error:
            name = _name(media)
            notes.append(
                LocalText(
                    en=f"{name} was not used: {error.message}",
                    zh=f"未使用 {name}：{error.message}",
                )
            )
            continue
        notes += analysis.notes
        found.append((media, analysis))
    if not found:
        told = notes[0].en if notes else "no file is there"
        raise InputError(f"none of the clips can be used: {told}", "give MP4, MOV or WebM files")
    return found, tuple(notes)
