"""The video engines keep the promises of their roles."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from pipelines.documents.shot import (
    Box,
    Caption,
    Motion,
    PictureLayer,
    Shot,
    TextLayer,
    View,
    Watermark,
)
from pipelines.generators.video.assemble import joiner
from pipelines.generators.video.render import compositor
from pipelines.media.wav import write_wav
from pipelines.roles.video import AssembleParams, RenderParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext, check_generator


def _tone(ctx: LocalContext, tmp_path: Path, name: str, seconds: float) -> Asset:
    wave = 0.2 * np.sin(np.arange(round(seconds * 48000)) * 2 * np.pi * 330 / 48000)
    write_wav(tmp_path / name, wave.astype(np.float32), 48000)
    return ctx.add(tmp_path / name, "sound")


def _shot(ctx: LocalContext, tmp_path: Path) -> Shot:
    x, y = np.meshgrid(np.linspace(0, 255, 200), np.linspace(0, 255, 360))
    pixels = np.dstack([x, y, 255 - x]).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "back.png")
    Image.new("RGBA", (60, 90), (220, 30, 60, 255)).save(tmp_path / "can.png")
    can = PictureLayer(
        asset=ctx.add(tmp_path / "can.png", "image"),
        box=Box(x=0.3, y=0.3, w=0.4, h=0.3),
        enter="pop",
        shadow=True,
        float_px=10,
    )
    back = PictureLayer(
        asset=ctx.add(tmp_path / "back.png", "image"), motion=Motion(end=View(zoom=1.2))
    )
    return Shot(
        id="one",
        frames=24,
        background=back,
        layers=(can, TextLayer(text="冷萃 Cold", box=Box(x=0.1, y=0.1, w=0.8, h=0.15))),
        captions=(Caption(text="Slow-brewed", start=2, end=20),),
        marks=(Watermark(text="AI 生成", box=Box(x=0.05, y=0.03, w=0.3, h=0.04)),),
    )


def test_the_compositor_keeps_the_contract(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    params = RenderParams(shots=(_shot(ctx, tmp_path),), width=128, height=228, fps=24)
    piece = check_generator(compositor, params, ctx)
    assert piece.frames == 24
    assert piece.video.meta["duration"] == 1.0
    assert ctx.previews > 0


def test_the_joiner_keeps_the_contract(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    shot = _shot(ctx, tmp_path)
    made = [
        compositor(RenderParams(shots=(shot,), first=a, last=b, width=128, height=228, fps=24), ctx)
        for a, b in ((0, 10), (10, 24))
    ]
    params = AssembleParams(
        pieces=tuple(piece.video for piece in made),
        audio=_tone(ctx, tmp_path, "tune.wav", 0.7),
        fps=24,
        title="Cold brew",
    )
    video = check_generator(joiner, params, ctx)
    assert video.duration == 1.0
