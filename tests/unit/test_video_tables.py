"""Tables of videos: every row looked through before anything is made; templates filled in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import Image

from pipelines.documents.personalising import personalised, picture_fields, word_fields
from pipelines.documents.storyboard import Media, Storyboard
from pipelines.documents.video_format import video_format
from studio.app.video_table import (
    RowDefaults,
    check_personal,
    check_series,
    read_series,
    write_report,
)
from studio.errors import InputError

BOARD = Storyboard.model_validate(
    {
        "title": "Hello {name}",
        "language": "en",
        "scenes": [
            {
                "id": "hi",
                "lines": [{"text": "Hello {name}, this is for you."}],
                "visual": {"type": "photo", "picture": "cards/{photo}"},
                "overlays": [{"type": "lower_third", "title": "{name}", "subtitle": "{ role }"}],
            },
            {"id": "same", "lines": [{"text": "We open on {Saturday}."}]},
        ],
    }
)


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def problems(text: str, folder: Path, name: str = "series.csv") -> dict[int, str]:
    rows = check_series(read_series(write(folder, name, text)), folder, RowDefaults())
    return {row.number: "; ".join(en for en, _ in row.problems) for row in rows}


def test_a_row_is_a_topic_with_what_is_special_about_it(tmp_path: Path) -> None:
    text = (
        "主题,时长,画幅,平台,音乐\n"
        "「慢半拍」，一家手冲咖啡店,20,9:16;1:1,抖音,calm\n"
        "「晨屿冷萃」，冷萃咖啡，59 元,,,,\n"
    )
    text = text.replace("「慢半拍」，一家手冲咖啡店", '"「慢半拍」，一家手冲咖啡店"')
    rows = check_series(read_series(write(tmp_path, "a.csv", text)), tmp_path, RowDefaults("16:9"))
    assert [row.can_be_made for row in rows] == [True, True]
    assert [[each.aspect for each in row.formats] for row in rows] == [["9:16", "1:1"], ["16:9"]]
    assert rows[0].formats[0].platform == "douyin"
    assert rows[0].name.startswith("002-慢半拍")


def test_every_row_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    found = problems(
        "topic,text,script,seconds,format,captions,music,pictures,seed\n"
        '"A quiet café called ""Slow"", in town",,,20,,,,,\n'
        ",,,,,,,,\n"
        "x,,,,,,,,\n"
        ',"Some words.",gone.txt,,,,,,\n'
        ",,gone.txt,5,,,,,\n"
        ',"Some words.",,,3:2,,,,\n'
        ',"Some words.",,,,fancy,loud,gone.png,one\n',
        tmp_path,
    )
    assert found[2] == ""
    assert 3 not in found  # an empty line is no row
    assert "too short" in found[4]
    assert "has 2 of" not in found[4] and "has have" not in found[4]
    assert "one is needed" in found[5]
    assert "gone.txt" in found[6] and "between 8 and 600" in found[6]
    assert "3:2" in found[7]
    assert all(word in found[8] for word in ("fancy", "loud", "gone.png", "whole number"))


def test_a_text_file_is_a_topic_a_line(tmp_path: Path) -> None:
    file = write(tmp_path, "topics.txt", "1. 「慢半拍」，手冲咖啡店\n\n- 「晨屿」，冷萃咖啡\n")
    rows = read_series(file)
    assert [(row.number, row.cells["idea"][:4]) for row in rows] == [
        (1, "「慢半拍"),
        (3, "「晨屿」"),
    ]
    with pytest.raises(InputError, match="no topic"):
        read_series(write(tmp_path, "none.txt", "-\n  \n1.\n"))


def test_a_table_without_a_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="idea"):
        read_series(write(tmp_path, "a.csv", "title,voice\nx,y\n"))


def test_fields_are_found_where_words_are_said_and_shown() -> None:
    assert word_fields(BOARD) == ("name", "Saturday")  # braces with spaces are just braces
    assert picture_fields(BOARD) == ("photo",)


def test_only_what_is_in_braces_changes() -> None:
    made = personalised(BOARD, {"name": "Ada & {x}"}, {"photo": Media(path="ada.png")})
    assert made.title == "Hello Ada & {x}"
    assert made.scenes[0].lines[0].text == "Hello Ada & {x}, this is for you."
    assert made.scenes[0].visual.picture.path == "ada.png"
    assert made.scenes[1] == BOARD.scenes[1]
    assert BOARD.title == "Hello {name}"


def test_personal_rows_are_looked_through(tmp_path: Path) -> None:
    Image.new("RGB", (64, 64)).save(tmp_path / "ada.png")
    table = write(
        tmp_path,
        "people.csv",
        f"Name,saturday,photo\nAda,Saturday,ada.png\nBob,,gone.png\n{'x' * 70},May,ada.png\n",
    )
    rows = check_personal(BOARD, table, [video_format("9:16")])
    assert [row.can_be_made for row in rows] == [True, False, False]
    assert rows[0].board is not None and rows[0].board.title == "Hello Ada"
    told = "; ".join(en for en, _ in rows[1].problems)
    assert "has no Saturday" in told and "gone.png" in told
    assert "does not fit" in rows[2].problems[0][0]  # longer than a lower third


def test_a_field_without_a_column_is_told_at_once(tmp_path: Path) -> None:
    table = write(tmp_path, "people.csv", "name\nAda\n")
    with pytest.raises(InputError, match=r"\{Saturday\}"):
        check_personal(BOARD, table, [])
    plain = BOARD.model_copy(update={"title": "x", "scenes": BOARD.scenes[1:]})
    plain = personalised(plain, {"Saturday": "May"}, {})
    with pytest.raises(InputError, match="braces"):
        check_personal(plain, table, [])


def test_the_report_has_every_row_and_no_formula(tmp_path: Path) -> None:
    file = write(tmp_path, "a.csv", "text,title\nGood words here.,=1+1\n,?\n")
    rows = check_series(read_series(file), tmp_path, RowDefaults())
    report = write_report(rows, {2: "=cmd|x"}, tmp_path)
    with report.open(encoding="utf-8-sig", newline="") as stream:
        told = list(csv.DictReader(stream))
    assert [row["made"] for row in told] == ["no", "no"]
    assert told[0]["problems"] == "'=cmd|x" and "one is needed" in told[1]["problems"]
