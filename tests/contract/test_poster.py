"""The poster engine keeps the promises of its role."""

from __future__ import annotations

from pathlib import Path

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat, Stat
from pipelines.generators.poster.layout import lay_out_poster
from pipelines.roles.poster import RenderPosterParams
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
