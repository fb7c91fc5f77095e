"""A storyboard becomes a finished video: voices, pictures, shots, pieces, sound, and the whole.

Every sentence, picture, piece and sound is a step of its own, keyed by its content: change one
sentence, and its voice, its captions and its piece are made again, with the two joins beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.documents.chapters import Chapter
from pipelines.documents.pieces import split_frames
from pipelines.documents.shot import Shot
from pipelines.documents.storyboard import ClipVisual, MusicCue, Storyboard, StoryScene
from pipelines.documents.subtitles import Cue
from pipelines.documents.video_format import VideoFormat
from pipelines.roles import ASSEMBLE, BEATS, COMPOSE, EFFECT, MIX, RENDER
from pipelines.roles.music import ComposeParams
from pipelines.roles.sound import (
    Ambient,
    BeatsParams,
    Clip,
    EffectParams,
    MixParams,
    Placed,
    Soundtrack,
)
from pipelines.roles.video import AssembleParams, Piece, RenderParams, Video
from pipelines.sdk import (
    Asset,
    EngineError,
    InputError,
    LocalText,
    NotFoundError,
    Pending,
    WorkflowContext,
)
from pipelines.workflows.captions import subtitle_cues
from pipelines.workflows.video.compile import (
    CompiledVideo,
    caption_style,
    compile_storyboard,
)
from pipelines.workflows.video.cutting import chosen_transitions, pace, sounding
from pipelines.workflows.video.gather import Gathered, gather
from pipelines.workflows.video.parts import SceneParts, scene_note

__all__ = ["FinishedVideo", "expected_steps", "make_video", "make_videos"]

_MUSIC_LENGTH = 40.0
"""Seconds; the mixer loops it, so that a longer sentence does not change the music."""
_FADE = 0.15
"""Seconds the footage's own sound takes to come and go."""


@dataclass(frozen=True)
class FinishedVideo:
    """A video in one format, and all that is told about it.

    Args:
        format: What it was cut for.
        video: The file.
        cues: Captions: start and end in seconds of the whole, and the words.
        scene_starts: Where each scene begins, seconds.
        chapters: At least one; the first at 0.
        shots: Every frame as data.
        pieces: The files that were joined, in order.
        mix: What the sound was mixed from.
        soundtrack: The mixed sound.
        notes: What a person should know, once each.
        subtitles: The captions with their second language and the times of their words.
    """

    format: VideoFormat
    video: Video
    cues: tuple[tuple[float, float, str], ...]
    scene_starts: tuple[tuple[str, float], ...]
    chapters: tuple[Chapter, ...]
    shots: tuple[Shot, ...]
    pieces: tuple[Asset, ...]
    mix: MixParams
    soundtrack: Soundtrack
    notes: tuple[LocalText, ...]
    subtitles: tuple[Cue, ...] = ()

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.video.duration


def expected_steps(board: Storyboard, formats: int = 1) -> dict[str, int]:
    """How many steps of which role a storyboard takes, about."""
    from pipelines.roles import CREATE, PREPARE, SALIENT, SPEAK, TALK

    kinds = [scene.visual.type for scene in board.scenes]
    clips, photos = kinds.count("clip"), kinds.count("photo")
    return {
        SPEAK.id: sum(len(scene.lines) for scene in board.scenes),
        CREATE.id: len(kinds) - clips - photos,
        SALIENT.id: photos,
        PREPARE.id: clips,
        TALK.id: kinds.count("presenter"),
        RENDER.id: (2 * len(kinds) - 1) * formats,
        COMPOSE.id: 1,
        MIX.id: formats,
        ASSEMBLE.id: formats,
    }


def make_video(ctx: WorkflowContext, board: Storyboard, format: VideoFormat) -> FinishedVideo:
    """Make the video of a storyboard in one format.

    Args:
        ctx: Runs the steps.
        board: Its media imported as assets; what has none is missing, and told.
        format: The frame, from ``pipelines.documents.video_format``.
    """
    return make_videos(ctx, board, [format])[0]


def make_videos(
    ctx: WorkflowContext, board: Storyboard, formats: Sequence[VideoFormat]
) -> list[FinishedVideo]:
    """Make the video of a storyboard in several formats; voices and pictures are asked for once."""
    board, silent = _sayable(board)
    music = _Music(ctx, board.music, board.seed)
    gathered = gather(ctx, board, formats)
    beat = music.beat() if board.music.on_beat else 0.0
    ctx.stage("Drawing shots", "绘制镜头")
    notes = (*silent, *gathered.notes)
    cuts = [_Cut(ctx, board, format, gathered, beat) for format in formats]
    for cut in cuts:
        cut.ask(music)
    notes += music.notes
    ctx.stage("Joining the video", "合成视频")
    return [cut.finish(notes) for cut in cuts]


def _sayable(board: Storyboard) -> tuple[Storyboard, tuple[LocalText, ...]]:
    """The storyboard without lines that hold nothing to say, and notes on them."""
    notes: list[LocalText] = []
    scenes: list[StoryScene] = []
    for number, scene in enumerate(board.scenes, start=1):
        lines = [line for line in scene.lines if any(char.isalnum() for char in line.text)]
        if len(lines) < len(scene.lines):
            notes.append(
                scene_note(
                    number,
                    "a line without letters was left out: there is nothing to say in it",
                    "有一行没有可读的文字，已略过",
                )
            )
        scenes.append(scene.model_copy(update={"lines": lines}))
    return board.model_copy(update={"scenes": scenes}), tuple(notes)


class _Music:
    """The music: composed, or the person's own; a file that is not there is told and composed."""

    def __init__(self, ctx: WorkflowContext, cue: MusicCue, seed: int) -> None:
        self.notes: tuple[LocalText, ...] = ()
        self._ctx, self._cue = ctx, cue
        self._file = cue.file.asset if cue.file else None
        if cue.file is not None and self._file is None and not cue.off:
            name = cue.file.path.replace("\\", "/").rsplit("/", 1)[-1]
            self.notes = (
                LocalText(
                    en=f"the music {name} is missing; music was composed instead",
                    zh=f"音乐文件 {name} 不存在，已改用自动作曲",
                ),
            )
        params = ComposeParams(mood=cue.mood or "warm", duration=_MUSIC_LENGTH, seed=seed)
        composed = not cue.off and self._file is None
        self._composed = ctx.submit(COMPOSE, params, label="music") if composed else None

    def asset(self) -> tuple[Asset | None, float | None]:
        """The sound and where it loops by itself."""
        if self._composed is not None:
            made = self._composed.result()
            return made.audio, made.duration
        return (None, None) if self._cue.off else (self._file, None)

    def beat(self) -> float:
        """Seconds between two beats; 0 where there are none."""
        if self._composed is not None:
            return 60 / self._composed.result().tempo
        if self._file is None or self._cue.off:
            return 0.0
        try:
            found = self._ctx.run(BEATS, BeatsParams(audio=self._file), label="beats")
        except (InputError, EngineError, NotFoundError):
            return 0.0
        return 60 / found.tempo if found.tempo > 0 and found.confidence > 0.3 else 0.0


class _Cut:
    """One format on its way from shots to a file."""

    def __init__(
        self,
        ctx: WorkflowContext,
        board: Storyboard,
        format: VideoFormat,
        gathered: Gathered,
        beat: float,
    ) -> None:
        self._ctx, self._board, self._format = ctx, board, format
        self._parts = gathered.parts(format)
        self._compiled = compile_storyboard(board, self._parts, format, beat=beat)
        self._pieces: list[Pending[Piece]] = []
        self._mix: MixParams | None = None
        self._sound: Pending[Soundtrack] | None = None

    def ask(self, music: _Music) -> None:
        """Ask for the pieces and the sound."""
        self._pieces = _ask_pieces(self._ctx, self._board, self._format, self._compiled)
        asset, loop = music.asset()
        compiled, fps = self._compiled, self._format.fps
        self._mix = MixParams(
            duration=compiled.frames / fps,
            narration=_narration(self._parts, compiled, fps),
            music=asset,
            music_loop=loop,
            music_db=self._board.music.level_db,
            effects=_effects(self._ctx, self._board, compiled, fps),
            effects_db=pace().effect_db,
            ambient=_ambient(self._board, self._parts, compiled, fps),
        )
        self._sound = self._ctx.submit(MIX, self._mix, label="soundtrack")

    def finish(self, notes: tuple[LocalText, ...]) -> FinishedVideo:
        """Wait for all of it and join it."""
        assert self._mix is not None and self._sound is not None
        rendered = [piece.result() for piece in self._pieces]
        pieces = tuple(piece.video for piece in rendered)
        sound = self._sound.result()
        fps = self._format.fps
        params = AssembleParams(pieces=pieces, audio=sound.audio, fps=fps, title=self._board.title)
        video = self._ctx.run(ASSEMBLE, params, label="video")
        scenes = self._compiled.scenes
        starts = tuple((each.shot.id, each.start / fps) for each in scenes)
        cues = tuple(
            ((each.start + cue.start) / fps, (each.start + cue.end) / fps, cue.text)
            for each in scenes
            for cue in each.captions
        )
        drawn = (note for piece in rendered for note in piece.notes)
        told = dict.fromkeys((*notes, *self._compiled.notes, *drawn, *sound.notes))
        return FinishedVideo(
            format=self._format,
            video=video,
            cues=cues,
            scene_starts=starts,
            chapters=_chapters(self._board, starts),
            shots=self._compiled.shots,
            pieces=pieces,
            mix=self._mix,
            soundtrack=sound,
            notes=tuple(told),
            subtitles=tuple(
                cue
                for each in scenes
                for cue in subtitle_cues(each.captions, start=each.start, fps=fps)
            ),
        )


def _chapters(board: Storyboard, starts: Sequence[tuple[str, float]]) -> tuple[Chapter, ...]:
    found = [
        Chapter(start=start, title=scene.chapter)
        for scene, (_, start) in zip(board.scenes, starts, strict=True)
        if scene.chapter
    ]
    if not found or found[0].start > 0:
        found.insert(0, Chapter(start=0.0, title=board.title[:100]))
    return tuple(found)


def _narration(parts: Sequence[SceneParts], compiled: CompiledVideo, fps: int) -> tuple[Clip, ...]:
    return tuple(
        Clip(audio=voice.audio, start=each.start / fps + at)
        for part, each in zip(parts, compiled.scenes, strict=True)
        for voice, at in zip(part.voices, each.line_starts, strict=True)
    )


def _ambient(
    board: Storyboard, parts: Sequence[SceneParts], compiled: CompiledVideo, fps: int
) -> tuple[Ambient, ...]:
    """The footage's own sound, where the scene lets it be heard."""
    found: list[Ambient] = []
    for scene, part, each in zip(board.scenes, parts, compiled.scenes, strict=True):
        visual = scene.visual
        if not isinstance(visual, ClipVisual) or visual.sound == "off":
            continue
        if part.footage is None or part.footage.audio is None:
            continue
        seconds = min(each.shot.frames / fps, part.footage.duration / visual.speed)
        found.append(
            Ambient(
                audio=part.footage.audio,
                start=each.start / fps,
                duration=seconds,
                fade_in=_FADE,
                fade_out=_FADE,
                sound=visual.sound,
                speed=visual.speed,
            )
        )
    return tuple(found)


def _effects(
    ctx: WorkflowContext, board: Storyboard, compiled: CompiledVideo, fps: int
) -> tuple[Placed, ...]:
    """The scenes' own effects, and a sound on few of the transitions."""
    asked: list[tuple[float, float, str, Asset | None]] = []
    cues = chosen_transitions(board.scenes)
    sounds = sounding(cues, board.scenes)
    for scene, each, sound in zip(board.scenes, compiled.scenes, sounds, strict=True):
        start = each.start / fps
        if sound and each.shot.transition.frames and not board.music.off:
            asked.append((start + each.shot.transition.frames / fps / 2, 0.0, "whoosh", None))
        for effect in scene.effects:
            file = effect.file.asset if effect.file else None
            if file is not None or effect.name:
                asked.append((start + effect.at, effect.gain_db, effect.name, file))
    names = {name for _, _, name, file in asked if file is None}
    made = {
        name: ctx.submit(EFFECT, EffectParams.model_validate({"name": name}), label=f"sound {name}")
        for name in sorted(names)
    }
    found: list[Placed] = []
    for at, gain, name, file in asked:
        if file is not None:
            found.append(Placed(audio=file, start=at, gain_db=gain))
            continue
        effect = made[name].result()
        begins = at - effect.accent
        found.append(
            Placed(
                audio=effect.audio,
                start=max(0.0, begins),
                offset=max(0.0, -begins),
                gain_db=gain,
            )
        )
    return tuple(found)


def _ask_pieces(
    ctx: WorkflowContext, board: Storyboard, format: VideoFormat, compiled: CompiledVideo
) -> list[Pending[Piece]]:
    """Bodies and the joins between them, in order."""
    style = caption_style(board, format)
    shots = compiled.shots
    asked: list[Pending[Piece]] = []

    def ask(label: str, **what: object) -> None:
        params = RenderParams.model_validate(
            {
                **what,
                "width": format.width,
                "height": format.height,
                "fps": format.fps,
                "captions": style,
                "quality": format.quality,
                "purpose": "preview" if format.preview else "final",
            }
        )
        asked.append(ctx.submit(RENDER, params, label=label))

    for number, shot in enumerate(shots):
        join = shot.transition.frames
        if join:
            ask(f"join {shot.id}", part="transition", shots=(shots[number - 1], shot))
        following = shots[number + 1].transition.frames if number + 1 < len(shots) else 0
        for first, last in split_frames(join, shot.frames - following, format.fps):
            ask(f"shot {shot.id}", shots=(shot,), first=first, last=last)
    return asked
