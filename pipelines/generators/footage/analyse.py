"""Looks and listens through a video once, and says what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.generators.footage.cuts import find_shots
from pipelines.generators.footage.focus import focus_path
from pipelines.generators.footage.looking import Seen, watch
from pipelines.generators.footage.ranking import bad_parts, best_moments, faces_seen, seconds_of
from pipelines.media.footage_probe import FootageFacts, clock, read_footage
from pipelines.media.footage_voice import Heard, extract_voice, listen
from pipelines.roles.footage import (
    ANALYSE,
    LONGEST_ANALYSED,
    AnalyseParams,
    Analysis,
    Phrase,
    Span,
)
from pipelines.sdk import (
    Context,
    EngineError,
    InputError,
    LocalText,
    Resources,
    generator,
)

__all__ = ["analyse"]

_SILENT = Heard((), (), ())


@generator(
    id="studio.footage.analyse",
    role=ANALYSE,
    version="1.0.0",
    title=LocalText(en="Footage seen through", zh="素材分析"),
    summary=LocalText(
        en="Finds shots, speech, faces, the best moments, bad parts and where to look",
        zh="找出镜头、人声、人脸、精彩片段、废片，以及画面重点的位置",
    ),
    resources=Resources(cpu=1, ram_mb=500, seconds=10.0),
)
def analyse(params: AnalyseParams, ctx: Context) -> Analysis:
    """One pass over the sound, one over the small picture; then pure arithmetic."""
    ctx.progress(0.0, "Reading footage")
    source = ctx.path(params.footage)
    facts = read_footage(source, params.name)
    start, seconds, notes = _part(params, facts)
    heard, sound_notes = _listen(source, facts, (start, seconds), ctx)
    seen = _watch(source, facts, (start, seconds), ctx)
    if not seen.changes:
        raise InputError(
            f"no picture could be decoded in the wanted part of {facts.name}",
            "the file is damaged there: choose another part, or copy it again",
        )
    ctx.progress(0.98, "Choosing moments")
    end = start + seen.seconds
    missing = min(seconds, facts.duration - start) - seen.seconds
    if facts.duration and not facts.still and missing > 0.5:
        at = clock(end)
        notes.append(
            LocalText(
                en=f"the picture of {facts.name} ends at {at}, {clock(missing)} early",
                zh=f"{facts.name} 的画面在 {at} 处中断（少 {clock(missing)}）",
            )
        )
    found = _found(_Pass(start, end, seen, heard))
    ctx.progress(1.0, "Done")
    return found.model_copy(
        update={
            "duration": facts.duration if facts.duration and not facts.still else seen.seconds,
            "width": facts.size[0],
            "height": facts.size[1],
            "fps": facts.fps,
            "has_sound": bool(facts.sound),
            "notes": (*notes, *sound_notes),
        }
    )


def _part(params: AnalyseParams, facts: FootageFacts) -> tuple[float, float, list[LocalText]]:
    """Start and seconds of what is looked through; cut to the limit, with a note."""
    name, start = facts.name, params.start
    if params.end is not None and params.end <= start:
        raise InputError(
            f"{name}: the part from {start:g} s to {params.end:g} s is empty", "swap them"
        )
    if facts.still:
        return 0.0, 1.0, []
    if facts.duration and start >= facts.duration:
        raise InputError(
            f"{name} is {clock(facts.duration)} long; nothing is there at {clock(start)}",
            "choose an earlier part",
        )
    wanted = params.end - start if params.end is not None else LONGEST_ANALYSED
    rest = facts.duration - start
    if min(wanted if params.end is not None else rest, rest) <= LONGEST_ANALYSED:
        return start, min(wanted, LONGEST_ANALYSED), []
    limit = clock(LONGEST_ANALYSED)
    note = LocalText(
        en=f"{name} is {clock(rest)} long; only the first {limit} were looked through",
        zh=f"{name} 长 {clock(rest)}，只分析了前 {limit}",
    )
    return start, LONGEST_ANALYSED, [note]


def _listen(
    source: Path, facts: FootageFacts, part: tuple[float, float], ctx: Context
) -> tuple[Heard, list[LocalText]]:
    if not facts.sound:
        return _SILENT, []
    file = ctx.scratch / "voice.s16"
    length = min(part[1], facts.duration - part[0]) if facts.duration else part[1]

    def tell(share: float) -> None:
        ctx.progress(0.01 + 0.14 * share, "Listening")

    try:
        extract_voice(source, part[0], length, file, tell)
        return listen(file), []
    except EngineError as error:
        cause = error.message.rpartition(": ")[2]
        return _SILENT, [
            LocalText(
                en=f"the sound of {facts.name} cannot be decoded ({cause})",
                zh=f"{facts.name} 的声音无法解码（{cause}）",
            )
        ]
    finally:
        file.unlink(missing_ok=True)


def _watch(source: Path, facts: FootageFacts, part: tuple[float, float], ctx: Context) -> Seen:
    length = min(part[1], facts.duration - part[0]) if facts.duration else part[1]

    def tell(share: float) -> None:
        ctx.progress(0.15 + 0.83 * min(1.0, share * part[1] / max(length, 0.1)), "Looking")

    try:
        return watch(source, facts, part, ctx.scratch, tell)
    except EngineError as error:
        raise InputError(
            f"{facts.name} cannot be decoded: {error.message}",
            "play it in a video player: if it stops there too, use the part before",
        ) from error


@dataclass(frozen=True)
class _Pass:
    """All that one pass gathered."""

    start: float
    end: float
    seen: Seen
    heard: Heard


def _found(passed: _Pass) -> Analysis:
    """The findings; what is known of the file is filled in by the caller."""
    start, end, looks = passed.start, passed.end, passed.seen.looks
    shots = find_shots(passed.seen.changes, passed.seen.fps, start)
    speech = tuple(
        Phrase(
            start=round(start + one.start, 3),
            end=round(start + one.end, 3),
            loudness=round(one.level, 1),
            fingerprint=one.fingerprint,
        )
        for one in passed.heard.phrases
    )
    silences = tuple(
        Span(start=round(start + a, 3), end=round(start + b, 3)) for a, b in passed.heard.silences
    )
    seconds = seconds_of(looks, passed.heard.loudness, start, end)
    bad = bad_parts(looks, seconds, end)
    faces = faces_seen(looks)
    return Analysis(
        duration=end,
        width=1,
        height=1,
        fps=passed.seen.fps,
        has_sound=False,
        shots=shots,
        speech=speech,
        silences=silences,
        seconds=seconds,
        faces=faces,
        focus=focus_path(looks, shots),
        moments=best_moments(seconds, shots, bad, faces, speech),
        bad=bad,
    )
