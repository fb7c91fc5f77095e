"""Processes killed at random lose nothing. The long version is a benchmark."""

from __future__ import annotations

from pathlib import Path

from chaos import storm


def test_random_kills_lose_nothing(tmp_path: Path) -> None:
    report = storm(tmp_path / "data", jobs=4, steps=8, kills=8)
    assert report.states == {"succeeded": 4}
    assert report.wrong_results == 0
    assert report.torn_assets == 0
    assert report.missing_assets == 0
    assert report.needless_repeats == 0
