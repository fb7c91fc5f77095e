"""Running ffmpeg on long footage: how far it is goes out, cancelling comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from pipelines.media.ffmpeg import RawReader

__all__ = ["run_telling"]


def run_telling(
    arguments: Sequence[str | Path], task: str, seconds: float, tell: Callable[[float], None]
) -> None:
    """Run ffmpeg to its end and tell twice a second how much of ``seconds`` is written.

    Args:
        arguments: Everything behind ``ffmpeg -hide_banner -nostdin -y -v error``; outputs are
            files.
        task: What is being done, for the error message.
        seconds: Length of the output.
        tell: Called with 0–1. What it raises ends ffmpeg at once.
    """
    progress = ["-progress", "pipe:1", "-stats_period", "0.5"]
    byte, line = np.zeros(1, np.uint8), bytearray()
    with RawReader([*progress, *arguments], task) as reader:
        while reader.read_into(byte):
            if byte[0] != 10:
                line.append(int(byte[0]))
                continue
            key, _, value = line.decode("ascii", "replace").partition("=")
            line.clear()
            if key == "out_time_us" and value.strip().lstrip("-").isdigit():
                tell(min(1.0, max(0.0, int(value) / 1e6 / max(seconds, 1e-3))))
