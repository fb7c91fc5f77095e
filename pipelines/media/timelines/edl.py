"""A cut as an edit decision list (CMX 3600): the picture, the voice, and markers.

The format knows one picture track and no looks, so only what is seen and what is said is in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.documents.cut import Cut, CutClip
from pipelines.media.timelines.otio_file import MADE_BY_AI

__all__ = ["edl_text"]

_MOST = 999
"""Events; the format counts in three digits."""


def edl_text(cut: Cut) -> str:
    """The ``.edl`` file: reels are counted, the file stands in the comments behind each event."""
    lines = [f"TITLE: {_ascii(cut.title)[:70]}", "FCM: NON-DROP FRAME", ""]
    events = [*_of_kind(cut, "video", "V"), *_of_kind(cut, "sound", "A")][:_MOST]
    for number, (clip, channel) in enumerate(events, start=1):
        times = (clip.source, clip.source + clip.frames, clip.start, clip.end)
        shown = " ".join(_timecode(frames, cut.fps) for frames in times)
        lines.append(f"{number:03}  {_reel(cut, clip)} {channel:<5} C        {shown}")
        lines.append(f"* FROM CLIP NAME:  {clip.name}")
        lines.append(f"* SOURCE FILE: {clip.file}")
        if number == 1:  # readers take comments behind events only
            lines.append(f"* {MADE_BY_AI}")
        if channel == "V":
            lines += [
                f"* LOC: {_timecode(marker.at, cut.fps)} GREEN   {marker.name}"
                for marker in cut.markers
                if clip.start <= marker.at < clip.end
            ]
    return "\n".join(lines) + "\n"


def _of_kind(cut: Cut, kind: str, channel: str) -> Iterable[tuple[CutClip, str]]:
    """The first track of a kind that is shown."""
    track = next((each for each in cut.tracks if each.kind == kind and each.shown), None)
    return [(clip, channel) for clip in track.clips] if track else []


def _reel(cut: Cut, clip: CutClip) -> str:
    """Eight characters that tell files apart."""
    number = next(n for n, each in enumerate(cut.files, start=1) if each.path == clip.file)
    return f"AX{number:06}"


def _timecode(frames: int, fps: int) -> str:
    seconds, rest = divmod(frames, fps)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{rest:02}"


def _ascii(text: str) -> str:
    """Titles are read as ASCII by old programs; names behind an asterisk are not."""
    return text.encode("ascii", "replace").decode("ascii").replace("?", "_")
