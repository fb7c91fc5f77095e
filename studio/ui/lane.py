"""A thread with a studio of its own that does what the window asks, one thing after another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from studio.app.studio import Studio
from studio.errors import StudioError

__all__ = ["Lane", "Order"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """Work for a lane, and who wants to hear how it went.

    Args:
        owner: When it is deleted, nobody is told.
        work: Called on the lane's thread with the lane's studio.
        done: Called on the window's thread with the result.
        failed: Called on the window's thread with the error.
    """

    owner: QObject
    work: Callable[[Studio], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[StudioError], None] | None


class Lane(QThread):
    """Runs orders in turn.

    Args:
        studio: Whose data folder; the lane opens its own connection on its own thread.
        name: The thread's name.
    """

    answered = Signal(object, object, object)
    """Order, result, error (or None): delivered on the window's thread."""

    def __init__(self, studio: Studio, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._studio = studio
        self._orders: SimpleQueue[Order | None] = SimpleQueue()

    def put(self, order: Order) -> None:
        """Ask for something."""
        self._orders.put(order)

    def close(self) -> None:
        """End after what has been asked for; waits for it."""
        self._orders.put(None)
        self.wait()

    def run(self) -> None:
        """The thread."""
        studio: Studio | None = None
        try:
            while (order := self._orders.get()) is not None:
                result, error = None, None
                try:
                    studio = studio or self._studio.another()
                    result = order.work(studio)
                except StudioError as fault:
                    error = fault
                except Exception as fault:
                    _log.exception("an order of the window failed")
                    error = StudioError(f"{type(fault).__name__}: {fault}", "see the log")
                    error.__cause__ = fault
                self.answered.emit(order, result, error)
        finally:
            if studio is not None:
                studio.close()
