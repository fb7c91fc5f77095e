"""The export engines keep the contract."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipelines.generators.export.label import label
from pipelines.media.labels import read_label, read_recipe
from pipelines.roles.export import LabelParams
from pipelines.sdk import InputError
from pipelines.sdk.testing import LocalContext, check_generator


def test_the_label_engine_keeps_the_contract(tmp_path):
    ctx = LocalContext(tmp_path)
    file = tmp_path / "poster.png"
    Image.new("RGB", (32, 24), "#c8452f").save(file)
    poster = ctx.add(file, "image", width=32, height=24)
    params = LabelParams(asset=poster, recipe='{"engine": "studio.poster.render"}')
    made = check_generator(label, params, ctx)
    assert made.asset.meta == poster.meta
    assert made.fields["ProduceID"] == poster.sha256
    assert made.fields["ContentProducer"] == made.fields["ContentPropagator"] == "AIGC-Studio"
    labelled: Path = ctx.path(made.asset)
    assert read_label(labelled).fields() == made.fields
    assert read_recipe(labelled) == {"engine": "studio.poster.render"}


def test_subtitles_without_a_place_for_it_are_refused(tmp_path):
    ctx = LocalContext(tmp_path)
    srt = ctx.save_bytes(b"1\n00:00:00,000 --> 00:00:01,000\nhi\n", "subtitles", ".srt")
    with pytest.raises(InputError, match=r"manifest\.json"):
        label(LabelParams(asset=srt), ctx)
