"""Give disk space back: by-products that no result needs. They are made anew when they are."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable

from studio.app.studio import Studio
from studio.jobs.memo import assets_in_json
from studio.store import AssetRow

__all__ = ["by_products", "clean"]

_DAY_S = 86_400.0


def by_products(studio: Studio, older_than: float) -> list[AssetRow]:
    """What may go: made by a step, part of no job's result, and needed by no unfinished job.

    Args:
        studio: The studio.
        older_than: Days.
    """
    papers = [*studio.jobs.papers(), *studio.steps.papers_of_unfinished_jobs()]
    wanted = {
        asset.sha256
        for texts in papers
        for text in texts
        for asset in assets_in_json(json.loads(text))
    }
    old = studio.assets.made_before(time.time() - older_than * _DAY_S)
    return [row for row in old if row.asset.sha256 not in wanted]


def clean(studio: Studio, rows: Iterable[AssetRow]) -> None:
    """Delete the files; what is known of them, their recipes too, stays.

    Raises:
        StorageError: A file may not be deleted; what came before it is gone and known to be.
    """
    for row in rows:
        studio.folder.drop(row.asset)
        studio.assets.let_go(row.asset.sha256)
