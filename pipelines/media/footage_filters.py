"""ffmpeg filters that turn any picture stream into BT.709 4:2:0 at one constant rate."""

from __future__ import annotations

from pathlib import Path

from pipelines.media.footage_colour import write_cube
from pipelines.media.footage_probe import FootageFacts

__all__ = ["TAGS", "even_size", "input_options", "picture_filters"]

TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
"""Names the colours without converting; output flags would convert once more."""

_SCALING = "flags=bicubic+accurate_rnd+full_chroma_int"
_MATRICES = {
    "bt709": "bt709",
    "bt2020nc": "bt2020",
    "bt2020c": "bt2020",
    "smpte170m": "smpte170m",
    "bt470bg": "smpte170m",
    "smpte240m": "smpte240m",
    "fcc": "fcc",
}
_WIDE = ("bt2020", "smpte432")


def even_size(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    """The size in px, never larger, its longer side at most ``long_side``, both sides even."""
    shrink = min(1.0, long_side / max(size))
    width, height = (max(2, 2 * int(side * shrink / 2 + 0.25)) for side in size)
    return width, height


def input_options(facts: FootageFacts, start: float, seconds: float | None) -> list[str]:
    """What stands before ``-i``: only the wanted part is read, transparency kept."""
    options: list[str] = []
    if facts.still:
        options += ["-loop", "1"] if facts.codec != "gif" else []
        return [*options, "-t", f"{seconds or 5.0:.6f}"]
    if facts.alpha and facts.codec in ("vp8", "vp9"):
        # ffmpeg's own decoders leave the alpha of WebM out.
        options += ["-c:v", {"vp8": "libvpx", "vp9": "libvpx-vp9"}[facts.codec]]
    if start > 0:
        options += ["-ss", f"{start:.6f}"]
    if seconds is not None:
        options += ["-t", f"{seconds:.6f}"]
    return options


def picture_filters(
    facts: FootageFacts,
    size: tuple[int, int],
    fps: float,
    scratch: Path,
    *,
    background: str = "#ffffff",
) -> str:
    """A filter chain from the decoded (and by ffmpeg already turned) picture to yuv420p.

    Args:
        facts: Of the file.
        size: Wanted width and height, px.
        fps: Wanted constant rate.
        scratch: Folder for a colour table; it must outlive the run.
        background: Hex colour below transparent parts.
    """
    width, height = size
    chain: list[str] = []
    if facts.interlaced:
        chain.append("bwdif=mode=send_frame")
    chain.append(f"fps={fps:g}:start_time=0")
    if facts.alpha:
        colour = "0x" + background.lstrip("#")
        chain.append(f"scale={width}:{height}:{_SCALING}:out_range=pc,format=rgba")
        joined = ",".join(chain)
        # The ground ends with the picture; ``shortest`` alone would hold the last frame.
        return (
            f"{joined},split[ink][size];[size]drawbox=color={colour}@1:t=fill:replace=1[ground];"
            f"[ground][ink]overlay=format=rgb:alpha=straight,{_to_709('')},setsar=1"
        )
    if _needs_table(facts):
        chain += _tone_mapped(facts, size, scratch)
        return ",".join([*chain, _to_709(""), "setsar=1"])
    matrix = _matrix(facts)
    chain.append(f"scale={width}:{height}:{_SCALING}")
    return ",".join([*chain, _to_709(matrix, facts.range), "setsar=1"])


def _needs_table(facts: FootageFacts) -> bool:
    return facts.hdr or facts.primaries in _WIDE


def _matrix(facts: FootageFacts) -> str:
    """The YUV matrix; where the file does not say, by size as players guess."""
    if facts.pixel_format.startswith(("rgb", "bgr", "gbr", "argb", "abgr", "pal", "0rgb")):
        return ""
    if facts.codec == "mjpeg":
        return "smpte170m"
    known = _MATRICES.get(facts.matrix)
    return known or ("bt709" if max(facts.width, facts.height) >= 1200 else "smpte170m")


def _to_709(matrix: str, range_: str = "") -> str:
    source = f"in_color_matrix={matrix}:" if matrix else ""
    if range_ == "pc":
        source += "in_range=pc:"
    convert = f"scale={source}out_color_matrix=bt709:out_range=tv:{_SCALING}"
    return f"{convert},format=yuv420p,{TAGS}"


def _tone_mapped(facts: FootageFacts, size: tuple[int, int], scratch: Path) -> list[str]:
    """Smaller first, then to 16-bit R′G′B′, then through the table."""
    table = scratch / "to-sdr.cube"
    write_cube(table, facts.transfer, facts.primaries, facts.peak)
    source = f"in_color_matrix={_matrix(facts) or 'bt2020'}:out_range=pc:{_SCALING}"
    return [
        f"scale={size[0]}:{size[1]}:{source}",
        "format=gbrp12",
        f"lut3d=file={_quoted(table)}:interp=tetrahedral",
        "setparams=color_primaries=bt709:color_trc=bt709:colorspace=gbr:range=pc",
    ]


def _quoted(file: Path) -> str:
    """A path inside a filter: escaped as an option's value, then again for the filter graph."""
    value = file.resolve().as_posix()
    for mark in "\\':":
        value = value.replace(mark, "\\" + mark)
    for mark in "\\'[],;":
        value = value.replace(mark, "\\" + mark)
    return value
