"""The database: migrations, backups, jobs, assets."""

from __future__ import annotations

import sqlite3
import threading
from importlib.resources import files
from pathlib import Path

import pytest

from pipelines.sdk import Asset
from studio.errors import NotFoundError, StorageError
from studio.jobs.queue import JobQueue
from studio.store import AssetTable, Database, JobTable


@pytest.fixture
def db(tmp_path: Path):
    database = Database(tmp_path / "studio.db")
    yield database
    database.close()


def _schema(file: Path) -> list[str]:
    with sqlite3.connect(file) as raw:
        rows = raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql")
        return [row[0].replace("IF NOT EXISTS ", "") for row in rows]


def _shipped() -> list[str]:
    names = [f.name for f in (files("studio.store") / "migrations").iterdir()]
    return sorted(name[:-4] for name in names if name.endswith(".sql"))


@pytest.mark.parametrize("version", range(len(_shipped()) + 1))
def test_every_shipped_schema_migrates_to_the_newest(tmp_path: Path, version: int) -> None:
    """A database as it was shipped with the first ``version`` migrations becomes today's."""
    old = tmp_path / "studio.db"
    with sqlite3.connect(old) as raw:
        raw.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT")
        for name in _shipped()[:version]:
            script = (files("studio.store") / "migrations" / f"{name}.sql").read_text("utf-8")
            raw.executescript(script)
            raw.execute("INSERT INTO migrations VALUES (?)", (name,))
    Database(old).close()
    Database(tmp_path / "new.db").close()
    assert _schema(old) == _schema(tmp_path / "new.db")


def test_a_database_from_a_newer_studio_is_left_alone(db: Database) -> None:
    db.run("INSERT INTO migrations VALUES ('2999_01_01_future')")
    with pytest.raises(StorageError, match="newer studio"):
        Database(db.file)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "studio.db"
    bad.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StorageError, match="cannot be opened"):
        Database(bad)


def test_a_failed_transaction_leaves_nothing(db: Database) -> None:
    jobs = JobTable(db)
    with pytest.raises(RuntimeError), db.transaction():
        jobs.add([("engine", "a.b.c", "one", {})])
        raise RuntimeError
    assert jobs.count("queued") == 0


def test_a_page_shows_waiting_jobs_in_turn_and_then_ended_ones(db: Database) -> None:
    queue, jobs = JobQueue(db), JobTable(db)
    ids = queue.enqueue_many([("engine", "a.b.c", str(n), {}) for n in range(5)])
    jobs.set_state(ids[0], "succeeded")
    jobs.set_state(ids[3], "running")
    assert [job.title for job in queue.page()] == ["3", "1", "2", "4", "0"]
    assert [job.title for job in queue.page(limit=2, offset=1)] == ["1", "2"]
    assert [job.title for job in queue.page(limit=9, offset=4)] == ["0"]


def test_jobs_are_found_by_part_of_their_id(db: Database) -> None:
    queue = JobQueue(db)
    first, second = queue.enqueue_many([("engine", "a.b.c", "x", {})] * 2)
    assert queue.get(first[-6:]).id == first
    with pytest.raises(NotFoundError, match="several jobs match"):
        queue.get(first[:4])
    assert second != first


def test_assets_are_found_by_their_words_in_both_languages(db: Database) -> None:
    table = AssetTable(db)
    for number, words in enumerate(["冷萃咖啡 海报", "cold brew poster", "海边的日落"]):
        asset = Asset(sha256=f"{number:064x}", kind="image", suffix=".png", size=1)
        table.put(asset, step=None, name=words)
    assert [row.name for row in table.search("冷萃咖啡")] == ["冷萃咖啡 海报"]
    assert [row.name for row in table.search("海报")] == ["冷萃咖啡 海报"]
    assert [row.name for row in table.search("BREW poster")] == ["cold brew poster"]
    assert table.search("50% \"quoted'") == []
    assert len(table.search("", "image")) == 3


def test_two_processes_migrate_at_once_without_harm(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            Database(tmp_path / "studio.db").close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
