"""A cut as FCPXML 1.8, for Final Cut Pro, DaVinci Resolve and Premiere (by a converter).

The scenes are the spine; what lies ready, sound, captions and markers are connected to them.
"""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from pipelines.documents.cut import Cut, CutCaption, CutClip, CutTrack
from pipelines.media.timelines.otio_file import MADE_BY_AI

__all__ = ["fcpxml_text"]


def fcpxml_text(cut: Cut) -> str:
    """The ``.fcpxml`` file. Media are linked relative to it."""
    root = Tree.Element("fcpxml", version="1.8")
    resources = Tree.SubElement(root, "resources")
    ids = _resources(resources, cut)
    event = Tree.SubElement(root, "event", name=cut.title)
    project = Tree.SubElement(event, "project", name=cut.title)
    sequence = Tree.SubElement(
        project,
        "sequence",
        format="r1",
        duration=_time(cut.frames, cut.fps),
        tcStart="0s",
        tcFormat="NDF",
        audioLayout="stereo",
        audioRate="48k",
    )
    Tree.SubElement(sequence, "note").text = MADE_BY_AI
    spine = Tree.SubElement(sequence, "spine")
    shown = next(track for track in cut.tracks if track.kind == "video" and track.shown)
    hosts = _spine(spine, cut, shown, ids)
    _connected(cut, shown, hosts, ids)
    _words(cut, hosts)
    Tree.indent(root, " ")
    body = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{body}\n'


def _time(frames: int, fps: int) -> str:
    """Whole frames as the format's own kind of fraction."""
    return f"{frames * 100}/{fps * 100}s" if frames else "0s"


def _resources(resources: Tree.Element, cut: Cut) -> dict[str, str]:
    """Formats and files; the id of each file by its path."""
    Tree.SubElement(
        resources,
        "format",
        id="r1",
        name=f"FFVideoFormat{cut.width}x{cut.height}p{cut.fps}",
        frameDuration=_time(1, cut.fps),
        width=str(cut.width),
        height=str(cut.height),
        colorSpace="1-1-1 (Rec. 709)",
    )
    ids: dict[str, str] = {}
    for number, file in enumerate(cut.files, start=2):
        ids[file.path] = f"r{number}"
        # A still has no length of its own; it must be as long as its clips want.
        uses = [clip for track in cut.tracks for clip in track.clips if clip.file == file.path]
        length = file.frames or max((clip.source + clip.frames for clip in uses), default=1)
        asset = Tree.SubElement(
            resources,
            "asset",
            id=ids[file.path],
            name=file.name,
            src=f"./{file.path}",
            start="0s",
            duration=_time(length, cut.fps),
            hasVideo="0" if file.kind == "sound" else "1",
            hasAudio="1" if file.kind == "sound" or file.has_sound else "0",
            format="r1",
        )
        made = Tree.SubElement(Tree.SubElement(asset, "metadata"), "md")
        made.set("key", "com.aigc-studio.made-by-ai")
        made.set("value", "no" if file.own else MADE_BY_AI)
        if file.kind == "sound" or file.has_sound:
            asset.set("audioSources", "1")
            asset.set("audioChannels", "2")
            asset.set("audioRate", "48000")
    return ids


_Host = tuple[CutClip, Tree.Element]
"""A clip of the spine, and its element, which others are connected to."""


def _clip(parent: Tree.Element, cut: Cut, clip: CutClip, ids: dict[str, str]) -> Tree.Element:
    element = Tree.SubElement(
        parent,
        "asset-clip",
        name=clip.name,
        ref=ids[clip.file],
        offset=_time(clip.start, cut.fps),
        start=_time(clip.source, cut.fps),
        duration=_time(clip.frames, cut.fps),
        format="r1",
        tcFormat="NDF",
    )
    if clip.gain_db:
        Tree.SubElement(element, "adjust-volume", amount=f"{clip.gain_db:.1f}dB")
    return element


def _spine(spine: Tree.Element, cut: Cut, track: CutTrack, ids: dict[str, str]) -> list[_Host]:
    hosts: list[_Host] = []
    at = 0
    for clip in track.clips:
        if clip.start > at:
            length = _time(clip.start - at, cut.fps)
            Tree.SubElement(spine, "gap", offset=_time(at, cut.fps), start="0s", duration=length)
        element = _clip(spine, cut, clip, ids)
        element.set("audioRole", "dialogue")
        hosts.append((clip, element))
        at = clip.end
    return hosts


def _host(hosts: list[_Host], at: int) -> _Host:
    """The clip of the spine that plays at a frame; the last one before it in a gap."""
    return next((each for each in reversed(hosts) if each[0].start <= at), hosts[0])


def _connected(cut: Cut, shown: CutTrack, hosts: list[_Host], ids: dict[str, str]) -> None:
    """Every other track, a lane each below the spine."""
    for lane, track in enumerate((each for each in cut.tracks if each is not shown), start=1):
        for clip in track.clips:
            base, host = _host(hosts, clip.start)
            element = _clip(host, cut, clip, ids)
            element.set("lane", str(-lane))
            # Times inside a host are those of its file.
            element.set("offset", _time(base.source + clip.start - base.start, cut.fps))
            if track.kind == "sound":
                element.set("audioRole", track.name)
            if not track.shown:
                element.set("enabled", "0")


def _words(cut: Cut, hosts: list[_Host]) -> None:
    """Captions and markers; the format wants them behind all connected clips, in this order."""
    role = f"captions?captionFormat=ITT.{'zh-Hans' if cut.language == 'zh' else 'en'}"
    for number, caption in enumerate(cut.captions, start=1):
        base, host = _host(hosts, caption.start)
        element = Tree.SubElement(
            host,
            "caption",
            lane="1",
            name=caption.text[:60],
            role=role,
            offset=_time(base.source + caption.start - base.start, cut.fps),
            start="0s",
            duration=_time(caption.frames, cut.fps),
        )
        text = Tree.SubElement(element, "text", {"placement": "bottom"})
        style = Tree.SubElement(text, "text-style", ref=f"ts{number}")
        style.text = _lines(caption)
        definition = Tree.SubElement(element, "text-style-def", id=f"ts{number}")
        Tree.SubElement(definition, "text-style", fontSize="13", fontColor="1 1 1 1")
    for marker in cut.markers:
        base, host = _host(hosts, marker.at)
        element = Tree.SubElement(
            host,
            "marker",
            start=_time(base.source + marker.at - base.start, cut.fps),
            duration=_time(1, cut.fps),
            value=marker.name,
        )
        if marker.note:
            element.set("note", marker.note)


def _lines(caption: CutCaption) -> str:
    return "\n".join(words for words in (caption.text, caption.second) if words)
