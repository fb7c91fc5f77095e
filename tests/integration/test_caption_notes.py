"""A piece whose captions have characters that no font has is rendered all the same, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipelines.documents.shot import Caption, PictureLayer, Shot
from pipelines.generators.video.render import compositor
from pipelines.roles.video import RenderParams
from pipelines.sdk.testing import LocalContext


@pytest.mark.parametrize(("text", "told"), [("咖\u0378啡", True), ("咖啡 coffee 😍", False)])
def test_characters_without_glyphs_are_told_with_their_scene(
    tmp_path: Path, text: str, told: bool
) -> None:
    ctx = LocalContext(tmp_path)
    Image.new("RGB", (128, 224), (40, 60, 90)).save(tmp_path / "ground.png")
    shot = Shot(
        id="second",
        frames=6,
        background=PictureLayer(asset=ctx.add(tmp_path / "ground.png", "image")),
        captions=(Caption(text=text, start=0, end=6),),
    )
    piece = compositor(RenderParams(shots=(shot,), width=128, height=224), ctx)
    assert piece.frames == 6
    assert [("scene second" in n.en and "U+0378" in n.zh) for n in piece.notes] == [True] * told
