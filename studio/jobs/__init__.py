"""The queue, the supervisor, and the workers it keeps."""

from studio.jobs.queue import JobQueue
from studio.jobs.supervisor import Supervisor

__all__ = ["JobQueue", "Supervisor"]
