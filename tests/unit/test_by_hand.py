"""What a person changed in a result folder is theirs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipelines.documents.brief import NAME_MOST, Brief
from pipelines.documents.numbers import numbers_not_in_brief
from pipelines.documents.offer_words import money
from studio.app.briefs import check_name, parse_brief
from studio.app.by_hand import beside, changes_by_hand, files_of_last_run, was_edited
from studio.errors import InputError


def test_a_file_that_differs_from_what_was_written_was_edited(tmp_path: Path) -> None:
    file = tmp_path / "x.zh.md"
    file.write_text("as written", encoding="utf-8")
    written = hashlib.sha256(b"as written").hexdigest()
    assert not was_edited(file, written)
    file.write_text("in my own words", encoding="utf-8")
    assert was_edited(file, written)
    assert not was_edited(file, ""), "what the studio did not write it does not guess about"
    assert not was_edited(tmp_path / "gone.md", written)
    assert beside(file).name == "x.zh.new.md"


def test_only_files_inside_the_folder_count_as_the_last_runs(tmp_path: Path) -> None:
    files = [{"path": p, "sha256": "a"} for p in ("copy/x.md", "../secret.txt")]
    (tmp_path / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    assert files_of_last_run(tmp_path / "manifest.json") == {"copy/x.md": "a"}
    assert files_of_last_run(tmp_path / "none.json") == {}


def test_changes_in_a_poster_document_are_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "poster.json"
    assert changes_by_hand(file) == {}
    file.write_text('{"overrides": {"all": [{"element": "headline", "dx": 0.1}]}}')
    assert changes_by_hand(file)["all"][0].dx == 0.1
    file.write_text('{"overrides": {"all": [{"element": "headline", "dx": 9}]}}')
    with pytest.raises(InputError, match=r"overrides\.all\.0\.dx"):
        changes_by_hand(file)
    file.write_text("{")
    with pytest.raises(InputError, match="cannot be read"):
        changes_by_hand(file)


@pytest.mark.parametrize(("language", "letter"), [("zh", "冷"), ("en", "a")])
def test_a_name_too_long_to_be_said_is_refused_before_anything_is_made(
    tmp_path: Path, language: str, letter: str
) -> None:
    most = NAME_MOST[language]  # type: ignore[index]  # zh or en
    text = 'languages = ["{}"]\n[product]\nname = "{}"\n[brand]\nname = "B"'
    parse_brief(text.format(language, letter * most), "brief.toml", tmp_path)
    with pytest.raises(InputError, match=r"product\.name has") as error:
        parse_brief(text.format(language, letter * (most + 1)), "brief.toml", tmp_path)
    assert str(most) in str(error.value)


def test_yen_are_told_from_yuan() -> None:
    assert (money(500, "JPY"), money(500, "CNY")) == ("JP¥500", "¥500")
    brief = Brief.model_validate(
        {
            "product": {"name": "Tea"},
            "brand": {"name": "B"},
            "offer": {"price": 500, "currency": "JPY"},
        }
    )
    check_name(brief)
    assert numbers_not_in_brief("only JP¥500", brief) == []
    assert numbers_not_in_brief("only ¥500", brief) == ["500"], "that would be yuan"
