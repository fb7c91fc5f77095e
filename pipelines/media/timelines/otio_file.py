"""A cut as an OpenTimelineIO timeline: every track, gaps between clips, markers, captions."""

from __future__ import annotations

from typing import Any

from pipelines.documents.cut import Cut, CutClip, CutFile, CutTrack

__all__ = ["MADE_BY_AI", "otio_text", "otio_timeline"]

MADE_BY_AI = "AI-generated content · 人工智能生成内容"
"""Editing formats have no place for the implicit label; the words stand where notes stand."""


def otio_text(cut: Cut) -> str:
    """The ``.otio`` file. Media are linked relatively."""
    import opentimelineio as otio

    return otio.adapters.write_to_string(otio_timeline(cut), "otio_json", indent=1)


def otio_timeline(cut: Cut, tracks: tuple[CutTrack, ...] | None = None) -> Any:
    """The timeline as an ``opentimelineio`` object.

    Args:
        cut: What is in it.
        tracks: These tracks alone, without captions; None: all.
    """
    import opentimelineio as otio

    def time(frames: float) -> Any:
        return otio.opentime.RationalTime(frames, cut.fps)

    def span(start: float, frames: float) -> Any:
        return otio.opentime.TimeRange(time(start), time(frames))

    def clip(each: CutClip) -> Any:
        file = cut.file(each.file)
        made = otio.schema.Clip(
            name=each.name,
            media_reference=otio.schema.ExternalReference(
                target_url=each.file,
                available_range=span(0, _length(file, each)),
                metadata={"aigc_studio": {"sha256": file.asset.sha256}},
            ),
            source_range=span(each.source, round(each.frames * each.speed)),
            metadata={"aigc_studio": {"gain_db": each.gain_db}},
        )
        if each.speed != 1:
            made.effects.append(otio.schema.LinearTimeWarp(time_scalar=each.speed))
            # A time warp keeps the length: what is seen lasts as long as the source range.
            made.source_range = span(each.source, each.frames)
        return made

    def filled(track: Any, pieces: list[tuple[int, int, Any]]) -> Any:
        at = 0
        for start, end, item in pieces:
            if start > at:
                track.append(otio.schema.Gap(source_range=span(0, start - at)))
            track.append(item)
            at = end
        return track

    timeline = otio.schema.Timeline(name=cut.title)
    timeline.global_start_time = time(0)
    timeline.metadata["aigc_studio"] = {
        "ai_generated": MADE_BY_AI,
        "width": cut.width,
        "height": cut.height,
        "language": cut.language,
    }
    kinds = {"video": otio.schema.TrackKind.Video, "sound": otio.schema.TrackKind.Audio}
    wanted = cut.tracks if tracks is None else tracks
    # What is seen lies on top, and top is last.
    for each in sorted(wanted, key=lambda track: track.shown):
        track = otio.schema.Track(name=each.name, kind=kinds[each.kind])
        track.enabled = each.shown
        pieces = [(one.start, one.end, clip(one)) for one in each.clips]
        timeline.tracks.append(filled(track, pieces))
    if tracks is None and cut.captions:
        track = otio.schema.Track(name="captions", kind="Text")
        pieces = [
            (one.start, one.start + one.frames, _caption(otio, one.text, one.second, span, one))
            for one in cut.captions
        ]
        timeline.tracks.append(filled(track, pieces))
    for marker in cut.markers:
        timeline.tracks.markers.append(
            otio.schema.Marker(
                name=marker.name,
                marked_range=span(marker.at, 0),
                color=otio.schema.MarkerColor.GREEN,
                metadata={"aigc_studio": {"note": marker.note}},
            )
        )
    return timeline


def _length(file: CutFile, clip: CutClip) -> int:
    """A still has no end of its own: it is as long as it is shown."""
    return file.frames or clip.source + clip.frames


def _caption(otio: Any, text: str, second: str, span: Any, one: Any) -> Any:
    """A clip without media that holds the words: what has no format of its own in OTIO."""
    return otio.schema.Clip(
        name=text,
        media_reference=otio.schema.MissingReference(),
        source_range=span(0, one.frames),
        metadata={"aigc_studio": {"caption": text, "second": second}},
    )
