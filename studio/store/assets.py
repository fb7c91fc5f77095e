"""What the store knows of assets: facts, names, where they came from."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass

from pipelines.sdk import Asset
from studio.errors import NotFoundError
from studio.store.database import Database

__all__ = ["AssetRow", "AssetTable"]


@dataclass(frozen=True)
class AssetRow:
    """An asset with its history. ``step`` is the key of the step that made it, if one did."""

    asset: Asset
    name: str
    step: str | None
    created: float


def _row(row: sqlite3.Row) -> AssetRow:
    asset = Asset(
        sha256=row["sha256"],
        kind=row["kind"],
        suffix=row["suffix"],
        size=row["size"],
        meta=json.loads(row["meta"]),
    )
    return AssetRow(asset, row["name"], row["step"], row["created"])


class AssetTable:
    """Reading and writing assets."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, asset: Asset, *, step: str | None, name: str = "", words: str = "") -> None:
        """Remember an asset. The first maker stays; words are for the search."""
        new = self._db.run(
            "INSERT INTO assets (sha256, kind, suffix, size, meta, name, step, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
            asset.sha256,
            asset.kind,
            asset.suffix,
            asset.size,
            json.dumps(asset.meta, ensure_ascii=False),
            name,
            step,
            time.time(),
        )
        if new > 0:
            self._db.run(
                "INSERT INTO asset_words VALUES (?, ?)",
                asset.sha256,
                f"{name} {words} {asset.kind} {asset.suffix}",
            )
        else:  # its file may have been let go and made anew
            self._db.run("UPDATE assets SET kept = 1 WHERE sha256 = ? AND kept = 0", asset.sha256)

    def get(self, sha256: str) -> AssetRow:
        """One asset, by its hash or an unambiguous beginning of it."""
        rows = self._db.all("SELECT * FROM assets WHERE sha256 = ?", sha256) or self._db.all(
            "SELECT * FROM assets WHERE sha256 LIKE ? LIMIT 2",
            (sha256.replace("%", "").replace("_", "") or "?") + "%",
        )
        if len(rows) != 1:
            why = "several assets match" if rows else "there is no asset"
            raise NotFoundError(f"{why} {sha256!r}", "see: aigc-studio assets search")
        return _row(rows[0])

    def step_of(self, sha256: str) -> str | None:
        """The key of the step that made an asset; None: it was given, or is not known."""
        row = self._db.one("SELECT step FROM assets WHERE sha256 = ?", sha256)
        return row["step"] if row else None

    def search(
        self, words: str = "", kind: str = "", limit: int = 50, offset: int = 0
    ) -> list[AssetRow]:
        """Assets that hold every word in name, prompt or text; newest first."""
        where: list[str] = ["kept = 1"]
        values: list[object] = []
        for word in words.split():
            if len(word) >= 3:
                where.append("sha256 IN (SELECT sha256 FROM asset_words WHERE words MATCH ?)")
                values.append('"' + word.replace('"', '""') + '"')
            else:  # the trigram index knows nothing shorter
                where.append(
                    "sha256 IN (SELECT sha256 FROM asset_words WHERE instr(lower(words), ?) > 0)"
                )
                values.append(word.lower())
        if kind:
            where.append("kind = ?")
            values.append(kind)
        rows = self._db.all(
            f"SELECT * FROM assets WHERE {' AND '.join(where)} ORDER BY created DESC"
            " LIMIT ? OFFSET ?",
            *values,
            limit,
            offset,
        )
        return [_row(row) for row in rows]

    def count(self) -> int:
        """How many there are."""
        row = self._db.one("SELECT count(*) FROM assets WHERE kept = 1")
        return int(row[0]) if row else 0

    def made_before(self, moment: float) -> list[AssetRow]:
        """What steps made before a moment (Unix time) and is still kept, oldest first."""
        rows = self._db.all(
            "SELECT * FROM assets WHERE kept = 1 AND step IS NOT NULL AND created < ?"
            " ORDER BY created",
            moment,
        )
        return [_row(row) for row in rows]

    def let_go(self, sha256: str) -> None:
        """Its file is no longer kept; its recipe is."""
        self._db.run("UPDATE assets SET kept = 0 WHERE sha256 = ?", sha256)
