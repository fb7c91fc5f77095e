"""``make --idea`` tells in one line what it read, and what it left aside."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from pipelines.documents.idea import understand
from studio.cli.make_command import tell

IDEA = "Save $20 on our $99 backpack until June 20"
TODAY = dt.date(2026, 6, 1)


def english(words: str, _chinese: str) -> str:
    return words


def chinese(_words: str, words: str) -> str:
    return words


@pytest.mark.parametrize(
    ("say", "line"),
    [
        (
            english,
            "understood - name: Backpack; price: 99 USD; until: 2026-06-20; not used: Save $20\n",
        ),
        (
            chinese,
            "已理解 - 名称：Backpack；价格：99 USD；截止：2026-06-20；未采用：Save $20\n",
        ),
    ],
)
def test_a_person_reads_one_line_on_stderr(say, line, capsys):
    tell(understand(IDEA, TODAY), say, as_json=False)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", line)


def test_a_program_reads_one_object_on_stdout(capsys):
    tell(understand(IDEA, TODAY), english, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "type": "understood",
        "name": "Backpack",
        "category": "backpack",
        "offer": {"price": 99, "currency": "USD", "ends": "2026-06-20"},
        "unused": ["Save $20"],
    }
