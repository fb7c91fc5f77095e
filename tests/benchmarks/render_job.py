"""The video that the rendering benchmarks make: six scenes with zooms, crossfades, words, sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pipelines.documents.pieces import split_frames
from pipelines.documents.shot import (
    Box,
    Caption,
    Motion,
    PictureLayer,
    Shot,
    Transition,
    View,
    Watermark,
)
from pipelines.documents.timing import TimedWord
from pipelines.media.wav import write_wav
from pipelines.roles.sound import Clip, MixParams
from pipelines.roles.video import RenderParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext

FPS = 30
JOIN = 15
SCENE_S = 5.0
_PICTURES = 6
_TEXTS = ("一键生成分镜脚本与配音字幕", "Every word is lit while it is said")
_ZOOMS = ((1.04, 1.18), (1.18, 1.05), (1.05, 1.16), (1.16, 1.04), (1.06, 1.15), (1.08, 1.18))
LOGO = Box(x=0.7, y=0.035, w=0.25, h=0.05)


@dataclass(frozen=True)
class Job:
    """A video of shots of one size, with what its mix is made of."""

    shots: tuple[Shot, ...]
    size: tuple[int, int]
    mix: MixParams
    pictures: tuple[Path, ...]

    @property
    def frames(self) -> int:
        return sum(shot.frames - shot.transition.frames for shot in self.shots)

    def pieces(self, purpose: str = "final") -> list[RenderParams]:
        """Bodies and joins in the order of the video, as the studio asks for them."""
        asked: list[dict[str, object]] = []
        for number, shot in enumerate(self.shots):
            join = shot.transition.frames
            if join:
                asked.append({"part": "transition", "shots": (self.shots[number - 1], shot)})
            later = self.shots[number + 1 : number + 2]
            last = shot.frames - (later[0].transition.frames if later else 0)
            asked += [
                {"shots": (shot,), "first": a, "last": b} for a, b in split_frames(join, last, FPS)
            ]
        common = {"width": self.size[0], "height": self.size[1], "fps": FPS, "purpose": purpose}
        return [RenderParams.model_validate({**one, **common}) for one in asked]


def make_job(ctx: LocalContext, folder: Path, seconds: float, size: tuple[int, int]) -> Job:
    """Draw pictures, make sound, lay out the shots of a video of ``seconds``."""
    files = [_picture(folder / f"picture{i}.png", i) for i in range(_PICTURES)]
    pictures = [ctx.add(file, "image") for file in files]
    logo = ctx.add(_logo(folder / "logo.png"), "image")
    total, count = round(seconds * FPS), max(1, round(seconds / SCENE_S))
    edges = [round(i * total / count) for i in range(count + 1)]
    shots = tuple(
        _shot(i, edges[i + 1] - edges[i] + (JOIN if i else 0), pictures[i % _PICTURES], logo)
        for i in range(count)
    )
    return Job(shots, size, _mix(ctx, folder, total / FPS), tuple(files))


def _shot(number: int, frames: int, picture: Asset, logo: Asset) -> Shot:
    near, far = _ZOOMS[number % len(_ZOOMS)]
    move = Motion(start=View(zoom=near, x=0.46), end=View(zoom=far, x=0.54, y=0.47))
    return Shot(
        id=f"scene {number + 1}",
        frames=frames,
        background=PictureLayer(asset=picture, motion=move),
        captions=tuple(_captions(frames)),
        marks=(Watermark(asset=logo, box=LOGO),),
        transition=Transition(kind="crossfade", frames=JOIN) if number else Transition(),
    )


def _captions(frames: int) -> list[Caption]:
    """A sentence every two seconds, a word every fifth of one."""
    out = []
    for start in range(JOIN, frames - 60 + 1, 60):
        text = _TEXTS[start // 60 % 2]
        parts = list(text) if text[0] > "\u3000" else text.split()
        words, at = [], 0
        for i, part in enumerate(parts):
            first = text.index(part, at)
            at = first + len(part)
            begin = start / FPS + i * 1.8 / len(parts)
            words.append(TimedWord(text=part, start=begin, end=begin + 0.1, first=first, last=at))
        out.append(Caption(text=text, start=start, end=start + 58, words=tuple(words)))
    return out


def _picture(file: Path, number: int) -> Path:
    """Sky, haze and a town: slopes for banding, fine edges for jitter, grain for the encoder."""
    rng = np.random.default_rng(number)
    width, height = 1400, 2490
    slope = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    sky, ground = rng.uniform(40, 220, 3), rng.uniform(20, 200, 3)
    pixels = np.repeat(sky * (1 - slope) + ground * slope, width, axis=1).astype(np.float32)
    for octave in range(2, 9):
        n = 2**octave
        cells = rng.normal(0, 1, (n * height // width + 2, n + 2, 3)).astype(np.float32)
        cells = cells * 0.35 + cells.mean(2, keepdims=True)
        haze = cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC)
        pixels += haze * (36 / 1.9 ** (octave - 2))
    town = np.ascontiguousarray(np.clip(pixels, 0, 255).astype(np.uint8))
    for _ in range(40):
        x, w = int(rng.integers(-50, width)), int(rng.integers(60, 220))
        y = int(rng.integers(height // 3, height - 200))
        colour = tuple(int(v) for v in rng.integers(10, 200, 3))
        cv2.rectangle(town, (x, y), (x + w, height), colour, -1)
        for row in range(y + 14, min(height, y + 600), 34):
            for column in range(x + 10, x + w - 14, 28):
                if rng.random() < 0.5:
                    cv2.rectangle(town, (column, row), (column + 12, row + 16), (250, 220, 150), -1)
    for _ in range(40):
        ends = rng.integers(0, width, 4)
        cv2.line(town, tuple(ends[:2]), tuple(ends[2:]), (235, 235, 235), 2, cv2.LINE_AA)
    grainy = cv2.GaussianBlur(town.astype(np.float32), (0, 0), 0.6)
    grainy += rng.normal(0, 1.2, (height, width, 1)).astype(np.float32)
    Image.fromarray(np.clip(grainy, 0, 255).astype(np.uint8)).save(file, compress_level=1)
    return file


def _logo(file: Path) -> Path:
    pixels = np.zeros((120, 400, 4), np.uint8)
    cv2.circle(pixels, (60, 60), 50, (255, 255, 255, 255), -1, cv2.LINE_AA)
    cv2.rectangle(pixels, (140, 40), (390, 80), (255, 255, 255, 255), -1)
    Image.fromarray(pixels).save(file)
    return file


def _mix(ctx: LocalContext, folder: Path, duration: float) -> MixParams:
    """Something like speech every scene, and a chord below."""
    rng = np.random.default_rng(1)
    t = np.arange(round(3.6 * 48000)) / 48000
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * t), 0, 1) ** 0.7
    buzz = sum(np.sin(2 * np.pi * 140 * k * t) / k for k in range(1, 12))
    voice = 0.2 * syllables * (buzz + 0.2 * rng.standard_normal(t.size))
    write_wav(folder / "voice.wav", voice.astype(np.float32), 48000)
    t = np.arange(16 * 48000) / 48000
    chord = sum(np.sin(2 * np.pi * f * t) for f in (220.0, 277.2, 329.6)) * 0.1
    stereo = np.stack([chord, np.roll(chord, 90)], axis=1).astype(np.float32)
    write_wav(folder / "music.wav", stereo, 48000)
    said = ctx.add(folder / "voice.wav", "speech")
    starts = np.arange(0.7, max(0.8, duration - 3.7), SCENE_S)
    return MixParams(
        duration=duration,
        narration=tuple(Clip(audio=said, start=float(start)) for start in starts),
        music=ctx.add(folder / "music.wav", "music"),
    )
