"""Template packs: a folder dropped in is found; what is wrong in it is told, and the rest goes on."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat
from pipelines.graphics import raster
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.poster.packs import (
    FOLDERS_VARIABLE,
    find_packs,
    find_template,
    search_folders,
)
from pipelines.sdk import InputError


def template(**changes: Any) -> dict[str, Any]:
    file = resources.files("assets") / "templates" / "quote_card.json"
    return {**json.loads(file.read_text(encoding="utf-8")), "id": "mine", **changes}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "templates" / "autumn"
    folder.mkdir(parents=True)
    (folder / "good.json").write_text(json.dumps(template()), encoding="utf-8")
    return folder


def add(pack: Path, name: str, data: Any) -> None:
    text = data if isinstance(data, str) else json.dumps(data)
    (pack / name).write_text(text, encoding="utf-8")


def refusal(pack: Path, name: str) -> str:
    """Why a file was refused, in English; the good one of the pack is still there."""
    packs = find_packs([pack.parent])
    assert "autumn/mine" in packs.templates
    (problem,) = packs.problems
    assert problem.file == f"autumn/{name}"
    assert "\n" not in problem.message.en
    assert problem.message.zh
    return problem.message.en


def test_a_folder_dropped_in_is_found(pack: Path) -> None:
    packs = find_packs([pack.parent])
    assert list(packs.templates) == ["autumn/mine"]
    assert not packs.problems
    assert find_template("autumn/mine", [pack.parent]).id == "mine"
    assert find_template("quote_card", []).id == "quote_card"


def test_folders_come_from_the_environment(tmp_path: Path) -> None:
    data = {FOLDERS_VARIABLE: str(tmp_path / "a"), "AIGC_STUDIO_DATA": str(tmp_path)}
    assert search_folders(data) == (tmp_path / "a", tmp_path / "templates")
    assert search_folders({}) == ()
    assert find_packs([tmp_path / "nothing here"]).templates == {}


def test_unknown_keys_are_refused_in_one_line(pack: Path) -> None:
    data = template(id="other")
    data["styles"]["headline"]["wieght"] = 900
    add(pack, "typo.json", data)
    assert refusal(pack, "typo.json") == "unknown key styles.headline.wieght"


def test_a_too_new_version_is_refused(pack: Path) -> None:
    add(pack, "new.json", template(version=7, something_of_the_future=True))
    assert "version 7" in refusal(pack, "new.json")


@pytest.mark.parametrize("name", ["../../secret.png", "/etc/hosts", "..\\..\\secret.png"])
def test_a_path_out_of_its_folder_is_refused(pack: Path, name: str) -> None:
    cv2.imwrite(str(pack.parent.parent / "secret.png"), np.zeros((8, 8, 3), np.uint8))
    add(pack, "out.json", template(id="out", art={"name": "mesh", "picture": name}))
    assert "outside" in refusal(pack, "out.json")


def test_a_missing_picture_is_refused(pack: Path) -> None:
    add(pack, "bare.json", template(id="bare", art={"name": "mesh", "picture": "leaf.png"}))
    assert "not in the pack" in refusal(pack, "bare.json")


def test_a_picture_that_is_none_is_refused(pack: Path) -> None:
    (pack / "leaf.png").write_bytes(b"no picture")
    add(pack, "torn.json", template(id="torn", art={"name": "mesh", "picture": "leaf.png"}))
    assert "cannot be read" in refusal(pack, "torn.json")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("[]", "a JSON object"),
        (json.dumps({"version": 1}), "lacks 'layouts'"),
        (json.dumps({"version": 1, "layouts": []}), "objects"),
        (json.dumps(template(id="x", art={"name": "nothing"})), "no art called 'nothing'"),
        (json.dumps(template()), "is called 'mine', too"),
        (json.dumps(template(id="x", elements={"a": {"use": "a"}})), "lacks"),
    ],
)
def test_whatever_is_wrong_is_told(pack: Path, text: str, why: str) -> None:
    add(pack, "odd.json", text)
    assert why in refusal(pack, "odd.json")


def test_elements_in_a_circle_are_refused(pack: Path) -> None:
    data = template(id="x")
    data["elements"]["a"] = {"kind": "row", "columns": [["a"]]}
    data["layouts"]["portrait"]["bands"][0]["items"] = ["a"]
    add(pack, "odd.json", data)
    assert "circle" in refusal(pack, "odd.json")


def test_a_template_that_was_refused_says_why(pack: Path) -> None:
    add(pack, "new.json", template(id="later", version=7))
    with pytest.raises(InputError, match="version 7"):
        find_template("autumn/later", [pack.parent])


def test_a_poster_is_made_from_a_pack(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its picture stands behind the words."""
    cv2.imwrite(str(pack / "sky.png"), np.full((40, 30, 3), (200, 120, 20), np.uint8))
    add(pack, "sky.json", template(id="sky", art={"name": "mesh", "picture": "sky.png"}))
    monkeypatch.setenv(FOLDERS_VARIABLE, str(pack.parent))
    document = PosterDocument(
        template="autumn/sky", language="en", content=PosterContent(headline="Hello")
    )
    size = PosterFormat(id="small", width=240, height=320)
    poster = compose(document, size, Inputs(), pdf=False)
    corner = raster.to_array(poster.image)[2, 2, :3] * 255
    assert np.abs(corner - (20, 120, 200)).max() < 4
