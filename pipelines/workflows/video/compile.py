"""A storyboard with its recordings becomes shots: a pure function. Data in, data out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.documents.shot import (
    Caption,
    CaptionStyle,
    FootageLayer,
    Ground,
    Motion,
    PictureLayer,
    Shot,
    Transition,
    View,
)
from pipelines.documents.storyboard import (
    CaptionPlan,
    ClipVisual,
    PresenterVisual,
    ProductVisual,
    Storyboard,
    StoryScene,
    TransitionCue,
)
from pipelines.documents.video_format import VideoFormat
from pipelines.sdk import LocalText
from pipelines.workflows.captions import caption_notes, captions
from pipelines.workflows.video.cutting import chosen_motion, chosen_transitions, pace
from pipelines.workflows.video.layers import Placing, on_stage, scene_layers, scene_marks, slide_box
from pipelines.workflows.video.parts import SceneParts, scene_note

__all__ = ["CompiledScene", "CompiledVideo", "caption_style", "compile_storyboard"]


@dataclass(frozen=True)
class CompiledScene:
    """A shot, where it begins, and when its lines are said.

    Args:
        shot: What is seen.
        start: First frame in the video; shots overlap by their transitions.
        line_starts: Seconds into the shot, one a line.
        captions: Frames of the shot, whether they are burned in or not.
    """

    shot: Shot
    start: int
    line_starts: tuple[float, ...]
    captions: tuple[Caption, ...]


@dataclass(frozen=True)
class CompiledVideo:
    """All scenes, the length in frames, and what a person should know."""

    scenes: tuple[CompiledScene, ...]
    frames: int
    notes: tuple[LocalText, ...]

    @property
    def shots(self) -> tuple[Shot, ...]:
        return tuple(each.shot for each in self.scenes)


@dataclass(frozen=True)
class _Timed:
    """A scene's length and what is in it when."""

    frames: int
    join: int
    line_starts: tuple[float, ...]


def compile_storyboard(
    board: Storyboard,
    parts: Sequence[SceneParts],
    format: VideoFormat,
    *,
    beat: float = 0.0,
) -> CompiledVideo:
    """The shots of a storyboard in a format.

    Args:
        board: What is said, seen and heard.
        parts: What was made for each scene.
        format: The frame, with its layout.
        beat: Seconds between two beats the scenes are to change on; 0: anywhere.
    """
    cues = chosen_transitions(board.scenes)
    timed, notes = [], []
    for number, (scene, part, cue) in enumerate(
        zip(board.scenes, parts, cues, strict=True), start=1
    ):
        one, told = _timed(scene, part, cue, format.fps, number)
        timed.append(one)
        notes += told
    timed = _with_room(timed)
    if beat > 0:
        timed = _on_beats(timed, beat * format.fps)
    starts, total = _starts(timed)
    scenes: list[CompiledScene] = []
    for number, scene in enumerate(board.scenes):
        one = timed[number]
        placing = Placing(
            board=board,
            scene=scene,
            parts=parts[number],
            format=format,
            frames=one.frames,
            join=one.join,
            progress=(starts[number] / total, min(1.0, (starts[number] + one.frames) / total)),
            first=number == 0,
        )
        said = _captions(board, scene, parts[number], one, format)
        notes += caption_notes(number + 1, said, board.language, format.fps, longest=one.frames)
        cue = cues[number]
        come = _transition(cue, one.join)
        shot = Shot(
            id=scene.id,
            frames=one.frames,
            background=_ground(placing),
            layers=tuple(scene_layers(placing)),
            captions=said if board.captions.burn else (),
            marks=tuple(scene_marks(placing)),
            transition=come,
        )
        scenes.append(CompiledScene(shot, starts[number], one.line_starts, said))
    return CompiledVideo(tuple(scenes), total, tuple(notes))


def _transition(cue: TransitionCue, frames: int) -> Transition:
    if not frames:
        return Transition()
    if cue.kind in ("push", "wipe"):
        return Transition(kind=cue.kind, frames=frames, direction=cue.direction)
    return Transition(kind=cue.kind, frames=frames)


def _natural(visual: object, part: SceneParts) -> float:
    """How long a clip plays by itself, seconds; 0: no clip."""
    if part.footage is None or not isinstance(visual, ClipVisual):
        return 0.0
    return part.footage.duration / visual.speed


def _timed(
    scene: StoryScene, part: SceneParts, cue: TransitionCue, fps: int, number: int
) -> tuple[_Timed, list[LocalText]]:
    """How long a scene takes, and when its lines begin."""
    speed = pace()
    join = round(cue.seconds * fps) if cue.kind != "cut" else 0
    lead = speed.lead + join / fps
    starts: list[float] = []
    at = lead
    for line, voice in zip(scene.lines, part.voices, strict=False):
        starts.append(at)
        at += voice.duration + line.pause + speed.between
    said = at - speed.between + speed.tail if starts else 0.0
    if starts and scene.visual.type == "end_card":
        said += speed.end_hold
    notes: list[LocalText] = []
    clip = _natural(scene.visual, part)
    wanted = scene.seconds or 0.0
    if isinstance(scene.visual, ClipVisual) and scene.visual.end is not None and not wanted:
        wanted = clip  # a part chosen by hand is shown whole
    if starts and scene.seconds and said > scene.seconds + 0.05:
        notes.append(
            scene_note(
                number,
                f"its words take {said:.1f} s, longer than the {scene.seconds:g} s asked for;"
                " it was made longer (shorten the text or raise seconds)",
                f"台词需要 {said:.1f} 秒，超过设定的 {scene.seconds:g} 秒，已自动延长"
                "（可精简台词或调大 seconds）",
            )
        )
    if not starts and not wanted:
        wanted = min(clip, 20.0) or speed.silent
        if not clip:
            notes.append(
                scene_note(
                    number,
                    f"has neither words nor seconds; it is shown for {wanted:g} s"
                    " (set its seconds to change that)",
                    f"既没有台词也没有时长，按 {wanted:g} 秒展示（可设置 seconds）",
                )
            )
    length = max(said, wanted)
    if clip and length > clip + 0.2 and starts:
        notes.append(
            scene_note(
                number,
                f"its clip is {clip:.1f} s, the scene {length:.1f} s; the last picture is held",
                f"片段只有 {clip:.1f} 秒，场景有 {length:.1f} 秒，最后一帧会停住",
            )
        )
    return _Timed(max(2, round(length * fps)), join, tuple(starts)), notes


def _with_room(timed: list[_Timed]) -> list[_Timed]:
    """Transitions no longer than the scenes they join have room for."""
    out = list(timed)
    for number in range(1, len(out)):
        before, here = out[number - 1], out[number]
        room = min(before.frames - before.join, here.frames) - 2
        if number + 1 < len(out):
            room = min(room, here.frames // 2)
        out[number] = replace(here, join=max(0, min(here.join, room)))
    return out


def _on_beats(timed: list[_Timed], beat: float) -> list[_Timed]:
    """Each scene holds on to the next beat, so that the middle of every join falls on one.

    Args:
        timed: The scenes.
        beat: Frames between two beats.
    """
    out: list[_Timed] = []
    at = 0.0
    for number, one in enumerate(timed):
        following = timed[number + 1].join if number + 1 < len(timed) else 0
        end = at + one.frames - following / 2
        beats = -(-end // beat) * beat if number + 1 < len(timed) else end
        frames = round(one.frames + beats - end)
        out.append(replace(one, frames=frames))
        at += frames - following
    return out


def _starts(timed: Sequence[_Timed]) -> tuple[list[int], int]:
    """The frame each shot begins at, and the length of all."""
    starts: list[int] = []
    at = 0
    for one in timed:
        at -= one.join
        starts.append(at)
        at += one.frames
    return starts, at


def _ground(placing: Placing) -> Ground:
    """What covers the frame, with its camera move."""
    scene, parts = placing.scene, placing.parts
    fit = "whole" if parts.whole else "cover"
    if parts.footage is not None and isinstance(_behind(scene), ClipVisual):
        clip = _behind(scene)
        assert isinstance(clip, ClipVisual)
        return FootageLayer(
            asset=parts.footage.video,
            speed=clip.speed,
            fit=fit,
            motion=scene.motion or Motion(),
        )
    assert parts.picture is not None
    captioned = placing.board.captions.burn and placing.board.captions.position == "bottom"
    box = slide_box(parts.picture, placing.format) if parts.whole and captioned else None
    return PictureLayer(asset=parts.picture, box=box, fit=fit, motion=_motion(placing))


def _behind(scene: StoryScene) -> object:
    visual = scene.visual
    return visual.background if isinstance(visual, PresenterVisual) else visual


def _motion(placing: Placing) -> Motion:
    scene, parts = placing.scene, placing.parts
    if scene.motion is not None:
        return scene.motion
    if parts.whole:
        return Motion()
    if isinstance(scene.visual, ProductVisual) and parts.product is not None:
        return on_stage(placing.format)
    if parts.subject is not None and parts.salient is not None:
        x, y = parts.salient.x, parts.salient.y
        return Motion(start=View(zoom=1.0, x=x, y=y), end=View(zoom=1.05, x=x, y=y))
    aspect = placing.format.width / placing.format.height
    return chosen_motion(scene, parts.salient, aspect)


def _captions(
    board: Storyboard, scene: StoryScene, part: SceneParts, timed: _Timed, format: VideoFormat
) -> tuple[Caption, ...]:
    """Captions of all lines; none runs into the next line's."""
    found: list[Caption] = []
    lines = list(zip(scene.lines, part.voices, timed.line_starts, strict=False))
    for number, (line, voice, start) in enumerate(lines):
        until = timed.frames
        if number + 1 < len(lines):
            until = round(lines[number + 1][2] * format.fps)
        found += captions(
            line.text,
            voice.words,
            line.language or board.language,
            lead=start,
            frames=until,
            fps=format.fps,
            second=line.translation if board.captions.second else "",
        )
    visual = scene.visual
    if isinstance(visual, ClipVisual) and visual.heard and not lines and visual.sound != "off":
        words = tuple(
            word.model_copy(
                update={
                    "start": (word.start - visual.start) / visual.speed,
                    "end": (word.end - visual.start) / visual.speed,
                }
            )
            for word in visual.words
            if word.start >= visual.start
        )
        if words:
            found += captions(
                visual.heard, words, board.language, lead=0.0, frames=timed.frames, fps=format.fps
            )
    return tuple(found)


def caption_style(board: Storyboard, format: VideoFormat) -> CaptionStyle:
    """The look of the captions in a format."""
    plan: CaptionPlan = board.captions
    centre = {"bottom": format.layout.caption_y, "middle": 0.5, "top": 0.22}[plan.position]
    return CaptionStyle(
        look=plan.look,
        font=tuple(board.brand.fonts.body) if board.brand else (),
        centre_y=centre,
        size=round(plan.size * format.layout.caption_scale, 4),
        highlight=plan.highlight or "#ffd84d",
        safe=format.safe.centred if format.safe else None,
    )
