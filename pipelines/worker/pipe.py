"""The worker's end of the pipe: own file descriptors, so that libraries may print as they like."""

from __future__ import annotations

import os
import sys
import threading
from typing import BinaryIO

from pydantic import TypeAdapter

from pipelines.protocol.messages import ToWorker, decode, encode
from pipelines.sdk import Frozen

__all__ = ["Pipe", "take_over_standard_streams"]

_TO_WORKER: TypeAdapter[ToWorker] = TypeAdapter(ToWorker)


def take_over_standard_streams() -> Pipe:
    """Keep stdin and stdout for the protocol; whatever prints to stdout goes to stderr instead."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return Pipe(incoming, outgoing)


class Pipe:
    """Typed messages both ways; sending is safe from any thread."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._lock = threading.Lock()

    def send(self, message: Frozen) -> None:
        """Send one message whole."""
        with self._lock:
            data = encode(message)
            while data:
                data = data[self._outgoing.write(data) :]

    def receive(self) -> ToWorker | None:
        """Wait for the next message; None when the supervisor is gone."""
        line = self._incoming.readline()
        return decode(line, _TO_WORKER) if line.endswith(b"\n") else None
