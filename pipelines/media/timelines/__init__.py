"""A cut in the formats that editing programs read: OpenTimelineIO, FCPXML, EDL, CapCut draft."""

from pipelines.media.timelines.capcut import capcut_files
from pipelines.media.timelines.edl import edl_text
from pipelines.media.timelines.fcpxml import fcpxml_text
from pipelines.media.timelines.otio_file import otio_text, otio_timeline

__all__ = ["capcut_files", "edl_text", "fcpxml_text", "otio_text", "otio_timeline"]
