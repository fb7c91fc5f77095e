"""What a video file is: size, rate, colour, codecs; its frames counted; its loudness measured.

Read from what ffmpeg prints, as ffprobe is not among the programs we ship.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.media import ffmpeg
from pipelines.sdk import EngineError, InputError

__all__ = ["Loudness", "VideoFacts", "count_frames", "measure_loudness", "probe"]

_NOWHERE = ("-f", "null", "-")


@dataclass(frozen=True)
class VideoFacts:
    """Facts from a file's headers. Zero or ``""`` where the file does not say.

    ``matrix``, ``primaries``, ``transfer`` and ``range`` are ffmpeg's names (``bt709``, ``tv``).
    """

    width: int = 0
    height: int = 0
    fps: float = 0.0
    duration: float = 0.0
    video_codec: str = ""
    pixel_format: str = ""
    range: str = ""
    matrix: str = ""
    primaries: str = ""
    transfer: str = ""
    audio_codec: str = ""
    sample_rate: int = 0
    channels: int = 0
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP, by ffmpeg's ``ebur128``."""

    integrated: float
    true_peak: float


def probe(file: Path) -> VideoFacts:
    """Read a file's headers.

    Raises:
        InputError: It is missing, or ffmpeg finds neither picture nor sound in it.
    """
    if not file.is_file():
        raise InputError(f"the video {file} does not exist", "check the path")
    log = ffmpeg.inspect(["-i", file], f"reading {file.name}")
    facts = {**_video(log), **_audio(log)}
    if not facts:
        raise InputError(f"{file.name} cannot be read as a video", "use MP4, MOV, MKV or WebM")
    return VideoFacts(**facts, duration=_duration(log), tags=_tags(log))


def _duration(log: str) -> float:
    found = re.search(r"Duration: (\d+):(\d+):([\d.]+)", log)
    if not found:
        return 0.0
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


def _tags(log: str) -> dict[str, str]:
    """The file's own metadata: the block between ``Input #0`` and ``Duration``."""
    block = re.search(r"Input #0.*?\n(.*?)  Duration:", log, re.DOTALL)
    found = re.findall(r"^    (\S+)\s*: (.*)$", block[1], re.MULTILINE) if block else []
    return dict(found)


def _video(log: str) -> dict[str, Any]:
    line = re.search(r"Stream #\S+ Video: (.*)", log)
    if not line:
        return {}
    # Commas inside brackets do not part fields: "yuv420p(tv, bt709, progressive)".
    fields = re.split(r",\s*(?![^(]*\))", line[1])
    pixel, _, colour = fields[1].partition("(")
    size = re.search(r"\b(\d{2,5})x(\d{2,5})\b", line[1])
    fps = re.search(r"([\d.]+) fps", line[1])
    return {
        "video_codec": fields[0].split()[0],
        "pixel_format": pixel.strip(),
        "width": int(size[1]) if size else 0,
        "height": int(size[2]) if size else 0,
        "fps": float(fps[1]) if fps else 0.0,
        **_colour(colour.rstrip(")")),
    }


def _colour(words: str) -> dict[str, Any]:
    """``tv, bt709, progressive`` or ``tv, bt709/bt709/iec61966-2-1``: matrix/primaries/transfer."""
    parts = [part.strip() for part in words.split(",")]
    found: dict[str, Any] = {"range": next((p for p in parts if p in ("tv", "pc")), "")}
    names = ("matrix", "primaries", "transfer")
    for part in parts:
        if "/" in part:
            found.update(zip(names, part.split("/"), strict=False))
        elif re.match(r"^(bt|smpte|gbr)", part):
            found.update(dict.fromkeys(names, part))
    return found


def _audio(log: str) -> dict[str, Any]:
    line = re.search(r"Stream #\S+ Audio: (\w+).*?, (\d+) Hz, ([^,]+)", log)
    if not line:
        return {}
    words = {"mono": 1, "stereo": 2, "5.1": 6}
    count = re.match(r"(\d+) channels", line[3])
    channels = int(count[1]) if count else words.get(line[3].split("(")[0], 0)
    return {"audio_codec": line[1], "sample_rate": int(line[2]), "channels": channels}


def count_frames(file: Path, *, keyframes_only: bool = False) -> int:
    """Decode the pictures of the video and count them.

    Args:
        file: The video.
        keyframes_only: Decode key frames only: some milliseconds each, while all pictures of a
            minute of full HD take some ten seconds.

    Raises:
        EngineError: The decoder met an error on the way.
    """
    decode = ["-xerror", "-err_detect", "explode"]
    if keyframes_only:
        decode += ["-skip_frame", "nokey"]
    log = ffmpeg.run(
        ["-stats", *decode, "-i", file, *("-map", "0:v:0", "-fps_mode", "passthrough"), *_NOWHERE],
        f"decoding {file.name}",
    )
    counts = re.findall(r"frame=\s*(\d+)", log)
    if not counts:
        raise EngineError(f"no picture could be decoded in {file.name}")
    return int(counts[-1])


def measure_loudness(file: Path) -> Loudness:
    """Measure the first sound track. Raises ``EngineError`` where there is none."""
    log = ffmpeg.inspect(
        ["-i", file, *("-map", "0:a:0", "-af", "ebur128=peak=true"), *_NOWHERE],
        f"measuring {file.name}",
    )
    summary = log.rpartition("Summary:")[2]
    integrated = re.search(r"I:\s*(-?[\d.]+|-inf) LUFS", summary)
    peak = re.search(r"Peak:\s*(-?[\d.]+|-inf) dBFS", summary)
    if not integrated or not peak:
        raise EngineError(f"no sound could be measured in {file.name}")
    return Loudness(float(integrated[1]), float(peak[1]))
