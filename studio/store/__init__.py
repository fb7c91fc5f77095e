"""SQLite: the only place that knows tables. Used by ``studio.jobs`` and above."""

from studio.store.assets import AssetRow, AssetTable
from studio.store.database import Database
from studio.store.jobs import EventRow, JobRow, JobTable
from studio.store.steps import StepRow, StepTable

__all__ = [
    "AssetRow",
    "AssetTable",
    "Database",
    "EventRow",
    "JobRow",
    "JobTable",
    "StepRow",
    "StepTable",
]
