"""A voiced short video from a script: voice, pictures, presenter, captions, music, and the whole.

Every sentence, picture, piece and sound is a step of its own, keyed by its content: change one
sentence, and its voice, its captions and its piece are made again, with the two joins beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.documents.brief import Brief
from pipelines.documents.presenter import PresenterLook
from pipelines.documents.script import Scene, Script
from pipelines.documents.shot import CaptionStyle, Shot
from pipelines.roles import ASSEMBLE, COMPOSE, CREATE, MIX, RENDER, SPEAK, TALK
from pipelines.roles.face import Talk, TalkParams
from pipelines.roles.image import CreateParams, Picture
from pipelines.roles.music import ComposeParams, Mood
from pipelines.roles.speech import SpeakParams, Speech
from pipelines.roles.video import AssembleParams, Clip, MixParams, Piece, RenderParams, Video
from pipelines.sdk import Asset, Pending, WorkflowContext
from pipelines.workflows.shots import FPS, HEIGHT, LEAD, TAIL, WIDTH, ShotParts, compose_shot

__all__ = ["FinishedVideo", "expected_steps", "make_short_video"]

_MUSIC_LENGTH = 40.0
"""Seconds; the mixer loops it, so that a longer sentence does not change the music."""
_PRESENTER_WIDTH, _PRESENTER_HEIGHT = 1080, 1200
_ZOOM_ROOM = 1.2
"""Pictures are made this much larger than the frame, so that a slow zoom stays sharp."""

_MOODS: dict[str, Mood] = {
    "warm": "warm",
    "playful": "playful",
    "professional": "tech",
    "bold": "epic",
    "calm": "calm",
}


@dataclass(frozen=True)
class FinishedVideo:
    """The video, its captions in seconds of the whole, and where its scenes begin."""

    video: Video
    cues: tuple[tuple[float, float, str], ...]
    scene_starts: tuple[tuple[str, float], ...]
    shots: tuple[Shot, ...]


def expected_steps(script: Script | None) -> dict[str, int]:
    """How many steps of which role a script takes; None: a usual one of eight scenes."""
    scenes = len(script.scenes) if script else 8
    presented = sum(s.visual == "presenter" for s in script.scenes) if script else 2
    return {
        SPEAK.id: scenes,
        CREATE.id: scenes,
        TALK.id: presented,
        RENDER.id: 2 * scenes - 1,
        COMPOSE.id: 1,
        MIX.id: 1,
        ASSEMBLE.id: 1,
    }


def make_short_video(
    ctx: WorkflowContext,
    brief: Brief,
    script: Script,
    product: Asset | None,
    qr: Asset | None,
) -> FinishedVideo:
    """Make the video of a script.

    Args:
        ctx: Runs the steps.
        brief: For brand, presenter, tone, prices; photos imported.
        script: What is said and seen.
        product: The product cut out, RGBA, or None.
        qr: A QR code picture for the end card, or None.
    """
    music = ctx.submit(
        COMPOSE,
        ComposeParams(mood=_MOODS[brief.tone], duration=_MUSIC_LENGTH, seed=brief.seed),
        label="music",
    )
    spoken = _voices(ctx, brief, script)
    pictures = _pictures(ctx, brief, script, bare_stage=product is not None)
    voices = [pending.result() for pending in spoken]
    talks = _talks(ctx, brief, script, voices)
    ctx.stage("Drawing shots", "绘制镜头")
    shots = tuple(
        compose_shot(
            ShotParts(
                brief=brief,
                script=script,
                number=number,
                speech=voices[number],
                picture=pictures[number].result().image,
                talk=talks[number].result() if number in talks else None,
                product=product,
                qr=qr,
            )
        )
        for number in range(len(script.scenes))
    )
    pieces = _pieces(ctx, brief, shots)
    starts = _starts(shots)
    total = starts[-1] + shots[-1].frames
    clips = tuple(
        Clip(audio=voice.audio, start=start / FPS + _lead(shot))
        for voice, start, shot in zip(voices, starts, shots, strict=True)
    )
    mix = ctx.submit(
        MIX,
        MixParams(
            duration=total / FPS,
            narration=clips,
            music=music.result().audio,
            music_loop=music.result().duration,
        ),
        label="soundtrack",
    )
    made = tuple(piece.result().video for piece in pieces)
    ctx.stage("Joining the video", "合成视频")
    video = ctx.run(
        ASSEMBLE,
        AssembleParams(pieces=made, audio=mix.result().audio, fps=FPS, title=script.title),
        label="video",
    )
    cues = tuple(
        ((start + cue.start) / FPS, (start + cue.end) / FPS, cue.text)
        for start, shot in zip(starts, shots, strict=True)
        for cue in shot.captions
    )
    named = tuple((shot.id, start / FPS) for shot, start in zip(shots, starts, strict=True))
    return FinishedVideo(video, cues, named, shots)


def _lead(shot: Shot) -> float:
    return LEAD + shot.transition.frames / FPS


def _voices(ctx: WorkflowContext, brief: Brief, script: Script) -> list[Pending[Speech]]:
    """One recording a scene, so that one changed sentence is one new recording."""
    ctx.stage("Speaking", "配音")
    return [
        ctx.submit(
            SPEAK,
            SpeakParams(text=scene.text, language=script.language, voice=brief.presenter.voice),
            label=f"voice {scene.id}",
        )
        for scene in script.scenes
    ]


def _pictures(
    ctx: WorkflowContext, brief: Brief, script: Script, *, bare_stage: bool
) -> list[Pending[Picture]]:
    """A generated picture behind each scene; with ``bare_stage`` the product will stand on it."""
    colours = brief.brand.colours
    lean = tuple(c for c in (colours.primary, colours.secondary, colours.accent) if c)

    def picture(scene: Scene, number: int) -> CreateParams:
        kind = {"product": "stage ", "end_card": "light mesh gradient "}.get(scene.visual, "")
        return CreateParams(
            prompt=f"{kind}{scene.mood}".strip(),
            negative_prompt="objects" if bare_stage and scene.visual == "product" else "",
            width=round(WIDTH * _ZOOM_ROOM / 2) * 2,
            height=round(HEIGHT * _ZOOM_ROOM / 2) * 2,
            seed=brief.seed * 100 + number,
            colours=lean,
        )

    return [
        ctx.submit(CREATE, picture(scene, number), label=f"picture {scene.id}")
        for number, scene in enumerate(script.scenes)
    ]


def _talks(
    ctx: WorkflowContext, brief: Brief, script: Script, voices: list[Speech]
) -> dict[int, Pending[Talk]]:
    """The presenter, in the scenes that show one."""
    look = PresenterLook(character=brief.presenter.character, outfit=brief.brand.colours.primary)
    return {
        number: ctx.submit(
            TALK,
            TalkParams(
                look=look,
                speech=voices[number].audio,
                phonemes=voices[number].phonemes,
                lead=LEAD,
                tail=TAIL,
                width=_PRESENTER_WIDTH,
                height=_PRESENTER_HEIGHT,
                fps=FPS,
                seed=brief.seed + number,
            ),
            label=f"presenter {scene.id}",
        )
        for number, scene in enumerate(script.scenes)
        if scene.visual == "presenter"
    }


def _pieces(ctx: WorkflowContext, brief: Brief, shots: tuple[Shot, ...]) -> list[Pending[Piece]]:
    """Bodies and the joins between them, in order."""
    style = CaptionStyle(font=tuple(brief.brand.fonts.body))
    asked: list[Pending[Piece]] = []
    for number, shot in enumerate(shots):
        join = shot.transition.frames
        if join:
            both = RenderParams(
                part="transition",
                shots=(shots[number - 1], shot),
                width=WIDTH,
                height=HEIGHT,
                fps=FPS,
                captions=style,
            )
            asked.append(ctx.submit(RENDER, both, label=f"join {shot.id}"))
        following = shots[number + 1].transition.frames if number + 1 < len(shots) else 0
        body = RenderParams(
            shots=(shot,),
            first=join,
            last=shot.frames - following,
            width=WIDTH,
            height=HEIGHT,
            fps=FPS,
            captions=style,
        )
        asked.append(ctx.submit(RENDER, body, label=f"shot {shot.id}"))
    return asked


def _starts(shots: tuple[Shot, ...]) -> list[int]:
    """The frame each shot begins at; shots overlap by their transitions."""
    starts: list[int] = []
    at = 0
    for shot in shots:
        at -= shot.transition.frames
        starts.append(at)
        at += shot.frames
    return starts
