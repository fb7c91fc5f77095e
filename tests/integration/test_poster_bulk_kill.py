"""A table whose making is killed goes on where it was. Two hundred rows are a benchmark."""

from __future__ import annotations

from pathlib import Path

from bulk_kill import killed_midway


def test_a_killed_table_is_resumed_with_nothing_twice_and_nothing_lost(tmp_path: Path) -> None:
    report = killed_midway(tmp_path, rows=12, kill_at=4)
    assert 4 <= report.before < 12, "it was killed midway"
    assert (report.made, report.twice, report.torn, report.same) == (12, 0, 0, 0)
