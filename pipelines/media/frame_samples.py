"""A video looked through in small frames: how sharp, bright, colourful and lively it is, when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.media import ffmpeg
from pipelines.media.video_probe import VideoFacts, probe
from pipelines.sdk import EngineError, InputError

__all__ = ["Sample", "read_frame", "sample_video"]

Pixels = NDArray[np.uint8]

_SIDE = 320
"""px; the longer side of a sampled frame."""


@dataclass(frozen=True)
class Sample:
    """A small frame and its measures, each 0–1.

    Attributes:
        at: Seconds into the video.
        sharp: Detail: the spread of the Laplacian, compressed.
        light: 1 where well lit, towards 0 where dark or blown out.
        contrast: Spread of the lightness.
        colour: Colourfulness (Hasler and Süsstrunk, 2003), compressed.
        change: How much differs from the sample before.
        pixels: RGB [h, w, 3].
    """

    at: float
    sharp: float
    light: float
    contrast: float
    colour: float
    change: float
    pixels: Pixels


def sample_video(file: Path, per_second: float, most: int = 400) -> tuple[VideoFacts, list[Sample]]:
    """Look through a video.

    Args:
        file: The video.
        per_second: Frames looked at a second; fewer where there would be more than ``most``.
        most: Frames at most.

    Raises:
        InputError: It has no picture.
    """
    facts = probe(file)
    if not facts.width or not facts.duration:
        raise InputError(f"{file.name} has no moving picture", "give a video")
    rate = min(per_second, most / facts.duration)
    scale = _SIDE / max(facts.width, facts.height)
    width, height = (max(2, 2 * round(side * scale / 2)) for side in (facts.width, facts.height))
    command = [
        *("-i", file, "-vf", f"fps={rate:.6f}:round=near,scale={width}:{height}:flags=area"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
    ]
    samples: list[Sample] = []
    before: Pixels | None = None
    with ffmpeg.RawReader(command, f"looking through {file.name}") as reader:
        frame = np.empty((height, width, 3), np.uint8)
        while reader.read_into(frame):
            # fps takes the frame nearest the middle of each step.
            at = min((len(samples) + 0.5) / rate, max(0.0, facts.duration - 0.05))
            samples.append(_measured(at, frame.copy(), before))
            before = samples[-1].pixels
    if not samples:
        raise InputError(f"{file.name} has no frame that can be decoded", "give another video")
    return facts, samples


def _measured(at: float, pixels: Pixels, before: Pixels | None) -> Sample:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    detail = float(cv2.Laplacian(grey, cv2.CV_32F).std())
    mean, spread = float(grey.mean()) / 255, float(grey.std()) / 255
    red, green, blue = (pixels[..., i].astype(np.float32) for i in range(3))
    first, second = red - green, (red + green) / 2 - blue
    colourful = math.hypot(first.std(), second.std()) + 0.3 * math.hypot(
        first.mean(), second.mean()
    )
    change = 0.0
    if before is not None:
        change = float(cv2.absdiff(pixels, before).mean()) / 255
    return Sample(
        at=at,
        sharp=1 - math.exp(-detail / 18),
        light=max(0.0, 1 - (abs(mean - 0.52) / 0.48) ** 2),
        contrast=min(1.0, spread / 0.25),
        colour=1 - math.exp(-colourful / 45),
        change=min(1.0, change * 6),
        pixels=pixels,
    )


def read_frame(file: Path, at: float, facts: VideoFacts) -> Pixels:
    """The frame seen at a time, as large as the video: RGB [h, w, 3].

    Raises:
        EngineError: There is no frame so late.
    """
    frame = np.empty((facts.height, facts.width, 3), np.uint8)
    command = [
        *("-ss", f"{at:.4f}", "-i", file, "-frames:v", "1"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
    ]
    with ffmpeg.RawReader(command, f"taking a frame of {file.name}") as reader:
        if not reader.read_into(frame):
            raise EngineError(f"{file.name} has no frame at {at:.2f} s")
    return frame
