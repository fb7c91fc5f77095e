"""The poster engine keeps the promises of its role."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat, Stat
from pipelines.generators.poster.layout import lay_out_poster
from pipelines.roles.poster import RenderPosterParams
from pipelines.sdk import InputError
from pipelines.sdk.testing import LocalContext, check_generator


def test_poster_layout_keeps_the_contract(tmp_path: Path) -> None:
    content = PosterContent(
        brand="Northwind",
        headline="Cold brew, slow summer",
        stats=[Stat(value="18 h", label="steeped")],
        call_to_action="Order now",
        link="https://example.com",
    )
    document = PosterDocument(template="event", language="en", content=content, ai_label="AI生成")
    small = PosterFormat(id="small", width=360, height=480)
    params = RenderPosterParams(document=document, format=small)
    poster = check_generator(lay_out_poster, params, LocalContext(tmp_path))
    assert poster.image.meta == {"width": 360, "height": 480}
    assert poster.pdf is not None


def test_product_logo_and_background_come_in_as_assets(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    cutout = np.zeros((200, 120, 4), np.uint8)
    cutout[20:190, 30:90] = (40, 160, 60, 255)
    logo = np.zeros((40, 160, 4), np.uint8)
    logo[8:32, 8:152] = (200, 40, 40, 255)
    photo = np.full((300, 200, 3), (90, 120, 150), np.uint8)
    files = {}
    for name, pixels in (("cutout", cutout), ("logo", logo), ("photo", photo)):
        file = tmp_path / f"{name}.png"
        cv2.imwrite(str(file), pixels)
        files[name] = ctx.add(file, "image")
    document = PosterDocument(
        template="launch",
        language="en",
        content=PosterContent(headline="Open now"),
        product=files["cutout"],
        logo=files["logo"],
        background=files["photo"],
    )
    size = PosterFormat(id="small", width=320, height=426)
    poster = lay_out_poster(RenderPosterParams(document=document, format=size, pdf=False), ctx)
    seen = cv2.imread(str(ctx.path(poster.image))).astype(int)
    assert poster.pdf is None
    assert (np.abs(seen - (200, 40, 40)).max(axis=2) < 30).sum() > 100, "the logo is not seen"
    assert (np.abs(seen - (40, 160, 60)).max(axis=2) < 40).sum() > 1000, "the product is not seen"


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    text = ctx.save_bytes(b"no picture", "image", ".png")
    document = PosterDocument(
        template="event", language="en", content=PosterContent(headline="Hi"), product=text
    )
    size = PosterFormat(id="small", width=320, height=426)
    with pytest.raises(InputError, match="product"):
        lay_out_poster(RenderPosterParams(document=document, format=size), ctx)
