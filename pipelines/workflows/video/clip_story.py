"""A person's own clips as a storyboard: the planned cut, its captions, its narration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.documents.script import speaking_time
from pipelines.documents.storyboard import (
    ClipVisual,
    Line,
    Media,
    MusicCue,
    Storyboard,
    StoryScene,
    TransitionCue,
)
from pipelines.roles.footage import Analysis
from pipelines.sdk import InputError, Language, LocalText
from pipelines.workflows.video.own_clips import CutPlan, Heard, KeptPart, plan_cut
from pipelines.workflows.video.reframing import following

__all__ = ["TakenClip", "cut_notes", "storyboard_from_clips"]

_MOST_SCENES = 400
_AIR = 0.9
"""Seconds of a scene beside its words."""
_REASONS = {
    "silence": ("silences", "静音"),
    "earlier take": ("earlier takes", "重复说的前几遍"),
    "filler": ("fillers", "语气词"),
    "bad picture": ("bad pictures", "废画面"),
    "too long": ("parts beyond the wanted length", "超出时长的部分"),
}


@dataclass(frozen=True)
class TakenClip:
    """A file with what is in it, and what is said in it where that is known."""

    media: Media
    analysis: Analysis
    heard: Heard | None = None


def storyboard_from_clips(
    clips: Sequence[TakenClip],
    *,
    title: str,
    language: Language = "zh",
    wanted_seconds: float | None = None,
    narration: Sequence[str] = (),
    beside: bool = False,
    voice: str = "",
    music: MusicCue | None = None,
    seed: int = 1,
) -> tuple[Storyboard, tuple[LocalText, ...]]:
    """Cut the clips.

    Args:
        clips: In the order they are to be shown.
        title: Of the video.
        language: Of the narration and of the captions.
        wanted_seconds: Length to aim at; None: all that is worth it.
        narration: Sentences a voice says.
        beside: They come between the clips' own words; else over the pictures, whose own sound
            stays below the voice.
        voice: Who says them.
        music: None: chosen.
        seed: Of what is chosen by chance.

    Returns:
        The storyboard, and what a person should know: how much was left out and why.

    Raises:
        InputError: Nothing in the clips can be shown.
    """
    said = [text.strip() for text in narration if text.strip()]
    mode: Literal["none", "over", "beside"] = "none"
    if said:
        mode = "beside" if beside else "over"
        spoken = sum(speaking_time(text, language) + _AIR for text in said)
        if mode == "over":
            wanted_seconds = max(spoken, 4.0 * len(said) + 0.8, wanted_seconds or 0.0)
    plan = plan_cut(
        [clip.analysis for clip in clips], [clip.heard for clip in clips], wanted_seconds, mode
    )
    if not plan.kept:
        raise InputError("nothing in these clips can be shown", "give clips of two seconds or more")
    if mode == "over":
        scenes = _narrated(plan, clips, said, language)
    elif mode == "beside":
        scenes = _beside(plan, clips, said, language)
    else:
        scenes = [_scene(part, clips) for part in plan.kept]
    notes = cut_notes(plan)
    if len(scenes) > _MOST_SCENES:
        en = f"the cut has {len(scenes)} parts; the first {_MOST_SCENES} are used"
        zh = f"剪辑共 {len(scenes)} 段，只用前 {_MOST_SCENES} 段"
        notes = (*notes, LocalText(en=en, zh=zh))
        scenes = scenes[:_MOST_SCENES]
    board = Storyboard(
        title=title[:120] or "Video",
        language=language,
        voice=voice,
        scenes=_numbered(scenes),
        music=music or MusicCue(mood="bright", level_db=-18.0),
        seed=seed,
    )
    return board, notes


def cut_notes(plan: CutPlan) -> tuple[LocalText, ...]:
    """How much was left out and why, as one line; nothing where all is kept."""
    counts = Counter(part.reason for part in plan.left_out)
    seconds = sum(part.end - part.start for part in plan.left_out)
    if not counts:
        return ()
    en = ", ".join(f"{count} {_REASONS[reason][0]}" for reason, count in counts.items())
    zh = "、".join(f"{count} 处{_REASONS[reason][1]}" for reason, count in counts.items())
    return (
        LocalText(
            en=f"kept {plan.seconds:.0f} s, left out {seconds:.0f} s: {en}",
            zh=f"保留 {plan.seconds:.0f} 秒，剪掉 {seconds:.0f} 秒：{zh}",
        ),
    )


def _visual(
    part: KeptPart, clips: Sequence[TakenClip], sound: Literal["off", "under", "only"]
) -> ClipVisual:
    return ClipVisual(
        footage=clips[part.clip].media,
        start=round(part.start, 3),
        end=round(part.end, 3),
        sound=sound,
        heard=part.heard.text if sound != "off" else "",
        words=part.heard.words if sound != "off" else (),
    )


def _scene(part: KeptPart, clips: Sequence[TakenClip]) -> StoryScene:
    """A part with its own sound. Speech is joined by cuts; pictures as the style has it."""
    focus = clips[part.clip].analysis.focus
    return StoryScene(
        id="part",
        visual=_visual(part, clips, "only" if part.spoken else "under"),
        motion=following(focus, part.start, part.end, part.zoom),
        transition=TransitionCue(kind="cut", seconds=0) if part.spoken else None,
    )


def _narrated(
    plan: CutPlan, clips: Sequence[TakenClip], said: Sequence[str], language: Language
) -> list[StoryScene]:
    """The sentences over the parts, both in their order, spread evenly."""
    scenes: list[StoryScene] = []
    at: tuple[KeptPart, float] | None = None
    for number, text in enumerate(said):
        length = speaking_time(text, language) + _AIR
        part = plan.kept[number * len(plan.kept) // len(said)]
        start = part.start
        if at is not None and at[0] is part and at[1] + length <= _shot_end(part, clips):
            start = at[1]  # the picture goes on where the sentence before left it
        shown = replace(part, start=start, end=max(part.end, start + 0.1))
        scenes.append(_over(shown, clips, [Line(text=text, language=language)], length))
        at = (part, start + length)
    return scenes


def _shot_end(part: KeptPart, clips: Sequence[TakenClip]) -> float:
    analysis = clips[part.clip].analysis
    ends = [shot.end for shot in analysis.shots if shot.start - 0.05 <= part.start < shot.end]
    return ends[0] if ends else analysis.duration


def _over(
    part: KeptPart, clips: Sequence[TakenClip], lines: list[Line], length: float
) -> StoryScene:
    """A part that goes on as long as the voice needs, in its shot; its own speech is not heard."""
    analysis = clips[part.clip].analysis
    until = _shot_end(part, clips)
    end = min(until, max(part.end, part.start + length * 1.25))
    start = part.start
    if end - start < length:
        begins = [shot.start for shot in analysis.shots if shot.start <= start + 0.05]
        start = max(begins[-1] if begins else 0.0, end - length)
    heard = any(p.start < end and p.end > start for p in analysis.speech)
    longer = KeptPart(part.clip, start, end, part.spoken)
    return StoryScene(
        id="part",
        lines=lines,
        visual=_visual(longer, clips, "off" if heard else "under").model_copy(
            update={"end": None if end < until - 0.05 else round(end, 3)}
        ),
        motion=following(analysis.focus, start, end, part.zoom),
    )


def _beside(
    plan: CutPlan, clips: Sequence[TakenClip], said: Sequence[str], language: Language
) -> list[StoryScene]:
    """The parts as they are, the sentences spread between them, the first one before them.

    Each is said over a part without speech where there is one, else over the best moment of the
    clip that follows.
    """
    spoken = [part for part in plan.kept if part.spoken]
    silent = [part for part in plan.kept if not part.spoken]
    if not spoken:
        return _narrated(plan, clips, said, language)
    scenes: list[StoryScene] = []
    due = {round(k * len(spoken) / len(said)): [] for k in range(len(said))}
    for k, text in enumerate(said):
        due[round(k * len(spoken) / len(said))].append(text)
    for number, part in enumerate(spoken):
        for text in due.get(number, []):
            ground = silent.pop(0) if silent else _quiet_part(part, clips)
            length = speaking_time(text, language) + _AIR
            scenes.append(_over(ground, clips, [Line(text=text, language=language)], length))
        scenes.append(_scene(part, clips))
    return [*scenes, *(_scene(part, clips) for part in silent)]


def _quiet_part(part: KeptPart, clips: Sequence[TakenClip]) -> KeptPart:
    moments = clips[part.clip].analysis.moments
    if not moments:
        return part
    return KeptPart(part.clip, moments[0].start, moments[0].end, False)


def _numbered(scenes: Sequence[StoryScene]) -> list[StoryScene]:
    return [
        scene.model_copy(update={"id": f"part{number:03}"})
        for number, scene in enumerate(scenes, start=1)
    ]
