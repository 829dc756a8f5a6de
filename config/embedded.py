"""The jobs inside the web process, where there is no Redis: one worker thread and one clock.

The messages go through a queue in memory, so there must be exactly one such process for the data; a lock on a
file makes sure.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import IO, Any

from celery.beat import Scheduler, Service
from celery.worker import WorkController
from django.conf import settings
from django.db import connection

from config.celery import app

STOP_SECONDS = 3


class EmbeddedJobs:
    """Worker and clock of this process. With Redis nothing here does anything."""

    def __init__(self) -> None:
        self._lock: IO[str] | None = None
        self._running: tuple[Any, Any] | None = None

    def claim(self) -> None:
        """Make this the one process that serves the data; its end, however it ends, frees them.

        Raises RuntimeError where another process has claimed the same data.
        """
        if settings.REDIS_URL or self._lock:
            return
        file = _open(_lock_path())
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise RuntimeError(
                "Another process serves these data already. Stop it, or set REDIS_URL to run several."
            ) from None
        self._lock = file

    def start(self) -> None:
        """Start worker and clock, and sweep once for what an earlier process left. Raises as `claim` does."""
        if settings.REDIS_URL or self._running:
            return
        self.claim()
        worker = WorkController(
            app=app,
            pool_cls="threads",
            concurrency=1,
            without_mingle=True,
            without_gossip=True,
            without_heartbeat=True,
        )
        beat = Service(app, scheduler_cls=Scheduler)
        for part in (worker, beat):
            Thread(target=part.start, name=type(part).__name__, daemon=True).start()
        self._running = worker, beat
        app.send_task("tracker.jobs.sweep")

    def stop(self) -> None:
        """Give the job at hand a moment to finish. What is left undone the next start sweeps up."""
        if self._running:
            (worker, beat), self._running = self._running, None
            beat.stop()
            stopping = Thread(target=worker.stop, daemon=True)
            stopping.start()
            stopping.join(STOP_SECONDS)
        if self._lock:
            self._lock.close()
            self._lock = None


def _open(path: Path) -> IO[str]:
    """The lock's file, which may lie where everybody can write: no link is followed, nothing cut short."""
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600), "w")
    except OSError as error:
        raise RuntimeError(
            f"{path}, which keeps a second process out, cannot be opened: {error.strerror}."
        ) from None


def _lock_path() -> Path:
    """Beside the file of SQLite; for a database server, one path on this machine for each database."""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return Path(f"{database['NAME']}.lock")
    identity = "\0".join(str(database.get(part, "")) for part in ("HOST", "PORT", "NAME"))
    return Path(tempfile.gettempdir()) / f"hazir-{sha256(identity.encode()).hexdigest()[:16]}.lock"


jobs = EmbeddedJobs()
