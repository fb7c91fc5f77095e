"""The database file: opened in WAL mode, migrated by dated scripts, backed up before each."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from studio.errors import StorageError

__all__ = ["Database"]


def _migrations() -> list[tuple[str, str]]:
    """Names and texts of the migrations, oldest first."""
    folder = files("studio.store") / "migrations"
    scripts = [item for item in folder.iterdir() if item.name.endswith(".sql")]
    return sorted((item.name[:-4], item.read_text(encoding="utf-8")) for item in scripts)


class Database:
    """One connection; every thread opens its own.

    Args:
        file: ``studio.db``; made with its folder if missing.

    Raises:
        StorageError: The file cannot be opened, is no database, or comes from a newer studio.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(file, timeout=30, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode = WAL")
            # FULL: a queued job survives a power cut, not only a crash.
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._migrate()
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                f"{file} cannot be opened: {error}", "check the data folder or choose another"
            ) from error

    def _migrate(self) -> None:
        with self.transaction():
            self.run("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT")
        known = dict(_migrations())
        done = {row["name"] for row in self.all("SELECT name FROM migrations")}
        if unknown := done - known.keys():
            raise StorageError(
                f"{self.file} was made by a newer studio ({', '.join(sorted(unknown))})",
                "update this one",
            )
        for name, script in known.items():
            if name not in done:
                self._apply(name, script, backup=bool(done))

    def _apply(self, name: str, script: str, *, backup: bool) -> None:
        if backup:
            copy = self.file.with_name(f"{self.file.stem}-before-{name}.db")
            with contextlib.closing(sqlite3.connect(copy)) as target:
                self._db.backup(target)
        with self.transaction():
            # Another process may have been first while we waited for the lock.
            if self.one("SELECT 1 FROM migrations WHERE name = ?", name) is None:
                for statement in _statements(script):
                    self.run(statement)
                self.run("INSERT INTO migrations VALUES (?)", name)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; nested ones join the outer one."""
        if self._db.in_transaction:
            yield
            return
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._explained():
                self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """SQLite's refusals in words a person can act on."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "full" in str(error):
                raise StorageError(
                    f"the disk is full: {self.file} was not written", "free some space"
                ) from error
            raise StorageError(f"{self.file} cannot be used: {error}") from error

    def run(self, sql: str, *values: object) -> int:
        """Run one statement; returns how many rows it changed."""
        with self._explained():
            return self._db.execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Iterator[tuple[object, ...]]) -> None:
        """Run one statement for many rows."""
        with self._explained():
            self._db.executemany(sql, rows)

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row, or None."""
        with self._explained():
            return self._db.execute(sql, values).fetchone()

    def all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Every row."""
        with self._explained():
            return self._db.execute(sql, values).fetchall()

    def data_version(self) -> int:
        """Changes whenever another connection has written; asking costs microseconds."""
        row = self.one("PRAGMA data_version")
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close the connection."""
        self._db.close()


def _statements(script: str) -> Iterator[str]:
    """A script's statements one by one (``executescript`` would commit before it starts)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
