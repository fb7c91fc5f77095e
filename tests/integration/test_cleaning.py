"""By-products give their disk space back; results, given files and unfinished work keep theirs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from studio.app.assets import import_file
from studio.app.cleaning import by_products, clean
from studio.app.studio import Studio
from studio.settings import Settings

SUM, SLOW = "trial.flow.sum", "trial.square.slow"


def finish(queue, id: str):
    until = time.monotonic() + 30
    while not (job := queue.get(id)).ended:
        assert time.monotonic() < until, job
        time.sleep(0.02)
    assert job.state == "succeeded", job.error
    return job


@pytest.fixture
def studio(data_folder: Path, trial_registry):
    opened = Studio(Settings(data=data_folder, cores=2), trial_registry)
    yield opened
    opened.db.close()


def files(data: Path) -> int:
    return sum(1 for p in (data / "assets").rglob("*") if p.is_file())


def test_by_products_go_and_come_back_when_needed(studio_at, studio: Studio, tmp_path) -> None:
    data = studio.settings.data
    given = tmp_path / "note.txt"
    given.write_text("mine", encoding="utf-8")
    with studio_at() as queue:
        import_file(studio, given)
        finish(queue, queue.enqueue("workflow", SUM, {"numbers": [1, 2, 3]}))
        kept = finish(queue, queue.enqueue("engine", SLOW, {"number": 7})).result["file"]["sha256"]
        assert files(data) == 5 and studio.assets.count() == 5

        assert by_products(studio, older_than=1.0) == []  # all made just now
        rows = by_products(studio, older_than=0.0)
        assert len(rows) == 3  # the squares the sum was made of; not the result, not what was given
        clean(studio, rows)
        assert files(data) == 2 and studio.assets.count() == 2
        left = {row.asset.sha256 for row in studio.assets.search()}
        assert kept in left and len(left) == 2

        again = finish(queue, queue.enqueue("workflow", SUM, {"numbers": [1, 2, 3]}))
        assert again.result == {"total": 14}
        assert studio.assets.count() == 5  # what had gone was made anew


def test_what_an_unfinished_job_has_made_stays(studio_at, studio: Studio) -> None:
    with studio_at() as queue:
        id = queue.enqueue("workflow", SUM, {"numbers": [1, 2, 3, 4, 5, 6], "seconds": 0.3})
        until = time.monotonic() + 30
        while files(studio.settings.data) < 2:
            assert time.monotonic() < until
            time.sleep(0.02)
        queue.pause(id)
        assert by_products(studio, older_than=0.0) == []
        queue.resume(id)
        assert finish(queue, id).result == {"total": 91}
