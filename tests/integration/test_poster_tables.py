"""Posters from tables: every row's problems are told first, and the good rows are made."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from pipelines.documents.poster import PosterFormat
from studio.app.poster_table import read_table
from studio.app.posters import (
    CheckedRow,
    RowDefaults,
    check_layouts,
    check_rows,
)
from studio.cli.main import main
from studio.errors import InputError, NotFoundError

DEFAULTS = RowDefaults(template="event", language="zh")
TINY = (PosterFormat(id="tiny", width=160, height=200),)


def table(folder: Path, text: str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def checked(file: Path) -> list[CheckedRow]:
    return check_rows(read_table(file), file.parent, DEFAULTS)


def told(row: CheckedRow) -> str:
    return " | ".join(problem.en for problem in row.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_as_spreadsheets_save_them(tmp_path: Path, encoding: str) -> None:
    file = table(
        tmp_path, '标题,价格,数据\n"慢享, 夏天",19.9,18 小时=低温慢萃；0=糖\n', encoding=encoding
    )
    (row,) = checked(file)
    assert row.can_be_made, told(row)
    assert row.document is not None
    content = row.document.content
    assert (content.headline, content.price, content.currency) == ("慢享, 夏天", "19.9", "¥")
    assert [stat.label for stat in content.stats] == ["低温慢萃", "糖"]


def test_an_xlsx_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["Headline", "Price", "Template"], ["Slow summer", 199.0, "launch"], [None] * 3):
        sheet.append(line)
    book.save(tmp_path / "t.xlsx")
    (row,) = checked(tmp_path / "t.xlsx")
    assert row.document is not None
    assert (row.number, row.document.content.price, row.document.template) == (2, "199", "launch")


def test_every_broken_row_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "red").save(tmp_path / "torn.jpg")
    (tmp_path / "torn.jpg").write_bytes((tmp_path / "torn.jpg").read_bytes()[:400])
    file = table(
        tmp_path,
        "headline,price,link,photo,template,stats,colour,name\n"
        "Good one,19,https://example.com,,,,,same\n"
        ",19,,,,,,\n"
        "Bad price,cheap,,,,,,\n"
        "Bad link,9,ftp://x,,,,,\n"
        "No photo,9,,gone.png,,,,\n"
        "Torn photo,9,,torn.jpg,,,,\n"
        "No template,9,,,nosuch,,,\n"
        "Bad numbers,9,,,,eighteen hours,,\n"
        "Bad colour,9,,,,,reddish,\n"
        "Too, many, cells, in, this, row, of, the, table\n"
        "Another good one,,,,,,,same\n"
        '"Not closed,9,,,,,,\n',
    )
    rows = checked(file)
    assert [row.number for row in rows if row.can_be_made] == [2, 12]
    assert [row.name for row in rows if row.can_be_made] == ["same", "same-2"]
    expected = {
        3: "no headline",
        4: "not a number",
        5: "https://",
        6: "no file",
        7: "damaged",
        8: "nosuch",
        9: "VALUE=LABEL",
        10: "is not #rrggbb",
        11: "9 cells, the header 8",
        13: "quotation mark",
    }
    for row in rows:
        if row.number in expected:
            assert expected[row.number] in told(row), (row.number, told(row))
            assert all(problem.zh for problem in row.problems)


def test_what_the_layout_would_leave_out_is_told_before_anything_is_made(tmp_path: Path) -> None:
    rows = checked(table(tmp_path, "headline\n" + "很长的标题" * 200 + "\n短标题\n"))
    check_layouts(rows, TINY)
    assert "tiny" in told(rows[0])
    assert rows[0].can_be_made
    assert not rows[1].problems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("headline\n", "no rows"),
        ("price\n9\n", "headline"),
        ("headlne\nx\n", "did you mean 'headline'"),
        ("headline,标题\nx,y\n", "two columns"),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        read_table(table(tmp_path, text))
    assert words in str(error.value)


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(InputError, match="damaged"):
        read_table(table(tmp_path, "not a zip", name="t.xlsx"))


def test_the_command_makes_the_good_rows_and_a_second_run_makes_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AIGC_STUDIO_LANG", "en")
    good = "".join(f"Row {number},launch\n" for number in range(4))
    file = table(tmp_path, f"headline,template\n{good},launch\n=1+1,launch\n")
    data, out = tmp_path / "data", tmp_path / "out"
    given = ["posters", str(file), "--data", str(data), "--formats", "gongzhonghao_square"]
    given += ["--out", str(out), "--language", "en"]
    assert main([*given, "--dry-run"]) == 2
    assert "row 6: has no headline" in capsys.readouterr().out
    assert not out.exists()
    assert not data.exists()

    assert main(given) == 2, "one row could not be made"
    pictures = sorted(out.rglob("*.png"))
    assert len(pictures) == 5
    assert Image.open(pictures[0]).size == (500, 500)
    report = list(csv.reader(io.StringIO((out / "report.csv").read_text(encoding="utf-8-sig"))))
    assert [line[2] for line in report[1:]] == ["yes"] * 4 + ["no", "yes"]

    from studio.app.studio import Studio
    from studio.settings import Settings

    def made() -> int:
        with Studio(Settings(data=data)) as studio:
            rows = studio.db.all("SELECT COUNT(*) AS count FROM steps WHERE role = 'poster.render'")
            return int(rows[0]["count"])

    before = made()
    more = table(tmp_path, f"headline,template\n{good}New row,launch\n", name="more.csv")
    given[1] = str(more)
    assert main([*given, "--json"]) == 0
    assert made() == before + 1, "only the new row is rendered"
    lines = capsys.readouterr().out.strip().splitlines()
    assert json.loads(lines[-1])["type"] == "written"
