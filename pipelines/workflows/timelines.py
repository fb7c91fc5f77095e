"""A finished video as timelines for editing programs, with every medium beside them.

The pictures are the rendered scenes (on request without captions, which then are tracks of words
alone); what they were made of lies ready on a second track. Each line of the voice, the music,
each effect and the footage's own sound are clips of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.documents.cut import Cut, CutCaption, CutClip, CutFile, CutMarker, CutTrack
from pipelines.documents.shot import FootageLayer, Shot
from pipelines.documents.storyboard import Storyboard
from pipelines.roles import RENDER
from pipelines.roles.sound import MixParams, Placed
from pipelines.roles.video import Piece, RenderParams
from pipelines.sdk import Asset, LocalText, Pending, WorkflowContext
from pipelines.workflows.labels import label
from pipelines.workflows.results import ResultFile
from pipelines.workflows.video.make import FinishedVideo

__all__ = ["cut_of", "piece_spans", "timeline_files"]

FOLDER = "edit"
_README = """\
AI 生成内容 · AI-generated content

timeline.otio     OpenTimelineIO：DaVinci Resolve、Kdenlive、Blender 等 / and others
timeline.fcpxml   Final Cut Pro、DaVinci Resolve
timeline.edl      任何剪辑软件（仅画面与配音）/ any editing program (picture and voice only)
draft_*.json      剪映 / CapCut：把整个文件夹复制到草稿目录，重启后打开
                  copy this whole folder into the program's drafts folder and restart it
media/            全部素材，按相对路径链接 / all media, linked relatively
"""


@dataclass(frozen=True)
class PieceSpan:
    """Where a rendered piece lies in the video: the body of a shot, or the way into it."""

    name: str
    start: int
    frames: int


def piece_spans(shots: Sequence[Shot]) -> list[PieceSpan]:
    """The pieces of a video in order, one after another without a gap."""
    spans: list[PieceSpan] = []
    at = 0
    for number, shot in enumerate(shots):
        join = shot.transition.frames
        if join:
            spans.append(PieceSpan(f"{shot.id}-in", at, join))
            at += join
        following = shots[number + 1].transition.frames if number + 1 < len(shots) else 0
        body = shot.frames - join - following
        spans.append(PieceSpan(shot.id, at, body))
        at += body
    return spans


@dataclass
class _Files:
    """The files of a cut while they are collected; one asset is one file."""

    fps: int
    files: dict[str, CutFile] = field(default_factory=dict)

    def add(self, stem: str, asset: Asset, kind: str, *, own: bool = False) -> CutFile:
        known = next((each for each in self.files.values() if each.asset == asset), None)
        if known is not None:
            return known
        path = f"media/{len(self.files) + 1:03}-{stem}{asset.suffix}"
        frames = 0
        if kind != "picture":
            frames = int(asset.meta.get("frames", 0))
            frames = frames or math.floor(float(asset.meta.get("duration", 0)) * self.fps + 1e-6)
        file = CutFile.model_validate(
            {
                "path": path,
                "asset": asset,
                "kind": kind,
                "frames": max(1, frames) if kind != "picture" else 0,
                "width": int(asset.meta.get("width", 0)),
                "height": int(asset.meta.get("height", 0)),
                "own": own,
            }
        )
        self.files[path] = file
        return file


def cut_of(finished: FinishedVideo, board: Storyboard, clean: Sequence[Asset] = ()) -> Cut:
    """The cut of a finished video.

    Args:
        finished: The video.
        board: What it was made from.
        clean: Its pieces without captions, in order; none: the pieces as they are.
    """
    format, shots = finished.format, finished.shots
    files = _Files(format.fps)
    spans = piece_spans(shots)
    scenes: list[CutClip] = []
    for span, asset in zip(spans, clean or finished.pieces, strict=True):
        file = files.add(f"scene-{span.name}", asset, "video")
        scenes.append(CutClip(name=span.name, file=file.path, start=span.start, frames=span.frames))
    starts = _starts(shots)
    total = spans[-1].start + spans[-1].frames
    tracks = [
        CutTrack(name="scenes", kind="video", clips=tuple(scenes)),
        CutTrack(
            name="sources", kind="video", clips=_sources(shots, starts, board, files), shown=False
        ),
        *_sound(finished.mix, starts, shots, total, files),
    ]
    return Cut(
        title=board.title,
        language=board.language,
        width=format.width,
        height=format.height,
        fps=format.fps,
        frames=total,
        files=tuple(files.files.values()),
        tracks=tuple(track for track in tracks if track.clips),
        captions=_captions(finished, total),
        markers=_markers(starts, shots, board),
        caption_y=format.layout.caption_y,
    )


def _starts(shots: Sequence[Shot]) -> list[int]:
    """The frame each shot begins at; shots overlap by their transitions."""
    starts: list[int] = []
    at = 0
    for shot in shots:
        at -= shot.transition.frames
        starts.append(at)
        at += shot.frames
    return starts


def _sources(
    shots: Sequence[Shot], starts: Sequence[int], board: Storyboard, files: _Files
) -> tuple[CutClip, ...]:
    """What each scene was made from: its picture, or the part of the footage."""
    own = {scene.id: scene.visual.type in ("photo", "clip") for scene in board.scenes}
    clips: list[CutClip] = []
    for number, (shot, start) in enumerate(zip(shots, starts, strict=True)):
        ground = shot.background
        following = shots[number + 1].transition.frames if number + 1 < len(shots) else 0
        moving = isinstance(ground, FootageLayer)
        file = files.add(
            f"source-{shot.id}",
            ground.asset,
            "video" if moving else "picture",
            own=own.get(shot.id, False),
        )
        frames = shot.frames - following
        first, speed = (ground.first, ground.speed) if moving else (0, 1.0)
        if moving:  # behind its end its last frame is held, which no clip can say
            frames = max(1, min(frames, math.floor((file.frames - first) / speed)))
        clips.append(
            CutClip(
                name=f"{shot.id} source",
                file=file.path,
                start=start,
                frames=frames,
                source=first,
                speed=speed,
            )
        )
    return tuple(clips)


def _sound(
    mix: MixParams, starts: Sequence[int], shots: Sequence[Shot], total: int, files: _Files
) -> Iterable[CutTrack]:
    def placed(stem: str, each: Placed, gain: float, speed: float = 1.0) -> CutClip | None:
        start = round(each.start * files.fps)
        scene = max((n for n, at in enumerate(starts) if at <= start), default=0)
        file = files.add(f"{stem}-{shots[scene].id}", each.audio, "sound")
        source = round(each.offset * files.fps)
        frames = math.floor((file.frames - source) / speed)
        if each.duration is not None:
            frames = min(frames, math.floor(each.duration * files.fps + 1e-6))
        frames = min(frames, total - start)
        if frames < 1:
            return None
        return CutClip(
            name=f"{stem} {shots[scene].id}",
            file=file.path,
            start=start,
            frames=frames,
            source=source,
            gain_db=gain + each.gain_db,
            speed=speed,
        )

    said = [placed("voice", each, 0.0) for each in mix.narration]
    yield from _lanes("voice", said)
    if mix.music is not None:
        yield CutTrack(name="music", kind="sound", clips=_music(mix, total, files))
    yield from _lanes("effects", [placed("effect", e, mix.effects_db) for e in mix.effects])
    around = [
        placed("ambient", e, 0.0 if e.sound == "only" else mix.ambient_db, e.speed)
        for e in mix.ambient
    ]
    yield from _lanes("ambient", around)


def _lanes(name: str, clips: Iterable[CutClip | None]) -> Iterable[CutTrack]:
    """As many tracks as it takes for no clip to lie over another."""
    lanes: list[list[CutClip]] = []
    for clip in sorted((each for each in clips if each), key=lambda each: each.start):
        free = next((lane for lane in lanes if lane[-1].end <= clip.start), None)
        if free is None:
            lanes.append([clip])
        else:
            free.append(clip)
    for number, lane in enumerate(lanes, start=1):
        title = name if number == 1 else f"{name} {number}"
        yield CutTrack(name=title, kind="sound", clips=tuple(lane))


def _music(mix: MixParams, total: int, files: _Files) -> tuple[CutClip, ...]:
    """The music, again and again to the end."""
    assert mix.music is not None
    file = files.add("music", mix.music, "sound")
    whole = min(file.frames, round(mix.music_loop * files.fps) if mix.music_loop else file.frames)
    clips: list[CutClip] = []
    at, source = 0, round(mix.music_offset * files.fps) % max(1, whole)
    while at < total:
        frames = min(whole - source, total - at)
        clips.append(
            CutClip(
                name="music",
                file=file.path,
                start=at,
                frames=frames,
                source=source,
                gain_db=mix.music_db,
            )
        )
        at, source = at + frames, 0
    return tuple(clips)


def _captions(finished: FinishedVideo, total: int) -> tuple[CutCaption, ...]:
    """The captions in frames; one that would reach into the next ends there."""
    fps = finished.format.fps
    times = [(round(start * fps), round(end * fps), text) for start, end, text in finished.cues]
    found: list[CutCaption] = []
    for number, (start, end, text) in enumerate(times):
        following = times[number + 1][0] if number + 1 < len(times) else total
        frames = min(end, following, total) - start
        if frames > 0:
            first, _, second = text.partition("\n")
            found.append(CutCaption(start=start, frames=frames, text=first, second=second))
    return tuple(found)


def _markers(
    starts: Sequence[int], shots: Sequence[Shot], board: Storyboard
) -> tuple[CutMarker, ...]:
    scenes = {scene.id: scene for scene in board.scenes}
    found: list[CutMarker] = []
    for number, (start, shot) in enumerate(zip(starts, shots, strict=True), start=1):
        scene = scenes.get(shot.id)
        said = " ".join(line.text for line in scene.lines) if scene else ""
        name = (scene.chapter or scene.headline) if scene else ""
        shown = f"{number} {name or shot.id}"
        found.append(CutMarker(at=start, name=shown, note=said))
    return tuple(found)


def timeline_files(
    ctx: WorkflowContext, finished: FinishedVideo, board: Storyboard, *, clean: bool = True
) -> list[ResultFile]:
    """The folder ``edit``: the timelines, and every medium they link to.

    Args:
        ctx: Runs the steps.
        finished: The video.
        board: What it was made from.
        clean: Render the scenes again without captions, so that captions can be edited.
    """
    from pipelines.media.timelines import capcut_files, edl_text, fcpxml_text, otio_text

    burned = any(shot.captions for shot in finished.shots)
    pieces = _without_captions(ctx, finished) if clean and burned else []
    cut = cut_of(finished, board, [each.result().video for each in pieces])
    files = _media(ctx, cut)
    texts = {
        "timeline.otio": otio_text(cut),
        "timeline.fcpxml": fcpxml_text(cut),
        "timeline.edl": edl_text(cut),
        **capcut_files(cut),
        "README.txt": _README,
    }
    for name, text in texts.items():
        suffix = name[name.rindex(".") :]
        asset = ctx.save_bytes(text.encode("utf-8"), "document", suffix)
        files.append(_result(f"{FOLDER}/{name}", asset))
    return files


def _without_captions(ctx: WorkflowContext, finished: FinishedVideo) -> list[Pending[Piece]]:
    """Every piece once more, without the words that are said."""
    format = finished.format
    shots = [shot.model_copy(update={"captions": ()}) for shot in finished.shots]

    def ask(name: str, **what: object) -> Pending[Piece]:
        frame = {"width": format.width, "height": format.height, "fps": format.fps}
        params = RenderParams.model_validate({**what, **frame, "quality": format.quality})
        return ctx.submit(RENDER, params, label=f"clean {name}")

    asked: list[Pending[Piece]] = []
    for number, shot in enumerate(shots):
        join = shot.transition.frames
        if join:
            both = (shots[number - 1], shot)
            asked.append(ask(f"join {shot.id}", part="transition", shots=both))
        following = shots[number + 1].transition.frames if number + 1 < len(shots) else 0
        asked.append(ask(shot.id, shots=(shot,), first=join, last=shot.frames - following))
    return asked


def _media(ctx: WorkflowContext, cut: Cut) -> list[ResultFile]:
    """Every file under its name; what the studio made is labelled, what the person gave is not."""
    recipe = {"role": "video.render", "title": cut.title}
    labelled = {
        file.path: label(ctx, file.asset, recipe, LocalText(en=file.name, zh=file.name))
        for file in cut.files
        if not file.own and file.asset.suffix in (".mp4", ".png", ".jpg", ".webp", ".wav")
    }
    return [
        _result(
            f"{FOLDER}/{file.path}",
            labelled[file.path].result().asset if file.path in labelled else file.asset,
        )
        for file in cut.files
    ]


def _result(path: str, asset: Asset) -> ResultFile:
    name = path.rsplit("/", 1)[-1]
    return ResultFile(path=path, asset=asset, group="other", title=LocalText(en=name, zh=name))
