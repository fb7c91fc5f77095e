"""What a person's footage is, and one clear line where it cannot be used.

Read from what ffmpeg prints about the file, as ffprobe is not among the programs we ship.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.media import ffmpeg
from pipelines.sdk import InputError

__all__ = ["FootageFacts", "clock", "read_footage"]

_COPY_AGAIN = "copy it again from where it was recorded"
_STILL_CONTAINERS = ("image2", "_pipe")
_STILL_CODECS = ("png", "mjpeg", "webp", "bmp", "tiff", "gif", "jpegxl", "ppm")


@dataclass(frozen=True)
class FootageFacts:
    """Facts from a file's headers; ``""`` and 0 where it does not say.

    ``width`` and ``height`` are as stored; ``size`` is upright with square pixels. ``rotation`` is
    in degrees. ``peak`` is the brightest light in cd/m², where HDR metadata tell it.
    """

    name: str
    container: str
    codec: str
    pixel_format: str
    width: int
    height: int
    fps: float = 0.0
    duration: float = 0.0
    rotation: float = 0.0
    pixel_aspect: float = 1.0
    range: str = ""
    matrix: str = ""
    primaries: str = ""
    transfer: str = ""
    interlaced: bool = False
    alpha: bool = False
    dolby_profile: int = 0
    peak: float = 0.0
    sound: str = ""

    @property
    def still(self) -> bool:
        """Whether it is a single picture."""
        stored_alone = any(mark in self.container for mark in _STILL_CONTAINERS)
        return stored_alone and self.codec in _STILL_CODECS

    @property
    def hdr(self) -> bool:
        """Whether it is high dynamic range: PQ or HLG."""
        return self.transfer in ("smpte2084", "arib-std-b67")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in px as it is meant to be seen."""
        width, height = max(1, round(self.width * self.pixel_aspect)), self.height
        return (height, width) if round(abs(self.rotation)) % 180 == 90 else (width, height)


def clock(seconds: float) -> str:
    """``75.3`` → ``1:15``, ``7200`` → ``2:00:00``; below a minute with tenths: ``4.2 s``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    hours, rest = divmod(round(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def read_footage(file: Path, name: str = "") -> FootageFacts:
    """Read a video's headers.

    Args:
        file: The file.
        name: What the person calls it; empty: the file's name.

    Raises:
        InputError: It is missing, empty, no video, cut off before its index was written, or has
            sound only.
    """
    name = name or file.name
    if not file.is_file():
        raise InputError(f"the footage {name} does not exist", "check the path")
    if file.stat().st_size == 0:
        raise InputError(f"{name} is empty (0 bytes)", _COPY_AGAIN)
    log = ffmpeg.inspect(["-i", file], f"reading {name}")
    line = _video_line(log)
    if line is None:
        raise _refusal(log, name, file)
    facts = _video(line)
    if not facts["width"]:
        raise InputError(f"{name} has a picture track that cannot be read", _COPY_AGAIN)
    return FootageFacts(
        name=name,
        container=_found(r"Input #0, (\S+?),? from", log),
        duration=_duration(log),
        rotation=float(_found(r"(?i)rotation of (-?[\d.]+)", log) or 0.0),
        dolby_profile=int(_found(r"DOVI configuration record:.*?profile: (\d+)", log) or 0),
        peak=float(_found(r"MaxCLL=\s*(\d+)", log) or 0.0),
        sound=_found(r"Stream #\S+ Audio: (.*)", log),
        alpha=_has_alpha(facts["pixel_format"]) or bool(re.search(r"alpha_mode\s*: 1", log)),
        **facts,
    )


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


def _video_line(log: str) -> str | None:
    """The first picture stream that is not the cover of a sound file."""
    for line in re.findall(r"Stream #\S+ Video: (.*)", log):
        if "(attached pic)" not in line:
            return line
    return None


def _refusal(log: str, name: str, file: Path) -> InputError:
    if re.search(r"Stream #\S+ Audio:", log):
        return InputError(
            f"{name} has sound but no picture", "use it as music or as a recorded voice"
        )
    with file.open("rb") as stream:
        looks_like_mp4 = b"ftyp" in stream.read(64)
    if "moov atom not found" in log and looks_like_mp4:
        return InputError(
            f"{name} was cut off before its index was written, so nothing in it can be found",
            f"{_COPY_AGAIN}, or mend it with the camera maker's repair program",
        )
    return InputError(
        f"{name} is not a video, or is damaged from its first bytes on",
        "use MP4, MOV, MKV, WebM, AVI or GIF",
    )


def _video(line: str) -> dict[str, Any]:
    # Commas inside brackets do not part fields: "yuv420p(tv, bt709, progressive)".
    fields = re.split(r",\s*(?![^(]*\))", line)
    pixel, _, colour = fields[1].partition("(")
    size = re.search(r"\b(\d{1,5})x(\d{1,5})\b", line.partition(", ")[2])
    aspect = re.search(r"SAR (\d+):(\d+)", line)
    shape = int(aspect[1]) / int(aspect[2]) if aspect and int(aspect[1]) * int(aspect[2]) else 1.0
    return {
        "codec": fields[0].split()[0],
        "pixel_format": pixel.strip(),
        "width": int(size[1]) if size else 0,
        "height": int(size[2]) if size else 0,
        "fps": float(_found(r"([\d.]+) fps", line) or 0.0),
        "pixel_aspect": shape,
        **_colour(colour.rstrip(")")),
    }


def _colour(words: str) -> dict[str, Any]:
    """``tv, bt709, top first`` or ``tv, bt2020nc/bt2020/smpte2084``: matrix/primaries/transfer."""
    parts = [part.strip() for part in words.split(",")]
    found: dict[str, Any] = {
        "range": next((part for part in parts if part in ("tv", "pc")), ""),
        "interlaced": any(part.endswith(("first", "swapped)")) for part in parts),
    }
    names = ("matrix", "primaries", "transfer")
    for part in parts:
        if "/" in part:
            triple = (word.replace("unknown", "") for word in part.split("/"))
            found.update(zip(names, triple, strict=False))
        elif re.match(r"^(bt|smpte|gbr|arib)", part):
            found.update(dict.fromkeys(names, part))
    return found


def _has_alpha(pixel_format: str) -> bool:
    return pixel_format.startswith(("yuva", "gbrap", "ya")) or pixel_format in (
        *("rgba", "bgra", "argb", "abgr", "rgba64le", "rgba64be", "bgra64le", "bgra64be", "pal8"),
    )


def _duration(log: str) -> float:
    found = re.search(r"Duration: (\d+):(\d+):([\d.]+)", log)
    if not found:
        return 0.0
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])
