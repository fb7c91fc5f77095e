"""The queue as a list model that changes only where the queue has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from studio.store import JobRow

__all__ = ["JOB", "JobModel"]

JOB = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-aigc-studio-job"
_Index = QModelIndex | QPersistentModelIndex


class JobModel(QAbstractListModel):
    """Jobs in the order of their turn."""

    moved = Signal(str, object)
    """A waiting job was dropped: its id, and the id it goes before (None: to the end)."""
    more_wanted = Signal(int)
    """How many jobs are to be told of."""

    PAGE = 200

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[JobRow] = []
        self._all = 0

    def show(self, jobs: Sequence[JobRow], all: int) -> None:
        """Become these jobs; rows that stay are kept, so are selection and scrolling."""
        self._all = all
        wanted = {job.id for job in jobs}
        for place in range(len(self.jobs) - 1, -1, -1):
            if self.jobs[place].id not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self.jobs[place]
                self.endRemoveRows()
        for place, job in enumerate(jobs):
            self._put(place, job)

    def _put(self, place: int, job: JobRow) -> None:
        if place < len(self.jobs) and self.jobs[place].id == job.id:
            if self.jobs[place] != job:
                self.jobs[place] = job
                index = self.index(place)
                self.dataChanged.emit(index, index)
            return
        old = next((i for i in range(place, len(self.jobs)) if self.jobs[i].id == job.id), None)
        if old is None:
            self.beginInsertRows(QModelIndex(), place, place)
            self.jobs.insert(place, job)
            self.endInsertRows()
        else:
            self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), place)
            del self.jobs[old]
            self.jobs.insert(place, job)
            self.endMoveRows()

    def place_of(self, id: str) -> int | None:
        """The row of a job."""
        return next((i for i, job in enumerate(self.jobs) if job.id == id), None)

    # --- what views ask -----------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many jobs are shown."""
        return 0 if parent.isValid() else len(self.jobs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A job, or its title."""
        if not index.isValid() or index.row() >= len(self.jobs):
            return None
        job = self.jobs[index.row()]
        if role == JOB:
            return job
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{job.title}, {job.state}, {job.progress:.0%}"
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether there are more in the database."""
        return not parent.isValid() and len(self.jobs) < self._all

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next ones."""
        self.more_wanted.emit(len(self.jobs) + self.PAGE)

    # --- reordering by drag --------------------------------------------------------------

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Waiting jobs can be carried; they can be dropped between waiting jobs."""
        base = super().flags(index)
        if not index.isValid():
            return base | Qt.ItemFlag.ItemIsDropEnabled
        waiting = self.jobs[index.row()].state == "queued"
        return base | Qt.ItemFlag.ItemIsDragEnabled if waiting else base

    def supportedDropActions(self) -> Qt.DropAction:
        """Jobs move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """What is carried."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the job."""
        data = QMimeData()
        data.setData(_MIME, self.jobs[indexes[0].row()].id.encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Tell where it was dropped; the database decides, the next look shows it."""
        if not data.hasFormat(_MIME):
            return False
        id = data.data(_MIME).toStdString()
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self.jobs)
        after = next((j.id for j in self.jobs[place:] if j.state == "queued" and j.id != id), None)
        self.moved.emit(id, after)
        # False: the view must not remove the row itself.
        return False
